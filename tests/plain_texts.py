"""Invented texts, read line by line as they stand."""

from __future__ import annotations

from policydiff.model.document import Document
from policydiff.model.source import SourceLine, SourceText
from policydiff.reading import plugins
from policydiff.reading.parsing.parse import parse


def read(text: str, dialect: str = "cn_law") -> Document:
    """A text as a document."""
    lines = tuple(
        SourceLine(number=place, text=line) for place, line in enumerate(text.splitlines(), 1)
    )
    source = SourceText(
        name="text.txt", format="txt", sha256="0" * 64, lines=lines, hard_wrapped=False
    )
    return parse(source, plugins.dialect(dialect))
