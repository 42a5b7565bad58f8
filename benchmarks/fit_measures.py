"""Fit the weights by which laws answer the measures of an opinion, each law left out in turn.

    python benchmarks/fit_measures.py [--folder FOLDER] [--write] [--require items=0.75 …]

Verdicts that a reader gave on each measure and item are the truth; statutes on other matters, drawn
from the bulk by a rule, answer nothing. Three models follow one another, articles, measures, items;
each is fitted on odds of earlier ones that saw neither the law that is left out nor the law that
they judge. The last fit is on all laws: ``--write`` puts its weights into
``policydiff/relating/engine/opinion/measure_weights.py``. The figures are those of relations by these weights:
--require holds for both, as they ship and held out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from _links import f1, read_second, touched
from _logistic import logistic
from _measures import (
    DOUBTFUL,
    Foreign,
    Judged,
    as_levels,
    figures,
    read_foreign,
    read_judged,
    read_opinion_of,
)
from _texts import ROOT, arguments, unmet

from policydiff.relating.engine.opinion.answers import (
    item_rows,
    measure_rows,
    probability,
    read_odds,
)
from policydiff.relating.engine.opinion.measure_weights import SHIPPED, MeasureWeights
from policydiff.relating.engine.opinion.opinion import read_opinion
from policydiff.relating.engine.opinion.relate import relate_opinion
from policydiff.text.word_rarity import load_background

RIDGE = 2.0
STRIDE = 29
"""Of the pairs in statutes on other matters every so many-th plays its part."""

TABLE = ROOT / "policydiff" / "relating" / "engine" / "opinion" / "measure_weights.py"
BINS = (0.0, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0)
READERS = "two readers: items 0.92 (22 of 24), measures 0.93 (87 of 94), F1 of links 0.76"
Tables = dict[str, dict[str, float]]
Chosen = Callable[[str], MeasureWeights]


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    options = parser.parse_args()
    if not (options.folder / "relations" / "measures-dev.json").is_file():
        print("no judged measures are here; weights are fitted on them alone")
        return 0
    opinion = read_opinion_of(options.folder)
    judged = list(read_judged(options.folder, opinion))
    foreign = read_foreign(options.folder, opinion)
    fit = Fit(judged, foreign)
    shipped, held_out = fit.without(), {each.law: fit.without(each.law) for each in judged}
    print(weights_text(shipped))
    print("odds of measures, held out: range, measures, mean, share that readers said")
    for row in calibration(judged, held_out):
        print("  " + "  ".join(row))
    if options.write:
        write(shipped)
    low = []
    chosen: dict[str, Chosen] = {"held out": held_out.__getitem__, "shipped": lambda _law: shipped}
    for name, weights in chosen.items():
        found = figures(opinion, judged, weights) | foreign_figures(
            foreign[2], map(weights, held_out)
        )
        print(name + ": " + "  ".join(f"{key} {value:.4f}" for key, value in found.items()))
        low += [f"{name} {what}" for what in unmet(options.require, found)]
    print(f"a second reader: coverage {second(options.folder, shipped):.4f}")
    print(READERS)
    print(*(["below: " + ", ".join(low)] if low else []), end="\n" if low else "")
    return int(bool(low))


class Rows:
    """The rows of a fit: numbers by name, truth, weights."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._numbers: list[Mapping[str, Any]] = []
        self._truth: list[Any] = []
        self._worth: list[Any] = []

    def add(self, numbers: Mapping[str, Any], truth: Any, worth: Any) -> None:
        """Add rows; a single weight is that of each of them."""
        self._numbers.append(numbers)
        self._truth.append(np.ravel(truth).astype(float))
        self._worth.append(np.ravel(np.broadcast_to(worth, np.shape(truth))))

    def fit(self, names: Sequence[str]) -> dict[str, float]:
        """The weights of these numbers."""
        table = [
            np.stack([np.ravel(numbers[name]) for name in names], 1) for numbers in self._numbers
        ]
        return logistic(
            np.concatenate(table),
            np.concatenate(self._truth),
            np.concatenate(self._worth),
            names,
            ridge=RIDGE,
        )


class Fit:
    """The three models, fitted without some laws, each once."""

    def __init__(self, judged: Sequence[Judged], foreign: Sequence[Sequence[Foreign]]) -> None:
        """Take what is judged, and statutes on other matters in parts."""
        self._judged = judged
        self._foreign = foreign
        self._names = {
            each.name: [name for name in getattr(SHIPPED, each.name) if name]
            for each in fields(MeasureWeights)
        }
        self._known: dict[tuple[Any, frozenset[str]], Tables] = {}

    def without(self, *laws: str) -> MeasureWeights:
        """All weights, fitted without these laws."""
        return self._weights(frozenset(laws))

    def _weights(self, out: frozenset[str]) -> MeasureWeights:
        models = (self._articles, self._measures, self._items)
        return MeasureWeights(
            **{k: v for model in models for k, v in self._once(model, out).items()}
        )

    def _once(self, model: Any, out: frozenset[str]) -> Tables:
        key = model.__name__, out
        if key not in self._known:
            self._known[key] = model(out)
        return self._known[key]

    def _remaining(self, out: frozenset[str]) -> list[Judged]:
        return [each for each in self._judged if each.law not in out]

    def _articles(self, out: frozenset[str]) -> Tables:
        judged = self._remaining(out)
        taken = [
            {name: np.ravel(values)[::STRIDE] for name, values in each.numbers.pairs.items()}
            for each in self._foreign[0]
        ]
        share = np.mean([each.grades.size for each in judged]) / sum(
            len(each["item"]) for each in taken
        )
        found = {}
        for name, grade in (("subject", 1), ("carried", 2)):
            rows = Rows()
            for each in judged:
                worth = np.where(each.certain, 1.0, DOUBTFUL)[:, None]
                rows.add(each.numbers.pairs, each.grades >= grade, worth)
            for numbers in taken:
                rows.add(numbers, np.zeros(len(numbers["item"])), share)
            found[name] = rows.fit(self._names[name])
        return found

    def _measures(self, out: frozenset[str]) -> Tables:
        found = {}
        for name, level in (("touched", 1), ("answered", 2)):
            rows = Rows()
            for each in self._remaining(out):
                numbers = self._of_measures(each, out | {each.law})
                rows.add(numbers, each.statuses >= level, np.where(each.certain, 1.0, DOUBTFUL))
            for other in self._foreign[1]:
                none = np.zeros(len(other.named))
                rows.add(self._of_measures(other, out), none, 1 / len(self._foreign[1]))
            found[name] = rows.fit(self._names[name])
        return found

    def _of_measures(self, each: Judged | Foreign, out: frozenset[str]) -> dict[str, Any]:
        tables = self._once(self._articles, out)
        odds = [probability(each.numbers.pairs, tables[name]) for name in ("subject", "carried")]
        return measure_rows(each.numbers, odds[0], np.minimum(*odds))

    def _items(self, out: frozenset[str]) -> Tables:
        """The verdicts of both readings count where the law covers an item in part."""
        partly, covered = Rows(), Rows()
        for each in self._remaining(out):
            numbers = self._of_items(each, out | {each.law})
            partly.add(numbers, each.items >= 1, 1.0)
            partly.add(numbers, each.linked == 2, (each.linked == 2) | (each.linked == -1))
            covered.add(numbers, each.items >= 2, 1.0)
        for other in self._foreign[1]:
            none = np.zeros(other.numbers.items)
            for rows in (partly, covered):
                rows.add(self._of_items(other, out), none, 1 / len(self._foreign[1]))
        return {
            name: rows.fit(self._names[name])
            for name, rows in (("partly", partly), ("covered", covered))
        }

    def _of_items(self, each: Judged | Foreign, out: frozenset[str]) -> dict[str, Any]:
        tables = self._once(self._articles, out) | self._once(self._measures, out)
        weights = MeasureWeights(**tables, partly={"": 0.0}, covered={"": 0.0})
        odds = read_odds(each.numbers, each.named, weights)
        return item_rows(each.numbers, odds.touched, odds.answered)


def calibration(
    judged: Sequence[Judged], weights: Mapping[str, MeasureWeights]
) -> Iterator[tuple[str, ...]]:
    """How many held-out measures have odds in each range, their mean, and what readers said."""
    odds = [read_odds(each.numbers, each.named, weights[each.law]) for each in judged]
    certain = np.concatenate([each.certain for each in judged])
    statuses = np.concatenate([each.statuses for each in judged])[certain]
    for name, level in (("touched", 1), ("answered", 2)):
        values = np.concatenate([getattr(each, name) for each in odds])[certain]
        for low, high in pairwise(BINS):
            inside = (values >= low) & ((values < high) | (high == 1))
            if inside.any():
                share = f"{(statuses[inside] >= level).mean():.3f}"
                mean = f"{values[inside].mean():.3f}"
                yield name, f"{low:g} to {high:g}", f"{inside.sum()}", mean, share


def foreign_figures(
    foreign: Sequence[Foreign], tables: Iterator[MeasureWeights]
) -> dict[str, float]:
    """The share of items that statutes on other matters are said to cover, by the worst table."""
    found = []
    for weights in tables:
        odds = [read_odds(each.numbers, each.named, weights) for each in foreign]
        levels = np.concatenate([as_levels(each) for each in odds])
        found.append((float((levels == 2).mean()), float((levels > 0).mean())))
    covered, touched = (max(each[place] for each in found) for place in (0, 1))
    return {"foreign_covered": covered, "foreign_touched": touched}


def second(folder: Path, weights: MeasureWeights) -> float:
    """F1 of coverage on the opinions of a second reader, who played no part in any fit."""
    rows: list[tuple[bool, bool]] = []
    for gold in read_second(folder):
        opinion = read_opinion(gold.opinion, load_background(), weights=weights)
        rows += touched(gold, relate_opinion(opinion, list(gold.laws.values()), limit=1))
    return f1(rows)


def write(weights: MeasureWeights) -> None:
    """Put the weights in place of those that ship."""
    text = TABLE.read_text(encoding="utf-8")
    begin = text.index("SHIPPED = MeasureWeights(")
    TABLE.write_text(text[:begin] + weights_text(weights) + "\n", encoding="utf-8")


def weights_text(weights: MeasureWeights) -> str:
    """The table as it stands in the module."""
    lines = ["SHIPPED = MeasureWeights("]
    for each in fields(MeasureWeights):
        table = getattr(weights, each.name)
        rows = [f'"{key}": {value}' for key, value in table.items()]
        short = f"    {each.name}={{{', '.join(rows)}}},"
        lines += (
            [short]
            if len(short) <= 100
            else [f"    {each.name}={{", *(f"        {row}," for row in rows), "    },"]
        )
    return "\n".join([*lines, ")"])


if __name__ == "__main__":
    sys.exit(main())
