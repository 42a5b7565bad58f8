"""Rows of data for other programs: CSV, JSON lines, and a table for a notebook."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from io import StringIO

from policydiff.model.reports import Shown
from policydiff.report.formats import FAMILIES, UnknownFormatError, function

Cell = str | int | float | bool | None
"""A value; None for what is unknown."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins so for a formula."""

FORMS: dict[str, str] = {"csv": ".csv", "jsonl": ".jsonl"}
"""The formats of rows with the endings of their files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRows:
    """Rows with the same keys, in the order of their columns; they are read once."""

    keys: tuple[str, ...]
    rows: Iterable[Mapping[str, Cell]]


def rows_of(value: Shown) -> DataRows:
    """The rows of a value as data. Raises `UnknownFormatError` for a family without."""
    place = FAMILIES[value.family].rows
    if place is None:
        raise UnknownFormatError("jsonl", value.family)
    rows: DataRows = function(place)(value)
    return rows


def columns(value: object | None, *names: str, **renamed: str) -> dict[str, Cell]:
    """The columns that hold attributes of a value; all are None without a value."""
    wanted = dict(zip(names, names, strict=True)) | renamed
    return {key: None if value is None else getattr(value, one) for key, one in wanted.items()}


def guarded(cell: str) -> str:
    """The cell, behind an apostrophe where a spreadsheet would calculate it."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def write_rows(data: DataRows, form: str) -> Iterator[bytes]:
    """The file of `FORMS`, piece by piece, in UTF-8."""
    return _WRITERS[form](data)


def _csv(data: DataRows) -> Iterator[bytes]:
    """CSV with the byte order mark that Excel needs; lines end as in RFC 4180."""
    yield "\ufeff".encode()
    yield _line(data.keys)
    for row in data.rows:
        yield _line(_cell(row[key]) for key in data.keys)


def _line(cells: Iterable[str]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Cell) -> str:
    """A value in a cell. A text that begins with an apostrophe gets a second one.

    So whoever takes one apostrophe from the head of a cell has the text again.
    """
    if isinstance(value, str):
        return f"'{value}" if value.startswith("'") else guarded(value)
    return "" if value is None else json.dumps(value)


def _json_lines(data: DataRows) -> Iterator[bytes]:
    for row in data.rows:
        values = {key: row[key] for key in data.keys}
        text = json.dumps(values, ensure_ascii=False)
        yield (text + "\n").encode("utf-8", "backslashreplace")


_WRITERS: dict[str, Callable[[DataRows], Iterator[bytes]]] = {"csv": _csv, "jsonl": _json_lines}


def rows_html(title: str, data: DataRows) -> str:
    """A table for a notebook: escaped, in one piece, without scripts or addresses."""
    heads = "".join(f"<th>{escape(key)}</th>" for key in data.keys)
    lines = (
        "".join(f'<td style="white-space:pre-wrap">{_shown(row[key])}</td>' for key in data.keys)
        for row in data.rows
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><caption>{escape(title)}</caption><tr>{heads}</tr>{body}</table>"


def _shown(value: Cell) -> str:
    return escape(value if isinstance(value, str) else "" if value is None else json.dumps(value))
