"""Steps of a lineage from comparisons of two versions each, with lasting names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields
from itertools import accumulate, pairwise
from typing import Any

from policydiff.comparing.engine.align.overrides import DECLARED, PINNED
from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.comparing.engine.redline.parts import together
from policydiff.comparing.engine.redline.redline import redline
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.model.document import Document
from policydiff.model.history import Clause
from policydiff.model.lineage import (
    Declaration,
    Ending,
    Evidence,
    LineageStep,
    Named,
    Names,
    Origin,
    Pair,
    neighbours,
)
from policydiff.text.spans import is_equal, read_runs
from policydiff.tracing.engine.stated_pairs import ItemFinder

Units = Mapping[str, Unit]

NEARLY = 0.5
"""Share of the most kept characters from which on the place of a part decides on its name."""


def step_of(comparison: Comparison, declaration: Declaration | None = None) -> LineageStep:
    """The step of a lineage that a comparison and its deciding act give."""
    left, right = (_by_eid(document) for document in (comparison.left, comparison.right))
    finder = ItemFinder(declaration.acts if declaration is not None else ())
    origins = {
        origin.eid: origin
        for match in comparison.matches
        for origin in _origins(match, left, right, finder)
    }
    return LineageStep(
        origins=tuple(origins[eid] for eid in right if eid in origins),
        decision=declaration.decision if declaration is not None else None,
        endings=tuple(_endings(comparison, finder)),
    )


def _by_eid(document: Document) -> Units:
    return {unit.eid: unit for unit in read_units(document)}


def _origins(match: Match, left: Units, right: Units, finder: ItemFinder) -> Iterator[Origin]:
    links = match.links or tuple(
        (before.eid, after.eid) for before in match.left for after in match.right
    )
    single = len(match.right) == 1 and len(match.left) < 2
    for side in match.right:
        before = tuple(eid for eid, right_eid in links if right_eid == side.eid)
        edits = match.edits if single else _between([left[eid] for eid in before], right[side.eid])
        pinned = tuple(eid for eid in before if (eid, side.eid) in match.pinned)
        changed = (
            match.kind != "unchanged" or match.renumbered or match.moved or match.reason == DECLARED
        )
        yield Origin(
            **shared_fields(match, Origin)
            | {
                "eid": side.eid,
                "left": before,
                "heading_edits": _edits_if_changed(match.heading_edits),
                "edits": _edits_if_changed(edits) if before else (),
                "evidence": "pinned" if pinned and pinned == before else _evidence(match),
                "pinned": pinned if pinned != before else (),
                "instructions": finder.find(before, side.eid, edits) if changed else (),
            }
        )


def shared_fields(value: Match | Origin, cls: type[Origin | Clause]) -> dict[str, Any]:
    """The fields of a class that a value has, too, by name."""
    return {
        field.name: getattr(value, field.name)
        for field in fields(cls)
        if hasattr(value, field.name)
    }


def _endings(comparison: Comparison, finder: ItemFinder) -> Iterator[Ending]:
    for match in comparison.matches:
        for side in match.left if not match.right else ():
            ending = Ending(
                eid=side.eid,
                evidence=_evidence(match),
                instructions=finder.find((side.eid,), None, ()),
            )
            if ending.instructions or ending.evidence != "inferred":
                yield ending


def _evidence(match: Match) -> Evidence:
    return (
        "declared"
        if match.reason == DECLARED
        else "pinned"
        if match.reason == PINNED
        else "inferred"
    )


def _edits_if_changed(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    return edits if any(edit.op != "equal" for edit in edits) else ()


def _between(before: Sequence[Unit], after: Unit) -> tuple[Edit, ...]:
    return redline(together(before), together([after]))


def lasting_names(
    documents: Sequence[Document],
    order: Sequence[Named],
    steps: Mapping[Pair, LineageStep],
    fixed_names: Mapping[int, Names] | None = None,
) -> tuple[Names, ...]:
    """The wIds of every provision of every version.

    The eId in the version that was stored first; what another brought is ``<prefix>.<eId>``.
    `order` is that of storing, `steps` those of `naming_pairs`. Each version takes the names of its
    neighbours among those that came before it and looks at no other, so that a name never changes
    when a version is added later. A name goes on to the one part that kept most of the text, or
    nearly as much and its place among its neighbours; the other parts of a split begin anew, the
    other names of a join end. `fixed_names` are names of the versions at some indices that hold
    whatever their neighbours say: those came from a version that is gone.
    """
    names: dict[int, Names] = {}
    for count, named in enumerate(order):
        older, younger = neighbours(order, count)
        claims: list[tuple[str, str]] = []
        if older is not None:
            links = _links(steps[older, named.place], documents[older], documents[named.place])
            claims += _onward(links, names[older])
        if younger is not None:
            links = _links(steps[named.place, younger], documents[named.place], documents[younger])
            claims += _onward([(right, left) for left, right in links], names[younger])
        held = (fixed_names or {}).get(named.place, {})
        taken = set(held.values())
        heirs = _settled(
            [(eid, name) for eid, name in claims if eid not in held and name not in taken]
        ) | dict(held)
        lead = f"{named.prefix}." if names or held else ""
        names[named.place] = {
            node.eid: heirs.get(node.eid, f"{lead}{node.eid}")
            for node in documents[named.place].provisions
        }
    return tuple(names[index] for index in range(len(documents)))


def inherited(step: LineageStep, older: Document, newer: Document, names: Names) -> Names:
    """The lasting names of a text that takes the place of another, each once."""
    return _settled(_onward(_links(step, older, newer), names))


def _onward(links: Iterable[tuple[str, str]], names: Names) -> list[tuple[str, str]]:
    """The parts that links lead to, with each name where they begin, in order."""
    return [(eid, names[source]) for source, eid in links if source in names]


def _links(step: LineageStep, older: Document, newer: Document) -> list[tuple[str, str]]:
    """Each older part with each part that came of it, the best for its name first.

    That is the one that kept most of the text, but first one that kept nearly as much and stands in
    its place.
    """
    several = [origin for origin in step.origins if origin.kind not in ("unchanged", "reworded")]
    before = {eid for origin in several for eid in origin.left}
    sizes = {part.eid: len(part.text) for part in older.provisions if part.eid in before}
    links = {(left, origin.eid): (False, 0, 0) for origin in step.origins for left in origin.left}
    for origin in several:
        for index, length in enumerate(_unchanged_lengths(origin, sizes)):
            links[origin.left[index], origin.eid] = True, length, index
    most = Counter[tuple[int, str]]()
    for link, (_, length, _) in links.items():
        for side, eid in enumerate(link):
            most[side, eid] = max(most[side, eid], length)
    places = _Places(older, newer, links.keys())

    def rank(link: tuple[str, str]) -> tuple[bool, bool, int, int, str]:
        is_one_of_several, length, index = links[link]
        near = length >= NEARLY * max(most[side, eid] for side, eid in enumerate(link))
        stays = is_one_of_several and near and places.stays(*link)
        return is_one_of_several, not stays, -length, index, link[1]

    return sorted(links, key=rank)


def _unchanged_lengths(origin: Origin, sizes: Mapping[str, int]) -> list[int]:
    """The number of characters that a text has from each part before it."""
    if not origin.edits:
        return [sizes.get(eid, 0) for eid in origin.left]
    ends = (0, *accumulate(sizes.get(eid, 0) + 1 for eid in origin.left))
    equal = [run.hunk.left for run in read_runs(origin.edits, is_equal) if run.equal]
    return [
        sum(max(0, min(end, last) - max(begin, first)) for begin, end in equal)
        for first, last in pairwise(ends)
    ]


class _Places:
    def __init__(
        self, older: Document, newer: Document, links: AbstractSet[tuple[str, str]]
    ) -> None:
        self._links = links
        self._sides = tuple([part.eid for part in document.articles] for document in (older, newer))
        self._at = tuple({eid: at for at, eid in enumerate(side)} for side in self._sides)

    def stays(self, left: str, right: str) -> bool:
        """True where the neighbours on one side of two articles are linked too.

        Articles that are linked with either of the two are passed over.
        """
        if left not in self._at[0] or right not in self._at[1]:
            return False
        return any(self._neighbours(left, right, step) in self._links for step in (-1, 1))

    def _neighbours(self, left: str, right: str, step: int) -> tuple[str | None, str | None]:
        olds, news = self._sides
        a, b = self._at[0][left] + step, self._at[1][right] + step
        while 0 <= a < len(olds) and (olds[a], right) in self._links:
            a += step
        while 0 <= b < len(news) and (left, news[b]) in self._links:
            b += step
        return (
            olds[a] if 0 <= a < len(olds) else None,
            news[b] if 0 <= b < len(news) else None,
        )


def _settled(claims: Sequence[tuple[str, str]]) -> dict[str, str]:
    """eId → name, each name once; names of both neighbours count first."""
    twice = {claim for claim, times in Counter(claims).items() if times > 1}
    heirs: dict[str, str] = {}
    taken: set[str] = set()
    for eid, name in sorted(claims, key=lambda claim: claim not in twice):
        if eid not in heirs and name not in taken:
            heirs[eid] = name
            taken.add(name)
    return heirs
