"""undo: the newest change is taken back."""

from __future__ import annotations

from pathlib import Path

from policydiff.store.repository import Repository
from policydiff.store.writer import Written


def undo(repository: Path) -> tuple[str, Written]:
    """Take the newest change back; gives the message of the commit. Raises `NothingToUndoError`,
    `BusyError`.
    """
    return Repository.open(repository).undo()
