"""following: pins between versions that are no longer consecutive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from policydiff.comparing.engine.align.units import read_units
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.index import index_document
from policydiff.model.lineage import LineageStep, Pair
from policydiff.store.records.pins import StoredPin
from policydiff.tracing.engine.stated_pairs import bridge, cut
from policydiff.works.lineage_evidence import WorkEvidence, unused


def follow_pins(
    evidence: WorkEvidence, documents: Sequence[Document], steps: Mapping[Pair, LineageStep]
) -> WorkEvidence:
    """The evidence with pins between distant versions moved to consecutive ones.

    Every pin between versions that are not consecutive is set where it can be; a remark stands for
    each that cannot. `steps` are those between consecutive versions, as they are without these
    pins; none where there is no such pin.
    """
    chain = [steps[place, place + 1] for place in range(len(documents) - 1)] if steps else []
    remarks = [*evidence.unstored(), *_missing(evidence, documents)]
    followed: list[StoredPin] = []
    for pin in evidence.distant():
        found = _followed(evidence, pin, documents, chain)
        if isinstance(found, Message):
            remarks.append(unused(pin, found))
        elif found is not None:
            followed.append(found)
    return replace(evidence, followed=tuple(followed), remarks=tuple(dict.fromkeys(remarks)))


def _followed(
    evidence: WorkEvidence,
    pin: StoredPin,
    documents: Sequence[Document],
    chain: Sequence[LineageStep],
) -> StoredPin | Message | None:
    """The pin to set in place of one between distant versions."""
    versions = evidence.versions
    start, end = ((versions.index(version), eid) for version, eid in (pin.left, pin.right))
    if not all(_has(documents[place], eid) for place, eid in (start, end)):
        return None
    found = (cut if pin.apart else bridge)(chain, start, end)
    if found.why is not None:
        return found.why
    if found.place is None:
        return None
    left, right = (
        (versions[found.place], found.left or ""),
        (versions[found.place + 1], found.right or ""),
    )
    said = next(
        (
            other
            for other in evidence.pins
            if other.apart != pin.apart and (other.left, other.right) == (left, right)
        ),
        None,
    )
    if said is None and not pin.apart:
        said = next(
            (other for other in evidence.pins if not other.apart and _claims(other, left, right)),
            None,
        )
    if said is not None:
        return Message(
            "your link of {left} and {right} speaks against it",
            left="#".join(said.left),
            right="#".join(said.right),
        )
    return StoredPin(left=left, right=right, apart=pin.apart)


def _claims(pin: StoredPin, left: tuple[str, str], right: tuple[str, str]) -> bool:
    """True for a pin of the same step that contradicts one of the two parts."""
    return (pin.left[0], pin.right[0]) == (left[0], right[0]) and (pin.left == left) != (
        pin.right == right
    )


def _missing(evidence: WorkEvidence, documents: Sequence[Document]) -> list[Message]:
    """A remark for every pin with a part that its version does not have."""
    places = {version: place for place, version in enumerate(evidence.versions)}
    return [
        unused(pin, Message("{title} has no {provision}", title=version, provision=eid))
        for pin in evidence.pins
        for version, eid in (pin.left, pin.right)
        if version in places and not _has(documents[places[version]], eid)
    ]


def _has(document: Document, eid: str) -> bool:
    if eid in index_document(document).by_eid:
        return True
    return any(unit.eid == eid for unit in read_units(document))
