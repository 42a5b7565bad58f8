"""Word files (docx, docm, dotx).

Paragraphs and tables with their automatic numbers; tracked changes are settled one way or the
other.
"""

from __future__ import annotations

from policydiff.model.office_content import MarkedTable, Signature, WordContent
from policydiff.model.source import SourceText
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.docx.document import read_content, read_document
from policydiff.reading.readers.docx.grids import read_grids
from policydiff.reading.readers.docx.package import Budget
from policydiff.reading.readers.safety.archive import kind_of_zip

SUFFIXES: tuple[str, ...] = (".docx", ".docm", ".dotx", ".dotm")


def sniff(data: bytes) -> bool:
    """True where the bytes are a zip archive with a Word document in it.

    Any program may have saved it.
    """
    return kind_of_zip(data) == "word"


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The lines and tables as Word shows them.

    The number of a line is that of its paragraph, counted from 1.

    Automatic numbers stand at the head of their lines, followed by what Word puts there (an
    ideographic space for a tab). A soft break ends a line. Headers, footers, footnotes, endnotes,
    comments and hidden text are in `dropped`: none of them is a line of the text.
    `options.revisions` chooses the text with all tracked changes accepted, or the one before them;
    a `Problem` reports that there were any.

    Nothing is run, fetched or written. Raises an `InputError` where the bytes are no Word file,
    damaged, encrypted or beyond limits, or hold no text.
    """
    return read_document(data, name, options, Budget())


def content(
    data: bytes,
    name: str,
    options: ReadOptions = READ_OPTIONS,
    spared: frozenset[Signature] = frozenset(),
) -> WordContent:
    """A Word file word for word, notes, heads and feet of pages and comments too.

    With the original, tracked changes that are `spared` are accepted all the same. Raises as
    `read` does.
    """
    return read_content(data, name, options, spared)


def tables(data: bytes, name: str) -> tuple[MarkedTable, ...]:
    """The tables of a Word file with their marks. Raises as `read` does."""
    return read_grids(data, name)
