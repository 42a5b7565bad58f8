"""Test helpers beside the tests."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from policydiff.messages import Message

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def tasks() -> ModuleType:
    """The module with work for engines: workers find it by the path above."""
    import worker_tasks

    return worker_tasks


@pytest.fixture
def reports() -> list[Message]:
    """What was said of workers that were lost."""
    return []
