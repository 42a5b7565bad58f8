"""References that follow the renumbering of provisions, or do not fit it.

A reference *fits* where its target on the right is the counterpart of its target on the left. One
that fits and is printed otherwise was changed by the renumbering and by nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.comparing.engine.explanations.counterparts import Counterparts, read_counterparts
from policydiff.comparing.engine.facts.typing import drafting_words
from policydiff.comparing.engine.redline.causes import mark
from policydiff.comparing.engine.redline.sides import common_start
from policydiff.messages import Message, template
from policydiff.model.citation import Reference
from policydiff.model.comparison import Comparison, Edit, Finding, Match, Span
from policydiff.model.document import Document, cached_by_document
from policydiff.text.lint.places import place_blocks
from policydiff.text.lint.references import JOINT, dangling
from policydiff.text.numerals import FIGURE
from policydiff.text.spans import EditRun, Hunk, read_runs, stretches

_CHANGED = template("{right} (was {left}, what that was is now {now})")
_UNCHANGED = template("{right} (what that was is now {now})")

_NUMBER = re.compile(FIGURE)

LONGEST_LIST = 2_500
"""Pairs of references in one place (fifty beside fifty) up to which they are set beside one
another: longer lists are tables of numbers.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cited:
    """A reference by its span in the text of a node, and in the nearest node."""

    span: Span
    reference: Reference
    nearest: tuple[str, Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    sides: tuple[_Cited, _Cited]
    fits: bool

    @property
    def texts(self) -> tuple[str, str]:
        return self.sides[0].reference.text, self.sides[1].reference.text

    @property
    def changed(self) -> bool:
        return self.texts[0] != self.texts[1]

    @property
    def mark(self) -> Hunk:
        """Its place in both texts, without names of the work (本规定 → 本条例)."""
        names = _named(*self.texts)
        return Hunk(
            *(
                (cited.span[0] + name, cited.span[1])
                for cited, name in zip(self.sides, names, strict=True)
            )
        )


CitedByNode = dict[str, list[_Cited]]
"""The references in the text of every node, by its eId, in order."""


def _named(left: str, right: str) -> tuple[int, int]:
    """The lengths of the names of the work in two citations, 0 for equal ones."""
    numbers = _NUMBER.search(left), _NUMBER.search(right)
    if None in numbers:
        return 0, 0
    heads = [
        text[: number.start()]
        for text, number in zip((left, right), numbers, strict=True)
        if number
    ]
    if heads[0] == heads[1] or min(map(len, heads)) < 2:
        return 0, 0
    tail = common_start(heads[0][::-1], heads[1][::-1])
    return len(heads[0]) - tail, len(heads[1]) - tail


def explain(comparison: Comparison) -> Comparison:
    """Mark edits that a renumbering explains, report references that do not fit.

    Edits of references that fit get the cause ``renumbering``. Reads matches, and the references of
    both documents; gives edits and findings. Findings: ``reference-mismatch``, a reference that was
    changed to something else than the counterpart of what it cited; ``reference-stale``, one that
    was carried over although what it cited has another number; ``dangling-reference``, one on the
    right that leads nowhere.
    """
    cited = _cited(comparison.left), _cited(comparison.right)
    counterparts = read_counterparts(comparison)
    matches: list[Match] = []
    doubts: dict[tuple[str, Span], Finding] = {}
    for match in comparison.matches:
        pairs = list(_pairs(match, cited, counterparts))
        marks = [pair.mark for pair in pairs if pair.fits and pair.changed]
        edits = mark(match.edits, marks, "renumbering", exact=not comparison.noise_rule)
        matches.append(replace(match, edits=edits) if marks else match)
        for pair in pairs:
            doubt = _doubt(pair, counterparts)
            if doubt is not None:
                doubts[pair.sides[1].nearest] = doubt
    order = counterparts.right.order
    findings = sorted(
        (*_dangling(comparison), *doubts.values()),
        key=lambda finding: (order.get(finding.eid or "", -1), finding.span),
    )
    return replace(comparison, matches=tuple(matches), findings=(*comparison.findings, *findings))


@cached_by_document
def _cited(document: Document) -> CitedByNode:
    cited: CitedByNode = defaultdict(list)
    for place in place_blocks(document):
        for reference in place.block.references if place.containers else ():
            begin, end = reference.span
            eid, first = place.containers[0]
            nearest = eid, (begin + first, end + first)
            for node, offset in place.containers if reference.internal else ():
                span = begin + offset, end + offset
                cited[node].append(_Cited(span=span, reference=reference, nearest=nearest))
    return cited


def _dangling(comparison: Comparison) -> Iterator[Finding]:
    for flaw in dangling(comparison.right, drafting_words(comparison.right)):
        yield Finding(
            type="dangling-reference",
            side="right",
            eid=flaw.eid,
            span=(flaw.begin, flaw.end),
            message=Message("{reference} does not exist", reference=flaw.reference.text),
        )


def _doubt(pair: _Pair, counterparts: Counterparts) -> Finding | None:
    """The finding for a pair that does not fit, contradicted by a sure counterpart."""
    left, right = (cited.reference for cited in pair.sides)
    if (
        pair.fits
        or not (_numbered(left) and _numbered(right))
        or not counterparts.contradict(left.target, right.target)
    ):
        return None
    now = "、".join(side.num or side.eid for side in counterparts.of[left.target or ""].values())
    eid, span = pair.sides[1].nearest
    return Finding(
        type="reference-mismatch" if pair.changed else "reference-stale",
        side="right",
        eid=eid,
        span=span,
        message=Message(
            _CHANGED if pair.changed else _UNCHANGED, right=right.text, left=left.text, now=now
        ),
    )


def _numbered(reference: Reference) -> bool:
    """True for 第十二条; 前款 and 本章 go with the text and are right wherever it goes."""
    return _NUMBER.search(reference.text) is not None


def _pairs(
    match: Match, cited: tuple[CitedByNode, CitedByNode], counterparts: Counterparts
) -> Iterator[_Pair]:
    """Pairs of references in the same place, item by item where lists correspond."""
    if len(match.left) != 1 or len(match.right) != 1:
        return
    left, right = cited[0].get(match.left[0].eid, []), cited[1].get(match.right[0].eid, [])
    for rows, columns in _clusters(left, right, match.edits) if left and right else ():
        if len(rows) * len(columns) <= LONGEST_LIST:
            yield from _in_order(rows, columns, counterparts)


def _clusters(
    left: Sequence[_Cited], right: Sequence[_Cited], edits: tuple[Edit, ...]
) -> Iterator[tuple[list[_Cited], list[_Cited]]]:
    """Lists of references of both sides that overlap where the edits bring them."""
    runs = tuple(read_runs(edits))
    spans = [(_image(row, runs), 1, row) for row in _lists(left)]
    spans += [((row[0].span[0], row[-1].span[1]), 0, row) for row in _lists(right)]
    clusters: list[tuple[list[_Cited], list[_Cited]]] = []
    high = 0
    for (begin, end), is_left, row in sorted(spans, key=lambda entry: entry[:2]):
        if begin >= high:
            clusters.append(([], []))
        clusters[-1][1 - is_left].extend(row)
        high = max(high, end)
    return ((rows, columns) for rows, columns in clusters if rows and columns)


def _lists(references: Sequence[_Cited]) -> list[list[_Cited]]:
    """Neighbours with a mark or a joining word between them: 第三条、第五条和第七条."""
    lists: list[list[_Cited]] = []
    for cited in references:
        if lists and cited.span[0] - lists[-1][-1].span[1] <= JOINT:
            lists[-1].append(cited)
        else:
            lists.append([cited])
    return lists


def _image(row: Sequence[_Cited], runs: Sequence[EditRun]) -> Span:
    """The characters of the right text that stand where a list of the left one stood."""
    begin, end = row[0].span[0], row[-1].span[1]
    first = runs[bisect_right(runs, begin, key=lambda run: run.hunk.left[0]) - 1]
    last = runs[bisect_left(runs, end, key=lambda run: run.hunk.left[0]) - 1]
    low, high = first.hunk.right[0], last.hunk.right[1]
    if first.equal:
        low += begin - first.hunk.left[0]
    if last.equal:
        high = last.hunk.right[0] + end - last.hunk.left[0]
    return low, high


def _in_order(
    rows: list[_Cited], columns: list[_Cited], counterparts: Counterparts
) -> Iterator[_Pair]:
    """The longest row of pairs that fit, and the pairs between two of them."""
    fits = [
        [counterparts.fit(row.reference, column.reference) for column in columns] for row in rows
    ]
    pairs = (Hunk((row, row + 1), (column, column + 1)) for row, column in _longest(fits))
    for gap, pair in stretches(pairs, Hunk((0, len(rows)), (0, len(columns)))):
        yield from _unfit(rows[slice(*gap.left)], columns[slice(*gap.right)])
        if pair is not None:
            yield _Pair(sides=(rows[pair.left[0]], columns[pair.right[0]]), fits=True)


def _unfit(rows: list[_Cited], columns: list[_Cited]) -> Iterator[_Pair]:
    """Pairs that do not fit: one by one, or in lists of two lengths the same ones."""
    pairs = [(index, index) for index in range(len(rows))]
    if len(rows) != len(columns):
        lists = len(_lists(rows)) == len(_lists(columns)) == 1
        same = [[row.reference.text == column.reference.text for column in columns] for row in rows]
        pairs = _longest(same) if lists else []
    for row, column in pairs:
        yield _Pair(sides=(rows[row], columns[column]), fits=False)


def _longest(fits: list[list[bool]]) -> list[tuple[int, int]]:
    """The earliest longest chain of true cells with rising rows and columns."""
    best: list[list[tuple[int, tuple[tuple[int, int], ...]]]] = [
        [(0, ())] * (len(fits[0]) + 1) for _ in range(len(fits) + 1)
    ]
    for row in reversed(range(len(fits))):
        for column in reversed(range(len(fits[0]))):
            length, chain = max(
                best[row + 1][column], best[row][column + 1], key=lambda cell: cell[0]
            )
            below, chain_below = best[row + 1][column + 1]
            taken = fits[row][column] and below + 1 >= length
            best[row][column] = (
                (below + 1, ((row, column), *chain_below)) if taken else (length, chain)
            )
    return list(best[0][0][1])
