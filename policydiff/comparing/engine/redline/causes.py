"""Causes that explain edits.

Parts of a hunk get a cause, and the edits still make both texts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.comparison import Cause, Edit

LONGEST_REGION = 400
"""Characters of the left text that may be set against other text for the sake of one mark: a list
of some forty numbers.
"""

Mark = tuple[int, int, int, int]
"""Characters [a, b) of the left text that gave way to [c, d) of the right one for one reason."""
Reach = tuple[int, int]
"""The first and the last of some runs, by place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRun:
    """Neighbouring edits of one sort, and their place.

    The place is [a, b) of the left text, [c, d) of the right one. An `open` run is a hunk that
    nothing explains yet: it is no noise and has no cause. A `joined` one was put together from
    several.
    """

    edits: tuple[Edit, ...]
    open: bool
    a: int
    b: int
    c: int
    d: int
    joined: bool = False

    @property
    def before(self) -> str:
        """The text on the left."""
        return left_of(self.edits)

    @property
    def after(self) -> str:
        """The text on the right."""
        return right_of(self.edits)


def left_of(edits: Iterable[Edit]) -> str:
    """The left text of some edits."""
    return "".join([edit.text for edit in edits if edit.op != "insert"])


def right_of(edits: Iterable[Edit]) -> str:
    """The right text of some edits."""
    return "".join([edit.text for edit in edits if edit.op != "delete"])


def read_runs(edits: Iterable[Edit]) -> Iterator[EditRun]:
    """The edits in runs: equal, noise, explained, or open."""
    a = c = 0
    for key, group in groupby(edits, _sort):
        run, b, d = tuple(group), a, c
        for edit in run:
            size = len(edit.text)
            b += size if edit.op != "insert" else 0
            d += size if edit.op != "delete" else 0
        yield EditRun(edits=run, open=key == "open", a=a, b=b, c=c, d=d)
        a, c = b, d


def is_open(edit: Edit) -> bool:
    """True for an edit that changes something and that nothing explains."""
    return edit.op != "equal" and not edit.noise and edit.cause is None and edit.elsewhere is None


def _sort(edit: Edit) -> str:
    if edit.op == "equal" or edit.elsewhere is not None:
        return edit.op if edit.elsewhere is None else "elsewhere"
    return edit.cause or ("noise" if edit.noise else "open")


def mark(
    edits: tuple[Edit, ...], marks: Sequence[Mark], cause: Cause, *, exact: bool = False
) -> tuple[Edit, ...]:
    """The edits with a cause where the marks and the open runs meet.

    Marks stand in order on both sides and share no character. A run is cut at the marks in it.
    Where the edits set a mark's two sides against other text, as happens to lists that were
    shifted, they are written again around it. What is the same on both sides between two marks is
    equal again. With `exact` nothing in them is noise.
    """
    runs = tuple(read_runs(edits)) if marks else ()
    reaches = [(one, _reach(runs, one)) for one in marks]
    near = [
        (one, reach)
        for one, reach in reaches
        if _even(runs, one) or _may_join(runs[reach[0] : reach[1] + 1])
    ]
    if not near:
        return edits
    skew = [reach for one, reach in near if not _even(runs, one)]
    made: list[Edit] = []
    regions = tuple(_regions(runs, skew))
    inside = _clipped(regions, [one for one, _ in near])
    for place, run in enumerate(regions):
        marked = inside.get(place)
        made.extend(_cut(run, marked, cause, exact=exact) if marked else run.edits)
    return merged(made)


def _clipped(regions: tuple[EditRun, ...], marks: Sequence[Mark]) -> Mapping[int, list[Mark]]:
    """The parts of the marks in each open run, by its place among the runs."""
    found: defaultdict[int, list[Mark]] = defaultdict(list)
    for one in marks:
        a, b, c, d = one
        left = range(max(_at(regions, a, "a"), 0), _at(regions, b - 1, "a") + 1)
        right = range(max(_at(regions, c, "c"), 0), _at(regions, d - 1, "c") + 1)
        for place in sorted({*left, *right}):
            part = _clip(one, regions[place]) if regions[place].open else None
            if part is not None:
                found[place].append(part)
    return found


def _regions(runs: tuple[EditRun, ...], skew: Sequence[Reach]) -> Iterator[EditRun]:
    """The runs, where those that a mark crosses askew are joined into an open one."""
    inner = frozenset(place for first, last in skew for place in range(first + 1, last + 1))
    begun = frozenset(first for first, _ in skew)
    place = 0
    while place < len(runs):
        end = place + 1
        while end in inner:
            end += 1
        alone = end == place + 1 and place not in begun
        yield runs[place] if alone else _as_one(runs[place:end])
        place = end


def _reach(runs: tuple[EditRun, ...], one: Mark) -> Reach:
    """The first and the last run of a mark."""
    a, b, c, d = one
    return min(_at(runs, a, "a"), _at(runs, c, "c")), max(
        _at(runs, b - 1, "a"), _at(runs, d - 1, "c")
    )


def _even(runs: tuple[EditRun, ...], one: Mark) -> bool:
    """True where the edits replace the left side of a mark exactly by its right side."""
    a, b, c, d = one
    ends = (
        (_at(runs, a, "a"), _at(runs, c, "c"), a, c),
        (_at(runs, b - 1, "a"), _at(runs, d - 1, "c"), b, d),
    )
    return all(
        left == right
        and (runs[left].edits[0].op != "equal" or place - runs[left].a == other - runs[left].c)
        for left, right, place, other in ends
    )


def _at(runs: tuple[EditRun, ...], place: int, side: Literal["a", "c"]) -> int:
    """The run that holds a character of one side."""
    return bisect_right(runs, place, key=lambda run: run.a if side == "a" else run.c) - 1


def _may_join(runs: Sequence[EditRun]) -> bool:
    """True where runs may be written again: short ones that no other match covers."""
    return runs[-1].b - runs[0].a <= LONGEST_REGION and not any(
        edit.elsewhere for run in runs for edit in run.edits
    )


def _as_one(runs: tuple[EditRun, ...]) -> EditRun:
    edits = tuple(edit for run in runs for edit in run.edits)
    return EditRun(
        edits=edits, open=True, joined=True, a=runs[0].a, b=runs[-1].b, c=runs[0].c, d=runs[-1].d
    )


def _clip(one: Mark, run: EditRun) -> Mark | None:
    """The part of a mark in a run, None where it has none."""
    (a, b), (c, d) = _within(one[0], one[1], run.a, run.b), _within(one[2], one[3], run.c, run.d)
    return (a, b, c, d) if a < b or c < d else None


def _within(begin: int, end: int, first: int, last: int) -> tuple[int, int]:
    begin = min(max(begin, first), last)
    return begin, max(begin, min(end, last))


def _cut(run: EditRun, marks: Sequence[Mark], cause: Cause, *, exact: bool) -> Iterator[Edit]:
    """A run with the marks in it.

    Text between the marks is compared again where the run was put together.
    """
    before, after = run.before, run.after
    place, other = run.a, run.c
    for a, b, c, d in marks:
        if (
            a < place or c < other
        ):  # it belongs behind what was marked already, and cannot stand there
            continue
        yield from _unmarked_edits(
            run, before[place - run.a : a - run.a], after[other - run.c : c - run.c], exact=exact
        )
        yield from _pair(before[a - run.a : b - run.a], after[c - run.c : d - run.c], cause)
        place, other = b, d
    yield from _unmarked_edits(run, before[place - run.a :], after[other - run.c :], exact=exact)


def _unmarked_edits(run: EditRun, before: str, after: str, *, exact: bool) -> Iterator[Edit]:
    yield from (
        redline_texts(before, after, exact=exact) if run.joined else _pair(before, after, None)
    )


def _pair(before: str, after: str, cause: Cause | None) -> Iterator[Edit]:
    """One text for another; equal where they are the same."""
    if before == after:
        yield from (Edit(op="equal", text=before),) if before else ()
        return
    if before:
        yield Edit(op="delete", text=before, cause=cause)
    if after:
        yield Edit(op="insert", text=after, cause=cause)


def merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits, where neighbours of one kind and cause are made one."""
    made: list[Edit] = []
    for edit in edits:
        last = made[-1] if made else None
        if last is not None and last.op == edit.op and replace(last, text=edit.text) == edit:
            made[-1] = replace(edit, text=last.text + edit.text)
        else:
            made.append(edit)
    return tuple(made)
