"""Sources of texts are found by their modules alone."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import policydiff.following.actions.sources as package
from policydiff.following.actions.sources.contract import (
    Asked,
    NoSourceError,
    Received,
    source_of,
    sources,
)

NOTES = """
from policydiff.following.actions.sources.contract import Received

NAME = "notes"

def accepts(address):
    return address.startswith("notes:")

def read(asked):
    yield Received(name="a.txt", data=b"text", address=asked.address, marks=(("a", "1"),))
"""


@pytest.fixture
def further_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    sources.cache_clear()
    importlib.invalidate_caches()
    yield tmp_path
    sources.cache_clear()
    sys.modules.pop(f"{package.__name__}.notes", None)


def test_a_file_is_enough_for_a_source(further_folder: Path):
    (further_folder / "notes.py").write_text(NOTES, encoding="utf-8")
    source = source_of("notes:mine")
    assert source.NAME == "notes"
    assert list(source.read(Asked(address="notes:mine"))) == [
        Received(name="a.txt", data=b"text", address="notes:mine", marks=(("a", "1"),))
    ]


def test_every_source_has_the_names_of_the_contract():
    for name, source in sources().items():
        assert name == source.NAME
        assert callable(source.accepts)
        assert callable(source.read)


def test_an_address_of_no_kind_is_refused():
    with pytest.raises(NoSourceError, match="this is no source"):
        source_of("no-such-place")
