"""policydiff diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import colour, emit, emit_text, report_problems, short_name, tell, width
from policydiff.cli.settings import settings, shared

if TYPE_CHECKING:
    from policydiff.workflows.diff import Diffed

FORMATS = ("terminal", "html", "markdown", "json", "concordance", "csv")


@click.command(
    "diff",
    **examples(
        "policydiff diff old.txt new.html",
        "policydiff diff old.txt new.txt -o report.html",
        "policydiff diff 对外贸易法@2022-12-30 对外贸易法@2025-12-27 --format html -o report.html",
        "policydiff diff 对外贸易法@2022-12-30 对外贸易法 --only-changed --lang zh",
        "policydiff diff 对外贸易法@2022-12-30 对外贸易法 --format concordance --order right",
        "policydiff diff old.txt new.html --pairs pairs.toml -o report.html",
        "policydiff diff --exit-code draft-1.txt draft-2.txt --format json",
    ),
)
@click.argument("left")
@click.argument("right")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of --output, else terminal.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the report to this file.")
@click.option("--exit-code", is_flag=True, help="Leave with 1 where there are changes.")
@click.option("--only-changed", is_flag=True, help="Leave out what did not change.")
@click.option("--show-noise", is_flag=True, help="Mark differences in width, spaces and punctuation too.")
@click.option("--granularity", type=click.Choice(["word", "char"]), default="word", show_default=True, help="The unit of a redline.")
@click.option(
    "--order", type=click.Choice(["left", "right"]), default="left", show_default=True, help="The side whose order a concordance follows."
)
@click.option("--pairs", type=click.Path(path_type=Path), help="Pairings that a person set: a file that `policydiff pairs` began.")
@click.option("--dialect", help="The drafting tradition of the files, where it is not recognised.")
@click.option("--kind", help="The kind of instrument of the files, such as law or opinion.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks about the texts on stderr.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    left: str,
    right: str,
    form: str | None,
    output: Path | None,
    exit_code: bool,
    only_changed: bool,
    show_noise: bool,
    granularity: Literal["word", "char"],
    order: Literal["left", "right"],
    pairs: Path | None,
    dialect: str | None,
    kind: str | None,
    quiet: bool,
) -> None:
    """Compare LEFT with RIGHT, clause by clause.

    Each is a file or the name of a stored version: WORK, WORK@DATE (that version) or WORK@@DATE (in force on that day).
    """
    from policydiff.model.plugins import ReportOptions  # noqa: PLC0415 --help needs click alone
    from policydiff.workflows.diff import DiffOptions, diff, form_of, report  # noqa: PLC0415 as above

    options = DiffOptions(granularity=granularity, show_noise=show_noise, dialect=dialect, kind=kind, pairs=pairs)
    found = diff(left, right, settings().repository, options)
    form = form_of(output, form)
    here = output is None
    shape = ReportOptions(
        language=settings().language,
        only_changed=only_changed,
        show_noise=show_noise,
        width=width() if here else None,
        colour=colour() and here,
        order=order,
    )
    data = report(found.comparison, form, shape)
    if not here or form in ("json", "csv", "concordance"):  # every other report on the screen holds the remarks itself
        _remark(found, quiet=quiet)
    _deliver(data, found, form, output)
    if output is not None and not quiet:
        tell(f"{output} written")
    if exit_code and found.comparison.changed:
        raise click.exceptions.Exit(1)


def _remark(found: Diffed, *, quiet: bool) -> None:
    """The problems of the sides that are files; those of stored versions were told when they were added."""
    for side in (found.left, found.right):
        if side.path is not None:
            report_problems(short_name(side.path), side.document.problems, quiet=quiet)


def _deliver(data: bytes, found: Diffed, form: str, output: Path | None) -> None:
    """The report into its file, or on stdout."""
    from policydiff.workflows.write import write_file  # noqa: PLC0415 --help needs click alone

    if output is not None:
        write_file(data, output, sources=[side.path for side in (found.left, found.right) if side.path is not None])
    elif form in ("terminal", "concordance"):
        emit_text(data)
    else:
        emit(data)
