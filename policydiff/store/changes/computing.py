"""Texts that are compiled from a decision before the official ones are published."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.akn.reader import from_xml
from policydiff.amending.engine.consolidate import yielded
from policydiff.messages import Message
from policydiff.model.document import Document, text_sha256
from policydiff.model.names import UNDATED
from policydiff.model.version import Computed
from policydiff.store.changes.removing import ChangedMeanwhileError
from policydiff.store.changes.valid_xml import valid_xml
from policydiff.store.git.layout import version_path, work_path
from policydiff.store.git.objects import blob_id, read_blob
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change, Commit
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.names import renewed_names
from policydiff.store.records.succession import with_life
from policydiff.store.records.unofficial import OfficialThereError
from policydiff.store.records.work_toml import work_to_toml
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.titles import COUNTRY, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Computing:
    """A text to be stored that was compiled from a decision.

    `work` and `act` are the works of base and decision as they were looked at.
    """

    work: WorkRecord
    base: VersionRecord
    act: WorkRecord
    decision: VersionRecord
    document: Document
    reason: str = ""


def plan_computed(
    git: Git, tip: str, catalogue: Catalogue, computing: Computing
) -> Iterator[Commit]:
    """The commit that stores a compiled text; none where it is stored already.

    Raises `ChangedMeanwhileError`, `OfficialThereError`, `InvalidXmlError`.
    """
    work = computing.work
    for known in (work, computing.act):
        if catalogue.by_uri(known.uri) != known:
            raise ChangedMeanwhileError(known)
    document = dataclasses.replace(computing.document, uri=work.uri)
    there = work.version_of(document.version_date)
    if there is not None and there.computed is None:
        raise OfficialThereError(there)
    xml = valid_xml(document)
    if there is not None and read_blob(git, there.blob) == xml:
        return
    path = version_path(work.folder, document.version_date)
    version = VersionRecord(
        work_uri=work.uri,
        title=one_line(document.title),
        date=document.version_date,
        path=path,
        blob=blob_id(xml, like=tip),
        computed=document.computed,
    )
    name = version.date or UNDATED
    known = work if there is None else work.without_text(there.date)
    grown = with_life(
        known.with_stored(name).with_version(version).with_title(name, version.title), document
    )
    names = (
        ()
        if there is None
        else renewed_names(
            git, tip, work, (name, name), (from_xml(read_blob(git, there.blob)), document)
        )
    )
    changes = (
        Change(path=path, data=xml),
        Change(path=work_path(work.folder), data=work_to_toml(grown)),
        *names,
    )
    yield Commit(message=_message(computing, name, again=there is not None), changes=changes)


def _message(computing: Computing, version: str, *, again: bool) -> str:
    """The message of a commit: subject, origin of the text, and trailers."""
    title = one_line(computing.document.title, 60)
    verb = "Compile anew" if again else "Compile"
    parts = "".join(
        f"- compiled from {one_line(one.name)}\n" for one in (computing.base, computing.decision)
    )
    trailers = f"Work: {computing.work.uri}\nVersion: {version}\nReason: {one_line(computing.reason) or 'by hand'}\n"
    return f"{verb} {title.removeprefix(COUNTRY) or title} {version}\n\n{parts}\n{trailers}"


def computed_faults(
    document: Document, computed: Computed, base: Document | None, decision: Document | None
) -> Iterator[Message]:
    """Yield a sentence for each fault of a compiled text.

    It is compared with the stored texts from which it was compiled; one that came as a file may be
    of texts that are not stored here: then nothing is held against it.
    """
    if text_sha256(document) != computed.sha256:
        yield Message("reads otherwise than when it was compiled")
    parts = (
        (base, computed.base_sha256, Message("the version of {version}", version=computed.base)),
        (decision, computed.decision_sha256, computed.decision),
    )
    changed = [
        name for part, sha256, name in parts if part is not None and text_sha256(part) != sha256
    ]
    missing = [name for part, _, name in parts if part is None]
    yield from (
        Message(
            "was compiled from {name}, which reads otherwise now; compile it again with `policydiff consolidate --store`",
            name=name,
        )
        for name in changed
    )
    if document.source_sha256 is None:
        yield from (
            Message(
                "was compiled from {name}, which is not stored; remove it, or compile it again",
                name=name,
            )
            for name in missing
        )
    if base is None or decision is None or changed:
        return
    result = yielded(base, decision)
    if result is None or not _same(document, result.document):
        yield Message(
            "is not what the decision yields from its base; compile it again with `policydiff consolidate --store`"
        )


def _same(left: Document, right: Document) -> bool:
    """True for the same text in the same parts, with the same dates."""
    return all(get(left) == get(right) for get in (Document.full_text, _parts, _facts))


def _parts(document: Document) -> Iterable[object]:
    return [(part.eid, part.level, part.num, part.heading) for part in document.provisions]


def _facts(document: Document) -> Iterable[object]:
    return document.title, document.dates, document.original_dates, document.amendments
