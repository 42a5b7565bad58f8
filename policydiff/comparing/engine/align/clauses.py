"""Clauses of every level as one sequence, each by its own text.

Texts numbered to any depth give a clause another level as soon as one comes above it or a list
becomes bullets, so that levels prove as little as numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policydiff.comparing.engine.align.units import Unit, UnitLink, bundles
from policydiff.model.kinds import CONTAINERS, RANK


def is_clause(unit: Unit) -> bool:
    """True for a numbered provision of any level, and a heading above provisions."""
    return unit.level in CONTAINERS or (unit.level in RANK and unit.num is not None)


def own_clauses(units: Sequence[Unit]) -> list[Unit]:
    """The clauses among units as articles of their own text alone."""
    below: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.parent is not None:
            below.setdefault(unit.parent.eid, []).append(unit)
    return [
        Unit(
            eid=unit.eid,
            level="article",
            zone=unit.zone,
            num=unit.num,
            number=unit.number,
            heading=unit.heading,
            text=_own_text(unit, below),
            order=unit.order,
            last=unit.last,
            parent=unit.parent,
            keys=unit.keys,
        )
        for unit in units
        if is_clause(unit)
    ]


def _own_text(unit: Unit, below: dict[str, list[Unit]]) -> str:
    return "\n".join(_pieces(unit, below))


def _pieces(unit: Unit, below: dict[str, list[Unit]]) -> Iterator[str]:
    """The lines of a unit between the clauses below it."""
    at = 0
    for part in below.get(unit.eid, ()):
        if part.level not in RANK:
            continue
        if at < part.offset:
            yield unit.text[at : part.offset - 1]
        if not is_clause(part):
            yield from _pieces(part, below)
        at = part.offset + len(part.lead) + len(part.text) + 1
    if at < len(unit.text):
        yield unit.text[at:]


def holding_clauses(clauses: Sequence[Unit]) -> list[Unit]:
    """The clauses with others of them below."""
    outer = {above.eid for unit in clauses for above in unit.within()}
    return [unit for unit in clauses if unit.eid in outer]


def bare_lists(units: Iterable[Unit]) -> frozenset[str]:
    """The eIds of 款 that begin with a clause: they only hold a list."""
    return frozenset(
        unit.parent.eid
        for unit in units
        if unit.parent is not None
        and unit.parent.level == "paragraph"
        and unit.offset == 0
        and is_clause(unit)
    )


def without_nested(
    links: Iterable[UnitLink], left: Sequence[Unit], right: Sequence[Unit]
) -> list[UnitLink]:
    """The links whose groups hold no clause beside one that stands around it.

    A clause stands for those in it; several clauses stand for the heading above them, unless it is
    the same on the other side.
    """
    kept: list[UnitLink] = []
    for bundle in bundles(tuple(links)):
        rows = [left[row] for row in sorted({link.left for link in bundle})]
        columns = [right[column] for column in sorted({link.right for link in bundle})]
        gone = _nested(rows, columns), _nested(columns, rows)
        kept += [
            link
            for link in bundle
            if left[link.left].eid not in gone[0] and right[link.right].eid not in gone[1]
        ]
    return kept


def _nested(units: Sequence[Unit], opposite: Sequence[Unit]) -> set[str]:
    """The eIds of units that do not stay beside those around or in them."""
    headings = {unit.heading_key for unit in opposite} - {""}
    inner: dict[int, list[Unit]] = {unit.order: [] for unit in units}
    around: list[Unit] = []
    for unit in units:
        while around and around[-1].last < unit.order:
            around.pop()
        for above in around:
            inner[above.order].append(unit)
        around.append(unit)
    gone: set[str] = set()
    for unit in units:
        below = inner[unit.order]
        several = len(below) > 1 and unit.level in CONTAINERS
        if several and unit.heading_key not in headings:
            gone.add(unit.eid)
        else:
            gone.update(part.eid for part in below)
    return gone
