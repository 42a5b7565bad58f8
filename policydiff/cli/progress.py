"""A progress bar for long work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from policydiff.cli.text import one_line
from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.works.session import Session


@contextmanager
def watched(session: Session, *, quiet: bool = False) -> Iterator[Session]:
    """The session with a progress bar on stderr.

    It is shown where stderr is a terminal and `quiet` is not set.
    """
    if quiet or not sys.stderr.isatty():
        yield session
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(translate(Message("reading"), session.language), total=None)
        yield replace(
            session,
            watch=lambda what, done, every: bar.update(
                task,
                description=one_line(translate(what, session.language)),
                completed=done,
                total=every,
            ),
        )
