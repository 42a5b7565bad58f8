"""A drafting tradition, as data: the words and marks by which its texts are numbered, cited and read.

Each dialect is one file in `policydiff/dialects/`; its name is its key. It gives one `Dialect` named ``DIALECT`` and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from policydiff.model.kinds import Level
from policydiff.model.source import SourceText

Citable = Literal["articles", "numbering", "items"]
"""How the citable level is found: by 第…条; from the numbering itself where there is none; or every first-level item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """How the number of one family is printed at the head of a line.

    `pattern` matches at the beginning of a line without its leading white space; its group ``number`` holds the numeral, an optional
    group ``sub`` the numeral after 之, and the whole match is the printed number with what belongs to it (、 or ．).
    `family` tells marks apart that do not count in one sequence: （一） and 1. `level` is fixed for 编 to 条 and None for
    marks whose level the surroundings decide. `example` is a line that it matches: a test runs it.
    """

    family: str
    pattern: re.Pattern[str]
    example: str
    level: Level | None = None


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
class PrefaceWords:
    """By what the lines around the numbered text are known. Every pattern is searched in a line without white space."""

    contents: re.Pattern[str]
    """The heading of a table of contents."""
    preamble: re.Pattern[str]
    """The heading of a preamble."""
    document_number: re.Pattern[str]
    """A document number; the group ``number`` is the number alone."""
    order_title: re.Pattern[str]
    """The title of an order by which a text is promulgated."""
    note: re.Pattern[str]
    """A 题注: who adopted, published or amended the text."""
    addressee: re.Pattern[str]
    """The bodies to which a notice is addressed."""
    date_line: re.Pattern[str]
    """A line that holds a date and nothing else."""
    attachment: re.Pattern[str]
    """The first line of an attachment; groups ``word``, ``number`` and ``title``."""
    closing: re.Pattern[str]
    """Lines between a signature and the attachments: （此件公开发布）, 抄送."""
    event: re.Pattern[str]
    """What happened to the text after a date: the group ``verb`` is a key of `event_dates` or a word for an amendment."""
    event_dates: dict[str, str]
    """Verb → name of the date (adopted, approved, promulgated, signed, in_force)."""
    amendment_verbs: frozenset[str]
    amendment_list: re.Pattern[str]
    """The head of a list of amendments (根据下列修正案修正：); the group ``verb`` is the word for them."""
    listed: re.Pattern[str]
    """An entry of that list; groups ``date`` and ``by``."""
    labelled: re.Pattern[str]
    """A fact with its label (制定机关：…); groups ``label`` and ``value``."""
    labels: dict[str, str]
    """Label → authority, or the name of a date."""
    in_force: re.Pattern[str]
    """The sentence that sets the day of entry into force; groups ``date`` or ``promulgation``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """A title (and issuing authority) that tells the kind; the first rule that fits wins."""

    kind: str
    title: re.Pattern[str]
    authority: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One drafting tradition.

    `recognise` gives a number from 0 (not this tradition) to 1 (surely) for a source; the highest wins.
    `markers` stand from the widest level to the narrowest. `quotes_new_text` says that quoted paragraphs are new text of
    another work. `localities` maps the beginning of a title or authority to a jurisdiction (北京 → cn-bj).
    `closing_text` fits unnumbered sentences that close the whole text instead of belonging to its last item.
    `sentence_end` and `continuation` are the characters that end a line's sentence and those that cannot begin one.
    """

    name: str
    label: str
    recognise: Callable[[SourceText], float]
    markers: tuple[Marker, ...]
    citations: CitationWords
    preface: PrefaceWords
    kinds: tuple[KindRule, ...]
    stages: re.Pattern[str]
    localities: dict[str, str]
    citable: Citable = "numbering"
    quotes_new_text: bool = False
    sentence_end: str = "。！？；：…"
    closing_marks: str = "”’》）)」』"
    continuation: str = "，、。；：！？”’》）)」』％%的之"
    intro_end: str = "：:"
    heading_stop: str = "。"
    closing_text: re.Pattern[str] | None = None
    quotation_marks: tuple[tuple[str, str], ...] = (("“", "”"), ('"', '"'))
    country_prefix: str = "中华人民共和国"
