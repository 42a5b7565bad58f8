"""Two texts side by side, and the places where a hunk may end in both."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel, Levenshtein

from policydiff.text.noise import Folded
from policydiff.text.words import Cuts, is_number, is_word, split_words

Hunk = tuple[int, int, int, int]
"""Characters [a, b) of the left that [c, d) of the right replaces; both texts are keys."""

Block = tuple[int, int, int]
"""The places of a stretch that both sides share, and its size."""

MATRIX_LIMIT = 20_000
"""Words on a side above which the exact method's bit matrix takes more memory (n × m / 8 bytes)
than a comparison may.
"""

WORK_LIMIT = 10**11
"""Pairs of words above which even the lean method takes more than some ten seconds: such texts are
replaced whole.
"""

BLOCK_STEPS = 2_000_000
"""Steps up to which the longest shared stretch is sought first: equal pairs of words, for each word
that may begin a stretch. Of three thousand changed articles none needs the hundredth part.
"""
TEXT_STEPS = 4_000_000
"""As `BLOCK_STEPS`, for the characters of texts, and for each change that may divide them: a fraction
of a second. Two paragraphs of 3,000 characters that differ in ten places need about a third.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedSides:
    """Two folded texts and where their keys may be cut."""

    left: Folded
    right: Folded
    cuts: Cuts
    others: Cuts
    bounds: frozenset[int]
    bounds_right: frozenset[int]

    @classmethod
    def of(cls, left: Folded, right: Folded, cuts: Cuts, others: Cuts) -> FoldedSides:
        """The sides with what is looked up often."""
        return cls(
            left=left,
            right=right,
            cuts=cuts,
            others=others,
            bounds=frozenset(cuts.bounds),
            bounds_right=frozenset(others.bounds),
        )

    def may_cut(
        self, place: int, other: int, *, shown: bool = True, shown_right: bool = True
    ) -> bool:
        """True where a word ends on either side and none is cut.

        A number or Latin word is never cut, a word of the dictionary only on a side of which
        nothing is shown as changed there. What the segmenter guessed is no word that counts: it
        cuts one word differently in two surroundings, so that an end on one side is enough.
        """
        return (
            (place in self.bounds or other in self.bounds_right)
            and place not in self.cuts.inside
            and other not in self.others.inside
            and not (shown and _cuts_word(self.left.key, self.cuts, self.bounds, place))
            and not (
                shown_right and _cuts_word(self.right.key, self.others, self.bounds_right, other)
            )
        )


_PARTICLES = frozenset("按及起内")
"""Signs that are words of their own beside a whole word, though dictionaries list both as one:
按规定, 之日起.
"""


def _cuts_word(key: str, cuts: Cuts, bounds: frozenset[int], place: int) -> bool:
    """True inside a word of the dictionary, but for the seams between whole words.

    国家工作人员 may be cut before 工作人员, 八小时 and 五万元 behind the number, 许可证 nowhere.
    """
    if place in bounds:
        return False
    after = bisect_right(cuts.bounds, place)
    begin, end = cuts.bounds[after - 1], cuts.bounds[after]
    return is_word(key[begin:end]) and not _is_seam(key[begin:place], key[place:end])


def _is_seam(head: str, behind: str) -> bool:
    if is_number(head):
        return len(head) > 1 or _is_whole(behind)
    if head in _PARTICLES or behind in _PARTICLES:
        return _is_whole(behind) or _is_whole(head)
    return _is_whole(head) and _is_whole(behind)


def _is_whole(part: str) -> bool:
    if len(part) > 1 and is_word(part):
        return True
    return all(len(word) > 1 and is_word(word) for word in split_words(part))


def trimmed(sides: FoldedSides, hunk: Hunk) -> Iterator[Hunk]:
    """The hunk without what both sides share at its ends, nothing if they share all."""
    a, b, c, d = hunk
    left, right = sides.left.key[a:b], sides.right.key[c:d]
    head, tail = common_start(left, right), common_start(left[::-1], right[::-1])
    small = _one_sided(sides, hunk, head, tail)
    if small is None:
        a, c = _without_head(sides, hunk, head)
        tail = min(tail, b - a, d - c)
        b, d = _without_tail(sides, (a, b, c, d), tail)
        small = a, b, c, d
    if small[0] < small[1] or small[2] < small[3]:
        yield small


def _one_sided(sides: FoldedSides, hunk: Hunk, head: int, tail: int) -> Hunk | None:
    """The hunk as words that only came or only went, where it is that."""
    a, b, c, d = hunk
    size = min(b - a, d - c)
    gone, come = b - a > size, d - c > size
    for first in range(min(head, size), max(0, size - tail) - 1, -1):
        last = size - first
        if sides.may_cut(a + first, c + first, shown=gone, shown_right=come) and sides.may_cut(
            b - last, d - last, shown=gone, shown_right=come
        ):
            return a + first, b - last, c + first, d - last
    return None


def _without_head(sides: FoldedSides, hunk: Hunk, most: int) -> tuple[int, int]:
    a, b, c, d = hunk
    return next(
        (
            (a + size, c + size)
            for size in range(most, 0, -1)
            if sides.may_cut(a + size, c + size, shown=a + size < b, shown_right=c + size < d)
        ),
        (a, c),
    )


def _without_tail(sides: FoldedSides, hunk: Hunk, most: int) -> tuple[int, int]:
    a, b, c, d = hunk
    return next(
        (
            (b - size, d - size)
            for size in range(most, 0, -1)
            if sides.may_cut(b - size, d - size, shown=a < b - size, shown_right=c < d - size)
        ),
        (b, d),
    )


def common_start(left: Sequence[str], right: Sequence[str]) -> int:
    """The length of what two texts, or two rows of words, share at their beginning."""
    return next(
        (place for place, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )


def shared_blocks(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """The stretches that two rows of words share in order, then an empty one.

    The longest is sought first; where a word is repeated without end, those of the longest row
    common to both are taken.
    """
    if _equal_pairs(left, right) * min(len(left), len(right)) <= BLOCK_STEPS:
        return _longest_first(left, right)
    return _longest_row(left, right)


def shared_stretches(left: str, right: str) -> list[Block]:
    """The stretches that two texts share, in order; as `shared_blocks`."""
    rounds = min(len(left), len(right), 1 + Indel.distance(left, right))
    if _equal_pairs(left, right) * rounds <= TEXT_STEPS:
        return _longest_first(left, right)
    return _longest_row(left, right)


def shared_share(left: str, right: str) -> float:
    """The share of two texts, up to 1, in stretches that both have in order."""
    size = len(left) + len(right)
    shared = sum(block[2] for block in shared_stretches(left, right))
    return 2 * shared / size if size else 1.0


def _equal_pairs(left: Sequence[str], right: Sequence[str]) -> int:
    counts = Counter(right)
    return sum(count * counts[word] for word, count in Counter(left).items())


def _longest_first(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    found = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in found]


def _longest_row(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    blocks: list[Block] = []
    place = other = 0
    ends = len(left), len(left), len(right), len(right)
    for a, b, _, d in (*differing(left, right), ends):
        if a > place:
            blocks.append((place, other, a - place))
        place, other = b, d
    return [*blocks, (len(left), len(right), 0)]


def differing(left: Sequence[str], right: Sequence[str]) -> Iterator[Hunk]:
    """The places where two rows of words differ, by the longest row common to both."""
    if len(left) * len(right) > WORK_LIMIT:
        yield 0, len(left), 0, len(right)
        return
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(word, len(numbers)) for word in words] for words in (left, right)]
    small = max(map(len, coded)) <= MATRIX_LIMIT
    opcodes = Indel.opcodes(*coded) if small else Levenshtein.opcodes(*coded)
    a = b = c = d = 0
    for code in opcodes:
        if code.tag == "equal":
            if b > a or d > c:
                yield a, b, c, d
            a, c = code.src_end, code.dest_end
        b, d = code.src_end, code.dest_end
    if b > a or d > c:
        yield a, b, c, d
