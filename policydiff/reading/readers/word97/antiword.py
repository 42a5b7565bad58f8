"""Word 97 files through antiword, which loses automatic numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from policydiff.messages import Message
from policydiff.model.source import Dropped, SourceCell, SourceLine, SourceTable
from policydiff.reading.readers.safety.decoding import clean
from policydiff.reading.readers.safety.programs import ProgramFailedError, find_program, run_program

SECONDS = 30.0
"""The time it may take; a law takes a hundredth of a second."""

_NOTE_MARK = re.compile(r"\[([0-9]{1,4})\]")

_MOST_TRIED, _MOST_BREAKS = 100, 500
"""Lines of the plain text tried for a paragraph, and breaks of one at most."""

Read = tuple[tuple[SourceLine | SourceTable, ...], tuple[Dropped, ...]]


def find_antiword() -> str | None:
    """The path of antiword, None where it is not installed."""
    return find_program("antiword")


def read_with_antiword(program: str, data: bytes) -> Read:
    """The lines, tables and footnotes of a file. Raises `ProgramFailedError`."""
    with TemporaryDirectory(prefix="policydiff-") as place:
        folder = Path(place)
        (folder / "in.doc").write_bytes(data)
        book = run_program([program, "-m", "UTF-8.txt", "-x", "db", "in.doc"], folder, SECONDS)
        text = run_program([program, "-m", "UTF-8.txt", "-w", "0", "in.doc"], folder, SECONDS)
    return _Book(
        root=_parse(_text(book)), plain=[line.strip() for line in _text(text).split("\n")]
    ).read()


def _text(data: bytes) -> str:
    """antiword's output, with the UTF-8 halves of characters beyond U+FFFF joined."""
    halves = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return clean(halves.decode("utf-16-le", "replace"))


def _parse(book: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(book.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise ProgramFailedError(
            Message("antiword wrote no XML: {error}", error=error.msg)
        ) from None


class _Book:
    def __init__(self, *, root: etree._Element, plain: list[str]) -> None:
        self.root = root
        self.notes = _notes(plain, sum(1 for _ in root.iter("footnote")))
        unmarked = (_NOTE_MARK.sub("", line) if self.notes else line for line in plain)
        self.plain = [("".join(line.split()), line) for line in unmarked if line]
        self.places: dict[str, list[int]] = {}
        for index, (piece, _) in enumerate(self.plain):
            self.places.setdefault(piece[0], []).append(index)
        self.next = 0
        self.number = 0
        self.met = 0
        self.dropped: list[Dropped] = []

    def read(self) -> Read:
        lines = tuple(self.blocks(self.root))
        return lines, tuple(self.dropped)

    def blocks(self, parent: etree._Element) -> Iterator[SourceLine | SourceTable]:
        """The lines and tables below an element; a table has a paragraph of its own."""
        for element in parent:
            if element.tag == "bookinfo" or (element.tag == "title" and parent is self.root):
                # what the properties of the file say, often in characters that antiword mistakes
                continue
            if element.tag == "informaltable":
                self.number += 1
                yield SourceTable(number=self.number, rows=tuple(map(_row, element.iter("row"))))
            elif element.tag == "title" or (
                element.tag == "para" and element.find("informaltable") is None
            ):
                yield from self.paragraph(element)
            else:
                yield from self.blocks(element)

    def paragraph(self, element: etree._Element) -> Iterator[SourceLine]:
        """The lines of a paragraph: one, or as many as it has breaks."""
        self.take_notes(element)
        text, bold = _inline(element)
        self.number += bool(text)
        for line in self.broken(text):
            yield SourceLine(
                number=self.number, text=line, bold=min(bold, len(line)), hard_break=True
            )
            bold = max(0, bold - len(line))

    def take_notes(self, element: etree._Element) -> None:
        for note in element.findall(".//footnote"):
            self.met += 1
            inside = "\n".join(filter(None, (_inline(part)[0] for part in note)))
            self.dropped.append(
                Dropped(
                    what="footnote",
                    text=inside or self.notes.get(self.met, ""),
                    line=self.number + 1,
                )
            )
            note.text = ""
            del note[:]

    def candidates(self, first: str) -> list[int]:
        """The next lines of the plain text that begin with this character."""
        places = self.places.get(first, [])
        begin = bisect_left(places, self.next)
        return places[begin : begin + _MOST_TRIED]

    def broken(self, text: str) -> list[str]:
        """A paragraph as the lines of the plain text with its characters, else whole."""
        wanted = "".join(text.split())
        if not wanted:
            return []
        for start in self.candidates(wanted[0]):
            if not wanted.startswith(self.plain[start][0]):
                continue
            for end, found in enumerate(
                accumulate(piece for piece, _ in self.plain[start : start + _MOST_BREAKS]),
                start + 1,
            ):
                if found == wanted:
                    self.next = end
                    return (
                        [line for _, line in self.plain[start:end]] if end > start + 1 else [text]
                    )
                if len(found) >= len(wanted):
                    break
        return [text]


def _notes(plain: list[str], count: int) -> dict[int, str]:
    """The texts of footnotes by number, from under the plain text."""
    starts = {
        int(mark[1]): index
        for index, line in enumerate(plain)
        if (mark := _NOTE_MARK.match(line)) and int(mark[1]) <= count
    }
    ends = [*sorted(starts.values()), len(plain)]
    notes = {number: plain[start : ends[ends.index(start) + 1]] for number, start in starts.items()}
    return {
        number: "\n".join(filter(None, (_NOTE_MARK.sub("", lines[0]), *lines[1:])))
        for number, lines in notes.items()
    }


def _inline(element: etree._Element) -> tuple[str, int]:
    """The text of a paragraph, and the length of the bold run at its beginning."""
    text = _characters(element)
    first = element[0] if len(element) and not (element.text or "").strip() else None
    if first is None or first.tag != "emphasis" or first.get("role") != "bold":
        return text, 0
    return text, len(_characters(first))


def _characters(element: etree._Element) -> str:
    """All the text below an element, without the XML's line feeds."""
    return "".join(map(str, element.itertext())).replace("\n", "").strip()


def _row(row: etree._Element) -> tuple[SourceCell, ...]:
    return tuple(SourceCell(text=_cell(entry)) for entry in row.iter("entry"))


def _cell(entry: etree._Element) -> str:
    lines = (line.strip() for line in "".join(map(str, entry.itertext())).split("\n"))
    return "\n".join(line for line in lines if line)
