"""policydiff export."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import Output, deliver, emit, notify, output_options, refuse_binary
from policydiff.cli.progress import watched
from policydiff.cli.reading import INCOMPLETE, READING, leave, remark, session
from policydiff.cli.settings import shared
from policydiff.library.actions.export import (
    PROVISION_KEYS,
    export,
    export_form,
    provision_table,
    table_form,
    with_lasting_names,
    write_export,
)
from policydiff.messages import Message
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report.formats import formats
from policydiff.report.sheets.data_rows import FORMS, DataRows, write_rows
from policydiff.works.resolve import TextOptions
from policydiff.works.writing import write_file


@click.command(
    "export",
    **examples(
        "policydiff export 对外贸易法 -o 对外贸易法.docx",
        "policydiff export 对外贸易法@2022-12-30 -o 对外贸易法.html",
        "policydiff export 对外贸易法@@2024-01-01 --format markdown",
        "policydiff export opinion.txt --format akn -o opinion.xml",
        "policydiff export --table -o provisions.csv",
        "policydiff export --table 对外贸易法 --format jsonl",
        "policydiff export scan.pdf --ocr -o scan.xml",
    ),
)
@click.argument("name", required=False)
@click.option(
    "--table",
    "is_table",
    is_flag=True,
    help="A row for each provision of each version, of all works or of NAME, as csv or jsonl.",
)
@output_options((*formats("document"), *FORMS), default="txt", path="Write the text to this file.")
@bound(
    "reading",
    TextOptions,
    ocr=option(
        "Recognise the text of pictures: a scan (PDF, OFD, PNG, JPEG) becomes Akoma Ntoso, which keeps how sure that is."
    ),
    **READING,
)
@shared
def command(*, name: str | None, is_table: bool, output: Output, reading: TextOptions) -> None:
    """Write the text of NAME as a clean file to send on: a file, - for standard input, or WORK,
    WORK@DATE, WORK@@DATE of the repository.

    Title, 题注, contents, articles, tables and attachments in the layout of official texts, without
    page furniture. As akn a stored version has its lasting names and the end of its work,
    and an amending decision says what it changes. The status of the work stands on stderr, at the
    foot of html, and above each page of docx where it has ended or will; a plain text has none.

    With --table the days, the status and the text of every provision stand in its row. A cell is
    empty where no stored text proves what belongs there, and the text of a chapter stands in the
    rows of its articles.
    """
    if is_table:
        _write_table(name, output)
        return
    if name is None:
        raise click.UsageError(Message("name a text, or ask for --table of all works"))
    form = export_form(output.path, output.form)
    refuse_binary(form, output.path)
    if reading.ocr and form != "akn":
        raise click.UsageError(
            Message("--ocr writes Akoma Ntoso, which keeps what was recognised: add -o FILE.xml")
        )
    here = session(name)
    resolved = export(name, here, reading)
    remark([resolved], quiet=output.quiet)
    document, names = (
        with_lasting_names(resolved, here) if form == "akn" else (resolved.document, None)
    )
    data = write_export(
        Edition(document=document, names=names, status=resolved.status),
        form,
        ReportOptions(language=here.language_of(document.full_text())),
    )
    sources = () if resolved.path is None else (resolved.path,)
    deliver(
        data,
        form,
        output.path,
        sources=sources,
        texts=("txt", "markdown"),
        quiet=output.quiet,
    )
    leave([resolved])


def _write_table(name: str | None, output: Output) -> None:
    """Write the rows while they are read. Leaves with 6 where a version was not."""
    form = table_form(output.path, output.form)
    with watched(session(), quiet=output.quiet) as here:
        table = provision_table(name, here)
        pieces = write_rows(DataRows(keys=PROVISION_KEYS, rows=table.rows()), form)
        if output.path is not None:
            write_file(pieces, output.path)
        else:
            for piece in pieces:
                emit(piece)
    for note in table.unread:
        notify(note)
    if output.path is not None and not output.quiet:
        notify(Message("{path} written", path=output.path))
    if table.unread:
        raise click.exceptions.Exit(INCOMPLETE)
