"""Names that lawyers use for laws and interpretations.

个保法 for 个人信息保护法, 公司法解释（五） for 《…公司法》若干问题的规定（五）. By rules, not by lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from policydiff.store.records.works import WorkRecord
from policydiff.store.titles import title_key
from policydiff.text.numerals import SMALL, read_number
from policydiff.text.traditions.citation_words import CitationWords
from policydiff.text.words import split_words

KINDS = sorted(CitationWords(levels={}, own=()).works, key=len, reverse=True)
"""How titles end, the longest first: 条例, 法."""
_MANAGING = frozenset(("管理", "工作"))
"""Words before the kind of a work that people leave out: 公司登记条例 for 公司登记管理条例."""
_LONGEST, _LONGEST_NAME = 60, 10
"""Characters of a title that anybody abbreviates, and of what is said for it without the kind."""

_Way = tuple[int, bool, bool]
"""How far a name is read, whether a word of the title was shortened, and whether one was left out
that tells something.
"""

_QUOTED = re.compile("《([^《》]{1,60})》(?P<part>[^的]{0,12}?)(?:的|若干)")
"""The work that an interpretation is about, and the part or the subject of it:
《民法典》有关担保制度的解释.
"""
_NUMERAL = rf"\(?(?P<number>{SMALL}{{1,3}}|[0-9]{{1,2}})\)?"
_EXPLAINED = re.compile(
    rf"(?:最高(?:人民)?法院?)?(?:关于)?(?:适用)?(?P<law>.{{1,30}}?)的?(?:若干(?:问题)?的?)?(?:解释|规定)(?:{_NUMERAL})?"
)
"""An interpretation as it is spoken of: 公司法解释(五), 公司法司法解释五, 民法典的司法解释(一); of
a key, whose brackets are narrow.
"""
_NUMBER = re.compile(rf"{_NUMERAL}$")


def meant(name: str, works: Iterable[WorkRecord]) -> tuple[WorkRecord, ...]:
    """The works that a name may mean."""
    return tuple(work for work in works if is_meant(name, work))


def interpretations(name: str, works: Iterable[WorkRecord]) -> tuple[WorkRecord, ...]:
    """The interpretations that 公司法解释 may mean, where each has a number."""
    return tuple(work for work in works if _is_on(name, work, closely=False))


def is_meant(name: str, work: WorkRecord) -> bool:
    """True where a name abbreviates a title, or is short for an interpretation."""
    key = title_key(name)
    return any(
        abbreviates(key, title_key(title)) for title in (work.title, *work.other_titles)
    ) or _is_on(name, work, closely=True)


def _is_on(name: str, work: WorkRecord, *, closely: bool) -> bool:
    """True where a work is an interpretation that the name means."""
    mention = _EXPLAINED.fullmatch(title_key(name)) if work.kind == "interpretation" else None
    return mention is not None and any(
        _explains(mention, title, closely=closely) for title in (work.title, *work.other_titles)
    )


def _explains(mention: re.Match[str], title: str, *, closely: bool) -> bool:
    quoted, number = _QUOTED.search(title), _NUMBER.search(title_key(title))
    any_number = not closely and mention["number"] is None
    if quoted is None or not (
        any_number
        or _value(mention["number"]) == _value(None if number is None else number["number"])
    ):
        return False
    about = quoted["part"].removeprefix("有关") if closely else ""
    key = title_key(quoted[1])
    laws = (law.removesuffix(about) for law in _laws(mention["law"]) if law.endswith(about))
    return any(law == key or abbreviates(law, key) for law in laws)


def _laws(name: str) -> Iterator[str]:
    """Yield the names that the words before 解释 may stand for."""
    yield name
    if name.endswith("司法"):
        yield name.removesuffix("司法").removesuffix("的")


def _value(number: str | None) -> int | None:
    return None if number is None else read_number(number)


def abbreviates(name: str, title: str) -> bool:
    """True where a name has beginnings of words of a title in order, and its kind.

    The first and the last word must be among them. One character before the kind is not enough
    (民法), and neither is a kind alone. Both arguments are keys of titles (see `title_key`).
    """
    kind = next((kind for kind in KINDS if title.endswith(kind)), "")
    abbreviation, whole = name.removesuffix(kind), title.removesuffix(kind)
    if (
        not kind
        or abbreviation == name
        or not 2 <= len(abbreviation) < len(whole) <= _LONGEST
        or len(abbreviation) > _LONGEST_NAME
        or abbreviation[0] != whole[0]
        or not _within(abbreviation, whole)
    ):
        return False
    words = _words(title, kind)
    return _covers(abbreviation, words) or (
        len(words) > 2 and words[-1] in _MANAGING and _covers(abbreviation, words[:-1])
    )


def _within(abbreviation: str, whole: str) -> bool:
    """True for a subsequence, as a quick test that rules out most titles."""
    remainder = iter(whole)
    return all(char in remainder for char in abbreviation)


@lru_cache(maxsize=4096)
def _words(title: str, kind: str) -> tuple[str, ...]:
    """The words of a title before its kind.

    反 and 非 are words of their own, and so are the pairs of a long one (网络安全).
    """
    words: list[str] = []
    end, most = 0, len(title) - len(kind)
    for word in split_words(title):
        left = word[: max(most - end, 0)]
        end += len(word)
        apart = left[:1] in ("反", "非") and len(left) > 1
        words += [left[:1]] if apart else []
        words += _pairs(left[1:] if apart else left)
    return tuple(filter(None, words))


def _pairs(word: str) -> list[str]:
    return (
        [word[place : place + 2] for place in range(0, len(word), 2)]
        if len(word) % 2 == 0
        else [word]
    )


def _covers(abbreviation: str, words: Sequence[str]) -> bool:
    """True where the name is made of beginnings of the words, in their order.

    The first and the last word must be among them. At least one beginning is shorter than its word:
    a name that leaves whole words out is another title (人民警察法, 人民武装警察法), unless those words mean no
    more than that something is managed.
    """
    ends = _after(abbreviation, words[0], {(0, False, False)})
    for word in words[1:-1]:
        ends = _after(abbreviation, word, ends) | {
            (end, short, less or word not in _MANAGING) for end, short, less in ends
        }
    last = _after(abbreviation, words[-1], ends) if len(words) > 1 else ends
    return any(end == len(abbreviation) and (short or not less) for end, short, less in last)


def _after(abbreviation: str, word: str, begins: set[_Way]) -> set[_Way]:
    """The states after one more word of which the name has a beginning."""
    return {
        (begin + length, short or length < len(word), less)
        for begin, short, less in begins
        for length in range(1, len(word) + 1)
        if abbreviation.startswith(word[:length], begin)
    }
