"""init: a folder becomes an empty repository."""

from __future__ import annotations

from pathlib import Path

from policydiff.store.repository import Repository


def init(folder: Path) -> Path:
    """Make a repository; gives back its folder. Raises `AlreadyThereError`."""
    return Repository.init(folder).root
