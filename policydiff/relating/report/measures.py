"""The measures of the items of a relation, with their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policydiff.locale import Language
from policydiff.model.document import Provision
from policydiff.model.measures import (
    AnsweringArticle,
    Force,
    Measure,
    MeasureAnswer,
    Origin,
)
from policydiff.relating.engine.relation import ArticlePlace, place_of
from policydiff.relating.engine.review.measure_reviewing import carrying, is_judged
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.reasons import QuotedReason, reason_line
from policydiff.relating.report.relation import (
    MARKS,
    STATUSES,
    Law,
    RelationItem,
    RelationTable,
    ShownStatus,
    look_of,
)
from policydiff.report.citations import quoted
from policydiff.report.labels import date_word
from policydiff.report.pieces import neutral

NEAREST = 3
"""Articles that are named as nearest to an unanswered measure."""

NAMED_DOCUMENTS = 1
"""Documents named if nothing was found; of more the page has a list at its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleGroup:
    """Articles that answer a measure, of one origin and force; ranges are joined."""

    names: tuple[str, ...]
    origin: Origin | None
    force: Force | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeArticle:
    """An article of a document with its text; `traits` name its origin and force."""

    name: str
    num: str
    text: str
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnswer:
    """The answer of one document, with the articles that carry it."""

    law: Law
    answer: MeasureAnswer
    groups: tuple[ArticleGroup, ...] = ()
    reason: QuotedReason | None = None

    def why(self, language: Language) -> str:
        """The reason in one line, or ""."""
        return "" if self.reason is None else reason_line(self.answer, self.reason, language)

    @property
    def checked_by(self) -> str:
        """The people who judged it, "" for none or a note alone."""
        return (self.answer.reviewer or "") if is_judged(self.answer) else ""

    @property
    def look(self) -> ShownStatus:
        """The status for a reader, in the words of items."""
        return look_of(self.answer)

    @property
    def word_key(self) -> str:
        """The key of the word for the status."""
        return "measure-to-check" if self.look == "to-check" else f"measure-{self.answer.status}"

    @property
    def mark(self) -> str:
        """The sign of the status, ✓ if a person decided, ! if it needs another look."""
        check = self.answer.stale or self.answer.disputed
        signs = ("✓" if self.answer.reviewed else "") + ("!" if check else "")
        return " ".join(filter(None, (MARKS[self.look], signs)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMeasure:
    """A measure (15.2 is the second of item 15); `nearest` if it is unanswered."""

    name: str
    text: str
    item: RelationItem
    measure: Measure
    answers: tuple[ShownAnswer, ...] = ()
    nearest: tuple[ArticlePlace, ...] = ()

    @property
    def look(self) -> ShownStatus:
        """The best status among all documents that are counted, in the words of items."""
        looks = {answer.look for answer in self.answers if answer.law.counted}
        return next((status for status in STATUSES if status in looks), "none")

    @property
    def mark(self) -> str:
        """The sign of the status."""
        return MARKS[self.look]

    @property
    def reviewed(self) -> bool:
        """True if a person judged it for any document."""
        return any(is_judged(answer.answer) for answer in self.answers)

    @property
    def answering(self) -> tuple[ShownAnswer, ...]:
        """The answers that have anything: counted documents first, then better ones."""
        found = (answer for answer in self.answers if answer.answer.status != "none")
        return tuple(sorted(found, key=lambda one: (not one.law.counted, STATUSES.index(one.look))))

    @property
    def nearest_answer(self) -> ShownAnswer | None:
        """The answer of the document that comes nearest, if none has anything."""
        if self.answering or not self.answers:
            return None
        return max(self.answers, key=_nearness)


@dataclass(slots=True)
class RelationMeasures:
    """The measures of a relation by item, and the words for them."""

    table: RelationTable
    by_item: dict[str, list[ShownMeasure]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_item = {}
        self._laws = {law.key: law for law in self.table.laws}
        self._bases = {origin.right: origin.version for origin in self.table.relation.origins}
        for measure in self.table.relation.measures:
            item = self.table.by_eid.get(measure.left)
            if item is not None:
                shown = self.by_item.setdefault(item.eid, [])
                shown.append(self._shown(measure, item, len(shown) + 1))

    _laws: dict[str, Law] = field(init=False, repr=False)
    _bases: dict[str, str | None] = field(init=False, repr=False)

    @property
    def all(self) -> tuple[ShownMeasure, ...]:
        """Every measure in the order of the items."""
        return tuple(one for item in self.table.items for one in self.by_item.get(item.eid, ()))

    def of(self, item: RelationItem) -> tuple[ShownMeasure, ...]:
        """The measures of an item in their order."""
        return tuple(self.by_item.get(item.eid, ()))

    @property
    def headline(self) -> str:
        """The counts in one sentence; "" for no measures."""
        measures = self.all
        if not measures:
            return ""
        counts = Counter(measure.look for measure in measures)
        key = "measures-headline-partly" if counts["partly"] else "measures-headline"
        return self.table.words[key].format(
            count=len(measures),
            answered=counts["covered"],
            partly=counts["partly"],
            to_check=counts["to-check"],
            none=counts["none"],
            reviewed=sum(measure.reviewed for measure in measures),
        )

    def why(self, answer: ShownAnswer) -> str:
        """The reason of an answer in one line, or ""."""
        return answer.why(self.table.language)

    def reasons(self, measure: ShownMeasure) -> Iterator[str]:
        """The reasons of a measure without answers: that of the nearest document."""
        if (nearest := measure.nearest_answer) and (why := self.why(nearest)):
            yield why

    def articles(self, answer: ShownAnswer) -> str:
        """The articles of an answer: 第四十四条、第十三至十七条（意见后新增、义务）."""
        words = self.table.words
        parts = []
        for group in answer.groups:
            traits = words["list"].join(relation_summary.traits(group.origin, group.force, words))
            names = words["list"].join(group.names)
            parts.append(f"{names}{words['open']}{traits}{words['close']}" if traits else names)
        return words["and"].join(parts) or self.names(answer, None)

    def whole_articles(self, answer: ShownAnswer) -> tuple[WholeArticle, ...]:
        """The articles that carry an answer, else the nearest ones."""
        table, given = self.table, answer.answer
        found = carrying(given) or given.articles[:NEAREST]
        places = [(one, _place(answer.law, one)) for one in found]
        return tuple(
            WholeArticle(
                name=table.name(place),
                num=neutral(place.num or place.eid),
                text=neutral(node.text) if (node := table.article(place)) is not None else "",
                traits=relation_summary.traits(one.origin, one.force, table.words),
            )
            for one, place in places
        )

    def names(self, answer: ShownAnswer, group: ArticleGroup | None) -> str:
        """The articles of a group; without one, the nearest ones."""
        words = self.table.words
        if group is not None:
            return words["list"].join(group.names)
        near = (_place(answer.law, article) for article in answer.answer.articles[:NEAREST])
        nearest = words["list"].join(self.table.names(near))
        return (
            words["as-a-whole"].format(nearest=words["nearest-articles"].format(articles=nearest))
            if nearest
            else ""
        )

    def made(self, law: Law, origin: Origin | None) -> str:
        """The day on which articles were made or amended, and their origin.

        For unchanged ones it is the day of the text from before the left; if several are possible,
        or only the file's name has one, that of their text: ……文本.
        """
        words = self.table.words
        basis, date = self._bases.get(law.key), law.date
        later = [
            amendment
            for amendment in law.document.amendments
            if (amendment.date or "9") > (basis or "")
        ]
        once = law.document.dates.named is None and len(later) == (0 if basis is None else 1)
        if date is None:
            return relation_summary.law_date(law, self.table.language)
        day = basis or date if origin == "unchanged" else date
        said = neutral(date_word(day, self.table.language))
        if origin not in ("new", "amended") or not once:
            said = words["in-text-of"].format(date=said)
        return words["list"].join((said, *((words[f"origin-{origin}"],) if origin else ())))

    def judged(self, answer: ShownAnswer) -> str:
        """The judgement of people on an answer: 张三：有对应条文；再看; "" for none."""
        given, words = answer.answer, self.table.words
        verdict = [words[answer.word_key]] if is_judged(given) and not given.disputed else []
        flags = [words[name] for name in ("stale", "disputed") if getattr(given, name)]
        stated = words["and"].join(filter(None, (*verdict, *flags, neutral(given.note or ""))))
        return words["colon"].join(filter(None, (neutral(given.reviewer or ""), stated)))

    @property
    def searched(self) -> str:
        """The documents with their days; of many their number and the last day."""
        words, laws = self.table.words, self.table.laws
        if len(laws) <= NAMED_DOCUMENTS:
            return words["list"].join(map(self._dated, laws))
        names = words["all-documents"].format(count=len(laws))
        day = max((law.date for law in laws if law.date is not None), default=None)
        if day is None:
            return names
        return words["searched-to"].format(
            documents=names, day=neutral(date_word(day, self.table.language))
        )

    def not_found(self, nearest: Iterable[ArticlePlace]) -> str:
        """The documents searched in vain, and the nearest articles."""
        words = self.table.words
        found = words["not-found"].format(searched=self.searched)
        by_document: dict[str, list[ArticlePlace]] = {}
        for place in tuple(nearest)[:NEAREST]:
            by_document.setdefault(place.document, []).append(place)
        if not by_document:
            return found
        names = words["list"].join(map(self.table.full_names, by_document.values()))
        return f"{found}{words['and']}{words['nearest-articles'].format(articles=names)}"

    def _dated(self, law: Law) -> str:
        words = self.table.words
        date = neutral(date_word(law.date, self.table.language)) if law.date else ""
        return quoted(law.bare) + (f"{words['open']}{date}{words['close']}" if date else "")

    def _shown(self, measure: Measure, item: RelationItem, number: int) -> ShownMeasure:
        answers = tuple(
            ShownAnswer(
                law=law,
                answer=answer,
                groups=tuple(self._groups(law, answer)),
                reason=self._reason(law, answer, item),
            )
            for answer in measure.answers
            if (law := self._laws.get(answer.right)) is not None
        )
        ranked = sorted(
            (
                (article.score, _place(one.law, article))
                for one in answers
                for article in one.answer.articles
            ),
            key=lambda pair: -pair[0],
        )
        nothing = all(one.answer.status == "none" for one in answers)
        return ShownMeasure(
            name=f"{item.label}.{number}",
            text=" ".join(item.text[slice(*measure.span)].split()),
            item=item,
            measure=measure,
            answers=answers,
            nearest=tuple(place for _, place in ranked[:NEAREST]) if nothing else (),
        )

    def _reason(self, law: Law, answer: MeasureAnswer, item: RelationItem) -> QuotedReason | None:
        """The texts of a reason; of several laws "none" names that of its article."""
        reason = answer.reason
        if reason is None:
            return None
        article = self.table.article(place_of(law.document, reason.article or "", None))
        name = "" if article is None else self.table.label(_place(law, article))
        if name and answer.status == "none" and len(self.table.laws) > 1:
            name = f"{quoted(law.short)}{name}"
        return QuotedReason(
            demand=None if reason.demand is None else item.text[slice(*reason.demand)],
            article=name,
            words="" if article is None or not reason.words else article.text[slice(*reason.words)],
            law=quoted(law.bare),
        )

    def _groups(self, law: Law, answer: MeasureAnswer) -> Iterator[ArticleGroup]:
        found: dict[tuple[Origin | None, Force | None], list[ArticlePlace]] = {}
        for article in carrying(answer):
            found.setdefault((article.origin, article.force), []).append(_place(law, article))
        for (origin, force), places in found.items():
            yield ArticleGroup(names=tuple(self.table.names(places)), origin=origin, force=force)


def _nearness(answer: ShownAnswer) -> float:
    return max((article.score for article in answer.answer.articles), default=0.0)


def _place(law: Law, article: AnsweringArticle | Provision) -> ArticlePlace:
    return place_of(law.document, article.eid, article.num)
