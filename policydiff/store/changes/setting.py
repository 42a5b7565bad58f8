"""The plan to set facts of a version."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from policydiff.akn.reader import from_xml
from policydiff.errors import PolicyDiffError, UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.kinds import root_of
from policydiff.model.lineage import Names
from policydiff.model.names import UNDATED
from policydiff.store.changes.removing import ChangedMeanwhileError
from policydiff.store.changes.valid_xml import valid_xml
from policydiff.store.git.layout import names_path, pins_path, version_path, work_path
from policydiff.store.git.objects import blob_id, list_tree, read_blob
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change, Commit
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.inventories import moved_inventories
from policydiff.store.records.names import names_to_toml
from policydiff.store.records.pins import dated, pins_to_toml, read_pins
from policydiff.store.records.relations import moved_reviews
from policydiff.store.records.slugs import BadSlugError
from policydiff.store.records.unofficial import compiled_lines
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.work_toml import work_to_toml
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.titles import COUNTRY, one_line


class CompiledFactError(UsageError):
    """Facts of a compiled version cannot be set: they are those of its sources."""

    def __init__(self, version: VersionRecord) -> None:
        made = version.computed.decision if version.computed is not None else ""
        super().__init__(
            Message(
                "{name} was compiled from {decision}: set the fact of the decision or of the base, and compile it again",
                name=version.name,
                decision=one_line(made, 80),
            )
        )


class DateTakenError(UsageError):
    """Another version of the work has the date already."""

    def __init__(self, work: WorkRecord, date: str) -> None:
        super().__init__(
            Message(
                "{title} has another version of {date}; remove one of them, or set its date first",
                title=one_line(work.title, 80),
                date=date,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFacts:
    """A version with the facts that a person set.

    `work` and `version` are as they were looked at, `document` as it shall be; it is None where
    only facts of the work are set, and the version cannot be read. `after` is the work as it shall
    be (see `settled`), `names` are the lasting names that it keeps then. `lines` report each fact
    that changes.
    """

    work: WorkRecord
    version: VersionRecord
    document: Document | None
    after: WorkRecord
    names: Mapping[str, Names] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    reason: str = ""

    @property
    def date(self) -> str | None:
        """The date that the version shall have."""
        return self.version.date if self.document is None else self.document.version_date


def settled(
    work: WorkRecord,
    version: VersionRecord,
    document: Document | None,
    *,
    kind: str | None,
    aliases: Iterable[str],
) -> WorkRecord:
    """The work with the facts of a version as `document` states them.

    A work of another kind lies elsewhere, under another URI. `document` is None as in `SetFacts`.
    Raises `DateTakenError`, `InvalidXmlError`.
    """
    known = work
    if document is not None:
        date = document.version_date
        if date != version.date and work.version_of(date) is not None:
            raise DateTakenError(work, date or UNDATED)
        blob = blob_id(valid_xml(document), like=version.blob)
        title = one_line(document.title)
        path = version_path(work.folder, date)
        new = dataclasses.replace(version, date=date, title=title, path=path, blob=blob, notes=())
        known = work.with_facts(version, new)
    known = dataclasses.replace(known, aliases=tuple(dict.fromkeys((*known.aliases, *aliases))))
    return known if kind is None or kind == work.kind else _of_kind(known, kind)


def _of_kind(work: WorkRecord, kind: str) -> WorkRecord:
    """The work under the URI and in the folder of another kind."""
    stem, fresh = (
        f"/akn/{work.jurisdiction}/{root_of(one, work.stage)}/{one}/" for one in (work.kind, kind)
    )
    top, place, _, *rest = work.folder.split("/")
    return dataclasses.replace(
        work,
        kind=kind,
        sources=tuple(dataclasses.replace(one, blob=None) for one in work.sources),
        uri=fresh + work.uri.removeprefix(stem),
        folder="/".join((top, place, kind, *rest)),
    )


def plan_setting(git: Git, tip: str, catalogue: Catalogue, setting: SetFacts) -> Iterator[Commit]:
    """The commit that sets facts of a version.

    Raises `ChangedMeanwhileError`, `BadSlugError`, `InvalidXmlError`.
    """
    work, after = setting.work, setting.after
    if catalogue.by_uri(work.uri) != work:
        raise ChangedMeanwhileError(work)
    if after.folder != work.folder and catalogue.taken(after.folder):
        raise BadSlugError(after.slug, taken_by=after.folder)
    before = {entry.path: entry.blob for entry in list_tree(git, tip, work.folder)}
    files = dict(_files(git, tip, setting))
    gone = (Change(path=path, data=None) for path in before if path not in files)
    fresh = (
        Change(path=path, data=data)
        for path, data in files.items()
        if data is not None and before.get(path) != blob_id(data, like=tip)
    )
    moved_from, moved_to = (work.uri, setting.version.date), (after.uri, setting.date)
    moved = (
        *moved_reviews(git, tip, catalogue, moved_from, moved_to),
        *moved_inventories(git, tip, moved_from, moved_to),
    )
    changes = (*gone, *fresh, *moved, *_links(catalogue, setting))
    anew = after.version_of(setting.date)
    same = anew is not None and anew.blob == setting.version.blob
    own = setting.version.date or UNDATED
    compiled = () if same else catalogue.compiled_from(work, lambda version: version == own)
    yield Commit(message=_message(setting, compiled_lines(compiled)), changes=changes)


def _files(git: Git, tip: str, setting: SetFacts) -> Iterator[tuple[str, bytes | None]]:
    """All files of the work as they shall be, by path; None for unchanged ones."""
    work, after = setting.work, setting.after
    yield work_path(after.folder), work_to_toml(after)
    for version in work.versions:
        document = setting.document if version == setting.version else None
        if document is None and after.uri == work.uri:
            yield version.path, None
            continue
        try:
            text = document or from_xml(read_blob(git, version.blob))
        except PolicyDiffError as error:
            raise DamagedVersionError(version, error) from None
        kind = text.kind if after.kind == work.kind else after.kind
        yield (
            version_path(after.folder, text.version_date),
            valid_xml(dataclasses.replace(text, uri=after.uri, kind=kind)),
        )
    if setting.names:
        yield names_path(after.folder), names_to_toml(setting.names)
    pins = dated(
        read_pins(git, tip, work),
        setting.date or UNDATED,
        setting.version.date or UNDATED,
    )
    if pins:
        yield pins_path(after.folder), pins_to_toml(pins)


def _links(catalogue: Catalogue, setting: SetFacts) -> Iterator[Change]:
    """Yield changes of works that people linked as replacing one with a new URI."""
    old, new = setting.work.uri, setting.after.uri
    for other in sorted(catalogue, key=lambda one: one.folder) if old != new else ():
        if old in other.replaces:
            uris = tuple(new if uri == old else uri for uri in other.replaces)
            yield Change(
                path=work_path(other.folder),
                data=work_to_toml(dataclasses.replace(other, replaces=uris)),
            )


def _message(setting: SetFacts, further: Iterable[str]) -> str:
    text, version = setting.document, setting.date or UNDATED
    title = one_line(setting.version.title if text is None else text.title, 60)
    facts = "".join(f"- {one_line(line)}\n" for line in (*setting.lines, *further))
    trailers = f"Work: {setting.after.uri}\nVersion: {version}\nReason: {one_line(setting.reason) or 'by hand'}\n"
    return f"Set facts of {title.removeprefix(COUNTRY) or title} {version}\n\n{facts}\n{trailers}"
