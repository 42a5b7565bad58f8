"""Lasting names that a work stores in ``names.toml`` beside ``work.toml``.

They are those of versions which were removed, or got another date. Names follow from all versions
in the order in which they came (see `policydiff.tracing.engine.steps`). Where one of those goes, parts
that stay would get other names: of each version of which that is so, all names are written down
here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.lineage import Names
from policydiff.model.toml import string, toml_table
from policydiff.store.git.layout import DamagedFileError, names_path
from policydiff.store.git.objects import list_tree, read_blobs
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change
from policydiff.store.records.soundness import FaultText
from policydiff.store.records.works import WorkRecord

StoredNames = Mapping[str, Names]
"""A version (a date or ``undated``) → its eIds and their lasting names."""


def read_names(git: Git, commit: str, work: WorkRecord) -> dict[str, Names]:
    """The names that a work keeps. Raises `DamagedFileError`."""
    path = names_path(work.folder)
    blobs = [entry.blob for entry in list_tree(git, commit, work.folder) if entry.path == path]
    return next((names_from_toml(data, path) for _, data in read_blobs(git, blobs)), {})


def names_from_toml(data: bytes, path: str) -> dict[str, Names]:
    """The names of a file. Raises `DamagedFileError`."""
    try:
        table: dict[str, Any] = toml_table(data.decode())
        return {
            version: {eid: string(name) for eid, name in names.items()}
            for version, names in table.items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedFileError(path, Message("{key} is wrong or missing", key=error)) from None


def names_to_toml(stored: StoredNames) -> bytes:
    """The text of ``names.toml``, in a fixed order of versions."""
    tables = (
        "\n".join(
            (
                f"[{version}]",
                *(f"{json.dumps(eid)} = {json.dumps(name)}" for eid, name in names.items()),
            )
        )
        for version, names in sorted(stored.items())
    )
    return ("\n\n".join(tables) + "\n").encode()


def names_change(work: WorkRecord, before: StoredNames, after: StoredNames) -> tuple[Change, ...]:
    """The change of a work's file of names; none where the names are the same."""
    if dict(before) == dict(after):
        return ()
    return (Change(path=names_path(work.folder), data=names_to_toml(after) if after else None),)


def unchanged_names(names: Names, before: Document, after: Document) -> Names:
    """The names of parts that read as before, when a version's text is corrected."""
    texts = [
        {part.eid: (part.heading, part.text) for part in document.provisions}
        for document in (before, after)
    ]
    return {
        eid: name
        for eid, name in names.items()
        if eid in texts[1] and texts[0].get(eid) == texts[1][eid]
    }


def renewed_names(
    git: Git,
    commit: str,
    work: WorkRecord,
    names: tuple[str, str],
    texts: tuple[Document | None, Document],
) -> tuple[Change, ...]:
    """The change of a work's file of names where a version has another text.

    The version may have another name too. Names stay with the parts that read as before; none where
    that cannot be read.
    """
    stored = read_names(git, commit, work)
    if names[0] not in stored:
        return ()
    before, after = texts
    unchanged = {} if before is None else unchanged_names(stored[names[0]], before, after)
    others = {version: own for version, own in stored.items() if version != names[0]}
    return names_change(work, stored, others | ({names[1]: unchanged} if unchanged else {}))


def names_faults(data: bytes, path: str, versions: set[str]) -> Iterator[FaultText]:
    """Yield the faults of a ``names.toml``, compared with the versions beside it."""
    try:
        stored = names_from_toml(data, path)
    except DamagedFileError as error:
        yield "names-file", error.message
        return
    for version, names in stored.items():
        if version not in versions:
            yield (
                "names",
                Message(
                    "names parts of {version}, but no version of {date} is stored",
                    version=version,
                    date=version,
                ),
            )
        twice = next((name for name, times in Counter(names.values()).items() if times > 1), None)
        if twice is not None:
            yield (
                "names",
                Message(
                    "gives the name {name} twice in the version {version}",
                    name=twice,
                    version=version,
                ),
            )
