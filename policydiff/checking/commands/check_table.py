"""policydiff check-table."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.checking.actions.check_table import check_table
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound
from policydiff.cli.output import Output, deliver, output_options, refuse_binary, report_options
from policydiff.cli.reading import READING, leave, remark, session
from policydiff.cli.settings import shared
from policydiff.report.formats import formats, write
from policydiff.works.resolve import TextOptions
from policydiff.works.writing import report_form


@click.command(
    "check-table",
    **examples(
        "policydiff check-table table.docx old.docx new.docx",
        "policydiff check-table table.xlsx 对外贸易法@2022-12-30 对外贸易法@2025-12-27 -o check.html",
        "policydiff check-table filing.pdf old.docx new.docx",
        "policydiff check-table table.docx old.docx new.docx --format json",
    ),
)
@click.argument("table", type=click.Path())
@click.argument("old")
@click.argument("new")
@output_options(formats("table"), quiet="No remarks about the texts on stderr.")
@bound("options", TextOptions, **READING)
@shared
def command(*, table: str, old: str, new: str, output: Output, options: TextOptions) -> None:
    """Check the comparison table (对照表) in TABLE, a Word file, a workbook or a PDF, against the texts OLD
    and NEW.

    Found are articles that changed and have no row, old text and new text that is quoted wrongly,
    numbers that are not those of the text, and changes that the table does not mark.

    The exit code is 0 where there is no fault, else 6.
    """
    form = report_form(output.path, output.form, "table")
    refuse_binary(form, output.path)
    here = session(table, old, new)
    found = check_table(table, old, new, here, options)
    remark(found.sides, quiet=output.quiet)
    language = here.language_on(*(side.document for side in found.sides))
    data = write(found.check, form, report_options(output.path, language))
    paths = (Path(table), *(side.path for side in found.sides if side.path is not None))
    deliver(data, form, output.path, sources=paths, quiet=output.quiet)
    leave(found.sides, incomplete=bool(found.check.checked.faults))
