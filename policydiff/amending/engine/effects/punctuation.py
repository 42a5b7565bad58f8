"""Punctuation that a decision leaves to the reader around words that change."""

from __future__ import annotations

import re

from policydiff.amending.engine.reading.quoted_words import level

STOPS = ("。", "！", "？")
CLOSING = (*STOPS, "；", "：")
"""Marks with which a paragraph or an item ends."""
_STRENGTH = {"、": 1, "，": 2, "；": 3, "：": 3, "。": 4}
"""Of two marks that meet the stronger one stays."""
_JOINS = re.compile(r"(?:以及|和|及|或者?|与|等)")
"""Words before which no 、 stands."""
_WORD = re.compile(r"\w")
_GAP = re.compile(r"\s*")
"""The spaces before what follows: 甲　。"""
Change = tuple[int, int, str]
"""[begin, end) in characters of the old text, and what stands there then."""


def fitted(text: str, begin: int, end: int, new: str) -> Change:
    """The change of words [begin, end) to `new`, with the right marks around them.

    >>> fitted("甲、乙以及丙", 2, 3, "")
    (1, 3, '')
    """
    old, behind = text[begin:end], _GAP.match(text, end)
    follows = text[behind.end() : behind.end() + 1] if behind is not None else ""
    if not new:
        return _gone(text, begin, end)
    if (
        new.endswith(("。", "；", "，"))
        and follows.startswith(("。", "；", "，"))
        and not old.endswith(("。", "；", "，"))
    ):
        return begin, end, new[:-1]
    return begin, end, new if follows else closed(new, old)


def _gone(text: str, begin: int, end: int) -> Change:
    """The removal of words, with a mark beside them where two would meet."""
    old, before, after = text[begin:end], text[begin - 1 : begin], text[end : end + 1]
    if not after and old.endswith(CLOSING) and before and before not in CLOSING:
        return (begin - 1 if before in _STRENGTH else begin), end, old[-1]
    if not after and before in ("，", "、"):
        return begin - 1, end, ""
    if (not before and after in ("，", "、", "；", "。")) or (
        before in ("（", "“", "‘") and after in ("，", "、")
    ):
        return begin, end + 1, ""
    if before == "、" and _JOINS.match(text, end):
        return begin - 1, end, ""
    if before in _STRENGTH and after in _STRENGTH:
        return (
            (begin, end + 1, "") if _STRENGTH[before] > _STRENGTH[after] else (begin - 1, end, "")
        )
    return begin, end, ""


def has_no_words(text: str, begin: int = 0, end: int = 0) -> bool:
    """True if nothing but marks is left of a text without its words [begin, end)."""
    return _WORD.search(text, 0, begin) is None and _WORD.search(text, end) is None


def closed(new: str, old: str) -> str:
    """New words with the mark that ends the old ones, where they are quoted without."""
    if level(new).endswith((*CLOSING, "，", "、")) or not old.endswith(CLOSING):
        return new
    return new if new.endswith(("”", "’")) and new[-2:-1] in CLOSING else new + old[-1]


def opening(new: str, text: str) -> str:
    """Words that come before a text; a clause without a mark gets one."""
    parts = "，" in new and new[-1:].isalnum() and text[:1].isalnum()
    return f"{new}；" if parts else new


def closing(text: str, new: str) -> Change:
    """Words that come behind a text.

    Before its closing mark where they go on with its sentence, with that mark where they are one
    without it.
    """
    end = len(text.rstrip())
    mark = text[end - 1 : end]
    if mark not in (*STOPS, "；") or not new:
        return end, end, new
    if new.startswith(("。", "；", "，", "、", "：")) or (
        mark == "；" and not new.endswith(("。", "；", "，"))
    ):
        return end - 1, end, new if new.endswith((*STOPS, "；")) else new + mark
    return end, end, closed(new, mark)
