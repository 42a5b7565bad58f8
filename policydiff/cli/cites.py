"""policydiff cites."""

from __future__ import annotations

import sys

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import emit_json, say, tell
from policydiff.cli.progress import progress
from policydiff.cli.reading import INCOMPLETE
from policydiff.cli.settings import settings, shared
from policydiff.cli.text import one_line
from policydiff.messages import Message


@click.command(
    "cites",
    **examples(
        "policydiff cites 刑法#第二百八十六条",
        "policydiff cites 对外贸易法@2016-11-07 --format json",
        "policydiff cites --from 土地管理法实施条例",
        "policydiff cites --dangling --outdated",
    ),
)
@click.argument("cited", metavar="[WORK[@DATE][#PROVISION]]", required=False)
@click.option("--from", "source", metavar="WORK[@DATE]", help="Only the citations in this text.")
@click.option(
    "--dangling", is_flag=True, help="Only citations of stored works that lead to no provision."
)
@click.option(
    "--outdated",
    is_flag=True,
    help="Only citations whose target a later version changed, renumbered or removed, or another work replaced.",
)
@click.option(
    "--decisions",
    is_flag=True,
    help="With --dangling or --outdated, also the citations in amending decisions.",
)
@click.option("--internal", is_flag=True, help="Also the citations of a text to itself.")
@click.option(
    "--every-version",
    is_flag=True,
    help="Read all versions of the citing works, not the newest alone.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="For a person or a program.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar, and no remarks.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    cited: str | None,
    source: str | None,
    dangling: bool,
    outdated: bool,
    decisions: bool,
    internal: bool,
    every_version: bool,
    form: str,
    quiet: bool,
) -> None:
    """Find who cites a work or a provision of it, in the whole repository; with --from, what one
    text cites.

    A citation leads to the version of the cited work that was in force on the citing text's day, as
    WORK@@DATE does; presumed where
    several may have been, which read differently. Where none was in force yet it leads to the
    newest published by then, and where only
    later ones are stored, to the oldest of them: each line says which, and which work has taken the
    place of the cited one since when.
    Works that are not in the repository are counted. Without @DATE a provision is found under its
    former numbers too.

    Amending decisions speak of the text that they amend: --dangling and --outdated leave them out
    and say how many; --decisions, or
    --from DECISION, shows them. What is outdated in one of the versions that may have been in force
    alone is not called so.
    """
    from policydiff.app.cites import Question, cites  # noqa: PLC0415 as above
    from policydiff.cli.cites_lines import HEADS, citation_lines, left_out, summary  # noqa: PLC0415 --help needs click alone

    question = Question(
        cited=cited,
        source=source,
        dangling=dangling,
        outdated=outdated,
        decisions=decisions,
        internal=internal,
        every_version=every_version,
    )
    with progress(show=not quiet and sys.stderr.isatty()) as watch:
        found = cites(question, settings().repository, watch)
    for note in () if quiet else found.notes:
        tell(note)
    if form == "json":
        emit_json(found.to_dict())
    else:
        if found.citations:
            say(HEADS[settings().language])
        for line in citation_lines(found, settings().language):
            say(one_line(line) if not line.startswith("  ") else f"  {one_line(line)}")
        say(summary(found, settings().language))
        for line in left_out(found, settings().language):
            say(line)
    for name, reason in found.unread:
        tell(Message("{name}: {why}", name=name, why=reason))
    if found.unread or found.presumed:
        raise click.exceptions.Exit(INCOMPLETE)
