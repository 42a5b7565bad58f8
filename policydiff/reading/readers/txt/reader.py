"""Plain text and Markdown."""

from __future__ import annotations

from policydiff.model.source import Dropped, SourceLine, SourceTable, SourceText
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.safety.decoding import EmptySourceError, decode
from policydiff.reading.readers.txt.markdown import (
    MARKUP_BREAK,
    decode_entities,
    is_markdown,
    numbered_lines,
    read_markdown,
)

SUFFIXES: tuple[str, ...] = (".txt", ".md", ".markdown", ".text")


def sniff(data: bytes) -> bool:
    """False: any bytes may be plain text; this reader is chosen by name or last."""
    del data
    return False


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The lines without markup and blank ones.

    `hard_break` marks lines that Markdown ends by a blank one; in plain text from PDFs such a line
    proves nothing. Raises an `InputError` if the bytes are empty, too large, binary or in no
    supported encoding.
    """
    del options
    decoded = decode(data, name)
    markdown = is_markdown(decoded.text)
    lines, dropped = read_markdown(decoded.text) if markdown else _plain(decoded.text)
    if not lines:
        raise EmptySourceError(name)
    return SourceText(
        name=name,
        format="txt",
        sha256=decoded.sha256,
        lines=lines,
        encoding=decoded.encoding,
        hard_wrapped=False if markdown else None,
        dropped=dropped,
        problems=decoded.problems,
    )


def _plain(text: str) -> tuple[tuple[SourceLine | SourceTable, ...], tuple[Dropped, ...]]:
    pieces = (
        (number, piece)
        for number, line in numbered_lines(text)
        for piece in MARKUP_BREAK.split(line)
    )
    stripped = ((number, decode_entities(piece).strip()) for number, piece in pieces)
    return tuple(SourceLine(number=number, text=line) for number, line in stripped if line), ()
