"""The correspondence of a policy document and later laws (relation.schema.json)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any, ClassVar, Literal, get_args

from policydiff.messages import Message
from policydiff.model.comparison import Edit, Span
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue
from policydiff.model.measures import (
    Force,
    Grade,
    Measure,
    MeasureStatus,
    Origin,
    OriginBasis,
)
from policydiff.model.version import date_in_text, is_named_alone
from policydiff.model.work_life import WorkStatus
from policydiff.relating.engine.tiers import Tier

GapColumn = Literal["fulfilment", "gap", "remedy", "department", "deadline"]
"""落实情况、差距、整改措施、责任部门、完成时限."""

GAP_COLUMNS: tuple[GapColumn, ...] = get_args(GapColumn)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedGap:
    """One person's statement on an article of the left and a document of the right.

    `left` is the eId, `right` the URI or title of the document; `words` has the text of each filled
    column. `stale` is True if one of both texts has changed since.
    """

    left: str
    right: str
    reviewer: str
    words: tuple[tuple[GapColumn, str], ...]
    stale: bool = False

    def text(self, column: GapColumn) -> str:
        """The text of a column, "" if it is empty."""
        return dict(self.words).get(column, "")

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {
            "left": self.left,
            "right": self.right,
            "reviewer": self.reviewer,
            **{column: self.text(column) or None for column in GAP_COLUMNS},
            "stale": self.stale,
        }


LinkStatus = Literal["suggested", "confirmed", "rejected"]
CoverageStatus = Literal["covered", "partly", "none"]
Order = Literal["later", "parallel", "earlier"]
Wording = Literal["same", "adapted"]
RelationKind = Literal["measures", "counterparts"]
"""Articles that take up the measures of a policy document, or regulate the same."""

InstrumentStatus = Literal[
    "in force",
    "enacted",
    "draft",
    "repealed",
    "void",
    "stopped",
    "ended",
    "expired",
    "replaced",
    "trial over",
    "presumed over",
    "end undated",
    "unknown",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePlace:
    """An article; `uri` is its work's (None for a file), `title` the document's."""

    eid: str
    num: str | None
    title: str
    uri: str | None = None

    @property
    def document(self) -> str:
        """The name of its document in a report: its URI if it has one, else its title."""
        return self.uri or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(JsonValue):
    """A term that both sides share.

    `term` is the left's wording; `right_term` the right's variant of it (收集使用 → 处理), or None.
    `left` and `right` are spans in characters of the item and the article. `weight` is its part of
    the score, from 0 to 1.
    """

    term: str
    left: tuple[Span, ...]
    right: tuple[Span, ...]
    right_term: str | None = None
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(JsonValue):
    """One reviewer's judgement on a link; `suggested` for a note, `stale` if changed."""

    reviewer: str
    status: LinkStatus = "suggested"
    grade: Grade | None = None
    note: str | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(JsonValue):
    """An article of the left and one of the right that correspond.

    `score` is from 0 to 1: the likelihood that a reader would call it a link. `share` is the part
    of the left's article, in weight of its terms, in the right one. `sentence` is the span of the
    left's text that the right answers best, `right_sentence` that of the right. `grade` 2 means
    that the right regulates the very measure, 1 the same subject; None if nobody graded it. `stale`
    is true for judgements of another text. `judgements` are those of each reviewer; `status`,
    `grade`, `note` and `reviewer` follow from them, `disputed` if they contradict one another.
    `wording` is the closeness of words close enough to be compared; `edits` is the redline from
    left to right then. `force` and `origin` are those of the right's article, as of an
    `AnsweringArticle`; None for counterparts.
    """

    left: ArticlePlace
    right: ArticlePlace
    score: float
    share: float = 0.0
    status: LinkStatus = "suggested"
    grade: Grade | None = None
    note: str | None = None
    reviewer: str | None = None
    stale: bool = False
    disputed: bool = False
    judgements: tuple[Judgement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sentence: Span | None = None
    right_sentence: Span | None = None
    wording: Wording | None = None
    edits: tuple[Edit, ...] = ()
    force: Force | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(JsonValue):
    """The coverage of one article of the left by one document of the right.

    `left` is the eId, `right` the URI or title of the document; `best` the highest score of a link
    that was not rejected, 0.0 for none. `share` is the largest share of the article, in weight of
    its terms, in one article of the document. `order` is ``later`` if the work is newer than the
    left, ``parallel`` if the work is older but this version, or its entry into force, is later,
    ``earlier`` if both lie before the left, the latter as far as stated; None if nothing proves
    one. `reviewed` is True if a person's judgement decided the status; `stale` if one was of
    another text, `disputed` if they contradict one another.
    """

    left: str
    right: str
    status: CoverageStatus
    best: float
    share: float = 0.0
    order: Order | None = None
    reviewed: bool = False
    stale: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(JsonValue):
    """A law or regulation that an article of the left names (制定……条例), and its status.

    `left` is the article's eId, `span` that of the name in its text; `name` as written. `action` is
    the verb before it (制定, 修订, 推进, 贯彻实施 …), or None. `title` is the full title it was resolved to,
    or None. `status` is that of `title`: ``enacted`` if a promulgated text is at hand and nothing
    shows if it is still in force. `life` is stated by stored texts and people, None if it is not
    stored and no stored text ends it; `as_of` (ISO) is the catalogue's day, if the status is the
    catalogue's. `adopted`, `promulgated` and `in_force` (ISO) are those of its first version;
    `document` is the URI or title of a right document, or the URI of a stored work. `since` lists
    later events, the oldest first: (ISO date, what: enacted, draft, revised, repealed). `sources`
    name the origin of the facts.
    """

    left: str
    span: Span
    name: str
    action: str | None = None
    title: str | None = None
    status: InstrumentStatus = "unknown"
    authority: str | None = None
    number: str | None = None
    adopted: str | None = None
    promulgated: str | None = None
    in_force: str | None = None
    document: str | None = None
    since: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    note: Message | None = None
    life: WorkStatus | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(JsonValue):
    """The correspondence of the articles of `left` and of the documents of `right`.

    Links are sorted by the left's order, the order of the documents, then falling score. `measures`
    are those of the left's articles, none for ``counterparts``; `origins` has an entry for each
    document with derived origins. `coverage` has a row for each article of the left and each
    document; with measures its status follows from them (`item_status`). `only_right` are articles
    that no article of the left comes near, general and closing ones left out. `covered` and
    `partly` are thresholds: of measures the odds from which one is answered, and open, of
    ``counterparts`` the shares of an article. `gaps` are people's statements on
    requirements. `statuses` has the status of the work of each document, by its URI or title, if it
    is stored or a stored text ends it: on the day of asking, of one in force again since, on the
    left's day. `tiers` has the tier of each document whose rank is known, by the same
    names; `counted` names those of the first tier, mostly the national ones, whose verdicts
    alone count for what is stated of an item over all documents, None for all. `shown` are the eIds
    of the left's articles that a person asked for; links, measures, coverage and instruments are
    theirs then. Of `kind` ``counterparts`` each link is an assertion, not a rank: `only_left` are
    the articles of the left without any, `only_right` those of the right, general and closing
    articles among both; an article is covered if its wording was taken over or most of its subject
    is there, covered in part by any other link, and its `share` is counted in linked articles only.
    """

    family: ClassVar[str] = "relation"

    left: Document = field(compare=False)
    right: tuple[Document, ...] = field(compare=False)
    links: tuple[Link, ...] = ()
    measures: tuple[Measure, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    only_right: tuple[ArticlePlace, ...] = ()
    only_left: tuple[ArticlePlace, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    covered: float = 1.0
    partly: float = 1.0
    kind: RelationKind = "measures"
    shown: tuple[str, ...] | None = None
    origins: tuple[OriginBasis, ...] = ()
    gaps: tuple[StatedGap, ...] = ()
    statuses: tuple[tuple[str, WorkStatus], ...] = ()
    tiers: tuple[tuple[str, Tier], ...] = ()
    counted: tuple[str, ...] | None = None

    def _repr_html_(self) -> str:
        """The measures with their answers, else the links, as a table for a notebook."""
        html: str = import_module("policydiff.relating.report.concordances").notebook_html(self)
        return html

    @property
    def not_counted(self) -> frozenset[str]:
        """The documents whose coverage does not count for an item over all of them."""
        if self.counted is None:
            return frozenset()
        return frozenset(name_of(document) for document in self.right) - set(self.counted)


def name_of(document: Document) -> str:
    """The name of a document in reports: its URI if it has one, else its title."""
    return document.uri or document.title


def place_of(document: Document, eid: str, num: str | None) -> ArticlePlace:
    """An article of a document, named as reports name it."""
    return ArticlePlace(eid=eid, num=num, title=document.title, uri=document.uri)


def closeness(link: Link) -> tuple[bool, int, float]:
    """The key of a link's closeness: confirmation, then wording, then score."""
    return link.status == "confirmed", {"same": 2, "adapted": 1, None: 0}[link.wording], link.score


LIKELY = 0.5
"""The odds from which a status holds: what is less likely than not is not said."""


def item_status(statuses: Sequence[MeasureStatus]) -> CoverageStatus:
    """The status of an item by those of its measures, the one rule for it.

    It is covered if at least half of them are answered, and partly if any is answered or partly.
    221 of 246 items follow it where a reader judged both.

    >>> item_status(["answered", "none", "partly"])
    'partly'
    """
    answered = statuses.count("answered")
    if answered and 2 * answered >= len(statuses):
        return "covered"
    return "none" if all(status == "none" for status in statuses) else "partly"


PUBLISHED = 400
"""Days in which a text is published at the latest, counted from the end of its head."""


def order_of(left: Document, right: Document, *, older: bool = False) -> Order | None:
    """The order in time of a law relative to the document of the left.

    `older` states that a version of the law from before the left is at hand. None if nothing proves
    one: a date is unknown, a later version does not state when its work was made, it is of the
    left's own day, or its day is known from its file's name alone.
    """
    since, version, in_force = left.version_date, right.version_date, right.dates.in_force
    if since is None or version is None or version == since or is_named_alone(right.dates):
        return None
    if version < since:
        return "earlier" if in_force is None or in_force <= since else "parallel"
    if right.dates.named is not None and _published(date_in_text(right.dates)[0], since, version):
        return None
    if older:
        return "parallel"
    if right.work_date is not None:
        return "later" if right.work_date > since else "parallel"
    days = [*right.original_dates.to_dict().values(), in_force]
    days += [amendment.date for amendment in right.amendments]
    return "parallel" if any(day is not None and day <= since for day in days) else None


def _published(head: str | None, since: str, named: str) -> bool:
    """True if a text passed by a day may be published on one after it."""
    if head is None or head > since:
        return False
    return (date.fromisoformat(named) - date.fromisoformat(head)).days <= PUBLISHED
