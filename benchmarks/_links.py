"""Links that a reader found between an opinion and laws, the figures of a ranking against them, and
the fit of its weights.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from _texts import load_once

from policydiff.model.document import Document
from policydiff.relating.engine.relation import Relation

GAIN = {2: 3.0, 1: 1.0}
FIRST = 10
RIDGE = 0.08
ROUNDS = 4000


class Gold(NamedTuple):
    """`grades` maps (law, item) to the grade of each article by its number; `none` has the pairs
    that a reader found empty.
    """

    opinion: Document
    laws: dict[str, Document]
    grades: dict[tuple[str, str], dict[str, int]]
    none: frozenset[tuple[str, str]]


class Query(NamedTuple):
    """One item and one law: the table of numbers of its articles, and the gain of each."""

    law: str
    item: str
    table: Any
    gains: Any


def read_gold(folder: Path) -> Gold | None:
    """The links of a folder of real laws; None where there are none."""
    path = folder / "relations" / "dev.json"
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    grades: dict[tuple[str, str], dict[str, int]] = {}
    for link in data["links"]:
        grades.setdefault((link["law"], str(link["item"])), {})[link["article"]] = link["grade"]
    return Gold(
        opinion=load_once(folder / "opinion" / "2017-01-15.txt"),
        laws={
            slug: load_once(folder / "works" / law["file"]) for slug, law in data["laws"].items()
        },
        grades=grades,
        none=frozenset((slug, str(item)) for slug, items in data["none"].items() for item in items),
    )


def read_second(folder: Path) -> list[Gold]:
    """The pairs of a second reader, each on its own; those whose texts are not in the folder are
    left out.
    """
    pairs = json.loads((Path(__file__).parent / "second_reader.json").read_text(encoding="utf-8"))[
        "pairs"
    ]
    return [
        _second(folder, pair)
        for pair in pairs
        if all((folder / pair[side]).is_file() for side in ("opinion", "law"))
    ]


def _second(folder: Path, pair: dict[str, Any]) -> Gold:
    """Its items are counted in the order of the opinion, its articles by their numbers."""
    opinion, law, name = (
        load_once(folder / pair["opinion"]),
        load_once(folder / pair["law"]),
        pair["name"],
    )
    items = {str(place): article.number for place, article in enumerate(opinion.articles, 1)}
    nums = {article.number: re.sub(r"\s", "", article.num or "") for article in law.articles}
    grades = {
        (name, items[item]): {nums[number]: grade for number, grade in links.items()}
        for item, links in pair["links"].items()
    }
    return Gold(
        opinion=opinion,
        laws={name: law},
        grades=grades,
        none=frozenset((name, items[item]) for item in pair["none"]),
    )


def gains_of(gold: Gold, law: str, item: str) -> Any:
    """The gain of each article of a law for an item."""
    wanted = gold.grades.get((law, item), {})
    return np.array(
        [
            GAIN.get(wanted.get(re.sub(r"\s", "", article.num or ""), 0), 0.0)
            for article in gold.laws[law].articles
        ]
    )


def discounted(gains: Iterable[float]) -> float:
    """The discounted cumulated gain of the first ten."""
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(list(gains)[:FIRST]))


def figures(gold: Gold, rank: Callable[[str, str], Any]) -> dict[str, float]:
    """ndcg of the first ten and the share whose first is a link, over the pairs that have links."""
    quality, first = [], []
    for law, item in gold.grades:
        gains, ranks = gains_of(gold, law, item), rank(law, item)
        order = sorted(range(len(ranks)), key=lambda place: (-ranks[place], place))
        quality.append(discounted(gains[order]) / discounted(sorted(gains, reverse=True)))
        first.append(gains[order[0]] > 0)
    return {"ndcg": float(np.mean(quality)), "first": float(np.mean(first))}


def touched(gold: Gold, relation: Relation) -> list[tuple[bool, bool]]:
    """For every pair of item and law that was judged: if a reader found the very measure, and if
    the relation says that the law covers the item, at least partly.
    """
    slugs = {law.uri or law.title: slug for slug, law in gold.laws.items()}
    numbers = {article.eid: article.number for article in gold.opinion.articles}
    rows = []
    for row in relation.coverage:
        key = slugs[row.right], numbers[row.left]
        very = 2 in gold.grades.get(key, {}).values()
        if very or key in gold.none:
            rows.append((very, row.status != "none"))
    return rows


def f1(rows: Iterable[tuple[bool, bool]]) -> float:
    """F1 of the answers of rows of truth and answer."""
    counts = Counter(rows)
    right = counts[True, True]
    return 2 * right / max(1, 2 * right + counts[True, False] + counts[False, True])


def fit(queries: list[Query], free: int) -> Any:
    """Weights for the columns: the gains of each pair as a distribution over its articles, cross
    entropy, ridge; the columns before `free` never negative.

    Gradient steps on standardised columns; the weights that come back are for the columns as they
    are.
    """
    everything = np.concatenate([query.table for query in queries])
    middle, spread = everything.mean(axis=0), everything.std(axis=0) + 1e-9
    tables = [(query.table - middle) / spread for query in queries]
    targets = [query.gains / query.gains.sum() for query in queries]
    weights = np.full(everything.shape[1], 0.3)
    for _ in range(ROUNDS):
        slope = 2 * RIDGE * weights
        for table, target in zip(tables, targets, strict=True):
            sums = table @ weights
            chance = np.exp(sums - sums.max())
            slope -= table.T @ (target - chance / chance.sum()) / len(tables)
        weights -= 0.2 * slope
        weights[:free] = np.maximum(weights[:free], 0)
    return weights / spread
