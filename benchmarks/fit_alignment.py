"""Fit the weights by which articles of two versions are paired, each law left out in turn.

    python benchmarks/fit_alignment.py [--folder FOLDER] [--write] [--require revised=0.94 …]

Links that readers judged are the truth. For each law in turn both models are fitted on all others
and judge that law; the second model only sees odds of first models that did not see the law. The
last fit is on all laws: `--write` puts its weights into ``policydiff/comparing/engine/align/weights.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from _alignment import compare, found_links, is_revised, read_gold, total
from _logistic import logistic
from _texts import ROOT, Pair, arguments, bare, pairs, unmet

from policydiff.comparing.engine.align.match_odds import probability, second_measures
from policydiff.comparing.engine.align.probable import OddsTable, read_table
from policydiff.comparing.engine.align.unit_pairing import Pairing, identical, repeated
from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.comparing.engine.align.weights import SHIPPED, Weights
from policydiff.comparing.engine.compare import diff

FOLDS = 6
"""Laws that were lightly amended are left out in so many groups; thorough revisions one by one."""

TURNED = 0.5
"""The weight of a thorough revision read backwards, which has many removals, when fitting."""

STRANGENESS = "strangeness"
RIDGE = 1.0
TABLE = ROOT / "policydiff" / "comparing" / "engine" / "align" / "weights.py"
BINS = (0.0, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0)


@dataclass(kw_only=True)
class Judged:
    """A pair of versions with the truth on its candidates; `counts` are those that are judged."""

    law: str
    revised: bool
    turned: bool
    table: OddsTable
    truth: Any
    counts: Any
    first: Any = None
    """The odds of a first model that did not see the law."""


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    options = parser.parse_args()
    if not options.folder.is_dir():
        print("no folder of real laws is here; weights are fitted on judged links alone")
        return 0
    judged = [*read_judged(pairs(options.folder))]
    held_out = hold_out(judged)
    weights = Weights(first=fit_first(judged), second=fit_second(judged))
    print("odds of pairs of thorough revisions, each law held out: range, pairs, mean, links")
    for row in calibration(judged, held_out):
        print("  " + "  ".join(row))
    print(weights_text(weights))
    if options.write:
        write(weights)
    figures = scored(options.folder, lambda law: held_out.get(law, weights))
    print("held out: " + "  ".join(f"{name} {value:.4f}" for name, value in figures.items()))
    low = unmet(options.require, figures)
    print(*(["below: " + ", ".join(low)] if low else []), end="\n" if low else "")
    return int(bool(low))


def read_judged(found: Iterable[Pair]) -> Iterator[Judged]:
    """Each pair of versions whose links people judged, thorough revisions backwards too."""
    for pair in found:
        if pair.gold is None:
            continue
        sides = [
            [unit for unit in read_units(side) if unit.level == "article" and unit.zone == "body"]
            for side in (pair.left, pair.right)
        ]
        yield from judge(pair.gold, sides[0], sides[1], turned=False)
        if is_revised(pair.gold):
            yield from judge(pair.gold, sides[1], sides[0], turned=True)


def judge(
    gold: dict[str, Any], left: Sequence[Unit], right: Sequence[Unit], *, turned: bool
) -> Iterator[Judged]:
    """The candidates of one pair; none where nothing is left to be paired."""
    pairing = Pairing(left=left, right=right)
    identical(pairing)
    repeated(pairing)
    if not pairing.free_left() or not pairing.free_right():
        return
    table = read_table(pairing)
    links, _, _, old, new = read_gold(gold)
    if turned:
        links, old, new = {(b, a) for a, b in links}, new, old
    known = {a for a, _ in links} - {None} - old, {b for _, b in links} - {None} - new
    nums = [
        (bare(left[row].num or ""), bare(right[column].num or "")) for row, column in table.pairs()
    ]
    yield Judged(
        law=gold["work"],
        revised=is_revised(gold),
        turned=turned,
        table=table,
        truth=np.array([num in links for num in nums], dtype=float),
        counts=table.candidates.is_open
        & np.array([a in known[0] and b in known[1] for a, b in nums], dtype=bool),
    )


def groups(judged: Sequence[Judged]) -> list[set[str]]:
    """The laws that are left out together."""
    revised = {each.law for each in judged if each.revised}
    light = sorted({each.law for each in judged} - revised)
    return [{law} for law in sorted(revised)] + [set(light[at::FOLDS]) for at in range(FOLDS)]


def hold_out(judged: Sequence[Judged]) -> dict[str, Weights]:
    """For each law weights that were fitted without it."""
    firsts: dict[str, dict[str, float]] = {}
    for group in groups(judged):
        weights = fit_first([each for each in judged if each.law not in group])
        firsts |= dict.fromkeys(group, weights)
    for each in judged:
        each.first = probability(each.table.candidates.measures, firsts[each.law])
    found = {}
    for group in groups(judged):
        second = fit_second([each for each in judged if each.law not in group])
        found |= {law: Weights(first=firsts[law], second=second) for law in group}
    return found


def fit_first(judged: Sequence[Judged]) -> dict[str, float]:
    return fit([each.table.candidates.measures for each in judged], judged, SHIPPED.first)


def fit_second(judged: Sequence[Judged]) -> dict[str, float]:
    """The second model; `STRANGENESS` is not fitted, since only one judged pair has any."""
    names = [name for name in SHIPPED.second if name != STRANGENESS]
    fitted = fit([second_of(each) for each in judged], judged, names)
    return fitted | {STRANGENESS: SHIPPED.second[STRANGENESS]}


def second_of(each: Judged) -> dict[str, Any]:
    return second_measures(each.table.candidates, each.first, each.table.settled)


def fit(
    measures: Sequence[Mapping[str, Any]], judged: Sequence[Judged], names: Iterable[str]
) -> dict[str, float]:
    """The weights of these measures on the candidates that are judged."""
    wanted = [name for name in names if name]
    rows = [
        np.stack([found[name] for name in wanted], 1)[each.counts]
        for found, each in zip(measures, judged, strict=True)
    ]
    worth = [np.full(each.counts.sum(), TURNED if each.turned else 1.0) for each in judged]
    return logistic(
        np.concatenate(rows),
        np.concatenate([each.truth[each.counts] for each in judged]),
        np.concatenate(worth),
        wanted,
        ridge=RIDGE,
    )


def scored(folder: Path, weights: Callable[[str], Weights]) -> dict[str, float]:
    """F1 of the links that a comparison finds with the weights of each law."""
    judged = []
    for pair in pairs(folder):
        if pair.gold is not None:
            comparison = diff(pair.left, pair.right, weights=weights(pair.gold["work"]))
            judged.append(compare(pair.gold, *found_links(comparison.to_dict())))
    return {name: counts.f1 for name, counts in total(judged).items()}


def calibration(
    judged: Sequence[Judged], weights: Mapping[str, Weights]
) -> Iterator[tuple[str, ...]]:
    """How many held-out pairs have odds in each range, their mean, and the share that are links."""
    chosen = [each for each in judged if each.revised and not each.turned]
    values = np.concatenate(
        [probability(second_of(each), weights[each.law].second)[each.counts] for each in chosen]
    )
    links = np.concatenate([each.truth[each.counts] for each in chosen])
    for low, high in pairwise(BINS):
        inside = (values >= low) & ((values < high) | (high == 1))
        if inside.any():
            share = f"{links[inside].mean():.3f}"
            yield f"{low:g} to {high:g}", f"{inside.sum()}", f"{values[inside].mean():.3f}", share


def write(weights: Weights) -> None:
    """Put the weights in place of those that ship."""
    text = TABLE.read_text(encoding="utf-8")
    begin, end = text.index("SHIPPED = Weights("), text.index('"""One sign')
    TABLE.write_text(text[:begin] + weights_text(weights) + text[end:], encoding="utf-8")


def weights_text(weights: Weights) -> str:
    """The table as it stands in the module."""
    lines = ["SHIPPED = Weights("]
    for name in ("first", "second"):
        table = getattr(weights, name)
        lines += [f"    {name}={{", *(f'        "{key}": {value},' for key, value in table.items())]
        lines += ["    },"]
    return "\n".join([*lines, ")", ""])


if __name__ == "__main__":
    sys.exit(main())
