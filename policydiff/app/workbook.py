"""The cells of a workbook that a person filled in."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.readers.safety.archive import open_archive

MOST_ROWS, MOST_COLUMNS = 50_000, 64
"""So much of a sheet is read: a file may claim a million rows of sixteen thousand cells."""

SheetRow = Mapping[int, str]
"""Place of a column from 0 → what stands in the cell; empty cells are left out."""


class BadWorkbookError(InputError):
    """The file is no workbook that can be read."""

    def __init__(self, name: str) -> None:
        """`name` is the file's."""
        super().__init__(Message("{name}: this workbook cannot be read; save it again", name=name))


def read_sheets(data: bytes, name: str) -> list[list[SheetRow]]:
    """The rows of every sheet, without those that are empty.

    Nothing is calculated, and no link is followed. Raises `ArchiveError` and `BadWorkbookError`.
    """
    open_archive(data, name)
    try:
        book = openpyxl.load_workbook(
            BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        return [list(_rows(sheet)) for sheet in book.worksheets]
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as error:
        raise BadWorkbookError(name) from error


def _rows(sheet: openpyxl.worksheet._read_only.ReadOnlyWorksheet) -> Iterator[SheetRow]:
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
        cells = {place: str(value) for place, value in enumerate(row) if value is not None}
        if cells:
            yield cells
