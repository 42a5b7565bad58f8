"""A reader's result as plain values for JSON between processes, and back."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from policydiff.messages import Message, from_record
from policydiff.model.source import (
    Dropped,
    FileFact,
    FileFacts,
    Problem,
    SourceCell,
    SourceLine,
    SourceTable,
    SourceText,
    StatedFact,
    TrackedChange,
    UnreadParts,
)

_PARTS = {
    "facts": StatedFact,
    "dropped": Dropped,
    "problems": Problem,
    "tracked": TrackedChange,
}
_NAMES = {
    kind: tuple(field.name for field in fields(kind))
    for kind in (SourceCell, Dropped, Problem, SourceLine, StatedFact, TrackedChange)
}


def pack(source: SourceText) -> dict[str, Any]:
    """A source as lists, dictionaries, strings and numbers."""
    packed: dict[str, Any] = {field.name: getattr(source, field.name) for field in fields(source)}
    packed["lines"] = [
        _pack_table(line) if isinstance(line, SourceTable) else _values(line)
        for line in source.lines
    ]
    packed["file"] = None if source.file is None else asdict(source.file)
    return packed | {name: [_values(part) for part in getattr(source, name)] for name in _PARTS}


def unpack(packed: dict[str, Any]) -> SourceText:
    """The source from packed values. Raises `TypeError`, `ValueError`, `LookupError`."""
    lines = tuple(
        _unpack_table(line) if isinstance(line, dict) else _made(SourceLine, line)
        for line in packed["lines"]
    )
    parts = {
        name: tuple(_made(kind, values) for values in packed[name]) for name, kind in _PARTS.items()
    }
    file = None if packed["file"] is None else _unpack_file(packed["file"])
    return SourceText(**packed | parts | {"lines": lines, "file": file})


def _values(part: Any) -> list[Any]:
    values = (getattr(part, name) for name in _NAMES[type(part)])
    return [value.to_record() if isinstance(value, Message) else value for value in values]


def _made(kind: Any, values: list[Any]) -> Any:
    made = dict(zip(_NAMES[kind], values, strict=True))
    if kind is Problem:
        made |= {
            name: from_record(made[name]) for name in ("message", "hint") if made[name] is not None
        }
    return kind(**made)


def _pack_table(table: SourceTable) -> dict[str, Any]:
    return {"number": table.number, "rows": [[_values(cell) for cell in row] for row in table.rows]}


def _unpack_table(table: dict[str, Any]) -> SourceTable:
    return SourceTable(
        number=table["number"],
        rows=tuple(tuple(_made(SourceCell, cell) for cell in row) for row in table["rows"]),
    )


def _unpack_file(file: dict[str, Any]) -> FileFacts:
    return FileFacts(
        format=file["format"],
        kinds=tuple(file["kinds"]),
        facts=tuple(FileFact(**one) for one in file["facts"]),
        unread=tuple(UnreadParts(**one) for one in file["unread"]),
    )
