"""Corresponding articles of two laws: taken over, adapted, or on one subject."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from policydiff.model.document import Document
from policydiff.model.kinds import root_of
from policydiff.relating.engine import relation
from policydiff.relating.engine.laws import subject_nearness, wording
from policydiff.relating.engine.opinion.opinion import OpinionReading, read_opinion
from policydiff.relating.engine.opinion.profiles import ProfiledDocument, read_side
from policydiff.relating.engine.opinion.relate import (
    LIMIT,
    Asked,
    RelatedLaw,
    join_laws,
    relate_law,
)
from policydiff.text.word_rarity import Background

FORMULA = re.compile("任何(?:单位|组织|部门|企业|个人|人)")
"""A formula that binds all and proves no link: 任何单位和个人不得."""

FORMULA_WORD = re.compile(
    "(?:任何|单位|组织|部门|企业|个人|不得|应当|必须|有权|可以|未经|批准|都有)+"
)

LINKED = 0.5
"""The score from which two articles correspond: more likely than not."""

COVERED = 0.3
"""The share from which an article counts as covered, like one taken over word for word."""

PARTLY = 0.01
"""Any link covers in part."""


def relate_any(
    left: Document,
    rights: Sequence[Document],
    background: Background,
    *,
    limit: int = LIMIT,
    also: Collection[Asked] = frozenset(),
) -> relation.Relation:
    """Relate a document to others by their kind of relation (see `relation_kind`).

    There are at most `limit` links of an article into a document. To a policy document the pairs of
    `also` are links however low their score. Of two laws an article taken over word for word has no
    other links in that document.
    """
    reading = LeftReading.of(left, relation_kind(left, rights), background)
    return reading.join(rights, [reading.relate(right, limit, also) for right in rights])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LeftReading:
    """The left of a relation, read once for all documents of the right."""

    text: OpinionReading | _Party
    background: Background

    @classmethod
    def of(cls, left: Document, kind: relation.RelationKind, background: Background) -> LeftReading:
        """The reading for a kind of relation."""
        text = _Party.of(left) if kind == "counterparts" else read_opinion(left, background)
        return cls(text=text, background=background)

    def relate(self, right: Document, limit: int, also: Collection[Asked]) -> RelatedLaw:
        """Relate the left to one document; `relate_any` has the options."""
        if isinstance(self.text, OpinionReading):
            return relate_law(self.text, right, limit=limit, also=also)
        return _related(self.text, right, self.background, limit)

    def join(self, rights: Sequence[Document], parts: Sequence[RelatedLaw]) -> relation.Relation:
        """The relation to all the documents of the right."""
        if isinstance(self.text, OpinionReading):
            return join_laws(self.text, rights, parts)
        return _joined(self.text, rights, parts)


def relation_kind(left: Document, rights: Sequence[Document]) -> relation.RelationKind:
    """The kind of relation of the documents.

    Counterparts for a law, regulation or decision, and for one policy document and others; else the
    measures of a policy document.
    """
    sorts = {root_of(document.kind, None) for document in rights}
    return "counterparts" if root_of(left.kind, None) == "act" or sorts == {"doc"} else "measures"


def _related(ours: _Party, right: Document, background: Background, limit: int) -> RelatedLaw:
    theirs = _Party.of(right)
    weights = subject_nearness.weigh_words(ours.side, theirs.side, background)
    found = _settled(_found(ours, theirs, weights, background))
    return RelatedLaw(
        links=tuple(
            (one.pair[0], _link(one, ours, theirs, weights)) for one in _limited(found, limit)
        ),
        coverage=tuple(_coverage(ours, theirs, found)),
        only_right=tuple(theirs.without({counterpart.pair[1] for counterpart in found})),
    )


def _joined(
    ours: _Party, rights: Sequence[Document], parts: Sequence[RelatedLaw]
) -> relation.Relation:
    links = [
        (place, number, link) for number, part in enumerate(parts) for place, link in part.links
    ]
    rows = [
        (index, number, row)
        for number, one in enumerate(parts)
        for index, row in enumerate(one.coverage)
    ]
    return relation.Relation(
        left=ours.side.document,
        right=tuple(rights),
        kind="counterparts",
        links=tuple(link for _, _, link in sorted(links, key=lambda row: row[:2])),
        coverage=tuple(row for _, _, row in sorted(rows, key=lambda row: row[:2])),
        only_left=tuple(ours.without({place for place, _, _ in links})),
        only_right=tuple(chain.from_iterable(one.only_right for one in parts)),
        covered=COVERED,
        partly=PARTLY,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Party:
    side: ProfiledDocument
    texts: tuple[wording.ScoredArticle, ...] = field(repr=False)

    @classmethod
    def of(cls, document: Document) -> _Party:
        side, texts = read_side(document), wording.read_texts(document)
        return cls(
            side=side, texts=tuple(texts[article.provision.eid] for article in side.articles)
        )

    @property
    def keys(self) -> list[str]:
        return [text.words for text in self.texts]

    def place(self, number: int) -> relation.ArticlePlace:
        provision = self.side.articles[number].provision
        return relation.place_of(self.side.document, provision.eid, provision.num)

    def without(self, linked: set[int]) -> Iterator[relation.ArticlePlace]:
        return (
            self.place(number)
            for number, text in enumerate(self.texts)
            if text.words and number not in linked
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counterpart:
    """Two corresponding articles, by index."""

    pair: subject_nearness.Pair
    score: float
    share: float
    likeness: wording.Closeness


def _found(
    ours: _Party, theirs: _Party, weights: Mapping[str, float], background: Background
) -> list[_Counterpart]:
    equal = {
        pair: subject_nearness.Nearness(score=1.0, share=1.0)
        for pair in _equal(ours.keys, theirs.keys)
    }
    near = subject_nearness.near_pairs(
        ours.side, theirs.side, (ours.keys, theirs.keys), weights, background
    )
    open_ = {
        pair: value for pair, value in near.items() if ours.keys[pair[0]] != theirs.keys[pair[1]]
    } | equal
    return [
        found
        for pair in sorted(open_)
        if (found := _judged(pair, open_[pair], ours, theirs)) is not None
    ]


def _equal(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[subject_nearness.Pair]:
    """Pairs of articles with the same words: first with first, surplus with last."""
    here, there = _places(ours), _places(theirs)
    for words, own in here.items():
        others = there.get(words, [])
        for turn in range(max(len(own), len(others)) if others and words else 0):
            yield own[min(turn, len(own) - 1)], others[min(turn, len(others) - 1)]


def _places(texts: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, words in enumerate(texts):
        places.setdefault(words, []).append(index)
    return places


def _judged(
    pair: subject_nearness.Pair, near: subject_nearness.Nearness, ours: _Party, theirs: _Party
) -> _Counterpart | None:
    """The link of a candidate pair; None if it is none."""
    left, right = ours.texts[pair[0]], theirs.texts[pair[1]]
    score = max(near.score, round(wording.similarity(left, right), 4))
    if score < LINKED or not left.words or not right.words:
        return None
    if left.words != right.words and _shares_formula(pair, ours, theirs):
        return None
    likeness = wording.compare_wording(left, right)
    if likeness.wording == "same":
        return _Counterpart(pair=pair, score=1.0, share=1.0, likeness=likeness)
    least = PARTLY if likeness.wording is None else COVERED
    return _Counterpart(pair=pair, score=score, share=max(near.share, least), likeness=likeness)


def _shares_formula(pair: subject_nearness.Pair, ours: _Party, theirs: _Party) -> bool:
    """True if two articles have no more in common than 任何单位和个人不得."""
    texts = ours.side.articles[pair[0]], theirs.side.articles[pair[1]]
    if not all(FORMULA.search(one.text) for one in texts):
        return False
    mine, other = (
        {word for word in text.words if not FORMULA_WORD.fullmatch(word)} for text in texts
    )
    return mine.isdisjoint(other)


def _settled(found: Sequence[_Counterpart]) -> list[_Counterpart]:
    same = [counterpart.pair for counterpart in found if counterpart.likeness.wording == "same"]
    rows, columns = {row for row, _ in same}, {column for _, column in same}
    return [
        one
        for one in found
        if one.likeness.wording == "same"
        or (one.pair[0] not in rows and one.pair[1] not in columns)
    ]


def _limited(found: Sequence[_Counterpart], limit: int) -> list[_Counterpart]:
    of: dict[int, list[_Counterpart]] = {}
    for counterpart in found:
        of.setdefault(counterpart.pair[0], []).append(counterpart)
    return [link for links in of.values() for link in sorted(links, key=_rank)[:limit]]


def _rank(counterpart: _Counterpart) -> tuple[float, float, int]:
    return -counterpart.score, -counterpart.share, counterpart.pair[1]


def _link(
    counterpart: _Counterpart, ours: _Party, theirs: _Party, weights: Mapping[str, float]
) -> relation.Link:
    row, column = counterpart.pair
    articles, likeness = (
        (ours.side.articles[row], theirs.side.articles[column]),
        counterpart.likeness,
    )
    evidence = subject_nearness.shared_terms(*articles, weights) if likeness.wording is None else ()
    sentences = likeness.sentence, likeness.right_sentence
    if likeness.sentence is None:
        sentences = subject_nearness.evidence_sentences(*articles, evidence)
    return relation.Link(
        left=ours.place(row),
        right=theirs.place(column),
        score=counterpart.score,
        share=counterpart.share,
        evidence=evidence,
        sentence=sentences[0],
        right_sentence=sentences[1],
        wording=likeness.wording,
        edits=likeness.edits,
    )


def _coverage(
    ours: _Party, theirs: _Party, found: Sequence[_Counterpart]
) -> Iterator[relation.Coverage]:
    left, right = ours.side.document, theirs.side.document
    links: dict[int, list[_Counterpart]] = {}
    for counterpart in found:
        links.setdefault(counterpart.pair[0], []).append(counterpart)
    for index, article in enumerate(ours.side.articles):
        share = max((one.share for one in links.get(index, ())), default=0.0)
        yield relation.Coverage(
            left=article.provision.eid,
            right=relation.name_of(right),
            status="covered" if share >= COVERED else "partly" if share >= PARTLY else "none",
            best=max((one.score for one in links.get(index, ())), default=0.0),
            share=share,
            order=relation.order_of(left, right),
        )
