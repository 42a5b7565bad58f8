"""The fate of the places of a term in text that stayed.

A place is replaced as stated, left as it was, replaced by something else, or it fell with the words
around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from policydiff.comparing.engine.redline.causes import EditRun, Mark, left_of, read_runs, right_of
from policydiff.model.comparison import Edit, Match
from policydiff.model.kinds import CONTAINERS

Edits = tuple[Edit, ...]
Term = tuple[str, str]

LONGEST = 20
"""Characters of a term; what is longer is a clause."""

MANY = 8
"""Places from which on a replacement is no phrase that happens to recur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedText:
    """A text of both sides, without what stands elsewhere.

    `runs` are its edits in runs, `removed` the texts of the provisions in it that were removed
    whole.
    """

    match: Match
    edits: Edits
    left: str
    right: str
    runs: tuple[EditRun, ...]
    removed: tuple[str, ...] = ()

    @classmethod
    def of(cls, match: Match, edits: Edits, removed: Iterable[str] = ()) -> ComparedText:
        """The text that some edits of a match make."""
        own = tuple(edit for edit in edits if edit.elsewhere is None)
        return cls(
            match=match,
            edits=own,
            left=left_of(own),
            right=right_of(own),
            runs=tuple(read_runs(own)),
            removed=tuple(removed),
        )

    @property
    def open(self) -> bool:
        """True where something is changed and not explained."""
        return any(run.open for run in self.runs)


def distinct_texts(matches: Iterable[Match]) -> Iterator[ComparedText]:
    """The texts and headings of a comparison, each once.

    Those of one side alone are among them.
    """
    every = tuple(matches)
    removed = _removed_texts(every)
    for match in _outermost(every):
        if match.heading_edits:
            yield ComparedText.of(match, match.heading_edits)
        if match.edits:
            yield ComparedText.of(match, match.edits, removed.get(match.id, ()))


def _removed_texts(matches: Iterable[Match]) -> dict[int, list[str]]:
    """The texts of provisions removed whole, by the matches of what they stood in."""
    above: dict[int, tuple[int, ...]] = {}
    found: dict[int, list[str]] = {}
    for match in matches:
        outer = () if match.parent is None else (*above.get(match.parent, ()), match.parent)
        above[match.id] = outer
        text = left_of(match.edits) if match.kind == "removed" else ""
        for one in outer if text else ():
            found.setdefault(one, []).append(text)
    return found


def _outermost(matches: Iterable[Match]) -> Iterator[Match]:
    """The matches that cover each text once.

    They are articles, and parts outside of articles that have edits; else headings alone.
    """
    covered: set[int] = set()
    for match in matches:
        levels = {side.level for side in (*match.left, *match.right)}
        if match.parent in covered:
            covered.add(match.id)
        elif match.edits and not levels & {"title", "attachment", *CONTAINERS}:
            covered.add(match.id)
            yield match
        elif match.heading_edits and match.left and match.right:
            yield replace(match, edits=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """The fate of a term in all texts.

    `places` are the texts of the places where it was replaced, `around` the characters before and
    behind these. `remaining` counts the places of the right text that hold it, without those in
    text that was inserted whole; `otherwise` those of the left text that gave way to other words,
    `rivals` those of them in small hunks, by which another term took its place. A place that fell
    with the words around it counts in none of them.
    """

    places: tuple[ComparedText, ...]
    around: tuple[frozenset[str], frozenset[str]]
    remaining: int
    otherwise: int
    rivals: int

    def free(self, particles: Collection[str]) -> bool:
        """True where it stands in several phrases.

        It is the term that changed then and not one phrase that recurs. A mark or a particle on one
        side separates it from what stands there. In `MANY` places one free side is enough: the word
        beside it may belong to it, as 家庭 does in 困难家庭成员.
        """
        free = [
            len(signs) > 1 or not "".join(signs).isalnum() or not signs.isdisjoint(particles)
            for signs in self.around
        ]
        return any(free) if len(self.places) >= MANY else all(free)


def small(run: EditRun) -> bool:
    """True for a hunk that may replace a term."""
    return run.open and 0 < run.b - run.a + run.d - run.c <= 2 * LONGEST


def follow(
    term: Term, texts: Iterable[ComparedText], marks: Sequence[tuple[ComparedText, Mark]]
) -> Fate:
    """The fate of a term in all texts, given the places where it was replaced."""
    holding = [text for text in texts if term[0] in text.left or term[0] in text.right]
    around = (
        [text.left[max(0, a - 1) : a] for text, (a, *_) in marks],
        [text.left[b : b + 1] for text, (_, b, *_) in marks],
    )
    taken = {(id(text), one[0]) for text, one in marks}
    others = [
        runs
        for text in holding
        for place in _found(text.left, term[0])
        if (id(text), place) not in taken and (runs := _others(text, place, term))
    ]
    return Fate(
        places=tuple(text for text, _ in marks),
        around=(frozenset(around[0]), frozenset(around[1])),
        remaining=sum(_remaining(text, term) for text in holding),
        otherwise=len(others),
        rivals=sum(all(small(run) and run.after for run in runs) for runs in others),
    )


def _found(text: str, word: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(word), text)]


def _remaining(text: ComparedText, term: Term) -> int:
    """The number of places of the right text that have the old words still.

    Places inside the new words, and in text that was wholly inserted, do not count.
    """
    places = _found(text.right, term[0])
    new = _found(text.right, term[1]) if places and term[0] in term[1] else []
    outside = [
        place for place in places if not any(first <= place < first + len(term[1]) for first in new)
    ]
    printed = [edit for edit in text.edits if edit.op != "delete"]
    ends = list(accumulate(len(edit.text) for edit in printed)) if outside else []
    return sum(
        any(
            not _is_new(edit)
            for edit in printed[bisect_right(ends, a) : bisect_left(ends, a + len(term[0])) + 1]
        )
        for a in outside
    )


def _is_new(edit: Edit) -> bool:
    return edit.op == "insert" and not edit.noise


def _others(text: ComparedText, place: int, term: Term) -> list[EditRun]:
    """The hunks that replaced a place of the old words by something else.

    None where they put the new words there, nothing changed, or the place fell with the words
    around it.
    """
    first = bisect_right(text.runs, place, key=lambda run: run.b)
    last = bisect_left(text.runs, place + len(term[0]), key=lambda run: run.a)
    runs = [run for run in text.runs[first:last] if run.open and run.before]
    low, high = (runs[0].c - len(term[1]), runs[-1].d + len(term[1])) if runs else (0, 0)
    if term[1] in text.right[max(0, low) : high] or _fell(text, place, place + len(term[0])):
        return []
    return runs


def _fell(text: ComparedText, begin: int, end: int) -> bool:
    """True for a stretch of the left text in whose place nothing came.

    It lies in one that was deleted, or in a provision that was removed whole.
    """
    if any(run.open and run.a <= begin and end <= run.b for run in text.runs if _is_cut(run)):
        return True
    return any(
        place <= begin and end <= place + len(removed)
        for removed in text.removed
        for place in _found(text.left, removed)
        if text.left[place + len(removed) :][:1] in ("", "\n")
    )


def _is_cut(run: EditRun) -> bool:
    """True for a hunk that puts no words in place of those that it deletes."""
    return not any(map(str.isalnum, run.after))
