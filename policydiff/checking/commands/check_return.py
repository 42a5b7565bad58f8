"""policydiff check-return."""

from __future__ import annotations

import click

from policydiff.checking.actions.check_return import ReturnOptions, check_return
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import Output, deliver, output_options, refuse_binary, report_options
from policydiff.cli.reading import DIALECT, KIND, leave, remark, session
from policydiff.cli.settings import shared
from policydiff.report.formats import formats, write
from policydiff.works.writing import report_form


@click.command(
    "check-return",
    **examples(
        "policydiff check-return sent.docx returned.docx",
        "policydiff check-return sent.docx returned.docx -o check.docx",
        "policydiff check-return sent.docx returned.docx --strict --format json",
        "policydiff check-return sent.pdf returned.docx",
    ),
)
@click.argument("sent")
@click.argument("returned")
@output_options(formats("return"), quiet="No remarks about the texts on stderr.")
@bound(
    "options",
    ReturnOptions,
    strict=option("Count differences in spaces, width and empty paragraphs too."),
    dialect=DIALECT,
    kind=KIND,
)
@shared
def command(*, sent: str, returned: str, output: Output, options: ReturnOptions) -> None:
    """Find what the Word file RETURNED changes without a trace: with all its tracked changes
    rejected it must be SENT, word for word.

    Tables, notes, headers and footers, text boxes, automatic numbers and comments are compared too,
    and what cannot be checked is named. No noise rule holds: differences in spaces and width alone
    are listed, and counted with --strict. Of a SENT that is no Word file, or a stored version, the
    words of the clauses are compared.

    The exit code is 0 where nothing was changed without a trace, else 6.
    """
    form = report_form(output.path, output.form, "return")
    refuse_binary(form, output.path)
    here = session(sent, returned)
    found = check_return(sent, returned, here, options)
    remark(found.sides, quiet=output.quiet)
    language = here.language_on(*(side.document for side in found.sides))
    data = write(found.check, form, report_options(output.path, language))
    paths = tuple(side.path for side in found.sides if side.path is not None)
    deliver(data, form, output.path, sources=paths, quiet=output.quiet)
    leave(found.sides, incomplete=found.check.silent > 0)
