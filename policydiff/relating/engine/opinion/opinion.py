"""A policy document, read once for all the laws that it is related to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from policydiff.model.comparison import Span
from policydiff.model.document import Document
from policydiff.relating.engine.opinion.demands import Demands, LawDemands, read_demands
from policydiff.relating.engine.opinion.measure_numbers import MeasureNumbers, read_numbers
from policydiff.relating.engine.opinion.measure_weights import SHIPPED, MeasureWeights
from policydiff.relating.engine.opinion.measures import MeasuredItem, read_measures
from policydiff.relating.engine.opinion.profiles import Weigher, read_side
from policydiff.relating.engine.opinion.scoring import (
    Items,
    ItemScores,
    ScoredDocument,
    names_document,
    plain_title,
    read_items,
)
from policydiff.text.numerals import ARTICLE_NUMBER, NUMBER, SUBS, read_number
from policydiff.text.word_rarity import Background


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LawReading:
    """A law beside the policy document.

    `scores` are those of each item, `numbers` those of each measure, `demands` what articles have
    of these; `named` is true for measures that name the law, `cited` (measures, articles) for
    articles cited by number.
    """

    target: ScoredDocument
    demands: LawDemands
    scores: tuple[ItemScores, ...]
    numbers: MeasureNumbers
    named: Any
    cited: Any

    @property
    def cited_by_items(self) -> Any:
        """The articles that each item cites by number, of shape (items, articles)."""
        found = np.zeros((self.numbers.items, self.cited.shape[1]), dtype=bool)
        np.logical_or.at(found, self.numbers.hosts, self.cited)
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OpinionReading:
    """A policy document, its items and measures; `weights` of laws' answers."""

    left: Document
    items: Items
    measures: tuple[MeasuredItem, ...]
    demands: Demands
    weights: MeasureWeights

    def law(self, right: Document) -> LawReading:
        """Read a law beside it."""
        target = ScoredDocument(read_side(right), self.items)
        scores = tuple(target.numbers(item) for item in self.items.items)
        demands = LawDemands(target, self.demands)
        return LawReading(
            target=target,
            demands=demands,
            scores=scores,
            numbers=read_numbers(target, self.measures, scores, demands.heaviest_runs()),
            named=np.array([names_document(text, right.title) for text in self.texts], dtype=float),
            cited=np.array(
                [cited_articles(text, right) for text in self.texts], dtype=bool
            ).reshape(len(self.texts), len(right.articles)),
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
    measures = read_measures(items)
    informativeness = np.array([background.informativeness(word) for word in items.words])
    return OpinionReading(
        left=left,
        items=items,
        measures=measures,
        demands=read_demands(measures, informativeness),
        weights=weights,
    )


_CITED = re.compile(
    rf"[》〉]?(?:[（(][^（）()]{{0,40}}[）)])?"
    rf"(?P<list>{ARTICLE_NUMBER}(?:(?:[、和及与至到]|以及)?第{NUMBER}[条款项]{SUBS}){{0,20}})"
)
"""The articles behind the name of a law: 》第十条、第十二条至第十四条."""
_PART = re.compile(rf"(?P<to>[至到])?第(?P<number>{NUMBER})条(?P<subs>{SUBS})")
"""An article in such a list: 至第十四条."""
_BEFORE_NAME = re.compile(
    "(?:^|[《〈，。；：、和及与的]|按照|依照|根据|依据|落实|执行|贯彻|遵守|违反|实施|适用)(?:中华人民共和国)?$"
)
"""The words before a law's name if it does not end a longer one: 落实《."""
_NEAR = 12
"""Characters in which those words are searched."""


def cited_articles(text: str, law: Document) -> list[bool]:
    """True for each article of a law cited by number, unless it is to be repealed."""
    plain, words = plain_title(law.title), "".join(text.split())
    cited: set[tuple[int | None, str]] = set()
    place = words.find(plain) if names_document(text, law.title) else -1
    while place >= 0:
        match = _CITED.match(words, place + len(plain))
        if match is not None and _BEFORE_NAME.search(words[max(0, place - _NEAR) : place]):
            cited.update(_numbers(match["list"]))
        place = words.find(plain, place + 1)
    if not cited:
        return [False] * len(law.articles)
    own = (_PART.fullmatch("".join((article.num or "").split())) for article in law.articles)
    return [one is not None and (read_number(one["number"]), one["subs"]) in cited for one in own]


def _numbers(listed: str) -> Iterator[tuple[int | None, str]]:
    """The numbers of a list of articles, with all that a range holds."""
    last: int | None = None
    for part in _PART.finditer(listed):
        number = read_number(part["number"])
        if part["to"] and last is not None and number is not None:
            yield from ((between, "") for between in range(last, min(number, last + _MOST)))
        yield number, part["subs"]
        last = number


_MOST = 200
"""Articles of one range at most."""
