"""A fresh repository for each test of the store."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from policydiff.store.repository import Repository

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository whose clock stands at 2026-01-02."""
    return Repository.init(tmp_path / "laws", clock=lambda: 1_767_312_000, lock_timeout=10)
