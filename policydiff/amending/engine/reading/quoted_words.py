"""Quoted words and the text meant, whatever the spaces, width of marks and slips."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, groupby, pairwise

from policydiff.comparing.engine.redline.sides import shared_share, shared_stretches
from policydiff.messages import Message

_WIDE = str.maketrans(",:;()?!\"'", "，：；（）？！＂＂") | str.maketrans("“”‘’＇", "＂＂＂＂＂")
"""Quotation marks are one: inside a quotation, those of the quoted text are single."""

_OUTER = str.maketrans("‘’“”", "“”‘’")

MISQUOTED = 0.97
"""A quotation of a whole place that is so like it means it: decisions misquote a 的 now and then.
"""
_ELLIPSIS = re.compile(r"…+")
_STRETCH = 3
"""Signs that stand together by no chance."""
LONG_STRETCH = 4


def level(text: str) -> str:
    """A text without spaces, with punctuation in one width."""
    return re.sub(r"\s", "", text).translate(_WIDE)


def is_mark(text: str) -> bool:
    """True if a text is marks alone: no sign of it is one of a word or a number."""
    return bool(text.strip()) and not any(sign.isalnum() for sign in text)


def unnested(text: str) -> str:
    """Quoted text as it stands alone.

    Its own marks, single inside the quotation, are double again, and those inside them single.
    """
    first = next((sign for sign in text if sign in "“‘"), "")
    return text.translate(_OUTER) if first == "‘" else text


def matches_quotation(text: str, old: str) -> bool:
    """True if a quotation means the whole of a text, equal or with a few slips."""
    left, right = level(text), level(old)
    if 2 * min(len(left), len(right)) < MISQUOTED * (len(left) + len(right)):
        return False
    return left == right or shared_share(left, right) >= MISQUOTED


def misquoted(text: str, old: str) -> Message | None:
    """A short message on what a quotation has otherwise than the text.

    quoted “合法的权利”, the text reads “合法权利”; None where they are equal.
    """
    left, right = level(text), level(old)
    if left == right:
        return None
    blocks = [(0, 0, 0), *shared_stretches(left, right)]
    gaps = [
        (a + size, after, b + size, beyond)
        for (a, b, size), (after, beyond, _) in pairwise(blocks)
        if (a + size, b + size) != (after, beyond)
    ]
    (here, _, there, _), (_, here_end, _, there_end) = gaps[0], gaps[-1]
    reads = left[max(0, here - 4) : min(here_end, here + 24) + 4]
    quoted = right[max(0, there - 4) : min(there_end, there + 24) + 4]
    return Message("quoted “{quoted}”, the text reads “{reads}”", quoted=quoted, reads=reads)


def find_words(text: str, old: str) -> list[tuple[int, int]]:
    """The places of words in a text, whatever the spaces and the width of marks."""
    return next((spans for _, spans in _folded((text,)).find(old)), [])


class FoldedTexts:
    """Texts in which words are looked for, in all at once; each is folded once."""

    def __init__(self, texts: Sequence[str]) -> None:
        """`folded` are the texts as they are compared, `whole` is all of them."""
        self.texts = texts
        self.folded = [level(text) for text in texts]
        self.whole = "\n".join(self.folded)
        self.begins = [0, *accumulate(len(text) + 1 for text in self.folded)]
        self.places: dict[int, list[int]] = {}

    def find(self, old: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """The numbers of the texts that have words, each with the places of those."""
        wanted = level(old)
        starts = (match.start() for match in re.finditer(re.escape(wanted or "\n\n"), self.whole))
        for number, hits in groupby(starts, lambda start: bisect_right(self.begins, start) - 1):
            places = self._places(number)
            begins = (start - self.begins[number] for start in hits)
            yield number, [(places[at], places[at + len(wanted) - 1] + 1) for at in begins]

    @cached_property
    def stretches(self) -> frozenset[str]:
        """All that stands together in so many signs as no chance brings together."""
        ends = range(LONG_STRETCH, len(self.whole) + 1)
        return frozenset(self.whole[end - LONG_STRETCH : end] for end in ends)

    def _places(self, number: int) -> list[int]:
        """The places of the signs of a text that are no spaces."""
        if number not in self.places:
            self.places[number] = [
                at for at, sign in enumerate(self.texts[number]) if not sign.isspace()
            ]
        return self.places[number]


_folded = lru_cache(maxsize=8)(FoldedTexts)


def find_misquoted(text: str, old: str) -> tuple[int, int] | None:
    """The place of long words but for a few signs inside; None where there is none."""
    folded, wanted = level(text), level(old)
    blocks = [block for block in shared_stretches(folded, wanted) if block[2] >= _STRETCH]
    if not blocks or blocks[0][1] != 0 or blocks[-1][1] + blocks[-1][2] != len(wanted):
        return None
    begin, end = blocks[0][0], blocks[-1][0] + blocks[-1][2]
    if not matches_quotation(folded[begin:end], wanted):
        return None
    places = [at for at, sign in enumerate(text) if not sign.isspace()]
    return places[begin], places[end - 1] + 1


def find_stretches(text: str, old: str) -> list[tuple[int, int]]:
    """The stretches [begin, end) that are meant by their first and last words.

    With …… between them. Several where the last words stand several times behind the first ones,
    none where they stand nowhere behind them or the first ones do not stand there just once.
    """
    parts = [part for part in _ELLIPSIS.split(old) if part]
    begins, ends = (
        (find_words(text, parts[0]), find_words(text, parts[-1])) if len(parts) > 1 else ([], [])
    )
    if len(begins) != 1:
        return []
    return [(begins[0][0], end) for begin, end in ends if begin >= begins[0][1]]


__all__ = [
    "LONG_STRETCH",
    "MISQUOTED",
    "FoldedTexts",
    "find_misquoted",
    "find_stretches",
    "find_words",
    "is_mark",
    "level",
    "matches_quotation",
    "misquoted",
    "unnested",
]
