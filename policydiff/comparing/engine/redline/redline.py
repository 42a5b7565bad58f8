"""The redline of two texts: readable edits that concatenate exactly to both.

Words are mapped to private code points, compared as one string, cleaned up, and mapped back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, Literal

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel, Levenshtein

from policydiff.comparing.engine.redline.hunks import polished
from policydiff.comparing.engine.redline.sides import (
    MATRIX_LIMIT,
    WORK_LIMIT,
    FoldedSides,
    common_start,
)
from policydiff.model.comparison import Edit, Op
from policydiff.text.noise import Folded, fold
from policydiff.text.spans import LEFT, OPS, RIGHT, Hunk, stretches
from policydiff.text.words import cut_characters, cut_names

Granularity = Literal["word", "char"]

MOST_EDITS = 400
"""Edits that are cleaned up together, which takes their square; of three thousand changed articles
the most have ninety.
"""

_Diff = tuple[int, str]
"""An edit in diff-match-patch's form: -1 deletes, 1 inserts, 0 stays."""

_PLANES = (
    range(0xF0000, 0xFFFFE),
    range(0x100000, 0x10FFFE),
    range(0xE000, 0xF900),
    range(0x20000, 0xE0000),
)
"""Code points that stand for words: the private ones first, then those far from any script whose
letters the clean-up knows.
"""

_PRINTED = re.compile(
    r"[（(][^（()）\n]{1,6}[)）]|第[^\s第]{1,12}?[编章节条]|[0-9０-９]{1,9}[．.、)）]|.", re.DOTALL
)
"""Printed numbers, as units, and single characters."""


def redline(left: Folded, right: Folded, *, granularity: Granularity = "word") -> tuple[Edit, ...]:
    """The edits that turn one text into the other.

    Equal and delete make the left, equal and insert the right. A difference in noise alone is a
    delete and an insert that are marked as noise.
    """
    if left.text == right.text:
        return whole("equal", left.text)
    if not left.key or not right.key:
        return tuple(_printed(left.text, right.text, noise=left.key == right.key))
    if left.key == right.key:
        return joined(_equal_or_noise((left, right), Hunk((0, len(left.key)), (0, len(right.key)))))
    sides = FoldedSides.of(left, right, cut_names if granularity == "word" else cut_characters)
    ends, right_ends = sides.cuts[0].bounds, sides.cuts[1].bounds
    hunks = (
        Hunk((ends[a], ends[b]), (right_ends[c], right_ends[d]))
        for (a, b), (c, d) in _hunks(sides.words(LEFT), sides.words(RIGHT))
    )
    return joined(_edits(sides, polished(sides, hunks)))


def redline_texts(
    left: str, right: str, *, exact: bool = False, granularity: Granularity = "word"
) -> tuple[Edit, ...]:
    """The redline of two plain texts that hold no numbering."""
    return redline(fold(left, exact=exact), fold(right, exact=exact), granularity=granularity)


def whole(
    op: Op, text: str, *, noise: bool = False, elsewhere: str | None = None
) -> tuple[Edit, ...]:
    """One edit over a whole text, none where it is empty."""
    return (Edit(op=op, text=text, noise=noise, elsewhere=elsewhere),) if text else ()


def _hunks(left: list[str], right: list[str]) -> list[Hunk]:
    """The places where two sequences of words differ, cleaned up for readers."""
    codes: dict[str, str] = {}
    fresh = (chr(point) for plane in _PLANES for point in plane)
    try:
        for word in (*left, *right):
            if word not in codes:
                codes[word] = next(fresh)
    except StopIteration:
        return [Hunk((0, len(left)), (0, len(right)))]
    coded = ("".join(map(codes.__getitem__, words)) for words in (left, right))
    return _absorbed(_script(*coded), left)


def _script(left: str, right: str) -> Iterator[Hunk]:
    """The hunks of two encoded texts; close ones are joined where that reads better."""
    if len(left) * len(right) > WORK_LIMIT:
        yield Hunk((0, len(left)), (0, len(right)))
        return
    diffs = _opcodes(left, right)
    if max(len(left), len(right)) <= MATRIX_LIMIT:
        diffs = [diff for stretch in _stretches(diffs) for diff in _cleaned(stretch)]
    left_end = right_end = 0
    for equal, run in groupby((diff for diff in diffs if diff[1]), lambda diff: diff[0] == 0):
        begin, right_begin = left_end, right_end
        for op, text in run:
            left_end += len(text) * (op <= 0)
            right_end += len(text) * (op >= 0)
        if not equal:
            yield Hunk((begin, left_end), (right_begin, right_end))


def _stretches(diffs: list[_Diff]) -> Iterator[list[_Diff]]:
    """The edits in stretches that are cleaned up by themselves."""
    begin = 0
    while len(diffs) - begin > MOST_EDITS:
        window = range(begin + MOST_EDITS // 2, begin + MOST_EDITS)
        end = 1 + max(window, key=lambda at: len(diffs[at][1]) if diffs[at][0] == 0 else 0)
        yield diffs[begin:end]
        begin = end
    yield diffs[begin:]


def _cleaned(diffs: list[_Diff]) -> list[_Diff]:
    _cleaner().diff_cleanupSemantic(diffs)
    return diffs


def _opcodes(left: str, right: str) -> list[_Diff]:
    """The shortest edit script in diff-match-patch's form, deletes before inserts."""
    small = max(len(left), len(right)) <= MATRIX_LIMIT
    codes = Indel.opcodes(left, right) if small else Levenshtein.opcodes(left, right)
    diffs: list[_Diff] = []
    gone: list[str] = []
    come: list[str] = []
    for code in [*codes, None]:
        if code is None or code.tag == "equal":
            diffs.extend((op, "".join(parts)) for op, parts in ((-1, gone), (1, come)) if parts)
            gone, come = [], []
            if code is not None:
                diffs.append((0, left[code.src_start : code.src_end]))
        else:
            gone.append(left[code.src_start : code.src_end])
            come.append(right[code.dest_start : code.dest_end])
    return [(op, text) for op, text in diffs if text]


@cache
def _cleaner() -> Any:
    cleaner = diff_match_patch()
    cleaner.Diff_Timeout = (
        0  # with its default of one second the result depends on the machine's load
    )
    return cleaner


def _absorbed(hunks: Iterable[Hunk], left: list[str]) -> list[Hunk]:
    """Join hunks that only a tiny island of one character separates."""
    joined: list[Hunk] = []
    for hunk in hunks:
        island = left[joined[-1].left[1] : hunk.left[0]] if joined else []
        if [*map(len, island)] == [1] and joined[-1].replaces and hunk.replaces:
            joined[-1] = joined[-1].up_to(hunk)
        else:
            joined.append(hunk)
    return joined


def _edits(sides: FoldedSides, hunks: Iterable[Hunk]) -> Iterator[Edit]:
    for unchanged, hunk in stretches(hunks, sides.whole):
        yield from _equal_or_noise(sides.texts, unchanged)
        for side, op in enumerate(OPS):
            yield from () if hunk is None else whole(op, sides.printed(side, hunk[side]))


def _equal_or_noise(texts: tuple[Folded, Folded], hunk: Hunk) -> Iterator[Edit]:
    """The edits of a stretch with equal keys, noise where printed otherwise."""
    (begin, end), shift = hunk.left, hunk.right[0] - hunk.left[0]
    if begin == end:
        return
    left, starts = texts[0].text, texts[0].starts
    right, right_starts = texts[1].text, texts[1].starts
    text = left[starts[begin] : starts[end]]
    if text == right[right_starts[begin + shift] : right_starts[end + shift]]:
        yield from whole("equal", text)
        return
    since = begin
    for at in range(begin, end):
        before = left[starts[at] : starts[at + 1]]
        after = right[right_starts[at + shift] : right_starts[at + shift + 1]]
        if before != after:
            yield from whole("equal", left[starts[since] : starts[at]])
            yield from _printed(before, after, noise=True)
            since = at + 1
    yield from whole("equal", left[starts[since] : starts[end]])


def _printed(left: str, right: str, *, noise: bool) -> Iterator[Edit]:
    """The edits of two texts that share nothing but their ends; a number stays whole."""
    sides = _PRINTED.findall(left), _PRINTED.findall(right)
    head = common_start(*sides)
    tail = common_start(*(side[head:][::-1] for side in sides))
    yield from whole("equal", "".join(sides[0][:head]))
    for op, side in zip(OPS, sides, strict=True):
        yield from whole(op, "".join(side[head : len(side) - tail]), noise=noise)
    yield from whole("equal", "".join(sides[0][len(sides[0]) - tail :]))


def joined(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The same edits, where neighbours of one kind are made one.

    A number or line feed beside the text that it came or went with belongs to that change and is no
    noise.
    """
    merged = list(_joined(edits))
    if not any(edit.noise for edit in merged):
        return tuple(merged)
    for index, edit in enumerate(merged):
        beside = [*merged[max(0, index - 1) : index], *merged[index + 1 : index + 2]]
        paired = any(near.noise and near.op != edit.op for near in beside)
        if (
            edit.noise
            and not paired
            and any(near.op == edit.op and near.elsewhere is None for near in beside)
        ):
            merged[index] = Edit(op=edit.op, text=edit.text)
    return tuple(_joined(merged))


def _joined(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Neighbours of one kind as one, deletions before insertions."""
    for (equal, noise, elsewhere), run in groupby(
        edits, lambda edit: (edit.op == "equal", edit.noise, edit.elsewhere)
    ):
        members = list(run)
        if len(members) == 1:
            yield members[0]
            continue
        ops: tuple[Op, ...] = ("equal",) if equal else OPS
        for op in ops:
            text = "".join([edit.text for edit in members if edit.op == op])
            yield from whole(op, text, noise=noise, elsewhere=elsewhere)
