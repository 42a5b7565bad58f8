"""The stored versions of one cited work: citations of it are resolved in them, and followed to the newest."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policydiff.model.cited import Basis, CitedPlace, CrossCitation, Mention, Replaced
from policydiff.model.comparison import Side
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.relating.cited import choose_version, resolve
from policydiff.store.repository import Repository, VersionRecord, WorkRecord
from policydiff.store.succession import successors
from policydiff.workflows.succession import began

if TYPE_CHECKING:
    from policydiff.relating.afterlife import Afterlife


@dataclass(slots=True, kw_only=True)
class Shelf:
    """One work with its versions, all loaded in one go when the first is needed.

    With `follow` each resolved provision is followed through the comparison of its version with the newest, which is made once a version.
    """

    work: WorkRecord
    store: Repository
    follow: bool = True
    _replaced: tuple[Replaced, ...] = field(init=False)
    _documents: dict[VersionRecord, Document] = field(default_factory=dict)
    _indexes: dict[VersionRecord, ProvisionIndex] = field(default_factory=dict)
    _afterlives: dict[VersionRecord, Afterlife] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look for the works that took the place of this one."""
        others = successors(self.store.catalogue(), self.work)
        found = [Replaced(uri=one.uri, title=one.title, date=began(self.store, one)) for one in others if one.versions]
        self._replaced = tuple(sorted(found, key=lambda one: (one.date is None, one.date or "", one.uri)))

    def answer(self, mention: Mention) -> CrossCitation:
        """What a citation of this work leads to. Raises what `Repository.load` raises where a version cannot be read."""
        version, basis = choose_version(self.work.versions, mention.day, self._in_force, mention.edition)
        replaced = next((one for one in self._replaced if one.uri != mention.place.uri), None)
        cited = CitedPlace(uri=self.work.uri, title=version.title, date=version.date, basis=_basis(basis, mention.day, replaced))
        citation = replace(resolve(mention, cited, self._index(version), numbering), replaced=replaced)
        newest = self.work.versions[-1]
        if not self.follow or citation.cited is None or citation.cited.eid is None or newest == version:
            return citation
        return replace(citation, became=self._afterlife(version, newest).tell(citation.cited.eid, citation.cited.end_eid))

    def _in_force(self, version: VersionRecord) -> str | None:
        return self._document(version).dates.in_force

    def _document(self, version: VersionRecord) -> Document:
        if not self._documents:
            loaded = self.store.load_many(self.work.versions)
            self._documents = {other: document for other, document in loaded if isinstance(document, Document)}
        return self._documents[version] if version in self._documents else self.store.load(version)

    def _index(self, version: VersionRecord) -> ProvisionIndex:
        if version not in self._indexes:
            self._indexes[version] = index_document(self._document(version))
        return self._indexes[version]

    def _afterlife(self, version: VersionRecord, newest: VersionRecord) -> Afterlife:
        from policydiff.diffing.compare import diff  # noqa: PLC0415 numpy and the segmenter are heavy
        from policydiff.relating.afterlife import Afterlife  # noqa: PLC0415 as above

        if version not in self._afterlives:
            self._afterlives[version] = Afterlife.of(diff(self._document(version), self._document(newest)), numbering)
        return self._afterlives[version]


def _basis(basis: Basis, day: str | None, replaced: Replaced | None) -> Basis:
    """A version is in force until another work takes the place of its own."""
    over = replaced is not None and replaced.date is not None and day is not None and replaced.date <= day
    return "replaced" if over and basis in ("in force", "published") else basis


def numbering(index: ProvisionIndex, eid: str) -> str:
    """How a reader cites the provision of an eId, or a natural paragraph of the preamble; "" for what has no number."""
    from policydiff.views.citations import called, cite  # noqa: PLC0415 only where there is something to cite

    if any(block.eid == eid for block in index.document.preamble):
        return called(index, eid, "zh")
    return cite(index, Side(eid=eid, num=None, level=""))
