"""A comparison of two versions becomes a step of a lineage; steps give every provision its wId."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policydiff.diffing.noise import fold
from policydiff.diffing.redline import redline
from policydiff.diffing.units import Unit, read_units
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.model.document import Document
from policydiff.model.lineage import Names, Origin, Step

Units = Mapping[str, Unit]


def step_of(comparison: Comparison) -> Step:
    """What a comparison tells of where each part of its right side came from."""
    left, right = (_by_eid(document) for document in (comparison.left, comparison.right))
    found = {origin.eid: origin for match in comparison.matches for origin in _origins(match, left, right)}
    return Step(origins=tuple(found[eid] for eid in right if eid in found))


def _by_eid(document: Document) -> Units:
    return {unit.eid: unit for unit in read_units(document)}


def _origins(match: Match, left: Units, right: Units) -> Iterator[Origin]:
    links = match.links or tuple((before.eid, after.eid) for before in match.left for after in match.right)
    single = len(match.right) == 1 and len(match.left) < 2
    for side in match.right:
        before = tuple(eid for eid, other in links if other == side.eid)
        edits = match.edits if single else _between([left[eid] for eid in before], right[side.eid])
        yield Origin(
            eid=side.eid,
            left=before,
            kind=match.kind,
            renumbered=match.renumbered,
            moved=match.moved,
            explained=match.explained,
            heading_edits=_kept(match.heading_edits),
            edits=_kept(edits) if before else (),
        )


def _kept(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """None where nothing at all differs."""
    return edits if any(edit.op != "equal" for edit in edits) else ()


def _between(before: Sequence[Unit], after: Unit) -> tuple[Edit, ...]:
    """The redline of what a part of a split or join came from."""
    numbers: list[tuple[int, int]] = []
    place = 0
    for unit in before:
        numbers += [(begin + place, end + place) for begin, end in unit.numbering]
        place += len(unit.text) + 1
    whole = "\n".join(unit.text for unit in before)
    return redline(fold(whole, tuple(numbers)), fold(after.text, after.numbering))


def lasting_names(documents: Sequence[Document], versions: Sequence[str], steps: Sequence[Step]) -> tuple[Names, ...]:
    """The wIds of every provision of every version: the eId in the first one; what comes later is ``<date>.<eId>``.

    A name goes on to the one part that kept most of the text; the other parts of a split begin anew, the other names of a join end.
    So each is unique in its version and never used again.
    """
    names: list[Names] = [{provision.eid: provision.eid for provision in documents[0].provisions}] if documents else []
    for document, version, step in zip(documents[1:], versions[1:], steps, strict=True):
        heirs = _heirs(step.origins, names[-1])
        names.append({node.eid: heirs.get(node.eid, f"{version}.{node.eid}") for node in document.provisions})
    return tuple(names)


def _heirs(origins: Iterable[Origin], before: Names) -> dict[str, str]:
    """eId → the name that it inherits, each name once."""
    claims = [
        (origin.kind not in ("unchanged", "reworded"), -_kept_length(origin), place, where, eid, origin.eid)
        for place, origin in enumerate(origins)
        for where, eid in enumerate(origin.left)
        if eid in before
    ]
    heirs: dict[str, str] = {}
    taken: set[str] = set()
    for *_, eid, heir in sorted(claims):
        if eid not in taken and heir not in heirs:
            taken.add(eid)
            heirs[heir] = before[eid]
    return heirs


def _kept_length(origin: Origin) -> int:
    """Characters that the text has from before."""
    return sum(len(edit.text) for edit in origin.edits if edit.op == "equal")
