"""Records of checking: a file for each pair of texts, named by their hashes.

A change is read, made and written whole under a lock, and is on the disk before it is acknowledged.
Nothing of it is in a commit. A record bears our seal before its JSON: one without it, such as came
with the git folder of somebody else, is read, but its acts are marked as from elsewhere.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from typing import Protocol

import msgspec

from policydiff.comparing.engine.check_record import EMPTY_RECORD, CheckRecord, StatedPair
from policydiff.errors import CANNOT_WRITE, DamagedError, InputError, words_of
from policydiff.messages import Message
from policydiff.store.git.files import FRESH, OpenFolder
from policydiff.store.git.guard import SOON
from policydiff.store.git.process import Git
from policydiff.store.git.sealed import seal, with_seal, without_seal
from policydiff.store.git.writer import BusyError
from policydiff.store.repository import Repository

FOLDER = "checks"

TextHashes = tuple[str, str]
"""The SHA-256 of both texts, in hexadecimal digits."""

Change = Callable[[CheckRecord], CheckRecord]
"""Makes the new record of the one that is stored; it may raise to leave that as it is."""

_UNFINISHED = re.compile(rf"{FRESH}[0-9a-f]+")
MOST_BYTES = 8 * 1024 * 1024
"""So large is a record at most: some thousand rows with long reasons."""

MOST_LINKS = 20_000
"""Pairs of one left and one right part in all pairings of a record, at most."""

_FORMAT, _WITH_OTHERS = 1, 2
"""The formats of a record, and of one with marks from leaves, which older programs refuse."""
_WAIT = 30.0
"""So many seconds a writer waits for another."""


class DamagedRecordError(DamagedError):
    """A file of a record is no record of these texts."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            Message("{path} is no record of these two texts: {why}", path=path, why=why)
        )


class UnwritableRecordError(InputError):
    """The system refuses to write a record."""

    exit_code = CANNOT_WRITE

    def __init__(self, error: OSError) -> None:
        super().__init__(Message("this cannot be stored: {why}", why=words_of(error)))


class RecordTooLargeError(InputError):
    """A record would become larger than any that is read."""

    exit_code = CANNOT_WRITE

    def __init__(self) -> None:
        super().__init__(
            Message(
                "the record of these two texts is full: it holds at most {size} MB and {count} pairings",
                size=MOST_BYTES // 1024 // 1024,
                count=MOST_LINKS,
            )
        )


class CheckRecords(Protocol):
    """The place of records; `lasting` is False where they end with the program."""

    lasting: bool

    def read(self, hashes: TextHashes) -> CheckRecord:
        """The record of two texts, an empty one where there is none."""
        ...

    def change(self, hashes: TextHashes, change: Change) -> CheckRecord:
        """Change the record of two texts; gives the new one, which is stored then."""
        ...


class MemoryRecords:
    """Records in the memory of the running program."""

    lasting = False

    def __init__(self) -> None:
        self._records: dict[TextHashes, CheckRecord] = {}
        self._lock = Lock()

    def read(self, hashes: TextHashes) -> CheckRecord:
        """The record of two texts."""
        return self._records.get(hashes, EMPTY_RECORD)

    def change(self, hashes: TextHashes, change: Change) -> CheckRecord:
        """Change the record of two texts."""
        with self._lock:
            self._records[hashes] = change(self.read(hashes))
            return self._records[hashes]


class _RecordFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    left: str
    right: str
    record: CheckRecord


class StoredRecords:
    """Records in the folder of a repository."""

    lasting = True

    def __init__(self, git: Git) -> None:
        self._git = git

    def read(self, hashes: TextHashes) -> CheckRecord:
        """The record of two texts. Raises `DamagedRecordError`, `NotPlainError`."""
        try:
            with self._git.private(FOLDER, make=False) as folder:
                return _read(folder, hashes)
        except FileNotFoundError:
            return EMPTY_RECORD
        except OSError as error:
            raise UnwritableRecordError(error) from error

    def change(self, hashes: TextHashes, change: Change) -> CheckRecord:
        """Change the record of two texts.

        Raises `BusyError`, `DamagedRecordError`, `NotPlainError`, `RecordTooLargeError`,
        `UnwritableRecordError` and what `change` raises; then nothing has changed.
        """
        with self._locked() as folder:
            found = _read(folder, hashes)
            made = change(found)
            if made != found:
                number = _WITH_OTHERS if made.others else _FORMAT
                whole = _RecordFile(format=number, left=hashes[0], right=hashes[1], record=made)
                data = msgspec.json.format(msgspec.json.encode(whole), indent=1)
                data = with_seal(_purpose(hashes), data) or data
                if len(data) > MOST_BYTES or _count_links(made) > MOST_LINKS:
                    raise RecordTooLargeError
                folder.write(_name(hashes), data, lasting=True)
            return made

    @contextmanager
    def _locked(self) -> Iterator[OpenFolder]:
        from filelock import FileLock, Timeout  # noqa: PLC0415 - only a writer needs it

        try:
            with self._git.private(FOLDER) as folder:
                os.close(folder.open("lock", os.O_RDWR | os.O_CREAT))
                with FileLock(folder.path / "lock", timeout=_WAIT, poll_interval=0.01):
                    folder.clear(_UNFINISHED, SOON)
                    yield folder
        except Timeout:
            raise BusyError(Message("another policydiff"), _WAIT) from None
        except OSError as error:
            raise UnwritableRecordError(error) from error


def records_of(store: Repository) -> StoredRecords:
    """The records in a repository."""
    return StoredRecords(store._git)  # noqa: SLF001 of this package


def _name(hashes: TextHashes) -> str:
    return hashlib.sha256(" ".join(hashes).encode()).hexdigest() + ".json"


def _read(folder: OpenFolder, hashes: TextHashes) -> CheckRecord:
    name = _name(hashes)
    path, found = str(folder.path / name), folder.look(name)
    if found is None:
        return EMPTY_RECORD
    if found.st_size > MOST_BYTES:
        raise DamagedRecordError(path, Message("it is too large"))
    cached = folder.read(name)
    ours = without_seal(_purpose(hashes), cached)
    data = cached if cached.startswith(b"{") else cached.partition(b"\n")[2]
    try:
        whole = msgspec.json.decode(data, type=_RecordFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedRecordError(path, str(error)) from None
    if whole.format not in (_FORMAT, _WITH_OTHERS) or (whole.left, whole.right) != hashes:
        raise DamagedRecordError(path, Message("it names other texts"))
    record = replace(whole.record, pairs=tuple(map(_each_once, whole.record.pairs)))
    if not all(pair.count_links for pair in record.pairs):
        raise DamagedRecordError(path, Message("a pairing in it names parts of one text alone"))
    if _count_links(record) > MOST_LINKS:
        raise DamagedRecordError(path, Message("it is too large"))
    has_key = seal(_purpose(hashes), b"") is not None
    return record.as_elsewhere() if ours is None and has_key else record


def _purpose(hashes: TextHashes) -> str:
    """The purpose of the seal upon the record of two texts."""
    return " ".join(("check record", *hashes))


def _each_once(pair: StatedPair) -> StatedPair:
    return replace(
        pair, left=tuple(dict.fromkeys(pair.left)), right=tuple(dict.fromkeys(pair.right))
    )


def _count_links(record: CheckRecord) -> int:
    return sum(pair.count_links for pair in record.pairs)
