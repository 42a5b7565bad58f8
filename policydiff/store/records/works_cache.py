"""The works of a commit, cached: reading thousands of `work.toml` takes seconds.

There is an entry for each work, one for each name by which works are found, and one for the commit
for which they hold. When the branch has moved, those of the works that changed are made again.
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policydiff.errors import DamagedError
from policydiff.messages import Message, from_record
from policydiff.model.names import UNDATED
from policydiff.model.version import Computed
from policydiff.model.work_life import LifeClause
from policydiff.store.cache import Cache, Entries, MemoryEntries
from policydiff.store.git.layout import WORK_FILE, WORK_PATH, version_in, work_path
from policydiff.store.git.objects import list_changes, list_tree, read_each
from policydiff.store.git.process import Git, GitError
from policydiff.store.recent import Recent
from policydiff.store.records.work_toml import SOURCE_KEYS, BadWorkFileError, work_from_toml
from policydiff.store.records.works import SourceRecord, VersionRecord, WorkRecord
from policydiff.store.titles import one_line, title_key

_STATE = "works"
"""The key of the commit, and of the number of its works; those of works follow it."""

_WORKS = ("works/", "works0")
_STATE_AND_WORKS = (_STATE, "works0")
_NAMES = ("name ", "name!")

_UNREAD = "!"
"""The name of the works that cannot be read: their folders with the reasons."""

_MOST_KEYS = 20_000
"""Keys in memory with the folders of their works."""

_FEW = 200
"""Folders that may have changed since an earlier commit: beyond, all entries are made again."""

_FIELDS = tuple(
    field.name
    for field in dataclasses.fields(WorkRecord)
    if field.name not in ("folder", "life", "sources", "computed", "versions")
)

Entry = list[Any]
"""A work as it is cached: the id of its ``work.toml``, its facts, and its versions (date or
``undated``, id of the XML).
"""

Files = dict[str, str]
"""The files of a work by their names in its folder, with the ids of their contents."""

Lines = dict[str, bytes | None]
"""Entries of the cache by their keys; None for one that goes."""


class CachedWorks:
    """The works of one commit, read as asked for; in memory once the cache moves on."""

    def __init__(self, git: Git, cache: Cache, tip: str, entries: Entries) -> None:
        """`entries` are those of the commit `tip`: the `cache`, or some in memory."""
        self.tip = tip
        self._git = git
        self._cache = cache
        self._entries = entries
        self._read: dict[str, WorkRecord] = {}
        self._folders: Recent[list[str]] = Recent(_MOST_KEYS)

    def works_of(self, key: str) -> Iterator[WorkRecord]:
        """The works under a key (see `keys_of`), in the order of their folders."""
        folders = self._folders.get(key)
        if folders is None:
            folders = list(self._look_up(_name(key)).get(_name(key), []))
            self._folders.put(key, folders)
        missing = {_folder(folder): folder for folder in folders if folder not in self._read}
        for line, entry in self._look_up(*missing).items():
            self._read[missing[line]] = _work(missing[line], entry)
        yield from (self._read[folder] for folder in folders if folder in self._read)

    def in_folder(self, folder: str) -> WorkRecord | None:
        """The work that lies in a folder."""
        if folder not in self._read:
            entry = self.entry(folder)
            if entry is None:
                return None
            self._read[folder] = _work(folder, entry)
        return self._read[folder]

    def entry(self, folder: str) -> Entry | None:
        """The cached entry of a folder."""
        entry: Entry | None = self._look_up(_folder(folder)).get(_folder(folder))
        return entry

    def folders_of(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """The folders of the works under some keys, by these."""
        lines = {_name(key): key for key in keys}
        return {lines[line]: folders for line, folders in self._look_up(*lines).items()}

    def __len__(self) -> int:
        count: int = json.loads(self.lines((_STATE, _WORKS[0]))[_STATE])[1]
        return count

    def __iter__(self) -> Iterator[WorkRecord]:
        """Every work, in the order of their folders."""
        for line, entry in self.lines(_STATE_AND_WORKS).items():
            if line == _STATE:
                continue
            folder = line[:-1]
            if folder not in self._read:
                self._read[folder] = _work(folder, json.loads(entry))
            yield self._read[folder]

    def unread(self) -> dict[str, Message]:
        """The reasons why works cannot be read, by their folders."""
        reasons = self._look_up(_name(_UNREAD)).get(_name(_UNREAD), {})
        return {folder: from_record(reason) for folder, reason in reasons.items()}

    def lines(self, *ranges: tuple[str, str]) -> dict[str, bytes]:
        """The entries in some ranges of keys, of which the first begins with `_STATE`."""
        lines = self._entries.each(*ranges)
        if _tip(lines) != self.tip:
            self._retreat()
            lines = self._entries.each(*ranges)
        return lines

    def _look_up(self, *keys: str) -> dict[str, Any]:
        """The values of those of the keys that are there."""
        if not keys:
            return {}
        lines = self._entries.look_up((_STATE, *keys))
        if _tip(lines) != self.tip:
            self._retreat()
            lines = self._entries.look_up(keys)
        return {key: json.loads(line) for key, line in lines.items() if key != _STATE}

    def _retreat(self) -> None:
        """Put the entries together in memory: the cache is of another commit, or fails."""
        earlier = _stored(self._git, self._cache)
        lines, whole = _lines(self._git, earlier, self.tip)
        self._entries = _in_memory(earlier, lines, whole=whole)


def names_of(work: WorkRecord) -> tuple[str, ...]:
    """The names by which a work is found: titles and aliases as keys, slug, URI."""
    titles = map(title_key, (work.title, *work.other_titles, *work.aliases))
    return (*titles, work.slug, work.uri)


def keys_of(work: WorkRecord) -> Iterator[str]:
    """The keys by which a work is found, each behind a letter for its kind.

    ``n`` names (see `names_of`), ``s`` sources, ``k`` its kind, ``r`` titles
    of works of whose life it states something, as keys, ``p`` URIs that it replaces, ``c`` those of decisions by which a version
    was compiled; ``d`` finds all drafts.
    """
    keys = (
        *(f"n {name}" for name in names_of(work)),
        *(f"s {source.sha256}" for source in work.sources),
        f"k {work.kind}",
        *(
            f"r {title_key(title)}"
            for title in (clause.title for _, clause in work.statements() if clause.title)
        ),
        *(f"p {uri}" for uri in work.replaces),
        *(f"c {made.decision_uri}" for _, made in work.computed if made.decision_uri),
        *(() if work.stage is None else ("d",)),
    )
    yield from dict.fromkeys(keys)


def read_works(git: Git, cache: Cache, commit: str) -> CachedWorks:
    """The works of a commit: ``work.toml``, and versions by the files beside it."""
    earlier = _stored(git, cache)
    if earlier is not None and earlier.tip == commit:
        return earlier
    lines, whole = _lines(git, earlier, commit)
    if whole or earlier is None:
        stored = cache.replace(lines, clear=(_STATE_AND_WORKS, _NAMES))
    else:
        stored = cache.replace(lines, given=earlier.lines((_STATE, _WORKS[0])))
    entries = cache if stored else _in_memory(earlier, lines, whole=whole)
    return CachedWorks(git, cache, commit, entries)


def _stored(git: Git, cache: Cache) -> CachedWorks | None:
    """The works of the commit of which they are cached; None where there is none."""
    tip = _tip(cache.look_up((_STATE,)))
    return None if tip is None else CachedWorks(git, cache, tip, cache)


def _tip(lines: Mapping[str, bytes]) -> str | None:
    tip: str | None = json.loads(lines[_STATE])[0] if _STATE in lines else None
    return tip


def _in_memory(earlier: CachedWorks | None, lines: Lines, *, whole: bool) -> MemoryEntries:
    """These entries, with the earlier ones beside them unless they are `whole`."""
    before = {} if whole or earlier is None else earlier.lines(_STATE_AND_WORKS, _NAMES)
    return MemoryEntries({key: line for key, line in (before | lines).items() if line is not None})


def _lines(git: Git, earlier: CachedWorks | None, commit: str) -> tuple[Lines, bool]:
    """The entries of a commit that differ from an earlier one, or all and True."""
    changed = None if earlier is None else _changed_folders(git, earlier, commit)
    if earlier is None or changed is None or len(changed) > _FEW:
        return _whole(git, commit, earlier), True
    return _changed(git, earlier, changed, commit), False


def _changed_folders(git: Git, earlier: CachedWorks, commit: str) -> dict[str, Files] | None:
    """The present files of works that changed up to a commit; None if unknown."""
    folders: dict[str, Files] = {}
    try:
        for path, _, now in list_changes(git, earlier.tip, commit):
            parts = WORK_PATH.fullmatch(path)
            if parts is not None:
                folder = parts["folder"]
                files = folders.setdefault(folder, _files(earlier.entry(folder)))
                files.pop(parts["file"], None)
                files |= {} if now is None else {parts["file"]: now}
    except GitError:
        return None
    # one that is not cached may have held files without a work.toml
    unknown = [folder for folder in folders if earlier.entry(folder) is None]
    for entry in list_tree(git, commit, *unknown) if unknown else ():
        parts = WORK_PATH.fullmatch(entry.path)
        if parts is not None:
            folders[parts["folder"]][parts["file"]] = entry.blob
    return folders


def _files(entry: Entry | None) -> Files:
    if entry is None:
        return {}
    head, _, versions = entry
    return {WORK_FILE: head} | {f"{name}.xml": blob for name, blob in versions}


def _whole(git: Git, commit: str, earlier: CachedWorks | None) -> Lines:
    files = ((entry.path, entry.blob) for entry in list_tree(git, commit, "works"))
    entries, unread = _entries(git, files, earlier)
    names: defaultdict[str, list[str]] = defaultdict(list)
    for folder in sorted(entries, key=_folder):
        for key in keys_of(_work(folder, entries[folder])):
            names[key].append(folder)
    lines: Lines = {_name(key): _line(folders) for key, folders in names.items()}
    lines |= {_folder(folder): _line(entry) for folder, entry in entries.items()}
    lines |= {_name(_UNREAD): _line(unread)} if unread else {}
    return lines | {_STATE: _line([commit, len(entries)])}


def _changed(git: Git, earlier: CachedWorks, folders: dict[str, Files], commit: str) -> Lines:
    files = (
        (f"{folder}/{name}", blob)
        for folder, blobs in folders.items()
        for name, blob in sorted(blobs.items())
    )
    fresh, unread = _entries(git, files, None)
    same = ((folder, why) for folder, why in earlier.unread().items() if folder not in folders)
    unread |= {folder: why.to_record() for folder, why in same}
    lines: Lines = {_name(_UNREAD): _line(unread) if unread else None}
    moved: defaultdict[str, set[str]] = defaultdict(set)
    count = len(earlier)
    for folder in folders:
        before, after = earlier.entry(folder), fresh.get(folder)
        lines[_folder(folder)] = None if after is None else _line(after)
        count += (after is not None) - (before is not None)
        keys = [
            set() if entry is None else set(keys_of(_work(folder, entry)))
            for entry in (before, after)
        ]
        for key in keys[0] ^ keys[1]:
            moved[key].add(folder)
    stored = earlier.folders_of(moved)
    for key, toggled in moved.items():
        now = sorted(toggled ^ set(stored.get(key, ())), key=_folder)
        lines[_name(key)] = _line(now) if now else None
    return lines | {_STATE: _line([commit, count])}


def _entries(
    git: Git, files: Iterable[tuple[str, str]], earlier: CachedWorks | None
) -> tuple[dict[str, Entry], dict[str, Any]]:
    """The entries of the works in some files, given by path and id, by their folders."""
    heads: dict[str, str] = {}
    versions: defaultdict[str, list[list[str]]] = defaultdict(list)
    for path, blob in files:
        parts = WORK_PATH.fullmatch(path)
        if parts and parts["file"] == WORK_FILE:
            heads[parts["folder"]] = blob
        elif parts and (name := version_in(parts["file"])):
            versions[parts["folder"]].append([name, blob])
    known = {} if earlier is None else _facts(earlier)
    missing = {blob: folder for folder, blob in heads.items() if blob not in known}
    unread = {
        folder: Message("{path} is missing", path=work_path(folder)).to_record()
        for folder in versions.keys() - heads.keys()
    }
    faults: dict[str, DamagedError] = {}
    for blob, data in read_each(git, missing):
        try:
            if isinstance(data, DamagedError):
                raise data
            known[blob] = _pack(work_from_toml(data, missing[blob]))
        except DamagedError as error:
            faults[blob] = error
    for folder, blob in heads.items():
        if (fault := faults.get(blob)) is not None:
            named = isinstance(fault, BadWorkFileError)
            path = work_path(folder)
            message = fault.message if named else Message("{path}: {why}", path=path, why=fault)
            unread[folder] = message.cleaned(lambda words: one_line(words, 120)).to_record()
    entries = {
        folder: [blob, known[blob], versions[folder]]
        for folder, blob in heads.items()
        if folder not in unread
    }
    return entries, unread


def _facts(earlier: CachedWorks) -> dict[str, list[Any]]:
    lines = earlier.lines(_STATE_AND_WORKS).items()
    entries = (json.loads(line) for key, line in lines if key != _STATE)
    return {blob: facts for blob, facts, _ in entries}


def _work(folder: str, entry: Entry) -> WorkRecord:
    _, facts, versions = entry
    work = _unpack(facts, folder)
    return work.with_versions(
        VersionRecord(
            work_uri=work.uri,
            title=work.title_of(name),
            date=None if name == UNDATED else name,
            path=f"{folder}/{name}.xml",
            blob=blob,
            computed=work.computed_as(name),
            edited=work.is_edited(name, blob),
        )
        for name, blob in versions
    )


def _pack(work: WorkRecord) -> list[Any]:
    sources = [[getattr(one, key) for key in SOURCE_KEYS] for one in work.sources]
    return [
        *(getattr(work, name) for name in _FIELDS),
        [[version, one.to_dict()] for version, one in work.life],
        [[version, one.to_dict()] for version, one in work.computed],
        sources,
    ]


def _unpack(facts: list[Any], folder: str) -> WorkRecord:
    *values, life, computed, sources = facts
    named: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in zip(_FIELDS, values, strict=True)
    }
    records = tuple(
        SourceRecord(**dict(zip(SOURCE_KEYS, source, strict=True))) for source in sources
    )
    compiled = tuple((version, Computed(**made)) for version, made in computed)
    stated = tuple(
        (version, LifeClause(**clause | {"places": tuple(clause.get("places", ()))}))
        for version, clause in life
    )
    return WorkRecord(**named, folder=folder, life=stated, sources=records, computed=compiled)


def _folder(folder: str) -> str:
    """The key of a work, by which they are in order: ``x-1/`` comes before ``x/``."""
    return f"{folder}/"


def _name(key: str) -> str:
    return f"{_NAMES[0]}{key}"


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
