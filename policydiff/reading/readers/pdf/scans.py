"""Printed pages as a source, with doubts; pictures and characters without names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model import source
from policydiff.reading.readers.pdf.glyphs import PrintedPage
from policydiff.reading.readers.pdf.layout import lay_out
from policydiff.reading.readers.pdf.margins import file_facts
from policydiff.reading.readers.safety import decoding

_OCR = Message(
    "recognise it by `policydiff export {name} --ocr -o text.xml` (`pip install 'policydiff[ocr]'`), read it against the pictures, and give that file",
    name="FILE",
)
GARBLED, _DAMAGED = 0.2, 0.002
COVERED = 0.5


class ScannedError(InputError):
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


class GarbledError(InputError):
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


def doubts(pages: Sequence[PrintedPage], name: str) -> tuple[source.Problem, ...]:
    """The doubts about printed pages. Raises an `InputError` for no text at all."""
    characters = sum(len(page.glyphs) for page in pages)
    lost = sum(page.lost for page in pages)
    if not characters:
        if any(page.pictured for page in pages):
            raise ScannedError(name, len(pages))
        raise decoding.EmptySourceError(name)
    if lost > GARBLED * characters:
        raise GarbledError(name, lost, characters)
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
        str(page.number) for page in pages if not page.glyphs and page.pictured > COVERED
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


def source_of(
    data: bytes,
    source_name: tuple[str, str],
    pages: Sequence[PrintedPage],
    problems: Sequence[source.Problem],
    stated: tuple[source.FileFact, ...] = (),
) -> source.SourceText:
    """The paragraphs and tables of printed pages of a file, by its format and name.

    Running heads, page numbers, footnotes and turned text are in `dropped`. Lines are numbered
    through the file. Raises an `InputError` if there are none.
    """
    form, name = source_name
    found = doubts(pages, name)
    layout = lay_out(pages)
    if not layout.lines:
        raise decoding.EmptySourceError(name)
    return source.SourceText(
        name=name,
        format=form,
        sha256=hashlib.sha256(data).hexdigest(),
        lines=layout.lines,
        hard_wrapped=False,
        dropped=layout.dropped,
        problems=(*problems, *found, *layout.problems),
        file=file_facts(form, pages, stated, layout.dropped),
    )
