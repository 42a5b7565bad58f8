"""A drafting tradition, as data: the words and marks by which its texts are numbered, cited and read.

Each dialect is one file in `policydiff/dialects/`; its name is its key. It gives a `Dialect` and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from policydiff.model.kinds import Level
from policydiff.model.source import SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """How the number of one level is printed at the head of a line.

    `pattern` matches at the beginning of a line (white space before it already gone); its group ``number`` holds the numeral, an optional
    group ``sub`` the numeral after 之, and the whole match is the printed number with what belongs to it (、 or ．).
    `family` tells marks of one level apart: （一） and 1. do not count in one sequence. `example` is a line that it matches:
    a test runs it. `own_line` says that nothing but a heading may follow. `gap` asks for a space or the line's end after the number.
    """

    level: Level
    family: str
    pattern: re.Pattern[str]
    example: str
    own_line: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationWords:
    """The words from which citations are built (第…条第…款, 前款, 本法)."""

    levels: dict[str, Level]
    """条 → article, 款 → paragraph …"""
    own: tuple[str, ...]
    """Words for the document itself: 本法, 本条例, 本办法 …"""
    previous: str = "前"
    this: str = "本"
    to: tuple[str, ...] = ("至", "到")
    joins: tuple[str, ...] = ("、", "和", "及", "以及", "或者", "或", "，")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One drafting tradition.

    `recognise` gives a number from 0 (not this tradition) to 1 (surely) for a source; the highest wins.
    `markers` stand from the widest level to the narrowest; where one line fits several, the place in the sequence decides.
    `sequential` are the families of which each number must follow from the one before to be believed.
    `paragraphs` says that unnumbered paragraphs of an article are counted as 款.
    """

    name: str
    label: str
    recognise: Callable[[SourceText], float]
    markers: tuple[Marker, ...]
    citations: CitationWords
    paragraphs: bool = True
    run_in_heading: re.Pattern[str] | None = None
    preamble_words: tuple[str, ...] = ()
    contents_words: tuple[str, ...] = ()
    attachment: re.Pattern[str] | None = None
    sentence_ends: str = "。！？；"
    noise: dict[str, str] = field(default_factory=dict)
