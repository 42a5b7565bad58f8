"""lineage: all versions of one work, with where each part of each came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from policydiff.diffing.overrides import NO_OVERRIDES, Overrides
from policydiff.errors import UsageError
from policydiff.model.document import Document
from policydiff.model.lineage import Step, WorkLineage
from policydiff.model.names import UNDATED, Name, parse_name
from policydiff.store.pins import StoredPin, overrides_of
from policydiff.store.repository import Repository
from policydiff.workflows.resolve import file_part


class OnlyStoredError(UsageError):
    """A file was named where the versions of a stored work are asked for."""

    def __init__(self, operand: str) -> None:
        """`operand` as the caller gave it."""
        super().__init__(f"{operand} is a file; this looks at all stored versions of a work: add it to a repository first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A name, the versions of its work from the oldest to the newest, and which of them it means (its place)."""

    name: Name
    documents: tuple[Document, ...]
    lineage: WorkLineage
    version: int

    @property
    def document(self) -> Document:
        """The version that is meant."""
        return self.documents[self.version]


def between(pins: Sequence[StoredPin], left: Document, right: Document) -> Overrides:
    """What people said of two versions of one work, whichever is the older; what names a part that is not there any more is left out."""
    from policydiff.diffing.units import read_units  # noqa: PLC0415 numpy is heavy

    names = left.version_date or UNDATED, right.version_date or UNDATED
    mirrored = (StoredPin(left=pin.right, right=pin.left, apart=pin.apart) for pin in pins)
    said = [pin for pin in (*pins, *mirrored) if (pin.left[0], pin.right[0]) == names]
    if not said:
        return NO_OVERRIDES
    eids = [{unit.eid for unit in read_units(document)} for document in (left, right)]
    return overrides_of([pin for pin in said if pin.left[1] in eids[0] and pin.right[1] in eids[1]], *names)


def trace(operand: str, repository: Path) -> Traced:
    """The lineage of the work that an operand names.

    Raises `OnlyStoredError`, what `Repository.open` and `Repository.resolve` raise, and what cannot be read of a stored version.
    """
    from policydiff.diffing.lineage import lasting_names  # noqa: PLC0415 numpy and the segmenter are heavy

    if file_part(operand)[0] is not None:
        raise OnlyStoredError(operand)
    store, name = Repository.open(repository), parse_name(operand)
    work = store.find(name.work)
    wanted = store.version(work, name.date, name.in_force_on)
    documents = tuple(store.load(version) for version in work.versions)
    pins = store.pins(work)

    def make(place: int) -> Step:
        from policydiff.diffing.compare import diff  # noqa: PLC0415 as above
        from policydiff.diffing.lineage import step_of  # noqa: PLC0415 as above

        sides = documents[place], documents[place + 1]
        return step_of(diff(*sides, pairs=between(pins, *sides)))

    steps = store.steps(work, make)
    versions = tuple(version.date or UNDATED for version in work.versions)
    lineage = WorkLineage(versions=versions, steps=steps, wids=lasting_names(documents, versions, steps))
    return Traced(name=name, documents=documents, lineage=lineage, version=versions.index(wanted.date or UNDATED))
