"""policydiff report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import deliver, notify_text, report_outcome
from policydiff.cli.progress import watched
from policydiff.cli.reading import ENGINES, INCOMPLETE, READING, session
from policydiff.cli.settings import shared
from policydiff.cli.table import table
from policydiff.cli.text import one_line
from policydiff.comparing.actions.report import Reported, compare_all, report
from policydiff.comparing.actions.report_pairs import ReportAllOptions
from policydiff.comparing.commands.diff import COMPARING, SHAPE
from policydiff.comparing.report.index.index import Overview, changes_by_year
from policydiff.library.actions.export import table_form
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions
from policydiff.parallel.options import EngineOptions
from policydiff.report.formats import formats
from policydiff.report.sheets.data_rows import write_rows

MOST_NAMED = 5


@click.command(
    "report",
    **examples(
        "policydiff report texts/ -o reports/",
        "policydiff report 对外贸易法 网络安全法 -o reports/ --format html --format docx",
        "policydiff report --all -o reports/ --only-changed --lang zh",
        "policydiff report --all --changes-by year -o changes.csv",
    ),
)
@click.argument("operands", nargs=-1, metavar="[FOLDER|WORK]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The folder for the reports; made where it is missing. With --changes-by the file.",
)
@click.option(
    "--changes-by",
    type=click.Choice(["year"]),
    help="Write only how many articles were added, removed and reworded, by work and in all: to the terminal, as csv or as jsonl.",
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
def command(  # noqa: PLR0913 - each is an option, or several
    *,
    operands: tuple[str, ...],
    output: Path | None,
    changes_by: str | None,
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
    if changes_by is not None:
        _count_changes(operands, output, options, engines, quiet=quiet)
        return
    if output is None:
        raise click.UsageError(Message("name the folder for the reports with -o"))
    options = replace(options, forms=options.forms or ("html",), shape=shape)
    with watched(session(engines=engines), quiet=quiet) as here:
        reported = report(operands, here, output, options)
    if not quiet:
        for line in _remarks(reported):
            notify_text(one_line(line))
    report_outcome(summary(reported))
    if reported.overview.failed:
        raise click.exceptions.Exit(INCOMPLETE)


def _count_changes(
    operands: tuple[str, ...],
    output: Path | None,
    options: ReportAllOptions,
    engines: EngineOptions,
    *,
    quiet: bool,
) -> None:
    """Write the changes by year. Leaves with 6 where something could not be compared."""
    form = next(iter(options.forms), None)
    if output is not None or form is not None:
        form = table_form(output, form)
    with watched(session(engines=engines), quiet=quiet) as here:
        overview = compare_all(operands, here, options)
    data = changes_by_year(overview)
    if form is not None:
        deliver(b"".join(write_rows(data, form)), form, output, quiet=quiet)
    else:
        rows = (
            tuple("" if row[key] is None else str(row[key]) for key in data.keys)
            for row in data.rows
        )
        table(data.keys, rows)
    if not quiet:
        for line in _failures(overview):
            notify_text(one_line(line))
    if overview.failed:
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
    yield from _failures(reported.overview)
    if left := reported.left_over:
        named = ", ".join(left[:MOST_NAMED]) + (" …" if len(left) > MOST_NAMED else "")
        yield Message(
            "left from an earlier report, and not in this one ({count}): {named}",
            count=len(left),
            named=named,
        )


def _failures(overview: Overview) -> Iterator[str]:
    """Yield lines on what failed, and on doubts."""
    for remark in overview.unread:
        yield f"{remark.name}: {remark.detail}"
    for work in overview.works:
        for step in work.steps:
            yield from (
                f"{work.title} {step.left.date} → {step.right.date}: {said}"
                for said in (*step.failures, *step.doubts)
            )
