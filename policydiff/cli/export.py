"""policydiff export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import deliver, is_terminal
from policydiff.cli.reading import kind_of, leave, remark, revisions_option, standard_input
from policydiff.cli.settings import settings, shared
from policydiff.formats import formats
from policydiff.messages import Message

if TYPE_CHECKING:
    from policydiff.model.reading import Revisions

BINARY = frozenset(("docx",))


@click.command(
    "export",
    **examples(
        "policydiff export 对外贸易法 -o 对外贸易法.docx",
        "policydiff export 对外贸易法@2022-12-30 -o 对外贸易法.html",
        "policydiff export 对外贸易法@@2024-01-01 --format markdown",
        "policydiff export opinion.txt --format akn -o opinion.xml",
    ),
)
@click.argument("name")
@click.option(
    "--format",
    "form",
    type=click.Choice(formats("document")),
    help="Default: by the ending of --output, else txt.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the text to this file."
)
@revisions_option
@click.option("--dialect", help="The drafting tradition of a file, where it is not recognised.")
@click.option("--kind", callback=kind_of, help="The kind of instrument of a file.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on stderr.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    name: str,
    form: str | None,
    output: Path | None,
    revisions: Revisions,
    dialect: str | None,
    kind: str | None,
    quiet: bool,
) -> None:
    """Write the text of NAME as a clean file to send on: a file, - for standard input, or WORK,
    WORK@DATE, WORK@@DATE of the repository.

    Title, 题注, contents, articles, tables and attachments in the layout of official texts, without
    page furniture. As akn a stored version has its lasting names,
    and an amending decision says what it changes.
    """
    from policydiff.app.export import export, export_form, with_lasting_names, write_export  # noqa: PLC0415 as above
    from policydiff.model.plugins import Edition, ReportOptions  # noqa: PLC0415 --help needs click alone

    form = export_form(output, form)
    if output is None and form in BINARY and is_terminal():
        raise click.UsageError(
            Message("{form} is no text for a terminal; name a file with -o", form=form)
        )
    given = standard_input([name])
    resolved = export(
        name,
        settings().repository,
        dialect=dialect,
        kind=kind,
        revisions=revisions,
        standard_input=given,
    )
    remark([resolved], quiet=quiet)
    document, names = (
        with_lasting_names(resolved, settings().repository)
        if form == "akn"
        else (resolved.document, None)
    )
    data = write_export(
        Edition(document=document, names=names), form, ReportOptions(language=settings().language)
    )
    sources = () if resolved.path is None else (resolved.path,)
    deliver(data, form, output, sources=sources, texts=("txt", "markdown"), quiet=quiet)
    leave([resolved])
