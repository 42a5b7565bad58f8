"""A check that the repository does not contradict itself."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policydiff.akn.reader import from_xml
from policydiff.comparing.engine.align.units import read_units
from policydiff.errors import DamagedError, PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import UNDATED
from policydiff.store.git import layout, objects
from policydiff.store.git.process import Git
from policydiff.store.records.followed import followed_from_toml
from policydiff.store.records.inventories import inventory_faults
from policydiff.store.records.names import names_faults
from policydiff.store.records.pins import pins_from_toml
from policydiff.store.records.relations import review_faults
from policydiff.store.records.soundness import added_words, version_faults, work_faults
from policydiff.store.records.succession import succession_faults
from policydiff.store.records.work_toml import work_from_toml
from policydiff.store.records.works import WorkRecord
from policydiff.store.titles import one_line

OURS = ("works/", "sources/", "relations/", "inventories/")
"""The folders in which nothing else may lie."""

ROOT = (layout.MARKER, layout.FOLLOWED_FILE)
"""Our files beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A contradiction in the repository.

    `code` is a fixed word, `where` a path of the repository or an object of git.
    """

    code: str
    where: str
    message: Message


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a commit by their function. `works` is by folder, then by name."""

    works: dict[str, dict[str, objects.TreeEntry]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    sources: dict[str, objects.TreeEntry] = field(default_factory=dict)
    relations: list[objects.TreeEntry] = field(default_factory=list)
    inventories: list[objects.TreeEntry] = field(default_factory=list)
    pins: list[objects.TreeEntry] = field(default_factory=list)
    names: list[objects.TreeEntry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def check_repository(git: Git) -> tuple[Fault, ...]:
    """All faults of a repository, in a fixed order."""
    tip = git.tip()
    if tip is None:
        return (
            Fault(code="git", where="main", message=Message("the main branch has no commit")),
            *_git_faults(git),
        )
    try:
        files = _sort(objects.list_tree(git, tip))
    except DamagedError as error:
        return (*_git_faults(git), Fault(code="git", where=tip, message=error.message))
    works, faults = _read_works(git, files.works)
    return (
        *_git_faults(git),
        *files.faults,
        *faults,
        *_identity_faults(works),
        *(
            Fault(code="replaces", where=folder, message=message)
            for folder, message in succession_faults(works)
        ),
        *_all_version_faults(git, files, works),
        *_compiled_faults(git, files.works, works),
        *_source_faults(git, files.sources, works),
        *_review_faults(git, files.relations, works),
        *_inventory_faults(git, files.inventories, works),
        *_pin_faults(git, files, works),
        *_names_faults(git, files),
        *_followed_faults(git, tip),
    )


def _git_faults(git: Git) -> Iterator[Fault]:
    code, lines = git.report("fsck", "--full", "--strict", "--no-dangling", "--no-progress")
    for line in lines:
        if code or line.startswith(("error", "fatal", "missing", "broken")):
            yield Fault(code="git", where="git fsck", message=Message.foreign(line))


def _sort(entries: Iterable[objects.TreeEntry]) -> _Files:
    files = _Files()
    lists = (layout.RELATION_PATH, files.relations), (layout.INVENTORY_PATH, files.inventories)
    marked = False
    for entry in entries:
        place, source = (
            layout.WORK_PATH.fullmatch(entry.path),
            layout.SOURCE_PATH.fullmatch(entry.path),
        )
        marked = marked or entry.path == layout.MARKER
        if entry.mode != "100644" and entry.path.startswith((*OURS, *ROOT)):
            files.faults.append(
                Fault(
                    code="mode",
                    where=entry.path,
                    message=Message("is no plain file (mode {mode})", mode=entry.mode),
                )
            )
        elif place and (place["file"] == layout.WORK_FILE or layout.version_in(place["file"])):
            files.works[place["folder"]][place["file"]] = entry
        elif place and place["file"] == layout.PINS_FILE:
            files.pins.append(entry)
        elif place and place["file"] == layout.NAMES_FILE:
            files.names.append(entry)
        elif source and source["sha256"].startswith(source["shard"]):
            files.sources[source["sha256"]] = entry
        elif listed := [found for pattern, found in lists if pattern.fullmatch(entry.path)]:
            listed[0].append(entry)
        elif entry.path.startswith(OURS):
            files.faults.append(
                Fault(
                    code="stray",
                    where=entry.path,
                    message=Message(
                        "is neither a work nor a version, a source, a review or an inventory"
                    ),
                )
            )
    if not marked:
        files.faults.append(
            Fault(
                code="marker",
                where=layout.MARKER,
                message=Message(
                    "is missing; it should say: format = {format}", format=layout.FORMAT
                ),
            )
        )
    return files


def _read_works(
    git: Git, folders: dict[str, dict[str, objects.TreeEntry]]
) -> tuple[dict[str, WorkRecord], list[Fault]]:
    works: dict[str, WorkRecord] = {}
    faults = [
        Fault(code="no-work", where=folder, message=Message("has no {file}", file=layout.WORK_FILE))
        for folder, files in folders.items()
        if layout.WORK_FILE not in files
    ]
    entries = [files[layout.WORK_FILE] for files in folders.values() if layout.WORK_FILE in files]
    for entry, data in _contents(git, entries, faults):
        folder = entry.path.removesuffix("/" + layout.WORK_FILE)
        try:
            work = work_from_toml(data, folder)
        except DamagedError as error:
            faults.append(Fault(code="work-file", where=entry.path, message=error.message))
            continue
        works[folder] = work
        dates = [name.removesuffix(".xml") for name in folders[folder] if name != layout.WORK_FILE]
        faults.extend(
            Fault(code=code, where=entry.path, message=message)
            for code, message in work_faults(work, dates)
        )
    return works, faults


def _identity_faults(works: dict[str, WorkRecord]) -> Iterator[Fault]:
    folders: defaultdict[str, list[str]] = defaultdict(list)
    for folder, work in works.items():
        folders[work.uri].append(folder)
    for uri, places in folders.items():
        if len(places) > 1:
            yield Fault(
                code="same-uri",
                where=uri,
                message=Message("is the URI of several works: {places}", places=", ".join(places)),
            )


def _all_version_faults(git: Git, files: _Files, works: dict[str, WorkRecord]) -> list[Fault]:
    faults: list[Fault] = []
    entries = [
        entry
        for held in files.works.values()
        for name, entry in held.items()
        if name != layout.WORK_FILE
    ]
    for entry, data in _contents(git, entries, faults):
        folder, _, name = entry.path.rpartition("/")
        date, work = name.removesuffix(".xml"), works.get(folder)
        found = [*version_faults(data, date, work)]
        if work is not None:
            found += _edits(git, files, entry, data, (work, date))
        faults.extend(
            Fault(code=code, where=entry.path, message=message) for code, message in found
        )
    return faults


def _edits(
    git: Git, files: _Files, entry: objects.TreeEntry, xml: bytes, version: tuple[WorkRecord, str]
) -> Iterator[tuple[str, Message]]:
    """Yield the fault of a version that its source or its id shows as edited."""
    work, date = version
    texts = (one for one in work.sources if one.version == date and one.role == "text")
    for one in texts:
        source = files.sources.get(one.sha256)
        try:
            data = None if source is None else objects.read_blob(git, source.blob)
            words = None if data is None else added_words(from_xml(xml), data, one.name)
        except PolicyDiffError:  # another fault states it, or no words can be compared
            words = None
        if words is not None:
            message = Message(
                "states “{words}”, which is not in its source {name}",
                words=one_line(words, 60),
                name=one_line(one.name, 60),
            )
            yield "edited", message
        elif work.is_edited(date, entry.blob):
            yield "edited", Message("is not the text that was stored: it was changed by hand")


def _compiled_faults(
    git: Git, folders: dict[str, dict[str, objects.TreeEntry]], works: dict[str, WorkRecord]
) -> Iterator[Fault]:
    """Yield the faults of compiled texts that do not follow from the stored ones."""
    folder_of = {work.uri: folder for folder, work in works.items()}
    for folder, work in works.items():
        for version, told in work.computed:
            from policydiff.store.changes.computing import computed_faults  # noqa: PLC0415 - few repositories have any

            entry, document = _document(git, folders[folder], version)
            _, base = _document(git, folders[folder], told.base)
            act = folders.get(folder_of.get(told.decision_uri or "", ""), {})
            _, decision = _document(git, act, told.decision_date or UNDATED)
            if entry is not None and document is not None:
                found = computed_faults(document, told, base, decision)
                yield from (
                    Fault(code="compiled", where=entry.path, message=message) for message in found
                )


def _document(
    git: Git, files: dict[str, objects.TreeEntry], version: str
) -> tuple[objects.TreeEntry | None, Document | None]:
    entry = files.get(f"{version}.xml")
    try:
        return entry, None if entry is None else from_xml(objects.read_blob(git, entry.blob))
    except PolicyDiffError:
        return entry, None


def _source_faults(
    git: Git, sources: dict[str, objects.TreeEntry], works: dict[str, WorkRecord]
) -> list[Fault]:
    faults: list[Fault] = []
    named = {source.sha256: work for work in works.values() for source in work.sources}
    for sha256, work in named.items():
        if sha256 not in sources:
            faults.append(
                Fault(
                    code="missing-source",
                    where=work.folder,
                    message=Message("names the source {sha}, which is not stored", sha=sha256),
                )
            )
    for entry, data in _contents(git, sources.values(), faults):
        sha256 = entry.path.rpartition("/")[2]
        if hashlib.sha256(data).hexdigest() != sha256:
            faults.append(
                Fault(
                    code="source-hash",
                    where=entry.path,
                    message=Message("does not have the content that its name states"),
                )
            )
        if sha256 not in named:
            faults.append(
                Fault(
                    code="orphan-source", where=entry.path, message=Message("is named by no work")
                )
            )
    return faults


def _review_faults(
    git: Git, entries: Iterable[objects.TreeEntry], works: dict[str, WorkRecord]
) -> list[Fault]:
    faults: list[Fault] = []
    slugs = {work.uri: work.slug for work in works.values()}
    for entry, data in _contents(git, entries, faults):
        found = review_faults(entry.path, data, slugs)
        faults.extend(
            Fault(code=code, where=entry.path, message=message) for code, message in found
        )
    return faults


def _inventory_faults(
    git: Git, entries: Iterable[objects.TreeEntry], works: dict[str, WorkRecord]
) -> list[Fault]:
    faults: list[Fault] = []
    uris = {work.uri for work in works.values()}
    for entry, data in _contents(git, entries, faults):
        found = inventory_faults(entry.path, data, uris)
        faults.extend(
            Fault(code=code, where=entry.path, message=message) for code, message in found
        )
    return faults


def _pin_faults(git: Git, files: _Files, works: dict[str, WorkRecord]) -> list[Fault]:
    faults: list[Fault] = []
    for entry, data in _contents(git, files.pins, faults):
        folder = entry.path.removesuffix("/" + layout.PINS_FILE)
        if folder not in works:
            faults.append(
                Fault(code="pins-place", where=entry.path, message=Message("lies beside no work"))
            )
        stored = {name: version.blob for name, version in files.works.get(folder, {}).items()}
        try:
            pins = pins_from_toml(data, entry.path)
        except DamagedError as error:
            faults.append(Fault(code="pins-file", where=entry.path, message=error.message))
            continue
        for version, eid in dict.fromkeys(place for pin in pins for place in (pin.left, pin.right)):
            blob = stored.get(f"{version}.xml")
            if blob is None:
                message = Message(
                    "names {version}#{eid}, but no version of {version} is stored",
                    version=version,
                    eid=eid,
                )
                faults.append(Fault(code="pin", where=entry.path, message=message))
            elif not _has(git, blob, eid):
                faults.append(
                    Fault(
                        code="pin",
                        where=entry.path,
                        message=Message(
                            "names {version}#{eid}, which that version does not have",
                            version=version,
                            eid=eid,
                        ),
                    )
                )
    return faults


def _names_faults(git: Git, files: _Files) -> list[Fault]:
    faults: list[Fault] = []
    for entry, data in _contents(git, files.names, faults):
        stored = {
            name.removesuffix(".xml")
            for name in files.works.get(entry.path.removesuffix("/" + layout.NAMES_FILE), {})
            if name != layout.WORK_FILE
        }
        faults.extend(
            Fault(code=code, where=entry.path, message=message)
            for code, message in names_faults(data, entry.path, stored)
        )
    return faults


def _followed_faults(git: Git, tip: str) -> list[Fault]:
    faults: list[Fault] = []
    entries = objects.list_tree(git, tip, layout.FOLLOWED_FILE)
    for entry, data in _contents(git, entries, faults):
        try:
            followed_from_toml(data)
        except DamagedError as error:
            faults.append(Fault(code="sources-file", where=entry.path, message=error.message))
    return faults


def _has(git: Git, blob: str, eid: str) -> bool:
    """True where a version has a part of this eId, and where it cannot be read."""
    try:
        return any(unit.eid == eid for unit in read_units(from_xml(objects.read_blob(git, blob))))
    except PolicyDiffError:
        return True


_UNREADABLE: dict[type[PolicyDiffError], str] = {
    objects.MissingObjectError: "missing-object",
    objects.ForgedObjectError: "forged-object",
    objects.HugeObjectError: "huge-object",
}
"""Errors of an object, with the codes of their faults."""


def _contents(
    git: Git, entries: Iterable[objects.TreeEntry], faults: list[Fault]
) -> Iterator[tuple[objects.TreeEntry, bytes]]:
    waiting = list(entries)
    found = objects.read_each(git, (entry.blob for entry in waiting))
    for entry, (_, data) in zip(waiting, found, strict=True):
        if isinstance(data, DamagedError):
            code = _UNREADABLE[type(data)]
            faults.append(Fault(code=code, where=entry.path, message=data.message))
        else:
            yield entry, data
