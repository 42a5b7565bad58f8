"""The judgements of people on the texts at hand, from repository and plain files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from policydiff.errors import InputError, NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.document import Document, Provision
from policydiff.model.json_keys import answer
from policydiff.reading.load import read_file
from policydiff.relating.engine.relation import Relation
from policydiff.relating.engine.review.judged_gaps import GapEntry
from policydiff.relating.engine.review.judged_measures import (
    MeasureEntry,
    document_print,
    mark_words,
)
from policydiff.relating.engine.review.judged_texts import (
    DocumentTexts,
    Former,
    JudgedArticle,
    follow,
    mark,
)
from policydiff.relating.engine.review.offers import JudgedPair, OfferedRelation
from policydiff.relating.engine.review.review_tables import BadReviewFileError
from policydiff.relating.engine.review.review_toml import read_review
from policydiff.relating.engine.review.reviews import Laid, Party, Review, ReviewEntry, lay, merge
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.relations import StoredReview
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.text.plan_tasks import with_tasks
from policydiff.works.resolve import Resolved
from policydiff.works.session import Session
from policydiff.works.show import NoSuchProvisionError, find_provision

MOST_BYTES = 16 * 1024 * 1024


class OtherTextsError(InputError):
    """A file of judgements is about other texts."""

    def __init__(self, name: str, review: Review) -> None:
        super().__init__(
            Message(
                "{name}: these judgements are of {left} and {right}, not of these texts",
                name=name,
                left=review.left.title,
                right=review.right.title,
            )
        )


class NoSuchArticleError(NotFoundError):
    """The name is of no article of the document."""

    def __init__(self, document: Document, name: str) -> None:
        super().__init__(
            Message(
                "{title} has no article {name}; links are between articles (15, 第四十一条, art_41)",
                title=document.title,
                name=name,
            )
        )


class UnstoredError(UsageError):
    """Judgements of texts that no repository holds need a file."""

    def __init__(self, operand: str) -> None:
        super().__init__(
            Message(
                "{operand} is not stored in a repository; name the file that holds your judgements with --reviews FILE",
                operand=operand,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts and their judgements; `formers` map judged versions to the texts.

    `works` are None if one of them is a file.
    """

    texts: tuple[DocumentTexts, DocumentTexts]
    review: Review
    laid: Laid
    works: tuple[WorkRecord, WorkRecord] | None = None
    formers: tuple[Former, Former] = ({}, {})

    def lay(self, review: Review) -> Laid:
        """Lay another review of the same pair upon these texts."""
        return lay(review, *self.texts, formers=self.formers)


@dataclass(slots=True)
class ReviewSources:
    """The sources of judgements: the repository, if any, and plain files."""

    session: Session
    store: Repository | None = None
    files: tuple[Path, ...] = ()
    stored: bool = True
    _works: Catalogue | None = None
    _texts: dict[int, DocumentTexts] = field(default_factory=dict)

    def pairs(self, left: Resolved, rights: Sequence[Resolved]) -> list[Pair]:
        """The judgements of the links from one text to others.

        Raises `BadReviewFileError`, `NotAJudgementError`, `OtherTextsError`.
        """
        works = [self.work_of(side) for side in (left, *rights)]
        ours = works[0]
        known = [work for work in works[1:] if work is not None]
        stored = (
            self.store.reviews(ours, known) if self.store and ours and known and self.stored else {}
        )
        plain = [(path.name, _read(path)) for path in self.files]
        _refuse_strangers(plain, left, rights)
        return [
            self._pair(left, right, (ours, work), stored.get(work.uri if work else "", None), plain)
            for right, work in zip(rights, works[1:], strict=True)
        ]

    def work_of(self, side: Resolved) -> WorkRecord | None:
        """The work of a text that came from the repository."""
        if side.file_name is not None or side.document.uri is None:
            return None
        self.store = self.store or self.session.store()
        self._works = self._works or self.store.catalogue()
        return self._works.find(side.document.uri)

    def _pair(
        self,
        left: Resolved,
        right: Resolved,
        works: tuple[WorkRecord | None, WorkRecord | None],
        stored: Review | None,
        plain: Iterable[tuple[str, Review]],
    ) -> Pair:
        texts = self._indexed(left.document), self._indexed(right.document)
        empty = Review(left=Party.of(left.document), right=Party.of(right.document))
        mine = [
            resolved(review, *texts, name) for name, review in plain if _is_about(review, empty)
        ]
        review = merge(empty if stored is None else stored, *mine)
        ours, theirs = works
        formers = self._formers(review, texts, works)
        laid = lay(review, *texts, formers=formers)
        return Pair(
            texts=texts,
            review=review,
            laid=laid,
            works=(ours, theirs) if ours and theirs else None,
            formers=formers,
        )

    def _indexed(self, document: Document) -> DocumentTexts:
        if id(document) not in self._texts:
            self._texts[id(document)] = DocumentTexts.of(document)
        return self._texts[id(document)]

    def _formers(
        self,
        review: Review,
        texts: tuple[DocumentTexts, DocumentTexts],
        works: tuple[WorkRecord | None, WorkRecord | None],
    ) -> tuple[Former, Former]:
        """The articles of judged versions mapped to those of the texts, by side."""
        left = [entry.left for entry in review.entries] + [gap.left for gap in review.gaps]
        right = [entry.right for entry in review.entries]
        right += [article.mark for entry in review.measures for article in entry.articles]
        return self._former(left, texts[0], works[0]), self._former(right, texts[1], works[1])

    def _former(
        self, marks: Iterable[JudgedArticle], now: DocumentTexts, work: WorkRecord | None
    ) -> dict[str, Mapping[str, str]]:
        """As `_formers` for one side, without articles corrected in the version since."""
        changed = [
            mark
            for mark in marks
            if mark.text is not None and mark.text not in now.prints and mark.version
        ]
        if work is None or self.store is None:
            return {}
        found: dict[str, Mapping[str, str]] = {}
        for version in work.versions:
            judged = {one.text for one in changed if one.version == version.date}
            if judged:
                old = DocumentTexts.of(self.store.load(version))
                wanted = {eid for text in judged for eid in old.prints.get(text or "", ())}
                found[version.date or ""] = {
                    eid: new for eid, new in follow(old, now).items() if eid in wanted
                }
        return found


def resolved(review: Review, left: DocumentTexts, right: DocumentTexts, name: str) -> Review:
    """A review by the documents' names. Raises `BadReviewFileError` for others."""
    return replace(
        review,
        entries=tuple(_resolved(entry, left, right, name) for entry in review.entries),
        measures=tuple(_resolved_measure(entry, left, right, name) for entry in review.measures),
        gaps=tuple(_resolved_gap(entry, left, right, name) for entry in review.gaps),
    )


def _resolved(
    entry: ReviewEntry, left: DocumentTexts, right: DocumentTexts, name: str
) -> ReviewEntry:
    if entry.left.text is not None and entry.right.text is not None:
        return entry
    try:
        return replace(
            entry,
            left=_marked(entry.left, left.document),
            right=_marked(entry.right, right.document),
        )
    except NoSuchArticleError as error:
        raise BadReviewFileError(name, error.message) from None


def _resolved_measure(
    entry: MeasureEntry, left: DocumentTexts, right: DocumentTexts, name: str
) -> MeasureEntry:
    articles = entry.articles
    try:
        item = None if entry.left.text is not None else find_article(left.document, entry.left.eid)
        if any(article.mark.text is None for article in articles):
            articles = tuple(
                replace(one, mark=_marked(one.mark, right.document)) for one in articles
            )
    except NoSuchArticleError as error:
        raise BadReviewFileError(name, error.message) from None
    words = entry.left.words or ""
    mark = entry.left if item is None else mark_words(left.document, item, words)
    if mark is None:
        raise BadReviewFileError(
            name,
            Message(
                "item {item} does not have the words {words}", item=entry.left.eid, words=words
            ),
        )
    entry = replace(entry, left=mark, articles=articles)
    if entry.text is not None:
        return entry
    return replace(entry, version=right.document.version_date, text=document_print(right))


def _resolved_gap(
    entry: GapEntry, left: DocumentTexts, right: DocumentTexts, name: str
) -> GapEntry:
    try:
        entry = replace(entry, left=_marked(entry.left, left.document))
    except NoSuchArticleError as error:
        raise BadReviewFileError(name, error.message) from None
    if entry.text is not None:
        return entry
    return replace(entry, version=right.document.version_date, text=document_print(right))


def _marked(article: JudgedArticle, document: Document) -> JudgedArticle:
    return named(document, article.eid) if article.text is None else article


def named(document: Document, name: str) -> JudgedArticle:
    """The mark of the article that a person names: 15, 15．, 第四十一条, art_41.

    Raises `NoSuchArticleError`.
    """
    return mark(document, find_article(document, name))


def find_article(document: Document, name: str) -> Provision:
    """The article that a person names; as `named`."""
    try:
        found = find_provision(document, name)
    except NoSuchProvisionError:
        raise NoSuchArticleError(document, name) from None
    article = next((article for article in document.articles if article.eid == found.eid), None)
    if article is None:
        raise NoSuchArticleError(document, name)
    return article


def _read(path: Path) -> Review:
    """The review of a plain file; raises as `read_file` and `read_review`."""
    try:
        return read_review(read_file(path, MOST_BYTES).decode("utf-8-sig"), path.name)
    except UnicodeDecodeError:
        raise BadReviewFileError(path.name, Message("is not UTF-8")) from None


def _is_about(review: Review, pair: Review) -> bool:
    return review.left.is_same(pair.left) and review.right.is_same(pair.right)


def _refuse_strangers(
    plain: Iterable[tuple[str, Review]], left: Resolved, rights: Sequence[Resolved]
) -> None:
    """Raise `OtherTextsError` for a file that is about none of the texts."""
    pairs = [
        Review(left=Party.of(left.document), right=Party.of(right.document)) for right in rights
    ]
    for name, review in plain:
        if not any(_is_about(review, pair) for pair in pairs):
            raise OtherTextsError(name, review)


def with_offers(
    relation: Relation, pairs: Sequence[Pair], session: Session, *, stored: bool
) -> Relation:
    """The relation with judgements of like pairs on offer, as `OfferedRelation`.

    They are those of `pairs` and, if `stored`, of all works in the repository, as far as they hold
    for the newest versions. What cannot be read there offers nothing.
    """
    if not relation.measures:
        return relation
    offered = OfferedRelation(relation, (pair.texts[1] for pair in pairs))
    judged = [JudgedPair(texts=pair.texts, measures=pair.laid.measures) for pair in pairs]
    store = session.store_if_any() if stored else None
    if store is not None:
        at_hand = {tuple(one.document.uri for one in pair.texts) for pair in pairs if pair.works}
        judged += _stored_pairs(offered, store, at_hand)
    return offered.with_offers(judged)


def _stored_pairs(
    offered: OfferedRelation, store: Repository, at_hand: Collection[tuple[str | None, ...]]
) -> Iterator[JudgedPair]:
    """The stored judgements of other pairs that may be offered, on the newest texts."""
    reviews: dict[tuple[str | None, ...], list[Review]] = {}
    for file in store.every_review(offered.is_mentioned_in):
        if isinstance(file, StoredReview) and offered.concerns(file.review):
            key = file.review.left.uri, file.review.right.uri
            reviews.setdefault(key, []).append(file.review)
    wanted = {key: found for key, found in sorted(reviews.items(), key=str) if key not in at_hand}
    works = store.catalogue()
    found = {uri: works.by_uri(uri) for key in wanted for uri in key if uri is not None}
    versions = [store.version(work) for work in found.values() if work and work.versions]
    texts = {
        version.work_uri: DocumentTexts.of(with_tasks(document))
        for version, document in store.load_many(versions)
        if isinstance(document, Document)
    }
    for (left, right), judged in wanted.items():
        if left in texts and right in texts:
            laid = lay(merge(*judged), texts[left], texts[right])
            yield JudgedPair(texts=(texts[left], texts[right]), measures=laid.measures)


def lost_lines(pairs: Iterable[Pair]) -> Iterator[Message]:
    """A line for each pair with judgements of absent texts."""
    for pair in pairs:
        if pair.laid.count_lost:
            title = pair.texts[1].document.title
            yield Message(
                "{title}: {count} judgements are of articles that these versions do not have (`policydiff review … --status`)",
                title=title,
                count=pair.laid.count_lost,
            )


def relations_to_dict(reviews: Iterable[Review]) -> dict[str, Any]:
    """The pairs of works with judged links as JSON, by their titles."""
    pairs: dict[tuple[str, str, str | None, str | None], list[Review]] = {}
    for review in reviews:
        sides = review.left, review.right
        key = sides[0].title, sides[1].title, sides[0].uri, sides[1].uri
        pairs.setdefault(key, []).append(review)
    rows = [
        {
            "left": {"uri": left, "title": first},
            "right": {"uri": right, "title": second},
            "reviewers": sorted({name for review in found for name in review.reviewers}),
            "links": sum(len(review.entries) for review in found),
            "measures": sum(len(review.measures) for review in found),
        }
        for (first, second, left, right), found in sorted(
            pairs.items(), key=lambda item: tuple(map(str, item[0]))
        )
    ]
    return answer("relations", relations=rows)
