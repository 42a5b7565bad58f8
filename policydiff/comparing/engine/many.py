"""Three and more documents: comparisons of neighbours, and lineages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from policydiff.comparing.engine.align.overrides import NO_OVERRIDES, Overrides
from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.engine.comparisons import Comparisons, Lineage
from policydiff.comparing.engine.redline.redline import Granularity
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document

Steps = list[dict[str, list[str]]]
"""For each comparison, left eId → right eIds that correspond."""


def diff_all(
    documents: Sequence[Document],
    *,
    granularity: Granularity = "word",
    show_noise: bool = False,
    pairs: Sequence[Overrides] = (),
) -> Comparisons:
    """Compare each document with the next, and follow provisions through all of them.

    Followed are the articles and the paragraphs of preambles; without any article the paragraphs.
    `pairs` are the pairings that are set, one for each comparison, or none.
    """
    set_pairs = pairs or [NO_OVERRIDES] * max(0, len(documents) - 1)
    comparisons = tuple(
        diff(left, right, granularity=granularity, show_noise=show_noise, pairs=overrides)
        for (left, right), overrides in zip(pairwise(documents), set_pairs, strict=True)
    )
    units = [read_units(document) for document in documents]
    numbered = any(unit.level == "article" for side in units for unit in side)
    roots = [[unit.eid for unit in side if _is_followed(unit, numbered=numbered)] for side in units]
    lineages = _in_order(
        _chains([_links(comparison) for comparison in comparisons], roots),
        [_places(side) for side in units],
    )
    return Comparisons(documents=tuple(documents), comparisons=comparisons, lineages=lineages)


def follow(comparisons: Comparisons, version: int, eid: str, name: str) -> Comparisons:
    """The comparisons with the lineages of one part, of any level, of a `version`."""
    reached: list[set[str]] = [set() for _ in comparisons.documents]
    reached[version].add(eid)
    steps = [_links(comparison) for comparison in comparisons.comparisons]
    for index in range(version, len(steps)):
        reached[index + 1] = {
            right for left in reached[index] for right in steps[index].get(left, ())
        }
    for index in range(version, 0, -1):
        reached[index - 1] = {
            left
            for left, rights in steps[index - 1].items()
            if not reached[index].isdisjoint(rights)
        }
    followed = [
        {
            left: [right for right in rights if right in reached[index + 1]]
            for left, rights in step.items()
            if left in reached[index]
        }
        for index, step in enumerate(steps)
    ]
    places = [_places(read_units(document)) for document in comparisons.documents]
    roots = [
        sorted(eids, key=where.__getitem__) for eids, where in zip(reached, places, strict=True)
    ]
    return replace(
        comparisons, lineages=_in_order(_chains(followed, roots), places), provision=name
    )


def _is_followed(unit: Unit, *, numbered: bool) -> bool:
    return unit.level in ("article", "preamble") or (
        not numbered and unit.level == "block" and unit.zone == "body"
    )


def _places(units: Iterable[Unit]) -> dict[str, int]:
    return {unit.eid: unit.order for unit in units}


def _links(comparison: Comparison) -> dict[str, list[str]]:
    links: dict[str, list[str]] = {}
    for match in comparison.matches:
        for left, right in match.links or [(a.eid, b.eid) for a in match.left for b in match.right]:
            links.setdefault(left, []).append(right)
    return links


def _chains(steps: Steps, roots: Sequence[Sequence[str]]) -> list[list[str | None]]:
    """Rows of eIds, one for each version, that contain every link from one of them."""
    rows: list[list[str | None]] = []
    for version, eids in enumerate(roots):
        if version:
            _extend(rows, steps[version - 1])
        reached = {row[-1] for row in rows}
        rows.extend(_beginning(steps, version, eid) for eid in eids if eid not in reached)
    return rows


def _extend(rows: list[list[str | None]], step: dict[str, list[str]]) -> None:
    """Add one version to each row; further successors of a part get new rows."""
    of_part: dict[str, list[list[str | None]]] = {}
    for row in rows:
        if row[-1] is not None:
            of_part.setdefault(row[-1], []).append(row)
        else:
            row.append(None)
    for part, mine in of_part.items():
        after = step.get(part, [])
        rows.extend([*mine[0], successor] for successor in after[len(mine) :])
        for index, row in enumerate(mine):
            row.append(after[min(index, len(after) - 1)] if after else None)


def _beginning(steps: Steps, version: int, eid: str) -> list[str | None]:
    """A row that first shows in this version, with what it came from."""
    row: list[str | None] = [eid]
    for step in reversed(steps[:version]):
        row.append(next((left for left, rights in step.items() if row[-1] in rights), None))
    return row[::-1]


def _in_order(
    rows: list[list[str | None]], places: Sequence[dict[str, int]]
) -> tuple[Lineage, ...]:
    """Rows in the order of the last version, ended ones behind what they followed."""
    ordered: list[list[str | None]] = []
    for version in reversed(range(len(places))):
        where = places[version]
        ending = [row for row in rows if row[version] is not None and not any(row[version + 1 :])]
        ending.sort(key=lambda row: where[row[version] or ""])
        for row in ending if ordered else ():
            ordered.insert(_after(ordered, row, version, where), row)
        ordered = ordered or ending
    return tuple(tuple(row) for row in ordered)


def _after(
    ordered: list[list[str | None]], row: list[str | None], version: int, where: dict[str, int]
) -> int:
    """The position of a row: behind the nearest before it in this version."""
    own = where[row[version] or ""]
    known = [
        (where[other[version] or ""], place)
        for place, other in enumerate(ordered)
        if other[version] is not None
    ]
    return max((entry for entry in known if entry[0] <= own), default=(0, -1))[1] + 1
