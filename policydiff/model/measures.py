"""Values and JSON of the measures of a policy document.

Each has the answers of the documents of the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policydiff.model.comparison import Span
from policydiff.model.json_keys import JsonValue

Grade = Literal[1, 2]
MeasureStatus = Literal["answered", "partly", "none"]
Force = Literal["promotion", "power", "duty", "sanction"]
"""The force of an article: it declares or promotes (国家鼓励), gives a power (可以), lays down a duty
(应当, 不得), or sets a sanction (罚款).
"""

Origin = Literal["new", "amended", "unchanged"]
"""An article's origin beside the day of the left: added after it, amended after it, or as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweringArticle(JsonValue):
    """An article of a law that comes near a measure, and its own force and origin.

    `score` is from 0 to 1: the odds that a reader would say that it carries the measure. `grade` is
    a person's word: 2 for the very measure, 1 for the same subject; `named` says that a person named
    the article, graded or not. `force` is None where its
    wording is of no kind, `origin` where no version from before the left's day is known.
    """

    eid: str
    num: str | None
    score: float
    grade: Grade | None = None
    named: bool = False
    force: Force | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerJudgement(JsonValue):
    """The judgement of one reviewer on a measure and a document.

    `status` is None where only a note was made; `articles` are those that were named, by eId, with
    the grade given. `stale` is True where another text was judged.
    """

    reviewer: str
    status: MeasureStatus | None = None
    articles: tuple[tuple[str, Grade | None], ...] = ()
    note: str | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReason(JsonValue):
    """The ground of a computed answer: a place in the measure, and one in the law.

    `demand` is a span in the text of the left's article: the act on its object (建立信息共享机制), or
    None where the measure announces nothing. `article` is the eId of the nearest article, `words` a
    span in that article's text: the clause that has the act on the object. Both are None where the
    law has none, or where the measure answers by naming the law itself (修订《…法》).
    """

    demand: Span | None = None
    article: str | None = None
    words: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementOffer(JsonValue):
    """A person's judgement of a like pair, offered and applied to nothing.

    A pair is a measure, a document, and the articles that answer it. `measure` is the name of the
    judged measure (15.2: the second of item 15), `text` its words, `left` the title of its
    document; `right` is the title of the document beside it, and `nums` the numbers of the articles
    named there. `status` and `note` are what `reviewer` said of it. `articles` are the articles of
    this document that correspond to the named ones, by eId, with the grade given. `same` is True
    where both measures have the same words but for noise; `likeness` is the share of words that
    they have in common, stock phrases apart. `adapted` is True where an article of this document
    reads otherwise than the judged one.
    """

    reviewer: str
    status: MeasureStatus
    measure: str
    text: str
    left: str
    right: str
    articles: tuple[tuple[str, Grade | None], ...] = ()
    nums: tuple[str, ...] = ()
    note: str | None = None
    same: bool = True
    likeness: float = 1.0
    adapted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAnswer(JsonValue):
    """The answer of one document of the right to a measure.

    `right` is the URI or title of the document, `score` the odds of "answered". `articles` are the
    nearest ones, the best first, whatever the status: where it is "none" they are what comes
    nearest. `reviewed` is True where a person's judgement decided the status, else "partly" is open,
    to be checked; `stale` where it was of another text, `disputed` where reviewers contradict one
    another, `note` what they wrote. `judgements` are what each of them said. `reason` is the ground
    of the computed status, left out where none is known. `offers` are judgements of like pairs, the
    nearest first, where nobody judged this one; they decide nothing.
    """

    right: str
    status: MeasureStatus
    score: float
    articles: tuple[AnsweringArticle, ...] = ()
    reviewed: bool = False
    stale: bool = False
    disputed: bool = False
    reviewer: str | None = None
    note: str | None = None
    judgements: tuple[AnswerJudgement, ...] = ()
    reason: AnswerReason | None = None
    offers: tuple[JudgementOffer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(JsonValue):
    """A measure of an article of the left: a sentence, or a part of one between ；.

    `left` is the eId of the article and `span` the measure's place in its text, [begin, end) in
    characters. `answers` has an entry for each document of the right, in their order.
    """

    left: str
    span: Span
    answers: tuple[MeasureAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginBasis(JsonValue):
    """The version of a document by which the origins of its articles follow.

    `right` is the URI or title of the document. `version` (ISO) is the date of its text before the
    left's day: another version, or its own date where it is that old itself; None where the whole
    work is younger than the left.
    """

    right: str
    version: str | None
