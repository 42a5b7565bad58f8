"""PDF files: printed pages to paragraphs, and the errors that refuse a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from policydiff.errors import InputError
from policydiff.messages import AND, Message
from policydiff.model import source
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.pdf.engine import MOST_CHARACTERS, read_page
from policydiff.reading.readers.pdf.glyphs import PrintedPage
from policydiff.reading.readers.pdf.layout import lay_out
from policydiff.reading.readers.pdf.margins import BROWSER, DIGITS
from policydiff.reading.readers.safety import decoding

MOST_PAGES = 3000
"""Pages that are read: the longest code has some 300."""

_OCR = Message(
    "make its text readable first, e.g. `ocrmypdf -l chi_sim scan.pdf text.pdf`, and give the new file"
)
_GARBLED, _DAMAGED = 0.2, 0.002
_COVERED = 0.5
_TAIL = 4096


class DamagedPdfError(InputError):
    """A file that begins as a PDF and cannot be read as one."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name} is damaged: it begins as a PDF file but cannot be read. Fetch or save it again",
                name=decoding.one_line(name),
            )
        )


class EncryptedPdfError(InputError):
    """A file that opens with a password only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name} is encrypted with a password; save a copy without one and give that",
                name=decoding.one_line(name),
            )
        )


class ScannedPdfError(InputError):
    """A file of pictures without any text."""

    def __init__(self, name: str, pages: int) -> None:
        super().__init__(
            Message.counted(
                "{name} holds pictures of {pages} page and no text; {hint}",
                "{name} holds pictures of {pages} pages and no text; {hint}",
                pages,
                name=decoding.one_line(name),
                pages=pages,
                hint=_OCR,
            )
        )


class GarbledPdfError(InputError):
    """A file without the characters of its glyphs."""

    def __init__(self, name: str, lost: int, characters: int) -> None:
        super().__init__(
            Message(
                "{name} does not say what {lost} of its {characters} characters are; {hint}",
                name=decoding.one_line(name),
                lost=f"{lost:,}",
                characters=f"{characters:,}",
                hint=_OCR,
            )
        )


def read_pages(
    data: bytes, name: str
) -> tuple[list[PrintedPage], tuple[source.Problem, ...], tuple[source.FileFact, ...]]:
    """All pages, doubts, stated title and subject. Raises `InputError` without text."""
    if len(data) > decoding.MOST_BYTES:
        raise decoding.TooLargeError(name, len(data), Message("bytes"), decoding.MOST_BYTES)
    document = _open(data, name)
    try:
        if len(document) > MOST_PAGES:
            raise decoding.TooLargeError(name, len(document), Message("pages"), MOST_PAGES)
        pages = _read(document, name)
        problems = (*_cut_off(data), *_silent(document), *_doubts(pages, name))
        stated = document.get_metadata_dict()
    finally:
        document.close()
    title = source.property_fact("title", stated.get("Title"), name)
    return pages, problems, (*title, *source.property_fact("subject", stated.get("Subject"), name))


def _open(data: bytes, name: str) -> Any:
    start = max(0, data[:1024].find(b"%PDF-"))
    try:
        return pypdfium2.PdfDocument(data[start:])
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise EncryptedPdfError(name) from None
        raise DamagedPdfError(name) from error


def _read(document: Any, name: str) -> list[PrintedPage]:
    pages: list[PrintedPage] = []
    count = 0
    try:
        for index in range(len(document)):
            pages.append(read_page(document, index))
            count += len(pages[-1].glyphs)
            if count > MOST_CHARACTERS:
                raise decoding.TooLargeError(name, count, Message("characters"), MOST_CHARACTERS)
    except pypdfium2.PdfiumError as error:
        raise DamagedPdfError(name) from error
    return pages


def _cut_off(data: bytes) -> tuple[source.Problem, ...]:
    """A problem for a file without its end, which can be opened."""
    if b"%%EOF" in data[-_TAIL:]:
        return ()
    message = Message("the end of the file is missing; pages or lines may be lost")
    return (
        source.Problem(
            code="cut-off", message=message, hint=Message("Fetch the file again"), severity="error"
        ),
    )


def _silent(document: Any) -> tuple[source.Problem, ...]:
    files, scripts = (
        pdfium.FPDFDoc_GetAttachmentCount(document),
        pdfium.FPDFDoc_GetJavaScriptActionCount(document),
    )
    parts: list[Message] = []
    if files > 0:
        parts.append(
            Message.counted("{count} embedded file", "{count} embedded files", files, count=files)
        )
    if scripts > 0:
        parts.append(Message.counted("{count} script", "{count} scripts", scripts, count=scripts))
    if pdfium.FPDF_GetFormType(document) != pdfium.FORMTYPE_NONE:
        parts.append(Message("a form"))
    if not parts:
        return ()
    message = Message(
        "the file carries {parts}, neither opened nor run nor read",
        parts=Message.joined(parts, AND),
    )
    return (source.Problem(code="embedded-left-out", message=message, severity="note"),)


def _doubts(pages: list[PrintedPage], name: str) -> tuple[source.Problem, ...]:
    characters = sum(len(page.glyphs) for page in pages)
    lost = sum(page.lost for page in pages)
    if not characters:
        if any(page.pictured for page in pages):
            raise ScannedPdfError(name, len(pages))
        raise decoding.EmptySourceError(name)
    if lost > _GARBLED * characters:
        raise GarbledPdfError(name, lost, characters)
    problems: list[source.Problem] = []
    if lost > _DAMAGED * characters:
        message = Message(
            "the file does not say what {lost} of its {all} characters are",
            lost=f"{lost:,}",
            all=f"{characters:,}",
        )
        problems.append(
            source.Problem(code="lost-characters", message=message, hint=_OCR, severity="error")
        )
    if scanned := [
        str(page.number) for page in pages if not page.glyphs and page.pictured > _COVERED
    ]:
        message = Message.counted(
            "page {pages}: a picture without text, missing here",
            "pages {pages}: a picture without text, missing here",
            len(scanned),
            pages=", ".join(scanned[:20]),
        )
        problems.append(
            source.Problem(code="page-without-text", message=message, hint=_OCR, severity="error")
        )
    return tuple(problems)


SUFFIXES: tuple[str, ...] = (".pdf",)


def sniff(data: bytes) -> bool:
    """True if the first kilobyte holds the signature; bytes may precede it."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> source.SourceText:
    """The paragraphs and tables in reading order.

    Running heads, page numbers, footnotes and turned text are in `dropped`. Lines are numbered
    through the file. Raises an `InputError` if the file is damaged, encrypted, too large, or has no
    text (a scan). Scripts, forms and embedded files are neither opened nor run.
    """
    del options
    pages, problems, stated = read_pages(data, name)
    layout = lay_out(pages)
    if not layout.lines:
        raise decoding.EmptySourceError(name)
    return source.SourceText(
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
    pages: Sequence[PrintedPage],
    stated: tuple[source.FileFact, ...],
    dropped: Sequence[source.Dropped],
) -> source.FileFacts:
    """Facts stated by the file or repeated on its pages, such as a watermark."""
    turned = [piece.text for piece in dropped if piece.what == "turned-text"]
    found = [
        *(
            source.FileFact(kind=kind, text=text)
            for kind in _EDGES
            for text in _edges(kind, dropped, len(pages))
        ),
        *(
            source.FileFact(kind="watermark", text=piece.text)
            for piece in dropped
            if piece.what == "watermark" or (turned[1:] == [] and piece.what == "turned-text")
        ),
    ]
    kinds = dict.fromkeys(("title", "subject", *(fact.kind for fact in found)))
    pictures = sum(page.pictures for page in pages)
    unread: tuple[tuple[source.UnreadKind, int, str | None], ...] = (
        ("picture", pictures, None),
        ("turned", len(turned) if turned[1:] else 0, source.digest_of(turned)),
    )
    return source.FileFacts(
        format="pdf",
        kinds=tuple(kinds),
        facts=(*stated, *found),
        unread=tuple(
            source.UnreadParts(kind=kind, count=count, digest=digest)
            for kind, count, digest in unread
            if count
        ),
    )


_EDGES: tuple[source.FileFactKind, ...] = ("header", "footer")


def _edges(
    kind: source.FileFactKind, dropped: Sequence[source.Dropped], pages: int
) -> Iterator[str]:
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
