"""Ends of changed text are judged by segmenters that `redline_bench.py` does not share with us."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import _segmenters
from _segmenters import inside_words
from redline_bench import shown_ends

pytestmark = pytest.mark.where_changed("benchmarks")


def test_ends_of_changed_text_are_those_of_the_side_that_shows_it() -> None:
    edits = [(0, "应当"), (-1, "核"), (0, "对"), (1, "信"), (1, "息"), (0, "。")]

    assert shown_ends(edits) == ({2, 3}, {3, 5})


def test_an_end_is_inside_a_word_of_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def cut(sentence: str) -> list[str]:
        seen.append(sentence)
        return [sentence[:2], *sentence[2:]]

    monkeypatch.setattr(_segmenters, "segmenter", lambda name: cut)

    assert inside_words("pairs", "核对。应当核对", {0, 1, 2, 3, 4, 5, 7}) == {1, 4}
    assert sorted(seen) == ["应当核对", "核对。"]


def test_words_that_are_not_the_text_judge_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_segmenters, "segmenter", lambda name: lambda sentence: ["伞"])

    assert inside_words("another", "核对信息", {1, 2}) == set()


def test_a_segmenter_that_is_not_installed_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "thulac", None)
    _segmenters.segmenter.cache_clear()

    assert _segmenters.segmenter("thulac") is None
    _segmenters.segmenter.cache_clear()
