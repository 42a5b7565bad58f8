"""OLE compound files (MS-CFB): the root and the streams of old Office files."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.reading.readers.safety.decoding import one_line

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR = 0xFFFFFFFA
"""Larger numbers mark the end of a chain, free sectors and the tables themselves."""

_NOBODY = 0xFFFFFFFF
_STREAM, _ROOT = 2, 5
_HEADER_ENTRIES = 109
_ENTRY = 128


class DamagedCompoundError(InputError):
    """A file with an old Office file's head and a damaged inside."""

    def __init__(self, name: str, why: Message) -> None:
        super().__init__(
            Message(
                "{name} is a damaged Office file ({why}); open it in Word or LibreOffice and save it again",
                name=one_line(name),
                why=why,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CompoundEntry:
    """One stream or storage of the root: first sector, size in bytes."""

    name: str
    kind: int
    start: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound:
    """A compound file: the root's entries by name, and its `class_id` in hex."""

    name: str
    data: bytes
    sector: int
    table: tuple[int, ...]
    mini_table: tuple[int, ...]
    mini_cutoff: int
    root: CompoundEntry
    entries: dict[str, CompoundEntry]
    class_id: str

    def stream(self, name: str) -> bytes:
        """A stream of the root, or b"". Raises `DamagedCompoundError`."""
        entry = self.entries.get(name)
        if entry is None or entry.kind != _STREAM:
            return b""
        if entry.size >= self.mini_cutoff:
            return b"".join(self._sectors(entry.start))[: entry.size]
        small = b"".join(self._sectors(self.root.start))
        places = _chain(entry.start, self.mini_table, self.name)
        return b"".join(small[place * 64 : place * 64 + 64] for place in places)[: entry.size]

    def _sectors(self, start: int) -> Iterator[bytes]:
        return (
            _sector(self.data, place, self.sector) for place in _chain(start, self.table, self.name)
        )


def read_compound(data: bytes, name: str) -> Compound:
    """Read a compound file. Raises `DamagedCompoundError`."""
    try:
        return _read(data, name)
    except struct.error:
        raise DamagedCompoundError(name, Message("it is cut off")) from None


def _read(data: bytes, name: str) -> Compound:
    shift = unpack_from("<H", data, 30)[0]
    if not data.startswith(SIGNATURE) or shift not in (9, 12):
        raise DamagedCompoundError(name, Message("it begins as one and does not go on as one"))
    sector = 1 << shift
    first_directory, cutoff, first_mini = unpack_from("<I4xII", data, 48)
    table = _table(data, sector, name)
    directory = b"".join(
        _sector(data, place, sector) for place in _chain(first_directory, table, name)
    )
    mini = b"".join(_sector(data, place, sector) for place in _chain(first_mini, table, name))
    kinds = [directory[index + 66] for index in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    if not kinds or kinds[0] != _ROOT:
        raise DamagedCompoundError(name, Message("it has no root"))
    return Compound(
        name=name,
        data=data,
        sector=sector,
        table=table,
        mini_table=_numbers(mini)[: len(data) // 64],
        mini_cutoff=cutoff,
        root=_entry(directory, 0),
        entries={entry.name: entry for entry in _children(directory, name)},
        class_id=directory[80:96].hex(),
    )


def _table(data: bytes, sector: int, name: str) -> tuple[int, ...]:
    """The allocation table: for each sector the next one of its chain."""
    listed = list(unpack_from(f"<{_HEADER_ENTRIES}I", data, 76))
    following, most = unpack_from("<I", data, 68)[0], len(data) // sector
    for _ in range(most):
        if following > _LAST_SECTOR:
            break
        *more, following = _numbers(_sector(data, following, sector)) or (_NOBODY,)
        listed += more
    places = [place for place in listed if place <= _LAST_SECTOR]
    if len(places) > most or len(set(places)) != len(places):
        raise DamagedCompoundError(name, Message("its tables run in a circle"))
    return _numbers(b"".join(_sector(data, place, sector) for place in places))[:most]


def _chain(start: int, table: tuple[int, ...], name: str) -> Iterator[int]:
    """The sectors of a chain, each at most once."""
    for _ in range(len(table) + 1):
        if start > _LAST_SECTOR:
            return
        yield start
        if start >= len(table):
            raise DamagedCompoundError(name, Message("a chain of sectors leads out of it"))
        start = table[start]
    raise DamagedCompoundError(name, Message("a chain of sectors runs in a circle"))


def _sector(data: bytes, index: int, sector: int) -> bytes:
    return data[(index + 1) * sector : (index + 2) * sector]


def _numbers(data: bytes) -> tuple[int, ...]:
    return unpack_from(f"<{len(data) // 4}I", data)


def _children(directory: bytes, name: str) -> Iterator[CompoundEntry]:
    """The entries of the root: a tree of siblings, each visited once."""
    waiting = [_links(directory, 0)[2]]
    met: set[int] = set()
    while waiting:
        place = waiting.pop()
        if place > _LAST_SECTOR:
            continue
        if place in met or (place + 1) * _ENTRY > len(directory):
            raise DamagedCompoundError(name, Message("its directory runs in a circle"))
        met.add(place)
        yield _entry(directory, place)
        waiting += _links(directory, place)[:2]


def _links(directory: bytes, index: int) -> tuple[int, int, int]:
    """The numbers of the left sibling, the right sibling and the first child."""
    left, right, child = unpack_from("<III", directory, index * _ENTRY + 68)
    return left, right, child


def _entry(directory: bytes, index: int) -> CompoundEntry:
    raw = directory[index * _ENTRY : (index + 1) * _ENTRY]
    length, kind = unpack_from("<HB", raw, 64)
    start, size = unpack_from("<II", raw, 116)
    return CompoundEntry(
        name=raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"),
        kind=kind,
        start=start,
        size=size,
    )
