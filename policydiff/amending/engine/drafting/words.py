"""Words that change in one place.

What to quote so that it is found there once, or as often as it changes, and cuts no word.

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
from policydiff.amending.engine.drafting.clauses import OPERATION, Clauses, DraftedClause
from policydiff.amending.engine.drafting.quotes import reads_back
from policydiff.amending.engine.effects.base import BaseText
from policydiff.amending.engine.effects.punctuation import closing, fitted, has_no_words
from policydiff.amending.engine.operations import Steps
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
    """One text of the base, as it is and as it has to be in the new version.

    `carried` is what it is there by itself, `wanted` what it has to be.
    """

    text: BaseText
    edits: Sequence[Edit]
    carried: str
    wanted: str
    bounds: dict[int, int] = field(init=False)
    """Where the carried text may be cut → the same place in the base."""
    cuts: list[int] = field(init=False)
    """The same places of the carried text, in order."""

    def __post_init__(self) -> None:
        """Find the places between words that are in no changed citation."""
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
        """The places where the two texts differ, between bounds that may be cut."""
        found: list[Hunk] = []
        for hunk in map(self._snapped, self._bare()):
            if found and hunk[0] < found[-1][1]:
                found[-1] = _spanning(found[-1], hunk)
            else:
                found.append(hunk)
        return found

    def near(self, hunks: list[Hunk], settled: Container[tuple[str, str]]) -> list[Hunk]:
        """The hunks, those with little between them as one, but for the `settled` ones."""
        found: list[Hunk] = []
        for hunk in hunks:
            close = bool(found) and (hunk[0] - found[-1][1]) * 2 < OPERATION
            if close and not any(
                (self.old(one), self.new(one)) in settled for one in (found[-1], hunk)
            ):
                found[-1] = _spanning(found[-1], hunk)
            else:
                found.append(hunk)
        return found

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
        """The places that may be cut from one to another, both taken in."""
        return self.cuts[bisect_left(self.cuts, begin) : bisect_right(self.cuts, end)]

    def old(self, hunk: Hunk) -> str:
        """The words of the base that a hunk takes away."""
        return self.text.text[self.bounds[hunk[0]] : self.bounds[hunk[1]]]

    def new(self, hunk: Hunk) -> str:
        """The words that a hunk brings."""
        return self.wanted[hunk[2] : hunk[3]]

    def stays(self, hunk: Hunk) -> bool:
        """True if the words come out as they are quoted.

        No mark beside them is set right (`policydiff.amending.engine.effects.punctuation`).
        """
        begin, end, new = self.bounds[hunk[0]], self.bounds[hunk[1]], self.new(hunk)
        left = self.text.text[:begin] + self.text.text[end:]
        return self.text.part is not None or (
            (bool(new) or not has_no_words(left))
            and fitted(self.text.text, begin, end, new) == (begin, end, new)
        )

    def widened(self, hunk: Hunk, floor: int, ceiling: int) -> Iterator[Hunk]:
        """The hunk with more around it, the shorter first.

        Between two places of the carried text.
        """
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
    """A place with all its texts, as instructions look for words in it."""

    place: Steps
    texts: Sequence[BaseText]
    single: bool = False
    """Whether the work quotes with ‘’ alone."""
    folded: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Fold the texts as words are looked for."""
        self.folded = [level(text.text) for text in self.texts]

    def count(self, words: str) -> int:
        """The number of times that words stand there."""
        wanted = level(words)
        return sum(text.count(wanted) for text in self.folded) if wanted else 0

    def clauses(self, strips: Sequence[Strip]) -> Clauses | None:
        """The clauses that give the strips their wanted texts.

        None where words cannot express it.
        """
        found: list[DraftedClause] = []
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
        found.extend(_clause(self.place, old, new) for old, new in counts if (old, new) in settled)
        for strip, hunks in left:
            own = self._of_strip(strip, strip.near(hunks, settled), settled)
            if own is None:
                return None
            found.extend(own)
        return tuple(found)

    def _all(self, pair: tuple[str, str], number: int) -> bool:
        """True if words, wherever they stand in the place, become the others."""
        old, new = pair
        return (
            len(level(old)) >= SHORTEST
            and self.count(old) == number
            and reads_back(new, single=self.single)
        )

    def _of_strip(
        self, strip: Strip, hunks: list[Hunk], settled: set[tuple[str, str]]
    ) -> list[DraftedClause] | None:
        """The clauses of one text.

        A hunk that cannot be distinguished from its like becomes one with its neighbour.
        """
        while True:
            found: list[DraftedClause] = []
            edges = [0, *(edge for hunk in hunks for edge in hunk[:2]), len(strip.carried)]
            for place, hunk in enumerate(hunks):
                if (strip.old(hunk), strip.new(hunk)) in settled:
                    continue
                clause = self._one(strip, hunk, edges[2 * place], edges[2 * place + 3])
                if clause is None:
                    break
                found.append(clause)
            else:
                return found
            if len(hunks) < 2:
                return None
            hunks = _joined(hunks, place)

    def _one(self, strip: Strip, hunk: Hunk, floor: int, ceiling: int) -> DraftedClause | None:
        """The cheapest clause for one hunk.

        It quotes nothing beyond the places where the neighbours of the hunk begin.
        """
        new = strip.new(hunk)
        if hunk[0] == hunk[1]:
            edge = self._edge(strip, hunk, new)
            anchors = (
                [edge] if edge is not None else list(self._anchored(strip, hunk, floor, ceiling))
            )
            if anchors:
                return min(
                    anchors,
                    key=lambda clause: (
                        clause.price + (0 if _clean(clause.old or "句") else UNCLEAN)
                    ),
                )
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

    def _edge(self, strip: Strip, hunk: Hunk, new: str) -> DraftedClause | None:
        """The clause for one more sentence at the end of the place, else None."""
        last = self.texts[-1] if self.texts else None
        at_end = hunk[0] == len(strip.carried) and strip.text == last and strip.text.part is None
        stop = len(strip.text.text)
        sentence = new.endswith("。") and closing(strip.text.text, new) == (stop, stop, new)
        return (
            DraftedClause(form="end", place=self.place, new=new)
            if at_end and sentence and reads_back(new, single=self.single)
            else None
        )

    def _anchored(
        self, strip: Strip, hunk: Hunk, floor: int, ceiling: int
    ) -> Iterator[DraftedClause]:
        """The new words behind or before others that stand there once.

        The shortest such words, and the shortest with no mark at their edges.
        """
        place, new = hunk[0], strip.new(hunk)
        if not reads_back(new, single=self.single) or not level(new):
            return
        before = strip.between(floor, place - 1)[: -REACH - 1 : -1]
        behind = strip.between(place + 1, ceiling)[:REACH]
        sides: tuple[tuple[Literal["after", "before"], list[tuple[int, int]]], ...] = (
            ("after", [(cut, place) for cut in before]),
            ("before", [(place, cut) for cut in behind]),
        )
        for form, spans in sides:
            quotations = (
                strip.text.text[strip.bounds[begin] : strip.bounds[end]] for begin, end in spans
            )
            fits = [words for words in quotations if self._fits(words)]
            for words in dict.fromkeys(
                (*fits[:1], *[words for words in fits if _clean(words)][:1])
            ):
                yield DraftedClause(form=form, place=self.place, old=words, new=new)

    def _fits(self, words: str) -> bool:
        """True if words stand there once, and can be quoted."""
        return (
            len(level(words)) >= SHORTEST
            and self.count(words) == 1
            and reads_back(words, single=self.single)
            and words == words.strip()
        )


def _clean(words: str) -> bool:
    """True if words begin and end with no mark."""
    return words[0].isalnum() and words[-1].isalnum()


def _clause(place: Steps, old: str, new: str) -> DraftedClause:
    return DraftedClause(form="replace" if new else "delete", place=place, old=old, new=new)


def _spanning(one: Hunk, other: Hunk) -> Hunk:
    return one[0], max(one[1], other[1]), one[2], max(one[3], other[3])


def _joined(hunks: list[Hunk], place: int) -> list[Hunk]:
    """One of the hunks and the nearer of its neighbours as one."""
    gaps = {
        at: right[0] - left[1]
        for at, (left, right) in enumerate(pairwise(hunks))
        if place in (at, at + 1)
    }
    at = min(gaps, key=lambda gap: gaps[gap])
    (a, _, c, _), (_, b, _, d) = hunks[at : at + 2]
    return [*hunks[:at], (a, b, c, d), *hunks[at + 2 :]]
