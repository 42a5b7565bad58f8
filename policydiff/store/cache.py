"""Identities of works, cached as JSON inside the git folder.

Reading thousands of ``work.toml`` again would take most of a second.

An entry is found by the id of its file's content, and the cache holds for one state of our code
alone, so it can never be out of date; whatever is wrong with the cache, or not sealed by this user,
it is made again.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from policydiff.model.version import Computed
from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.git import Git
from policydiff.store.objects import read_blobs
from policydiff.store.records import SourceRecord, WorkRecord
from policydiff.store.sealed import read_cached, seal, sealed, write_cached
from policydiff.store.work_toml import SOURCE_KEYS, work_from_toml

_MAKERS = ("model", "store")
"""The folders whose code reads ``work.toml``."""

_NAME = "works.json"
_CACHED = re.compile(
    rb'\{"code": "(?P<code>[0-9a-f]+)", "seal": "(?P<seal>[0-9a-f]{64})", "works": (?P<works>\{.*\})\}',
    re.DOTALL,
)
"""For example: {"code": "0a", "seal": (64 digits), "works": {}}"""

_FIELDS = tuple(
    field.name
    for field in dataclasses.fields(WorkRecord)
    if field.name not in ("folder", "sources", "computed", "versions")
)


def read_works(git: Git, folders: Mapping[str, str]) -> Iterator[WorkRecord]:
    """The works of these folders, without their versions.

    Each folder is given with the id of its ``work.toml``.
    """
    cached = _load(git)
    known = {folder: _unpack(cached.get(blob), folder) for folder, blob in folders.items()}
    missing = {folders[folder]: folder for folder, work in known.items() if work is None}
    fresh = {
        blob: _pack(work_from_toml(data, missing[blob])) for blob, data in read_blobs(git, missing)
    }
    if fresh:
        wanted = set(folders.values())
        _save(git, {blob: entry for blob, entry in (cached | fresh).items() if blob in wanted})
    for folder, work in known.items():
        found = work or _unpack(fresh[folders[folder]], folder)
        if found is not None:
            yield found


def _pack(work: WorkRecord) -> list[Any]:
    sources = [[getattr(one, key) for key in SOURCE_KEYS] for one in work.sources]
    return [
        *(getattr(work, name) for name in _FIELDS),
        [[version, one.to_dict()] for version, one in work.computed],
        sources,
    ]


def _unpack(entry: Any, folder: str) -> WorkRecord | None:
    """The work of an entry, None where there is no entry or a damaged one."""
    try:
        *values, computed, sources = entry
        facts: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in zip(_FIELDS, values, strict=True)
        }
        records = tuple(
            SourceRecord(**dict(zip(SOURCE_KEYS, source, strict=True))) for source in sources
        )
        compiled = tuple((version, Computed(**told)) for version, told in computed)
        return WorkRecord(**facts, folder=folder, sources=records, computed=compiled)
    except (ValueError, TypeError):
        return None


def _load(git: Git) -> dict[str, list[Any]]:
    """The cached works, where their seal is ours.

    A file made elsewhere could name works as no ``work.toml`` does.
    """
    found = _CACHED.fullmatch(read_cached(git, _NAME) or b"")
    if found is None or not sealed(
        _purpose(found["code"].decode()), found["works"], found["seal"].decode()
    ):
        return {}
    works = (
        json.loads(found["works"]) if found["code"].decode() == code_fingerprint(*_MAKERS) else {}
    )
    return works if isinstance(works, dict) else {}


def _save(git: Git, works: dict[str, list[Any]]) -> None:
    code, data = (
        code_fingerprint(*_MAKERS),
        json.dumps(works, ensure_ascii=False).encode("utf-8", "surrogatepass"),
    )
    head = None if code is None else seal(_purpose(code), data)
    if head is not None:
        write_cached(
            git, _NAME, f'{{"code": "{code}", "seal": "{head}", "works": '.encode() + data + b"}"
        )


def _purpose(code: str) -> str:
    return f"{_NAME} {code}"
