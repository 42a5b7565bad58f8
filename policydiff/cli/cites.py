"""policydiff cites."""

from __future__ import annotations

from dataclasses import replace

import click

from policydiff.app.cites import Question, cites
from policydiff.cli.cites_lines import WORDS, citation_lines, left_out, summary
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, format_option, option
from policydiff.cli.output import emit_json, notify, print_text
from policydiff.cli.progress import watched
from policydiff.cli.reading import INCOMPLETE, session
from policydiff.cli.settings import language, shared
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
@bound(
    "question",
    Question,
    source=option("Only the citations in this text.", "--from", metavar="WORK[@DATE]"),
    dangling=option("Only citations of stored works that lead to no provision."),
    outdated=option(
        "Only citations whose target a later version changed, renumbered or removed, or another work replaced."
    ),
    decisions=option("With --dangling or --outdated, also the citations in amending decisions."),
    internal=option("Also the citations of a text to itself."),
    every_version=option("Read all versions of the citing works, not the newest alone."),
)
@format_option("terminal", "json")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar, and no remarks.")
@shared
def command(*, cited: str | None, question: Question, form: str, quiet: bool) -> None:
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
    with watched(session(), quiet=quiet) as here:
        found = cites(replace(question, cited=cited), here)
    for note in () if quiet else found.notes:
        notify(note)
    if form == "json":
        emit_json(found.to_dict())
    else:
        if found.citations:
            print_text(WORDS[language()]["head"])
        for line in citation_lines(found, language()):
            print_text(one_line(line) if not line.startswith("  ") else f"  {one_line(line)}")
        print_text(summary(found, language()))
        for line in left_out(found, language()):
            print_text(line)
    for name, reason in found.unread:
        notify(Message("{name}: {why}", name=name, why=reason))
    if found.unread or found.presumed:
        raise click.exceptions.Exit(INCOMPLETE)
