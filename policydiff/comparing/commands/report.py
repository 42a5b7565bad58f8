"""policydiff report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import notify_text, report_outcome
from policydiff.cli.progress import watched
from policydiff.cli.reading import ENGINES, INCOMPLETE, READING, session
from policydiff.cli.settings import shared
from policydiff.cli.text import one_line
from policydiff.comparing.actions.report import Reported, report
from policydiff.comparing.actions.report_pairs import ReportAllOptions
from policydiff.comparing.commands.diff import COMPARING, SHAPE
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions
from policydiff.parallel.options import EngineOptions
from policydiff.report.formats import formats

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
@bound(
    "options",
    ReportAllOptions,
    every=option("All works of the repository.", "--all"),
    forms=option(
        "A format of the reports; may be given again for more. Default: html.",
        "--format",
        type=click.Choice(
            [form for form in formats("comparison") if form not in ("terminal", "leaf")]
        ),
    ),
    granularity=COMPARING["granularity"],
    **READING,
)
@bound("shape", ReportOptions, **SHAPE, show_noise=COMPARING["show_noise"])
@bound("engines", EngineOptions, **ENGINES)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar, and no remarks.")
@shared
def command(
    *,
    operands: tuple[str, ...],
    output: Path,
    options: ReportAllOptions,
    shape: ReportOptions,
    engines: EngineOptions,
    quiet: bool,
) -> None:
    """Compare all versions of many works, each with the next: a report of each pair, and index.html
    that leads to them.

    A FOLDER's files are grouped by their titles and ordered by their dates; a WORK is one of the
    repository, with all its versions.
    Files of an earlier report are replaced, any other file is left as it is. What failed is listed,
    and makes the exit code 6.
    """
    options = replace(options, forms=options.forms or ("html",), shape=shape)
    with watched(session(engines=engines), quiet=quiet) as here:
        reported = report(operands, here, output, options)
    if not quiet:
        for line in _remarks(reported):
            notify_text(one_line(line))
    report_outcome(summary(reported))
    if reported.overview.failed:
        raise click.exceptions.Exit(INCOMPLETE)


def summary(reported: Reported) -> Message:
    """A line with the numbers of works, comparisons and files, and the index page."""
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
    """Yield lines on failures, doubts, and files that an earlier report left."""
    for remark in reported.overview.unread:
        yield f"{remark.name}: {remark.detail}"
    for work in reported.overview.works:
        for step in work.steps:
            yield from (
                f"{work.title} {step.left.date} → {step.right.date}: {said}"
                for said in (*step.failures, *step.doubts)
            )
    if left := reported.left_over:
        named = ", ".join(left[:MOST_NAMED]) + (" …" if len(left) > MOST_NAMED else "")
        yield Message(
            "left from an earlier report, and not in this one ({count}): {named}",
            count=len(left),
            named=named,
        )
