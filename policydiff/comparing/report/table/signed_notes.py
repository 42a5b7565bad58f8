"""The comments and tracked changes of Word files as notes next to a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from policydiff.locale import Labels, Language
from policydiff.model.comparison import Comparison
from policydiff.model.office_content import SignedRemark, comments_of
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS
from policydiff.report.pieces import ELLIPSIS, neutral

LONGEST_QUOTE = 30
"""So many characters of a tracked change stand in a note; the texts stand next to it."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SENTENCES = Labels(
    "signed notes",
    {
        "comment": "Comment",
        "unsigned": "unsigned",
        "at": "at {place}",
        "insertion": "inserted “{text}”",
        "deletion": "deleted “{text}”",
        "move": "moved “{text}”",
        "insertion-end": "inserted a paragraph break",
        "deletion-end": "deleted a paragraph break",
        "move-end": "moved a paragraph break",
    },
)


def remarks_shown(comparison: Comparison, options: ReportOptions) -> tuple[SignedRemark, ...]:
    """The comments, and tracked changes where their authors are asked for."""
    comments = comments_of(comparison.left, comparison.right)
    return (*comments, *(comparison.tracked if options.authors else ()))


def signed_lines(
    remarks: Iterable[SignedRemark], language: Language, place: str = ""
) -> tuple[str, ...]:
    """A line for each comment, then one for all that an author changed on one day.

    `place` is named where the line does not stand next to its clause.
    """
    comments: list[SignedRemark] = []
    changes: list[SignedRemark] = []
    for remark in remarks:
        (comments if remark.kind == "comment" else changes).append(remark)
    lines = (*(_comment(one, language, place) for one in comments), *_changes(changes, language))
    return tuple(map(neutral, lines))


def _comment(remark: SignedRemark, language: Language, place: str) -> str:
    """批注（张三，2025-03-01）：这里写什么？"""
    words, sentences = WORDS[language], _SENTENCES[language]
    at = sentences["at"].format(place=place) if place else ""
    facts = words["comma"].join(filter(None, (_author(remark, language), _day(remark), at)))
    text = " ".join(remark.text.split("\n"))
    return f"{sentences['comment']}{words['open']}{facts}{words['close']}{words['colon']}{text}"


def _changes(changes: list[SignedRemark], language: Language) -> Iterator[str]:
    """张三（2025-03-01）：删去“五册”，增加“八册”."""
    words = WORDS[language]
    for (author, day), group in groupby(
        sorted(changes, key=lambda one: (_author(one, language), _day(one))),
        lambda one: (_author(one, language), _day(one)),
    ):
        acts = words["list"].join(dict.fromkeys(_act(one, language) for one in group))
        when = f"{words['open']}{day}{words['close']}" if day else ""
        yield f"{author}{when}{words['colon']}{acts}"


def _act(change: SignedRemark, language: Language) -> str:
    sentences = _SENTENCES[language]
    if not change.text.strip():
        return sentences[f"{change.kind}-end"]
    text = " ".join(change.text.split())
    cut = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + ELLIPSIS
    return sentences[change.kind].format(text=cut)


def _author(remark: SignedRemark, language: Language) -> str:
    return remark.author.strip() or _SENTENCES[language]["unsigned"]


def _day(remark: SignedRemark) -> str:
    """The day of a remark, "" where its date is none."""
    found = _DAY.match(remark.date or "")
    return found[0] if found else ""
