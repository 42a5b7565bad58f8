"""Works that a text names, and its short titles for them: 《甲法》, 刑法, 该法."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from policydiff.text.citations.grammar import Grammar, read_words
from policydiff.text.numerals import read_number
from policydiff.text.traditions.citation_words import CitationWords

_LONGEST_NAME = 32
_VERSION = re.compile(
    r"[（(〔](?:[^（）()《》]{0,60}|[^（）()《》]{0,40}称[为：:]?《[^（）()《》]{1,40}》)[）)〕]$"
)
"""A version, or a short title, behind a name: （2018年修正）, （以下简称《甲法》）."""
_EDITION = re.compile(
    r"[（(〔](?:(?>[^（）()]{0,60}?(?:1[89]|20)\d\d)[^（）()]{0,60}|修正|修订|修正本|修订本)[）)〕]$"
)
_CLOSES = {"》": "《", "〉": "〈"}
_HAN_END = re.compile(r"(?<![一-鿿〇])[一-鿿〇]+$")


def bare_title(title: str) -> str:
    """A title as works are compared: without 《》, country, version and spaces.

    （2018年修正） is a version; （二） and （试行） belong to the title of another work.
    """
    title = re.sub(r"[\s《》〈〉]", "", title)
    return _EDITION.sub("", title).removeprefix("中华人民共和国") or title


def read_work(before: str, grammar: Grammar, cited: str | None) -> tuple[str, int] | None:
    """The work that a text ends with, and the length of its name in characters.

    `cited` is the one cited before.

        name = 《 title 》 version? | 该法 | words that end like a name (刑法)
    """
    if not before:
        return None
    version = _VERSION.search(before)
    if version is not None and read_number(version[0][1:-1]) is None:
        named = read_work(before[: version.start()], grammar, cited)
        return None if named is None else (named[0], named[1] + len(version[0]))
    if before[-1] in _CLOSES:
        title = _last_title(before)
        return None if title is None else (title, len(title) + 2)
    if before[-1] not in grammar.name_last or not before.endswith(grammar.name_ends):
        return None
    that = grammar.that.search(before)
    if that is not None:
        return _named_before(before, cited) or that[0], len(that[0])
    return _read_bare_name(before, grammar)


def _last_title(before: str) -> str | None:
    """The title in the 《》 with which a text ends; titles may hold titles."""
    depth, close = 0, before[-1]
    for begin in range(len(before) - 1, -1, -1):
        depth += (before[begin] == close) - (before[begin] == _CLOSES[close])
        if depth == 0:
            return before[begin + 1 : -1]
    return None


def _named_before(before: str, cited: str | None) -> str | None:
    """The work named last: by a title in this text, else by the citation before."""
    end = before.rfind("》")
    title = _last_title(before[: end + 1]) if end >= 0 else None
    return title or cited


def _read_bare_name(before: str, grammar: Grammar) -> tuple[str, int] | None:
    """A name without 《》, such as 刑法, and its length; None for 该, 方法, 有关规定."""
    run = _HAN_END.search(before[-_LONGEST_NAME:])
    if run is None or (run[0].endswith(grammar.words.no_works) and not run[0].endswith("法法")):
        return None
    name = grammar.leads.sub("", run[0])
    return (name, len(name)) if len(name) > 1 and name not in grammar.words.no_names else None


_QUOTED = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
_STOP = re.compile("[。；\n]")
_BRACKETS = re.compile(r"(?:[（(〔][^（）()〔〕]{0,60}[）)〕]){1,9}$")
_LONGEST_BEFORE = 120
_LONGEST_LIST = 40
"""Characters from a name to the word that says what its list rules."""
_GROUND = re.compile("(?:根据|依据|依照|按照|遵照)《")
"""The beginning of 根据《甲法》、《乙条例》第三条，结合本省实际，制定本办法."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedWork:
    """A work named as a whole, without 《》 where it is `quoted`, at [begin, end)."""

    span: tuple[int, int]
    name: str
    quoted: bool


def find_works(
    text: str, words: CitationWords, taken: Iterable[tuple[int, int]] = ()
) -> tuple[NamedWork, ...]:
    """Every work named as a whole, in order.

    Left out are works that a citation (a span of `taken`) names, and those at the place where they
    get their short title. A name without 《》 counts where its law rules something: 依照甲法的规定, 甲法所称.
    """
    grammar = read_words(words)
    closed = [*taken, *(span for span, _, _ in _introduced(text, words))]
    quoted = [work for work in _quoted(text) if not _within(work.span, closed)]
    bare = [
        work
        for work in _bare(text, grammar, closed)
        if not _within(work.span, [*closed, *(title.span for title in quoted)])
    ]
    return tuple(sorted((*quoted, *bare), key=lambda work: work.span))


def ground_titles(text: str) -> tuple[str, ...]:
    """The titles of the works that a text names as its ground: 根据《甲法》，制定本办法."""
    made = (
        head for head, word, _ in (one.partition("制定本") for one in _STOP.split(text)) if word
    )
    begins = ((head, _GROUND.search(head)) for head in made)
    works = (head[found.start() :] for head, found in begins if found is not None)
    return tuple(
        dict.fromkeys(match["title"] for part in works for match in _QUOTED.finditer(part))
    )


def find_short_titles(text: str, words: CitationWords) -> dict[str, str]:
    """Short title → full title: 《甲乙法》（2018年修正，以下简称《甲法》） → 甲法: 甲乙法."""
    return {short: full for _, short, full in _introduced(text, words)}


def is_work(name: str, words: CitationWords) -> bool:
    """True for a title of a law or policy, whatever stage stands in brackets."""
    return (
        _BRACKETS.sub("", name.rstrip("》〉"))
        .rstrip("》〉")
        .endswith((*words.works, *words.other_works))
    )


def _introduced(text: str, words: CitationWords) -> Iterator[tuple[tuple[int, int], str, str]]:
    """The span of the brackets, the short title and the full one."""
    for match in _definition(_CacheKey(words.short)).finditer(text):
        named = read_work(
            text[max(0, match.start() - _LONGEST_BEFORE) : match.start()], read_words(words), None
        )
        short = match["short"].strip('《》“”‘’"')
        if named is not None and short:
            yield match.span(), short, named[0]


class _CacheKey(tuple[str, ...]):
    __slots__ = ()


@lru_cache(maxsize=8)
def _definition(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"[（(](?:[^《》（）()]{{1,40}}[，,；;])?(?:{alternatives})为?[：:]?(?P<short>《[^《》]{{1,40}}》|[“‘\"][^“”‘’\"]{{1,40}}[”’\"]|[^《》“”‘’\"，。；（）()]{{2,20}})[^（）()]{{0,12}}[）)]"
    )


def _quoted(text: str) -> Iterator[NamedWork]:
    for match in _QUOTED.finditer(text):
        yield NamedWork(span=match.span(), name=match["title"], quoted=True)


def _bare(text: str, grammar: Grammar, taken: list[tuple[int, int]]) -> Iterator[NamedWork]:
    words = grammar.words
    joins = _CacheKey(word for word in words.joins if word != "，")
    for match in _ruling(_CacheKey(words.laws), _CacheKey(words.ruling), joins).finditer(text):
        before = text[_floor(text, match.end(), taken, joins) : match.end()]
        if grammar.own_last.search(before) or grammar.that.search(before):
            continue
        named = read_work(before, grammar, None)
        if named is not None and _is_law(named[0], words):
            yield NamedWork(span=(match.end() - named[1], match.end()), name=named[0], quoted=False)


def _floor(text: str, end: int, taken: list[tuple[int, int]], joins: tuple[str, ...]) -> int:
    """The first place of a name, behind the citation before and the word that joins."""
    floor = max((stop for _, stop in taken if stop < end), default=0)
    join = next(
        (
            word
            for word in sorted(joins, key=len, reverse=True)
            if floor and text.startswith(word, floor)
        ),
        "",
    )
    return max(floor + len(join), end - _LONGEST_BEFORE)


def _is_law(name: str, words: CitationWords) -> bool:
    """True for the name of a law, not 办法, nor 其实施条例, which names no work."""
    kind = max((word for word in words.works if name.endswith(word)), key=len, default="")
    return kind in words.laws and not name.startswith(words.pronouns)


@lru_cache(maxsize=8)
def _ruling(
    laws: tuple[str, ...], ruling: tuple[str, ...], joins: tuple[str, ...]
) -> re.Pattern[str]:
    """The end of a law's name before 的规定, or a list with it: 甲法和其他有关法律的规定."""
    ends, verbs, ands = (
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        for words in (laws, ruling, joins)
    )
    return re.compile(
        rf"(?:{ends})(?=(?:{verbs})|(?:{ands})[^，。；：]{{1,{_LONGEST_LIST}}}?(?:{verbs}))"
    )


def _within(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(begin < span[1] and span[0] < end for begin, end in spans)
