"""The works of a commit, cached as JSON inside the git folder.

Reading thousands of ``work.toml`` and the list of all files would take seconds, whatever is asked.

The file holds for one commit and one state of our code. It has one line for each work, and one for
each name by which works are found, both sorted, so that a look-up reads the lines that it needs and
no others; when the branch has moved, the lines of the works that changed are made again. Whatever
is wrong with the file, or not sealed by this user, it is made again.
"""

from __future__ import annotations

import dataclasses
import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from policydiff.errors import DamagedError
from policydiff.messages import Message, from_record
from policydiff.model.names import UNDATED
from policydiff.model.version import Computed
from policydiff.model.work_life import LifeClause
from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.git.layout import WORK_FILE, WORK_PATH, version_in, work_path
from policydiff.store.git.objects import list_changes, list_tree, read_each
from policydiff.store.git.process import Git, GitError
from policydiff.store.git.sealed import read_cached, seal, sealed, write_cached
from policydiff.store.records.work_toml import SOURCE_KEYS, BadWorkFileError, work_from_toml
from policydiff.store.records.works import SourceRecord, VersionRecord, WorkRecord
from policydiff.store.titles import one_line, title_key

_NAME = "works.json"
_HEAD = re.compile(
    rb'\{"code": "(?P<code>[0-9a-f]+)", "seal": "(?P<seal>[0-9a-f]{64})", "tip": "(?P<tip>[0-9a-f]{40,64})", '
)
"""For example: {"code": "0a", "seal": "(64 digits)", "tip": "(40 digits)", """
_WORKS, _NAMES, _END = b'"works": {\n', b'\n}, "names": {\n', b"\n}}\n"

_UNREAD = "!"
"""The key of the works that cannot be read: their folders with the reasons."""

_FEW = 200
"""Folders that may have changed since the file was made: beyond, it is made as a whole."""

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


class CachedWorks:
    """The works of one commit, read one by one as they are asked for."""

    def __init__(self, tip: str, data: bytes) -> None:
        """`data` ends with the lines of the works and of the names; see the module."""
        begin, middle = data.index(_WORKS) + len(_WORKS), data.index(_NAMES)
        self.tip = tip
        self._data = data
        self._works = (begin, middle)
        self._names = (middle + len(_NAMES), len(data) - len(_END))
        self._read: dict[str, WorkRecord] = {}

    def works_of(self, key: str) -> Iterator[WorkRecord]:
        """The works under a key (see `keys_of`), in the order of their folders."""
        for folder in self._look_up(self._names, key) or ():
            work = self.in_folder(folder)
            if work is not None:
                yield work

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
        found: Entry | None = self._look_up(self._works, f"{folder}/")
        return found

    def __len__(self) -> int:
        """The number of works."""
        begin, end = self._works
        return self._data.count(b",\n", begin, end) + (begin < end)

    def __iter__(self) -> Iterator[WorkRecord]:
        """Every work, in the order of their folders."""
        for line in self.lines()[0]:
            folder, _, entry = line.partition(b'/": ')
            place = folder[1:].decode()
            if place not in self._read:
                self._read[place] = _work(place, json.loads(entry))
            yield self._read[place]

    def unread(self) -> dict[str, Message]:
        """The reasons why works cannot be read, by their folders."""
        found = self._look_up(self._names, _UNREAD) or {}
        return {folder: from_record(reason) for folder, reason in found.items()}

    def lines(self) -> tuple[list[bytes], list[bytes]]:
        """The lines of the works and those of the names, without the commas between."""
        parts = (self._data[begin:end] for begin, end in (self._works, self._names))
        works, names = (part.split(b",\n") if part else [] for part in parts)
        return works, names

    def _look_up(self, part: tuple[int, int], key: str) -> Any:
        """The value of a key in sorted lines; None where there is none."""
        data, head, (low, high) = self._data, _encoded(key) + b": ", part
        while low < high:
            begin = max(low, data.rfind(b"\n", low, (low + high) // 2) + 1)
            end = data.find(b"\n", begin, high)
            end = high if end == -1 else end
            if data.startswith(head, begin):
                return json.loads(data[begin + len(head) : end].removesuffix(b","))
            less = data[begin : begin + len(head)] < head
            low, high = (end + 1, high) if less else (low, begin - 1)
        return None


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


def read_works(git: Git, commit: str) -> CachedWorks:
    """The works of a commit.

    Their identity comes from ``work.toml``, their versions from the files beside it.
    """
    cached = _load(git)
    if cached is not None and cached.tip == commit:
        return cached
    changed = None if cached is None else _changed_folders(git, cached, commit)
    if cached is None or changed is None or len(changed) > _FEW:
        works, names = _whole(git, commit, cached)
    else:
        works, names = _changed(git, cached, changed)
    data = b"".join((_WORKS, b",\n".join(works), _NAMES, b",\n".join(names), _END))
    _save(git, commit, data)
    return CachedWorks(commit, data)


def _changed_folders(git: Git, cached: CachedWorks, commit: str) -> dict[str, Files] | None:
    """The folders of works that changed up to a commit, with their present files.

    None where the commit before is gone.
    """
    folders: dict[str, Files] = {}
    try:
        for path, _, now in list_changes(git, cached.tip, commit):
            place = WORK_PATH.fullmatch(path)
            if place is not None:
                folder = place["folder"]
                files = folders.setdefault(folder, _files(cached.entry(folder)))
                files.pop(place["file"], None)
                files |= {} if now is None else {place["file"]: now}
    except GitError:
        return None
    # one that is not cached may have held files without a work.toml
    unknown = [folder for folder in folders if cached.entry(folder) is None]
    for entry in list_tree(git, commit, *unknown) if unknown else ():
        place = WORK_PATH.fullmatch(entry.path)
        if place is not None:
            folders[place["folder"]][place["file"]] = entry.blob
    return folders


def _files(entry: Entry | None) -> Files:
    """The files of a cached work that make its entry."""
    if entry is None:
        return {}
    head, _, versions = entry
    return {WORK_FILE: head} | {f"{name}.xml": blob for name, blob in versions}


def _whole(git: Git, commit: str, cached: CachedWorks | None) -> tuple[list[bytes], list[bytes]]:
    """The lines of all works and names of a commit."""
    files = ((entry.path, entry.blob) for entry in list_tree(git, commit, "works"))
    entries, unread = _entries(git, files, cached)
    names: defaultdict[str, list[str]] = defaultdict(list)
    for folder, entry in entries.items():
        for key in keys_of(_work(folder, entry)):
            names[key].append(folder)
    works = sorted(_line(f"{folder}/", entry) for folder, entry in entries.items())
    lines = sorted(_line(key, folders) for key, folders in names.items())
    _put(lines, _UNREAD, unread or None)
    return works, lines


def _changed(
    git: Git, cached: CachedWorks, folders: dict[str, Files]
) -> tuple[list[bytes], list[bytes]]:
    """The lines of a commit, made of those of an earlier one and of changed files.

    Of the works and names only those in the folders that changed are made again.
    """
    works, names = cached.lines()
    files = (
        (f"{folder}/{name}", blob)
        for folder, held in folders.items()
        for name, blob in sorted(held.items())
    )
    fresh, unread = _entries(git, files, None)
    same = ((one, why) for one, why in cached.unread().items() if one not in folders)
    unread |= {folder: why.to_record() for folder, why in same}
    _put(names, _UNREAD, unread or None)
    for folder in folders:
        before, after = cached.entry(folder), fresh.get(folder)
        _put(works, f"{folder}/", after)
        keys = [
            set() if entry is None else set(keys_of(_work(folder, entry)))
            for entry in (before, after)
        ]
        for key in sorted(keys[0] ^ keys[1]):
            place = bisect_left(names, head := _encoded(key) + b": ")
            there = place < len(names) and names[place].startswith(head)
            held = set(json.loads(names[place][len(head) :]) if there else ()) ^ {folder}
            _put(names, key, sorted(held, key=lambda one: f"{one}/") or None)
    return works, names


def _put(lines: list[bytes], key: str, value: Any) -> None:
    """Replace, insert or (for None) remove the line of a key."""
    place = bisect_left(lines, head := _encoded(key) + b": ")
    there = place < len(lines) and lines[place].startswith(head)
    lines[place : place + there] = [] if value is None else [_line(key, value)]


def _entries(
    git: Git, files: Iterable[tuple[str, str]], cached: CachedWorks | None
) -> tuple[dict[str, Entry], dict[str, Any]]:
    """The entries of the works in some files, given by path and id, by their folders.

    What `cached` has of an unchanged ``work.toml`` is not read again. Works that cannot be read
    stand apart, with the reasons as records.
    """
    heads: dict[str, str] = {}
    versions: defaultdict[str, list[list[str]]] = defaultdict(list)
    for path, blob in files:
        place = WORK_PATH.fullmatch(path)
        if place and place["file"] == WORK_FILE:
            heads[place["folder"]] = blob
        elif place and (name := version_in(place["file"])):
            versions[place["folder"]].append([name, blob])
    known = {} if cached is None else _facts(cached)
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


def _facts(cached: CachedWorks) -> dict[str, list[Any]]:
    """The cached facts by the ids of their ``work.toml``."""
    entries = (json.loads(line.partition(b'/": ')[2]) for line in cached.lines()[0])
    return {blob: facts for blob, facts, _ in entries}


def _work(folder: str, entry: Entry) -> WorkRecord:
    """The work of an entry, with its versions."""
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


def _line(key: str, value: Any) -> bytes:
    return _encoded(key) + b": " + _encoded(value)


def _encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _load(git: Git) -> CachedWorks | None:
    """The cached works, where their seal is ours.

    A file made elsewhere could name works as no ``work.toml`` does.
    """
    content = read_cached(git, _NAME) or b""
    found = _HEAD.match(content)
    if found is None:
        return None
    code, tip = found["code"].decode(), found["tip"].decode()
    data = memoryview(content)[found.end() :]  # it may be large, and is not copied
    if code != code_fingerprint() or not sealed(_purpose(code, tip), data, found["seal"].decode()):
        return None
    return CachedWorks(tip, content)


def _save(git: Git, tip: str, data: bytes) -> None:
    code = code_fingerprint()
    mark = None if code is None else seal(_purpose(code, tip), data)
    if mark is not None:
        head = f'{{"code": "{code}", "seal": "{mark}", "tip": "{tip}", '
        write_cached(git, _NAME, head.encode() + data)


def _purpose(code: str, tip: str) -> str:
    return f"{_NAME} {code} {tip}"
