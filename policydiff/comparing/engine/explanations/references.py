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
from policydiff.comparing.engine.facts.typing import DIALECTS
from policydiff.comparing.engine.redline.causes import EditRun, Mark, mark, read_runs
from policydiff.messages import Message, template
from policydiff.model.citation import Reference
from policydiff.model.comparison import Comparison, Edit, Finding, Match
from policydiff.model.document import Document, cached_by_document
from policydiff.text.lint.places import place_blocks
from policydiff.text.lint.references import JOINT, dangling
from policydiff.text.numerals import FIGURE
from policydiff.text.traditions.dialect import NO_DRAFTING_WORDS

_CHANGED = template("{right} (was {left}, what that was is now {now})")
_UNCHANGED = template("{right} (what that was is now {now})")

_NUMBER = re.compile(FIGURE)

LONGEST_LIST = 2_500
"""Pairs of references in one place (fifty beside fifty) up to which they are set beside one
another: longer lists are tables of numbers.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cited:
    """A reference in the text of one node that holds it.

    `eid` and `span` are its place in the nearest one.
    """

    begin: int
    end: int
    reference: Reference
    eid: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A reference on the left and the one on the right that stands in its place."""

    left: _Cited
    right: _Cited
    fits: bool

    @property
    def changed(self) -> bool:
        """True where it is printed otherwise."""
        return self.left.reference.text != self.right.reference.text

    @property
    def mark(self) -> Mark:
        """The place of a citation in both texts, without names of the work that holds it.

        本规定 → 本条例 is no renumbering.
        """
        left, right = _named(self.left.reference.text, self.right.reference.text)
        return self.left.begin + left, self.left.end, self.right.begin + right, self.right.end


CitedByNode = dict[str, list[_Cited]]
"""The references in the text of every node, by its eId, in order."""


def _named(left: str, right: str) -> tuple[int, int]:
    """The lengths of the names of the work in two citations, where they differ.

    Both are 0 where they do not.
    """
    one, two = _NUMBER.search(left), _NUMBER.search(right)
    heads = (left[: one.start()], right[: two.start()]) if one and two else ("", "")
    if heads[0] == heads[1] or min(map(len, heads)) < 2:
        return 0, 0
    tail = next(
        (
            place
            for place, (a, b) in enumerate(zip(*(head[::-1] for head in heads), strict=False))
            if a != b
        ),
        min(map(len, heads)),
    )
    return len(heads[0]) - tail, len(heads[1]) - tail


def explain(comparison: Comparison) -> Comparison:
    """Mark edits that a renumbering explains, report references that do not fit.

    Edits of references that fit get the cause ``renumbering``. Reads matches, and the references of
    both documents; gives edits and findings. Findings: ``reference-mismatch``, a reference that was
    changed to something else than the counterpart of what it cited; ``reference-stale``, one that
    was carried over although what it cited has another number; ``dangling-reference``, one on the
    right that leads nowhere.
    """
    left, right = _cited(comparison.left), _cited(comparison.right)
    counterparts = read_counterparts(comparison)
    matches: list[Match] = []
    doubts: dict[tuple[str, tuple[int, int]], Finding] = {}
    for match in comparison.matches:
        pairs = list(_pairs(match, left, right, counterparts))
        marks = [pair.mark for pair in pairs if pair.fits and pair.changed]
        matches.append(
            replace(
                match,
                edits=mark(match.edits, marks, "renumbering", exact=not comparison.noise_rule),
            )
            if marks
            else match
        )
        for pair in pairs:
            doubts.update(
                {}
                if (found := _doubt(pair, counterparts)) is None
                else {(pair.right.eid, pair.right.span): found}
            )
    findings = [*_dangling(comparison), *doubts.values()]
    findings.sort(
        key=lambda finding: (counterparts.right.order.get(finding.eid or "", -1), finding.span)
    )
    return replace(comparison, matches=tuple(matches), findings=(*comparison.findings, *findings))


@cached_by_document
def _cited(document: Document) -> CitedByNode:
    found: CitedByNode = defaultdict(list)
    for place in place_blocks(document):
        for reference in place.block.references if place.containers else ():
            begin, end = reference.span
            nearest, first = place.containers[0]
            for eid, offset in place.containers if reference.internal else ():
                span = (begin + first, end + first)
                found[eid].append(
                    _Cited(
                        begin=begin + offset,
                        end=end + offset,
                        reference=reference,
                        eid=nearest,
                        span=span,
                    )
                )
    return found


def _dangling(comparison: Comparison) -> Iterator[Finding]:
    dialect = DIALECTS.get(comparison.right.dialect)
    for one in dangling(
        comparison.right, NO_DRAFTING_WORDS if dialect is None else dialect.drafting
    ):
        message = Message("{reference} does not exist", reference=one.reference.text)
        yield Finding(
            type="dangling-reference",
            side="right",
            eid=one.eid,
            span=(one.begin, one.end),
            message=message,
        )


def _doubt(pair: _Pair, counterparts: Counterparts) -> Finding | None:
    """The finding for a pair that does not fit.

    None where no sure counterpart contradicts it.
    """
    left, right = pair.left.reference, pair.right.reference
    if (
        pair.fits
        or not (_numbered(left) and _numbered(right))
        or not counterparts.contradict(left.target, right.target)
    ):
        return None
    now = "、".join(side.num or side.eid for side in counterparts.of[left.target or ""].values())
    kind = "reference-mismatch" if pair.changed else "reference-stale"
    return Finding(
        type=kind,
        side="right",
        eid=pair.right.eid,
        span=pair.right.span,
        message=Message(
            _CHANGED if pair.changed else _UNCHANGED, right=right.text, left=left.text, now=now
        ),
    )


def _numbered(reference: Reference) -> bool:
    """True for 第十二条; 前款 and 本章 go with the text and are right wherever it goes."""
    return _NUMBER.search(reference.text) is not None


def _pairs(
    match: Match, left: CitedByNode, right: CitedByNode, counterparts: Counterparts
) -> Iterator[_Pair]:
    """Pairs of references in the same place, item by item where lists correspond."""
    if len(match.left) != 1 or len(match.right) != 1:
        return
    cited, others = left.get(match.left[0].eid, []), right.get(match.right[0].eid, [])
    for rows, columns in _clusters(cited, others, match.edits) if cited and others else ():
        if len(rows) * len(columns) <= LONGEST_LIST:
            yield from _in_order(rows, columns, counterparts)


def _clusters(
    left: Sequence[_Cited], right: Sequence[_Cited], edits: tuple[Edit, ...]
) -> Iterator[tuple[list[_Cited], list[_Cited]]]:
    """Lists of references of both sides that the edits bring to the same place.

    Those that overlap are given together.
    """
    runs = tuple(read_runs(edits))
    none: list[_Cited] = []
    spans = [(_image(rows, runs), rows, none) for rows in _lists(left)]
    spans += [((columns[0].begin, columns[-1].end), none, columns) for columns in _lists(right)]
    found: list[tuple[list[_Cited], list[_Cited]]] = []
    high = 0
    for (begin, end), rows, columns in sorted(spans, key=lambda span: (span[0], bool(span[1]))):
        if begin >= high:
            found.append(([], []))
        found[-1][0].extend(rows)
        found[-1][1].extend(columns)
        high = max(high, end)
    return ((rows, columns) for rows, columns in found if rows and columns)


def _lists(references: Sequence[_Cited]) -> list[list[_Cited]]:
    """Neighbours with a mark or a joining word between them: 第三条、第五条和第七条."""
    lists: list[list[_Cited]] = []
    for one in references:
        if lists and one.begin - lists[-1][-1].end <= JOINT:
            lists[-1].append(one)
        else:
            lists.append([one])
    return lists


def _image(rows: Sequence[_Cited], runs: Sequence[EditRun]) -> tuple[int, int]:
    """The characters of the right text that stand where a list of the left one stood."""
    begin, end = rows[0].begin, rows[-1].end
    first = runs[bisect_right(runs, begin, key=lambda run: run.a) - 1]
    last = runs[bisect_left(runs, end, key=lambda run: run.a) - 1]
    low = first.c + begin - first.a if first.edits[0].op == "equal" else first.c
    high = last.c + end - last.a if last.edits[0].op == "equal" else last.d
    return low, high


def _in_order(
    rows: list[_Cited], columns: list[_Cited], counterparts: Counterparts
) -> Iterator[_Pair]:
    """The longest row of pairs that fit, and the pairs between two of them."""
    fits = [[counterparts.fit(one.reference, other.reference) for other in columns] for one in rows]
    place = other = 0
    for row, column in [*_longest(fits), (len(rows), len(columns))]:
        yield from _unfit(rows[place:row], columns[other:column])
        if row < len(rows):
            yield _Pair(left=rows[row], right=columns[column], fits=True)
        place, other = row + 1, column + 1


def _unfit(rows: list[_Cited], columns: list[_Cited]) -> Iterator[_Pair]:
    """Pairs that do not fit.

    They are paired one by one where both sides are of one length, else those that are printed the
    same: a list that grew may have an old number still.
    """
    places = [(place, place) for place in range(len(rows))]
    if len(rows) != len(columns):
        lists = len(_lists(rows)) == len(_lists(columns)) == 1
        places = (
            _longest(
                [[one.reference.text == other.reference.text for other in columns] for one in rows]
            )
            if lists
            else []
        )
    for row, column in places:
        yield _Pair(left=rows[row], right=columns[column], fits=False)


def _longest(fits: list[list[bool]]) -> list[tuple[int, int]]:
    """The longest chain of true cells with rising rows and columns.

    Of several it is the earliest.
    """
    best: list[list[tuple[int, tuple[tuple[int, int], ...]]]] = [
        [(0, ())] * (len(fits[0]) + 1) for _ in range(len(fits) + 1)
    ]
    for row in reversed(range(len(fits))):
        for column in reversed(range(len(fits[0]))):
            length, chain = max(
                best[row + 1][column], best[row][column + 1], key=lambda cell: cell[0]
            )
            below, rest = best[row + 1][column + 1]
            taken = fits[row][column] and below + 1 >= length
            best[row][column] = (below + 1, ((row, column), *rest)) if taken else (length, chain)
    return list(best[0][0][1])
