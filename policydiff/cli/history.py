"""policydiff history."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import deliver, report_options, tell
from policydiff.cli.reading import INCOMPLETE
from policydiff.cli.settings import settings, shared
from policydiff.formats import formats, write


@click.command(
    "history",
    **examples(
        "policydiff history 对外贸易法#第十条",
        "policydiff history 对外贸易法@2022-12-30#第十条第二款",
        "policydiff history 对外贸易法#art_10 -o history.html",
        "policydiff history 对外贸易法#第十条 --format json",
    ),
)
@click.argument("name")
@click.option(
    "--format",
    "form",
    type=click.Choice(formats("history")),
    help="Default: by the ending of --output, else terminal.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the report to this file."
)
@shared
def command(*, name: str, form: str | None, output: Path | None) -> None:
    """Follow the clause NAME (WORK#PROVISION, WORK@DATE#PROVISION, WORK@@DATE#PROVISION) through
    all stored versions of its work.

    For every version: its date and what made it, the clause's number, whether it came, changed
    (with a redline), moved, was
    renumbered, split, merged, or is gone. Without a date the number is that of the newest version
    that has it. Where it is not known
    which version was in force on the day of WORK@@DATE, and the clause of this number differs, the
    answer is presumed, with exit code 6.
    """
    from policydiff.app.history import history  # noqa: PLC0415 as above
    from policydiff.app.write import report_form  # noqa: PLC0415 as above

    form = report_form(
        output,
        form,
        "history",
    )
    found = history(name, settings().repository)
    for remark in found.remarks:
        tell(remark)
    deliver(write(found, form, report_options(output)), form, output)
    if found.presumed or any(moment.version.computed is not None for moment in found.moments):
        raise click.exceptions.Exit(INCOMPLETE)
