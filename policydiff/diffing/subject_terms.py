"""The terms of a text: words of two and more Chinese characters.

They have their places.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policydiff.diffing.words import whole_words

_WORD = re.compile("[一-鿿〇]{2,}")


class PlacedTerm(NamedTuple):
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
    found: list[PlacedTerm] = []
    begin = 0
    for word in whole_words(text):
        end = begin + len(word)
        if len(word) > 1 and _WORD.fullmatch(word):
            found.append(PlacedTerm(word, begin, end))
        begin = end
    return tuple(found)


def term_set(text: str) -> frozenset[str]:
    """The terms of a text, each once, without places."""
    return frozenset(filter(_WORD.fullmatch, set(whole_words(text))))
