"""Names as lawyers say them: 个保法 for 个人信息保护法, 公司法解释（五） for 《…公司法》若干问题的规定（五）. By rules, not by lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policydiff.model.citation_words import CitationWords
from policydiff.store.records import WorkRecord
from policydiff.store.titles import title_key

_KINDS = sorted(CitationWords(levels={}, own=()).works, key=len, reverse=True)
_MANAGING = frozenset(("管理", "工作"))
"""Words before the kind of a work that people leave out: 公司登记条例 for 公司登记管理条例."""
_LONGEST, _LONGEST_NAME = 60, 10
"""Characters of a title that anybody abbreviates, and of what is said for it without the kind."""

_Way = tuple[int, bool, bool]
"""How far a name is read, whether a word of the title was shortened, and whether one was left out that tells something."""

_QUOTED = re.compile("《([^《》]{1,60})》")
_EXPLAINED = re.compile(r"(?P<law>.{1,30}?)的?(?:司法)?解释(?P<number>\([一二三四五六七八九十]{1,3}\))?")
"""An interpretation as it is spoken of: 公司法解释(五), 民法典的司法解释(一); of a key, whose brackets are narrow."""
_NUMBER = re.compile(r"\([一二三四五六七八九十]{1,3}\)$")


def is_meant(name: str, work: WorkRecord) -> bool:
    """True where a name is an abbreviation of the title of a work, or what an interpretation of a work is called."""
    said = title_key(name)
    titles = (work.title, *work.other_titles)
    if any(abbreviates(said, title_key(title)) for title in titles):
        return True
    return work.kind == "interpretation" and any(_explains(said, title) for title in titles)


def abbreviates(name: str, title: str) -> bool:
    """True where a name has the beginnings of words of a title in their order, of the first and of the last too, and the title's kind.

    One character before the kind tells too little (民法), and so does a kind alone. Both are keys of titles (see `title_key`).
    """
    kind = next((kind for kind in _KINDS if title.endswith(kind)), "")
    said, whole = name.removesuffix(kind), title.removesuffix(kind)
    if (
        not kind
        or said == name
        or not 2 <= len(said) < len(whole) <= _LONGEST
        or len(said) > _LONGEST_NAME
        or said[0] != whole[0]
        or not _within(said, whole)
    ):
        return False
    words = _words(title, kind)
    return _covers(said, words) or (len(words) > 2 and words[-1] in _MANAGING and _covers(said, words[:-1]))


def _within(said: str, whole: str) -> bool:
    """True for a subsequence: quick to say of most titles that they are not meant."""
    rest = iter(whole)
    return all(char in rest for char in said)


@lru_cache(maxsize=4096)
def _words(title: str, kind: str) -> tuple[str, ...]:
    """The words of a title before its kind; 反 and 非 are words of their own, and so are the pairs of a long one (网络安全)."""
    from policydiff.diffing.words import split_words  # noqa: PLC0415 - the segmenter loads its dictionary

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
    return [word[place : place + 2] for place in range(0, len(word), 2)] if len(word) % 2 == 0 else [word]


def _covers(said: str, words: Sequence[str]) -> bool:
    """True where the name is made of beginnings of the words, in their order, with the first and the last among them.

    One of them is less than its word: a name that leaves whole words out is another title (人民警察法, 人民武装警察法), unless they say
    no more than that something is managed.
    """
    ends = _after(said, words[0], {(0, False, False)})
    for word in words[1:-1]:
        ends = _after(said, word, ends) | {(end, short, less or word not in _MANAGING) for end, short, less in ends}
    last = _after(said, words[-1], ends) if len(words) > 1 else ends
    return any(end == len(said) and (short or not less) for end, short, less in last)


def _after(said: str, word: str, begins: set[_Way]) -> set[_Way]:
    """The ways on, where a beginning of the word stands at the end of one of these."""
    return {
        (begin + length, short or length < len(word), less)
        for begin, short, less in begins
        for length in range(1, len(word) + 1)
        if said.startswith(word[:length], begin)
    }


def _explains(said: str, title: str) -> bool:
    """True for the interpretation, of the same number, of a work that is named or abbreviated."""
    spoken, quoted = _EXPLAINED.fullmatch(said), _QUOTED.search(title)
    if spoken is None or quoted is None:
        return False
    number = _NUMBER.search(title_key(title))
    law, law_key = spoken["law"], title_key(quoted[1])
    same = law == law_key or abbreviates(law, law_key)
    return same and spoken["number"] == (number[0] if number else None)
