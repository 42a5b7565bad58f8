"""Furniture of a web page before and after a text, which is taken out.

Furniture inside the text is recognised by its words and taken out by `normalise`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.messages import Message
from policydiff.model.source import Dropped, Problem
from policydiff.reading.parsing.lines.lines import SourceParagraph, bare, ends_sentence
from policydiff.reading.parsing.lines.marks import read_marks
from policydiff.text.traditions.dialect import Dialect

SHORT = 30
"""Characters: between pieces of furniture a line this short that ends no sentence is furniture too.
"""


MOST_RANGES = 10
"""Stretches of lines that a message names."""


def take_furniture(
    lines: Sequence[SourceParagraph], dialect: Dialect
) -> tuple[tuple[SourceParagraph, ...], tuple[Dropped, ...]]:
    """Separate the text from the furniture of its page.

    Furniture stands before its first number and after its last one.
    """
    marked = [place for place, line in enumerate(lines) if read_marks(line.text, dialect)]
    first, last = (marked[0], marked[-1]) if marked else (len(lines), len(lines))
    gone = {
        place
        for place in range(first)
        if _is_furniture(lines[place], dialect) or _leads_on(lines[place])
    }
    begun = _tail(lines, last, dialect)
    gone |= {
        place
        for place in range(begun, len(lines))
        if _is_furniture(lines[place], dialect) or _is_scrap(lines[place], dialect)
    }
    dropped = tuple(
        Dropped(what="furniture", text=_text_of(lines[place]), line=lines[place].number)
        for place in sorted(gone)
    )
    return tuple(line for place, line in enumerate(lines) if place not in gone), dropped


def report_furniture(dropped: Sequence[Dropped]) -> tuple[Problem, ...]:
    """A note that states the number and the places of the lines left out."""
    pieces = [piece for piece in dropped if piece.what in ("furniture", "navigation", "edit-link")]
    lines = sorted({piece.line for piece in pieces if piece.line is not None})
    if not lines:
        return ()
    where = Message.counted(
        "line {lines}", "lines {lines}", len(lines), lines=_listed(tuple(_ranges(lines)))
    )
    message = Message.counted(
        "{count} piece of the page around the text left out, on {where}",
        "{count} pieces of the page around the text left out, on {where}",
        len(pieces),
        count=len(pieces),
        where=where,
    )
    hint = Message("see `dropped` of the document for what they say")
    return (
        Problem(
            code="furniture-left-out", message=message, line=lines[0], hint=hint, severity="note"
        ),
    )


def _listed(ranges: Sequence[str]) -> str:
    """The first ranges, and the last one where there are too many."""
    return ", ".join(
        ranges if len(ranges) <= MOST_RANGES else (*ranges[: MOST_RANGES - 1], "…", ranges[-1])
    )


def _ranges(lines: Sequence[int]) -> Iterator[str]:
    """Line numbers as ranges: 1–4, 16, 18–21."""
    begin = lines[0]
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following != line + 1:
            yield str(line) if line == begin else f"{begin}–{line}"
            begin = following or 0


def _tail(lines: Sequence[SourceParagraph], last: int, dialect: Dialect) -> int:
    """The place at which the furniture after the text begins.

    It is after the sentence on the entry into force or the signature; the number of lines where
    there is no furniture.
    """
    begun = next(
        (place for place in range(last + 1, len(lines)) if _is_furniture(lines[place], dialect)),
        len(lines),
    )
    texts = [bare(line.text) for line in lines]
    closing = next(
        (place for place in range(last, begun) if dialect.preface.in_force.search(texts[place])),
        begun - 1,
    )
    signed = max(
        (place for place in range(last, begun) if dialect.preface.date_line.match(texts[place])),
        default=closing,
    )
    return begun if begun == len(lines) else max(closing, signed) + 1


def _is_furniture(line: SourceParagraph, dialect: Dialect) -> bool:
    return (
        line.table is None
        and line.style == "plain"
        and dialect.preface.furniture.match(bare(line.text)) is not None
    )


def _leads_on(line: SourceParagraph) -> bool:
    """True for the head of a wiki page: ← the text before | this one | the next →."""
    text = bare(_text_of(line)) if line.table is not None else ""
    return text.startswith("←") and text.endswith("→")


def _text_of(line: SourceParagraph) -> str:
    """The text of a line, or of the cells of its table."""
    return (
        line.text
        if line.table is None
        else "\t".join(cell.text for row in line.table.rows for cell in row)
    )


def _is_scrap(line: SourceParagraph, dialect: Dialect) -> bool:
    return (
        line.table is None
        and len(bare(line.text)) <= SHORT
        and not ends_sentence(line.text, dialect)
    )
