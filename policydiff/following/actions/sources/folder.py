"""folder: the texts of a folder and those below it.

A file with the size and the time of the last run is not read.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from policydiff.errors import PolicyDiffError, words_of
from policydiff.following.actions.sources.contract import (
    MOST_TEXTS,
    Asked,
    Outcome,
    Received,
    Unavailable,
    Unchanged,
)
from policydiff.following.actions.sources.git import is_git
from policydiff.library.actions.import_texts import texts_and_others
from policydiff.messages import Message
from policydiff.reading.load import read_file

NAME = "folder"


def accepts(address: str) -> bool:
    """True for a folder that is no git repository."""
    return Path(address).is_dir() and not is_git(address)


def read(asked: Asked) -> Iterator[Outcome]:
    """Hand over each text whose bytes are others than in the last run."""
    root, unread = Path(asked.address), list[OSError]()
    if not root.is_dir():
        yield Unavailable(what=asked.address, why=Message("there is no such folder"))
        return
    try:
        texts, _ = texts_and_others(root, unread.append)
    except (PolicyDiffError, OSError) as error:
        why = error.message if isinstance(error, PolicyDiffError) else words_of(error)
        yield Unavailable(what=asked.address, why=why)
        return
    for fault in unread:
        yield Unavailable(what=str(fault.filename), why=words_of(fault))
    for text in texts[MOST_TEXTS:][:1]:
        why = Message("not looked at, as all behind it: more than {count} texts", count=MOST_TEXTS)
        yield Unavailable(what=text.name, why=why)
    names = [text.name for text in texts[:MOST_TEXTS]]
    for done, name in enumerate(names):
        asked.watch(Message("looking at files"), done, len(names))
        yield from _look(root, name, asked)
    if not unread:
        gone = (asked.marks.keys() | asked.again.keys()) - {text.name for text in texts}
        yield Unchanged(what="", marks=tuple((name, "") for name in sorted(gone)))


def _look(root: Path, name: str, asked: Asked) -> Iterator[Outcome]:
    """Yield the outcome of a file; none for one that is older than asked for."""
    path = root / name
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            what = "a symbolic link, not followed" if stat.S_ISLNK(found.st_mode) else ""
            why = Message(what) if what else Message("this is not a regular file")
            yield Unavailable(what=name, why=why)
            return
        if asked.since and datetime.fromtimestamp(found.st_mtime, UTC).isoformat() < asked.since:
            return
        state = f"{found.st_size}:{found.st_mtime_ns}"
        if _state(asked.marks, name)[0] == state:
            yield Unchanged(what=name)
            return
        data = read_file(path)
    except (PolicyDiffError, OSError) as error:
        why = error.message if isinstance(error, PolicyDiffError) else words_of(error)
        yield Unavailable(what=name, why=why)
        return
    sha256 = hashlib.sha256(data).hexdigest()
    marks = ((name, f"{state}:{sha256}"),)
    if _state(asked.marks, name)[1] == sha256:
        yield Unchanged(what=name, marks=marks)
    else:
        yield Received(name=name, data=data, address=str(path), marks=marks)


def _state(marks: Mapping[str, str], name: str) -> tuple[str, str]:
    """The size and time of a file, and its hash, as they were."""
    state, _, sha256 = marks.get(name, "").rpartition(":")
    return state, sha256
