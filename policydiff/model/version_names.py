"""The names of versions in legal usage: 2018年修正, 2023年修订, 2016年公布.

They follow from the 题注; where it gives none, from the dates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.kinds import root_of
from policydiff.model.version import Amendment, Dates

_FIRST = {"promulgated": "公布", "adopted": "通过"}
"""The date that names a first version → the word for it."""

_CALLED = re.compile(
    r"(?P<when>\d{4}年?(?:\d{1,2}月\d{1,2}日)?)(?P<word>修正|修订|修改|公布|通过)(?:版|版本|本)?"
)
"""For example: 2018年修正, 2018修正, 2018年10月26日修正."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A word of the 题注 and its day (ISO): 修正 on 2018-10-26.

    `by_day` is True where its year alone would mean another version too.
    """

    word: str
    day: str
    by_day: bool = False

    @property
    def plain(self) -> str:
        """The name with the year alone, as in JSON: 2018年修正."""
        return f"{self.day[:4]}年{self.word}"

    def __str__(self) -> str:
        """The name in legal usage: 2018年修正, or 2018年10月26日修正."""
        year, month, date = self.day.split("-")
        return f"{year}年{int(month)}月{int(date)}日{self.word}" if self.by_day else self.plain


def amendment_of(document: Document) -> Amendment | None:
    """The amendment of the 题注 that made this version.

    The last whose day is one of the version's own.
    """
    dates = document.dates
    days = {dates.adopted, dates.approved, dates.promulgated, dates.signed} - {None}
    return next((told for told in reversed(document.amendments) if told.date in days), None)


def called(document: Document) -> Called | None:
    """The name of a version by its amendment or its first publication.

    None where its text does not give one, for drafts, and for what is no act (an opinion, a
    notice).
    """
    if document.stage or root_of(document.kind, None) != "act":
        return None
    told = amendment_of(document)
    if told is not None and told.date is not None:
        return Called(word=told.word, day=told.date)
    if document.amendments or document.original_dates != Dates():
        return None
    word, day = _FIRST.get(document.version_basis or ""), document.version_date
    return None if word is None or day is None else Called(word=word, day=day)


def distinct(names: Iterable[Called | None]) -> tuple[Called | None, ...]:
    """The names of the versions of one work, each in its place, without duplicates.

    Where two would have the same name, they have the day in it instead of the year alone.
    """
    found = tuple(names)
    count = Counter(one.plain for one in found if one is not None)
    return tuple(one if one is None else replace(one, by_day=count[one.plain] > 1) for one in found)


def read_called(text: str) -> str | None:
    """The name of a version as a person typed it, in the form of `Called`.

    2018修正版 becomes 2018年修正. None where the text is no such name.
    """
    found = _CALLED.fullmatch(text)
    if found is None:
        return None
    when = found["when"] if "年" in found["when"] else f"{found['when']}年"
    return when + found["word"]


def is_called(name: str, one: Called | None) -> bool:
    """True where this is the name of a version, by its year or its day."""
    return one is not None and name in (one.plain, str(replace(one, by_day=True)))


UNOFFICIAL = Message("compiled from the amending decision; not an official text")
"""What is said of such a text wherever it is named."""


def marked(name: str, language: str, *, compiled: bool) -> str:
    """The name of a text, followed by a mark where it was compiled."""
    return (
        translate(Message("{name}, {mark}", name=name, mark=UNOFFICIAL), language)
        if compiled
        else name
    )
