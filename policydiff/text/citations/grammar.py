"""The grammar of citations, compiled from the words of a dialect.

    citation   = work? (group | preamble | attachment)
    group      = (relative | step) (的? step)* (join element | to element)*
    element    = 第? number level? (的? step)*
                 第（一）、（三）项: a number takes the level of the next one
    step       = 第 number level (之 numeral)*
                 第十八条, 第（三）项, （三）项, 第一百二十条之一
    relative   = 本 level | 前 numeral? level | 上 level | 该 level      本条, 前两款, 该条
    preamble   = 序言第 number (自然段 | 段)             序言第七自然段
    attachment = (附件 | 附表 …) number? group?         附件一第二条
    number     = numeral | （ numeral ） | ㈠ | 3.2.1 | （ letter ）
                 the last two, and 附录B, where clauses are numbered so; there 3.2.1 begins a group too
    work       = 本法 | 《…》 （…）? | 刑法 | 该法

The words that look like part of a citation but make another word of it (条件, 项目, 基本法) are
data of the dialect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from policydiff.model.kinds import DIGITS, Level
from policydiff.text.numerals import DIGIT, NUMERAL, canonical
from policydiff.text.traditions.citation_words import CitationWords

SIGN = "[㈠-㈩⑴-⒇①-⑳]"
NUMBER = rf"(?:{NUMERAL}{{1,9}}+|{DIGIT}{{1,4}}+|{SIGN})"
SPACE = "[ \u3000]?"
CLAUSE = rf"{DIGIT}{{1,2}}+(?:[.．]{DIGIT}{{1,3}}+){{1,6}}+"
"""The number of a clause: 3.2.1."""
LETTER = "(?:[A-Za-z]|[ivxIVX]{2,6})"
"""The number of an item: (b), (ii)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The words of a dialect as patterns.

    `candidate` finds every stretch of text that may be a citation, with its own word (本法) but
    without another work's name; `token` reads its pieces. `own` matches an own word, `own_last` one
    at the end of a text, `that` the end of a text that names a work named before. `name_ends` are
    the endings of names without 《》, `name_last` their last characters, `leads` the words before
    such a name.
    """

    words: CitationWords
    candidate: re.Pattern[str]
    token: re.Pattern[str]
    own: re.Pattern[str]
    own_last: re.Pattern[str]
    that: re.Pattern[str]
    name_ends: tuple[str, ...]
    name_last: frozenset[str]
    leads: re.Pattern[str]


def read_words(words: CitationWords) -> Grammar:
    """The grammar of a dialect, compiled once for the same words."""
    return _compile(_Key(words))


def step_pattern(words: CitationWords) -> re.Pattern[str]:
    """The pattern of one step that spells out its 第, for `read_step`: 第（三）项, 第120条之一."""
    return _steps(words.ordinal, words.sub, tuple(words.levels))


@lru_cache(maxsize=16)
def _steps(ordinal: str, sub: str, levels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"{ordinal}(?P<open>[（(])?(?P<number>{NUMERAL}{{1,9}}|{DIGIT}{{1,4}})(?(open)[）)])"
        rf"(?P<level>{_any(levels)})(?P<sub>(?:{sub}{NUMERAL}{{1,3}})*)"
    )


def read_step(match: re.Match[str], words: CitationWords) -> tuple[Level, str | None]:
    """The level and canonical number of a printed step, None for no number."""
    return words.levels[match["level"]], canonical(match["number"], match["sub"])


class _Key:
    """Words as a key, compared by identity since they hold dictionaries."""

    __slots__ = ("words",)

    def __init__(self, words: CitationWords) -> None:
        self.words = words

    def __hash__(self) -> int:
        return id(self.words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.words is self.words


@lru_cache(maxsize=16)
def _compile(key: _Key) -> Grammar:
    words = key.words
    works = sorted(words.works, key=len, reverse=True)
    return Grammar(
        words=words,
        candidate=_candidate(words),
        token=_token(words),
        own=re.compile(_own(words)),
        own_last=re.compile(rf"{_own(words)}$"),
        that=re.compile(rf"(?<![{words.not_that}]){_any(words.that)}(?:{_any(works)}|法律)$"),
        name_ends=tuple(works),
        name_last=frozenset(work[-1] for work in works),
        leads=re.compile(
            rf"^.*(?:{_any(words.leads)}|{_any(works)}(?:和|与|及|或|对)|^对(?=对))(?=..)(?!{_any(works)}$)"
        ),
    )


def _any(words: tuple[str, ...] | list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _level(words: CitationWords, *, numbered: bool = True) -> str:
    """A level word that does not begin another word: 条, not 条件."""
    allowed = words.levels if numbered else set(words.levels).difference(words.numbered_only)
    longest_first = sorted(allowed, key=len, reverse=True)
    return (
        "(?:"
        + "|".join(
            word + (f"(?![{words.unlike[word]}])" if word in words.unlike else "")
            for word in longest_first
        )
        + ")"
    )


def _step(words: CitationWords) -> str:
    return rf"{_bare(words)}{SPACE}{_level(words)}{_sub(words)}"


def _bare(words: CitationWords) -> str:
    return rf"{words.ordinal}{SPACE}{_bracketed(words)}"


def _bracketed(words: CitationWords) -> str:
    return rf"(?:[（(]{SPACE}{_inside(words)}{SPACE}[）)]|{_plain(words)})"


def _inside(words: CitationWords) -> str:
    return rf"(?:{NUMBER}|{LETTER})" if words.clauses else NUMBER


def _plain(words: CitationWords) -> str:
    return rf"(?:{CLAUSE}|{NUMBER}|[A-Za-z](?={SPACE}项))" if words.clauses else NUMBER


def _attached(words: CitationWords) -> str:
    """The number of an attachment: 附件2, 附录B, and of its clause: 附录B.1.1."""
    lettered = rf"[A-Z](?![A-Za-z])(?:[.．]{DIGIT}{{1,3}}+){{0,6}}+"
    return rf"(?:{NUMBER}|{lettered})" if words.clauses else NUMBER


def _sub(words: CitationWords) -> str:
    return rf"(?:{words.sub}{NUMERAL}{{1,3}}+)*+"


def _join(words: CitationWords) -> str:
    """The words between two members of a list; a comma joins nothing but whole steps."""
    commas = [word for word in words.joins if word in "，,"]
    others = _any(
        [word for word in words.joins if word not in "，,"]
        + list(words.to)
        + ["—", "－", "-", "～", "~"]
    )
    comma = rf"|{_any(commas)}(?={_step(words)})" if commas else ""
    return rf"(?:[、，]?{others}{comma})"


def _tail(words: CitationWords) -> str:
    member = rf"{_join(words)}{words.ordinal}?{SPACE}{_bracketed(words)}{SPACE}(?:{_level(words)}{_sub(words)})?"
    unordered = rf"[（(]{_inside(words)}[）)](?:{_level(words)})?"
    letters = rf"|{SPACE}{_join(words)}{SPACE}[a-z][）)]" if words.clauses else ""
    if words.clauses:
        half = rf"(?:[A-Za-z]|{DIGIT}{{1,2}})[）)]"
        unordered += (
            rf"|{SPACE}(?:{CLAUSE}|[A-Za-z](?={SPACE}项)|{half})(?:{SPACE}{_level(words)})?"
        )
    return rf"(?:{unordered}|的?{SPACE}{_bare(words)}{SPACE}(?:{_level(words)}{_sub(words)})?|{words.previous}{NUMERAL}{_level(words)}{letters}|{member})*+"


def _relatives(words: CitationWords) -> list[str]:
    """Relative citations, one alternative each: 本条, 前款, 前两款, 上款, 该条."""
    level = _level(words, numbered=False)
    back = [rf"{word}{NUMERAL}?{level}" for word in (words.previous, *words.also_previous)]
    here = rf"{words.this}(?<![{words.not_this}]{words.this}){level}"
    # 同条 and 上述条 are not said; one word is enough for what was cited before.
    return [*back, here, rf"{words.that[0]}{level}(?={_any(words.that_goes_on)})"]


def _own(words: CitationWords) -> str:
    nouns = [*(word.removeprefix(words.this) for word in words.own), *words.works]
    return (
        rf"{words.this}(?<![{words.not_own}]{words.this}){_any(words.own_adjectives)}?{_any(nouns)}"
    )


def _candidate(words: CitationWords) -> re.Pattern[str]:
    """A stretch that may be a citation; each part stands once, as it compiles slowly."""
    tail, bare, level = _tail(words), _bare(words), _level(words)
    relatives = "|".join(_relatives(words))
    steps = rf"{bare}{SPACE}(?:{level}{_sub(words)})?{tail}"
    preamble = rf"{words.preamble}{_bare(words)}{SPACE}{_any(words.preamble_units)}"
    clause = rf"{CLAUSE}(?:{SPACE}{level}{_sub(words)})?{tail}"
    below = rf"{SPACE}(?:{steps}|{clause})" if words.clauses else steps
    attached = rf"{SPACE}(?:{_attached(words)}(?![{words.not_attachments}]))?(?:{below})?"
    more = rf"(?:{_join(words)}{_any(words.attachments)}{SPACE}{_attached(words)}(?![{words.not_attachments}]))*+"
    attachment = rf"(?:{'|'.join(words.attachments)}){attached}{more}"
    plain = rf"{steps}|{preamble}|{attachment}|(?:{relatives})(?:{relatives})?{tail}"
    if words.clauses:
        plain += rf"|(?<![A-Za-z{DIGITS}.．/_-]){clause}"
    first = {word[0] for word in (words.ordinal, words.previous, words.this, words.preamble)}
    first |= {word[0] for word in (*words.also_previous, words.that[0], *words.attachments)}
    signs = re.escape("".join(sorted(first))) + (DIGITS if words.clauses else "")
    return re.compile(rf"(?=[{signs}])(?:{_own(words)}的?{SPACE})?(?:{plain})")


def _token(words: CitationWords) -> re.Pattern[str]:
    """One piece of a citation, by the groups that `finding` reads."""
    back = _any([words.previous, *words.also_previous])
    alone = _level(words, numbered=False)
    opening = "[（(]?" if words.clauses else "[（(]"
    return re.compile(
        rf"(?P<attachment>{_any(words.attachments)}){SPACE}(?P<which>{_attached(words)})?"
        rf"|{words.preamble}{words.ordinal}{SPACE}(?:[（(]?(?P<part>{NUMBER})[）)]?){SPACE}{_any(words.preamble_units)}"
        rf"|(?P<back>{back})(?P<count>{NUMERAL})?(?P<back_level>{alone})"
        rf"|{words.this}(?P<here>{alone})"
        rf"|{words.that[0]}(?P<that>{alone})"
        rf"|{words.ordinal}?{SPACE}(?:{opening}{SPACE}(?P<inside>{_inside(words)}){SPACE}[）)]|(?P<plain>{_plain(words)}))"
        rf"(?:{SPACE}(?P<level>{_level(words)})(?P<sub>{_sub(words)}))?"
        rf"|(?P<to>{_any([*words.to, '—', '－', '-', '～', '~'])})"
        rf"|(?P<comma>[，,](?!{_any([word for word in words.joins if word not in '，,'])}))"
        rf"|(?P<join>[，,]?{_any([word for word in words.joins if word not in '，,'])}|[，,])"
    )
