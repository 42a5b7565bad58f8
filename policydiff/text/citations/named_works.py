"""The work that is named before a citation: 《…》, 刑法, 该法."""

from __future__ import annotations

import re

from policydiff.text.citations.grammar import Grammar
from policydiff.text.numerals import read_number

_LONGEST_NAME = 32
_VERSION = re.compile(r"[（(〔][^（）()《》]{0,60}[）)〕]$")
_EDITION = re.compile(
    r"[（(〔](?:(?>[^（）()]{0,60}?(?:1[89]|20)\d\d)[^（）()]{0,60}|修正|修订|修正本|修订本)[）)〕]$"
)
_CLOSES = {"》": "《", "〉": "〈"}
_HAN_END = re.compile(r"(?<![一-鿿〇])[一-鿿〇]+$")


def bare_title(title: str) -> str:
    """A title reduced to the form by which works are compared.

    It is without 《》, the country's name, a version in brackets and spaces.

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
    for place in range(len(before) - 1, -1, -1):
        depth += (before[place] == close) - (before[place] == _CLOSES[close])
        if depth == 0:
            return before[place + 1 : -1]
    return None


def _named_before(before: str, cited: str | None) -> str | None:
    """The work named last: by a title in this text, else by the citation before."""
    place = before.rfind("》")
    title = _last_title(before[: place + 1]) if place >= 0 else None
    return title or cited


def _read_bare_name(before: str, grammar: Grammar) -> tuple[str, int] | None:
    """A name without 《》, such as 刑法 or 民事诉讼法, and its length.

    None for 该 and for words that merely look like a name (方法, 有关规定).
    """
    run = _HAN_END.search(before[-_LONGEST_NAME:])
    if run is None or (run[0].endswith(grammar.words.no_works) and not run[0].endswith("法法")):
        return None
    name = grammar.leads.sub("", run[0])
    return (name, len(name)) if len(name) > 1 and name not in grammar.words.no_names else None
