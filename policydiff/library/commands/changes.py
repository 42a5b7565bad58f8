"""The messages on a change of the repository."""

from __future__ import annotations

import click

from policydiff.amending.engine.operations import Verification
from policydiff.cli.output import notify, report_outcome
from policydiff.cli.settings import language
from policydiff.cli.text import lines
from policydiff.store.changes.subjects import line_of, subject_of
from policydiff.store.git.writer import Written


def report_change(message: str, written: Written) -> None:
    """Report a commit: its subject on stdout, body and notes on stderr."""
    subject, _, body = message.partition("\n")
    report_outcome(subject_of(subject))
    for line in body.split("\n"):
        if line.startswith("- "):
            notify(line_of(line.removeprefix("- ")))
    for note in written.notes:
        notify(note)


def report_published(found: Verification, name: str = "") -> None:
    """Report on stderr how the published text `name` differs from the compiled one."""
    from policydiff.amending.report.lines import compared, difference_line  # noqa: PLC0415 a quarter of a second, for compiled versions alone

    lead = f"{name}: " if name else ""
    for line in (
        compared(found, language()),
        *(difference_line(difference, found, language()) for difference in found.differences),
    ):
        click.echo(lines(f"{lead}{line}"), err=True)
