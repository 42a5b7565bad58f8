"""Reasons that a person wrote for the changes of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from policydiff.comparing.report.sent.sent_table import renumbered_words
from policydiff.messages import Message
from policydiff.model.profile import WRITTEN, Column, Reason, TableProfile
from policydiff.reading.load import UnfitFileError, read_file, read_toml, words_of_library
from policydiff.reading.readers import xlsx
from policydiff.reading.readers.docx import reader as docx
from policydiff.report.pieces import ELLIPSIS
from policydiff.text.numerals import ARTICLE_NUMBER

MOST_BYTES = 32 * 1024 * 1024

_ARTICLE = re.compile(rf"(?m)^[ \t　]*({ARTICLE_NUMBER})")
"""The number with which a provision begins: 第一百零三条之一."""

_ZIP = b"PK\x03\x04"


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    """One `[[reason]]` of a TOML file; a single number needs no list."""

    left: str | list[str] = []
    right: str | list[str] = []
    text: str = ""
    type: str = ""
    basis: str = ""
    reason: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    reason: list[_Entry] = []


def read_reasons(path: Path, profile: TableProfile | None) -> tuple[Reason, ...]:
    """The reasons of a TOML file, or of a table in Word or a workbook.

    Such a table is known by the heads of the profile that made it. Raises `UnfitFileError`, and
    what `read_file` and the readers of tables raise.
    """
    data = read_file(path, MOST_BYTES)
    if not data.startswith(_ZIP):
        return _from_toml(data, path.name)
    if profile is None:
        raise UnfitFileError(path.name, Message("name the profile of this table with --profile"))
    reader = docx if docx.sniff(data) else xlsx
    for table in reader.tables(data, path.name):
        found = _from_table(table.texts, profile)
        if found is not None:
            return _filled(path.name, tuple(found))
    raise UnfitFileError(
        path.name,
        Message(
            "no table has the heads of this profile: {heads}",
            heads="、".join(profile.heads.values()),
        ),
    )


def _filled(name: str, found: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The reasons of a table. Raises `UnfitFileError` where nobody wrote one."""
    if not found:
        raise UnfitFileError(name, Message("nobody wrote a reason in this table"))
    return found


def _from_toml(data: bytes, name: str) -> tuple[Reason, ...]:
    try:
        entries = msgspec.convert(read_toml(data, name), _File).reason
    except msgspec.ValidationError as error:
        raise UnfitFileError(name, words_of_library(error)) from None
    return tuple(
        Reason(
            left=_names(one.left),
            right=_names(one.right),
            text=one.text,
            type=one.type,
            basis=one.basis,
            reason=one.reason,
        )
        for one in entries
    )


def _names(given: str | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _from_table(
    rows: Sequence[Mapping[int, str]], profile: TableProfile
) -> Iterator[Reason] | None:
    """The reasons below the heads of the profile; None where no row has them."""
    for place, row in enumerate(rows):
        columns = _columns(row, profile)
        if columns is not None:
            return _below(rows[place + 1 :], columns, profile)
    return None


def _columns(row: Mapping[int, str], profile: TableProfile) -> dict[Column, int] | None:
    """The places of the columns where a row is the head of such a table."""
    found: dict[Column, int] = {}
    for column in profile.columns:
        head = profile.head(column)
        for place, text in row.items():
            same = text == head or text.startswith(f"{head}（")
            if head and same and place not in found.values():
                found[column] = place
                break
    return found if len(found) == len(profile.columns) else None


def _below(
    rows: Sequence[Mapping[int, str]], columns: Mapping[Column, int], profile: TableProfile
) -> Iterator[Reason]:
    """A reason for each row in which a person wrote something."""
    for row in rows:
        cells = {column: row.get(place, "").strip() for column, place in columns.items()}
        written: dict[str, Any] = {name: cells[name] for name in WRITTEN if cells.get(name)}
        across = len({*cells.values()}) == 1  # one cell over all columns
        if profile.proved and written.get("reason") in _proved(cells, profile):
            del written["reason"]
        if written and not across:
            left, right = (_articles(cells, side) for side in ("left", "right"))
            yield Reason(left=left, right=right, text=_text(cells, right or ()), **written)


def _proved(cells: Mapping[Column, str], profile: TableProfile) -> set[str]:
    """The words that the profile itself writes in the column of reasons of a row."""
    absent = {
        word
        for word, text in zip(profile.absent, (cells["left"], cells["right"]), strict=True)
        if text == word
    }
    numbers = (cells.get("left_number", ""), cells.get("right_number", ""))
    return absent | {renumbered_words(*numbers)}


def _articles(cells: Mapping[Column, str], side: Column) -> tuple[str, ...]:
    numbers: Column = "left_number" if side == "left" else "right_number"
    found = _ARTICLE.findall(cells.get(numbers, "") or cells[side])
    printed = filter(None, map(str.strip, cells.get(numbers, "").split("\n")))  # 3.2.1
    return tuple(found or printed)


def _text(cells: Mapping[Column, str], right: tuple[str, ...]) -> str:
    text = _ARTICLE.sub("", cells["right" if right else "left"])
    return "" if ELLIPSIS in text else text
