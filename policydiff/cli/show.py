"""policydiff show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import emit, emit_json, report_problems, say, tell
from policydiff.cli.reading import kind_of, revisions_option, standard_input
from policydiff.cli.settings import settings, shared

if TYPE_CHECKING:
    from policydiff.model.reading import Revisions


@click.command(
    "show",
    **examples(
        "policydiff show 对外贸易法",
        "policydiff show 对外贸易法@2022-12-30#第五条第二款",
        "policydiff show 对外贸易法@@2024-01-01 --format xml",
        "policydiff show opinion.txt --format json",
        "policydiff show opinion.txt#art_15",
    ),
)
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["text", "json", "xml"]), default="text", show_default=True, help="What to print.")
@revisions_option
@click.option("--dialect", help="The drafting tradition of a file, where it is not recognised.")
@click.option("--kind", callback=kind_of, help="The kind of instrument of a file.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on stderr.")
@shared
def command(*, name: str, form: str, revisions: Revisions, dialect: str | None, kind: str | None, quiet: bool) -> None:
    """Print what NAME names: a file, - for standard input, or WORK, WORK@DATE, WORK@@DATE of the repository, each with #PROVISION.

    @DATE is the version of that date, @@DATE the one in force on that day; neither is the newest. PROVISION is an eId
    (art_18__para_2) or a citation (第十八条第二款).
    """
    from policydiff.workflows.show import as_dict, as_text, as_xml, show  # noqa: PLC0415 --help needs click alone

    given = standard_input([name])
    resolved, shown = show(name, settings().repository, dialect=dialect, kind=kind, revisions=revisions, standard_input=given)
    if resolved.file_name is not None:
        report_problems(resolved.file_name, resolved.document.problems, quiet=quiet)
    for note in () if quiet else resolved.notes:
        tell(note)
    if form == "json":
        emit_json(as_dict(resolved.document, shown))
    elif form == "xml":
        emit(as_xml(name, shown))
    else:
        say(as_text(shown).removesuffix("\n"))
