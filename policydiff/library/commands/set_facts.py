"""policydiff set."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import report_outcome
from policydiff.cli.reading import day, session
from policydiff.cli.settings import shared
from policydiff.library.actions.set_facts import GivenLife, set_facts
from policydiff.library.commands.changes import report_change
from policydiff.messages import Message
from policydiff.reading.load import GivenFacts


@click.command(
    "set",
    **examples(
        "policydiff set 对外贸易法@2025-12-27 --in-force 2026-03-01",
        'policydiff set 对外贸易法 --alias 外贸法 --reason "as it is called in court"',
        "policydiff set 某某管理办法 --kind regulation --number 国令第707号",
        "policydiff set 某某管理办法 --ended 2025-03-01 --by 某某局公告2025年第3号",
        "policydiff set 某某管理办法 --still-in-force 2026-01-05 --by 李某",
    ),
)
@click.argument("name")
@bound(
    "facts",
    GivenFacts,
    adopted=option("The date of adoption 通过."),
    promulgated=option("The date of promulgation 公布, YYYY-MM-DD."),
    in_force=option("The date of entry into force 施行 of this version."),
    title=option("The title."),
    kind=option("The kind of instrument, such as law, opinion, notice."),
    authority=option("The issuing authority."),
    document_number=option("The document number, such as 国令第707号.", "--number"),
)
@bound(
    "life",
    GivenLife,
    ended=option("The first day on which the work no longer applied, YYYY-MM-DD.", callback=day),
    not_ended=option("Take back what a person stated of its end."),
    still_in_force=option("A day on which the work still applied, as --by states.", callback=day),
    by=option("The act that ended the work, or who states that it applies."),
    why=option("Why the work ended, in words."),
)
@click.option(
    "--alias",
    "aliases",
    multiple=True,
    help="A further name by which the work is found; may be given more than once.",
)
@click.option("--reason", default="", help="Why, in a line that the commit keeps.")
@shared
def command(
    *, name: str, facts: GivenFacts, life: GivenLife, aliases: tuple[str, ...], reason: str
) -> None:
    """Set what you know better of a stored version than its text: NAME is WORK@DATE, or WORK for
    the newest version.

    The text itself stays, and so do its lasting names, and links and judgements, which follow a
    date that changes. Kind, aliases and its end are
    the work's: of another kind it has another URI. The same file added again is known by what it
    was read as.
    """
    message, written = set_facts(
        name, session(), aliases=aliases, life=life, reason=reason, **facts
    )
    if written is None:
        report_outcome(Message("{name} unchanged", name=name))
        return
    report_change(message, written)
