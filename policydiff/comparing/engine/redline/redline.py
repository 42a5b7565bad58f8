"""The redline of two texts: readable edits that concatenate exactly to both.

Words are mapped to private code points, compared as one string, cleaned up for readers, and mapped
back. What differs in noise only comes out as a delete and an insert marked as noise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import Any, Literal

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel, Levenshtein

from policydiff.comparing.engine.redline.hunks import polished
from policydiff.comparing.engine.redline.sides import (
    MATRIX_LIMIT,
    WORK_LIMIT,
    FoldedSides,
    Hunk,
    common_start,
)
from policydiff.model.comparison import Edit
from policydiff.text.noise import Folded, fold
from policydiff.text.words import Cuts, cut_characters, cut_names

Granularity = Literal["word", "char"]
Op = Literal["equal", "delete", "insert"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _CutKey:
    """A folded text and where its key may be cut."""

    folded: Folded
    cuts: Cuts

    @property
    def words(self) -> list[str]:
        key, bounds = self.folded.key, self.cuts.bounds
        return [key[begin:end] for begin, end in pairwise(bounds)]

    def raw(self, begin: int, end: int) -> str:
        """The printed text of the key's characters [begin, end)."""
        starts = self.folded.starts
        return self.folded.text[starts[begin] : starts[end]]


def redline(left: Folded, right: Folded, *, granularity: Granularity = "word") -> tuple[Edit, ...]:
    """The edits that turn one text into the other.

    Equal and delete make the left, equal and insert the right.
    """
    if left.text == right.text:
        return whole("equal", left.text)
    if not left.key or not right.key:
        return tuple(_trimmed_ends(left.text, right.text, noise=left.key == right.key))
    if left.key == right.key:
        return joined(_equal_or_noise(left, right, (0, len(left.key)), (0, len(right.key))))
    cut = cut_names if granularity == "word" else cut_characters
    words = (_CutKey(folded=left, cuts=cut(left.key)), _CutKey(folded=right, cuts=cut(right.key)))
    sides = FoldedSides.of(left, right, words[0].cuts, words[1].cuts)
    return joined(
        _edits(*words, polished(sides, _placed(words, _hunks(words[0].words, words[1].words))))
    )


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
        return [(0, len(left), 0, len(right))]
    return _absorbed(
        list(
            _script("".join(map(codes.__getitem__, left)), "".join(map(codes.__getitem__, right)))
        ),
        left,
    )


def _script(left: str, right: str) -> Iterator[Hunk]:
    """The hunks of two encoded texts.

    Those with little between them are joined where that reads better.
    """
    if len(left) * len(right) > WORK_LIMIT:
        yield (0, len(left), 0, len(right))
        return
    diffs = _opcodes(left, right)
    if max(len(left), len(right)) <= MATRIX_LIMIT:
        diffs = [diff for stretch in _stretches(diffs) for diff in _cleaned(stretch)]
    a = c = b = d = 0
    for op, text in [*diffs, (0, "\n")]:
        if op < 0:
            b += len(text)
        elif op > 0:
            d += len(text)
        elif text:
            if b > a or d > c:
                yield a, b, c, d
            a, c = b + len(text), d + len(text)
            b, d = a, c


def _stretches(diffs: list[_Diff]) -> Iterator[list[_Diff]]:
    """The edits in stretches that are cleaned up by themselves.

    Of very many each ends with the longest equality in its second half.
    """
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


def _absorbed(hunks: list[Hunk], left: list[str]) -> list[Hunk]:
    """Join hunks that only a tiny island of one character separates."""
    joined: list[Hunk] = []
    for hunk in hunks:
        if joined and _tiny("".join(left[joined[-1][1] : hunk[0]]), joined[-1], hunk):
            hunk = (joined[-1][0], hunk[1], joined[-1][2], hunk[3])  # noqa: PLW2901 - grows by its neighbour
            joined.pop()
        joined.append(hunk)
    return joined


def _tiny(island: str, before: Hunk, after: Hunk) -> bool:
    """True for one character between two replacements.

    It says nothing to a reader; a mark in a list that grows or shrinks does.
    """
    return len(island) == 1 and all(b > a and d > c for a, b, c, d in (before, after))


def _placed(words: tuple[_CutKey, _CutKey], hunks: Iterable[Hunk]) -> Iterator[Hunk]:
    """Hunks of words as hunks of characters."""
    left, right = (side.cuts.bounds for side in words)
    return ((left[a], left[b], right[c], right[d]) for a, b, c, d in hunks)


def _edits(left: _CutKey, right: _CutKey, hunks: Iterable[Hunk]) -> Iterator[Edit]:
    """Hunks of the keys as edits of the printed texts."""
    place, other = 0, 0
    for a, b, c, d in hunks:
        yield from _equal_or_noise(left.folded, right.folded, (place, a), (other, c))
        yield from whole("delete", left.raw(a, b))
        yield from whole("insert", right.raw(c, d))
        place, other = b, d
    yield from _equal_or_noise(
        left.folded, right.folded, (place, len(left.folded.key)), (other, len(right.folded.key))
    )


def _equal_or_noise(
    left: Folded, right: Folded, span: tuple[int, int], other: tuple[int, int]
) -> Iterator[Edit]:
    """The edits of a stretch with equal keys.

    It is equal where it is printed the same, noise elsewhere.
    """
    (begin, end), shift = span, other[0] - span[0]
    if begin == end:
        return
    text = left.text[left.starts[begin] : left.starts[end]]
    if text == right.text[right.starts[begin + shift] : right.starts[end + shift]]:
        yield from whole("equal", text)
        return
    since = begin
    for place in range(begin, end):
        before = left.text[left.starts[place] : left.starts[place + 1]]
        after = right.text[right.starts[place + shift] : right.starts[place + shift + 1]]
        if before != after:
            yield from whole("equal", left.text[left.starts[since] : left.starts[place]])
            yield from _printed(before, after)
            since = place + 1
    yield from whole("equal", left.text[left.starts[since] : left.starts[end]])


def _printed(before: str, after: str) -> Iterator[Edit]:
    """One character of the key in its two printed forms; a number stays whole."""
    yield from _differing(_PRINTED.findall(before), _PRINTED.findall(after), noise=True)


def _trimmed_ends(left: str, right: str, *, noise: bool) -> Iterator[Edit]:
    """The edits of a text and one without content, or of two without content.

    Only what they share at their ends stays.
    """
    yield from _differing(_PRINTED.findall(left), _PRINTED.findall(right), noise=noise)


def _differing(left: list[str], right: list[str], *, noise: bool) -> Iterator[Edit]:
    head = common_start(left, right)
    tail = common_start(left[head:][::-1], right[head:][::-1])
    yield from whole("equal", "".join(left[:head]))
    yield from whole("delete", "".join(left[head : len(left) - tail]), noise=noise)
    yield from whole("insert", "".join(right[head : len(right) - tail]), noise=noise)
    yield from whole("equal", "".join(left[len(left) - tail :]))


def joined(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The same edits, where neighbours of one kind are made one.

    A number or line feed beside the text that it came or went with belongs to that change and is no
    noise.
    """
    merged = list(_joined(edits))
    if not any(edit.noise for edit in merged):
        return tuple(merged)
    for place, edit in enumerate(merged):
        beside = [*merged[max(0, place - 1) : place], *merged[place + 1 : place + 2]]
        paired = any(other.noise and other.op != edit.op for other in beside)
        if (
            edit.noise
            and not paired
            and any(other.op == edit.op and other.elsewhere is None for other in beside)
        ):
            merged[place] = Edit(op=edit.op, text=edit.text)
    return tuple(_joined(merged))


def _joined(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Neighbours of one kind as one, and what goes before what comes.

    What stands elsewhere is a kind of its own.
    """
    for _, run in groupby(edits, lambda edit: (edit.op == "equal", edit.noise, edit.elsewhere)):
        members = list(run)
        yield from members if len(members) == 1 else _as_one(members)


def _as_one(members: list[Edit]) -> Iterator[Edit]:
    """Edits of one kind as one, or as what goes and what comes."""
    first = members[0]
    ops: tuple[Op, ...] = ("equal",) if first.op == "equal" else ("delete", "insert")
    for op in ops:
        text = "".join([edit.text for edit in members if edit.op == op])
        yield from whole(op, text, noise=first.noise, elsewhere=first.elsewhere)
