"""policydiff blame."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import deliver, report_options, tell
from policydiff.cli.reading import INCOMPLETE
from policydiff.cli.settings import settings, shared
from policydiff.formats import formats, write


@click.command(
    "blame",
    **examples(
        "policydiff blame 对外贸易法",
        "policydiff blame 对外贸易法@2022-12-30",
        "policydiff blame 对外贸易法#第十条",
        "policydiff blame 对外贸易法 -o blame.html",
        "policydiff blame 对外贸易法 --format json",
    ),
)
@click.argument("name")
@click.option(
    "--format",
    "form",
    type=click.Choice(formats("blame")),
    help="Default: by the ending of --output, else terminal.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the report to this file."
)
@shared
def command(*, name: str, form: str | None, output: Path | None) -> None:
    """Tell for each sentence of NAME (WORK, WORK@DATE, WORK@@DATE, each with #PROVISION) which
    version gave it its wording.

    Words are followed through moves, renumbering, splits and joins. Differences that the noise rule
    leaves out are no new words,
    nor are references that follow a renumbering, the number of an item and the mark at its end. In
    colour, and in html and json,
    each word tells its own version. Where it is not known which version was in force on the day of
    WORK@@DATE, the answer is presumed,
    with exit code 6.
    """
    from policydiff.app.blame import blame  # noqa: PLC0415 as above
    from policydiff.app.write import report_form  # noqa: PLC0415 as above

    form = report_form(output, form, "blame")
    found = blame(name, settings().repository)
    for remark in found.remarks:
        tell(remark)
    deliver(write(found, form, report_options(output)), form, output)
    if found.presumed or any(version.computed is not None for version in found.versions):
        raise click.exceptions.Exit(INCOMPLETE)
