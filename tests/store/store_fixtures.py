"""A fresh repository for each test of the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from ready_repositories import new_repository

from policydiff.store.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository whose clock stands at 2026-01-02."""
    return new_repository(tmp_path / "laws", clock=lambda: 1_767_312_000, lock_timeout=10)
