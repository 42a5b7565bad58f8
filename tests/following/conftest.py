"""What tests of new texts share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from played_database import PlayedDatabase, played


@pytest.fixture
def database() -> Iterator[PlayedDatabase]:
    with played() as database:
        yield database
