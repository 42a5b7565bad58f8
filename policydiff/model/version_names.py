"""The names of versions in legal usage: 2018年修正, 2016年公布, 征求意见稿, V3.0.

They follow from the 题注, else from the dates; those of drafts and editions stand in the title, below
it, or in the name of the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.model.document import Block, Document
from policydiff.model.kinds import NUMERALS, root_of
from policydiff.model.version import Amendment, Dates

_FIRST = {"promulgated": "公布", "adopted": "通过"}
"""The date that names a first version → the word for it."""

_CALLED = re.compile(
    r"(?P<when>\d{4}年?(?:\d{1,2}月\d{1,2}日)?)(?P<word>修正|修订|修改|公布|通过)(?:版|版本|本)?"
)
"""For example: 2018年修正, 2018修正, 2018年10月26日修正."""

_COUNT = rf"(?:第?[{NUMERALS}]{{1,2}}次|再次)"
_REVISED = r"(?:修订|修正|修改)?草案"
_DRAFT = rf"(?:公开)?{_COUNT}?征求意见稿|送审稿|报批稿|{_COUNT}?审议稿|[{NUMERALS}]审稿|表决稿|讨论稿|初稿|草稿|修订稿|修改稿"
_FINAL = r"正式稿|公布稿|发布稿|印发稿|签发稿|通过稿|定稿|终稿"
_STAGE = re.compile(
    rf"{_REVISED}[（(]?(?:{_DRAFT})|(?:修订|修正|修改)?(?:{_DRAFT})|{_REVISED}|{_FINAL}"
)
"""For example: 征求意见稿, 修订草案, 草案（二次审议稿, 正式稿."""

_BRACKETED = re.compile(r"[（(](?P<words>[^（）()]{1,20})[）)]")
"""For example: （征求意见稿）, (修订草案)."""

_BRACKETS = re.compile(r"（[^（）]{0,150}）|\([^()]{0,150}\)")
"""For example: （试行）, (2018年修订)."""

_NO_BRACKETS = dict.fromkeys(map(ord, "（）()"))

_RANKS = (
    re.compile(_FINAL),
    re.compile("表决"),
    re.compile("四次|四审"),
    re.compile("三次审|三审"),
    re.compile("二次审|二审"),
    re.compile("报批|审议稿|一审|草案$"),
    re.compile("送审"),
    re.compile("征求意见"),
    re.compile("讨论|初稿|草稿"),
)
"""The stages of one text, the last first: 正式稿 … 二次审议稿, 草案, 送审稿, 征求意见稿, 初稿."""

_REVISING = re.compile("修订|修正|修改")
"""A stage of the revision of a text that is in force already: 修订草案."""

_EDITION = re.compile(
    r"(?<![A-Za-z0-9])[Vv](?:er(?:sion)?)?[. ]?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,3})(?![0-9])"
)
"""For example: V3.0, v2, Ver.1.2."""

_STATED_EDITION = re.compile(
    r"版本号?[：:][ \u3000]{0,4}(?:[Vv]?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,3})|(?P<letter>[A-Z])/(?P<change>[0-9]{1,2}))(?![0-9A-Za-z])"
)
"""For example: 版本：V3.0, 版本号：A/1."""


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
    """The last amendment of the 题注 of a day of this version, which made it."""
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
    """The names of the versions of one work, with the day where the year is no name."""
    candidates = tuple(names)
    count = Counter(name.plain for name in candidates if name is not None)
    return tuple(
        name if name is None else replace(name, by_day=count[name.plain] > 1) for name in candidates
    )


def read_called(text: str) -> str | None:
    """The name of a version as typed, None for none: 2018修正版 → 2018年修正."""
    match = _CALLED.fullmatch(text)
    if match is None:
        return None
    when = match["when"] if "年" in match["when"] else f"{match['when']}年"
    return when + match["word"]


def is_called(name: str, one: Called | None) -> bool:
    """True where this is the name of a version, by its year or its day."""
    return one is not None and name in (one.plain, str(replace(one, by_day=True)))


def stage_of(document: Document) -> str | None:
    """The stage of a draft, or the word for a final text: 草案二次审议稿, 正式稿.

    The title names it, a line below it, or else the name of the file. None where none does, or the
    name of the file has several.
    """
    lines = (block.text for block in document.preface if isinstance(block, Block))
    stem = {_bare(match[0]) for match in _STAGE.finditer(document.file_name)}
    return next(
        filter(
            None,
            (
                _stage_at_end(document.title),
                document.stage,
                *(_bare(line) for line in lines if _STAGE.fullmatch(_bare(line))),
                *(stem if len(stem) == 1 else ()),
            ),
        ),
        None,
    )


def _stage_at_end(title: str) -> str:
    """The stage with which a title ends: （草案）（二次审议稿） is 草案二次审议稿."""
    stage, end = "", len(title)
    for match in reversed([*_BRACKETED.finditer(title)]):
        if match.end() != end or not _STAGE.search(match["words"]):
            break
        stage, end = match["words"] + stage, match.start()
    bare = [match[0] for match in _STAGE.finditer(title) if match.end() == len(title)]
    return stage or "".join(bare)


def without_stage(title: str) -> str:
    """A title without what is in brackets, and without the stage at its end."""
    bare = _BRACKETS.sub("", title)
    return bare.removesuffix(_stage_at_end(bare))


def _bare(words: str) -> str:
    return "".join(words.translate(_NO_BRACKETS).split())


def stage_rank(stage: str | None) -> int | None:
    """The place of a stage in the making of a text; None where it is unknown."""
    places = (place for place, words in enumerate(_RANKS) if stage and words.search(stage))
    return next((-place for place in places), None)


def revises(stage: str | None) -> bool:
    """True for a stage in the revision of a text that is in force: 修订草案."""
    return stage is not None and _REVISING.search(stage) is not None


def edition_of(document: Document) -> tuple[str, tuple[int, ...]] | None:
    """The edition of a text as printed, and as numbers to compare: V3.0, A/1.

    A line below the title states it, or else the name of the file. None where neither does.
    """
    lines = (block.text for block in document.preface if isinstance(block, Block))
    stated = [match for line in lines for match in _STATED_EDITION.finditer(line)]
    named = [*_EDITION.finditer(document.file_name)]
    for editions in (stated, named):
        if len(editions) == 1:
            return _edition(editions[0])
    return None


def _edition(match: re.Match[str]) -> tuple[str, tuple[int, ...]]:
    parts = match.groupdict()
    if parts["number"] is None:
        return f"{parts['letter']}/{parts['change']}", (ord(parts["letter"]), int(parts["change"]))
    numbers = [int(number) for number in parts["number"].split(".")]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return f"V{parts['number']}", tuple(numbers)


def stage_names(left: Document, right: Document) -> tuple[str | None, str | None]:
    """The stages of two texts; None for both where they have the same one."""
    names = stage_of(left), stage_of(right)
    return (None, None) if names[0] == names[1] else names


def as_recognised(sentence: Message, *texts: Document) -> Message:
    """A sentence on texts, limited where one was recognised from pictures."""
    if all(text.recognition is None for text in texts):
        return sentence
    return Message("as recognised from pictures: {sentence}", sentence=sentence)


UNOFFICIAL = Message("compiled from the amending decision; not an official text")
"""What is said of such a text wherever it is named."""


def marked(name: str, language: str, *, compiled: bool) -> str:
    """The name of a text, followed by a mark where it was compiled."""
    return (
        translate(Message("{name}, {mark}", name=name, mark=UNOFFICIAL), language)
        if compiled
        else name
    )
