"""A workbook being written: looks by name, and cells whose text is never taken for anything but
text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from policydiff.render._sheet_runs import Run, fitting, merged
from policydiff.views.pieces import neutral

Look = Mapping[str, Any]
"""Properties of a format, by XlsxWriter's names."""

BASE: Look = {"font_name": "宋体", "font_size": 10.5, "valign": "top"}
WRAPPED: Look = {"text_wrap": True, "border": 1, "border_color": "#BFBFBF"}

MARKS: Mapping[str, Look] = {
    "plain": {},
    "number": {"bold": True},
    "heading": {"bold": True},
    "delete": {"font_color": "#C00000", "font_strikeout": True},
    "insert": {"font_color": "#0033CC", "bold": True, "underline": 1},
    "renumbered-delete": {"font_color": "#7F7F7F", "font_strikeout": True},
    "renumbered-insert": {"font_color": "#7F7F7F", "underline": 1},
    "noise": {"font_color": "#7F6000", "italic": True, "underline": 1},
    "moved-delete": {"font_color": "#C00000", "font_strikeout": True, "italic": True},
    "moved-insert": {"font_color": "#0033CC", "italic": True, "underline": 2},
    "note": {"font_color": "#7F7F7F", "italic": True},
    "elided": {"font_color": "#7F7F7F"},
}
"""What a run looks like, by its mark: also right where it is printed in black and white."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A spreadsheet takes what a person retypes for a formula where it begins so."""

_UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 a workbook's dates have no zone
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Book:
    """One workbook: no clock, no file, no calculation in it."""

    def __init__(self, notice: str) -> None:
        """`notice` says, with a place for the ``count``, that a cell does not hold all of its
        text.
        """
        from xlsxwriter import Workbook  # noqa: PLC0415 quick start of the command line

        self._notice = notice
        self._bytes = BytesIO()
        self._workbook = Workbook(self._bytes, _OPTIONS)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def describe(self, title: str, author: str, made: datetime | None) -> None:
        """The file's properties; where nothing says when it was made, a fixed day stands for it."""
        properties = {
            "title": neutral(title)[:255],
            "author": neutral(author)[:255],
            "created": made or _UNDATED,
        }
        self._workbook.set_properties(properties)

    def sheet(self, name: str) -> Any:
        """A new sheet."""
        return self._workbook.add_worksheet(name)

    def look(self, *looks: Look) -> Any:
        """The format of all these looks together, each made once."""
        together = {key: value for look in (BASE, *looks) for key, value in look.items()}
        key = tuple(sorted(together.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(together)
        return self._formats[key]

    def text(self, sheet: Any, row: int, column: int, text: str, *looks: Look) -> None:
        """A cell of one look."""
        self.runs(sheet, row, column, (Run(mark="plain", text=neutral(text)),), *looks)

    def runs(self, sheet: Any, row: int, column: int, runs: tuple[Run, ...], *looks: Look) -> None:
        """A cell of marked text. One that begins as a formula does carries the mark that keeps it
        text when a person edits it.
        """
        fits = fitting(merged(runs), self._notice)
        if not fits:
            sheet.write_blank(row, column, None, self.look(*looks))
            return
        quoted: Look = {"quote_prefix": True} if fits[0].text.lstrip().startswith(_FORMULA) else {}
        if len(fits) == 1 and not _is_markup(fits[0].text):
            sheet.write_string(
                row, column, fits[0].text, self.look(*looks, MARKS[fits[0].mark], quoted)
            )
            return
        parts = (
            fits
            if len(fits) > 1
            else (Run(mark=fits[0].mark, text="<"), Run(mark=fits[0].mark, text=fits[0].text[1:]))
        )
        marked = [part for run in parts for part in (self.look(MARKS[run.mark]), run.text)]
        sheet.write_rich_string(row, column, *marked, self.look(*looks, quoted))

    def close(self) -> bytes:
        """The finished file."""
        self._workbook.close()
        return self._bytes.getvalue()


def _is_markup(text: str) -> bool:
    """True for what XlsxWriter would take for markup of its own and write unescaped."""
    return text.startswith("<r>") and text.endswith("</r>")
