"""Cutting a text into the units that a redline may replace.

They are a segmenter's words, and whole numbers, dates and Latin words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import accumulate, pairwise
from typing import Any

from policydiff.diffing.terms import TERMS

_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMERAL = "〇零一二三四五六七八九十百千万亿两"
_DIGIT = "0-9０-９"
_LATIN = "A-Za-zＡ-Ｚａ-ｚ\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_NUMBER = f"[{_NUMERAL}{_DIGIT}]{{1,20}}"
_WHOLE = re.compile(
    rf"""(?=[第{_NUMERAL}{_DIGIT}{_LATIN}])(?:                            # seen at once elsewhere
    (?P<edged>                                                       # ends where it ends, whatever the segmenter made of it
      (?:[{_DIGIT}]{{4}}|[{_NUMERAL}]{{4}})年(?:{_NUMBER}月(?:{_NUMBER}日)?)?         # 2016年11月7日
    | {_NUMBER}月{_NUMBER}日
    | [{_LATIN}{_DIGIT}]+(?:['’.,\-_/@:][{_LATIN}{_DIGIT}]+)*[{_NUMERAL}]*[%％‰]?    # ABC-12, 1,000.5, 50万, 3%
    )
    | 第{_NUMBER}(?:[编章节条款项目]|自然段)?(?:之[{_NUMERAL}]+)?                     # 第一百二十条之一
    | {_NUMBER}分之{_NUMBER}(?:点[{_NUMERAL}]+)?                                    # 百分之三十
    | [{_NUMERAL}]{{2,}}(?:点[{_NUMERAL}]+)?                                        # 二十五万
    )""",
    re.VERBOSE,
)


@cache
def _segmenter() -> Any:
    """A segmenter of our own with the terms in it, so that no shared one is changed."""
    segmenter = _compiled_segmenters().Jieba()
    for term in TERMS:
        segmenter.add_word(term, segmenter.suggest_freq(term) or 1, "n")
    return segmenter


def _compiled_segmenters() -> Any:
    """The compiled part of rjieba; its package loads one more dictionary.

    That takes 80 ms and 24 MB.
    """
    package = find_spec("rjieba")
    places = None if package is None else package.submodule_search_locations
    found = None if places is None else PathFinder.find_spec("rjieba.rjieba", places)
    if found is None or found.loader is None:
        return import_module("rjieba")
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The places where a text may be cut.

    `bounds` are those between words, 0 and its length among them; a cut is never at `inside`,
    within a number or Latin word.
    """

    bounds: tuple[int, ...]
    inside: frozenset[int]


def split_words(text: str) -> list[str]:
    """The segmenter's words.

    Together they are the text, half surrogate pairs replaced.
    """
    words: list[str] = _segmenter().cut(_SURROGATE.sub("\ufffd", text))
    return words


def whole_words(text: str) -> list[str]:
    """The pieces between the cuts of `cut_words`."""
    if _WHOLE.search(text) is None:
        return split_words(text)
    return [text[begin:end] for begin, end in pairwise(cut_words(text).bounds)]


def cut_words(text: str) -> Cuts:
    """The cuts between a segmenter's words."""
    return _cuts(text, [0, *accumulate(map(len, split_words(text)))])


def cut_characters(text: str) -> Cuts:
    """The cuts between characters."""
    return _cuts(text, range(len(text) + 1))


def _cuts(text: str, bounds: Iterable[int]) -> Cuts:
    whole = list(_WHOLE.finditer(text))
    if not whole:
        return Cuts(bounds=tuple(bounds), inside=frozenset())
    inside = frozenset(place for found in whole for place in range(found.start() + 1, found.end()))
    edges = {edge for found in whole if found["edged"] for edge in found.span()}
    return Cuts(bounds=tuple(sorted({*bounds, *edges} - inside)), inside=inside)
