"""Identities of works as JSON inside the git folder: reading thousands of ``work.toml`` anew would take most of a second.

An entry is found by the id of its file's content, and the cache holds for one state of our code alone, so it can never be out of date;
whatever is wrong with the cache, it is made again.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Iterator, Mapping
from typing import Any

from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.git import Git
from policydiff.store.objects import read_blobs
from policydiff.store.records import SourceRecord, WorkRecord, work_from_toml

_MAKERS = ("model", "store")
"""The folders whose code reads ``work.toml``."""

_FIELDS = tuple(field.name for field in dataclasses.fields(WorkRecord) if field.name not in ("folder", "sources", "versions"))


def read_works(git: Git, folders: Mapping[str, str]) -> Iterator[WorkRecord]:
    """The works of these folders, without their versions; each folder is given with the id of its ``work.toml``."""
    cached = _load(git)
    known = {folder: _unpack(cached.get(blob), folder) for folder, blob in folders.items()}
    missing = {folders[folder]: folder for folder, work in known.items() if work is None}
    fresh = {blob: _pack(work_from_toml(data, missing[blob])) for blob, data in read_blobs(git, missing)}
    if fresh:
        wanted = set(folders.values())
        _save(git, {blob: entry for blob, entry in (cached | fresh).items() if blob in wanted})
    for folder, work in known.items():
        found = work or _unpack(fresh[folders[folder]], folder)
        if found is not None:
            yield found


def _pack(work: WorkRecord) -> list[Any]:
    return [*(getattr(work, name) for name in _FIELDS), [[one.version, one.sha256, one.name, one.role] for one in work.sources]]


def _unpack(entry: Any, folder: str) -> WorkRecord | None:
    """The work of an entry, None where there is no entry or a damaged one."""
    try:
        *values, sources = entry
        facts: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in zip(_FIELDS, values, strict=True)
        }
        records = tuple(SourceRecord(version=version, sha256=sha256, name=name, role=role) for version, sha256, name, role in sources)
        return WorkRecord(**facts, folder=folder, sources=records)
    except (ValueError, TypeError):
        return None


def _load(git: Git) -> dict[str, list[Any]]:
    try:
        cache = json.loads(git.private("works.json").read_bytes())
    except (OSError, ValueError):
        return {}
    code = code_fingerprint(*_MAKERS)
    fits = isinstance(cache, dict) and code is not None and cache.get("code") == code and isinstance(cache.get("works"), dict)
    return cache["works"] if fits else {}


def _save(git: Git, works: dict[str, list[Any]]) -> None:
    """Keep the cache where we may write; several readers may do so at once, as each writes a file of its own first."""
    with contextlib.suppress(OSError):
        from tempfile import NamedTemporaryFile  # noqa: PLC0415 - only where something is new

        place = git.private("works.json")
        with NamedTemporaryFile("w", encoding="utf-8", dir=place.parent, prefix="works-", delete=False) as file:
            file.write(json.dumps({"code": code_fingerprint(*_MAKERS), "works": works}, ensure_ascii=False))
        place.parent.joinpath(file.name).replace(place)
