"""The correspondence of a policy document and later laws: values and JSON.

The JSON is that of schemas/relation.schema.json.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal, get_args

from policydiff.messages import Message
from policydiff.model.comparison import Edit, Span
from policydiff.model.document import Document
from policydiff.model.document_json import describe
from policydiff.model.measures import Force, Grade, Measure, Origin, OriginBasis
from policydiff.model.version import date_in_text, is_named_alone
from policydiff.model.work_life import WorkStatus

GapColumn = Literal["fulfilment", "gap", "remedy", "department", "deadline"]
"""落实情况、差距、整改措施、责任部门、完成时限."""

GAP_COLUMNS: tuple[GapColumn, ...] = get_args(GapColumn)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedGap:
    """One person's statement on an article of the left and a document of the right.

    `left` is the eId, `right` the URI or title of the document; `words` has what stands in each
    column that is filled. `stale` is True where one of both texts has changed since.
    """

    left: str
    right: str
    reviewer: str
    words: tuple[tuple[GapColumn, str], ...]
    stale: bool = False

    def text(self, column: GapColumn) -> str:
        """The words in a column, "" where it is empty."""
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
"""What was looked for: articles that take up the measures of a policy document, or those that
regulate the same as an article does.
"""

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
    """An article of one document.

    `uri` is that of its work, None for a file; `title` the document's.
    """

    eid: str
    num: str | None
    title: str
    uri: str | None = None

    @property
    def document(self) -> str:
        """The name of its document in a report: its URI if it has one, else its title."""
        return self.uri or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A term that both sides share.

    `term` is the left's wording; `right_term` the right's where that is a variant of it (收集使用 →
    处理), None where it is the same. `left` and `right` are its places, [begin, end) in characters of
    the text of the item and of the article. `weight` is what it adds to the score, from 0 to 1.
    """

    term: str
    left: tuple[Span, ...]
    right: tuple[Span, ...]
    right_term: str | None = None
    weight: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {
            "term": self.term,
            "right_term": self.right_term,
            "left": [list(span) for span in self.left],
            "right": [list(span) for span in self.right],
            "weight": self.weight,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judgement of one reviewer on a link.

    `status` is suggested where only a note was made. `stale` is True where the text that was judged
    is not the one that stands here.
    """

    reviewer: str
    status: LinkStatus = "suggested"
    grade: Grade | None = None
    note: str | None = None
    stale: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "reviewer": self.reviewer,
            "status": self.status,
            "grade": self.grade,
            "note": self.note,
            "stale": self.stale,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article of the left and one of the right that correspond.

    `score` is from 0 to 1: the likelihood that a reader would call it a link, as far as the texts
    tell. `share` is how much of the left's article, in weight of its terms, the right one speaks
    of. `sentence` is the span of the left's text that the right answers best, `right_sentence` that
    of the right. `grade` 2 says that the right regulates the very measure, 1 the same subject; a
    person's word, None where nobody has graded it. `stale` says that a person judged the link by
    another text than this one. `judgements` are what each reviewer said; `status`, `grade`, `note`
    and `reviewer` are what follows from them together, and `disputed` says that they contradict one
    another. `wording` tells how close the words are, where they are close enough to be compared;
    `edits` is the redline from left to right then. `force` and `origin` are those of the right's
    article, as of an `AnsweringArticle`; None in a relation of counterparts.
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

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {
            "left": {"eid": self.left.eid, "num": self.left.num},
            "right": {
                "uri": self.right.uri,
                "title": self.right.title,
                "eid": self.right.eid,
                "num": self.right.num,
            },
            "score": self.score,
            "share": self.share,
            "status": self.status,
            "grade": self.grade,
            "note": self.note,
            "reviewer": self.reviewer,
            "stale": self.stale,
            "disputed": self.disputed,
            "judgements": [judgement.to_dict() for judgement in self.judgements],
            "evidence": [evidence.to_dict() for evidence in self.evidence],
            "sentence": None if self.sentence is None else list(self.sentence),
            "right_sentence": None if self.right_sentence is None else list(self.right_sentence),
            "wording": self.wording,
            "edits": [edit.to_dict() for edit in self.edits],
            "force": self.force,
            "origin": self.origin,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The coverage of one article of the left by one document of the right.

    `left` is the eId, `right` the URI or title of the document; `best` the highest score of a link
    that was not rejected, 0.0 where there is none. `share` is the largest share of the article, in
    weight of its terms, that one article of the document speaks of.
    `order` is a fact of its own: ``later`` where the work is newer than the left, ``parallel``
    where the work is older but this version, or its entry into force, is later; ``earlier`` where
    both lie before the left, the latter as far as the text states it; None where no text proves one of them. `reviewed` is True where a person's
    judgement decided the status; `stale` where one of those judgements was of another text,
    `disputed` where they contradict one another.
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

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {
            "left": self.left,
            "right": self.right,
            "status": self.status,
            "best": self.best,
            "share": self.share,
            "order": self.order,
            "reviewed": self.reviewed,
            "stale": self.stale,
            "disputed": self.disputed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law or regulation that an article of the left names (制定……条例), and its status.

    `left` is the eId of the article and `span` the place of the name in its text; `name` as
    written. `action` is the verb before it (制定, 修订, 推进, 贯彻实施 …), None where there is none. `title`
    is the full title of what it was resolved to, None where it is unknown. `status` is that of
    `title`: ``enacted`` where a promulgated text is at hand and nothing shows if it is still in
    force. `life` is what stored texts and people state of its life, None where it is not stored and
    no stored text ends it; `as_of` (ISO) the day to which the catalogue was looked up, where the
    status is that of the catalogue. `adopted`, `promulgated` and `in_force` (ISO) are those of its first version; `document`
    is the place of a text of it that is at hand: the URI or title of a right document, or the URI
    of a stored work. `since` lists what happened after the left's date, the oldest first: (ISO
    date, what: enacted, draft, revised, repealed). `sources` name the origin of the facts.
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

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "left": self.left,
            "span": list(self.span),
            "name": self.name,
            "action": self.action,
            "title": self.title,
            "status": self.status,
            "authority": self.authority,
            "number": self.number,
            "dates": {
                key: value
                for key in ("adopted", "promulgated", "in_force")
                if (value := getattr(self, key)) is not None
            },
            "document": self.document,
            "since": [list(event) for event in self.since],
            "sources": list(self.sources),
            "note": self.note,
            "life": None if self.life is None else self.life.to_dict(),
            "as_of": self.as_of,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The correspondence of the articles of `left` and of the documents of `right`.

    Links are sorted by the left's order, then by the order of the documents, then by falling score.
    `measures` are the measures of the left's articles in their order, none where `kind` is
    ``counterparts``; `origins` has an entry for each document whose articles have an origin that
    could be derived. `coverage` has a row for each article of the left and each document; where
    there are measures its status follows from them. `only_right` are articles that no article of
    the left comes near, general and closing articles (purpose, definitions, penalties) left out.
    `covered` and `partly` are the thresholds of `coverage`: odds, of ``counterparts`` shares.
    `gaps` are what people wrote of the left's articles as requirements. `statuses` has the status of
    the work of each document, by its URI or title, where it is stored, or a stored text ends it: on
    the day of asking, of one that is in force again since, on the left's day.
    `shown` are the eIds of the left's articles where a person asked for some of them only; links,
    measures, coverage and instruments are theirs alone then.

    Of `kind` ``counterparts`` each link is an assertion, not a rank: `only_left` are the articles
    of the left without any, `only_right` those of the right, general and closing articles among
    both; an article is covered where its wording was taken over or most of its subject is there,
    covered in part by any other link, and its `share` is counted in linked articles only.
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

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract, without `gaps` and `statuses` that are empty."""
        gaps = {"gaps": [gap.to_dict() for gap in self.gaps]}
        statuses = [{"right": name, "status": one.to_dict()} for name, one in self.statuses]
        return {
            "schema_version": 1,
            "type": "relation",
            "left": describe(self.left),
            "right": [describe(document) for document in self.right],
            "thresholds": {"covered": self.covered, "partly": self.partly},
            "links": [link.to_dict() for link in self.links],
            "measures": [measure.to_dict() for measure in self.measures],
            "coverage": [row.to_dict() for row in self.coverage],
            "only_right": [
                {"uri": place.uri, "title": place.title, "eid": place.eid, "num": place.num}
                for place in self.only_right
            ],
            "instruments": [instrument.to_dict() for instrument in self.instruments],
            "kind": self.kind,
            "only_left": [{"eid": place.eid, "num": place.num} for place in self.only_left],
            "origins": [basis.to_dict() for basis in self.origins],
            **(gaps if self.gaps else {}),
            **({"statuses": statuses} if statuses else {}),
        }


def place_of(document: Document, eid: str, num: str | None) -> ArticlePlace:
    """An article of a document, named as reports name it."""
    return ArticlePlace(eid=eid, num=num, title=document.title, uri=document.uri)


def closeness(link: Link) -> tuple[bool, int, float]:
    """The closeness of a link as a key for sorting, the closest the greatest.

    A person's confirmation counts first, then the wording, then the score.
    """
    return link.status == "confirmed", {"same": 2, "adapted": 1, None: 0}[link.wording], link.score


LIKELY = 0.5
"""The odds from which a status holds …"""

TOUCHED = 0.64
"""… and those from which a measure or an item counts as answered in part. Here readers agree the
least: at this threshold the verdicts fit a reader of measures and two readers of links best."""


def item_status(covered: float, partly: float) -> CoverageStatus:
    """The status of an item by its odds.

    They are those that it is covered, and that it is covered at least partly.
    """
    return "covered" if covered >= LIKELY else "partly" if partly >= TOUCHED else "none"


PUBLISHED = 400
"""Days in which a text is published at the latest, counted from the end of its head."""


def order_of(left: Document, right: Document, *, older: bool = False) -> Order | None:
    """The place of a law in time relative to the document of the left.

    `older` states that a version of the law from before the left is at hand. None where a date is
    unknown: of a later version that does not state when its work was made, it is open which came
    first, and so it is of one of the left's own day, of one whose day is known from the name of its
    file alone, and where only that name has a day after the left, on which the text of its head may
    have been published.
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
    """True where a text passed by a day may be published on one after it."""
    if head is None or head > since:
        return False
    return (date.fromisoformat(named) - date.fromisoformat(head)).days <= PUBLISHED
