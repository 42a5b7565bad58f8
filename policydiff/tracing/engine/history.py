"""Follow one clause through the versions of its work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.model.document import Document, Provision
from policydiff.model.history import Clause, History, Moment, Presence, version_facts
from policydiff.model.index import index_document
from policydiff.model.lineage import LineageStep, Origin, WorkLineage
from policydiff.tracing.engine.steps import shared_fields


def follow_clause(
    documents: Sequence[Document], lineage: WorkLineage, version: int, eid: str, provision: str
) -> History:
    """The history of the part `eid` of the version at index `version`.

    The versions may be of several works, each of which took the place of the one before.
    `provision` is the name by which the part was asked for. Raises `KeyError` where that version
    has no such part to follow.
    """
    if not _parts(documents[version], {eid}):
        raise KeyError(eid)
    reached = reached_at(lineage, version, eid)
    moments: list[Moment] = []
    for index, document in enumerate(documents):
        clauses = tuple(_clause(lineage, index, part) for part in _parts(document, reached[index]))
        moments.append(
            Moment(
                version=version_facts(document, lineage.versions[index], lineage.decision(index)),
                presence=_presence(moments, here=bool(clauses)),
                clauses=clauses,
                endings=tuple(
                    ending
                    for ending in lineage.steps[index - 1].endings
                    if ending.eid in reached[index - 1]
                )
                if index
                else (),
                document=document,
            )
        )
    newest = next(
        document for document in reversed(documents) if document.uri == documents[version].uri
    )
    return History(
        title=newest.title,
        uri=newest.uri,
        provision=provision,
        asked=lineage.versions[version],
        moments=tuple(moments),
        remarks=lineage.remarks,
    )


def _parts(document: Document, eids: AbstractSet[str]) -> list[Provision | Unit]:
    """The parts with these eIds in reading order; units only where no provisions."""
    index = index_document(document)
    provisions = [
        node for eid, node in index.by_eid.items() if eid in eids and isinstance(node, Provision)
    ]
    return (
        list(provisions)
        if len(provisions) == len(eids)
        else [unit for unit in read_units(document) if unit.eid in eids]
    )


def reached_at(lineage: WorkLineage, version: int, eid: str) -> list[set[str]]:
    """For each version the eIds that lead to or from the one that was asked for."""
    reached: list[set[str]] = [set() for _ in lineage.versions]
    reached[version] = {eid}
    for index in range(version, len(lineage.steps)):
        reached[index + 1] = {
            origin.eid
            for origin in lineage.steps[index].origins
            if not reached[index].isdisjoint(origin.left)
        }
    for index in range(version, 0, -1):
        reached[index - 1] = {
            left
            for origin in lineage.steps[index - 1].origins
            if origin.eid in reached[index]
            for left in origin.left
        }
    return reached


Part = tuple[frozenset[str], frozenset[str]]
"""The eIds of a part of a text before some steps, and behind them."""

Changes = tuple[tuple[int, tuple[str, ...]], ...]
"""The places of the steps that changed a part, with the items of their decisions."""


def changing_steps(steps: Sequence[LineageStep], parts: Iterable[Part]) -> Iterator[Changes]:
    """The steps that changed each part; of one that is gone the step that ended it.

    None are named where the steps lead to other parts than these.
    """
    origins = [{origin.eid: origin for origin in step.origins} for step in steps]
    onward = [step.onward() for step in steps]
    for left, right in parts:
        yield _made(origins, left, right) if right else _ended(steps, onward, left)


def _made(
    steps: Sequence[Mapping[str, Origin]], left: AbstractSet[str], right: AbstractSet[str]
) -> Changes:
    found: list[tuple[int, tuple[str, ...]]] = []
    reached = right
    for place in range(len(steps) - 1, -1, -1):
        if not reached <= steps[place].keys():
            return ()
        origins = [steps[place][eid] for eid in sorted(reached)]
        changed = [
            origin
            for origin in origins
            if origin.kind != "unchanged" or origin.renumbered or origin.moved
        ]
        if changed:
            items = dict.fromkeys(item for origin in changed for item in origin.instructions)
            found.insert(0, (place, tuple(items)))
        reached = {eid for origin in origins for eid in origin.left}
    return tuple(found) if reached == left else ()


def _ended(
    steps: Sequence[LineageStep],
    onward: Sequence[Mapping[str, Sequence[str]]],
    left: AbstractSet[str],
) -> Changes:
    reached = left
    for place, step in enumerate(steps):
        endings = [ending for ending in step.endings if ending.eid in reached]
        reached = {eid for one in reached for eid in onward[place].get(one, ())}
        if not reached:
            items = dict.fromkeys(item for ending in endings for item in ending.instructions)
            return ((place, tuple(items)),)
    return ()


def _presence(before: Sequence[Moment], *, here: bool) -> Presence:
    if here:
        return "present"
    return "removed" if before and before[-1].presence == "present" else "absent"


def _clause(lineage: WorkLineage, version: int, part: Provision | Unit) -> Clause:
    origins = (
        {origin.eid: origin for origin in lineage.steps[version - 1].origins} if version else {}
    )
    origin = origins.get(part.eid, Origin(eid=part.eid, kind="added"))
    beside = (
        sibling.eid
        for sibling in origins.values()
        if sibling.eid != part.eid and not set(sibling.left).isdisjoint(origin.left)
    )
    return Clause(
        **shared_fields(origin, Clause)
        | {
            "kind": origin.kind if version else "first",
            "wid": lineage.wids[version].get(part.eid),
            "num": part.num,
            "level": part.level,
            "heading": part.heading,
            "text": part.text,
            "beside": tuple(beside),
        }
    )
