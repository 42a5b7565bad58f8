"""Links of articles as a reader judged them and as a program states them, and the figures of the
one against the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from _texts import bare

from policydiff.text.numerals import NUMERAL

Links = set[tuple[str | None, str | None]]
"""(old number, new number); None on one side for what is gone or new."""

GOLD = Path(__file__).parent / "gold"
"""The links that are published."""

NUMBER = re.compile(f"第({NUMERAL}+)条(?:之({NUMERAL}+))?")
"""A printed number: 第三条, 第一百二十条之一."""

HARD = ("split", "merged", "regrouped", "added", "removed")


class Reading(NamedTuple):
    """The certain links of a pair; `hard` are those that neither a number nor an equal text gives
    away, `old` and `new` the articles that are not to be judged.
    """

    links: Links
    hard: Links
    moved: Links
    old: set[str]
    new: set[str]

    def counted(self, links: Links) -> Links:
        """The links without those of articles that are not to be judged."""
        return {(a, b) for a, b in links if a not in self.old and b not in self.new}


class Counts(NamedTuple):
    """How many links are right, found, and both."""

    right: int
    found: int
    both: int

    @property
    def precision(self) -> float:
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.right if self.right else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        either = self.right + self.found
        return 2 * self.both / either if either else 1.0


def read_gold(gold: Mapping[str, Any]) -> Reading:
    """The links in the rows of a judged pair."""
    found = Reading(
        set(),
        set(),
        set(),
        {bare(num) for num in as_list(gold.get("undecided_old"))},
        {bare(num) for num in as_list(gold.get("undecided_new"))},
    )
    for row in gold["mapping"]:
        olds, news = ([bare(num) for num in as_list(row.get(side))] for side in ("old", "new"))
        if row.get("certain") is False or row.get("label") is None:
            found.old.update(olds)
            found.new.update(news)
            continue
        links = links_between(olds, news)
        found.links.update(links)
        found.hard.update(links if is_hard(row) else ())
        found.moved.update(links if row.get("moved") or row["label"] == "moved" else ())
    return found


def is_hard(row: Mapping[str, Any]) -> bool:
    return row.get("by") == "read" or row["label"] in HARD


def is_revised(gold: Mapping[str, Any]) -> bool:
    """True for a thorough revision: read as a whole, and half of the rows are hard."""
    rows = gold["mapping"]
    return gold.get("status") == "judged" and sum(map(is_hard, rows)) >= len(rows) / 2


def as_list(value: str | list[str] | None) -> list[str]:
    return [] if value is None else value if isinstance(value, list) else [value]


def links_between(olds: Iterable[str], news: Iterable[str]) -> Links:
    """Each old article with each new one; what stands alone is gone or new."""
    olds, news = [*olds], [*news]
    return {(a, b) for a in olds or [None] for b in news or [None]} - {(None, None)}


def found_links(comparison: Mapping[str, Any]) -> tuple[Links, Links]:
    """The links of articles in a comparison, by printed number, and those that moved."""
    links, moved = set(), set()
    for match in comparison["matches"]:
        left, right = (
            {
                side["eid"]: bare(side["num"] or "")
                for side in match[name]
                if side["level"] == "article"
            }
            for name in ("left", "right")
        )
        if match["links"]:
            found = {(left[a], right[b]) for a, b in match["links"] if a in left and b in right}
        elif (match["left"] and not left) or (match["right"] and not right):
            continue
        else:
            found = links_between(left.values(), right.values())
        links |= found
        moved |= found if match["moved"] else set()
    return links, moved


def compare(gold: Mapping[str, Any], found: Links, moved: Links) -> dict[str, Counts]:
    """The counts of one pair under the names of the figures.

    `moved` is judged among the links that are right.
    """
    reading = read_gold(gold)
    links, right_hard, right_moved, found, moved = map(
        reading.counted, (*reading[:3], found, moved)
    )
    olds, news = {a for a, _ in right_hard if a}, {b for _, b in right_hard if b}
    near = {(a, b) for a, b in found if a in olds or b in news}
    every, hard = _count(links, found), _count(right_hard, near)
    return {
        "F1": every,
        "hard": hard,
        **({"revised": every, "revised_hard": hard} if is_revised(gold) else {"light": every}),
        "moved": _count(right_moved, moved & links),
    }


def _count(right: Links, found: Links) -> Counts:
    return Counts(len(right), len(found), len(right & found))


def total(pairs: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    """The counts of all pairs together; a figure for which no pair has links is left out."""
    names = ("F1", "hard", "revised", "revised_hard", "light", "moved")
    every = [*pairs]
    sums = {
        name: Counts(*(sum(pair[name][at] for pair in every if name in pair) for at in range(3)))
        for name in names
    }
    return {name: counts for name, counts in sums.items() if counts.right}
