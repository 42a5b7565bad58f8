"""policydiff init."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import report_outcome
from policydiff.cli.settings import shared
from policydiff.messages import Message
from policydiff.store.repository import Repository


@click.command("init", **examples("policydiff init laws && cd laws", "policydiff init"))
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@shared
def command(*, folder: Path) -> None:
    """Make an empty repository in FOLDER (default: here). It is a git repository that any git tool
    opens.
    """
    report_outcome(
        Message("made an empty repository in {folder}", folder=Repository.init(folder).root)
    )
