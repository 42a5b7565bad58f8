"""The strip that shows where in a text the changes lie."""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.comparing.report.table.extracts import begin_of
from policydiff.locale import Language
from policydiff.report.labels import WORDS
from policydiff.report.page import ChangeStrip, StripCell, StripPart
from policydiff.report.rows import CATEGORIES, ComparisonRow

_OUTSIDE = 2
"""Containers of a lower rank are attachments and preambles, which are no parts of a body."""

_NAME = 16
"""So many characters of the heading of a chapter are shown."""


def strip_of(rows: Iterable[ComparisonRow], language: Language) -> ChangeStrip:
    """The strip of a comparison, in parts by the widest containers."""
    shown = tuple(row for row in rows if not row.around)
    top = min((row.depth for row in shown if _is_part(row)), default=None)
    parts: list[tuple[str, list[StripCell]]] = [("", [])]
    for row in shown:
        if _is_part(row) and row.depth == top:
            parts.append((_name(row, language), []))
        elif not row.container:
            name = row.label or begin_of(row.title, _NAME)
            label = WORDS[language]["former"].format(name=name) if not row.right else name
            parts[-1][1].append(
                StripCell(
                    name=label,
                    look=row.category,
                    word=WORDS[language][row.category],
                    id=row.id,
                )
            )
    looks = {cell.look for _, cells in parts for cell in cells}
    return ChangeStrip(
        parts=tuple(StripPart(name=name, cells=tuple(cells)) for name, cells in parts if cells),
        legend=tuple(
            StripCell(name="", look=look, word=WORDS[language][look])
            for look in CATEGORIES
            if look in looks
        ),
    )


def _is_part(row: ComparisonRow) -> bool:
    return row.container and row.depth >= _OUTSIDE


def _name(row: ComparisonRow, language: Language) -> str:
    name = row.label if row.right else WORDS[language]["former"].format(name=row.label)
    heading = "".join("".join(piece.text for piece in row.cells[0].heading).split())
    return f"{name} {begin_of(heading, _NAME)}".strip()
