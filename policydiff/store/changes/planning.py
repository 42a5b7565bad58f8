"""The plan of an addition: its work, its version, and the files to change."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from policydiff.akn.reader import from_xml
from policydiff.akn.writer import to_xml
from policydiff.amending.engine.consolidate import yielded
from policydiff.amending.engine.operations import Consolidation, Verification
from policydiff.amending.engine.verify import attribute, verify
from policydiff.errors import PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document, text_sha256
from policydiff.model.names import UNDATED
from policydiff.model.version import compiled_note
from policydiff.store.changes import addition_records, placement
from policydiff.store.changes.additions import Added, Addition, Status
from policydiff.store.changes.sameness import differences, is_same_text, with_facts_of
from policydiff.store.changes.valid_xml import valid_xml, with_source
from policydiff.store.git import layout
from policydiff.store.git.objects import blob_id, read_blob
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change, Commit
from policydiff.store.records import unofficial
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.inventories import moved_inventories
from policydiff.store.records.names import names_change, read_names, renewed_names
from policydiff.store.records.pins import dated, pins_to_toml, read_pins
from policydiff.store.records.relations import moved_reviews
from policydiff.store.records.succession import with_life
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.work_toml import work_to_toml
from policydiff.store.records.works import SourceRecord, VersionRecord, WorkRecord
from policydiff.store.titles import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The planned outcome of an addition; `commit` is None for nothing to do."""

    added: Added
    commit: Commit | None

    def with_changes(self, changes: Iterable[Change], **fields: Any) -> Planned:
        """The plan with further files in its commit, and further fields of its outcome."""
        if self.commit is None:  # pragma: no cover - a text is always stored by a commit
            return self
        commit = dataclasses.replace(self.commit, changes=(*self.commit.changes, *changes))
        return dataclasses.replace(
            self, added=dataclasses.replace(self.added, **fields), commit=commit
        )


class Planner:
    """A planner of additions to one commit, with a catalogue that grows with them."""

    def __init__(self, git: Git, tip: str, catalogue: Catalogue, *, thorough: bool) -> None:
        """With `thorough` a stored source is looked at again for facts that are missing."""
        self._thorough = thorough
        self.catalogue = catalogue
        self._git = git
        self._tip = tip
        self._unwritten: dict[str, bytes] = {}

    def plan(self, addition: Addition) -> Planned:
        """Plan one addition. Raises the errors with which the store refuses it."""
        work = placement.existing_work(self.catalogue, addition, self._look)
        named = placement.with_title_of(work, addition.document)
        planned = self._plan(addition, named, work)
        if named.title == addition.document.title:
            return planned
        note = Message(
            "no line of it is its title; it bears that of its work: {title}", title=named.title
        )
        added = planned.added
        return dataclasses.replace(
            planned,
            added=dataclasses.replace(added, retitled=True, notes=(note, *added.notes)),
        )

    def _plan(self, addition: Addition, named: Document, work: WorkRecord | None) -> Planned:
        if not one_line(addition.document.title):
            raise layout.UnstorableError(Message("title"), addition.document.title)
        document = with_source(named, addition.source)
        if document.computed is not None and document.computed.sha256 != text_sha256(document):
            raise unofficial.ChangedTextError(addition.source_name)
        if document.computed is None and unofficial.is_marked_compiled(document):
            raise unofficial.CompiledFileError(addition.source_name)
        if work is None:
            work = placement.new_work(self.catalogue, document, addition.slug)
            return self._store(
                addition, dataclasses.replace(document, uri=work.uri), work, new_work=True
            )
        document = dataclasses.replace(document, uri=work.uri)
        version = placement.existing_version(work, document, self._look)
        if version is not None:
            official = self._take_official(addition, document, work, version)
            return official or self._meet(addition, document, work, version)
        undated = work.version_of(None)
        before = None if undated is None else self._look(undated)
        if undated is not None and before is not None and is_same_text(before, document):
            return self._date(addition, document, work, undated)
        return self._store(addition, document, work)

    def _reads_otherwise(self, document: Document, version: VersionRecord) -> bool:
        """True where a new reading of the source differs from the stored one."""
        before = self._look(version)
        if before is None:
            return True
        stored = self._read(version.blob)
        if to_xml(document) == stored:
            return False
        return (
            before.in_force_ground is not None
            or to_xml(dataclasses.replace(document, in_force_ground=None)) != stored
        )

    def _meet(
        self, addition: Addition, document: Document, work: WorkRecord, version: VersionRecord
    ) -> Planned:
        """Plan a source for a version that is stored."""
        if document.computed is None and version.computed is not None:
            return self._publish(addition, document, work, version)
        if document.computed is not None and version.computed is None:
            raise unofficial.OfficialThereError(version)
        known = any(
            source.sha256 == document.source_sha256 for source in work.sources_of(version.date)
        )
        if (
            addition.correct
            and document.version_date == version.date
            and self._reads_otherwise(document, version)
        ):
            return self._correct(addition, document, work, version)
        notes = addition_records.redating_notes(version, document) if known else ()
        added = Added(
            status="unchanged",
            work=work,
            version=version,
            source_name=addition.source_name,
            notes=notes,
        )
        if known and not self._thorough:
            return Planned(added=added, commit=None)
        stored = self._load(version)
        added = dataclasses.replace(
            added, notes=(*notes, *addition_records.difference_notes(stored, document))
        )
        if known:
            return Planned(added=added, commit=None)
        if is_same_text(stored, document):
            return (
                Planned(added=added, commit=None)
                if document.computed
                else self._planned(addition, dataclasses.replace(added, status="witness"))
            )
        if addition.witness:
            return self._planned(addition, dataclasses.replace(added, status="variant"))
        raise addition_records.DifferentTextError(version, differences(stored, document))

    def _store(
        self,
        addition: Addition,
        document: Document,
        work: WorkRecord,
        *,
        new_work: bool = False,
        status: Status = "added",
    ) -> Planned:
        """Plan to store a version with its text."""
        path = layout.version_path(work.folder, document.version_date)
        ready = addition.ready
        xml = ready.xml if ready and ready.document == document else valid_xml(document)
        blob = blob_id(xml, like=self._tip)
        version = VersionRecord(
            work_uri=work.uri,
            title=one_line(document.title),
            date=document.version_date,
            path=path,
            blob=blob,
            computed=document.computed,
        )
        self._unwritten[blob] = xml
        name = document.version_date or UNDATED
        grown = with_life(
            work.with_stored(name).with_version(version).with_title(name, version.title), document
        )
        notes = compiled_note(version.name, document.computed)
        added = Added(
            status=status,
            work=grown,
            version=version,
            source_name=addition.source_name,
            new_work=new_work,
            notes=notes,
        )
        return self._planned(addition, added, (Change(path=path, data=xml),))

    def _take_official(
        self, addition: Addition, document: Document, work: WorkRecord, version: VersionRecord
    ) -> Planned | None:
        """Plan the official file as the source of a text that was read from a copy.

        The copies become witnesses. None where it says something else, or where its parts have
        other names: pairings and judgements are about those.
        """
        name, sources = version.date or UNDATED, work.sources_of(version.date)
        known = any(source.sha256 == document.source_sha256 for source in sources)
        stored = self._look(version) if addition.official and not known else None
        if stored is None or stored.computed or not is_same_text(stored, document):
            return None
        taken = with_facts_of(stored, document)
        if (
            taken.version_date != version.date
            or [part.eid for part in taken.provisions] != [part.eid for part in stored.provisions]
            or any(self.catalogue.compiled_from(work, lambda one: one == name))
        ):
            return None
        planned = self._store(
            addition, taken, work.without_text(version.date, "witness"), status="official"
        )
        notes = addition_records.difference_notes(taken, document)
        return planned.with_changes((), notes=(*planned.added.notes, *notes))

    def _correct(
        self, addition: Addition, document: Document, work: WorkRecord, version: VersionRecord
    ) -> Planned:
        """Plan a new text of a stored version."""
        name = version.date or UNDATED
        lines = unofficial.compiled_lines(
            self.catalogue.compiled_from(work, lambda one: one == name)
        )
        planned = self._store(
            addition, document, work.without_text(version.date), status="corrected"
        )
        before = self._look(version)
        if before is None and document.source_sha256 in {
            one.sha256 for one in work.sources_of(version.date) if one.role == "text"
        }:
            before = document  # the same file again
        changes = renewed_names(self._git, self._tip, work, (name, name), (before, document))
        return planned.with_changes(changes, notes=(*planned.added.notes, *lines))

    def _publish(
        self, addition: Addition, document: Document, work: WorkRecord, version: VersionRecord
    ) -> Planned:
        """Plan to replace a compiled text by the published one."""
        before, dates = (
            self._load(version),
            (version.date or UNDATED, document.version_date or UNDATED),
        )
        path = layout.version_path(work.folder, document.version_date)
        new = dataclasses.replace(
            version,
            title=one_line(document.title),
            date=document.version_date,
            path=path,
            computed=None,
        )
        moved = work.without_text(version.date).with_facts(version, new)
        planned = self._store(addition, document, moved, status="published")
        changes = [] if path == version.path else [Change(path=version.path, data=None)]
        names = (
            None
            if addition.names is None
            else addition.names(work, version, document, planned.added.work)
        )
        if names is None:
            changes += renewed_names(self._git, self._tip, work, dates, (before, document))
        else:
            changes += names_change(work, read_names(self._git, self._tip, work), names)
        pins, notes = unofficial.pins_left(self._git, self._tip, work, dates, document)
        moved_from, moved_to = (work.uri, version.date), (work.uri, document.version_date)
        changes += [
            *pins,
            *moved_reviews(self._git, self._tip, self.catalogue, moved_from, moved_to),
            *moved_inventories(self._git, self._tip, moved_from, moved_to),
        ]
        found = self._verified(before, document, work, version)
        stale = unofficial.compiled_lines(
            self.catalogue.compiled_from(work, lambda one: one == dates[0])
            if dates[0] != dates[1] or text_sha256(before) != text_sha256(document)
            else ()
        )
        return planned.with_changes(changes, verification=found, notes=(*notes, *stale))

    def _verified(
        self, before: Document, document: Document, work: WorkRecord, version: VersionRecord
    ) -> Verification:
        """The comparison of a compiled text with the published one, with the items to it."""
        step = self._compiled(work, version)
        found = verify(before, document, None if step is None else step.operations)
        steps: list[Consolidation] = []
        while step is not None and any(one.instruction is None for one in found.differences):
            steps.insert(0, step)
            base = work.version_of(version.computed.base) if version.computed is not None else None
            if base is None:
                break
            version, step = base, self._compiled(work, base)
        return attribute(found, steps)

    def _compiled(self, work: WorkRecord, version: VersionRecord) -> Consolidation | None:
        """The consolidation from which a version was compiled, None for any other."""
        computed = version.computed
        act = None if computed is None else self.catalogue.by_uri(computed.decision_uri or "")
        base = None if computed is None else work.version_of(computed.base)
        decision = (
            None if act is None or computed is None else act.version_of(computed.decision_date)
        )
        return (
            None
            if base is None or decision is None
            else yielded(self._load(base), self._load(decision))
        )

    def _date(
        self, addition: Addition, document: Document, work: WorkRecord, undated: VersionRecord
    ) -> Planned:
        """Plan the date of a version that was stored without one."""
        planned = self._store(
            addition, document, work.dated(document.version_date or UNDATED), status="dated"
        )
        if planned.commit is None:  # pragma: no cover - a version is always stored by a commit
            return planned
        gone = Change(path=undated.path, data=None)
        date = document.version_date or UNDATED
        changes = (
            gone,
            *planned.commit.changes,
            *self._dated_pins(work, date),
            *self._dated_names(work, date),
        )
        return dataclasses.replace(
            planned, commit=dataclasses.replace(planned.commit, changes=changes)
        )

    def _dated_pins(self, work: WorkRecord, date: str) -> Iterator[Change]:
        """Yield the change that moves the pins of the undated version to its date."""
        pins = read_pins(self._git, self._tip, work)
        renamed = dated(pins, date)
        if renamed != pins:
            yield Change(path=layout.pins_path(work.folder), data=pins_to_toml(renamed))

    def _dated_names(self, work: WorkRecord, date: str) -> tuple[Change, ...]:
        """The change that moves the lasting names of the undated version to its date."""
        stored = read_names(self._git, self._tip, work)
        return names_change(
            work,
            stored,
            {date if version == UNDATED else version: names for version, names in stored.items()},
        )

    def _planned(self, addition: Addition, added: Added, texts: tuple[Change, ...] = ()) -> Planned:
        """Plan the commit: the source, the texts, and the work that lists both."""
        sha256 = hashlib.sha256(addition.source).hexdigest()
        record = addition_records.source_record(added, sha256, addition.document, addition.address)
        work = added.work.with_source(record)
        if texts:
            work = work.with_blob(added.version.date, added.version.blob)
        added = dataclasses.replace(added, notes=(*added.notes, *self._elsewhere(work, record)))
        self.catalogue.put(work)
        files = (
            Change(path=layout.source_path(sha256), data=addition.source),
            *texts,
            Change(path=layout.work_path(work.folder), data=work_to_toml(work)),
        )
        return Planned(
            added=dataclasses.replace(added, work=work),
            commit=Commit(message=addition_records.commit_message(added, sha256), changes=files),
        )

    def _elsewhere(self, work: WorkRecord, source: SourceRecord) -> Iterator[Message]:
        """Yield notes on other versions, of any work, with the same file as a source."""
        for other in (
            work if one.uri == work.uri else one
            for one in self.catalogue.works_of_source(source.sha256)
        ):
            for held in other.sources:
                if held.sha256 == source.sha256 and (other.uri, held.version) != (
                    work.uri,
                    source.version,
                ):
                    yield Message(
                        "the same file is already stored as {version}@{version_other}",
                        version=one_line(other.title_of(held.version), 80),
                        version_other=held.version,
                    )

    def _read(self, blob: str) -> bytes:
        unwritten = self._unwritten.get(blob)
        return read_blob(self._git, blob) if unwritten is None else unwritten

    def _load(self, version: VersionRecord) -> Document:
        try:
            return from_xml(self._read(version.blob))
        except PolicyDiffError as error:
            raise DamagedVersionError(version, error) from None

    def _look(self, version: VersionRecord) -> Document | None:
        """The document of a version; None where it cannot be read."""
        with suppress(DamagedVersionError):
            return self._load(version)
        return None
