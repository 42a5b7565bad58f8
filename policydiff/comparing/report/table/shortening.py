"""Short redlines: the changes of a clause with a few words around each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policydiff.report.pieces import ELLIPSIS, TextPiece, cut
from policydiff.report.rows import ComparisonRow, Gap

AROUND = 16
"""Characters that stay of an unchanged stretch beside a change, where the redline is short."""


def short(row: ComparisonRow | Gap) -> tuple[TextPiece, ...]:
    """The redline of a clause in one line: its changes with a few words around each.

    Nothing for clauses that have new numbers only. Where a side holds several clauses, the old ones
    with what goes stand before the new ones with what comes.
    """
    if isinstance(row, Gap):
        return ()
    pieces = (*row.heading, *row.text) or tuple(_each(row))
    return shortened(tuple(replace(piece, text=piece.text.replace("\n", " ")) for piece in pieces))


def _each(row: ComparisonRow) -> Iterator[TextPiece]:
    """The clauses of both sides, one after the other."""
    for place, cell in enumerate((*row.left, *row.right)):
        space = " " if place else ""
        yield TextPiece(op="equal", text=f"{space}{cell.num or cell.label} ", note=True)
        yield from (*cell.heading, *cell.text)


def shortened(pieces: tuple[TextPiece, ...]) -> tuple[TextPiece, ...]:
    """A redline with the middle of its long unchanged stretches left out.

    …… stands once for what is left out side by side.
    """
    last = len(pieces) - 1
    found = (
        part
        for place, piece in enumerate(pieces)
        for part in _parts(piece, first=place == 0, last=place == last)
        if part.text
    )
    kept: list[TextPiece] = []
    for part in found:
        if not (part.elided and kept and kept[-1].elided):
            kept.append(part)
    return tuple(kept)


def short_paragraphs(pieces: tuple[TextPiece, ...]) -> Iterator[tuple[TextPiece, ...]]:
    """A shortened redline by its paragraphs, empty ones left out."""
    return filter(None, cut(shortened(pieces)))


def _parts(piece: TextPiece, *, first: bool, last: bool) -> Iterator[TextPiece]:
    """A stretch, or its parts that stay with a mark for the part that does not."""
    if piece.note or piece.op != "equal" or (len(piece.text) <= 2 * AROUND and not piece.elided):
        yield piece
        return
    yield replace(piece, text="" if first or piece.elided else _beginning(piece.text), elided=False)
    yield replace(piece, text=ELLIPSIS, elided=True)
    yield replace(piece, text="" if last or piece.elided else _end(piece.text), elided=False)


def _beginning(text: str) -> str:
    """The first characters of a text, up to a mark of punctuation if there is one."""
    stop = max(text.rfind(mark, 1, AROUND) for mark in "，；。：、")
    return text[: stop + 1] if stop >= 0 else text[:AROUND]


def _end(text: str) -> str:
    """The last characters of a text, after a mark of punctuation if there is one."""
    stops = [
        place
        for mark in "，；。：、"
        if (place := text.find(mark, len(text) - AROUND, len(text) - 1)) >= 0
    ]
    return text[min(stops) + 1 :] if stops else text[-AROUND:]
