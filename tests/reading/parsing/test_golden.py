"""Texts that were invented to hold what real ones hold, and how they are read:
tests/cases/parsing.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from render import render

import policydiff

CASES = Path(__file__).resolve().parents[2] / "cases" / "parsing"
SOURCES = sorted(path for path in CASES.iterdir() if path.suffix in (".txt", ".md", ".html"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_text_is_read_as_written_down(source: Path, golden) -> None:
    document = policydiff.load(source)

    golden(source.with_suffix(".golden"), render(document))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_han_character_of_the_source_stands_somewhere(source: Path) -> None:
    document = policydiff.load(source)

    held = document.full_text() + "".join(dropped.text for dropped in document.dropped)
    text = source.read_text(encoding="utf-8")
    if source.suffix == ".html":
        text = text.split("<body>", 1)[-1]
    lost = {character for character in text if "一" <= character <= "鿿"} - set(held)
    assert not lost
