"""Printed characters to rows (one baseline each), and rows to text with spaces."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policydiff.reading.readers.pdf.glyphs import Glyph
from policydiff.reading.readers.safety.decoding import clean
from policydiff.text.numerals import DIGIT, LISTED, NUMBER, SUBS

Row = list[Glyph]
"""Characters of one baseline from left to right."""

NUMBERED = re.compile(f"第{NUMBER}[编章节条]{SUBS}$")
"""A number before which even a narrow space counts: 第一条 为了…"""
_HEAD = re.compile(
    f"(?:{NUMBERED.pattern[:-1]}|附[件表录][0-9]{{0,2}}|[(（]?(?:{LISTED}|{DIGIT}{{1,3}})[)）]?[.．、]?)[：:]?"
)
"""The head of a line before a wide gap."""

OPENING = "（《“‘〈「『【〔([{"
CLOSING = "，。、；：！？）》”’〉」』】〕,.;:!?)]}%％"
_DRAWN = "—…―─"
_WIDE_GAP, _WORD_GAP, _SLIGHT_GAP = 0.5, 0.2, 0.12
_MOST_SPACES = 4
_DRAWN_APART = 0.8
"""Ems between characters in justified setting without a space."""

_STRETCHED = 3.0
"""Ems of a stretched space beside a Latin word in full lines."""

_SMALL = 0.9
_SPLIT = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One printed line of one column; positions and widths in points.

    `head` is the width of its first unbreakable unit; `bold` counts the characters of its
    emphasised beginning.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    head: float
    bold: int = 0


def group_rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """The rows of a page from top to bottom, raised and lowered marks in theirs."""
    if not glyphs:
        return []
    usual = statistics.median(glyph.size for glyph in glyphs)
    rows = _by_baseline([glyph for glyph in glyphs if glyph.size >= _SMALL * usual])
    small = _attach([glyph for glyph in glyphs if glyph.size < _SMALL * usual], rows)
    rows = sorted((*rows, *_by_baseline(small)), key=lambda row: -base_of(row))
    return [_once(sorted(row, key=lambda glyph: (glyph.left, glyph.right))) for row in rows]


def base_of(row: Row) -> float:
    """The baseline of most of a row."""
    return max(row, key=lambda glyph: glyph.size).base


def size_of(row: Row) -> float:
    """The size of the middle character of a row."""
    return statistics.median_low([glyph.size for glyph in row])


def _by_baseline(glyphs: Sequence[Glyph]) -> list[Row]:
    rows: list[Row] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        if rows and rows[-1][0].base - glyph.base <= 0.25 * rows[-1][0].size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _attach(small: Sequence[Glyph], rows: Sequence[Row]) -> list[Glyph]:
    """Put small characters that hang on a row into it; return the others."""
    bases = [-base_of(row) for row in rows]
    edges = [(min(glyph.left for glyph in row), max(glyph.right for glyph in row)) for row in rows]
    left_over: list[Glyph] = []
    for glyph in small:
        at = bisect_left(bases, -glyph.base - 0.15 * glyph.size)
        near = [
            place
            for place in (at, at - 1)
            if 0 <= place < len(rows) and _hangs(glyph, rows[place], edges[place])
        ]
        if near:
            rows[near[0]].append(glyph)
        else:
            left_over.append(glyph)
    return left_over


def _hangs(glyph: Glyph, row: Row, edges: tuple[float, float]) -> bool:
    size, rise = row[0].size, glyph.base - row[0].base
    return -0.3 * size <= rise <= 0.75 * size and edges[0] - size <= glyph.left <= edges[1] + size


def _once(row: Row) -> Row:
    """The row without characters that were printed twice to look bold."""
    kept: Row = []
    for glyph in row:
        if not any(_same_place(glyph, other) for other in kept[-2:]):
            kept.append(glyph)
    return kept


def _same_place(glyph: Glyph, other: Glyph) -> bool:
    return (
        glyph.char == other.char
        and abs(glyph.left - other.left) < 0.2 * glyph.size
        and abs(glyph.base - other.base) < 0.2 * glyph.size
    )


def split_row(row: Row) -> Iterator[Row]:
    """The pieces of a row between wide gaps."""
    piece: Row = []
    for glyph in row:
        if piece and glyph.left - piece[-1].right > _SPLIT * glyph.size:
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def row_text(row: Row) -> str:
    """The text of a row: wide gaps stay, narrow ones between Chinese characters go."""
    usual = _usual_gap(row)
    pieces = [row[0].char]
    for before, glyph in pairwise(row):
        pieces.append(_space(before, glyph, usual, pieces))
        pieces.append(glyph.char)
    return clean("".join(pieces).rstrip("\u00ad") + ("\u2010" if row[-1].char == "\u00ad" else ""))


def _usual_gap(row: Row) -> float:
    """The gap that justified or spaced-out setting puts between any two characters."""
    gaps = [
        glyph.left - before.right
        for before, glyph in pairwise(row)
        if not (_latin(before.char) or _latin(glyph.char))
    ]
    return max(0.0, statistics.median_low(gaps)) if len(gaps) > 3 else 0.0


def _space(before: Glyph, glyph: Glyph, usual: float, pieces: list[str]) -> str:
    size = max(before.size, glyph.size)
    gap = glyph.left - before.right
    if _latin(before.char) and _latin(glyph.char):
        return " " if gap > _WORD_GAP * size or (glyph.spaced and gap > _SLIGHT_GAP * size) else ""
    headed = len(pieces) < 30 and _HEAD.fullmatch("".join(pieces)) is not None
    if not headed and not glyph.spaced and gap - usual < _DRAWN_APART * size:
        return ""
    if (
        not headed
        and _latin(before.char) != _latin(glyph.char)
        and _WIDE_GAP * size <= gap <= _STRETCHED * size
    ):
        return " "
    if gap - usual >= _WIDE_GAP * size:
        return "\u3000" * min(_MOST_SPACES, max(1, round((gap - usual) / size)))
    meant = (
        gap - usual > _SLIGHT_GAP * size and len(pieces) < 30 and NUMBERED.match("".join(pieces))
    )
    return " " if meant else ""


def _latin(char: str) -> bool:
    return char < "\u2000"


def printed(row: Row, page: int) -> Printed:
    """A row as a printed line."""
    text = row_text(row)
    bold = next((index for index, glyph in enumerate(row) if not glyph.bold), len(row))
    return Printed(
        text=text,
        page=page,
        left=row[0].left,
        right=row[-1].right,
        base=base_of(row),
        size=size_of(row),
        head=_head(row),
        bold=len(text) if bold == len(row) else len(row_text(row[:bold])) if bold else 0,
    )


def _head(row: Row) -> float:
    """The width of the first unbreakable unit: brackets, a character or word, marks."""
    last = 0
    while last + 1 < len(row) and row[last].char in OPENING:
        last += 1
    while last + 1 < len(row) and _holds(row[last].char, row[last + 1]):
        last += 1
    while last + 1 < len(row) and row[last + 1].char in CLOSING:
        last += 1
    return row[last].right - row[0].left


def _holds(char: str, following: Glyph) -> bool:
    if char in _DRAWN:
        return following.char == char
    return not following.spaced and _latin(char) and _latin(following.char)
