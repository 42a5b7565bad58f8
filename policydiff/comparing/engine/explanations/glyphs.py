"""Changes of nothing but glyphs, as 帐 → 账, and the width of marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from policydiff.comparing.engine.facts.typing import drafting_words
from policydiff.model.comparison import Comparison, Match
from policydiff.text.noise import fold_key, is_blank
from policydiff.text.spans import Hunk, is_equal, read_runs, sides_of

_BLANK = re.compile(r"\s+")


def mark_glyphs_only(comparison: Comparison) -> Comparison:
    """Mark the matches in which only glyphs and marks changed, with `glyphs_only`.

    White space alone is no such change.
    """
    glyphs = drafting_words(comparison.left).glyphs
    return replace(
        comparison, matches=tuple(_mark_match(match, glyphs) for match in comparison.matches)
    )


def _mark_match(match: Match, glyphs: Mapping[str, str]) -> Match:
    marks = False
    for edits in (match.heading_edits, match.edits):
        runs = () if all(map(is_equal, edits)) else read_runs(edits, is_equal)
        sides = sides_of(edits) if runs else ("", "")
        for run in runs:
            change = False if run.equal else _change(sides, run.hunk, glyphs)
            if change is None:
                return match
            marks |= change
    return replace(match, glyphs_only=True) if marks else match


def _change(sides: tuple[str, str], hunk: Hunk, glyphs: Mapping[str, str]) -> bool | None:
    """True for a glyph or mark, False for white space alone, None for anything else.

    An unchanged character beside a hunk belongs to its words: 帐 alone is not recognised as that of
    帐簿.
    """
    gone, come = (text[begin:end] for text, (begin, end) in zip(sides, hunk, strict=True))
    if is_blank(gone) != is_blank(come):  # words came or went: no glyph does that
        return None
    left, right = (
        _usual(text[max(0, begin - 1) : end + 1], glyphs)
        for text, (begin, end) in zip(sides, hunk, strict=True)
    )
    return _BLANK.sub("", gone) != _BLANK.sub("", come) if left == right else None


def _usual(text: str, glyphs: Mapping[str, str]) -> str:
    """A text under the noise rule, each word in its usual glyphs."""
    key = fold_key(text)
    for variant, usual in glyphs.items():
        key = key.replace(variant, usual)
    return key
