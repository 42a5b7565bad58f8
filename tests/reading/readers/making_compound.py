"""Compound files made by hand, for the tests of what stands in their root."""

from __future__ import annotations

import struct

from policydiff.reading.readers.word97.compound import SIGNATURE

END, FREE, TABLE, LISTS, NOBODY = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
SECTOR = 512


def compound(
    streams: dict[str, bytes], storages: tuple[str, ...] = (), class_id: bytes = bytes(16)
) -> bytes:
    """A compound file with these streams and empty storages in its root; small streams lie in the
    mini stream.
    """
    sectors: list[bytes] = []
    table: list[int] = []
    mini, mini_table, entries = b"", [], []

    def put(data: bytes) -> int:
        if not data:
            return END
        first = len(sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), END])
        return first

    for name, data in streams.items():
        if len(data) >= 4096:
            entries.append((name, 2, put(data), len(data)))
            continue
        first, count = len(mini_table), -(-len(data) // 64)
        mini_table += [*range(first + 1, first + count), END] if count else []
        mini += data.ljust(count * 64, b"\0")
        entries.append((name, 2, first if count else END, len(data)))
    entries += [(name, 1, 0, 0) for name in storages]
    root = ("Root Entry", 5, put(mini), len(mini))
    mini_first = put(struct.pack(f"<{len(mini_table)}I", *mini_table))
    rows = [_entry(*root, child=1 if entries else NOBODY, right=NOBODY, class_id=class_id)]
    for place, entry in enumerate(entries, 1):
        rows.append(
            _entry(*entry, child=NOBODY, right=place + 1 if place < len(entries) else NOBODY)
        )
    directory_first = put(b"".join(rows).ljust(-(-len(rows) * 128 // SECTOR) * SECTOR, b"\0"))
    return _finish(sectors, table, directory_first, mini_first)


def _finish(sectors: list[bytes], table: list[int], directory_first: int, mini_first: int) -> bytes:
    """The tables after the sectors, and the head before them; beyond 109 sectors of tables their
    places stand in lists.
    """
    count = 1
    lists = 0
    while count * 128 < len(table) + count + lists:
        count += 1
        lists = max(0, -(-(count - 109) // 127))
    start = len(table)
    places = list(range(start, start + count))
    table = [*table, *[TABLE] * count, *[LISTS] * lists]
    table += [FREE] * (count * 128 - len(table))
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        SIGNATURE,
        bytes(16),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        count,
        directory_first,
        0,
        4096,
        mini_first,
        0 if mini_first == END else 1,
        start + count if lists else END,
        lists,
    )
    head += struct.pack("<109I", *(places[:109] + [FREE] * (109 - len(places[:109]))))
    rest = places[109:]
    extra = b""
    for number in range(lists):
        chunk = rest[number * 127 : number * 127 + 127]
        following = start + count + number + 1 if number + 1 < lists else END
        extra += struct.pack("<128I", *(chunk + [FREE] * (127 - len(chunk))), following)
    return head + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table) + extra


def _entry(
    name: str,
    kind: int,
    start: int,
    size: int,
    *,
    child: int,
    right: int,
    class_id: bytes = bytes(16),
) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sI8x8xII4x",
        raw,
        len(raw),
        kind,
        1,
        NOBODY,
        right,
        child,
        class_id,
        0,
        start,
        size,
    )


def word_document(flags: int = 0, version: int = 0xC1) -> bytes:
    """The head of a WordDocument stream, with nothing behind it."""
    return struct.pack("<HH6xH", 0xA5EC, version, flags).ljust(2000, b"\0")
