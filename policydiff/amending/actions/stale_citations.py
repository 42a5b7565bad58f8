"""The other files of a folder that cite a text which is about to change."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from policydiff.citing.actions.cites_file import FileCitations
from policydiff.comparing.actions.diff import Diffed
from policydiff.errors import PolicyDiffError
from policydiff.library.actions.import_texts import store_texts
from policydiff.library.actions.wheel import FoundText
from policydiff.messages import Message
from policydiff.model.cited import Citations, CrossCitation
from policydiff.reading import plugins
from policydiff.store.repository import Repository
from policydiff.works.resolve import whole_document
from policydiff.works.session import Session

MOST_FILES = 200
"""So many files of a folder are read; a package is no search of a whole disk."""


def stale_citations(found: Diffed, session: Session) -> Citations | None:
    """The citations of a text in the folder of the new one, checked against that.

    Each file of the folder but the two texts is read; its citations of the text mean the version in
    force on the day of the file, the old one where it tells none. None where the texts are no two
    dated files of one work, for then no citation can be followed.
    """
    old, new = found.sides
    if old.path is None or new.path is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        store = Repository.init(Path(folder))
        texts = [FoundText(name=side.path.name, path=side.path) for side in (old, new) if side.path]
        if store_texts(store, texts).refused or len(store.works()) != 1:
            return None
        if len(store.works()[0].versions) != 2:
            return None
        return _read(found, new.path.parent, store, session)


def _read(found: Diffed, folder: Path, store: Repository, session: Session) -> Citations:
    citations: list[CrossCitation] = []
    notes: list[Message] = []
    texts = 0
    uri = store.works()[0].uri
    others = tuple(_others(folder, [side.path for side in found.sides if side.path]))
    for path in others[:MOST_FILES]:
        try:
            source = whole_document(str(path), session)
        except PolicyDiffError as error:
            notes.append(Message("not checked for citations: {why}", why=error.message))
            continue
        texts += 1
        reading = FileCitations(source=source, store=store, today=session.today)
        if reading.day is None:
            reading = replace(reading, day=found.left.document.version_date, texts={})
        read = [one for one in reading.check() if one.cited is not None and one.cited.uri == uri]
        citations += read
        unchecked = sum(one.check is not None and one.check.verdict == "unchecked" for one in read)
        if unchecked:
            notes.append(
                Message(
                    "{name}: {count} citations could not be checked",
                    name=path.name,
                    count=unchecked,
                )
            )
        notes += (
            Message("not checked for citations: {why}", why=Message.foreign(why))
            for _, why in reading.unread
        )
    if len(others) > MOST_FILES:
        notes.append(
            Message(
                "not checked for citations: {count} further files of the folder",
                count=len(others) - MOST_FILES,
            )
        )
    return Citations(
        citations=tuple(citations), texts=texts, counts={}, notes=tuple(notes), of_file=True
    )


def _others(folder: Path, sources: list[Path]) -> Iterator[Path]:
    """The files of a folder that can be read and are none of the texts."""
    suffixes = plugins.readable_suffixes()
    files = (
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.is_symlink() and path.name.lower().endswith(suffixes)
    )
    for path in files:
        if not path.name.startswith((".", "~$")) and not any(map(path.samefile, sources)):
            yield path
