"""policydiff applicable."""

from __future__ import annotations

from datetime import date

import click

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
from policydiff.report.formats import formats, write
from policydiff.tracing.actions.applicable import applicable, read_days
from policydiff.works.writing import report_form


@click.command(
    "applicable",
    **examples(
        "policydiff applicable 对外贸易法#第十条 --conduct 2020-05-01",
        "policydiff applicable 对外贸易法#第十条 --conduct 2020-05-01..2023-03-31 --decision 2024-06-01",
        "policydiff applicable 对外贸易法@2016-11-07#第十条 --conduct 2020-05-01 -o clause.html",
        "policydiff applicable 对外贸易法#第十条 --conduct 2020-05-01 --format json",
    ),
)
@click.argument("name")
@click.option(
    "--conduct",
    required=True,
    metavar="DAY[..DAY]",
    help="The day of the conduct, or its first and its last.",
)
@click.option("--decision", metavar="DAY", help="The day of the decision. Default: today.")
@output_options(formats("applicable"))
@shared
def command(*, name: str, conduct: str, decision: str | None, output: Output) -> None:
    """Set the clause NAME (WORK#PROVISION, WORK@DATE#PROVISION, WORK@@DATE#PROVISION) side by side:
    on the day of the conduct, or through the days of it, in every version between, and on the day
    of the decision.

    The clause is followed through the versions, where it may have other numbers. Its sanctions
    stand by circumstances with their conditions; of ranges it says which is milder only where the
    words prove it. Below stand the transitional clauses, and the rule on the law that applies in
    time, quoted from the library or named where it lacks the text. Which version applies is not
    said. Where it is not known which version was in force on a day, or one was compiled, with exit
    code 6.
    """
    form = report_form(output.path, output.form, "applicable")
    refuse_binary(form, output.path)
    days = read_days(conduct, decision, date.today().isoformat())  # noqa: DTZ011 the clock of this machine
    here = session()
    found = applicable(name, days, here)
    for note in () if output.quiet else found.remarks:
        notify(note)
    options = report_options(output.path, here.language_of(found.title))
    deliver(write(found, form, options), form, output.path, quiet=output.quiet)
    if found.uncertain:
        raise click.exceptions.Exit(INCOMPLETE)
