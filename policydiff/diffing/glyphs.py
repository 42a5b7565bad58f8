"""Changes of nothing but glyphs and marks.

They are the same word in another character, or the same mark in another width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from policydiff.diffing.facts import DIALECTS
from policydiff.diffing.noise import fold_key
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.model.drafting import NO_DRAFTING_WORDS

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
    runs = [
        (equal, tuple(run)) for equal, run in groupby(edits, key=lambda edit: edit.op == "equal")
    ]
    for place, (equal, run) in enumerate(runs):
        if equal:
            continue
        head = runs[place - 1][1][-1].text[-1:] if place else ""
        tail = runs[place + 1][1][0].text[:1] if place + 1 < len(runs) else ""
        gone, come = (
            "".join(edit.text for edit in run if edit.op == op) for op in ("delete", "insert")
        )
        same = _usual(head + gone + tail, glyphs) == _usual(head + come + tail, glyphs)
        yield _BLANK.sub("", gone) != _BLANK.sub("", come) if same else None


def _usual(text: str, glyphs: Mapping[str, str]) -> str:
    """A text under the noise rule, each word in its usual glyphs."""
    key = fold_key(text)
    for other, usual in glyphs.items():
        key = key.replace(other, usual)
    return key
