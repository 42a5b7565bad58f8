"""PDF files: printed pages to paragraphs, by the places of their characters."""

from __future__ import annotations

import hashlib

from policydiff.model.source import SourceText
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.pdf.file import read_pages
from policydiff.reading.readers.pdf.layout import lay_out
from policydiff.reading.readers.safety.decoding import EmptySourceError

SUFFIXES: tuple[str, ...] = (".pdf",)


def sniff(data: bytes) -> bool:
    """True where the first kilobyte holds the signature.

    PDF readers allow bytes before it.
    """
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The paragraphs and tables in reading order.

    Running heads, page numbers, footnotes and turned text are in `dropped`.

    Lines are numbered through the file as they are printed. Raises an `InputError` where the file
    is damaged, encrypted, too large, or has no text, such as a scan. Scripts, forms and embedded
    files are neither opened nor run.
    """
    del options
    pages, problems = read_pages(data, name)
    layout = lay_out(pages)
    if not layout.lines:
        raise EmptySourceError(name)
    return SourceText(
        name=name,
        format="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        lines=layout.lines,
        hard_wrapped=False,
        dropped=layout.dropped,
        problems=(*problems, *layout.problems),
    )
