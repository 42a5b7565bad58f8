"""Judgements on measures, found again by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from policydiff.messages import Message
from policydiff.model.comparison import Span
from policydiff.model.document import Document, Provision
from policydiff.model.measures import Grade, MeasureStatus
from policydiff.relating.engine.relation import Relation, name_of
from policydiff.relating.engine.review.judged_texts import (
    FIRST_WORDS,
    LEAST_WORDS,
    DocumentTexts,
    Former,
    JudgedArticle,
    NotAJudgementError,
    print_of,
    row_key,
)
from policydiff.text.noise import Folded, fold, fold_key

STATUSES: tuple[MeasureStatus, ...] = ("answered", "partly", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedMeasure:
    """A judged measure as it was then: a stretch of an item.

    `eid`, `num` and `version` are those of the item; `span` is [begin, end) in characters of its
    text. `text` is the fingerprint of the words, None in a judgement written by hand; `words` are
    the first ones.
    """

    eid: str
    num: str | None = None
    version: str | None = None
    span: Span | None = None
    text: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedArticle:
    """An article that a person names as answering a measure, with the grade given."""

    mark: JudgedArticle
    grade: Grade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEntry:
    """A judgement of one reviewer on a measure and a document, as it is stored.

    `status` is None for a note alone. `version` and `text` are the date and the fingerprint of the
    whole judged document, both None in one written by hand.
    """

    left: JudgedMeasure
    reviewer: str
    status: MeasureStatus | None = None
    articles: tuple[GradedArticle, ...] = ()
    note: str | None = None
    version: str | None = None
    text: str | None = None

    @property
    def versions(self) -> tuple[frozenset[str | None], frozenset[str | None]]:
        """The dates of the versions that were judged, of the left and of the right."""
        left = {self.left.version} if self.left.text is not None else set()
        marks = {article.mark.version for article in self.articles if article.mark.text is not None}
        return frozenset(left), frozenset(marks | ({self.version} if self.text else set()))

    def check(self, where: str) -> None:
        """Raise `NotAJudgementError` for a judgement that is empty or inconsistent."""
        if self.status is None and not self.note:
            raise NotAJudgementError(where, Message("neither a status nor a note"))
        if self.status in (None, "none") and self.articles:
            raise NotAJudgementError(
                where, Message("only a measure that is answered, or partly, has articles")
            )
        if not self.reviewer.strip():
            raise NotAJudgementError(where, Message("nobody is named who judged it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMeasure:
    """A judgement laid upon two documents.

    `left` and `span` are its stretch there, `articles` those of its articles that the document has,
    by eId. `stale` is True if the judged text changed.
    """

    left: str
    span: Span
    entry: MeasureEntry
    articles: tuple[tuple[str, Grade | None], ...] = ()
    stale: bool = False


def mark_measure(document: Document, item: Provision, span: Span) -> JudgedMeasure:
    """The mark of a stretch of an item as it stands in a document."""
    key = fold_key(item.text[slice(*span)])
    return JudgedMeasure(
        eid=item.eid,
        num=item.num,
        version=document.version_date,
        span=span,
        text=print_of(key),
        words=key[:FIRST_WORDS] or None,
    )


def mark_words(document: Document, item: Provision, words: str) -> JudgedMeasure | None:
    """The mark of the measure that has these words, None if the item has none."""
    folded, key = fold(item.text), fold_key(words)
    offset = folded.key.find(key)
    if not key or offset < 0:
        return None
    return mark_measure(document, item, _span(folded, offset, offset + len(key)))


def document_print(texts: DocumentTexts) -> str:
    """The fingerprint of all articles of a document, in whatever order."""
    return print_of("\n".join(sorted(texts.prints)))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPrints:
    """The items of a relation by eId, the fingerprints of its documents by name."""

    items: Mapping[str, Provision]
    wholes: Mapping[str, str]

    @classmethod
    def of(cls, relation: Relation) -> DocumentPrints:
        """Those of all texts of a relation."""
        return cls(
            items=DocumentTexts.of(relation.left).articles,
            wholes={name_of(one): document_print(DocumentTexts.of(one)) for one in relation.right},
        )


def measure_row_key(item: Provision, span: Span, whole: str) -> str:
    """The key of a measure beside a document of this fingerprint, in a leaf."""
    return row_key(whole, item.eid, "{}-{}".format(*span), item.text[slice(*span)])


def lay_measures(
    entries: Iterable[MeasureEntry],
    left: DocumentTexts,
    right: DocumentTexts,
    former: Former,
) -> tuple[tuple[PlacedMeasure, ...], tuple[MeasureEntry, ...]]:
    """The position of each judgement; second, the lost ones.

    `former` maps judged versions to this one. “Answered” holds while the named articles are
    unchanged; any other verdict is about the whole document, and stale if any of its articles
    changed.
    """
    stretches = _Stretches.of(left)
    whole = document_print(right)
    placed: list[PlacedMeasure] = []
    lost: list[MeasureEntry] = []
    for entry in entries:
        found = stretches.find(entry.left)
        if found is None:
            lost.append(entry)
            continue
        eid, span, stale = found
        marks = [
            (right.find(article.mark, former.get(article.mark.version or "")), article.grade)
            for article in entry.articles
        ]
        moved = any(mark.eid is None or mark.stale for mark, _ in marks)
        holds = entry.status == "answered" and bool(marks)
        placed.append(
            PlacedMeasure(
                left=eid,
                span=span,
                entry=entry,
                articles=tuple((mark.eid, grade) for mark, grade in marks if mark.eid is not None),
                stale=stale or (moved if holds else entry.text not in (None, whole)),
            )
        )
    return tuple(placed), tuple(lost)


def overlap(first: Span, second: Span) -> int:
    """The number of characters that two spans share."""
    return max(min(first[1], second[1]) - max(first[0], second[0]), 0)


def replaced_by(
    entries: Iterable[MeasureEntry], placed: Iterable[PlacedMeasure], new: PlacedMeasure
) -> tuple[MeasureEntry, ...]:
    """The judgements with a new one in place of its reviewer's earlier ones."""
    gone = {
        placement.entry for placement in placed if is_same_measure(placement, new.left, new.span)
    }
    return (
        *(entry for entry in entries if entry not in gone or entry.reviewer != new.entry.reviewer),
        new.entry,
    )


def is_same_measure(placed: PlacedMeasure, left: str, span: Span) -> bool:
    """True for a judgement with most of this stretch."""
    smaller = min(span[1] - span[0], placed.span[1] - placed.span[0])
    return placed.left == left and 2 * overlap(placed.span, span) > smaller


def measure_key(entry: MeasureEntry) -> tuple[str, ...]:
    """A key that orders judgements, however they were combined."""
    left = entry.left
    articles = (
        (one.mark.eid, one.mark.text, one.mark.version, one.mark.num, one.mark.words, one.grade)
        for one in entry.articles
    )
    begin, end = left.span or (0, 0)
    parts = (
        left.eid,
        f"{begin:09d}{end:09d}",
        left.text,
        left.version,
        left.num,
        left.words,
        entry.reviewer,
        entry.status,
        entry.note,
        entry.version,
        entry.text,
        *(part for article in articles for part in article),
    )
    return tuple("" if part is None else f"={part}" for part in parts)


def redated(
    entry: MeasureEntry, before: str | None, after: str | None, sides: tuple[bool, bool]
) -> MeasureEntry:
    """The judgement redated from `before`; `sides` are True for sides of its work."""
    left, version, articles = entry.left, entry.version, entry.articles
    if sides[0] and left.text is not None and left.version == before:
        left = replace(left, version=after)
    if sides[1] and entry.text is not None:
        version = after if version == before else version
        articles = tuple(
            replace(article, mark=replace(article.mark, version=after))
            if article.mark.version == before
            else article
            for article in articles
        )
    return replace(entry, left=left, version=version, articles=articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretches:
    folded: dict[str, Folded]

    @classmethod
    def of(cls, texts: DocumentTexts) -> _Stretches:
        return cls(folded={eid: fold(item.text) for eid, item in texts.articles.items()})

    def find(self, wanted: JudgedMeasure) -> tuple[str, Span, bool] | None:
        """The item, the span in it, True for changed words; None if it is gone."""
        same = [
            (eid, span) for eid, folded in self.folded.items() for span in _same(folded, wanted)
        ]
        mine = [stretch for stretch in same if stretch[0] == wanted.eid]
        for found in (
            [one for one in mine if one[1][0] == (wanted.span or (-1,))[0]],
            mine[:1],
            same if len(same) == 1 else [],
        ):
            if found:
                return (*found[0], False)
        return None if same else self._by_words(wanted)

    def _by_words(self, wanted: JudgedMeasure) -> tuple[str, Span, bool] | None:
        """The stretch with the judged beginning, if it is unique."""
        words = wanted.words or ""
        begin, end = wanted.span or (0, 0)
        found = [
            (eid, _span(folded, place, place + max(end - begin, len(words))))
            for eid, folded in self.folded.items()
            for place in _places(words, folded.key)
        ]
        return (*found[0], True) if len(words) >= LEAST_WORDS and len(found) == 1 else None


def _same(folded: Folded, wanted: JudgedMeasure) -> Iterator[Span]:
    """The spans of a folded item with exactly the judged words."""
    words, (begin, end) = wanted.words or "", wanted.span or (0, 0)
    for place in _places(words, folded.key) if words else ():
        most = min(place + max(end - begin, len(words)), len(folded.key))
        for last in range(most, place + len(words) - 1, -1):
            if print_of(folded.key[place:last]) == wanted.text:
                yield _span(folded, place, last)
                break


def _span(folded: Folded, begin: int, end: int) -> Span:
    """A stretch of the key as a stretch of the text, without white space behind it."""
    first, last = folded.starts[begin], folded.starts[min(end, len(folded.key))]
    return first, first + len(folded.text[first:last].rstrip())


def _places(words: str, text: str) -> Iterator[int]:
    offset = text.find(words)
    while offset >= 0:
        yield offset
        offset = text.find(words, offset + 1)
