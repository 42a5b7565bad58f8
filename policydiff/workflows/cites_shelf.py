"""The stored versions of one cited work: citations of it are resolved in them, and followed to the newest."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policydiff.model.cited import CitedPlace, CrossCitation, Mention
from policydiff.model.comparison import Side
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.relating.cited import choose_version, resolve
from policydiff.store.repository import Repository, VersionRecord, WorkRecord

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
    _documents: dict[VersionRecord, Document] = field(default_factory=dict)
    _indexes: dict[VersionRecord, ProvisionIndex] = field(default_factory=dict)
    _afterlives: dict[VersionRecord, Afterlife] = field(default_factory=dict)

    def answer(self, mention: Mention) -> CrossCitation:
        """What a citation of this work leads to. Raises what `Repository.load` raises where a version cannot be read."""
        version, basis = choose_version(self.work.versions, mention.day, self._in_force, mention.edition)
        cited = CitedPlace(uri=self.work.uri, title=version.title, date=version.date, basis=basis)
        citation = resolve(mention, cited, self._index(version), numbering)
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


def numbering(index: ProvisionIndex, eid: str) -> str:
    """How a reader cites the provision of an eId, or a natural paragraph of the preamble; "" for what has no number."""
    from policydiff.reports._citations import called, cite  # noqa: PLC0415 only where there is something to cite

    if any(block.eid == eid for block in index.document.preamble):
        return called(index, eid, "zh")
    return cite(index, Side(eid=eid, num=None, level=""))
