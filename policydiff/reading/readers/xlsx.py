"""The sheets of a workbook (xlsx) as tables of text and numbers, with marks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from lxml import etree

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.office_content import MARKED, PLAIN, STRUCK, MarkedCell, MarkedTable
from policydiff.model.source import Problem, SourceCell, SourceLine, SourceTable, SourceText
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.docx.package import Budget, parse_xml, relations_of
from policydiff.reading.readers.safety.archive import Archive, kind_of_zip, open_archive
from policydiff.reading.readers.safety.decoding import EmptySourceError, one_line

MOST_CELLS = 200_000
"""The most cells that are read."""

MOST_COLUMNS = 64
"""The furthest column read; a comparison table has no more than a dozen."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/sheet(\d{1,4})\.xml")
"""A sheet of a workbook: xl/worksheets/sheet1.xml."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no time zone
_YEARS = timedelta(days=4 * 365 + 2)
"""The later beginning of time in workbooks of 1904."""

_BUILT_IN = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy"),
    **dict.fromkeys((9, 10), "%"),
}
"""The formats of dates and shares that have a number and no code."""

_QUOTED = re.compile(r'"[^"]{0,80}"|\\.|\[[^\]]{0,80}\]|_.|\*.')
"""The words within the code of a format."""

_UNREAD = ("comments", "threadedcomments/", "media/", "charts/", "vbaproject.bin", "embeddings/")

_DECIMAL = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?", re.ASCII)
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
"""The address of a cell: B12."""


class WorkbookTooLargeError(InputError):
    """A workbook with more cells than are read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name}: it has more than {most} cells; cut it into its tables",
                name=one_line(name),
                most=f"{MOST_CELLS:,}",
            )
        )


@dataclass(frozen=True, slots=True)
class _Workbook:
    strings: list[tuple[str, str]]
    looks: list[str]
    codes: list[str]
    epoch: datetime = _EPOCH


def sniff(data: bytes) -> bool:
    """True if the bytes are a workbook."""
    return kind_of_zip(data) == "spreadsheet"


def tables(data: bytes, name: str) -> tuple[MarkedTable, ...]:
    """The sheets that hold anything, in order. Raises an `InputError`."""
    archive = open_archive(data, name)
    budget = Budget()
    book = _book(archive, budget)
    entries = [sheet for entry in archive.entries if (sheet := _SHEET.fullmatch(entry))]
    found: list[MarkedTable] = []
    cells = 0
    for entry in sorted(entries, key=lambda match: int(match[1])):
        root = parse_xml(archive.read(entry[0]) or b"", entry[0], name, budget)
        rows = tuple(_rows(root, book))
        cells += sum(map(len, rows))
        if cells > MOST_CELLS:
            raise WorkbookTooLargeError(name)
        if rows:
            found.append(MarkedTable(rows=rows))
    return tuple(found)


SUFFIXES: tuple[str, ...] = ()
"""A folder of texts has tables that are none: the bytes alone choose this reader."""


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """A line for each sheet and a table for each row, with what its cells hold.

    Numbers are whole, whatever the sheet shows of them; dates and shares as such; of formulas the
    values. Raises an `InputError`.
    """
    del options
    archive, budget = open_archive(data, name), Budget()
    book = _book(archive, budget)
    root = parse_xml(archive.read("xl/workbook.xml") or b"", "xl/workbook.xml", name, budget)
    settings = root.find(f"{_MAIN}workbookPr")
    if settings is not None and settings.get("date1904") in ("1", "true"):
        book = replace(book, epoch=_EPOCH + _YEARS)
    relations = relations_of(archive, "xl/workbook.xml", budget)
    lines: list[SourceLine | SourceTable] = []
    cells = 0
    for sheet in root.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        relation = relations.get(sheet.get(_RELATION, ""))
        part = None if relation is None else archive.read(relation.target)
        lines.append(SourceLine(number=len(lines) + 1, text=sheet.get("name", ""), style="heading"))
        for number, texts in (
            _shown_rows(parse_xml(part, "a sheet", name, budget), book) if part else ()
        ):
            cells += len(texts)
            if cells > MOST_CELLS:
                raise WorkbookTooLargeError(name)
            lines.append(
                SourceTable(number=number, rows=(tuple(SourceCell(text=text) for text in texts),))
            )
    if not cells:
        raise EmptySourceError(name)
    return SourceText(
        name=name,
        format="xlsx",
        sha256=hashlib.sha256(data).hexdigest(),
        lines=tuple(lines),
        hard_wrapped=False,
        problems=tuple(_unread(archive)),
    )


def _unread(archive: Archive) -> Iterator[Problem]:
    if any(mark in entry for entry in archive.entries for mark in _UNREAD):
        message = Message(
            "the workbook holds comments, pictures, charts or macros, which are not read"
        )
        yield Problem(code="embedded-left-out", message=message, severity="note")


def _shown_rows(sheet: etree._Element, book: _Workbook) -> Iterator[tuple[int, list[str]]]:
    """The number and the texts of each row that holds anything."""
    number = 0
    for row in sheet.iter(f"{_MAIN}row"):
        number = _number(row.get("r"), number + 1)
        texts: list[str] = []
        for cell in row.iterchildren(f"{_MAIN}c"):
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = len(texts) + 1 if place is None else _column(place[1])
            if text := _shown(cell, book):
                texts.extend([""] * (column - 1 - len(texts)))
                texts.append(text)
        if texts:
            yield number, texts


def _shown(cell: etree._Element, book: _Workbook) -> str:
    text = _value(cell, book)[0].strip()
    kind, style = cell.get("t", "n"), _number(cell.get("s"), 0)
    if kind == "b":
        return "TRUE" if text == "1" else "FALSE"
    code = book.codes[style] if style < len(book.codes) else ""
    if kind != "n" or not _DECIMAL.fullmatch(text):
        return text
    if code == "%":
        return (
            f"{Decimal(text) * 100:f}".rstrip("0").rstrip(".") + "%"
            if "." in text
            else f"{int(text) * 100}%"
        )
    if code and 61 <= float(text) < 2_900_000:
        moment = book.epoch + timedelta(seconds=round(float(text) * 86400))
        return moment.isoformat(" ").removesuffix(" 00:00:00")
    return text.removesuffix(".0")


def _book(archive: Archive, budget: Budget) -> _Workbook:
    strings = [_string(item) for item in _items(archive, "xl/sharedStrings.xml", "si", budget)]
    return _Workbook(strings, _looks(archive, budget), _codes(archive, budget))


def _codes(archive: Archive, budget: Budget) -> list[str]:
    """For each format of cells: "yyyy" for dates, "%" for shares, else ""."""
    data = archive.read("xl/styles.xml")
    if data is None:
        return []
    root = parse_xml(data, "xl/styles.xml", archive.name, budget)
    codes = dict(_BUILT_IN)
    for form in root.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt"):
        code = _QUOTED.sub("", form.get("formatCode", "")).lower()
        shown = "yyyy" if "y" in code or "d" in code else "%" if code.endswith("%") else ""
        codes[_number(form.get("numFmtId"), 0)] = shown
    forms = root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return [codes.get(_number(form.get("numFmtId"), 0), "") for form in forms]


def _items(archive: Archive, part: str, tag: str, budget: Budget) -> list[etree._Element]:
    data = archive.read(part)
    if data is None:
        return []
    return list(parse_xml(data, part, archive.name, budget).iterchildren(f"{_MAIN}{tag}"))


def _looks(archive: Archive, budget: Budget) -> list[str]:
    """The mark of each format of cells, by its font."""
    data = archive.read("xl/styles.xml")
    if data is None:
        return []
    root = parse_xml(data, "xl/styles.xml", archive.name, budget)
    fonts = [_mark(font) for font in root.iterfind(f"{_MAIN}fonts/{_MAIN}font")]
    formats = (
        _number(form.get("fontId"), 0) for form in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    )
    return [fonts[font] if font < len(fonts) else PLAIN for font in formats]


def _mark(font: etree._Element | None) -> str:
    """The mark of a font: struck, or bold, underlined or in a colour of its own."""
    if font is None:
        return PLAIN
    if _is_on(font, "strike"):
        return STRUCK
    colour = font.find(f"{_MAIN}color")
    shade = None if colour is None else colour.get("rgb")
    coloured = shade is not None and shade[-6:] != "000000"
    return MARKED if coloured or _is_on(font, "b") or _is_on(font, "u") else PLAIN


def _is_on(font: etree._Element, name: str) -> bool:
    found = font.find(f"{_MAIN}{name}")
    return found is not None and found.get("val", "1") not in ("0", "false", "none")


def _string(item: etree._Element) -> tuple[str, str]:
    """The text of a string and its marks, without readings above characters."""
    texts, marks = [], []
    for node in item:
        if node.tag not in (f"{_MAIN}t", f"{_MAIN}r"):
            continue
        text = "".join(part.text or "" for part in node.iter(f"{_MAIN}t"))
        texts.append(text)
        marks.append(_mark(node.find(f"{_MAIN}rPr")) * len(text))
    return "".join(texts), "".join(marks)


def _rows(sheet: etree._Element, book: _Workbook) -> Iterator[tuple[MarkedCell, ...]]:
    """The rows that hold anything, merged cells joined."""
    wide, below = _merged(sheet)
    ends: dict[int, int] = {}
    for at, start in (*wide, *below):
        ends[at] = max(start, ends.get(at, 0))
    for count, row in enumerate(sheet.iter(f"{_MAIN}row"), 1):
        number = _number(row.get("r"), count)
        found = dict(_values(row, book))
        last = max((*found, ends.get(number, 0)))
        cells: list[MarkedCell] = []
        column = 1
        while column <= min(last, MOST_COLUMNS):
            text, marks = found.get(column, ("", ""))
            span = wide.get((number, column), 1)
            cells.append(
                MarkedCell(
                    text=text, marks=marks, columns=span, continues=(number, column) in below
                )
            )
            column += span
        if any(cell.text.strip() or cell.continues for cell in cells):
            yield tuple(cells)


def _values(row: etree._Element, book: _Workbook) -> Iterator[tuple[int, tuple[str, str]]]:
    for cell in row.iterchildren(f"{_MAIN}c"):
        place = _PLACE.fullmatch(cell.get("r", ""))
        column = 0 if place is None else _column(place[1])
        if not 0 < column <= MOST_COLUMNS:
            continue
        text, marks = _value(cell, book)
        style = _number(cell.get("s"), 0)
        look = book.looks[style] if style < len(book.looks) else PLAIN
        if look != PLAIN and set(marks) <= {PLAIN}:
            marks = look * len(text)
        yield column, (text, marks)


def _value(cell: etree._Element, book: _Workbook) -> tuple[str, str]:
    if cell.get("t") == "inlineStr":
        item = cell.find(f"{_MAIN}is")
        return ("", "") if item is None else _string(item)
    value = cell.findtext(f"{_MAIN}v") or ""
    formula = cell.findtext(f"{_MAIN}f")
    if formula and (not value or cell.get("t") == "e"):  # words that begin with = are text
        value = f"={formula}"
        return value, PLAIN * len(value)
    if cell.get("t") == "s":
        place = _number(value, len(book.strings))
        return book.strings[place] if place < len(book.strings) else ("", "")
    return value, PLAIN * len(value)


def _merged(
    sheet: etree._Element,
) -> tuple[dict[tuple[int, int], int], frozenset[tuple[int, int]]]:
    """The columns that merged cells take, and the positions below the first."""
    wide: dict[tuple[int, int], int] = {}
    below: set[tuple[int, int]] = set()
    steps = 0
    for merged in sheet.iter(f"{_MAIN}mergeCell"):
        ends = [_PLACE.fullmatch(end) for end in merged.get("ref", "").split(":")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            continue
        (left, top), (right, bottom) = ((_column(end[1]), int(end[2])) for end in ends if end)
        if not left <= right <= MOST_COLUMNS or bottom < top:
            continue
        steps += bottom - top + 1
        if steps > MOST_CELLS:
            break
        for row in range(top, bottom + 1):
            wide[row, left] = right - left + 1
            if row > top:
                below.add((row, left))
    return wide, frozenset(below)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(text: str | None, default: int) -> int:
    return (
        int(text)
        if text is not None and text.isascii() and text.isdigit() and len(text) < 10
        else default
    )
