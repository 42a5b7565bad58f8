"""The terms of a text: words of two and more Chinese characters.

They have their places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from policydiff.diffing.words import cut_words, whole_words

_WORD = re.compile("[一-鿿〇]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTerm:
    """A word and its place, [begin, end) in characters of the text."""

    text: str
    begin: int
    end: int


def find_terms(text: str) -> tuple[PlacedTerm, ...]:
    """The words of a text that may name its subject, in their order.

    Numbers, Latin words and single characters are none.

    >>> [term.text for term in find_terms("网络运营者应当为公安机关提供技术支持。")]
    ['网络运营者', '应当', '公安机关', '提供', '技术支持']
    """
    bounds = cut_words(text).bounds
    pieces = ((text[begin:end], begin, end) for begin, end in pairwise(bounds))
    return tuple(
        PlacedTerm(text=piece, begin=begin, end=end)
        for piece, begin, end in pieces
        if _WORD.fullmatch(piece)
    )


def term_set(text: str) -> frozenset[str]:
    """The terms of a text, each once, without places."""
    return frozenset(filter(_WORD.fullmatch, set(whole_words(text))))
