"""The differences of a returned file that no tracked change explains.

Paragraphs are compared word for word, each story of a file by itself. No noise rule holds; what
differs in spaces and width alone is a kind of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from rapidfuzz.distance import Indel

from policydiff.checking.engine.return_check import (
    CommentChange,
    PlacedPassage,
    SilentChange,
    SilentKind,
    UncheckedParts,
)
from policydiff.comparing.engine.align.assignment import in_order
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.comparing.engine.redline.sides import differing
from policydiff.model.office_content import MarginComment, Story
from policydiff.model.source import UnreadParts
from policydiff.text.noise import spacing_key
from policydiff.text.spans import Hunk, stretches

ONE_PARAGRAPH = 0.4
"""The least share of common characters by which two paragraphs are taken for one, unless they are
all that stands between the same neighbours.
"""

MOST_PAIRS = 40_000
"""Pairs of paragraphs between the same neighbours that are weighed; more are paired in order."""

MOST_WORK = 10**10
"""Pairs of characters that are weighed there: some seconds."""


def silent_changes(
    sent: Iterable[PlacedPassage], returned: Iterable[PlacedPassage], *, strict: bool = False
) -> tuple[SilentChange, ...]:
    """Every difference in reading order; `strict` counts spaces and width too."""
    lefts, rights = _stories(sent), _stories(returned)
    return tuple(
        change
        for story in get_args(Story)
        for change in _StoryComparison(lefts[story], rights[story], strict=strict).changes()
    )


def _stories(passages: Iterable[PlacedPassage]) -> defaultdict[Story, list[PlacedPassage]]:
    stories: defaultdict[Story, list[PlacedPassage]] = defaultdict(list)
    for placed in passages:
        stories[placed.passage.story].append(placed)
    return stories


@dataclass(slots=True)
class _StoryComparison:
    """Compares one story of two files."""

    left: list[PlacedPassage]
    right: list[PlacedPassage]
    strict: bool = field(kw_only=True)
    keys: tuple[list[str], list[str]] = field(init=False)
    pairs: list[tuple[int, int]] = field(init=False, default_factory=list)
    moved: list[tuple[int, int]] = field(init=False, default_factory=list)
    found: list[tuple[int, int, SilentChange]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        keys = (
            [spacing_key(placed.passage.text) for placed in side]
            for side in (self.left, self.right)
        )
        first, second = keys
        self.keys = first, second

    def changes(self) -> Iterator[SilentChange]:
        """The differences in reading order."""
        gone: list[tuple[int, int]] = []
        come: list[tuple[int, int]] = []
        for hunk in self.align():
            divided = self.divided(hunk)
            matched = [] if divided else self.matched(hunk)
            for left, right in matched:
                self.pairs.append((left, right))
                self.reworded(left, right)
            if not divided:
                taken = {left for left, _ in matched}, {right for _, right in matched}
                begin, end = hunk.right[0], hunk.left[1]
                gone += [(left, begin) for left in range(*hunk.left) if left not in taken[0]]
                come += [(end, right) for right in range(*hunk.right) if right not in taken[1]]
        self.unpaired(gone, come)
        self.pairs.sort()
        self.numbers()
        self.places()
        self.spacing()
        yield from (change for _, _, change in sorted(self.found, key=lambda entry: entry[:2]))

    def add(
        self,
        kind: SilentKind,
        lefts: Sequence[int],
        rights: Sequence[int],
        at: tuple[int, int] | None = None,
        **more: object,
    ) -> None:
        """Add a difference between paragraphs of both sides, by their places."""
        position = at or (lefts[0], rights[0])
        change = SilentChange(
            kind=kind,
            sent=tuple(self.left[index] for index in lefts),
            returned=tuple(self.right[index] for index in rights),
        )
        self.found.append((*position, replace(change, **more)))  # type: ignore[arg-type]

    def add_run(
        self, kind: SilentKind, pairs: Sequence[tuple[int, int]], *, counted: bool = True
    ) -> None:
        """Add one difference that runs through several paragraphs."""
        lefts, rights = [left for left, _ in pairs], [right for _, right in pairs]
        self.add(kind, lefts, rights, counted=counted)

    def align(self) -> Iterator[Hunk]:
        """The places that differ; equal paragraphs between them are paired."""
        whole = Hunk((0, len(self.left)), (0, len(self.right)))
        for same, hunk in stretches(differing(*self.keys), whole):
            self.pairs += zip(range(*same.left), range(*same.right), strict=True)
            if hunk is not None:
                yield hunk

    def divided(self, hunk: Hunk) -> bool:
        """Add what holds the same words in other paragraphs; False for other words."""
        lefts, rights = self.left[slice(*hunk.left)], self.right[slice(*hunk.right)]
        if not lefts or not rights or len(lefts) == len(rights) == 1:
            return False
        whole = {
            spacing_key("\n".join(placed.passage.text for placed in side)).replace(" ", "")
            for side in (lefts, rights)
        }
        hidden = {"".join(placed.passage.hidden for placed in side) for side in (lefts, rights)}
        if (
            len(hidden) > 1
            or len(whole) > 1
            or any(placed.passage.cell for placed in (*lefts, *rights))
        ):
            return False
        self.add("divided", range(*hunk.left), range(*hunk.right))
        return True

    def matched(self, hunk: Hunk) -> list[tuple[int, int]]:
        """The pairs of paragraphs in a place that differs, in order."""
        anchors = (Hunk((left, left + 1), (right, right + 1)) for left, right in self.likely(hunk))
        pairs: list[tuple[int, int]] = []
        for gap, anchor in stretches(anchors, hunk):
            pairs += zip(range(*gap.left), range(*gap.right), strict=False)
            pairs += [] if anchor is None else [anchor.begin]
        return pairs

    def likely(self, hunk: Hunk) -> list[tuple[int, int]]:
        """The pairs that have the most characters in common, in order."""
        lefts, rights = (keys[slice(*span)] for keys, span in zip(self.keys, hunk, strict=True))
        work = sum(map(len, lefts)) * sum(map(len, rights))
        if len(lefts) * len(rights) > MOST_PAIRS or work > MOST_WORK:
            return []
        likeness = [
            [
                Indel.normalized_similarity(left, right, score_cutoff=ONE_PARAGRAPH)
                for right in rights
            ]
            for left in lefts
        ]
        begin = hunk.begin
        return [(begin[0] + left, begin[1] + right) for left, right in in_order(likeness)]

    def reworded(self, left: int, right: int) -> None:
        """Add a paragraph with other words."""
        before, after = self.left[left].passage, self.right[right].passage
        printed = [spacing_key(passage.label + passage.text) for passage in (before, after)]
        if printed[0] == printed[1]:  # the same number, typed in place of an automatic one
            self.add("number", [left], [right], counted=False)
            return
        edits = redline_texts(before.text, after.text, exact=True)
        self.add("reworded", [left], [right], edits=edits)

    def unpaired(self, gone: list[tuple[int, int]], come: list[tuple[int, int]]) -> None:
        """Add what moved, came and went; a row of a table is one change."""
        waiting: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for at in come:
            waiting[self.keys[1][at[1]]].append(at)
        moved: set[tuple[int, int]] = set()
        for at in list(gone):
            same = waiting[self.keys[0][at[0]]]
            if same and self.keys[0][at[0]]:
                new = same.pop(0)
                moved |= {at, new}
                self.add("moved", [at[0]], [new[1]], at=new)
                self.moved.append((at[0], new[1]))
        paired = {left for left, _ in self.pairs}, {right for _, right in self.pairs}
        lefts = {left: right for left, right in gone if (left, right) not in moved}
        for index, row in _rows(self.left, list(lefts), paired[0]):
            self.add("removed", row, [], at=(index, lefts[index]))
        rights = {right: left for left, right in come if (left, right) not in moved}
        for index, row in _rows(self.right, list(rights), paired[1]):
            self.add("added", [], row, at=(rights[index], index))

    def numbers(self) -> None:
        """Add automatic numbers that differ, a run of them as one consequence."""
        shifts = [
            at
            for *at, change in self.found
            if change.kind in ("added", "removed", "moved", "divided")
            and any(placed.passage.label for placed in (*change.sent, *change.returned))
        ]
        run: list[tuple[int, int]] = []
        for left, right in [*self.pairs, (-1, -1)]:
            before = self.left[left].passage.label if left >= 0 else ""
            after = self.right[right].passage.label if left >= 0 else ""
            if before != after and not self.retyped(left, right):
                run.append((left, right))
            elif run and (before or left < 0):
                first = run[0]
                follows = any(at[0] <= first[0] and at[1] <= first[1] for at in shifts)
                self.add_run("number", run, counted=not follows)
                run = []

    def retyped(self, left: int, right: int) -> bool:
        """True where a number was typed, or is no longer, and nothing else changed."""
        before, after = self.left[left].passage, self.right[right].passage
        return before.text != after.text and spacing_key(before.label + before.text) == spacing_key(
            after.label + after.text
        )

    def places(self) -> None:
        """Add hidden text that differs, and words that stand in another column now."""
        shifted: list[tuple[int, int]] = []
        for left, right in (*self.pairs, *self.moved):
            before, after = self.left[left].passage, self.right[right].passage
            if before.hidden != after.hidden:
                edits = redline_texts(before.hidden, after.hidden, exact=True)
                self.add("hidden", [left], [right], edits=edits)
            if (left, right) in self.moved:
                continue
            columns = [
                None if passage.cell is None else passage.cell.column for passage in (before, after)
            ]
            if columns[0] != columns[1]:
                if shifted and not _same_table(self.left[shifted[-1][0]], self.left[left]):
                    self.add_run("cell", shifted)
                    shifted = []
                shifted.append((left, right))
        if shifted:
            self.add_run("cell", shifted)

    def spacing(self) -> None:
        """Add paragraphs that differ in spaces, width or empty ones before them."""
        for left, right in self.pairs:
            before, after = self.left[left].passage, self.right[right].passage
            same = self.keys[0][left] == self.keys[1][right]
            if same and (before.text != after.text or before.blank != after.blank):
                edits = redline_texts(before.text, after.text, exact=True)
                self.add("spacing", [left], [right], edits=edits, counted=self.strict)


def _rows(
    side: list[PlacedPassage], indices: list[int], paired: set[int]
) -> Iterator[tuple[int, list[int]]]:
    """These places, the first of each change before all that belong to it."""
    rows: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, placed in enumerate(side):
        if (cell := placed.passage.cell) is not None:
            rows[cell.table, cell.row].append(index)
    wanted = set(indices)
    for index in indices:
        cell = side[index].passage.cell
        row = [] if cell is None else rows[cell.table, cell.row]
        if row and paired.isdisjoint(row) and wanted.issuperset(row):
            if index == row[0]:
                yield index, row
        else:
            yield index, [index]


def _same_table(left: PlacedPassage, right: PlacedPassage) -> bool:
    cells = left.passage.cell, right.passage.cell
    return None not in cells and len({cell.table for cell in cells if cell}) == 1


def comment_changes(
    sent: Sequence[MarginComment], returned: Sequence[MarginComment]
) -> tuple[CommentChange, ...]:
    """The comments that only one file has, and those with other words, in order."""
    came = Counter(returned) - Counter(sent)
    left = list((Counter(sent) - Counter(returned)).elements())
    changes: list[CommentChange] = []
    for new in came.elements():
        old = next(
            (
                comment
                for comment in left
                if (comment.author, comment.date) == (new.author, new.date) and comment.date
            ),
            None,
        )
        if old is not None:
            left.remove(old)
        changes.append(CommentChange(sent=old, returned=new))
    return (*(CommentChange(sent=comment) for comment in left), *changes)


def unchecked_parts(
    sent: Sequence[UnreadParts], returned: Sequence[UnreadParts]
) -> tuple[UncheckedParts, ...]:
    """The parts that neither comparison could read, by kind."""
    before, after = ({part.kind: part for part in side} for side in (sent, returned))
    return tuple(
        UncheckedParts(
            kind=kind,
            sent=before[kind].count if kind in before else 0,
            returned=after[kind].count if kind in after else 0,
            same=kind in before
            and kind in after
            and before[kind].digest == after[kind].digest is not None,
        )
        for kind in dict.fromkeys((*before, *after))
    )
