"""Changes of nothing but glyphs and marks.

They are the same word in another character, or the same mark in another width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from policydiff.comparing.engine.facts.typing import DIALECTS
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.text.noise import fold_key, is_blank
from policydiff.text.traditions.dialect import NO_DRAFTING_WORDS

_BLANK = re.compile(r"\s+")


def mark_glyphs_only(comparison: Comparison) -> Comparison:
    """Mark the matches in which only glyphs and marks changed.

    The comparison is given back with `glyphs_only` on them. White space alone is no such change.
    """
    dialect = DIALECTS.get(comparison.left.dialect)
    glyphs = (NO_DRAFTING_WORDS if dialect is None else dialect.drafting).glyphs
    return replace(
        comparison, matches=tuple(_mark_match(match, glyphs) for match in comparison.matches)
    )


def _mark_match(match: Match, glyphs: Mapping[str, str]) -> Match:
    marks = False
    for edits in (match.heading_edits, match.edits):
        for change in _changes(edits, glyphs):
            if change is None:
                return match
            marks |= change
    return replace(match, glyphs_only=True) if marks else match


def _changes(edits: tuple[Edit, ...], glyphs: Mapping[str, str]) -> Iterator[bool | None]:
    """An entry for each stretch that differs.

    True where a glyph or mark does, False for white space alone, None for anything else. What stays
    beside a stretch belongs to its words: 帐 alone is not recognised as that of 帐簿.
    """
    begin = 0
    for equal, run in groupby(edits, key=lambda edit: edit.op == "equal"):
        members = list(run)
        end = begin + len(members)
        if not equal:
            head = edits[begin - 1].text[-1:] if begin else ""
            tail = edits[end].text[:1] if end < len(edits) else ""
            gone, come = (
                "".join([edit.text for edit in members if edit.op == op])
                for op in ("delete", "insert")
            )
            yield _change(head, gone, come, tail, glyphs)
        begin = end


def _change(head: str, gone: str, come: str, tail: str, glyphs: Mapping[str, str]) -> bool | None:
    """The entry for a stretch between two characters that stayed."""
    if is_blank(gone) != is_blank(come):  # words came or went: no glyph does that
        return None
    same = _usual(head + gone + tail, glyphs) == _usual(head + come + tail, glyphs)
    return _BLANK.sub("", gone) != _BLANK.sub("", come) if same else None


def _usual(text: str, glyphs: Mapping[str, str]) -> str:
    """A text under the noise rule, each word in its usual glyphs."""
    key = fold_key(text)
    for other, usual in glyphs.items():
        key = key.replace(other, usual)
    return key
