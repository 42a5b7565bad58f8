"""The origin of a row: the version that it is about, and how to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from policydiff.model.document import Document
from policydiff.model.names import UNDATED, page_path
from policydiff.model.version import Dates, Ground
from policydiff.model.version_names import called
from policydiff.store.repository import Repository
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.handbook import CitedAct, handbook_citation
from policydiff.works.show import act_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One version: its name, number, dates and hash.

    `version` is the name by which to ask for it again. `promulgated` and `in_force` are ISO days,
    null where no stored source states them; `in_force_ground` is the source of the day of entry
    into force, `in_force_act` the act that states it. `presumed` is true where another text may
    have been in force on the day that was asked for. `compiled_from` names the amending decision
    of a text that no authority published, null for an official one. `sha256` is that of the file
    as received, or of the compiled text, as `sha256_of` states. `url` is the path of its page where
    `policydiff serve` runs, and ``#`` with an eId behind it that of a provision; null for a text
    that is not stored. `cited_version` is the name of the version in a citation, null where the
    title alone means it.
    """

    version: str
    uri: str | None
    title: str
    kind: str
    called: str | None
    document_number: str | None
    authority: str | None
    version_date: str | None
    version_date_is: str | None
    promulgated: str | None
    in_force: str | None
    in_force_ground: Ground | None
    in_force_act: str | None
    presumed: bool
    compiled_from: str | None
    sha256: str | None
    sha256_of: Literal["source file", "compiled text"] | None
    url: str | None
    cited_version: str | None

    def cite(self, provision: str | None = None, eid: str | None = None) -> dict[str, Any]:
        """`citation` and `url` of the version, or of a provision in it."""
        days = {"promulgated": self.promulgated}
        if self.version_date_is in ("promulgated", "adopted", "signed", "approved"):
            days[self.version_date_is] = self.version_date
        act = CitedAct(
            title=self.title,
            kind=self.kind,
            number=self.document_number,
            version=self.cited_version,
            dates=Dates(**days),
        )
        address = self.url if self.url is None or eid is None else f"{self.url}#{quote(eid)}"
        return {"citation": handbook_citation(act, provision or ""), "url": address}


def provenance_of(
    document: Document, *, store: Repository | None = None, presumed: bool = False
) -> Provenance:
    """The origin of rows about a document, whole or its head alone.

    `store` is where it may be stored, None for one that is not.
    """
    compiled = document.computed
    act, name = document.in_force_act, called(document)
    sha256 = document.source_sha256 if compiled is None else compiled.sha256
    source: Literal["source file", "compiled text"] = (
        "source file" if compiled is None else "compiled text"
    )
    return Provenance(
        version=f"{document.title}@{document.version_date or UNDATED}",
        uri=document.uri,
        title=document.title,
        kind=document.kind,
        called=None if name is None else name.plain,
        document_number=document.document_number,
        authority=document.authority,
        version_date=document.version_date,
        version_date_is=document.version_basis,
        promulgated=document.dates.promulgated,
        in_force=document.dates.in_force,
        in_force_ground=document.in_force_ground,
        in_force_act=None if act is None else act.title,
        presumed=presumed or document.presumption is not None,
        compiled_from=None if compiled is None else compiled.decision,
        sha256=sha256,
        sha256_of=None if sha256 is None else source,
        url=None if store is None else _page_of(document, store),
        cited_version=act_of(document, store).version,
    )


def _page_of(document: Document, store: Repository) -> str | None:
    catalogue = store.catalogue()
    work = None if document.uri is None else catalogue.by_uri(document.uri)
    if work is None or work.version_of(document.version_date) is None:
        return None
    return page_path(catalogue.address(work), document.version_date)


@dataclass(slots=True)
class Provenances:
    """The origins of stored versions by work and date, each read once."""

    store: Repository
    _days: DaysOfForce
    _read: dict[tuple[str, str | None], Provenance | None]

    @classmethod
    def of(cls, store: Repository) -> Provenances:
        """The origins of the versions of this repository."""
        return cls(store, DaysOfForce(store), {})

    def find(self, uri: str, date: str | None) -> Provenance | None:
        """The origin of a version; None if it is not stored or unreadable."""
        key = uri, date
        if key not in self._read:
            self._read[key] = self._find(uri, date)
        return self._read[key]

    def _find(self, uri: str, date: str | None) -> Provenance | None:
        work = self.store.catalogue().by_uri(uri)
        version = None if work is None else work.version_of(date)
        if work is None or version is None:
            return None
        ((_, head),) = self.store.heads([version])
        if not isinstance(head, Document):
            return None
        return provenance_of(self._days.with_day(work, version, head), store=self.store)
