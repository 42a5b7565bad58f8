"""Sentences and clauses of a text, as spans that tile it."""

from __future__ import annotations

import re
from functools import lru_cache

SENTENCE_ENDS = "。！？；"
CLAUSE_ENDS = SENTENCE_ENDS + "：，"
_CLOSERS = "”’》〉）)」』】〕"
_FULL_STOPS = "。！？"
_POINTS = ".．,"
"""Marks that also stand inside a number or after one: 1.5, 1．, 1,000. There they end nothing."""


def cut_sentences(text: str, ends: str = SENTENCE_ENDS) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of a text, in characters; they are the whole text.

    A mark between 《》, “”, （） cuts nothing, unless the pair is not closed on its line; what closes a
    quotation stays with its sentence, and so does the white space behind it. A quotation that ends
    with a full stop is the end of a sentence, unless the text goes on with 的 or a comma. `ends` are
    the marks; a point inside a number is none.

        sentence = (quoted | other)* (mark+ closer* | finished quotation | line feed) space*
    """
    return tuple(match.span() for match in _sentence(ends).finditer(text) if match[0])


def cut_clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of `cut_sentences`, cut at commas and colons too."""
    return cut_sentences(text, CLAUSE_ENDS)


@lru_cache(maxsize=16)
def _sentence(ends: str) -> re.Pattern[str]:
    marks = "".join(re.escape(mark) for mark in ends if mark not in _POINTS)
    points = "".join(re.escape(mark) for mark in ends if mark in _POINTS)
    mark = (
        "|".join(
            filter(
                None,
                (f"[{marks}]" if marks else "", rf"(?<![0-9０-９])[{points}]" if points else ""),
            )
        )
        or "(?!)"
    )
    quoted = "|".join(_pair(*pair) for pair in ("《》", "“”", "‘’", "「」", "（）", "()"))
    finished = rf"“[^“”\n]*+(?<=[{_FULL_STOPS}])”(?![的等，、；：,;:）)]|[{_FULL_STOPS}])"
    return re.compile(
        rf"\s*+(?:(?!{finished})(?:{quoted})|(?!{mark}|\n|{finished})[\s\S])*+"
        rf"(?:(?:{mark})++[{re.escape(_CLOSERS)}]*+|{finished}|\n|\Z)\s*+"
    )


def _pair(begin: str, end: str) -> str:
    """A pair of marks on one line, with the text between them; it may hold one more."""
    begin, end = re.escape(begin), re.escape(end)
    inner = rf"[^{begin}{end}\n]"
    return rf"{begin}(?:{inner}|{begin}{inner}*+{end})*+{end}"
