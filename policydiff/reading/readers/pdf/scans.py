"""Pages that are pictures, and characters that a file does not name."""

from __future__ import annotations

from collections.abc import Sequence

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model import source
from policydiff.reading.readers.pdf.glyphs import PrintedPage
from policydiff.reading.readers.safety import decoding

_OCR = Message(
    "make its text readable first, e.g. `ocrmypdf -l chi_sim scan.pdf text.pdf`, and give the new file"
)
_GARBLED, _DAMAGED = 0.2, 0.002
_COVERED = 0.5


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
    if lost > _GARBLED * characters:
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
