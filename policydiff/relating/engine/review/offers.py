"""Judgements on measures offered for like pairs; an offer decides nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache, partial
from itertools import chain

from policydiff.comparing.engine.align.likeness import shortlist
from policydiff.model.comparison import Span
from policydiff.model.measures import Grade, JudgementOffer, Measure, MeasureAnswer, MeasureStatus
from policydiff.relating.engine.laws.wording import ScoredArticle, compare_wording, read_texts
from policydiff.relating.engine.opinion.measures import STOCK_PHRASES, cut_measures
from policydiff.relating.engine.relation import Relation, name_of
from policydiff.relating.engine.review.judged_measures import (
    PlacedMeasure,
    document_print,
    measure_key,
    overlap,
)
from policydiff.relating.engine.review.judged_texts import (
    LEAST_WORDS,
    DocumentTexts,
    JudgedArticle,
    print_of,
)
from policydiff.relating.engine.review.reviews import Party, Review
from policydiff.text.noise import fold_key
from policydiff.text.words import term_set

LIKE = 0.85
"""The share of words from which two measures are like: 27 of 30 pairs read demand the same.

Of 0.75 to 0.85 it was 18 of 30; the texts were rules on one narrow subject, the hardest case.
Between different measures of one opinion, 13 972 pairs of three, the highest share is 0.67.
"""

FEWEST = 4
"""Words of a like measure at least, stock phrases apart; fewer name a field, no demand."""

CANDIDATES = 4
"""Articles of a document that are compared with a judged one, by their shared bigrams."""

_IN_BRACKETS = re.compile("[（(][^（）()]{0,200}[）)]")
"""Departments and explanations, which are not the demand: （财政部、教育部负责）."""

_PRINT = re.compile(b'"([0-9a-f]{16})"')
"""A fingerprint in a file of judgements: "045d931feeba3812"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPair:
    """Two texts as they stand, and the judgements laid upon the measures of the left."""

    texts: tuple[DocumentTexts, DocumentTexts]
    measures: tuple[PlacedMeasure, ...]


class OfferedRelation:
    """A relation with open measures, for which judgements of like pairs are wanted."""

    def __init__(self, relation: Relation, rights: Iterable[DocumentTexts]) -> None:
        """`rights` are the texts of the documents of the right."""
        self.relation = relation
        self._rights = {name_of(texts.document): _Right(texts) for texts in rights}
        self._texts = {article.eid: article.text for article in relation.left.articles}
        self._open = {
            print_of(fold_key(self._text(measure)))
            for measure in relation.measures
            if any(_is_open(answer) for answer in measure.answers)
        }
        articles = (chain(one.texts.prints, [one.whole]) for one in self._rights.values())
        prints = (*self._open, *chain.from_iterable(articles)) if self._open else ()
        self._prints = frozenset(one.encode() for one in prints)
        self._rejected = {
            (link.left.eid, link.right.document, link.right.eid)
            for link in relation.links
            if link.status == "rejected"
        }

    def is_mentioned_in(self, data: bytes) -> bool:
        """True for a stored review with the fingerprint of an open measure or an article."""
        return not self._prints.isdisjoint(_PRINT.findall(data))

    def concerns(self, review: Review) -> bool:
        """True where a stored review of two other texts may have a like pair.

        Its measure has the words of an open one, or it names an article of a document of the right.
        """
        if not self._open:
            return False
        beside = [right for right in self._rights.values() if right.party.is_same(review.right)]
        return any(
            entry.left.text in self._open
            or any(
                entry.text == right.whole
                or any(article.mark.text in right.texts.prints for article in entry.articles)
                for right in beside
            )
            for entry in review.measures
            if entry.status is not None
        )

    def with_offers(self, pairs: Sequence[JudgedPair]) -> Relation:
        """The relation with the judgements of like pairs, on measures nobody judged.

        Nothing else changes. Of a measure with the same words, of `LEAST_WORDS` characters at
        least, judgements are offered beside articles that read the same or were adapted; of a like
        one beside the same articles of the same work; what names no article beside the same whole
        text alone. Stale judgements, and those with an article that a person rejected for the item,
        are not offered.
        """
        judged = [judgement for pair in pairs for judgement in _judged(pair)]
        if not judged or not self._open:
            return self.relation
        measures = tuple(self._offered(measure, judged) for measure in self.relation.measures)
        return replace(self.relation, measures=measures)

    def _text(self, measure: Measure) -> str:
        return self._texts.get(measure.left, "")[slice(*measure.span)]

    def _offered(self, measure: Measure, judged: Sequence[_Judged]) -> Measure:
        if not any(map(_is_open, measure.answers)):
            return measure
        text = self._text(measure)
        near = [
            (likeness, judgement)
            for judgement in judged
            if (likeness := measure_likeness(text, judgement.text)) is not None
        ]
        answers = tuple(
            replace(answer, offers=tuple(self._offers(measure, answer, near)))
            if near and _is_open(answer) and answer.right in self._rights
            else answer
            for answer in measure.answers
        )
        return replace(measure, answers=answers)

    def _offers(
        self,
        measure: Measure,
        answer: MeasureAnswer,
        near: Sequence[tuple[MeasureLikeness, _Judged]],
    ) -> Iterator[JudgementOffer]:
        """One offer for each outcome, of the nearest pair and all who agree on that pair."""
        right = self._rights[answer.right]
        outcomes: defaultdict[object, list[JudgementOffer]] = defaultdict(list)
        for likeness, judgement in near:
            offer = judgement.offer_for(right, likeness)
            if offer is not None and not any(
                (measure.left, answer.right, eid) in self._rejected for eid, _ in offer.articles
            ):
                outcomes[offer.status, frozenset(offer.articles)].append(offer)
        nearest = [sorted(offers, key=_rank) for offers in outcomes.values()]
        for first, *others in sorted(nearest, key=lambda offers: _rank(offers[0])):
            agreeing = [one for one in others if _pair(one) == _pair(first)]
            names = sorted({first.reviewer, *(offer.reviewer for offer in agreeing)})
            yield first if not agreeing else replace(first, reviewer=", ".join(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLikeness:
    """Two like measures: the share of words in common; `same` but for noise."""

    share: float
    same: bool


def measure_likeness(left: str, right: str) -> MeasureLikeness | None:
    """The likeness of two measures; None where they are not like.

    >>> measure_likeness("建立信息共享机制，推动部门协同监管。", "建立信息共享机制，推进部门协同监管。")
    MeasureLikeness(share=1.0, same=False)
    >>> measure_likeness("加强监管。", "加强监管。")
    """
    keys = _key(left), _key(right)
    if min(map(len, keys)) < LEAST_WORDS:
        return None
    if keys[0] == keys[1]:
        return MeasureLikeness(share=1.0, same=True)
    words = _words(left), _words(right)
    if min(map(len, words)) < FEWEST:
        return None
    share = 2 * len(words[0] & words[1]) / (len(words[0]) + len(words[1]))
    return MeasureLikeness(share=share, same=False) if share >= LIKE else None


_key = lru_cache(maxsize=2**13)(fold_key)


@lru_cache(maxsize=2**13)
def _words(text: str) -> frozenset[str]:
    return term_set(_IN_BRACKETS.sub("", text)) - STOCK_PHRASES


class _Right:
    """A document of the right, and its articles by their words."""

    def __init__(self, texts: DocumentTexts) -> None:
        self.texts = texts
        self.party = Party.of(texts.document)
        self.whole = document_print(texts)

    @cached_property
    def articles(self) -> dict[str, ScoredArticle]:
        return read_texts(self.texts.document)

    def same(self, mark: JudgedArticle) -> str | None:
        """The eId of the article with the judged words; None without one."""
        found = self.texts.find(mark)
        return None if found.stale or mark.text is None else found.eid

    def adapted(self, article: ScoredArticle) -> tuple[str, bool] | None:
        """The eId of the nearest article of these words, True where they were adapted."""
        eids = list(self.articles)
        shares = shortlist([article.words], [self.articles[eid].words for eid in eids])
        nearest = sorted(shares, key=lambda pair: (-shares[pair], pair[1]))[:CANDIDATES]
        for eid in (eids[column] for _, column in nearest):
            wording = compare_wording(article, self.articles[eid]).wording
            if wording is not None:
                return eid, wording == "adapted"
        return None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Judged:
    """A judgement that holds, with the words of its measure."""

    pair: JudgedPair
    placed: PlacedMeasure
    status: MeasureStatus
    name: str
    text: str
    whole: str
    articles: Callable[[], dict[str, ScoredArticle]] = field(repr=False)

    def offer_for(self, right: _Right, likeness: MeasureLikeness) -> JudgementOffer | None:
        """The judgement for a document; None where its articles have no counterparts."""
        found = self._counterparts(right, exact=not likeness.same)
        if found is None:
            return None
        articles, adapted = found
        left, judged = self.pair.texts
        return JudgementOffer(
            reviewer=self.placed.entry.reviewer,
            status=self.status,
            measure=self.name,
            text=" ".join(self.text.split()),
            left=left.document.title,
            right=judged.document.title,
            articles=articles,
            nums=tuple(judged.articles[eid].num or eid for eid, _ in self.placed.articles),
            note=self.placed.entry.note,
            same=likeness.same,
            likeness=round(likeness.share, 4),
            adapted=adapted,
        )

    def _counterparts(
        self, right: _Right, *, exact: bool
    ) -> tuple[tuple[tuple[str, Grade | None], ...], bool] | None:
        """The articles of a document for the named ones; `exact`: of the same work."""
        named = self.placed.articles
        if not named and self.whole != right.whole:
            return None
        if exact and not right.party.is_same(Party.of(self.pair.texts[1].document)):
            return None
        found: dict[str, Grade | None] = {}
        adapted = False
        for article, (eid, grade) in zip(self.placed.entry.articles, named, strict=True):
            counterpart = right.same(article.mark)
            if counterpart is None and not exact and eid in self.articles():
                near = right.adapted(self.articles()[eid])
                counterpart, changed = (None, False) if near is None else near
                adapted |= changed
            if counterpart is None:
                return None
            found.setdefault(counterpart, grade)
        return tuple(found.items()), adapted


def _judged(pair: JudgedPair) -> Iterator[_Judged]:
    left, right = pair.texts
    whole, articles = document_print(right), cache(partial(read_texts, right.document))
    for placed in sorted(pair.measures, key=lambda one: measure_key(one.entry)):
        status = placed.entry.status
        if status is None or placed.stale or len(placed.articles) != len(placed.entry.articles):
            continue
        item = left.articles[placed.left]
        yield _Judged(
            pair=pair,
            placed=placed,
            status=status,
            name=_measure_name(item.num or item.eid, item.text, placed.span),
            text=item.text[slice(*placed.span)],
            whole=whole,
            articles=articles,
        )


def _measure_name(num: str, text: str, span: Span) -> str:
    """The name of a measure: 15.2 for the second of item 15."""
    shares = [(overlap(cut, span), -index) for index, cut in enumerate(cut_measures(text), 1)]
    return f"{num.rstrip('．.、')}.{-max(shares, default=(0, -1))[1]}"


def _is_open(answer: MeasureAnswer) -> bool:
    """True where no person decided, on the measure itself or by rejecting its links."""
    return not answer.reviewed


def _rank(offer: JudgementOffer) -> tuple[object, ...]:
    return (
        not offer.same,
        -offer.likeness,
        offer.adapted,
        *_pair(offer),
        offer.reviewer,
        offer.note or "",
    )


def _pair(offer: JudgementOffer) -> tuple[object, ...]:
    return offer.left, offer.measure, offer.right, offer.nums
