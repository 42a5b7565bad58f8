"""PDF files: printed pages to paragraphs, by the positions of their characters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from policydiff.model.source import (
    Dropped,
    FileFact,
    FileFactKind,
    FileFacts,
    SourceText,
    UnreadKind,
    UnreadParts,
    digest_of,
)
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.pdf.file import read_pages
from policydiff.reading.readers.pdf.glyphs import PrintedPage
from policydiff.reading.readers.pdf.layout import lay_out
from policydiff.reading.readers.pdf.margins import BROWSER, DIGITS
from policydiff.reading.readers.safety.decoding import EmptySourceError

SUFFIXES: tuple[str, ...] = (".pdf",)


def sniff(data: bytes) -> bool:
    """True if the first kilobyte holds the signature; bytes may precede it."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The paragraphs and tables in reading order.

    Running heads, page numbers, footnotes and turned text are in `dropped`. Lines are numbered
    through the file. Raises an `InputError` if the file is damaged, encrypted, too large, or has no
    text (a scan). Scripts, forms and embedded files are neither opened nor run.
    """
    del options
    pages, problems, stated = read_pages(data, name)
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
        file=_file_facts(pages, stated, layout.dropped),
    )


def _file_facts(
    pages: Sequence[PrintedPage], stated: tuple[FileFact, ...], dropped: Sequence[Dropped]
) -> FileFacts:
    """Facts stated by the file or repeated on its pages, such as a watermark."""
    turned = [piece.text for piece in dropped if piece.what == "turned-text"]
    found = [
        *(
            FileFact(kind=kind, text=text)
            for kind in _EDGES
            for text in _edges(kind, dropped, len(pages))
        ),
        *(
            FileFact(kind="watermark", text=piece.text)
            for piece in dropped
            if piece.what == "watermark" or (turned[1:] == [] and piece.what == "turned-text")
        ),
    ]
    kinds = dict.fromkeys(("title", "subject", *(fact.kind for fact in found)))
    pictures = sum(page.pictures for page in pages)
    unread: tuple[tuple[UnreadKind, int, str | None], ...] = (
        ("picture", pictures, None),
        ("turned", len(turned) if turned[1:] else 0, digest_of(turned)),
    )
    return FileFacts(
        format="pdf",
        kinds=tuple(kinds),
        facts=(*stated, *found),
        unread=tuple(
            UnreadParts(kind=kind, count=count, digest=digest)
            for kind, count, digest in unread
            if count
        ),
    )


_EDGES: tuple[FileFactKind, ...] = ("header", "footer")


def _edges(kind: FileFactKind, dropped: Sequence[Dropped], pages: int) -> Iterator[str]:
    """The words of running heads or feet once, without page numbers."""
    rows: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for piece in dropped:
        if piece.what == kind and not BROWSER.match(piece.text):
            figures = tuple(DIGITS.findall(piece.text))
            rows.setdefault(tuple(DIGITS.split(piece.text)), set()).add(figures)
    for between, found in rows.items():
        columns = (set(column) for column in zip(*found, strict=True))
        figures = tuple(
            "" if len(column) > 1 or (len(found) > 1 and column == {str(pages)}) else min(column)
            for column in columns
        )
        yield "".join(part + figure for part, figure in zip(between, (*figures, ""), strict=True))
