"""Causes that explain parts of hunks; the edits still make both texts."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from policydiff.comparing.engine.redline.redline import redline_texts, whole
from policydiff.model.comparison import Cause, Edit, Span
from policydiff.text.spans import OPS, SIDES, Corner, EditRun, Hunk, read_runs, stretches

LONGEST_REGION = 400
"""Characters of the left text that may be set against other text for the sake of one mark: a list
of some forty numbers.
"""

_JOINED = "joined"
"""The sort of a run that was put together from several."""


def mark(
    edits: tuple[Edit, ...], marks: Sequence[Hunk], cause: Cause, *, exact: bool = False
) -> tuple[Edit, ...]:
    """The edits with a cause where the marks and the open runs meet.

    Marks stand in order on both sides and share no character. A run is cut at the marks in it.
    Where the edits set a mark's two sides against other text, as happens to lists that were
    shifted, they are written again around it. What is the same on both sides between two marks is
    equal again. With `exact` nothing in them is noise.
    """
    runs = tuple(read_runs(edits)) if marks else ()
    used: list[Hunk] = []
    skew: list[range] = []
    for hunk in marks:
        even, reach = _is_even(runs, hunk), _reach(runs, hunk)
        if even or _may_join(runs[reach.start : reach.stop]):
            used.append(hunk)
            skew += [] if even else [reach]
    if not used:
        return edits
    regions = tuple(_regions(runs, skew))
    inside = _clipped(regions, used)
    made: list[Edit] = []
    for index, run in enumerate(regions):
        marked = inside.get(index)
        made.extend(_cut(run, marked, cause, exact=exact) if marked else run.edits)
    return merged(made)


def _clipped(regions: Sequence[EditRun], marks: Iterable[Hunk]) -> Mapping[int, list[Hunk]]:
    inside: defaultdict[int, list[Hunk]] = defaultdict(list)
    for hunk in marks:
        met = {
            index
            for side in SIDES
            for index in range(
                max(_index(regions, hunk[side][0], side), 0),
                _index(regions, hunk[side][1] - 1, side) + 1,
            )
        }
        for index in sorted(met):
            part = _clip(hunk, regions[index].hunk)
            if max(part.sizes) and regions[index].sort in ("open", _JOINED):
                inside[index].append(part)
    return inside


def _regions(runs: Sequence[EditRun], skew: Sequence[range]) -> Iterator[EditRun]:
    """The runs, those that a mark crosses askew joined."""
    inner = frozenset(index for reach in skew for index in reach[1:])
    begun = frozenset(reach.start for reach in skew)
    begin = 0
    while begin < len(runs):
        end = begin + 1
        while end in inner:
            end += 1
        alone = end == begin + 1 and begin not in begun
        yield runs[begin] if alone else _as_one(runs[begin:end])
        begin = end


def _reach(runs: Sequence[EditRun], hunk: Hunk) -> range:
    first = min(_index(runs, hunk[side][0], side) for side in SIDES)
    return range(first, 1 + max(_index(runs, hunk[side][1] - 1, side) for side in SIDES))


def _is_even(runs: Sequence[EditRun], hunk: Hunk) -> bool:
    """True where the edits replace the left side of a mark exactly by its right side."""
    for at, corner in enumerate((hunk.begin, hunk.end)):
        left, right = (_index(runs, corner[side] - at, side) for side in SIDES)
        begin = runs[left].hunk.begin
        if left != right or (runs[left].equal and corner[0] - begin[0] != corner[1] - begin[1]):
            return False
    return True


def _index(runs: Sequence[EditRun], position: int, side: int) -> int:
    return bisect_right(runs, position, key=lambda run: run.hunk[side][0]) - 1


def _may_join(runs: Sequence[EditRun]) -> bool:
    """True for short runs that no other match covers: they may be written again."""
    return runs[-1].hunk.left[1] - runs[0].hunk.left[0] <= LONGEST_REGION and not any(
        edit.elsewhere for run in runs for edit in run.edits
    )


def _as_one(runs: Sequence[EditRun]) -> EditRun:
    edits = tuple(edit for run in runs for edit in run.edits)
    return EditRun(edits, runs[0].hunk.up_to(runs[-1].hunk), _JOINED)


def _clip(hunk: Hunk, bounds: Hunk) -> Hunk:
    return Hunk(*(_within(hunk[side], bounds[side]) for side in SIDES))


def _within(span: Span, bounds: Span) -> Span:
    begin = min(max(span[0], bounds[0]), bounds[1])
    return begin, max(begin, min(span[1], bounds[1]))


def _cut(run: EditRun, marks: Iterable[Hunk], cause: Cause, *, exact: bool) -> Iterator[Edit]:
    """The edits of a run with its marks; a joined run is compared again between."""
    texts, begin = run.sides, run.hunk.begin

    def sides(hunk: Hunk) -> list[str]:
        return [
            text[first - start : last - start]
            for text, (first, last), start in zip(texts, hunk, begin, strict=True)
        ]

    for unmarked, marked in stretches(_apart(marks, begin), run.hunk):
        left, right = sides(unmarked)
        joined = run.sort == _JOINED
        yield from redline_texts(left, right, exact=exact) if joined else _pair((left, right), None)
        yield from () if marked is None else _pair(sides(marked), cause)


def _apart(marks: Iterable[Hunk], end: Corner) -> Iterator[Hunk]:
    """The marks without those that would stand before the end of an earlier one."""
    for hunk in marks:
        if hunk.left[0] >= end[0] and hunk.right[0] >= end[1]:
            yield hunk
            end = hunk.end


def _pair(sides: Sequence[str], cause: Cause | None) -> Iterator[Edit]:
    """One text for another; equal where they are the same."""
    if sides[0] == sides[1]:
        yield from whole("equal", sides[0])
        return
    for op, text in zip(OPS, sides, strict=True):
        if text:
            yield Edit(op=op, text=text, cause=cause)


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
