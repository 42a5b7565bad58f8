"""policydiff history."""

from __future__ import annotations

from collections.abc import Callable

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
from policydiff.model.history import History
from policydiff.model.origins import Blame
from policydiff.report.formats import formats, write
from policydiff.tracing.actions.history import history
from policydiff.works.session import Session
from policydiff.works.writing import report_form


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
@output_options(formats("history"))
@shared
def command(*, name: str, output: Output) -> None:
    """Follow the clause NAME (WORK#PROVISION, WORK@DATE#PROVISION, WORK@@DATE#PROVISION) through
    all stored versions of its work.

    For every version: its date and what made it, the clause's number, whether it came, changed
    (with a redline), moved, was
    renumbered, split, merged, or is gone. Without a date the number is that of the newest version
    that has it. Where it is not known
    which version was in force on the day of WORK@@DATE, and the clause of this number differs, the
    answer is presumed, with exit code 6.
    """
    deliver_found(history, "history", name, output)


def deliver_found(
    find: Callable[[str, Session], History | Blame], family: str, name: str, output: Output
) -> None:
    """Look up a text through time and write the report.

    Leaves with 6 where the text is presumed, or one of its versions was compiled.
    """
    form = report_form(output.path, output.form, family)
    refuse_binary(form, output.path)
    here = session()
    found = find(name, here)
    for note in () if output.quiet else found.remarks:
        notify(note)
    options = report_options(output.path, here.language_of(found.title))
    deliver(write(found, form, options), form, output.path, quiet=output.quiet)
    if found.presumed or any(version.computed is not None for version in found.versions):
        raise click.exceptions.Exit(INCOMPLETE)
