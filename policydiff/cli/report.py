"""policydiff report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import report_outcome, tell_text
from policydiff.cli.progress import progress
from policydiff.cli.reading import INCOMPLETE, kind_of, revisions_option
from policydiff.cli.settings import settings, shared
from policydiff.cli.text import one_line
from policydiff.formats import formats
from policydiff.messages import Message

if TYPE_CHECKING:
    from policydiff.app.report import Reported
    from policydiff.model.plugins import FactChoice
    from policydiff.model.reading import Revisions

MOST_NAMED = 5


@click.command(
    "report",
    **examples(
        "policydiff report texts/ -o reports/",
        "policydiff report 对外贸易法 网络安全法 -o reports/ --format html --format docx",
        "policydiff report --all -o reports/ --only-changed --lang zh",
    ),
)
@click.argument("operands", nargs=-1, metavar="[FOLDER|WORK]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder for the reports; made where it is missing.",
)
@click.option("--all", "every", is_flag=True, help="All works of the repository.")
@click.option(
    "--format",
    "forms",
    type=click.Choice([form for form in formats("comparison") if form != "terminal"]),
    multiple=True,
    help="A format of the reports; may be given again for more. Default: html.",
)
@click.option("--only-changed", is_flag=True, help="Leave out what did not change.")
@click.option(
    "--omit-replaced",
    is_flag=True,
    help="Leave out articles in which nothing but a stated replacement changed; the statement names each.",
)
@click.option(
    "--facts",
    type=click.Choice(["telling", "all"]),
    default="telling",
    show_default=True,
    help="Typed facts of a change: figures, periods, penalties, duties, bodies and references, or all, scope and terms too. JSON has all.",
)
@click.option(
    "--whole",
    is_flag=True,
    help="Every article in full, unchanged ones too, without ……; with --only-changed, the changed ones in full.",
)
@click.option(
    "--show-noise", is_flag=True, help="Mark differences in width, spaces and punctuation too."
)
@click.option(
    "--granularity",
    type=click.Choice(["word", "char"]),
    default="word",
    show_default=True,
    help="The unit of a redline.",
)
@click.option("--dialect", help="The drafting tradition of the files, where it is not recognised.")
@click.option(
    "--kind", callback=kind_of, help="The kind of instrument of the files, such as law or opinion."
)
@revisions_option
@click.option("-q", "--quiet", is_flag=True, help="No progress bar, and no remarks.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    operands: tuple[str, ...],
    output: Path,
    every: bool,
    forms: tuple[str, ...],
    only_changed: bool,
    omit_replaced: bool,
    facts: FactChoice,
    whole: bool,
    show_noise: bool,
    granularity: Literal["word", "char"],
    dialect: str | None,
    kind: str | None,
    revisions: Revisions,
    quiet: bool,
) -> None:
    """Compare all versions of many works, each with the next: a report of each pair, and index.html
    that leads to them.

    A FOLDER's files are grouped by their titles and ordered by their dates; a WORK is one of the
    repository, with all its versions.
    Files of an earlier report are replaced, any other file is left as it is. What failed is listed,
    and makes the exit code 6.
    """
    from policydiff.app.report import ReportAllOptions, report  # noqa: PLC0415 as above
    from policydiff.model.plugins import ReportOptions  # noqa: PLC0415 --help needs click alone

    shape = ReportOptions(
        language=settings().language,
        only_changed=only_changed,
        omit_replaced=omit_replaced,
        facts=facts,
        whole=whole,
        show_noise=show_noise,
    )
    options = ReportAllOptions(
        forms=forms or ("html",),
        shape=shape,
        granularity=granularity,
        dialect=dialect,
        kind=kind,
        revisions=revisions,
        every=every,
    )
    with progress(show=not quiet and sys.stderr.isatty()) as watch:
        reported = report(operands, settings().repository, output, options, watch)
    if not quiet:
        for line in _remarks(reported):
            tell_text(one_line(line))
    report_outcome(summary(reported))
    if reported.overview.failed:
        raise click.exceptions.Exit(INCOMPLETE)


def summary(reported: Reported) -> Message:
    """How much was done, and where to look, in one line."""
    overview = reported.overview
    pairs = sum(step.summary is not None for work in overview.works for step in work.steps)
    return Message(
        "works: {works}, comparisons: {pairs}, files: {files}{failed}; open {page}",
        works=len(overview.works),
        pairs=pairs,
        files=len(overview.files),
        failed=Message(", failed: {count}", count=overview.failed) if overview.failed else "",
        page=reported.page,
    )


def _remarks(reported: Reported) -> Iterator[str]:
    """What could not be done, what is doubtful, and what is left of an earlier report."""
    for remark in reported.overview.unread:
        yield f"{remark.name}: {remark.detail}"
    for work in reported.overview.works:
        for step in work.steps:
            yield from (
                f"{work.title} {step.left.date} → {step.right.date}: {told}"
                for told in (*step.failures, *step.doubts)
            )
    if left := reported.left_over:
        named = ", ".join(left[:MOST_NAMED]) + (" …" if len(left) > MOST_NAMED else "")
        yield Message(
            "left from an earlier report, and not in this one ({count}): {named}",
            count=len(left),
            named=named,
        )
