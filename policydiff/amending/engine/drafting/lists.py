"""The children of a provision that stay, come and go, for the least quoting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from policydiff.amending.engine.compared_parts import comparable
from policydiff.amending.engine.drafting.clauses import Clauses, DraftedClause, price
from policydiff.amending.engine.operations import Steps
from policydiff.amending.engine.tree.numbering import longest
from policydiff.model.document import Block, Node, Provision, lines_in, printed


def lines_of(article: Provision) -> str:
    """The text of an article as it is quoted, without its number.

    With its number where it has a heading.
    """
    nodes = (article,) if article.heading is not None else article.content
    return "\n".join(lines_in(nodes))


def lines_of_node(node: Node) -> str:
    """A 款 or 项 as it is quoted, with its number."""
    return printed(node)


NEVER = 10**9
"""The price of what no instruction can state."""
MOST_PAIRS = 2_500
"""So many pairs of children are priced between two that read the same; where there are more, a
person quotes the whole.
"""
LISTED = ("point", "indent")
_MARKS = ("；", "。")
Pairing = tuple[tuple[int | None, int | None], ...]
"""Places on both sides in order; None where one has no counterpart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSides:
    """The children of a provision in the base and in the new version.

    `before` is what it holds in the base, `carried` the same as it is by itself in the new version,
    `after` what it is to hold there.
    """

    before: Sequence[Node]
    carried: Sequence[Node]
    after: Sequence[Node]

    def marked_otherwise(self, row: int, column: int) -> bool:
        """True if an item differs in its closing mark alone, as its new place asks."""
        old, new = self.carried[row], self.after[column]
        plain = all(
            isinstance(node, Provision) and node.level == "point" and len(node.content) == 1
            for node in (old, new)
        )
        if not plain or not all(
            isinstance(node, Provision) and isinstance(node.content[0], Block)
            for node in (old, new)
        ):
            return False
        wanted = "。" if column == len(self.after) - 1 else "；"
        return (
            old.text[:-1] == new.text[:-1] and old.text[-1:] in _MARKS and new.text[-1:] == wanted
        )


def pair_children(
    sides: ListSides,
    place: Steps,
    pair: Callable[[int, int], Clauses | None],
    *,
    marks_follow: bool,
) -> tuple[Pairing, Clauses] | None:
    """The cheapest pairing of children, and the clauses for those that stay.

    None where there is no pairing.
    """
    clauses_of: dict[tuple[int, int], Clauses | None] = {}

    def cost(row: int, column: int) -> int:
        if (row, column) not in clauses_of:
            free = marks_follow and sides.marked_otherwise(row, column)
            clauses_of[row, column] = () if free else pair(row, column)
        found = clauses_of[row, column]
        return NEVER if found is None else price(found)

    levels = {level_of(node) for node in sides.before}

    def goes(row: int) -> int:
        return (
            price([DraftedClause(form="go", place=place)]) if counted(sides.before[row]) else NEVER
        )

    def comes(column: int) -> int:
        node = sides.after[column]
        listed = level_of(node) not in LISTED or level_of(node) in levels
        return (
            price([DraftedClause(form="come", place=place, new=lines_of_node(node))])
            if counted(node) and listed
            else NEVER
        )

    pairing = _align_between(_equal_ones(sides), sides, cost, goes, comes)
    if pairing is None:
        return None
    chosen = [
        clauses_of.get((row, column)) or ()
        for row, column in pairing
        if row is not None and column is not None
    ]
    return pairing, tuple(clause for clauses in chosen for clause in clauses)


def counted(node: Node) -> bool:
    """True if a node is counted among its like: a 款, 项 or 目."""
    return isinstance(node, Provision)


def level_of(node: Node) -> str:
    """The level of what is counted, empty for anything else."""
    return node.level if isinstance(node, Provision) else ""


def _equal_ones(sides: ListSides) -> Iterator[tuple[int, int]]:
    """The places of children that read the same, where there are very many, in order.

    Those at the beginning and at the end, and between them those that stand once on both sides.
    """
    if len(sides.before) * len(sides.after) <= MOST_PAIRS:
        return
    old, new = ([_reading(node) for node in nodes] for nodes in (sides.carried, sides.after))
    head = sum(1 for _ in takewhile(_same, zip(old, new, strict=False)))
    old, new = old[head:], new[head:]
    tail = sum(1 for _ in takewhile(_same, zip(reversed(old), reversed(new), strict=False)))
    ends = len(old) - tail, len(new) - tail
    yield from ((place, place) for place in range(head))
    once, counts = Counter(old[: ends[0]]), Counter(new[: ends[1]])
    places = {text: place for place, text in enumerate(new[: ends[1]])}
    pairs = [
        (row, places[text])
        for row, text in enumerate(old[: ends[0]])
        if once[text] == counts[text] == 1
    ]
    rising = longest([(column,) for _, column in pairs])
    yield from (
        (head + row, head + column) for at, (row, column) in enumerate(pairs) if at in rising
    )
    yield from ((head + ends[0] + place, head + ends[1] + place) for place in range(tail))


def _reading(node: Node) -> object:
    """The content of a child, whatever its number."""
    if isinstance(node, Provision):
        return node.level, node.heading, node.heading_stop, comparable(node.content)
    return comparable((node,))


def _same(pair: tuple[object, object]) -> bool:
    return pair[0] == pair[1]


def _align_part(
    rows: range,
    columns: range,
    pair: Callable[[int, int], int],
    goes: Callable[[int], int],
    comes: Callable[[int], int],
) -> Pairing | None:
    """The cheapest pairing of a part of both sides, by the places in the part."""
    return align(
        len(rows),
        len(columns),
        lambda at, to: pair(rows[at], columns[to]),
        lambda at: goes(rows[at]),
        lambda to: comes(columns[to]),
    )


def _align_between(
    equal: Iterable[tuple[int, int]],
    sides: ListSides,
    pair: Callable[[int, int], int],
    goes: Callable[[int], int],
    comes: Callable[[int], int],
) -> Pairing | None:
    """The cheapest pairing in which some stay; None where there is none.

    None too where more than `MOST_PAIRS` would have to be priced between two of those.
    """
    found: list[tuple[int | None, int | None]] = []
    row = column = 0
    for stop in (*equal, (len(sides.before), len(sides.after))):
        rows, columns = range(row, stop[0]), range(column, stop[1])
        part = (
            _align_part(rows, columns, pair, goes, comes)
            if len(rows) * len(columns) <= MOST_PAIRS
            else None
        )
        if part is None:
            return None
        found.extend(
            (None if at is None else rows[at], None if to is None else columns[to])
            for at, to in part
        )
        found.append(stop)
        row, column = stop[0] + 1, stop[1] + 1
    return tuple(found[:-1])


def align(
    rows: int,
    columns: int,
    pair: Callable[[int, int], int],
    goes: Callable[[int], int],
    comes: Callable[[int], int],
) -> Pairing | None:
    """The cheapest pairing of two rows of nodes, in their order.

    None where there is none below the price `NEVER`.
    """
    gone, came = [goes(row) for row in range(rows)], [comes(column) for column in range(columns)]
    best: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows + 1):
        for column in range(columns + 1):
            options = []
            if row and column:
                options.append((best[row - 1][column - 1][0] + pair(row - 1, column - 1), 0))
            if row:
                options.append((best[row - 1][column][0] + gone[row - 1], 1))
            if column:
                options.append((best[row][column - 1][0] + came[column - 1], 2))
            best[row][column] = min(options, default=(0, 0))
    return _traced(best, rows, columns) if best[rows][columns][0] < NEVER else None


def _traced(best: list[list[tuple[int, int]]], row: int, column: int) -> Pairing:
    found: list[tuple[int | None, int | None]] = []
    while row or column:
        way = best[row][column][1]
        row, column = row - (way != 2), column - (way != 1)
        found.append((row if way != 2 else None, column if way != 1 else None))
    return tuple(reversed(found))


def runs(pairing: Pairing) -> Iterator[tuple[list[int], list[int]]]:
    """The children that go and those that come between two that stay.

    Both by their indexes.
    """
    gone: list[int] = []
    came: list[int] = []
    for row, column in (*pairing, (-1, -1)):
        if row is not None and column is not None:
            if gone or came:
                yield gone, came
            gone, came = [], []
        elif row is not None:
            gone.append(row)
        elif column is not None:
            came.append(column)
