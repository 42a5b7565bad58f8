"""The children of a provision that stay, come and go, for the least quoting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from policydiff.amending.engine.compared_parts import comparable
from policydiff.amending.engine.drafting.writing import OPERATION, Clauses, price
from policydiff.amending.engine.tree.numbering import longest
from policydiff.model.document import Block, Node, Provision, lines_in, printed


def lines_of(article: Provision) -> str:
    """The text of an article as it is quoted, with number if it has a heading."""
    nodes = (article,) if article.heading is not None else article.content
    return "\n".join(lines_in(nodes))


def lines_of_node(node: Node) -> str:
    """A 款 or 项 as it is quoted, with its number."""
    return printed(node)


NEVER = 10**9
"""The price of what no instruction can state."""
MOST_PAIRS = 2_500
"""So many pairs of children are priced between two that stay; of more the whole is quoted."""
LISTED = ("point", "indent")
_MARKS = ("；", "。")
Pairing = tuple[tuple[int | None, int | None], ...]
"""Indexes on both sides in order; None where one has no counterpart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSides:
    """The children of a provision in the base and in the new version."""

    before: Sequence[Node]
    carried: Sequence[Node]
    """Those of the base as they read in the new version by themselves."""
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
    pair: Callable[[int, int], Clauses | None],
    *,
    marks_follow: bool,
) -> tuple[Pairing, Clauses] | None:
    """The cheapest pairing of children, if any, and clauses for those that stay."""
    clauses_of: dict[tuple[int, int], Clauses | None] = {}

    def cost(row: int, column: int) -> int:
        if (row, column) not in clauses_of:
            free = marks_follow and sides.marked_otherwise(row, column)
            clauses_of[row, column] = () if free else pair(row, column)
        clauses = clauses_of[row, column]
        return NEVER if clauses is None else price(clauses)

    levels = {node.level for node in sides.before if isinstance(node, Provision)}

    def goes(row: int) -> int:
        return OPERATION if isinstance(sides.before[row], Provision) else NEVER

    def comes(column: int) -> int:
        node = sides.after[column]
        listed = isinstance(node, Provision) and (node.level not in LISTED or node.level in levels)
        return OPERATION + len(lines_of_node(node)) if listed else NEVER

    pairing = _align_between(_unchanged(sides), sides, cost, goes, comes)
    if pairing is None:
        return None
    chosen = [
        clauses_of.get((row, column)) or ()
        for row, column in pairing
        if row is not None and column is not None
    ]
    return pairing, tuple(clause for clauses in chosen for clause in clauses)


def _unchanged(sides: ListSides) -> Iterator[tuple[int, int]]:
    """The indexes of equal children: at both ends, else unique on both sides."""
    if len(sides.before) * len(sides.after) <= MOST_PAIRS:
        return
    old, new = ([_reading(node) for node in nodes] for nodes in (sides.carried, sides.after))
    head = sum(1 for _ in takewhile(_same, zip(old, new, strict=False)))
    old, new = old[head:], new[head:]
    tail = sum(1 for _ in takewhile(_same, zip(reversed(old), reversed(new), strict=False)))
    ends = len(old) - tail, len(new) - tail
    yield from ((row, row) for row in range(head))
    once, counts = Counter(old[: ends[0]]), Counter(new[: ends[1]])
    columns = {text: column for column, text in enumerate(new[: ends[1]])}
    pairs = [
        (row, columns[text])
        for row, text in enumerate(old[: ends[0]])
        if once[text] == counts[text] == 1
    ]
    rising = longest([(column,) for _, column in pairs])
    yield from (
        (head + row, head + column) for at, (row, column) in enumerate(pairs) if at in rising
    )
    yield from ((head + ends[0] + row, head + ends[1] + row) for row in range(tail))


def _reading(node: Node) -> object:
    """The content of a child, whatever its number."""
    if isinstance(node, Provision):
        return node.level, node.heading, node.heading_stop, comparable(node.content)
    return comparable((node,))


def _same(pair: tuple[object, object]) -> bool:
    return pair[0] == pair[1]


def _align_between(
    equal: Iterable[tuple[int, int]],
    sides: ListSides,
    pair: Callable[[int, int], int],
    goes: Callable[[int], int],
    comes: Callable[[int], int],
) -> Pairing | None:
    """The cheapest pairing with these children; None without, or past `MOST_PAIRS`."""
    pairing: list[tuple[int | None, int | None]] = []
    row = column = 0
    for stop in (*equal, (len(sides.before), len(sides.after))):
        rows, columns = range(row, stop[0]), range(column, stop[1])
        part = (
            align(rows, columns, pair, goes, comes)
            if len(rows) * len(columns) <= MOST_PAIRS
            else None
        )
        if part is None:
            return None
        pairing += (*part, stop)
        row, column = stop[0] + 1, stop[1] + 1
    return tuple(pairing[:-1])


def align(
    rows: Sequence[int],
    columns: Sequence[int],
    pair: Callable[[int, int], int],
    goes: Callable[[int], int],
    comes: Callable[[int], int],
) -> Pairing | None:
    """The cheapest pairing of two rows in their order; None if all cost `NEVER`."""
    gone, came = [goes(row) for row in rows], [comes(column) for column in columns]
    best = [[(0, 0)] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for down in range(len(rows) + 1):
        for across in range(len(columns) + 1):
            options = []
            if down and across:
                cost = pair(rows[down - 1], columns[across - 1])
                options.append((best[down - 1][across - 1][0] + cost, 0))
            if down:
                options.append((best[down - 1][across][0] + gone[down - 1], 1))
            if across:
                options.append((best[down][across - 1][0] + came[across - 1], 2))
            best[down][across] = min(options, default=(0, 0))
    return _traced(best, rows, columns) if best[-1][-1][0] < NEVER else None


def _traced(
    best: list[list[tuple[int, int]]], rows: Sequence[int], columns: Sequence[int]
) -> Pairing:
    pairing: list[tuple[int | None, int | None]] = []
    down, across = len(rows), len(columns)
    while down or across:
        way = best[down][across][1]
        down, across = down - (way != 2), across - (way != 1)
        pairing.append((rows[down] if way != 2 else None, columns[across] if way != 1 else None))
    return tuple(reversed(pairing))


def runs(pairing: Pairing) -> Iterator[tuple[list[int], list[int]]]:
    """The indexes of children that go and of those that come, between two that stay."""
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
