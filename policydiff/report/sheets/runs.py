"""Runs of marked text in a cell, within the limits of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from policydiff.report.pieces import ELLIPSIS, TextPiece
from policydiff.report.rows import RowCell

Mark = Literal[
    "plain",
    "number",
    "heading",
    "delete",
    "insert",
    "renumbered-delete",
    "renumbered-insert",
    "moved-delete",
    "moved-insert",
    "noise",
    "note",
    "elided",
]

LIMIT = 32_767
"""Units of UTF-16 that a cell holds; Excel calls a file with more of them damaged."""

ACROSS = 21
"""Chinese characters in a line of a text column …"""

DOWN = 26
"""… and lines of a row of the greatest height, 409 points."""

_BESIDE = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRun:
    """A stretch of text in one look."""

    mark: Mark
    text: str


def runs_of(cells: Iterable[RowCell], *, elide: bool = False) -> tuple[CellRun, ...]:
    """All provisions of a side with number and heading; …… for the same with `elide`."""
    found: list[CellRun] = []
    for cell in cells:
        if found:
            found.append(CellRun(mark="plain", text="\n"))
        found.extend(_provision(cell, elide=elide))
    return merged(found)


def is_tall(runs: Iterable[CellRun]) -> bool:
    """True where a row cannot grow so tall as to show all of it."""
    lines = "".join(run.text for run in runs).split("\n")
    return sum(1 + _width(line) // ACROSS for line in lines) > DOWN


def merged(runs: Iterable[CellRun]) -> tuple[CellRun, ...]:
    """The runs without empty ones, neighbours of one look joined."""
    shown = (run for run in runs if run.text)
    return tuple(
        CellRun(mark=mark, text="".join(run.text for run in same))
        for mark, same in groupby(shown, lambda run: run.mark)
    )


def fitting(runs: tuple[CellRun, ...], notice: str) -> tuple[CellRun, ...]:
    """The runs as far as a cell holds them.

    Where it does not hold all, a last run says how many characters are missing: `notice` has a
    place for their ``count``.
    """
    if sum(_units(run.text) for run in runs) <= LIMIT:
        return runs
    room = LIMIT - len(notice) - len(str(sum(len(run.text) for run in runs)))
    fits: list[CellRun] = []
    missing = 0
    for run in runs:
        text = _prefix(run.text, room)
        room = room - _units(text) if text == run.text else 0
        missing += len(run.text) - len(text)
        fits.append(CellRun(mark=run.mark, text=text))
    return merged((*fits, CellRun(mark="elided", text=notice.format(count=missing))))


def _provision(cell: RowCell, *, elide: bool) -> Iterator[CellRun]:
    name = cell.num or cell.label
    lead = bool(name or cell.heading)
    yield CellRun(mark="number", text=name)
    if cell.heading:
        yield CellRun(mark="number", text=cell.heading_gap if cell.num else "　" if name else "")
        yield from (piece_run(piece, plain="heading") for piece in cell.heading)
    if lead and cell.text:
        yield CellRun(mark="plain", text=cell.text_gap if cell.runs_on else "\n")
    yield from _text(cell, elide=elide)


def _text(cell: RowCell, *, elide: bool) -> Iterator[CellRun]:
    last_elided = False
    for piece in cell.text:
        out = elide and piece.elided and not cell.table
        if out and not last_elided:
            yield CellRun(mark="elided", text=ELLIPSIS)
        elif not out:
            run = piece_run(piece)
            yield (
                CellRun(mark=run.mark, text=run.text.replace("\t", _BESIDE)) if cell.table else run
            )
        last_elided = out


def piece_run(piece: TextPiece, plain: Mark = "plain") -> CellRun:
    """A piece with its mark; `plain` is that of one that did not change."""
    return CellRun(mark=_mark(piece, plain), text=piece.text)


def _mark(piece: TextPiece, plain: Mark) -> Mark:
    if piece.op == "equal":
        return "note" if piece.note else plain
    if piece.noise:
        return "noise"
    if piece.moved:
        return "moved-delete" if piece.op == "delete" else "moved-insert"
    if piece.cause == "renumbering":
        return "renumbered-delete" if piece.op == "delete" else "renumbered-insert"
    return piece.op


def _width(line: str) -> int:
    return sum(1 if character.isascii() else 2 for character in line) // 2


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _prefix(text: str, units: int) -> str:
    """The beginning that takes no more than so many units."""
    if _units(text) <= units:
        return text
    end = max(units, 0)
    while _units(text[:end]) > units > 0:
        end -= max(1, (_units(text[:end]) - units) // 2)
    return text[:end]
