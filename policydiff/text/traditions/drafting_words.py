"""The words of drafting that checks of a text, and briefs of its changes, need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubledNumbers:
    """The words around a number that stands in words and again in figures.

    `words_first` (壹万元整（¥10,000.00）) and `figures_first` have the groups ``words``, ``gap`` and
    ``figures``; each of the two sides may end with its unit. `money` fits the words of an amount,
    whole, with the groups ``whole``, ``tenths`` and ``hundredths``; `in_figures` the figures, with
    ``number``, ``scale`` and ``unit``. `label` says in words that the other form follows (小写),
    `goes_on` fits the beginning of a line that has it.
    Nothing is a number of its own behind `part_of` (第三（3）); what is counted must be followed by
    one of `counted` (三十（30）日), and `shares` stand before words whose figures have the sign.
    """

    words_first: re.Pattern[str]
    figures_first: re.Pattern[str]
    money: re.Pattern[str]
    in_figures: re.Pattern[str]
    label: re.Pattern[str]
    goes_on: re.Pattern[str]
    part_of: re.Pattern[str]
    counted: re.Pattern[str]
    shares: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripts:
    """The characters that only one of two scripts has, each with that of the other.

    `traditional` are those of a text in traditional characters, `simplified` of one in simplified
    ones. `names` fits what keeps its own script in any text: titles, quotations, firms.
    """

    traditional: Mapping[str, str]
    simplified: Mapping[str, str]
    names: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyWords:
    """The letters of the parties to a contract: 甲方, 乙方.

    `used` fits a party wherever it is named, `introduced` where the text says who it is.
    """

    used: re.Pattern[str] = _NOTHING
    introduced: re.Pattern[str] = _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftingWords:
    """The words that checks of drafting and recurring replacements need.

    A tradition without such words has none. `short_name` finds a term that the text defines by a
    short name, `meaning` one that it explains; the group ``term`` is the term as the text uses it
    afterwards. `glossary` finds an entry of a list of terms, in the group ``entry`` (服务：指) or
    ``quoted`` (“服务”是指), and in ``sentence`` a name that may be none (服务是指); `pointer` fits what says
    behind a term where it is defined (（详见第九条）). `term_joins` are the marks between several terms of one definition. `relative` fits
    a citation that begins with the place where it stands (前款第一项, 本章). `pairs` are the marks that
    open something and those that close it, each a string of variants; `particles` words that are no
    content of a term, `negations` those that turn a sense around. `glyphs` are variant forms of
    characters, each with the usual one: the same word in another glyph, never another word.
    `doubled` and `scripts` are None where a tradition has no such words.
    """

    short_name: re.Pattern[str] = _NOTHING
    meaning: re.Pattern[str] = _NOTHING
    glossary: re.Pattern[str] = _NOTHING
    pointer: re.Pattern[str] = _NOTHING
    term_joins: re.Pattern[str] = _NOTHING
    relative: re.Pattern[str] = _NOTHING
    pairs: tuple[tuple[str, str], ...] = ()
    particles: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    glyphs: Mapping[str, str] = field(default_factory=dict)
    doubled: DoubledNumbers | None = None
    scripts: Scripts | None = None
    parties: PartyWords = PartyWords()


NO_DRAFTING_WORDS = DraftingWords()
"""Those of a tradition that gives none."""


ClauseSubject = Literal[
    "amounts",
    "periods",
    "penalties",
    "caps",
    "notice",
    "termination",
    "jurisdiction",
    "data",
]
"""What a lawyer asks of a changed contract: prices, time, liquidated damages, limits of liability,
notice, the end of it, courts and law, personal data.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractWords:
    """The words by which changes of a contract, or of terms of service, are grouped.

    `title` fits the title of such a text, `subjects` the words of each subject, in the order in
    which they are asked.
    """

    title: re.Pattern[str]
    subjects: Mapping[ClauseSubject, re.Pattern[str]]
