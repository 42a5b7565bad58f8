"""policydiff remove."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.reading import session
from policydiff.cli.settings import shared
from policydiff.library.actions.remove import remove
from policydiff.library.commands.changes import report_change


@click.command(
    "remove",
    **examples(
        "policydiff remove 对外贸易法@2022-12-30",
        'policydiff remove 对外贸易法@2022-12-30 --reason "a draft, not the text that was passed"',
        "policydiff remove 关于促进移动互联网健康有序发展的意见 --with-dependents",
    ),
)
@click.argument("name")
@click.option("--reason", default="", help="Why, in a line that the commit keeps.")
@click.option(
    "--with-dependents",
    is_flag=True,
    help="Remove what hangs on it too: witnesses, links and judgements of its clauses.",
)
@shared
def command(*, name: str, reason: str, with_dependents: bool) -> None:
    """Remove NAME from the repository: WORK@DATE is one version, WORK the whole work.

    Nothing is removed while something hangs on it: a witness, a link, a judgement, or a decision
    that led to or from it; each is named.
    What stays keeps its lasting names, and a source stays while another version needs it. A
    decision itself always stays.
    The history keeps all: `policydiff undo` takes the removal back.
    """
    report_change(*remove(name, session(), reason=reason, with_dependents=with_dependents))
