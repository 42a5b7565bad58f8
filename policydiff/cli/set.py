"""policydiff set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import report_change, report_outcome
from policydiff.cli.settings import settings, shared
from policydiff.messages import Message

if TYPE_CHECKING:
    from policydiff.app.load import GivenFacts


@click.command(
    "set",
    **examples(
        "policydiff set 对外贸易法@2025-12-27 --in-force 2026-03-01",
        'policydiff set 对外贸易法 --alias 外贸法 --reason "as it is called in court"',
        "policydiff set 某某管理办法 --kind regulation --number 国令第707号",
    ),
)
@click.argument("name")
@click.option("--adopted", help="The date of adoption 通过.")
@click.option("--promulgated", help="The date of promulgation 公布, YYYY-MM-DD.")
@click.option("--in-force", help="The date of entry into force 施行 of this version.")
@click.option("--title", help="The title.")
@click.option("--kind", help="The kind of instrument, such as law, opinion, notice.")
@click.option("--authority", help="The issuing authority.")
@click.option("--number", "document_number", help="The document number, such as 国令第707号.")
@click.option(
    "--alias",
    "aliases",
    multiple=True,
    help="A further name by which the work is found; may be given more than once.",
)
@click.option("--reason", default="", help="Why, in a line that the commit keeps.")
@shared
def command(*, name: str, aliases: tuple[str, ...], reason: str, **facts: Any) -> None:
    """Set what you know better of a stored version than its text: NAME is WORK@DATE, or WORK for
    the newest version.

    The text itself stays, and so do its lasting names, and links and judgements, which follow a
    date that changes. Kind and aliases are
    the work's: of another kind it has another URI. The same file added again is known by what it
    was read as.
    """
    from policydiff.app.set import set_facts  # noqa: PLC0415 --help needs click alone

    message, written = set_facts(
        name, settings().repository, aliases=aliases, reason=reason, **cast("GivenFacts", facts)
    )
    if written is None:
        report_outcome(Message("{name} unchanged", name=name))
        return
    report_change(message, written)
