"""fsck: whether a repository is whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policydiff.store.repository import Repository

if TYPE_CHECKING:
    from policydiff.store.fsck import Fault
    from policydiff.store.standing import Standing


def fsck(repository: Path) -> tuple[Fault, ...]:
    """Every fault of the repository, in the order of their paths."""
    return Repository.open(repository).fsck()


def timelines(repository: Path) -> tuple[Standing, ...]:
    """The timelines of a sound repository; their objects git has checked with all others."""
    return Repository.open(repository).timelines()
