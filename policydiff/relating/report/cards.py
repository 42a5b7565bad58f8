"""An item beside the articles of each document, with marks in their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policydiff.model.comparison import Span
from policydiff.relating.engine.relation import Evidence, Link
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.marks import (
    MarkedStretch,
    Numbers,
    answered,
    cut_stretches,
    left_spans,
    number_terms,
    right_spans,
    stretches,
)
from policydiff.relating.report.relation import (
    Law,
    RelationCell,
    RelationItem,
    RelationTable,
    stands_out,
)
from policydiff.report.pieces import TextPiece, cut, view
from policydiff.text.sentences import cut_sentences

OPEN = 1
"""Open articles of a document beside an item; others fold unless confirmed."""

WEAK = 5
"""Listed weaker candidates of a document, next to all rejected ones."""

BEGINNING = 44
"""Characters of a weaker candidate that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTerm:
    """A shared term; `number` marks it in the texts, None for no mark."""

    text: str
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One article that stands out; `found` is False if the document lacks it.

    `numbers` are those of its terms, `answers` the sentences of the item that it answers, `wording`
    the redline of both texts if they are close.
    """

    link: Link
    name: str
    opened: bool
    found: bool
    numbers: tuple[int, ...]
    lines: tuple[tuple[MarkedStretch, ...], ...]
    answers: str
    terms: tuple[SharedTerm, ...]
    wording: tuple[tuple[TextPiece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakLink:
    """A weaker candidate, or a rejected one, with the beginning of its text."""

    link: Link
    name: str
    beginning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCards:
    """The cards of one document for an item; `weak` counts all candidates."""

    law: Law
    cell: RelationCell
    cards: tuple[Card, ...]
    candidates: tuple[WeakLink, ...]
    weak: int

    @property
    def more(self) -> int:
        """The number of candidates that are not listed."""
        return self.weak - len(self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCards:
    """An item with its text, and the documents that have a link to it."""

    item: RelationItem
    lines: tuple[tuple[MarkedStretch, ...], ...]
    laws: tuple[LawCards, ...]


def item_cards(item: RelationItem, table: RelationTable) -> ItemCards:
    """The item with its cards."""
    shown = [link for link in item.links if stands_out(link, table.relation)]
    best = [link for cell in item.cells for link in cell.links[:OPEN] if link in shown]
    numbers = number_terms((*best, *shown))
    spans, sentences = left_spans(shown, numbers), _sentences(item.text)
    return ItemCards(
        item=item,
        lines=tuple(cut_stretches(stretches(item.text, spans, sentences=sentences))),
        laws=tuple(
            _law_cards(law, cell, item, numbers, table)
            for law, cell in zip(table.laws, item.cells, strict=True)
            if cell.links
        ),
    )


def _sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, none if there is only one."""
    found = cut_sentences(text)
    return found if len(found) > 1 else ()


def _law_cards(
    law: Law, cell: RelationCell, item: RelationItem, numbers: Numbers, table: RelationTable
) -> LawCards:
    strong = [link for link in cell.links if stands_out(link, table.relation)]
    weak = [link for link in cell.links if link not in strong]
    return LawCards(
        law=law,
        cell=cell,
        cards=tuple(
            _card(link, item, numbers, table, opened=index < OPEN or link.status == "confirmed")
            for index, link in enumerate(strong)
        ),
        candidates=tuple(
            _candidate(link, table)
            for place, link in enumerate(weak)
            if place < WEAK or link.status == "rejected"
        ),
        weak=len(weak),
    )


def _card(
    link: Link, item: RelationItem, numbers: Numbers, table: RelationTable, *, opened: bool
) -> Card:
    node = table.article(link.right)
    mine = {numbers[evidence.term] for evidence in link.evidence if evidence.term in numbers}
    parts = (
        ()
        if node is None
        else stretches(node.text, right_spans(link, numbers), answer=link.right_sentence)
    )
    return Card(
        link=link,
        name=table.name(link.right),
        opened=opened,
        found=node is not None,
        numbers=tuple(sorted(mine)),
        lines=tuple(cut_stretches(parts)),
        answers=answered(item.text, link.sentence) if _sentences(item.text) else "",
        terms=tuple(_terms(relation_summary.weighty(link), numbers)),
        wording=tuple(cut(view(link.edits, "both", elide=False))) if link.edits else (),
    )


def _terms(shared: tuple[Evidence, ...], numbers: Numbers) -> Iterator[SharedTerm]:
    for evidence in shared:
        yield SharedTerm(text=relation_summary.term(evidence), number=numbers.get(evidence.term))


def _candidate(link: Link, table: RelationTable) -> WeakLink:
    text = table.plain(link.right)
    return WeakLink(
        link=link,
        name=table.name(link.right),
        beginning=text if len(text) <= BEGINNING else text[:BEGINNING] + "…",
    )
