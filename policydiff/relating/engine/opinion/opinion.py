"""A policy document, read once for all the laws that it is related to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from policydiff.model.comparison import Span
from policydiff.model.document import Document
from policydiff.relating.engine.opinion.measure_numbers import MeasureNumbers, read_numbers
from policydiff.relating.engine.opinion.measure_weights import SHIPPED, MeasureWeights
from policydiff.relating.engine.opinion.measures import MeasuredItem, read_measures
from policydiff.relating.engine.opinion.profiles import Weigher, read_side
from policydiff.relating.engine.opinion.scoring import (
    Items,
    ItemScores,
    ScoredDocument,
    names_document,
    read_items,
)
from policydiff.text.word_rarity import Background


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LawReading:
    """A law beside the policy document.

    `scores` are those of each item, `numbers` those of each measure, and `named` says which
    measures name the law.
    """

    target: ScoredDocument
    scores: tuple[ItemScores, ...]
    numbers: MeasureNumbers
    named: Any


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OpinionReading:
    """A policy document, its items and their measures.

    The answers of laws to it are weighed by `weights`.
    """

    left: Document
    items: Items
    measures: tuple[MeasuredItem, ...]
    weights: MeasureWeights

    def law(self, right: Document) -> LawReading:
        """Read a law beside it."""
        target = ScoredDocument(read_side(right), self.items)
        scores = tuple(target.numbers(item) for item in self.items.items)
        return LawReading(
            target=target,
            scores=scores,
            numbers=read_numbers(target, self.measures, scores),
            named=np.array([names_document(text, right.title) for text in self.texts], dtype=float),
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each measure."""
        return tuple(chain.from_iterable(each.texts for each in self.measures))

    @property
    def places(self) -> tuple[tuple[str, Span], ...]:
        """The eId of the article of each measure, and its span there."""
        return tuple(
            (each.item.article.provision.eid, span) for each in self.measures for span in each.spans
        )


def read_opinion(
    left: Document, background: Background, *, weights: MeasureWeights = SHIPPED
) -> OpinionReading:
    """Read a policy document."""
    items = read_items(Weigher(left=read_side(left), background=background))
    return OpinionReading(left=left, items=items, measures=read_measures(items), weights=weights)
