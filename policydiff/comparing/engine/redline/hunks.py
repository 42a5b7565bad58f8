"""Hunks made readable.

What stayed is set free, a hunk begins where a phrase begins, no bracket is torn, a rewritten
sentence is whole. A hunk (a, b, c, d) replaces the characters [a, b) of the left by [c, d) of the
right; both texts are keys.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from policydiff.comparing.engine.redline.sides import FoldedSides, Hunk, trimmed
from policydiff.text.noise import Folded

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
    """Hunks made readable.

    Replacing all of them turns the left into the right as before.
    """
    tight = (small for hunk in hunks for small in trimmed(sides, hunk))
    free = [small for hunk in tight for small in _set_free(sides, hunk)]
    return _joined(_untorn(sides, _rewritten(sides, _slid(sides, free))))


def _joined(hunks: list[Hunk]) -> list[Hunk]:
    """Hunks that touch made one."""
    joined: list[Hunk] = []
    for hunk in hunks:
        if joined and joined[-1][1::2] == hunk[::2]:
            hunk = (joined[-1][0], hunk[1], joined.pop()[2], hunk[3])  # noqa: PLW2901 - grows by its neighbour
        joined.append(hunk)
    return joined


def _set_free(sides: FoldedSides, hunk: Hunk) -> Iterator[Hunk]:
    """The hunk in two, around a long stretch inside that stayed.

    The stretch must be longer than what changed on one of its sides. It is measured before the ends
    in words of either side are cut off: 部门或 in 部门或省级 and 主管部门或者.
    """
    a, b, c, d = hunk
    size, place, other = 0, 0, 0
    if min(b - a, d - c) > LEAST_ISLAND and (b - a) * (d - c) <= SEARCHED:
        place, other, size = _longest(sides, hunk)
    if size < LEAST_ISLAND or size <= min(
        max(place - a, other - c), max(b - place, d - other) - size
    ):
        yield hunk
        return
    place, other, size = _shown_whole(sides, hunk, (place, other, size))
    if not size:
        yield hunk
        return
    for part in ((a, place, c, other), (place + size, b, other + size, d)):
        if part[0] < part[1] or part[2] < part[3]:
            yield from _set_free(sides, part)


_Stretch = tuple[int, int, int]
"""The places of a stretch that both sides share, and its size."""


def _longest(sides: FoldedSides, hunk: Hunk) -> _Stretch:
    """The longest stretch that both sides share, between ends of words on either."""
    a, b, c, d = hunk
    found = SequenceMatcher(
        None, sides.left.key[a:b], sides.right.key[c:d], autojunk=False
    ).find_longest_match()
    place, other, size = a + found.a, c + found.b, found.size
    while size and not sides.may_cut(place, other, shown=False, shown_right=False):
        place, other, size = place + 1, other + 1, size - 1
    while size and not sides.may_cut(place + size, other + size, shown=False, shown_right=False):
        size -= 1
    return place, other, size


def _shown_whole(sides: FoldedSides, hunk: Hunk, stretch: _Stretch) -> _Stretch:
    """The stretch cut back until no word beside it is shown as changed in part."""
    (a, b, c, d), (place, other, size) = hunk, stretch
    while size and not sides.may_cut(place, other, shown=place > a, shown_right=other > c):
        place, other, size = place + 1, other + 1, size - 1
    while size and not sides.may_cut(
        place + size, other + size, shown=place + size < b, shown_right=other + size < d
    ):
        size -= 1
    return place, other, size


def _slid(sides: FoldedSides, hunks: list[Hunk]) -> list[Hunk]:
    """Insertions and deletions at the places where they read best.

    The same words can be taken out at several places of a repetition.
    """
    moved: list[Hunk] = []
    for hunk, after in pairwise([*hunks, (len(sides.left.key), 0, len(sides.right.key), 0)]):
        low = (moved[-1][1], moved[-1][3]) if moved else (0, 0)
        moved.append(
            hunk
            if hunk[0] < hunk[1] and hunk[2] < hunk[3]
            else _best_slide(sides, hunk, low, (after[0], after[2]))
        )
    return moved


def _best_slide(
    sides: FoldedSides, hunk: Hunk, low: tuple[int, int], high: tuple[int, int]
) -> Hunk:
    a, b, c, d = hunk
    text, begin, end = (sides.left.key, a, b) if a < b else (sides.right.key, c, d)
    back = forth = 0
    while (
        back < min(SLIDES, a - low[0] - 1, c - low[1] - 1)
        and text[begin - back - 1] == text[end - back - 1]
    ):
        back += 1
    while (
        forth < min(SLIDES, high[0] - b - 1, high[1] - d - 1)
        and text[begin + forth] == text[end + forth]
    ):
        forth += 1
    best, most = 0, _reads(text, begin, end)
    for by in sorted(range(-back, forth + 1), key=abs):
        worth = _reads(text, begin + by, end + by)
        if worth > most and all(
            sides.may_cut(place + by, other + by, shown=a < b, shown_right=c < d)
            for place, other in ((a, c), (b, d))
        ):
            best, most = by, worth
    return a + best, b + best, c + best, d + best


def _reads(text: str, begin: int, end: int) -> tuple[int, int]:
    """The readability of a stretch that came or went, as a key for sorting.

    Brackets in order count first, then whole phrases.
    """
    depth = worst = 0
    for sign in text[begin:end]:
        depth += (sign in _OPEN) - (sign in PAIRS)
        worst = min(worst, depth)
    return (worst - abs(depth), _edge(text, begin) + _edge(text, end))


_OPEN = frozenset(PAIRS.values())
_BRACKET = re.compile(f"[{re.escape(''.join((*PAIRS, *_OPEN)))}]")  # “, ）


def _edge(text: str, place: int) -> int:
    """The clearness of a break in a text, from 0 to 4."""
    before, after = text[place - 1 : place], text[place : place + 1]
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
    """Hunks widened until no pair of brackets has one half changed and the other not.

    Those that would grow too much stay.
    """
    pairs = _pairs(sides.left), _pairs(sides.right)
    if not hunks or not 0 < max(map(len, pairs)) <= MANY_PAIRS:
        return hunks
    while (wider := _widened(hunks, pairs)) is not None:
        hunks = wider
    return hunks


def _pairs(folded: Folded) -> list[tuple[int, int]]:
    """The pairs of brackets and quotation marks of a printed text.

    They are given by their places in its key.
    """
    open_at: list[int] = []
    found = []
    for place, sign in ((sign.start(), sign[0]) for sign in _BRACKET.finditer(folded.text)):
        if sign in _OPEN:
            open_at.append(place)
        elif sign in PAIRS and open_at and folded.text[open_at[-1]] == PAIRS[sign]:
            begin, end = (bisect_right(folded.starts, at) - 1 for at in (open_at.pop(), place))
            if begin < end < len(folded.key):
                found.append((begin, end))
    return found


def _widened(
    hunks: list[Hunk], pairs: tuple[list[tuple[int, int]], list[tuple[int, int]]]
) -> list[Hunk] | None:
    """The hunks with one torn pair made whole; None where that is not possible."""
    for side in (0, 2):
        begins = [hunk[side] for hunk in hunks]
        for pair in pairs[side // 2]:
            inside = [_hunk_at(hunks, begins, side, place) for place in pair]
            if (inside[0] is None) != (inside[1] is None) and (
                wider := _reaching(hunks, side, pair, inside)
            ) is not None:
                return wider
    return None


def _hunk_at(hunks: list[Hunk], begins: list[int], side: int, place: int) -> int | None:
    spot = bisect_right(begins, place) - 1
    while spot >= 0 and hunks[spot][side] == place and hunks[spot][side + 1] == place:
        spot -= 1
    return spot if spot >= 0 and hunks[spot][side] <= place < hunks[spot][side + 1] else None


def _reaching(
    hunks: list[Hunk], side: int, pair: tuple[int, int], inside: list[int | None]
) -> list[Hunk] | None:
    """The hunk that holds one half, extended to the other half.

    It is joined with those between. None where it would grow too much.
    """
    first, last = pair
    spot = inside[0] if inside[0] is not None else inside[1]
    assert spot is not None  # noqa: S101 - the caller saw to it
    hunk, end = hunks[spot], side + 1
    if inside[0] is not None:
        taken = [other for other in hunks[spot:] if other[side] <= last]
        margin = last + 1 - taken[-1][end]
        wide = (hunk[0], taken[-1][1] + margin, hunk[2], taken[-1][3] + margin)
        index = slice(spot, spot + len(taken))
    else:
        taken = [other for other in hunks[: spot + 1] if other[end] > first]
        margin = taken[0][side] - first
        wide = (taken[0][0] - margin, hunk[1], taken[0][2] - margin, hunk[3])
        index = slice(spot + 1 - len(taken), spot + 1)
    gained = wide[end] - wide[side] - sum(other[end] - other[side] for other in taken)
    return None if gained > WIDENED else [*hunks[: index.start], wide, *hunks[index.stop :]]


def _rewritten(sides: FoldedSides, hunks: list[Hunk]) -> list[Hunk]:
    """The hunks with sentences of which little stayed replaced whole.

    Such a sentence has what stayed in many pieces.
    """
    whole: list[Hunk] = []
    for group, (p, q), (r, s) in _sentences(sides, hunks):
        stayed = r - p - sum(hunk[1] - hunk[0] for hunk in group)
        if len(group) >= PATCHES and stayed < LEAST_UNCHANGED * min(r - p, s - q):
            begin, end = _outer(sides, group, (p, q), (r, s))
            whole.append((begin[0], end[0], begin[1], end[1]))
        else:
            whole.extend(group)
    return whole


def _outer(
    sides: FoldedSides, group: list[Hunk], begin: tuple[int, int], end: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The stretch in which a rewritten sentence is replaced.

    A first phrase and a last mark that stayed are not part of it.
    """
    first = group[0]
    ends = (
        size + 1
        for size in range(first[0] - begin[0])
        if sides.left.key[begin[0] + size] in PHRASE_ENDS
    )
    phrase = max(
        (size for size in ends if sides.may_cut(begin[0] + size, begin[1] + size)), default=0
    )
    tail = end[0] > group[-1][1] and sides.left.key[end[0] - 1] in PHRASE_ENDS
    return (begin[0] + phrase, begin[1] + phrase), (end[0] - tail, end[1] - tail)


_Corner = tuple[int, int]


def _sentences(
    sides: FoldedSides, hunks: list[Hunk]
) -> Iterator[tuple[list[Hunk], _Corner, _Corner]]:
    """The hunks by the sentences in which they stand.

    A sentence ends where both sides end one.
    """
    begin: _Corner = (0, 0)
    group: list[Hunk] = []
    for hunk, after in pairwise([*hunks, (len(sides.left.key), 0, len(sides.right.key), 0)]):
        group.append(hunk)
        ends = [
            place for place in range(hunk[1], after[0]) if sides.left.key[place] in SENTENCE_ENDS
        ]
        shift = hunk[3] - hunk[1]
        if ends or after[1] == 0:
            stop = ends[0] + 1 if ends else after[0]
            yield group, begin, (stop, stop + shift)
            begin, group = ((ends[-1] + 1, ends[-1] + 1 + shift) if ends else begin), []
