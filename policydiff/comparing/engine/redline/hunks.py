"""Hunks of two keys made readable.

What stayed is set free, a hunk begins where a phrase begins, no bracket is torn, a rewritten
sentence is whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from policydiff.comparing.engine.redline.sides import Block, FoldedSides, trimmed
from policydiff.text.noise import Folded
from policydiff.text.spans import SIDES, Corner, Hunk

LEAST_ISLAND = 3
"""Characters that stay between two changes to be worth setting free: a word of two may stand there
by chance.
"""

SEARCHED = 40_000
"""Pairs of characters in which a longer stretch is sought: beyond lie rewritten paragraphs, where
one says nothing.
"""

SLIDES = 200
"""Places to which a hunk may slide; a repeated phrase is shorter."""

PAIRS = {
    "》": "《",
    "”": "“",
    "）": "（",
    ")": "(",
    "’": "‘",
    "〉": "〈",
    "」": "「",
    "』": "『",
    "〕": "〔",
    "】": "【",
}

WIDENED = 40
"""Characters that may be shown as replaced so that a bracket is not torn: a title, a term; a quoted
sentence is read word by word.
"""

MANY_PAIRS = 2_000
"""Pairs of brackets on a side above which none is mended: each is looked for among all hunks."""

SENTENCE_ENDS = frozenset("。;?!")
PHRASE_ENDS = SENTENCE_ENDS | frozenset(",:、")

LEAST_UNCHANGED = 0.4
"""A sentence of which less stayed, on the shorter of its sides, was rewritten: of 800 really
changed articles two hold such a one, and those that kept more read well piece by piece …
"""

PATCHES = 3
"""… if it shows in so many pieces; two can be read at a glance."""


def polished(sides: FoldedSides, hunks: Iterable[Hunk]) -> list[Hunk]:
    """Hunks made readable; replacing them turns the left into the right as before."""
    tight = (small for hunk in hunks for small in trimmed(sides, hunk))
    free = [small for hunk in tight for small in _set_free(sides, hunk)]
    return _joined(_untorn(sides, _rewritten(sides, _slid(sides, free))))


def _joined(hunks: list[Hunk]) -> list[Hunk]:
    joined: list[Hunk] = []
    for hunk in hunks:
        if joined and joined[-1].end == hunk.begin:
            joined[-1] = joined[-1].up_to(hunk)
        else:
            joined.append(hunk)
    return joined


def _set_free(sides: FoldedSides, hunk: Hunk) -> Iterator[Hunk]:
    """The hunk in two, around an unchanged stretch longer than what is beside it.

    It is measured before the ends in words of either side are cut off: 部门或 in 部门或省级 and 主管部门或者.
    """
    (a, b), (c, d) = hunk
    size, left_at, right_at = 0, 0, 0
    if min(hunk.sizes) > LEAST_ISLAND and (b - a) * (d - c) <= SEARCHED:
        left_at, right_at, size = _longest(sides, hunk)
    if size < LEAST_ISLAND or size <= min(
        max(left_at - a, right_at - c), max(b - left_at, d - right_at) - size
    ):
        yield hunk
        return
    left_at, right_at, size = _cut_back(sides, (left_at, right_at, size), hunk)
    if not size:
        yield hunk
        return
    for part in (
        Hunk((a, left_at), (c, right_at)),
        Hunk((left_at + size, b), (right_at + size, d)),
    ):
        if max(part.sizes):
            yield from _set_free(sides, part)


def _longest(sides: FoldedSides, hunk: Hunk) -> Block:
    """The longest stretch that both sides share, between ends of words on either."""
    left, right = (key[slice(*span)] for key, span in zip(sides.keys, hunk, strict=True))
    longest = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    stretch = hunk.left[0] + longest.a, hunk.right[0] + longest.b, longest.size
    return _cut_back(sides, stretch, None)


def _cut_back(sides: FoldedSides, stretch: Block, hunk: Hunk | None) -> Block:
    """The stretch cut back to where words end.

    With the `hunk` around it no word beside it is shown as changed in part.
    """

    def may_cut(corner: Corner, edge: Corner | None) -> bool:
        shown = (False, False) if edge is None else (corner[0] != edge[0], corner[1] != edge[1])
        return sides.may_cut(corner, shown)

    begin, end = (None, None) if hunk is None else (hunk.begin, hunk.end)
    left_at, right_at, size = stretch
    while size and not may_cut((left_at, right_at), begin):
        left_at, right_at, size = left_at + 1, right_at + 1, size - 1
    while size and not may_cut((left_at + size, right_at + size), end):
        size -= 1
    return left_at, right_at, size


def _slid(sides: FoldedSides, hunks: list[Hunk]) -> list[Hunk]:
    """Insertions and deletions at the places of a repetition where they read best."""
    moved: list[Hunk] = []
    for hunk, after in pairwise([*hunks, Hunk.between(sides.whole.end, sides.whole.end)]):
        low = moved[-1].end if moved else (0, 0)
        moved.append(hunk if hunk.replaces else _best_slide(sides, hunk, low, after.begin))
    return moved


def _best_slide(sides: FoldedSides, hunk: Hunk, low: Corner, high: Corner) -> Hunk:
    text, (begin, end) = sides.keys[hunk.side], hunk[hunk.side]
    back = forth = 0
    before = min(SLIDES, *(hunk.begin[side] - low[side] - 1 for side in SIDES))
    behind = min(SLIDES, *(high[side] - hunk.end[side] - 1 for side in SIDES))
    while back < before and text[begin - back - 1] == text[end - back - 1]:
        back += 1
    while forth < behind and text[begin + forth] == text[end + forth]:
        forth += 1
    (a, b), (c, d) = hunk
    best, most = hunk, _reads(text, begin, end)
    for by in sorted(range(-back, forth + 1), key=abs):
        worth = _reads(text, begin + by, end + by)
        slid = Hunk((a + by, b + by), (c + by, d + by))
        if worth > most and all(
            sides.may_cut(corner, (a < b, c < d)) for corner in (slid.begin, slid.end)
        ):
            best, most = slid, worth
    return best


def _reads(text: str, begin: int, end: int) -> tuple[int, int]:
    """The readability of a stretch as a key for sorting: brackets, then phrases."""
    depth = worst = 0
    for sign in text[begin:end]:
        depth += (sign in _OPEN) - (sign in PAIRS)
        worst = min(worst, depth)
    return (worst - abs(depth), _edge(text, begin) + _edge(text, end))


_OPEN = frozenset(PAIRS.values())
_BRACKET = re.compile(f"[{re.escape(''.join((*PAIRS, *_OPEN)))}]")  # “, ）


def _edge(text: str, position: int) -> int:
    """The clearness of a break in a text, from 0 to 4."""
    before, after = text[position - 1 : position], text[position : position + 1]
    if not before or before in SENTENCE_ENDS:
        return 4
    return (
        3
        if before in PHRASE_ENDS
        else 2
        if not after or after in PHRASE_ENDS
        else 1
        if before in PAIRS or after in _OPEN
        else 0
    )


def _untorn(sides: FoldedSides, hunks: list[Hunk]) -> list[Hunk]:
    """Hunks widened, if not too much, until no pair of brackets is torn."""
    pairs = _pairs(sides.texts[0]), _pairs(sides.texts[1])
    if not hunks or not 0 < max(map(len, pairs)) <= MANY_PAIRS:
        return hunks
    while (wider := _widened(hunks, pairs)) is not None:
        hunks = wider
    return hunks


def _pairs(folded: Folded) -> list[tuple[int, int]]:
    """The pairs of brackets and quotation marks, by their positions in the key."""
    open_at: list[int] = []
    pairs = []
    for position, sign in ((sign.start(), sign[0]) for sign in _BRACKET.finditer(folded.text)):
        if sign in _OPEN:
            open_at.append(position)
        elif sign in PAIRS and open_at and folded.text[open_at[-1]] == PAIRS[sign]:
            begin, end = (bisect_right(folded.starts, at) - 1 for at in (open_at.pop(), position))
            if begin < end < len(folded.key):
                pairs.append((begin, end))
    return pairs


def _widened(
    hunks: list[Hunk], pairs: tuple[list[tuple[int, int]], list[tuple[int, int]]]
) -> list[Hunk] | None:
    """The hunks with one torn pair made whole; None where that is not possible."""
    for side in SIDES:
        begins = [hunk[side][0] for hunk in hunks]
        for pair in pairs[side]:
            inside = [_hunk_at(hunks, begins, side, position) for position in pair]
            if (inside[0] is None) != (inside[1] is None) and (
                wider := _reaching(hunks, side, pair, inside)
            ) is not None:
                return wider
    return None


def _hunk_at(hunks: list[Hunk], begins: list[int], side: int, position: int) -> int | None:
    index = bisect_right(begins, position) - 1
    while index >= 0 and hunks[index][side] == (position, position):
        index -= 1
    return index if index >= 0 and position < hunks[index][side][1] else None


def _reaching(
    hunks: list[Hunk], side: int, pair: tuple[int, int], inside: list[int | None]
) -> list[Hunk] | None:
    """The hunks, the one that holds one half extended to the other half, if close."""
    first, last = pair
    index = inside[0] if inside[0] is not None else inside[1]
    assert index is not None  # noqa: S101 - the caller saw to it
    hunk = hunks[index]
    if inside[0] is not None:
        taken = [later for later in hunks[index:] if later[side][0] <= last]
        margin = last + 1 - taken[-1][side][1]
        corner = taken[-1].end
        wide = Hunk.between(hunk.begin, (corner[0] + margin, corner[1] + margin))
        place = slice(index, index + len(taken))
    else:
        taken = [earlier for earlier in hunks[: index + 1] if earlier[side][1] > first]
        margin = taken[0][side][0] - first
        corner = taken[0].begin
        wide = Hunk.between((corner[0] - margin, corner[1] - margin), hunk.end)
        place = slice(index + 1 - len(taken), index + 1)
    gained = wide.sizes[side] - sum(joined.sizes[side] for joined in taken)
    return None if gained > WIDENED else [*hunks[: place.start], wide, *hunks[place.stop :]]


def _rewritten(sides: FoldedSides, hunks: list[Hunk]) -> list[Hunk]:
    """The hunks, sentences replaced whole of which little stayed in many pieces."""
    whole: list[Hunk] = []
    for group, sentence in _sentences(sides, hunks):
        unchanged = sentence.sizes[0] - sum(hunk.sizes[0] for hunk in group)
        if len(group) >= PATCHES and unchanged < LEAST_UNCHANGED * min(sentence.sizes):
            whole.append(_outer(sides, group, sentence))
        else:
            whole.extend(group)
    return whole


def _outer(sides: FoldedSides, group: list[Hunk], sentence: Hunk) -> Hunk:
    """A rewritten sentence without a first phrase and a last mark that stayed."""
    key, (begin, right_begin), end = sides.keys[0], sentence.begin, sentence.end
    ends = (
        size + 1 for size in range(group[0].left[0] - begin) if key[begin + size] in PHRASE_ENDS
    )
    phrase = max(
        (size for size in ends if sides.may_cut((begin + size, right_begin + size))), default=0
    )
    tail = end[0] > group[-1].left[1] and key[end[0] - 1] in PHRASE_ENDS
    return Hunk.between((begin + phrase, right_begin + phrase), (end[0] - tail, end[1] - tail))


def _sentences(sides: FoldedSides, hunks: list[Hunk]) -> Iterator[tuple[list[Hunk], Hunk]]:
    """The hunks by sentence, which ends where both sides end one."""
    key, begin = sides.keys[0], (0, 0)
    group: list[Hunk] = []
    for hunk, after in pairwise([*hunks, None]):
        assert hunk is not None  # noqa: S101 - only the last is None
        group.append(hunk)
        (left, right), stop = hunk.end, len(key) if after is None else after.left[0]
        ends = [at + 1 for at in range(left, stop) if key[at] in SENTENCE_ENDS]
        if ends or after is None:
            first = ends[0] if ends else stop
            yield group, Hunk.between(begin, (first, first + right - left))
            begin, group = ((ends[-1], ends[-1] + right - left) if ends else begin), []
