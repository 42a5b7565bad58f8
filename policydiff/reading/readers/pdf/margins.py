"""Running heads and feet, page numbers, watermarks and footnotes of a page."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policydiff.model import source
from policydiff.model.source import Dropped
from policydiff.reading.readers.pdf.glyphs import Glyph, PrintedPage
from policydiff.reading.readers.pdf.paragraphs import join_lines
from policydiff.reading.readers.pdf.rows import Row, base_of, row_text, size_of
from policydiff.reading.readers.safety.decoding import clean
from policydiff.text.numerals import FIGURE, LISTED, ZEROS

PAGE_NUMBER = re.compile(
    rf"[—\-–－·•~～\s]*+(?:第\s*+)?([0-9]{{1,4}}|[ivxlc]{{1,6}}|[{ZEROS}]{{0,2}}{LISTED})(?:\s{{0,9}}页)?"
    rf"(?:\s{{0,9}}[/／,，、]?\s{{0,9}}(?:共|of)?\s{{0,9}}{FIGURE}{{1,5}}(?:\s{{0,9}}页)?)?[—\-–－·•~～\s]*",
    re.IGNORECASE,
)
_ADORNED = re.compile(r"第.{0,150}页|[—\-–－·•~～].{0,150}[—\-–－·•~～]|[0-9]\s*[/／]\s*[0-9]")
_BROWSER = re.compile(
    r"(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{4}[-/]\d{1,2}[-/]\d{1,2})[,，\s]*+(?:[上下]午\s*+)?\d{1,2}:\d{2}|(?:file|https?):/\S"
)
"""A browser's print in the margins: the time, the address."""

_DIGITS = re.compile(r"[0-9]+")
_NOTE_MARK = re.compile(r"[\[(（〔]?(?:[①-⑳]|[0-9]{1,3}|[*＊†‡])[\])）〕]?[.．、]?\s*")

_EDGE = 3
"""Rows at the head and the foot of a page that may be running heads and feet."""

_NEAR = 4.0
"""Points by which a running head may move from page to page."""

_MANY = 4
"""Pages from which a title cannot stand at the same place by chance."""

_SENTENCE = "。；：，、"
_MOST = 0.7
"""The share of pages with a line that makes it a running head without a gap."""

_SMALLER = 0.92
"""The size of footnotes relative to the text is smaller."""


_EDGES: tuple[source.FileFactKind, ...] = ("header", "footer")


@dataclass(slots=True, kw_only=True)
class PageRows:
    """The rows of text of a page, removed parts, and if it is `tabled`."""

    page: PrintedPage
    rows: list[Row]
    tabled: bool = False
    dropped: list[Dropped] = field(default_factory=list)
    footnotes: int = 0
    leading: float = 0.0

    def __post_init__(self) -> None:
        """Store the usual distance of rows, in points, before any is taken out."""
        bases = [base_of(row) for row in self.rows]
        self.leading = (
            statistics.median(before - after for before, after in pairwise(bases))
            if len(bases) > 1
            else 0.0
        )


def take_watermarks(pages: Sequence[PrintedPage]) -> tuple[list[PrintedPage], tuple[Dropped, ...]]:
    """The pages without turned text and watermarks (large and repeated); these."""
    marks = _repeated(pages)
    dropped = [
        Dropped(what="turned-text", text=text[:500])
        for text in dict.fromkeys(clean(page.turned) for page in pages)
        if text
    ]
    dropped += [
        Dropped(what="hidden-text", text=text[:500])
        for text in dict.fromkeys(clean(page.hidden) for page in pages)
        if text
    ]
    if not marks:
        return list(pages), tuple(dropped)
    text = "".join(key[0] for page in pages[:1] for key in map(_place, page.glyphs) if key in marks)
    cleared = [
        replace(page, glyphs=tuple(glyph for glyph in page.glyphs if _place(glyph) not in marks))
        for page in pages
    ]
    return cleared, (
        *dropped,
        Dropped(what="watermark", text=text or "".join(sorted(key[0] for key in marks))),
    )


def _repeated(pages: Sequence[PrintedPage]) -> set[tuple[str, int, int]]:
    """The positions of large characters that most pages share, as whole watermarks."""
    sizes = [glyph.size for page in pages for glyph in page.glyphs]
    least = (2.2 if len(pages) < _MANY else 1.5) * (statistics.median(sizes) if sizes else 0.0)
    large = [{_place(glyph) for glyph in page.glyphs if glyph.size >= least} for page in pages]
    places = Counter(key for found in large for key in found)
    marks = {key for key, count in places.items() if count >= max(2, 0.6 * len(pages))}
    beside = [{key[2] for key in found - marks} for found in large]
    alone = Counter(
        key
        for found, bases in zip(large, beside, strict=True)
        for key in found & marks
        if key[2] not in bases
    )
    return {key for key in marks if 2 * alone[key] > places[key]}


def _place(glyph: Glyph) -> tuple[str, int, int]:
    return glyph.char, round(glyph.left), round(glyph.base)


def take_margins(sheets: Sequence[PageRows]) -> None:
    """Take running heads, running feet and page numbers out of the rows."""
    for foot in (False, True):
        for _ in range(_EDGE):
            _take_repeated(sheets, foot=foot)
            _take_numbers(sheets, foot=foot)


def _edge(sheet: PageRows, *, foot: bool) -> list[Row]:
    """The outermost rows up to the first wide gap or change of size, else one."""
    rows = sheet.rows[: -_EDGE - 2 : -1] if foot else sheet.rows[: _EDGE + 1]
    for index, (one, other) in enumerate(pairwise(rows)):
        if _are_separated(sheet, one, other):
            return rows[: index + 1]
    return rows[:1] if len(rows) > 1 or sheet.tabled else []


def _are_separated(sheet: PageRows, row: Row, other: Row) -> bool:
    wide = abs(base_of(row) - base_of(other)) > 1.25 * sheet.leading
    return wide or not 0.92 < size_of(row) / size_of(other) < 1.08


def _take_repeated(sheets: Sequence[PageRows], *, foot: bool) -> None:
    """Remove rows of the same text, but for digits, on most pages."""
    seen: defaultdict[str, list[tuple[PageRows, Row, bool]]] = defaultdict(list)
    for sheet in sheets:
        edge = _edge(sheet, foot=foot)
        for row in edge:
            seen[_DIGITS.sub("#", row_text(row))].append(
                (sheet, row, _is_separated(sheet, edge, foot=foot))
            )
    filled = sum(bool(sheet.rows) for sheet in sheets)
    for text, places in seen.items():
        middle = statistics.median(_from_edge(sheet, row, foot=foot) for sheet, row, _ in places)
        there = [
            (sheet, row, separated)
            for sheet, row, separated in places
            if abs(_from_edge(sheet, row, foot=foot) - middle) <= _NEAR
        ]
        counted = "#" in text and len({row_text(row) for _, row, _ in there}) * 2 > len(there)
        everywhere = len(there) >= max(_MANY, _MOST * filled) and text[-1] not in _SENTENCE
        if len(there) >= max(2, 0.4 * filled) and (
            counted or everywhere or sum(separated for _, _, separated in there) * 2 > len(there)
        ):
            for sheet, row, _ in there:
                _drop(sheet, row, "footer" if foot else "header")


def _from_edge(sheet: PageRows, row: Row, *, foot: bool) -> float:
    """The distance of a row from its page's head or foot, in points."""
    return base_of(row) if foot else sheet.page.height - base_of(row)


def _is_separated(sheet: PageRows, edge: Sequence[Row], *, foot: bool) -> bool:
    if len(edge) == len(sheet.rows):
        return True  # a table parts them from nothing else
    following = sheet.rows[-len(edge) - 1] if foot else sheet.rows[len(edge)]
    return _are_separated(sheet, edge[-1], following)


def _take_numbers(sheets: Sequence[PageRows], *, foot: bool) -> None:
    """Remove page numbers (bare ones in sequence or apart) and a browser's line."""
    found: list[tuple[PageRows, Row, str]] = []
    for sheet in sheets:
        row = next(iter(_edge(sheet, foot=foot)), None)
        if row is not None and _BROWSER.match(row_text(row)):
            _drop(sheet, row, "footer" if foot else "header")
        elif row is not None and (match := PAGE_NUMBER.fullmatch(row_text(row).strip())):
            found.append((sheet, row, match[1]))
    steps = Counter(
        int(number) - sheet.page.number
        for sheet, _, number in found
        if number.isascii() and number.isdigit()
    )
    for sheet, row, number in found:
        counted = (
            number.isascii() and number.isdigit() and steps[int(number) - sheet.page.number] > 1
        )
        if counted or _ADORNED.search(row_text(row)) or _stands_apart(sheet, row, foot=foot):
            _drop(sheet, row, "page-number")


def _stands_apart(sheet: PageRows, row: Row, *, foot: bool) -> bool:
    if len(sheet.rows) < 2:
        return sheet.tabled and len(row) <= 4
    other = sheet.rows[-2 if foot else 1]
    return abs(base_of(row) - base_of(other)) > 2.2 * size_of(other) and len(row) <= 4


def _drop(sheet: PageRows, row: Row, what: str) -> None:
    at = next((index for index, other in enumerate(sheet.rows) if other is row), None)
    if at is None:
        return
    text = row_text(sheet.rows.pop(at))
    kind = "page-number" if PAGE_NUMBER.fullmatch(text.strip()) else what
    sheet.dropped.append(Dropped(what=kind, text=text))


def take_footnotes(sheet: PageRows, usual: float) -> None:
    """Remove a page's footnotes and their marks; `usual` is the text's size."""
    begins = len(sheet.rows)
    while begins and size_of(sheet.rows[begins - 1]) < _SMALLER * usual:
        begins -= 1
    notes = sheet.rows[begins:]
    while notes and not _NOTE_MARK.match(row_text(notes[0])):
        notes.pop(0)
    begins = len(sheet.rows) - len(notes)
    if not notes or not begins or not _ruled_off(sheet, begins):
        return
    del sheet.rows[begins:]
    grouped = list(_grouped(notes))
    sheet.footnotes = len(grouped)
    sheet.dropped.extend(Dropped(what="footnote", text=text) for text in grouped)
    marks = {
        match[0].strip(" .．、\u3000") for text in grouped if (match := _NOTE_MARK.match(text))
    }
    sheet.rows[:] = [unmarked for row in sheet.rows if (unmarked := _unmarked(row, marks))]


def _ruled_off(sheet: PageRows, begins: int) -> bool:
    """True if a wider gap or a drawn line separates the notes from the text."""
    above, first = sheet.rows[begins - 1], sheet.rows[begins]
    gap = base_of(above) - base_of(first)
    lines = any(base_of(first) < rule.bottom < base_of(above) + 1 for rule in sheet.page.rules)
    return lines or gap > 1.6 * size_of(above)


def _grouped(notes: Sequence[Row]) -> Iterator[str]:
    texts: list[str] = []
    left = min(row[0].left for row in notes)
    for row in notes:
        text = row_text(row)
        if texts and _NOTE_MARK.match(text) and (row[0].left < left + 3 * size_of(row)):
            yield join_lines(texts)
            texts = []
        texts.append(text)
    if texts:
        yield join_lines(texts)


def _unmarked(row: Row, marks: set[str]) -> Row:
    base, size = base_of(row), size_of(row)
    raised = {
        index
        for index, glyph in enumerate(row)
        if glyph.size < 0.8 * size and glyph.base > base + 0.12 * size
    }
    gone = set(_mark_runs(raised, row, marks))
    return [glyph for place, glyph in enumerate(row) if place not in gone]


def _mark_runs(raised: set[int], row: Row, marks: set[str]) -> Iterator[int]:
    """The indices of the raised characters whose runs are marks."""
    run: list[int] = []
    for index in range(len(row) + 1):
        if index in raised:
            run.append(index)
            continue
        if run and "".join(row[at].char for at in run) in marks:
            yield from run
        run = []


def file_facts(
    format: str,  # noqa: A002 the name of the field
    pages: Sequence[PrintedPage],
    stated: tuple[source.FileFact, ...],
    dropped: Sequence[Dropped],
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
        format=format,
        kinds=tuple(kinds),
        facts=(*stated, *found),
        unread=tuple(
            source.UnreadParts(kind=kind, count=count, digest=digest)
            for kind, count, digest in unread
            if count
        ),
    )


def _edges(kind: source.FileFactKind, dropped: Sequence[Dropped], pages: int) -> Iterator[str]:
    """The words of running heads or feet once, without page numbers."""
    rows: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for piece in dropped:
        if piece.what == kind and not _BROWSER.match(piece.text):
            figures = tuple(_DIGITS.findall(piece.text))
            rows.setdefault(tuple(_DIGITS.split(piece.text)), set()).add(figures)
    for between, found in rows.items():
        columns = (set(column) for column in zip(*found, strict=True))
        figures = tuple(
            "" if len(column) > 1 or (len(found) > 1 and column == {str(pages)}) else min(column)
            for column in columns
        )
        yield "".join(part + figure for part, figure in zip(between, (*figures, ""), strict=True))
