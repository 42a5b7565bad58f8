"""Two sequences of paragraphs and tables, paired without crossing, as one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

from policydiff.comparing.engine.align.assignment import in_order
from policydiff.model.comparison import Comparison, Match
from policydiff.report.lines import TextLine, TextTable

Item = TextLine | TextTable
Pair = tuple[int, int]

LIKE = 0.5
"""The likeness from which two paragraphs that no match names are one that changed."""

CLOSER = 0.02
"""By how much a neighbour must make a paragraph more like its counterpart to be a part of it that
was set apart.
"""

SMALL = 20_000
"""Pairs of paragraphs in a gap up to which all are weighed; in a larger gap equal ones alone are
paired.
"""

LARGE = 100_000_000
"""Pairs of paragraphs in a gap from which not even equal ones are looked for inside: an eighth of
it in bytes is needed.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStep:
    """Corresponding paragraphs: one and one, one and several, or of one side alone."""

    left: tuple[Item, ...]
    right: tuple[Item, ...]


def steps(
    left: Sequence[Item], right: Sequence[Item], comparison: Comparison
) -> tuple[ParagraphStep, ...]:
    """Every paragraph and table of both sides, each once, in its own order.

    First paired are those that the matches of the comparison name, as far as the order allows;
    then, between these, equal ones; then likely ones.
    """
    named = _named(left, right, comparison)
    anchors = _rising(named, left, right)
    pairs = [pair for gap in _gaps(anchors, left, right) for pair in gap]
    return tuple(_steps(left, right, pairs, frozenset(named)))


def _named(left: Sequence[Item], right: Sequence[Item], comparison: Comparison) -> list[Pair]:
    """The pairs of places that the matches name."""
    places = _places(left), _places(right)
    found: dict[Pair, None] = {}
    for match in comparison.matches:
        for before, after in _links(match):
            olds, news = places[0].get(before, []), places[1].get(after, [])
            found.update(
                dict.fromkeys(
                    pair
                    for pair in zip(olds, news, strict=False)
                    if _same_sort(left[pair[0]], right[pair[1]])
                )
            )
    return list(found)


def _links(match: Match) -> Iterator[tuple[str, str]]:
    if match.links is not None:
        yield from match.links
    else:
        yield from ((before.eid, after.eid) for before in match.left for after in match.right)


def _places(items: Sequence[Item]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        for owner in item.owners:
            found.setdefault(owner, []).append(place)
    return found


def _same_sort(left: Item, right: Item) -> bool:
    return isinstance(left, TextLine) == isinstance(right, TextLine)


def _rising(pairs: list[Pair], left: Sequence[Item], right: Sequence[Item]) -> list[Pair]:
    """The heaviest run of pairs in which both places rise."""
    # patience over weights: `tops` has the run ends that none lighter and further right beats
    tops: list[tuple[int, int, int]] = []  # right place, weight of the run, index of its last pair
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    before: list[int | None] = []
    for index, (old, new) in enumerate(ordered):
        place = bisect_left(tops, (new, -1, -1))
        weight = (tops[place - 1][1] if place else 0) + _weight(left[old], right[new])
        before.append(tops[place - 1][2] if place else None)
        if place < len(tops) and tops[place][0] == new and tops[place][1] >= weight:
            continue
        stop = place
        while stop < len(tops) and tops[stop][1] <= weight:
            stop += 1
        tops[place:stop] = [(new, weight, index)]
    chain: list[Pair] = []
    at = tops[-1][2] if tops else None
    while at is not None:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]


def _weight(left: Item, right: Item) -> int:
    same = left.text == right.text
    return (2 if same else 1) * (1 + min(len(left.text), len(right.text)))


def _gaps(anchors: list[Pair], left: Sequence[Item], right: Sequence[Item]) -> Iterator[list[Pair]]:
    """The anchors with the pairs found between them."""
    bounds = [(-1, -1), *anchors, (len(left), len(right))]
    for (old, new), (old_end, new_end) in pairwise(bounds):
        if old >= 0:
            yield [(old, new)]
        if old_end > old + 1 and new_end > new + 1:
            yield [
                (old + 1 + i, new + 1 + j)
                for i, j in aligned(left[old + 1 : old_end], right[new + 1 : new_end])
            ]


def aligned(left: Sequence[Item], right: Sequence[Item]) -> list[Pair]:
    """Pairs of equal paragraphs, and, between these, of likely ones."""
    found: list[Pair] = []
    last = (0, 0)
    for old, new, size in _equal_blocks(left, right):
        inner = _likely(left[last[0] : old], right[last[1] : new])
        found += [(last[0] + i, last[1] + j) for i, j in inner]
        found += [(old + k, new + k) for k in range(size)]
        last = (old + size, new + size)
    return found


def _equal_blocks(left: Sequence[Item], right: Sequence[Item]) -> Iterator[tuple[int, int, int]]:
    """Runs of equal paragraphs (old place, new place, length), an empty one last."""
    head = _shared(left, right)
    tail = _shared(left[head:][::-1], right[head:][::-1])
    olds, news = (
        [_key(item) for item in left[head : len(left) - tail]],
        [_key(item) for item in right[head : len(right) - tail]],
    )
    if head:
        yield 0, 0, head
    if olds and news and len(olds) * len(news) <= LARGE:
        numbers: dict[object, int] = {}
        coded = [[numbers.setdefault(key, len(numbers)) for key in keys] for keys in (olds, news)]
        for block in LCSseq.opcodes(*coded):
            if block.tag == "equal":
                yield (
                    block.src_start + head,
                    block.dest_start + head,
                    block.src_end - block.src_start,
                )
    if tail:
        yield len(left) - tail, len(right) - tail, tail
    yield len(left), len(right), 0


def _shared(left: Sequence[Item], right: Sequence[Item]) -> int:
    """The number of items that are equal at the head."""
    pairs = zip(left, right, strict=False)
    return next(
        (place for place, (old, new) in enumerate(pairs) if _key(old) != _key(new)),
        min(len(left), len(right)),
    )


def _key(item: Item) -> tuple[str, object]:
    return (item.style, item.text) if isinstance(item, TextLine) else ("", item.rows)


def _likely(left: Sequence[Item], right: Sequence[Item]) -> list[Pair]:
    """The pairs without crossing of the greatest sum of likeness from `LIKE` on."""
    if not left or not right or len(left) * len(right) > SMALL:
        return []
    return in_order([[_likeness(old, new) for new in right] for old in left])


def _likeness(left: Item, right: Item) -> float:
    """0, or a number from `LIKE` to 1."""
    if isinstance(left, TextLine) != isinstance(right, TextLine):
        return 0.0
    if isinstance(left, TextLine) and isinstance(right, TextLine) and left.style != right.style:
        return 0.0
    return float(Indel.normalized_similarity(left.text, right.text, score_cutoff=LIKE))


def _steps(
    left: Sequence[Item], right: Sequence[Item], pairs: list[Pair], named: frozenset[Pair]
) -> Iterator[ParagraphStep]:
    """The pairs, each with the neighbours that belong to it, and all between them."""
    partners: tuple[dict[int, set[int]], dict[int, set[int]]] = {}, {}
    for i, j in named:
        partners[0].setdefault(i, set()).add(j)
        partners[1].setdefault(j, set()).add(i)
    old = new = 0
    for place, (i, j) in enumerate(pairs):
        bound = pairs[place + 1] if place + 1 < len(pairs) else (len(left), len(right))
        first_new, end_new = _reach(left[i], right, (new, j, bound[1]), partners[0].get(i, set()))
        first_old, end_old = (
            (i, i + 1)
            if end_new - first_new > 1
            else _reach(right[j], left, (old, i, bound[0]), partners[1].get(j, set()))
        )
        yield from _alone(left[old:first_old], right[new:first_new])
        yield ParagraphStep(
            left=tuple(left[first_old:end_old]), right=tuple(right[first_new:end_new])
        )
        old, new = end_old, end_new
    yield from _alone(left[old:], right[new:])


def _reach(
    one: Item, others: Sequence[Item], places: tuple[int, int, int], partners: set[int]
) -> tuple[int, int]:
    """The span of neighbours of its counterpart that belong to a paragraph too."""
    low, begin, high = places
    end = begin + 1
    while end < high and _belongs(
        one, others[begin:end], others[end], named=end in partners, ahead=False
    ):
        end += 1
    while begin > low and _belongs(
        one, others[begin:end], others[begin - 1], named=begin - 1 in partners, ahead=True
    ):
        begin -= 1
    return begin, end


def _belongs(one: Item, others: Sequence[Item], more: Item, *, named: bool, ahead: bool) -> bool:
    if not (
        isinstance(one, TextLine) and isinstance(more, TextLine) and isinstance(others[0], TextLine)
    ):
        return False
    if named:
        return True
    text = "".join(other.text for other in others)
    if one.text == text or one.style != more.style or not more.text:
        return False
    longer = more.text + text if ahead else text + more.text
    return (
        Indel.normalized_similarity(one.text, longer)
        > Indel.normalized_similarity(one.text, text) + CLOSER
    )


def _alone(left: Sequence[Item], right: Sequence[Item]) -> Iterator[ParagraphStep]:
    """Each of the old, then each of the new."""
    yield from (ParagraphStep(left=(item,), right=()) for item in left)
    yield from (ParagraphStep(left=(), right=(item,)) for item in right)
