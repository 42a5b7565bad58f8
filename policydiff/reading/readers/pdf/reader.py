"""PDF files: printed pages to paragraphs, and the errors that refuse a file."""

from __future__ import annotations

import math
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from policydiff.errors import InputError
from policydiff.messages import AND, Message
from policydiff.model import source
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.pdf.engine import read_page
from policydiff.reading.readers.pdf.glyphs import MOST_CHARACTERS, MOST_PAGES, PrintedPage
from policydiff.reading.readers.pdf.recognition import DOTS, MOST_PIXELS, recogniser
from policydiff.reading.readers.pdf.scans import GARBLED, source_of
from policydiff.reading.readers.safety import decoding

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


def read_pages(
    data: bytes, name: str, options: ReadOptions = READ_OPTIONS
) -> tuple[list[PrintedPage], tuple[source.Problem, ...], tuple[source.FileFact, ...]]:
    """All pages, doubts, stated title and subject. Raises `InputError` without text."""
    if len(data) > decoding.MOST_BYTES:
        raise decoding.TooLargeError(name, len(data), Message("bytes"), decoding.MOST_BYTES)
    document = _open(data, name)
    try:
        if len(document) > MOST_PAGES:
            raise decoding.TooLargeError(name, len(document), Message("pages"), MOST_PAGES)
        pages = _read(document, name)
        told: tuple[source.Problem, ...] = ()
        if options.ocr and any(_is_picture(page) for page in pages):
            engine = recogniser(name)
            pages = [
                engine.read(page, _picture(document, page)) if _is_picture(page) else page
                for page in pages
            ]
            told = (engine.problem(),)
        problems = (*told, *_cut_off(data), *_silent(document))
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


def _is_picture(page: PrintedPage) -> bool:
    """True for a page of pictures, and for one whose characters are unknown."""
    return page.lost > GARBLED * len(page.glyphs) or (not page.glyphs and page.pictures > 0)


def _picture(document: Any, page: PrintedPage) -> Any:
    """A page as pixels, within the limit."""
    most = math.sqrt(MOST_PIXELS / max(1.0, page.width * page.height))
    return document[page.number - 1].render(scale=min(DOTS / 72, most)).to_numpy()


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


SUFFIXES: tuple[str, ...] = (".pdf",)


def sniff(data: bytes) -> bool:
    """True if the first kilobyte holds the signature; bytes may precede it."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> source.SourceText:
    """The paragraphs and tables in reading order.

    Raises an `InputError` if the file is damaged, encrypted, too large, or has no text (a scan). Scripts, forms and embedded files are neither opened nor run.
    """
    pages, problems, stated = read_pages(data, name, options)
    return source_of(data, ("pdf", name), pages, problems, stated)
