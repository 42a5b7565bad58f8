"""The pairing of the units of two sequences, in named passes.

Each pass sees only what is still unmatched. Numbers prove nothing: they only break ties between
units that are equally similar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from policydiff.comparing.engine.align.assignment import Values, assign
from policydiff.comparing.engine.align.likeness import Measured, measure, words_of
from policydiff.comparing.engine.align.units import Unit, UnitLink
from policydiff.comparing.engine.align.weights import SHIPPED, Weights

NEAR = 0.85
"""From this ratio on a pair is the same provision with a few words changed, and needs no context …
"""

CLEAR = 0.1
"""… unless another comes this close: laws repeat whole sentences for other subjects."""

CLOSE, REMOTE, SHARED = 0.99, 0.94, 0.98
"""The odds of what passes find that do not weigh rivals: a pair from `SURE` on, one below it that
its surroundings hold, one that shares sentences. Of the articles of judged laws that they pair so
many were links.
"""

HELD = 0.85
"""A provision that grew holds the old one: the share held counts, but less than a ratio, which also
weighs what is new.
"""

SURE = 0.6
"""The first assignment takes pairs that are alike for the most part; they are the context of the
second.
"""

ENOUGH = 0.5
"""The second takes what shares half, context counted in."""

WHOLLY = 0.99
"""A text that stands word for word in another is held by it to the last of its bigrams …"""

QUOTED = 20
"""… and is no mere phrase from so many characters on."""

NEIGHBOUR = 0.1
"""What one matched neighbour adds; both add it once more. A provision rewritten between two that
stayed is still that provision.
"""

BETWEEN = 0.1
"""What a place between the same matched units adds."""

SHELTER = 0.04
"""What a matched container adds: articles often change their chapter, so it is little."""

SAME_NUMBER = 1e-4
"""Breaks ties only."""


@dataclass(slots=True, kw_only=True)
class Pairing:
    """The matches between two sequences of units so far; passes add to it.

    `shelters` are containers, or enclosing provisions, that correspond already, by eId. `more` are
    links in addition to the one-to-one ones, `possible` pairs that may correspond and are no links.
    `apart` are pairs that a person forbade, `sizes` the numbers of units that were measured.
    """

    left: Sequence[Unit]
    right: Sequence[Unit]
    shelters: dict[str, str] = field(default_factory=dict)
    of: dict[int, UnitLink] = field(default_factory=dict)
    to: dict[int, UnitLink] = field(default_factory=dict)
    more: list[UnitLink] = field(default_factory=list)
    possible: list[UnitLink] = field(default_factory=list)
    apart: frozenset[tuple[int, int]] = frozenset()
    measured: Measured | None = None
    sizes: tuple[int, int] = (0, 0)
    weights: Weights = SHIPPED

    def add(self, left: int, right: int, score: float, reason: str) -> None:
        """Match two units, unless a person forbade it."""
        if (left, right) in self.apart:
            return
        link = UnitLink(left=left, right=right, score=score, reason=reason)
        self.of[left] = self.to[right] = link

    def pin(self, link: UnitLink) -> None:
        """Take a pair that a person set; several of one unit make a split or a join."""
        if link.left in self.of:
            self.more.append(link)
        self.of.setdefault(link.left, link)
        self.to.setdefault(link.right, link)

    def confirm(self, link: UnitLink) -> None:
        """Take a pair that was found and that a person set, too."""
        self.more = [link if present.places == link.places else present for present in self.more]
        for side, index in ((self.of, link.left), (self.to, link.right)):
            if (present := side.get(index)) is not None and present.places == link.places:
                side[index] = link

    def links(self) -> list[UnitLink]:
        """All links, in the order of the left."""
        return sorted([*self.of.values(), *self.more], key=lambda link: (link.left, link.right))

    def free_left(self) -> list[int]:
        """Places on the left that are unmatched."""
        return [index for index in range(len(self.left)) if index not in self.of]

    def free_right(self) -> list[int]:
        """Places on the right that are unmatched."""
        return [index for index in range(len(self.right)) if index not in self.to]

    def likeness(self) -> Measured:
        """The likeness of the units that are free on both sides, measured once."""
        if self.measured is None:
            rows, columns = self.free_left(), self.free_right()
            self.sizes = len(rows), len(columns)
            measured = measure(
                [self.left[row] for row in rows], [self.right[column] for column in columns]
            )
            self.measured = {
                (rows[row], columns[column]): likeness
                for (row, column), likeness in measured.items()
            }
        return {pair: likeness for pair, likeness in self.measured.items() if self.open(pair)}

    def open(self, pair: tuple[int, int]) -> bool:
        """True for two unmatched units that may be matched."""
        return pair[0] not in self.of and pair[1] not in self.to and pair not in self.apart

    def neighbours(self, left: int, right: int) -> int:
        """The number of neighbours of a pair that are matched to one another, 0 to 2.

        The ends of two sequences are matched.
        """
        before = (
            link.right if (link := self.of.get(left - 1)) else -1 if left == 0 else None
        ) == right - 1
        end = len(self.right) if left == len(self.left) - 1 else None
        after = (link.right if (link := self.of.get(left + 1)) else end) == right + 1
        return before + after


Pass = Callable[[Pairing], None]


def identical(pairing: Pairing) -> None:
    """Reads texts; gives pairs whose text occurs once on each side."""
    rows, columns = (
        _by_text(pairing.left, pairing.free_left()),
        _by_text(pairing.right, pairing.free_right()),
    )
    for text, places in rows.items():
        others = columns.get(text, [])
        if len(places) == len(others) == 1:
            pairing.add(places[0], others[0], 1.0, "identical")


def same_heading(pairing: Pairing) -> None:
    """Pair free units whose heading occurs once among the free ones of each side."""
    rows, columns = (
        _by_heading(pairing.left, pairing.free_left()),
        _by_heading(pairing.right, pairing.free_right()),
    )
    for heading, places in rows.items():
        others = columns.get(heading, [])
        if len(places) == len(others) == 1:
            pairing.add(places[0], others[0], CLOSE, "heading")


def repeated(pairing: Pairing) -> None:
    """Pair texts that occur several times, first those beside matched ones."""
    rows, columns = (
        _by_text(pairing.left, pairing.free_left()),
        _by_text(pairing.right, pairing.free_right()),
    )
    indices = sorted(index for text, same in rows.items() if text in columns for index in same)
    texts = {index: text for text, same in columns.items() for index in same}
    for order, step in ((indices, 1), (indices[::-1], -1)):
        for left in order:
            beside = pairing.of.get(left - step)
            right = -1 if beside is None else beside.right + step
            if (
                left not in pairing.of
                and texts.get(right) == words_of(pairing.left[left])
                and right not in pairing.to
            ):
                pairing.add(left, right, 1.0, "identical")
    for text, same in rows.items():
        free = (
            [left for left in same if left not in pairing.of],
            [right for right in columns.get(text, ()) if right not in pairing.to],
        )
        for left, right in zip(*free, strict=False):
            pairing.add(left, right, 1.0, "identical")


def near_identical(pairing: Pairing) -> None:
    """Pair units that are clearly the best for both, with a ratio from `NEAR` on."""
    ratios = {pair: likeness.ratio for pair, likeness in pairing.likeness().items()}
    rows, columns = _ranked(ratios, 0), _ranked(ratios, 1)
    for left, partners in rows.items():
        ratio, right = partners[0]
        second = max(
            [*(rival for rival, _ in partners[1:2]), *(rival for rival, _ in columns[right][1:2])],
            default=0.0,
        )
        if ratio >= NEAR and columns[right][0][1] == left and ratio - second >= CLEAR:
            pairing.add(left, right, CLOSE, "near-identical")


def similar(pairing: Pairing) -> None:
    """Pair similar units by ratios and context: the best assignment.

    Shares held count only later: a sentence that went over to another provision is held there
    whole, and must not take it from the provision that it joined.
    """
    _assign(
        pairing,
        {pair: likeness.ratio for pair, likeness in pairing.likeness().items()},
        SURE,
        "similar",
    )


def remaining(pairing: Pairing) -> None:
    """Pair all others by likeness and the context of the pairs found so far."""
    worth = {
        pair: max(likeness.ratio, HELD * likeness.held)
        for pair, likeness in pairing.likeness().items()
    }
    _assign(pairing, worth, ENOUGH, "assignment")


def _assign(pairing: Pairing, worth: Values, least: float, reason: str) -> None:
    likenesses, gaps = pairing.likeness(), _gaps(pairing)
    quoted = _quoted(pairing, pairing.measured or likenesses)
    values = {
        (row, column): value + _context(pairing, gaps, row, column)
        for (row, column), value in worth.items()
        if column in quoted[0].get(row, (column,)) and row in quoted[1].get(column, (row,))
    }
    # counted from the least on: one pair that is surely right is worth more than two that just pass
    for left, right in assign(
        {pair: value - least for pair, value in values.items() if value >= least}
    ):
        close = likenesses[left, right].ratio >= SURE
        pairing.add(left, right, CLOSE if close else REMOTE, reason)


def _quoted(
    pairing: Pairing, likenesses: Measured
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Texts that stand word for word in others, by either side, with their indices."""
    quoted: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    for row, column in (pair for pair, likeness in likenesses.items() if likeness.held >= WHOLLY):
        text, right_text = words_of(pairing.left[row]), words_of(pairing.right[column])
        if len(text) >= QUOTED and text in right_text:
            quoted[0].setdefault(row, []).append(column)
        elif len(right_text) >= QUOTED and right_text in text:
            quoted[1].setdefault(column, []).append(row)
    return quoted


def _context(pairing: Pairing, gaps: _Gaps, left: int, right: int) -> float:
    a, b = pairing.left[left], pairing.right[right]
    beside = pairing.neighbours(left, right)
    sheltered = (
        a.parent is not None
        and b.parent is not None
        and pairing.shelters.get(a.parent.eid) == b.parent.eid
    )
    same = a.number is not None and a.number == b.number
    return (
        NEIGHBOUR * (beside + (beside == 2))
        + BETWEEN * _is_between(gaps, left, right)
        + SHELTER * sheltered
        + SAME_NUMBER * same
    )


_Gaps = tuple[list[tuple[int, int]], list[tuple[int, int]]]
"""For each index of either side the partners of the nearest matched units before and behind it."""


def _gaps(pairing: Pairing) -> _Gaps:
    sizes = len(pairing.left), len(pairing.right)
    rows = {index: link.right for index, link in pairing.of.items()}
    columns = {index: link.left for index, link in pairing.to.items()}
    return _brackets(rows, *sizes), _brackets(columns, *sizes[::-1])


def _is_between(gaps: _Gaps, left: int, right: int) -> bool:
    (low, high), (first, last) = gaps[0][left], gaps[1][right]
    return low < right < high and first < left < last


def _brackets(partner: dict[int, int], length: int, others: int) -> list[tuple[int, int]]:
    """The partners of the nearest matched indices before and after each index."""
    lows, highs = [], []
    low, high = -1, others
    for index in range(length):
        lows.append(low)
        low = partner.get(index, low)
    for index in reversed(range(length)):
        highs.append(high)
        high = partner.get(index, high)
    return list(zip(lows, reversed(highs), strict=True))


def _by_text(units: Sequence[Unit], indices: Iterable[int]) -> dict[str, list[int]]:
    by_text: dict[str, list[int]] = {}
    for index in indices:
        by_text.setdefault(words_of(units[index]), []).append(index)
    return by_text


def _by_heading(units: Sequence[Unit], indices: Iterable[int]) -> dict[str, list[int]]:
    by_heading: dict[str, list[int]] = {}
    for index in indices:
        if heading := units[index].heading_key:
            by_heading.setdefault(heading, []).append(index)
    return by_heading


def _ranked(values: Values, side: int) -> dict[int, list[tuple[float, int]]]:
    """The partners of each unit of a side, the best first."""
    partners: dict[int, list[tuple[float, int]]] = {}
    for pair, value in sorted(values.items()):
        partners.setdefault(pair[side], []).append((value, pair[1 - side]))
    return {
        index: sorted(ranked, key=lambda partner: (-partner[0], partner[1]))
        for index, ranked in partners.items()
    }
