"""Word files (docx, docm, dotx): paragraphs and tables with automatic numbers."""

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
    """True for a zip archive with a Word document in it."""
    return kind_of_zip(data) == "word"


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The lines and tables as Word shows them; a line's number is its paragraph's.

    Automatic numbers stand at the head of their lines, followed by Word's separator (an ideographic
    space for a tab). A soft break ends a line. Headers, footers, notes, comments and hidden text
    are in `dropped`. `options.revisions` chooses the text; a `Problem` reports tracked changes.

    Nothing is run, fetched or written. Raises an `InputError` if the bytes are no Word file,
    damaged, encrypted or beyond limits, or hold no text.
    """
    return read_document(data, name, options, Budget())


def content(
    data: bytes,
    name: str,
    options: ReadOptions = READ_OPTIONS,
    spared: frozenset[Signature] = frozenset(),
) -> WordContent:
    """A Word file word for word, accepting `spared` changes. Raises as `read`."""
    return read_content(data, name, options, spared)


def tables(data: bytes, name: str) -> tuple[MarkedTable, ...]:
    """The tables of a Word file with their marks. Raises as `read` does."""
    return read_grids(data, name)
