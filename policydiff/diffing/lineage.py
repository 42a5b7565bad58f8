"""Steps of a lineage from comparisons of two versions each.

They give every provision its wId.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policydiff.diffing.declared import ItemFinder
from policydiff.diffing.overrides import DECLARED, PINNED
from policydiff.diffing.parts import together
from policydiff.diffing.redline import redline
from policydiff.diffing.units import Unit, read_units
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.model.document import Document
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

Units = Mapping[str, Unit]


def step_of(comparison: Comparison, declaration: Declaration | None = None) -> LineageStep:
    """The step of a lineage that a comparison and its deciding act give.

    The comparison gives the origin of each part of its right side, the act its items about each
    part.
    """
    left, right = (_by_eid(document) for document in (comparison.left, comparison.right))
    finder = ItemFinder(declaration.acts if declaration is not None else ())
    found = {
        origin.eid: origin
        for match in comparison.matches
        for origin in _origins(match, left, right, finder)
    }
    return LineageStep(
        origins=tuple(found[eid] for eid in right if eid in found),
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
        before = tuple(eid for eid, other in links if other == side.eid)
        edits = match.edits if single else _between([left[eid] for eid in before], right[side.eid])
        pinned = tuple(eid for eid in before if (eid, side.eid) in match.pinned)
        changed = (
            match.kind != "unchanged" or match.renumbered or match.moved or match.reason == DECLARED
        )
        yield Origin(
            eid=side.eid,
            left=before,
            kind=match.kind,
            renumbered=match.renumbered,
            moved=match.moved,
            explained=match.explained,
            doubtful=match.doubtful,
            heading_edits=_edits_if_changed(match.heading_edits),
            edits=_edits_if_changed(edits) if before else (),
            evidence="pinned" if pinned and pinned == before else _evidence(match),
            pinned=pinned if pinned != before else (),
            instructions=finder.find(before, side.eid, edits) if changed else (),
        )


def _endings(comparison: Comparison, finder: ItemFinder) -> Iterator[Ending]:
    """The ends that a person or the act states."""
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
    """The edits; none where nothing at all differs."""
    return edits if any(edit.op != "equal" for edit in edits) else ()


def _between(before: Sequence[Unit], after: Unit) -> tuple[Edit, ...]:
    """The redline from the parts before a split or join to a part after it."""
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
    when a version is added later, be it older or younger. A name goes on to the one part that kept
    most of the text; the other parts of a split begin anew, the other names of a join end. So each
    is unique in its version. `fixed_names` are names of the versions at some places that hold
    whatever their neighbours say: those came from a version that is gone.
    """
    names: dict[int, Names] = {}
    for count, named in enumerate(order):
        older, younger = neighbours(order, count)
        claims: list[tuple[str, str]] = []
        if older is not None:
            claims += _onward(steps[older, named.place].origins, names[older])
        if younger is not None:
            claims += _back(steps[named.place, younger].origins, names[younger])
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
    return tuple(names[place] for place in range(len(documents)))


def inherited(step: LineageStep, names: Names) -> Names:
    """The lasting names of a text that takes the place of another.

    Each part that comes from one of those gets its name, each name once.
    """
    return _settled(_onward(step.origins, names))


def _onward(origins: Iterable[Origin], before: Names) -> list[tuple[str, str]]:
    """The parts of the younger version with names of the older one, the best first.

    A part may have several such names.
    """
    claims = [
        (*_rank(origin), where, origin.eid, before[eid])
        for origin in origins
        for where, eid in enumerate(origin.left)
        if eid in before
    ]
    return [(eid, name) for *_, eid, name in sorted(claims)]


def _back(origins: Iterable[Origin], after: Names) -> list[tuple[str, str]]:
    """The parts of the older version with names of the younger one, the best first.

    A part may have several such names.
    """
    claims = [
        (*_rank(origin), where, eid, after[origin.eid])
        for origin in origins
        if origin.eid in after
        for where, eid in enumerate(origin.left)
    ]
    return [(eid, name) for *_, eid, name in sorted(claims)]


def _rank(origin: Origin) -> tuple[bool, int]:
    return origin.kind not in ("unchanged", "reworded"), -_unchanged_length(origin)


def _settled(claims: Sequence[tuple[str, str]]) -> dict[str, str]:
    """eId → name, each name once.

    First count names on which both neighbours agree, then the claims in their order.
    """
    twice = {claim for claim, times in Counter(claims).items() if times > 1}
    heirs: dict[str, str] = {}
    taken: set[str] = set()
    for eid, name in sorted(claims, key=lambda claim: claim not in twice):
        if eid not in heirs and name not in taken:
            heirs[eid] = name
            taken.add(name)
    return heirs


def _unchanged_length(origin: Origin) -> int:
    """The number of characters that the text has from before."""
    return sum(len(edit.text) for edit in origin.edits if edit.op == "equal")
