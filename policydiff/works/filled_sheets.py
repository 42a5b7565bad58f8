"""A workbook that a person filled in: its table, and the cells as written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from policydiff.locale import LANGUAGES, Labels
from policydiff.reading.readers import xlsx

SheetTexts = Sequence[Mapping[int, str]]
"""The rows of a sheet: the texts of its cells by their columns."""


def read_sheets(data: bytes, name: str) -> list[SheetTexts]:
    """The sheets of a workbook. Raises an `InputError`."""
    return [table.texts for table in xlsx.tables(data, name)]


def filled_rows(sheet: SheetTexts, words: Labels, keys: Collection[str]) -> list[dict[str, str]]:
    """The rows below heads in any language, by the keys of their words.

    There are none without heads. A line that is merged over all columns is no row.
    """
    for index, head in enumerate(sheet):
        columns = {text.strip(): column for column, text in head.items()}
        for language in LANGUAGES:
            heads = words[language]
            if all(heads[key] in columns for key in keys):
                rows = (
                    {key: cells.get(columns[heads[key]], "") for key in keys}
                    for cells in sheet[index + 1 :]
                )
                return [row for row in rows if len(set(row.values())) > 1]
    return []


def exported_rows(sheets: Sequence[SheetTexts], keys: Sequence[str]) -> Iterator[dict[str, str]]:
    """The rows of the hidden sheet whose heads are these keys."""
    for sheet in sheets:
        if sheet and tuple(sheet[0].get(place, "") for place in range(len(keys))) == tuple(keys):
            for cells in sheet[1:]:
                yield {key: cells.get(place, "") for place, key in enumerate(keys)}
