"""Fit the weights by which laws answer the measures of an opinion, each opinion left out in turn.

    python benchmarks/fit_measures.py [--folder FOLDER] [--write] [--require items=0.72 …]

Verdicts that a reader gave on each measure are the truth, where the reader was certain; statutes on
other matters, drawn from the bulk by a rule, answer nothing. Two models follow one another, of
articles and of measures; the second is fitted on odds of the first that did not see the law that
they judge. "Held out" are the figures on each opinion by weights that saw nothing of it, neither its
measures nor its laws. The last fit is on all opinions: ``--write`` puts its weights into
``policydiff/relating/engine/opinion/measure_weights.py``, ``--draw`` the odds held out into
``docs/``. --require holds for both, as they ship and held out, over all opinions together.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from _curves import OddsChart, draw
from _links import f1, read_second, touched
from _logistic import logistic
from _measures import Foreign, Judged, JudgedOpinion, Told, figures, read_opinions, told
from _texts import ROOT, arguments, unmet

from policydiff.relating.engine.opinion.answers import measure_rows, probability, read_odds
from policydiff.relating.engine.opinion.measure_weights import SHIPPED, MeasureWeights
from policydiff.relating.engine.opinion.opinion import read_opinion
from policydiff.relating.engine.opinion.relate import relate_opinion
from policydiff.relating.engine.relation import LIKELY
from policydiff.text.word_rarity import load_background

RIDGE = 2.0
DOUBTFUL = 0.1
"""The weight of a row of which the reader was not certain. With 0.5 all odds are too low, and held
out F1 of "answered" falls by 0.03."""

FOREIGN = 6.0
"""The weight of statutes on other matters, together, in laws that were judged."""

STRIDE = 29
"""Of the pairs in statutes on other matters every so many-th plays its part."""

TABLE = ROOT / "policydiff" / "relating" / "engine" / "opinion" / "measure_weights.py"
DOCS = ROOT / "docs"
BINS = (0.0, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
READERS = (
    "two readers of one law: items 0.92 (22 of 24), measures 0.93 (87 of 94), F1 of links 0.76"
)
Tables = dict[str, dict[str, float]]


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    parser.add_argument("--draw", action="store_true", help="draw the odds held out into docs/")
    options = parser.parse_args()
    opinions = list(read_opinions(options.folder))
    if len(opinions) < 2:
        print("no judged measures of two opinions are here; weights are fitted on them alone")
        return 0
    fit = Fit(opinions)
    shipped = fit.without()
    held_out = {opinion.name: fit.without(opinion.name) for opinion in opinions}
    print(weights_text(shipped))
    print("odds of measures, held out: opinion, range, measures, mean, share that the reader said")
    bins = [*calibration(opinions, held_out)]
    for each in bins:
        print("  " + "  ".join(map(str, each)))
    if options.draw:
        draw({f"calibration-{name}": chart(name, bins) for name in ("answered", "touched")}, DOCS)
    if options.write:
        write(shipped)
    low = []
    for name, weights in (("held out", held_out.__getitem__), ("shipped", lambda _name: shipped)):
        for opinion in opinions:
            print(line(f"{name}, {opinion.name}", figures([opinion], weights)))
            print("  " + counts(told([opinion], weights)))
        found = figures(opinions, weights) | foreign_figures(opinions, weights)
        print(line(f"{name}, together", found))
        low += [f"{name} {what}" for what in unmet(options.require, found)]
    print(f"a second reader: coverage {second(options.folder, shipped):.4f}")
    print(READERS)
    print(*(["below: " + ", ".join(low)] if low else []), end="\n" if low else "")
    return int(bool(low))


def counts(found: Told) -> str:
    """As `summary.HELD_OUT` has them: of items and measures those that are right, and the reader's
    "none".
    """
    return "; ".join(
        f"{name} {len(rows)}, right {sum(a == b for a, b in rows)}, none {sum(a == 0 for a, _ in rows)}"
        for name, rows in (("items", found.items), ("measures", found.measures))
    )


def line(name: str, found: Mapping[str, float]) -> str:
    return name + ": " + "  ".join(f"{key} {value:.4f}" for key, value in found.items())


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
    """The two models, fitted without some opinions or laws, each once."""

    def __init__(self, opinions: Sequence[JudgedOpinion]) -> None:
        """Take what is judged, and statutes on other matters."""
        self._opinions = opinions
        self._names = {
            each.name: [name for name in getattr(SHIPPED, each.name) if name]
            for each in fields(MeasureWeights)
        }
        self._known: dict[frozenset[str], Tables] = {}

    def without(self, *out: str) -> MeasureWeights:
        """All weights, fitted without these opinions."""
        return MeasureWeights(**self._articles(frozenset(out)), **self._measures(frozenset(out)))

    def _judged(self, out: frozenset[str]) -> list[Judged]:
        return [
            law
            for opinion in self._opinions
            for law in opinion.laws
            if out.isdisjoint((opinion.name, law.law))
        ]

    def _foreign(self, third: int, out: frozenset[str]) -> list[Foreign]:
        return [
            law
            for opinion in self._opinions
            for law in opinion.foreign[third]
            if opinion.name not in out
        ]

    def _articles(self, out: frozenset[str]) -> Tables:
        if out not in self._known:
            judged = self._judged(out)
            taken = [
                {name: np.ravel(values)[::STRIDE] for name, values in each.numbers.pairs.items()}
                for each in self._foreign(0, out)
            ]
            many = sum(len(each["item"]) for each in taken)
            share = FOREIGN * np.mean([each.grades.size for each in judged]) / max(many, 1)
            found = {}
            for name, grade in (("subject", 1), ("carried", 2)):
                rows = Rows()
                for each in judged:
                    rows.add(each.numbers.pairs, each.grades >= grade, _worth(each)[:, None])
                for numbers in taken:
                    rows.add(numbers, np.zeros(len(numbers["item"])), share)
                found[name] = rows.fit(self._names[name])
            self._known[out] = found
        return self._known[out]

    def _measures(self, out: frozenset[str]) -> Tables:
        found = {}
        foreign = self._foreign(1, out)
        for name, level in (("touched", 1), ("answered", 2)):
            rows = Rows()
            for each in self._judged(out):
                numbers = self._of_measures(each, out | {each.law})
                rows.add(numbers, each.statuses >= level, _worth(each))
            for other in foreign:
                none = np.zeros(len(other.named))
                rows.add(self._of_measures(other, out), none, FOREIGN / len(foreign))
            found[name] = rows.fit(self._names[name])
        return found

    def _of_measures(self, each: Judged | Foreign, out: frozenset[str]) -> dict[str, Any]:
        tables = self._articles(out)
        odds = [probability(each.numbers.pairs, tables[name]) for name in ("subject", "carried")]
        return measure_rows(each.numbers, odds[0], np.minimum(*odds))


def _worth(each: Judged) -> Any:
    return np.where(each.certain, 1.0, DOUBTFUL)


class Bin(NamedTuple):
    """Measures of an opinion with odds in a range: how many, their mean, the share that holds."""

    opinion: str
    name: str
    low: float
    high: float
    measures: int
    mean: float
    share: float


def calibration(
    opinions: Sequence[JudgedOpinion], weights: Mapping[str, MeasureWeights]
) -> Iterator[Bin]:
    """How many held-out measures have odds in each range, and what the reader said of them."""
    for opinion in opinions:
        odds = [read_odds(each.numbers, each.named, weights[opinion.name]) for each in opinion.laws]
        certain = np.concatenate([each.certain for each in opinion.laws])
        statuses = np.concatenate([each.statuses for each in opinion.laws])[certain]
        for name, level in (("touched", 1), ("answered", 2)):
            values = np.concatenate([getattr(each, name) for each in odds])[certain]
            for low, high in pairwise(BINS):
                inside = (values >= low) & ((values < high) | (high == 1))
                if inside.any():
                    share = round(float((statuses[inside] >= level).mean()), 3)
                    mean = round(float(values[inside].mean()), 3)
                    yield Bin(opinion.name, name, low, high, int(inside.sum()), mean, share)


def chart(name: str, bins: Sequence[Bin]) -> OddsChart:
    """The share that the reader said beside the mean odds, a line for each opinion held out."""
    found = [each for each in bins if each.name == name]
    return OddsChart(
        title=f"Odds of “{name}” held out by opinion, and the share that the reader said",
        unit="odds",
        lines={
            opinion: [(each.mean, each.share) for each in found if each.opinion == opinion]
            for opinion in dict.fromkeys(each.opinion for each in found)
        },
    )


def foreign_figures(
    opinions: Sequence[JudgedOpinion], weights: Callable[[str], MeasureWeights]
) -> dict[str, float]:
    """The share of measures that statutes on other matters are said to answer, or come near."""
    odds = [
        read_odds(each.numbers, each.named, weights(opinion.name))
        for opinion in opinions
        for each in opinion.foreign[2]
    ]
    return {
        f"foreign_{name}": float(
            np.mean(np.concatenate([getattr(each, name) for each in odds]) >= LIKELY)
        )
        for name in ("answered", "touched")
    }


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
