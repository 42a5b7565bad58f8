"""Two texts side by side, and the places where a hunk may end in both."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from rapidfuzz.distance import Indel, Levenshtein

from policydiff.model.comparison import Span
from policydiff.text.noise import Folded
from policydiff.text.spans import Corner, Hunk, stretches
from policydiff.text.words import Cuts, is_number, is_word, split_words

Block = tuple[int, int, int]
"""The beginnings of a stretch that both sides share, on the left and right, and its size."""

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
    """Two folded texts and where their keys may be cut, by side."""

    texts: tuple[Folded, Folded]
    cuts: tuple[Cuts, Cuts]
    bounds: tuple[frozenset[int], frozenset[int]]

    @classmethod
    def of(cls, left: Folded, right: Folded, cut: Callable[[str], Cuts]) -> FoldedSides:
        """Two texts, the keys of which a function cuts."""
        cuts = cut(left.key), cut(right.key)
        bounds = frozenset(cuts[0].bounds), frozenset(cuts[1].bounds)
        return cls(texts=(left, right), cuts=cuts, bounds=bounds)

    @property
    def keys(self) -> tuple[str, str]:
        """The keys of both sides."""
        return self.texts[0].key, self.texts[1].key

    @property
    def whole(self) -> Hunk:
        """Both keys from beginning to end."""
        return Hunk((0, len(self.texts[0].key)), (0, len(self.texts[1].key)))

    def words(self, side: int) -> list[str]:
        """The words of the key of one side."""
        key = self.texts[side].key
        return [key[begin:end] for begin, end in pairwise(self.cuts[side].bounds)]

    def printed(self, side: int, span: Span) -> str:
        """The printed text of a stretch of the key of one side."""
        folded = self.texts[side]
        return folded.text[folded.starts[span[0]] : folded.starts[span[1]]]

    def may_cut(self, corner: Corner, shown: tuple[bool, bool] = (True, True)) -> bool:
        """True where a word ends on either side and none is cut.

        A number or Latin word is never cut, a word of the dictionary only on a side of which
        nothing is `shown` as changed there. What the segmenter guessed is no word that counts: it
        cuts one word differently in two surroundings, so that an end on one side is enough.
        """
        left, right = corner
        if left not in self.bounds[0] and right not in self.bounds[1]:
            return False
        if left in self.cuts[0].inside or right in self.cuts[1].inside:
            return False
        return not (
            (shown[0] and self._cuts_word(0, left)) or (shown[1] and self._cuts_word(1, right))
        )

    def _cuts_word(self, side: int, position: int) -> bool:
        """True inside a word of the dictionary, but for the seams between whole words.

        国家工作人员 may be cut before 工作人员, 八小时 and 五万元 behind the number, 许可证 nowhere.
        """
        if position in self.bounds[side]:
            return False
        key, bounds = self.texts[side].key, self.cuts[side].bounds
        after = bisect_right(bounds, position)
        begin, end = bounds[after - 1], bounds[after]
        return is_word(key[begin:end]) and not _is_seam(key[begin:position], key[position:end])


_PARTICLES = frozenset("按及起内")
"""Signs that are words of their own beside a whole word, though dictionaries list both as one:
按规定, 之日起.
"""


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
    left, right = (key[slice(*span)] for key, span in zip(sides.keys, hunk, strict=True))
    head, tail = common_start(left, right), common_start(left[::-1], right[::-1])
    small = _one_sided(sides, hunk, head, tail)
    if small is None:
        small = _without_tail(sides, _without_head(sides, hunk, head), tail)
    if max(small.sizes):
        yield small


def _one_sided(sides: FoldedSides, hunk: Hunk, head: int, tail: int) -> Hunk | None:
    """The hunk as words that stand on one side alone, where it is that."""
    size = min(hunk.sizes)
    shown = hunk.sizes[0] > size, hunk.sizes[1] > size
    for first in range(min(head, size), max(0, size - tail) - 1, -1):
        small = _shortened(hunk, first, size - first)
        if sides.may_cut(small.begin, shown) and sides.may_cut(small.end, shown):
            return small
    return None


def _shortened(hunk: Hunk, head: int, tail: int) -> Hunk:
    (a, b), (c, d) = hunk
    return Hunk((a + head, b - tail), (c + head, d - tail))


def _without_head(sides: FoldedSides, hunk: Hunk, most: int) -> Hunk:
    for size in range(most, 0, -1):
        small = _shortened(hunk, size, 0)
        if sides.may_cut(small.begin, (small.sizes[0] > 0, small.sizes[1] > 0)):
            return small
    return hunk


def _without_tail(sides: FoldedSides, hunk: Hunk, most: int) -> Hunk:
    for size in range(min(most, *hunk.sizes), 0, -1):
        small = _shortened(hunk, 0, size)
        if sides.may_cut(small.end, (small.sizes[0] > 0, small.sizes[1] > 0)):
            return small
    return hunk


def common_start(left: Sequence[str], right: Sequence[str]) -> int:
    """The length of what two texts, or two rows of words, share at their beginning."""
    return next(
        (size for size, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )


def shared_blocks(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """The stretches that two rows of words share in order, then an empty one.

    The longest is sought first, of rows with endless repetition the longest common row.
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
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def _longest_row(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    whole = Hunk((0, len(left)), (0, len(right)))
    blocks = [
        (*same.begin, same.sizes[0])
        for same, _ in stretches(differing(left, right), whole)
        if same.sizes[0]
    ]
    return [*blocks, (*whole.end, 0)]


def differing(left: Sequence[str], right: Sequence[str]) -> Iterator[Hunk]:
    """The stretches in which two rows of words differ, as few words as can be."""
    if len(left) * len(right) > WORK_LIMIT:
        yield Hunk((0, len(left)), (0, len(right)))
        return
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(word, len(numbers)) for word in words] for words in (left, right)]
    small = max(map(len, coded)) <= MATRIX_LIMIT
    opcodes = Indel.opcodes(*coded) if small else Levenshtein.opcodes(*coded)
    for equal, run in groupby(opcodes, key=lambda code: code.tag == "equal"):
        codes = list(run)
        if not equal:
            yield Hunk(
                (codes[0].src_start, codes[-1].src_end), (codes[0].dest_start, codes[-1].dest_end)
            )
