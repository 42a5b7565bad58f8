"""Two texts side by side, and where a hunk may end in both."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from policydiff.text.noise import Folded
from policydiff.text.words import Cuts, is_number, is_word, split_words

Hunk = tuple[int, int, int, int]
"""Characters [a, b) of the left that [c, d) of the right replaces; both texts are keys."""


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
