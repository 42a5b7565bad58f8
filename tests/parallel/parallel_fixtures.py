"""Test helpers beside the tests."""

from __future__ import annotations

from types import ModuleType

import pytest

from policydiff.messages import Message


@pytest.fixture
def tasks() -> ModuleType:
    """The module with work for engines: workers find it by the path above."""
    import worker_tasks

    return worker_tasks


@pytest.fixture
def reports() -> list[Message]:
    """What was said of workers that were lost."""
    return []
