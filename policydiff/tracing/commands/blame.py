"""policydiff blame."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import Output, output_options
from policydiff.cli.settings import shared
from policydiff.report.formats import formats
from policydiff.tracing.actions.history import blame
from policydiff.tracing.commands.history import deliver_found


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
    deliver_found(blame, "blame", name, output)
