"""policydiff blame."""

from __future__ import annotations

import click

from policydiff.app.blame import blame
from policydiff.app.write import report_form
from policydiff.cli.lazy import examples
from policydiff.cli.output import (
    Output,
    deliver,
    notify,
    output_options,
    refuse_binary,
    report_options,
)
from policydiff.cli.reading import INCOMPLETE, session
from policydiff.cli.settings import shared
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
@output_options(formats("blame"))
@shared
def command(*, name: str, output: Output) -> None:
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
    form = report_form(output.path, output.form, "blame")
    refuse_binary(form, output.path)
    here = session()
    found = blame(name, here)
    for remark in () if output.quiet else found.remarks:
        notify(remark)
    options = report_options(output.path, here.language_of(found.title))
    deliver(write(found, form, options), form, output.path)
    if found.presumed or any(version.computed is not None for version in found.versions):
        raise click.exceptions.Exit(INCOMPLETE)
