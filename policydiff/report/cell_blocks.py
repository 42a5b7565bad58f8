"""The text of a cell as paragraphs and tables, marked where it may be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeVar

from policydiff.report.pieces import ELLIPSIS, TextPiece, cut

PieceLine = tuple[TextPiece, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBlock:
    """A paragraph, or a table where `rows` holds any: each row by its cells."""

    line: PieceLine = ()
    rows: tuple[tuple[PieceLine, ...], ...] = ()

    @property
    def elided(self) -> bool:
        """True for a paragraph that may be left out whole, with the end of its line."""
        return bool(self.line) and all(
            piece.elided and piece.text != ELLIPSIS for piece in self.line
        )


def cut_blocks(pieces: tuple[TextPiece, ...]) -> Iterator[CellBlock]:
    """The paragraphs of a text, each for itself, and its tables, each as a whole."""
    if not any("\t" in piece.text for piece in pieces):
        yield from _paragraphs(pieces)
        return
    for is_table, lines in tables_and_text(cut(pieces), is_row):
        if is_table:
            yield CellBlock(rows=_rows(lines))
        else:
            yield from _paragraphs(tuple(_rejoined(lines)))


def tables_and_text(
    lines: Iterable[T], is_row: Callable[[T], bool]
) -> Iterator[tuple[bool, tuple[T, ...]]]:
    """The lines in groups: neighbouring rows make a table, one row alone is text."""
    for row, group in groupby(lines, is_row):
        found = tuple(group)
        yield row and len(found) > 1, found


def cut_rows(pieces: tuple[TextPiece, ...]) -> tuple[tuple[PieceLine, ...], ...]:
    """A text of rows alone, whole: without a row its columns lose their meaning."""
    return _rows(cut(pieces))


def _paragraphs(pieces: tuple[TextPiece, ...]) -> Iterator[CellBlock]:
    return (CellBlock(line=line) for line in cut(_opened(pieces)))


def _rows(lines: Iterable[PieceLine]) -> tuple[tuple[PieceLine, ...], ...]:
    whole = (tuple(replace(piece, elided=False) for piece in line) for line in lines)
    return tuple(tuple(cut(line, "\t")) for line in whole)


def _rejoined(lines: tuple[PieceLine, ...]) -> Iterator[TextPiece]:
    """Lines as one text again."""
    for place, line in enumerate(lines):
        if place:
            around = (*lines[place - 1][-1:], *line[:1])
            yield TextPiece(
                op="equal", text="\n", elided=bool(around) and all(piece.elided for piece in around)
            )
        yield from line


def is_row(line: PieceLine) -> bool:
    """True for a row of a table that is not folded with the text around it."""
    return any("\t" in piece.text and not piece.elided for piece in line)


def _opened(pieces: tuple[TextPiece, ...]) -> Iterator[TextPiece]:
    """The pieces with a mark before each stretch that may be left out."""
    # the mark is an elided …… of noise, which no text can be
    for last, piece in pairwise((None, *pieces)):
        if piece is not None and piece.elided and not (last is not None and last.elided):
            yield TextPiece(op="equal", text=ELLIPSIS, noise=True, elided=True)
        if piece is not None:
            yield piece
