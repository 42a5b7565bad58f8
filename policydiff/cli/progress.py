"""A progress bar for long work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from policydiff.cli.settings import language
from policydiff.cli.text import one_line
from policydiff.locale import translate
from policydiff.messages import Message


@contextmanager
def progress(*, show: bool) -> Iterator[Callable[[Message, int, int], None]]:
    """A progress bar on stderr, fed with what is being done, how many are done, and of how many;
    nothing with `show` off.
    """
    if not show:
        yield lambda _what, _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415 only for a terminal
    from rich.progress import (  # noqa: PLC0415 only for a terminal
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(translate(Message("reading"), language()), total=None)
        yield lambda what, done, every: bar.update(
            task, description=one_line(translate(what, language())), completed=done, total=every
        )
