"""The terms and marks of a drafting tradition, as data: part of a dialect."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftingWords:
    """The words that checks of drafting and recurring replacements need.

    A tradition without such words has none. `short_name` finds a term that the text defines by a
    short name, `meaning` one that it explains; the group ``term`` is the term as the text uses it
    afterwards. `term_joins` are the marks between several terms of one definition. `relative` fits
    a citation that begins with the place where it stands (前款第一项, 本章). `pairs` are the marks that
    open something and those that close it, each a string of variants; `particles` words that are no
    content of a term, `negations` those that turn a sense around. `glyphs` are variant forms of
    characters, each with the usual one: the same word in another glyph, never another word.
    """

    short_name: re.Pattern[str] = _NOTHING
    meaning: re.Pattern[str] = _NOTHING
    term_joins: re.Pattern[str] = _NOTHING
    relative: re.Pattern[str] = _NOTHING
    pairs: tuple[tuple[str, str], ...] = ()
    particles: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    glyphs: Mapping[str, str] = field(default_factory=dict)


NO_DRAFTING_WORDS = DraftingWords()
"""Those of a tradition that gives none."""
