"""What a web page puts around a text: taken out before and after it, never inside."""

from __future__ import annotations

from collections.abc import Sequence

from policydiff.model.dialect import Dialect
from policydiff.model.source import Dropped
from policydiff.parsing.lines import Line, bare, ends_sentence
from policydiff.parsing.marks import read_marks

SHORT = 30
"""Characters: between pieces of furniture a line this short that ends no sentence is furniture too."""


def take_furniture(lines: Sequence[Line], dialect: Dialect) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    """Part the text from the furniture before its first number and after its last one."""
    marked = [place for place, line in enumerate(lines) if read_marks(line.text, dialect)]
    first, last = (marked[0], marked[-1]) if marked else (len(lines), len(lines))
    gone = {place for place in range(first) if _is_furniture(lines[place], dialect)}
    begun = _tail(lines, last, dialect)
    gone |= {place for place in range(begun, len(lines)) if _is_furniture(lines[place], dialect) or _is_scrap(lines[place], dialect)}
    dropped = tuple(Dropped(what="furniture", text=lines[place].text, line=lines[place].number) for place in sorted(gone))
    return tuple(line for place, line in enumerate(lines) if place not in gone), dropped


def _tail(lines: Sequence[Line], last: int, dialect: Dialect) -> int:
    """Where the furniture after the text begins: after the sentence on the entry into force or the signature, if there is any at all."""
    begun = next((place for place in range(last + 1, len(lines)) if _is_furniture(lines[place], dialect)), len(lines))
    texts = [bare(line.text) for line in lines]
    closing = next((place for place in range(last, begun) if dialect.preface.in_force.search(texts[place])), begun - 1)
    signed = max((place for place in range(last, begun) if dialect.preface.date_line.match(texts[place])), default=closing)
    return begun if begun == len(lines) else max(closing, signed) + 1


def _is_furniture(line: Line, dialect: Dialect) -> bool:
    return line.table is None and line.style == "plain" and dialect.preface.furniture.match(bare(line.text)) is not None


def _is_scrap(line: Line, dialect: Dialect) -> bool:
    return line.table is None and len(bare(line.text)) <= SHORT and not ends_sentence(line.text, dialect)
