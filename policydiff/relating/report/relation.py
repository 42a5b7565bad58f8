"""A relation for every report: items as rows, documents as columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Literal

from policydiff.locale import Language, translate
from policydiff.model.comparison import Side
from policydiff.model.document import Document, Provision
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.measures import AnsweringArticle, MeasureAnswer, MeasureStatus
from policydiff.relating.engine.relation import (
    LIKELY,
    ArticlePlace,
    Coverage,
    Link,
    Order,
    Relation,
    name_of,
    place_of,
)
from policydiff.relating.engine.review.measure_reviewing import carrying, is_judged
from policydiff.relating.report.words import short_title, words_for
from policydiff.report.citations import cite, quoted
from policydiff.report.labels import date_word
from policydiff.report.pieces import neutral
from policydiff.text.numerals import read_number

JOINED = 3
"""Consecutive articles that are named as one range."""

_ARTICLE = re.compile(r"第([^第条]{1,12})条")


def join_articles(names: Iterable[str]) -> list[str]:
    """The names of articles in order, runs of numbers joined.

    第四十四条, 第十四条, 第十三条, 第十五条 are 第四十四条, 第十三至十五条. A name of another form (第五条之一, 一（一）) stands alone.
    """
    given = list(dict.fromkeys(names))
    numbers = {
        number: match[1]
        for name in given
        if (match := _ARTICLE.fullmatch(name)) and (number := read_number(match[1])) is not None
    }
    runs = {number: run for run in _runs(sorted(numbers)) for number in run if len(run) >= JOINED}
    joined: dict[str, None] = {}
    for name in given:
        match = _ARTICLE.fullmatch(name)
        run = runs.get(read_number(match[1]) or 0) if match else None
        joined[name if run is None else f"第{numbers[run[0]]}至{numbers[run[-1]]}条"] = None
    return list(joined)


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    """The numbers in consecutive runs."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


ShownStatus = Literal["covered", "partly", "to-check", "none"]
"""The status of an item or a measure for a reader; a computed "partly" is ``to-check`` (待核)."""

STATUSES: tuple[ShownStatus, ...] = ("covered", "partly", "to-check", "none")
"""The best first."""

MARKS: Mapping[ShownStatus, str] = {"covered": "●", "partly": "◐", "to-check": "△", "none": "○"}
"""The signs of statuses without colour."""

NAMED = 3
"""Articles named in a cell of a table."""

_SPACE = re.compile(r"\s+")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A document of the right.

    `key` is its name in the relation, `letter` that in narrow tables, `bare` its title without the
    name of the state, `short` that with the date if two have the same title. `date` is that of the
    version, ISO; `order_word` names `order`, "" without a date; `counts` are the items by status.
    `life` are sentences on the life of its work, none without an end, term or the like; `ended` is
    the one on its end, or "". `group` names its tier where several stand apart, else ""; one that
    is not `counted` stands behind.
    """

    key: str
    letter: str
    title: str
    bare: str
    short: str
    date: str | None
    order: Order | None
    order_word: str
    document: Document = field(compare=False)
    counts: Mapping[ShownStatus, int] = field(default_factory=dict, compare=False)
    life: tuple[str, ...] = ()
    ended: str = ""
    group: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationCell:
    """The links from one document to one item, in the order of `ranked`.

    `articles` are those that made its status, the best first. `check` is set if a judgement is of
    another text, or reviewers disagree. `counted` as of its document.
    """

    status: ShownStatus
    reviewed: bool = False
    check: bool = False
    links: tuple[Link, ...] = ()
    articles: tuple[ArticlePlace, ...] = ()
    counted: bool = True

    @property
    def mark(self) -> str:
        """The sign of the status, ✓ if a person decided, ! if it needs another look."""
        signs = ("✓" if self.reviewed else "") + ("!" if self.check else "")
        return " ".join(filter(None, (MARKS[self.status], signs)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationItem:
    """An article of the left with a cell a document; `group` is its container."""

    eid: str
    label: str
    heading: str
    text: str
    group: str
    cells: tuple[RelationCell, ...]

    @property
    def name(self) -> str:
        """The number and the heading."""
        return f"{self.label} {self.heading}".strip()

    @property
    def status(self) -> ShownStatus:
        """The best status among all documents that are counted."""
        found = {cell.status for cell in self.cells if cell.counted}
        return next((status for status in STATUSES if status in found), "none")

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of all documents, in the order of `ranked`."""
        return ranked(link for cell in self.cells for link in cell.links)


def ranked(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links in reading order: confirmed, suggested, rejected; by falling score."""
    order = {"confirmed": 0, "suggested": 1, "rejected": 2}
    return tuple(sorted(links, key=lambda link: (order[link.status], -link.score)))


def stands_out(link: Link, relation: Relation) -> bool:
    """True for a link to be seen at once: confirmed, likely, or of enough share."""
    enough = relation.kind == "counterparts" and link.share >= relation.partly
    strong = link.score >= LIKELY or enough
    return link.status == "confirmed" or (link.status == "suggested" and strong)


class RelationTable:
    """The rows and columns of one relation, and the words for its articles."""

    def __init__(self, relation: Relation, language: Language) -> None:
        self.relation = relation
        self.language = language
        self.words = words_for(relation, language)
        self._left = index_document(relation.left)
        self._rights = {name_of(document): index_document(document) for document in relation.right}
        self._cells = {(row.left, row.right): row for row in relation.coverage}
        self._answers: dict[tuple[str, str], list[MeasureAnswer]] = {}
        for measure in relation.measures:
            for answer in measure.answers:
                self._answers.setdefault((measure.left, answer.right), []).append(answer)
        self._links: dict[tuple[str, str], list[Link]] = {}
        for link in relation.links:
            self._links.setdefault((link.left.eid, link.right.document), []).append(link)
        self._not_counted = relation.not_counted
        shown = None if relation.shown is None else frozenset(relation.shown)
        self.items = tuple(
            self._item(article)
            for article in relation.left.articles
            if shown is None or article.eid in shown
        )
        self.laws = tuple(map(self._law, range(len(relation.right)), relation.right))
        self._places = {item.eid: index for index, item in enumerate(self.items)}

    @cached_property
    def counts(self) -> Mapping[ShownStatus, int]:
        """The items by the best status that any document has for them."""
        found = Counter(item.status for item in self.items)
        return {status: found[status] for status in STATUSES}

    @cached_property
    def unanswered(self) -> tuple[RelationItem, ...]:
        """The items for which nothing was found."""
        return tuple(item for item in self.items if item.status == "none")

    @cached_property
    def unsettled(self) -> tuple[RelationItem, ...]:
        """The items for which nothing was found but articles to check."""
        return tuple(item for item in self.items if item.status == "to-check")

    @cached_property
    def by_eid(self) -> Mapping[str, RelationItem]:
        """The items by their eIds."""
        return {item.eid: item for item in self.items}

    def law(self, place: ArticlePlace) -> Law | None:
        """The document of a place on the right."""
        return next((law for law in self.laws if law.key == place.document), None)

    def article(self, place: ArticlePlace) -> Provision | None:
        """The provision of a place on the right, None if the document lacks it."""
        index = self._rights.get(place.document)
        node = None if index is None else index.by_eid.get(place.eid)
        return node if isinstance(node, Provision) else None

    def label(self, place: ArticlePlace) -> str:
        """The citation of a place on the right: 第四十一条."""
        index = self._rights.get(place.document)
        return (
            neutral(place.num or place.eid)
            if index is None
            else _cited(index, place.eid, place.num)
        )

    def name(self, place: ArticlePlace) -> str:
        """The citation of a place on the right with its heading: 第四十一条 个人信息的收集."""
        node = self.article(place)
        heading = neutral(node.heading) if node is not None and node.heading else ""
        return f"{self.label(place)} {heading}".strip()

    def full_names(self, places: Sequence[ArticlePlace]) -> str:
        """The quoted document and the citations of its articles: 《甲法》第四条、第九条."""
        law = self.law(places[0])
        title = places[0].document if law is None else law.short
        return f"{quoted(title)}{self.ended(law)}{self.words['list'].join(self.names(places))}"

    def ended(self, law: Law | None) -> str:
        """The end of a document, or its tier behind others, in brackets, or ""."""
        if law is None or not (law.ended or law.group) or (law.counted and not law.ended):
            return ""
        return f"{self.words['open']}{law.ended or law.group}{self.words['close']}"

    @property
    def law_groups(self) -> tuple[tuple[str, tuple[Law, ...]], ...]:
        """The documents by their tier, with its name; "" if there is one only."""
        groups = groupby(self.laws, lambda law: law.group)
        return tuple((name, tuple(laws)) for name, laws in groups)

    def called(self, law: Law) -> str:
        """The short title of a document, with its end behind it."""
        return f"{law.short}{self.ended(law)}"

    def life_lines(self) -> Iterator[str]:
        """A line for each document with an end, a term or the like: 《甲法》：已废止."""
        for law in self.laws:
            if law.life:
                yield self.words["colon"].join(
                    (quoted(law.short), self.words["and"].join(law.life))
                )

    def plain(self, place: ArticlePlace) -> str:
        """The text of a place on the right on one line; "" if the document lacks it."""
        node = self.article(place)
        return "" if node is None else " ".join(node.text.split("\n"))

    def names(self, places: Iterable[ArticlePlace]) -> list[str]:
        """The citations of articles of one document, runs of numbers joined."""
        return join_articles(map(self.label, places))

    def named(self, cell: RelationCell) -> str:
        """The first articles of a cell, the best first."""
        names = self.names(cell.articles)
        shown = self.words["list"].join(names[:NAMED])
        return shown + ("…" if len(names) > NAMED else "")

    def marked(self, cell: RelationCell) -> str:
        """The whole cell: ● ✓ 第四十四条、第十三至十七条."""
        return f"{cell.mark} {self.named(cell)}".strip()

    def place(self, item: RelationItem) -> int:
        """The index of an item."""
        return self._places[item.eid]

    def only_right(self, law: Law) -> tuple[ArticlePlace, ...]:
        """The articles of a document without an item."""
        return tuple(place for place in self.relation.only_right if place.document == law.key)

    def _item(self, provision: Provision) -> RelationItem:
        cells = tuple(
            self._cell(provision.eid, name_of(document)) for document in self.relation.right
        )
        return RelationItem(
            eid=provision.eid,
            label=_cited(self._left, provision.eid, provision.num),
            heading=neutral(provision.heading or ""),
            text=provision.text,
            group=self._group(provision.eid),
            cells=cells,
        )

    def _group(self, eid: str) -> str:
        above = next(
            (
                node
                for name in self._left.ancestors(eid)
                if isinstance(node := self._left.by_eid[name], Provision)
            ),
            None,
        )
        if above is None:
            return ""
        num, heading = (_SPACE.sub("", part or "") for part in (above.num, above.heading))
        return neutral(f"{num}{'' if num.endswith('、') else '　'}{heading}".strip("　"))

    def _cell(self, left: str, right: str) -> RelationCell:
        row = self._cells.get(
            (left, right), Coverage(left=left, right=right, status="none", best=0.0)
        )
        links = ranked(self._links.get((left, right), ()))
        check = row.stale or row.disputed or any(link.stale or link.disputed for link in links)
        answers = self._answers.get((left, right))
        if answers is None:
            status: ShownStatus = row.status
            articles: Iterable[ArticlePlace] = [
                link.right for link in links if stands_out(link, self.relation)
            ]
        else:
            judged = any(map(is_judged, answers))
            confirmed = [link.right for link in links if link.status == "confirmed" and not judged]
            answering = [look_of(answer) in ("covered", "partly") for answer in answers]
            open_alone = row.status == "partly" and not confirmed and not any(answering)
            status = "to-check" if open_alone else row.status
            articles = self._articles(right, confirmed, _making(status, answers))
        return RelationCell(
            status=status,
            reviewed=row.reviewed,
            check=check,
            links=links,
            articles=() if status == "none" else tuple(articles),
            counted=right not in self._not_counted,
        )

    def _articles(
        self, right: str, confirmed: Iterable[ArticlePlace], answers: Iterable[MeasureAnswer]
    ) -> dict[ArticlePlace, None]:
        """The confirmed articles, then those of the answers, the best first."""
        best: dict[str, AnsweringArticle] = {}
        for article in (article for answer in answers for article in carrying(answer)):
            best[article.eid] = max(best.get(article.eid, article), article, key=_weight)
        document = self._rights[right].document
        ours = sorted(best.values(), key=_weight, reverse=True)
        places = (place_of(document, article.eid, article.num) for article in ours)
        return dict.fromkeys((*confirmed, *places))

    def _law(self, index: int, document: Document) -> Law:
        key = name_of(document)
        counts = Counter(item.cells[index].status for item in self.items)
        orders = (
            row.order
            for row in self.relation.coverage
            if row.right == key and row.order is not None
        )
        order = next(orders, None)
        status = dict(self.relation.statuses).get(key)
        life = () if status is None else status.messages
        if status is not None and status.kind == "none":
            life = status.notes
        ended = None if status is None or status.end is None else status.message
        return Law(
            key=key,
            letter=letter(index),
            title=neutral(document.title),
            bare=short_title(document),
            short=self._short(document),
            date=document.version_date,
            order=order,
            order_word=self._order_word(document, order),
            document=document,
            counts={status: counts[status] for status in STATUSES},
            life=tuple(translate(one, self.language) for one in life),
            ended="" if ended is None else translate(ended, self.language),
            group=self._tier(key) if self._not_counted else "",
            counted=key not in self._not_counted,
        )

    def _tier(self, key: str) -> str:
        return self.words[f"tier-{dict(self.relation.tiers).get(key, 'unknown')}"]

    def _order_word(self, document: Document, order: Order | None) -> str:
        """The word for an order in time, "" without any day."""
        since, date = self.relation.left.version_date, document.version_date
        if date is None and (since is None or document.dates.in_force is None):
            return ""
        if order == "parallel" and since and date and date <= since:
            return self.words["force-later"]
        return self.words[order or "order-unknown"]

    def _short(self, document: Document) -> str:
        short = short_title(document)
        twins = [other for other in self.relation.right if other.title == document.title]
        date = document.version_date
        return (
            short
            if len(twins) == 1 or date is None
            else f"{short}（{neutral(date_word(date, self.language))}）"
        )


LOOKS: Mapping[MeasureStatus, ShownStatus] = {
    "answered": "covered",
    "partly": "partly",
    "none": "none",
}
"""The status of a measure by a person → the status of an item with the same look."""


def look_of(answer: MeasureAnswer) -> ShownStatus:
    """The status of an answer for a reader: only a person's “partly” is one.

    What was computed as partly is to be checked, and so is that on which people disagree.
    """
    if answer.status == "partly" and (answer.disputed or not is_judged(answer)):
        return "to-check"
    return LOOKS[answer.status]


def _making(status: ShownStatus, answers: Iterable[MeasureAnswer]) -> Iterator[MeasureAnswer]:
    """The answers to an item's measures by which the item has its status."""
    looks = ("covered", "partly") if status == "partly" else (status,)
    return (answer for answer in answers if look_of(answer) in looks)


def _weight(article: AnsweringArticle) -> tuple[bool, int, float]:
    """The weight of an article among several: a person's judgement counts first."""
    return article.named, article.grade or 0, article.score


def letter(index: int) -> str:
    """The letter of a column whose title has no room: A, B … Z, AA, AB."""
    head, last = divmod(index, len(_LETTERS))
    return (letter(head - 1) if head else "") + _LETTERS[last]


def _cited(index: ProvisionIndex, eid: str, num: str | None) -> str:
    return neutral(cite(index, Side(eid=eid, num=num, level="article"))) or neutral(eid)
