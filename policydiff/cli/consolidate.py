"""policydiff consolidate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import colour, emit, emit_text, report_problems, tell, width
from policydiff.cli.reading import standard_input
from policydiff.cli.settings import settings, shared

if TYPE_CHECKING:
    from policydiff.workflows.consolidate import Consolidated

FORMATS = ("terminal", "json", "akn", "txt", "markdown")
INCOMPLETE = 6


@click.command(
    "consolidate",
    **examples(
        "policydiff consolidate law-2016.docx decision.docx",
        "policydiff consolidate law-2016.docx decision.docx --against law-2025.html",
        "policydiff consolidate 网络安全法@2016-11-07 decision.txt --format markdown -o new.md",
        "policydiff consolidate old.txt decision.txt --format json",
    ),
)
@click.argument("base")
@click.argument("decision")
@click.option("--against", help="The republished text, to be compared with what the decision says.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of --output, else terminal.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the new text (or the JSON) to this file.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on stderr.")
@shared
def command(*, base: str, decision: str, against: str | None, form: str | None, output: Path | None, quiet: bool) -> None:
    """Carry out the amending DECISION on BASE: what the amended text reads like, and whether the republished one says the same.

    Each is a file, - for standard input, or a stored version: WORK, WORK@DATE, WORK@@DATE. Leaves with 6 where an instruction failed or was
    not understood. A decision for another text, or one that is carried out already, is refused, and nothing is written.
    """
    from policydiff.workflows.consolidate import consolidate  # noqa: PLC0415 --help needs click alone

    operands = [operand for operand in (base, decision, against) if operand is not None]
    form = _form(form, output)
    found = consolidate(base, decision, settings().repository, against=against, standard_input=standard_input(operands))
    for side in found.sides:
        if side.file_name is not None:
            report_problems(side.file_name, side.document.problems, quiet=quiet)
    _deliver(found, form, output, quiet=quiet)
    if not found.result.complete:
        raise click.exceptions.Exit(INCOMPLETE)


def _form(form: str | None, output: Path | None) -> str:
    """The form to write: what is asked for, else what the file's name tells, else the list of operations."""
    from policydiff.workflows.export import export_form  # noqa: PLC0415 --help needs click alone

    if form == "terminal" and output is not None:
        raise click.UsageError("the terminal's list is no file; choose json, akn, txt or markdown for -o")
    if form is not None or output is None:
        return form or "terminal"
    return "json" if output.suffix.lower() == ".json" else export_form(output)


def _deliver(found: Consolidated, form: str, output: Path | None, *, quiet: bool) -> None:
    """The report, the new text or the JSON into its file or on stdout; with the text and the JSON the summary on stderr."""
    from policydiff.model.plugins import ReportOptions  # noqa: PLC0415 --help needs click alone
    from policydiff.workflows.consolidate import summary, write_consolidation  # noqa: PLC0415 as above
    from policydiff.workflows.write import write_file  # noqa: PLC0415 as above

    here = output is None and form == "terminal"
    options = ReportOptions(language=settings().language, width=width() if here else None, colour=colour() and here)
    data = write_consolidation(found.result, form, options)
    if output is not None:
        write_file(data, output, sources=[side.path for side in found.sides if side.path is not None])
    else:
        (emit_text if form in ("terminal", "txt", "markdown") else emit)(data)
    for line in () if quiet or here else summary(found.result, options.language):
        tell(line)
