"""Words that change in one place, quoted so that they are found there.

texts side by side → hunks → those with little between them as one → quotations, widened until they
are unique → clauses
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from policydiff.amending.engine.applying.new_wording import Edit
from policydiff.amending.engine.drafting.writing import (
    OPERATION,
    Clause,
    Clauses,
    price_alone,
    reads_back,
)
from policydiff.amending.engine.effects.base import BaseText
from policydiff.amending.engine.effects.punctuation import closing, fitted, has_no_words
from policydiff.amending.engine.operations import DeleteWords, InsertWords, ReplaceWords, Steps
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.text.words import cut_words

Hunk = tuple[int, int, int, int]
"""[begin, end) in the carried text and in the wanted one."""
SHORTEST = 2
"""Signs that a quotation has at least: one alone says nothing to a reader."""
UNCLEAN = 4
"""Characters more that a quotation may have so that it does not begin or end with a mark."""
REACH = 8
"""Words by which a quotation is widened on a side at most."""


@dataclass(slots=True, kw_only=True)
class Strip:
    """One text of the base, and how it has to read in the new version."""

    text: BaseText
    edits: Sequence[Edit]
    carried: str
    """How it reads there by itself."""
    wanted: str
    bounds: dict[int, int] = field(init=False)
    """Offsets in the carried text between words → the same in the base; none in a changed citation."""
    cuts: list[int] = field(init=False)
    """The same offsets in the carried text, in order."""

    def __post_init__(self) -> None:
        stretches: list[tuple[int, int, int]] = []
        shift = 0
        for begin, end, new in self.edits:
            stretches.append((begin + shift, begin + shift + len(new), end))
            shift += len(new) - (end - begin)
        self.bounds = {}
        for cut in cut_words(self.carried).bounds:
            before = bisect_left(stretches, (cut,))
            if not before:
                self.bounds[cut] = cut
            elif stretches[before - 1][1] <= cut:
                self.bounds[cut] = stretches[before - 1][2] + cut - stretches[before - 1][1]
        self.cuts = sorted(self.bounds)

    @property
    def hunks(self) -> list[Hunk]:
        """The stretches in which the two texts differ, between words."""
        hunks: list[Hunk] = []
        for hunk in map(self._snapped, self._bare()):
            if hunks and hunk[0] < hunks[-1][1]:
                hunks[-1] = _spanning(hunks[-1], hunk)
            else:
                hunks.append(hunk)
        return hunks

    def near(self, hunks: list[Hunk], settled: Container[tuple[str, str]]) -> list[Hunk]:
        """The hunks, those with little between them as one, but for the `settled` ones."""
        merged: list[Hunk] = []
        for hunk in hunks:
            close = bool(merged) and (hunk[0] - merged[-1][1]) * 2 < OPERATION
            if close and not any(
                (self.old(side), self.new(side)) in settled for side in (merged[-1], hunk)
            ):
                merged[-1] = _spanning(merged[-1], hunk)
            else:
                merged.append(hunk)
        return merged

    def _bare(self) -> Iterator[Hunk]:
        a = b = c = d = 0
        for edit in (*redline_texts(self.carried, self.wanted, exact=True), None):
            if edit is None or edit.op == "equal":
                if b > a or d > c:
                    yield a, b, c, d
                step = len(edit.text) if edit is not None else 0
                a, c = b + step, d + step
                b, d = a, c
            elif edit.op == "delete":
                b += len(edit.text)
            else:
                d += len(edit.text)

    def _snapped(self, hunk: Hunk) -> Hunk:
        a, b, c, d = hunk
        before, behind = bisect_right(self.cuts, a), bisect_left(self.cuts, b)
        begin = self.cuts[before - 1] if before else 0
        end = self.cuts[behind] if behind < len(self.cuts) else len(self.carried)
        return begin, end, c - (a - begin), d + end - b

    def between(self, begin: int, end: int) -> list[int]:
        """The cuts in [begin, end]."""
        return self.cuts[bisect_left(self.cuts, begin) : bisect_right(self.cuts, end)]

    def old(self, hunk: Hunk) -> str:
        """The words of the base that a hunk takes away."""
        return self.text.text[self.bounds[hunk[0]] : self.bounds[hunk[1]]]

    def new(self, hunk: Hunk) -> str:
        """The words that a hunk brings."""
        return self.wanted[hunk[2] : hunk[3]]

    def stays(self, hunk: Hunk) -> bool:
        """True if no mark beside the words is set right (`effects.punctuation`)."""
        begin, end, new = self.bounds[hunk[0]], self.bounds[hunk[1]], self.new(hunk)
        left = self.text.text[:begin] + self.text.text[end:]
        return self.text.part is not None or (
            (bool(new) or not has_no_words(left))
            and fitted(self.text.text, begin, end, new) == (begin, end, new)
        )

    def widened(self, hunk: Hunk, floor: int, ceiling: int) -> Iterator[Hunk]:
        """The hunk with more around it, within [floor, ceiling], shortest first."""
        lefts = self.between(floor, hunk[0])[: -REACH - 2 : -1]
        rights = self.between(hunk[1], ceiling)[: REACH + 1]
        pairs = sorted(
            ((hunk[0] - left) + (right - hunk[1]), left, right)
            for left in lefts
            for right in rights
        )
        for _, left, right in pairs:
            yield left, right, hunk[2] - (hunk[0] - left), hunk[3] + (right - hunk[1])


@dataclass(slots=True, kw_only=True)
class Site:
    """A place with all its texts, in which instructions look for words."""

    place: Steps
    texts: Sequence[BaseText]
    single: bool = False
    """Whether the work quotes with ‘’ alone."""
    folded: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.folded = [level(text.text) for text in self.texts]

    def count(self, words: str) -> int:
        """The number of times that words stand there."""
        wanted = level(words)
        return sum(text.count(wanted) for text in self.folded) if wanted else 0

    def clauses(self, strips: Sequence[Strip]) -> Clauses | None:
        """The clauses that give the strips their wanted texts; None where none can."""
        clauses: list[Clause] = []
        left: list[tuple[Strip, list[Hunk]]] = [(strip, strip.hunks) for strip in strips]
        counts = Counter(
            (strip.old(hunk), strip.new(hunk))
            for strip, hunks in left
            for hunk in hunks
            if strip.stays(hunk)
        )
        settled = {
            pair for pair, number in counts.items() if self._all(pair, number) and number > 1
        }
        clauses.extend(
            _clause(self.place, old, new) for old, new in counts if (old, new) in settled
        )
        for strip, hunks in left:
            own = self._of_strip(strip, strip.near(hunks, settled), settled)
            if own is None:
                return None
            clauses.extend(own)
        return tuple(clauses)

    def _all(self, pair: tuple[str, str], number: int) -> bool:
        """True if all of the words in the place become the others."""
        old, new = pair
        return (
            len(level(old)) >= SHORTEST
            and self.count(old) == number
            and reads_back(new, single=self.single)
        )

    def _of_strip(
        self, strip: Strip, hunks: list[Hunk], settled: set[tuple[str, str]]
    ) -> list[Clause] | None:
        """The clauses of one text; a hunk like others becomes one with its neighbour."""
        while True:
            clauses: list[Clause] = []
            edges = [0, *(edge for hunk in hunks for edge in hunk[:2]), len(strip.carried)]
            for index, hunk in enumerate(hunks):
                if (strip.old(hunk), strip.new(hunk)) in settled:
                    continue
                clause = self._cheapest(strip, hunk, edges[2 * index], edges[2 * index + 3])
                if clause is None:
                    break
                clauses.append(clause)
            else:
                return clauses
            if len(hunks) < 2:
                return None
            hunks = _joined(hunks, index)

    def _cheapest(self, strip: Strip, hunk: Hunk, floor: int, ceiling: int) -> Clause | None:
        """The cheapest clause for a hunk that quotes nothing outside [floor, ceiling]."""
        new = strip.new(hunk)
        if hunk[0] == hunk[1]:
            edge = self._edge(strip, hunk, new)
            anchors = (
                [edge] if edge is not None else list(self._anchored(strip, hunk, floor, ceiling))
            )
            if anchors:
                return min(anchors, key=_price_of_anchor)
        for wider in strip.widened(hunk, floor, ceiling):
            old, new = strip.old(wider), strip.new(wider)
            unique = (
                len(level(old)) >= SHORTEST
                and self.count(old) == 1
                and reads_back(old, single=self.single)
            )
            if (
                unique
                and (new or wider == hunk)
                and strip.stays(wider)
                and reads_back(new, single=self.single)
            ):
                return _clause(self.place, old, new)
        return None

    def _edge(self, strip: Strip, hunk: Hunk, new: str) -> Clause | None:
        """The clause for one more sentence at the end of the place, else None."""
        last = self.texts[-1] if self.texts else None
        at_end = hunk[0] == len(strip.carried) and strip.text == last and strip.text.part is None
        stop = len(strip.text.text)
        sentence = new.endswith("。") and closing(strip.text.text, new) == (stop, stop, new)
        return (
            (InsertWords(steps=self.place, text=new, side="end"),)
            if at_end and sentence and reads_back(new, single=self.single)
            else None
        )

    def _anchored(self, strip: Strip, hunk: Hunk, floor: int, ceiling: int) -> Iterator[Clause]:
        """The new words beside the shortest others that stand once, best without marks."""
        offset, new = hunk[0], strip.new(hunk)
        if not reads_back(new, single=self.single) or not level(new):
            return
        before = strip.between(floor, offset - 1)[: -REACH - 1 : -1]
        behind = strip.between(offset + 1, ceiling)[:REACH]
        sides: tuple[tuple[Literal["after", "before"], list[tuple[int, int]]], ...] = (
            ("after", [(cut, offset) for cut in before]),
            ("before", [(offset, cut) for cut in behind]),
        )
        for side, spans in sides:
            quotations = (
                strip.text.text[strip.bounds[begin] : strip.bounds[end]] for begin, end in spans
            )
            fits = [words for words in quotations if self._fits(words)]
            for words in dict.fromkeys(
                (*fits[:1], *[words for words in fits if _clean(words)][:1])
            ):
                yield (InsertWords(steps=self.place, old=words, text=new, side=side),)

    def _fits(self, words: str) -> bool:
        """True if words stand in the place once, and can be quoted."""
        return (
            len(level(words)) >= SHORTEST
            and self.count(words) == 1
            and reads_back(words, single=self.single)
            and words == words.strip()
        )


def _clean(words: str) -> bool:
    """True if words begin and end with no mark."""
    return words[0].isalnum() and words[-1].isalnum()


def _price_of_anchor(clause: Clause) -> int:
    return price_alone(clause) + (0 if _clean(clause[0].old or "句") else UNCLEAN)


def _clause(place: Steps, old: str, new: str) -> Clause:
    return (
        ReplaceWords(steps=place, old=old, text=new) if new else DeleteWords(steps=place, old=old),
    )


def _spanning(first: Hunk, last: Hunk) -> Hunk:
    return first[0], max(first[1], last[1]), first[2], max(first[3], last[3])


def _joined(hunks: list[Hunk], index: int) -> list[Hunk]:
    """The hunks, one of them and the nearer of its neighbours as one."""
    gaps = {
        at: right[0] - left[1]
        for at, (left, right) in enumerate(pairwise(hunks))
        if index in (at, at + 1)
    }
    at = min(gaps, key=lambda gap: gaps[gap])
    (a, _, c, _), (_, b, _, d) = hunks[at : at + 2]
    return [*hunks[:at], (a, b, c, d), *hunks[at + 2 :]]
