"""The works that a text puts out of force: 《…》同时废止 in its last articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.model.document import Document
from policydiff.model.work_life import LifeClause

LAST = 5
"""Articles at the end of a text in which it says what it replaces."""

_TITLE = re.compile(r"《([^《》]+)》")
_BRACKET = r"(?:[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)])?"


def repealed_titles(
    document: Document, words: re.Pattern[str], joints: re.Pattern[str]
) -> tuple[str, ...]:
    """The titles of the repealed works as printed, without 《》, in order.

    There are none in a text without articles.

    `words` are those that follow the last title of a list (同时废止), `joints` those between two
    (、 和). Where only a part of a work goes, other words follow its title, and so they do where
    one title states the origin of another (根据《…》修正的《…》).
    """
    lines = (line for article in document.articles[-LAST:] for line in article.text.split("\n"))
    return tuple(dict.fromkeys(title for line in lines for title in _titles(line, words, joints)))


def _titles(line: str, words: re.Pattern[str], joints: re.Pattern[str]) -> Iterator[str]:
    end = re.compile(rf"{_BRACKET}(?:{words.pattern})")
    joint = re.compile(rf"{_BRACKET}(?:{joints.pattern})")
    for sentence in re.split("[。；]", line):
        titles = list(_TITLE.finditer(sentence))
        if any(end.match(sentence, title.end()) for title in titles):
            yield from (
                title[1]
                for title in titles
                if end.match(sentence, title.end()) or joint.match(sentence, title.end())
            )


def life_clauses(
    document: Document, words: tuple[re.Pattern[str], re.Pattern[str]]
) -> tuple[LifeClause, ...]:
    """What a text states of the life of works."""
    titles = repealed_titles(document, *words)
    return tuple(LifeClause(kind="repealed", words=title, title=title) for title in titles)
