"""The inventory of texts to be cleaned up: a row a text, and columns for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from policydiff.following.engine.affected import (
    Affected,
    AffectedText,
    ClauseEffect,
    ListedText,
    NewFigure,
)
from policydiff.following.engine.inventory import (
    COLUMNS,
    ENDED,
    InventoryChange,
    InventoryColumn,
    InventoryPlace,
    InventoryRow,
)
from policydiff.following.report.affected import WORDS, counts, effect_words, text_name, work_line
from policydiff.locale import LANGUAGES, Labels, Language, translate
from policydiff.model.json_keys import as_json
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.citations import quoted
from policydiff.report.moments import moment_of
from policydiff.report.pieces import ELLIPSIS, neutral
from policydiff.report.sheets.book import Book
from policydiff.report.sheets.page import write_page

INVENTORY_WORDS = Labels(
    "inventory of texts",
    {
        "title": "Texts to be cleaned up after the change of {title}",
        "several": "Texts to be cleaned up after the changes of {count} texts",
        "sheet": "Inventory",
        "exported-sheet": "As exported",
        "places-sheet": "Places as exported",
        "serial": "No.",
        "name": "Text",
        "number": "Document number",
        "authority": "Authority",
        "issued": "Date",
        "term": "Term",
        "basis": "Ground, and what happened to it",
        "opinion": "Decision",
        "reason": "Reason",
        "clauses": "Clauses to amend",
        "department": "Department",
        "deadline": "Due",
        "remark": "Remark",
        "cites": "{place} cites {ground}: {effect}",
        "ground": "made on the ground of {ground}: {effect}",
        "repeats": "{place} has words of {ground}: {effect}",
        "judged": "{place} corresponds to {ground} (judged by a person): {effect}",
        "answers": "{place} corresponds to {ground} (by comparison): {effect}",
        "new duty": "{ground}, a new requirement without a corresponding clause: {words}",
        "changed duty": "{ground}, a changed requirement without a corresponding clause: {words}",
        "to-check": " (to be checked)",
        "gone": "nothing in it was found to rest on the change when it was looked at last",
        "before": "Before: {title}, change of {day}: {opinion} ({person}, {written})",
        "stale": "What {person} wrote on {written} was on other places; please look again",
        "unchanged": "The cited clauses are unchanged",
        "rows": "Rows: {rows}; with a decision {decided}.",
        "note": "The last six columns are what people wrote; the program proposes nothing in them.",
        "choices": "continue | amend | repeal | declare void",
        "own-choices": "new | keep | revise | merge | repeal",
        "choice-title": "Another decision",
        "choice-message": "It is not of the list. Enter it all the same?",
    },
    WORDS,
)
"""The heads and sentences of the inventory."""

HEADS = ("serial", "name", "number", "authority", "issued", "term", "basis", *COLUMNS)
"""序号｜文件名称｜文号｜制定机关｜印发日期｜有效期｜依据及变化｜清理意见｜理由｜拟修改条款｜责任部门｜时限｜备注."""

EXPORTED_ROW = ("row", "key", "text", "name", "basis", "generated", *COLUMNS)
EXPORTED_PLACE = ("row", "change", "place")
"""The heads of the hidden sheets: the rows as they were written, and their places."""

LONGEST_DUTY = 120
"""Characters of a requirement that stand in its row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryView:
    """The rows to decide after changes, and the texts of unchanged grounds."""

    family: ClassVar[str] = "inventory"

    affected: Affected
    rows: tuple[InventoryRow, ...]

    @property
    def unchanged(self) -> tuple[AffectedText, ...]:
        """The texts of which all grounds are unchanged."""
        return tuple(one for one in self.affected.texts if not one.touched)

    def to_dict(self) -> dict[str, Any]:
        """The rows as JSON."""
        return as_json(self)


def inventory_page(view: InventoryView, options: ReportOptions) -> page.Page:
    """The changes, a row a text, unchanged clauses, and unread texts."""
    language, affected = options.language, view.affected
    words = INVENTORY_WORDS[language]
    titles = [quoted(work.title) for work in affected.works]
    key = "title" if len(titles) == 1 else "several"
    columns = tuple(
        page.Column(head=words[key], wide=key in ("name", "basis"), filled=key in COLUMNS)
        for key in HEADS
    )
    rows = (_row(number, row, language) for number, row in enumerate(view.rows, 1))
    decided = sum(bool(row.words("opinion")) for row in view.rows)
    same = (_unchanged(text, language) for text in view.unchanged)
    unread = (f"{name}{words['colon']}{why}" for name, why in affected.unread)
    return page.Page(
        family=view.family,
        language=language,
        title=words[key].format(title="".join(titles[:1]), count=len(titles)),
        day=max((work.after or "" for work in affected.works), default="") or None,
        sections=(
            page.part(
                *page.lines((work_line(work, language) for work in affected.works), "strong"),
                *page.lines(counts(affected, language)),
                page.line(words["rows"].format(rows=len(view.rows), decided=decided)),
                *page.lines((translate(note, language) for note in affected.notes), "doubt"),
            ),
            page.part(page.PageTable(columns=columns, rows=tuple(rows), layout="records")),
            *page.listed(words["unchanged"], same),
            *page.listed(words["unread"], unread, "bad"),
            page.part(*page.lines((words["note"], words["scope"]), "quiet")),
        ),
    )


def _row(number: int, row: InventoryRow, language: Language) -> page.PageRow:
    words = INVENTORY_WORDS[language]
    cells = {key: page.lines(cell.split("\n")) for key, cell in row_cells(row, language).items()}
    return page.PageRow(
        cells=(page.cell(str(number)), *cells.values()),
        alone=(
            page.PageLine(name=words["serial"], text=page.words(str(number), "strong")),
            *(
                page.PageLine(name=words[key], text=one.text, depth=1)
                for key, lines in cells.items()
                for one in lines
            ),
        ),
    )


def row_cells(row: InventoryRow, language: Language) -> dict[str, str]:
    """The cells of a row by their columns, without its number."""
    text = row.text
    own = {key: column_cell(row, key, language) for key in COLUMNS}
    remark = (own["remark"], *generated_lines(row, language))
    facts = (
        *("\n".join(filter(None, (text.title, text.file))), text.document_number, text.authority),
        *(text.date, text.term, "\n".join(line for line, _ in basis_lines(row, language))),
    )
    cells = (*facts, *own.values())
    found = dict(zip(HEADS[1:], (neutral(cell or "") for cell in cells), strict=True))
    return found | {"remark": neutral("\n".join(filter(None, remark)))}


def column_cell(row: InventoryRow, column: InventoryColumn, language: Language) -> str:
    """The words of people, with names where they differ.

    Without any the department of an earlier change.
    """
    found, colon = row.words(column), WORDS[language]["colon"]
    if column == "department" and not found:
        return row.former_department
    if len({words for _, words in found}) < 2:
        return "".join({words for _, words in found})
    return "\n".join(f"{name}{colon}{words}" for name, words in found)


def named_parts(cell: str, persons: Iterable[str]) -> dict[str, str]:
    """The parts of a cell by the names before them, "" for what has none before it."""
    colons = [WORDS[language]["colon"].rstrip() for language in LANGUAGES]
    marks = {neutral(name) + colon: name for name in persons for colon in colons}
    parts: dict[str, list[str]] = {"": []}
    now = ""
    for line in cell.split("\n"):
        mark = next((mark for mark in marks if line.startswith(mark)), "")
        now = marks.get(mark, now)
        parts.setdefault(now, []).append(line[len(mark) :].lstrip() if mark else line)
    return {name: "\n".join(lines).strip() for name, lines in parts.items()}


def generated_lines(row: InventoryRow, language: Language) -> Iterator[str]:
    """The remarks of the program: places that changed since, and decisions of before."""
    words = INVENTORY_WORDS[language]
    stale = (("stale", one) for one in row.filled if one.stale)
    before = (("before", one) for one in row.before if one.filled.opinion)
    lines = (
        words[key].format(
            title=quoted(one.change.title),
            day=one.change.date,
            opinion=one.filled.opinion,
            person=one.filled.person,
            written=one.filled.day,
        )
        for key, one in (*stale, *before)
    )
    yield from dict.fromkeys(neutral(" ".join(line.split())) for line in lines)


def change_name(change: InventoryChange) -> str:
    """The title of a changed work with the day of the version after it."""
    return quoted(change.title) + (f"@{change.after}" if change.after != ENDED else "")


def basis_lines(row: InventoryRow, language: Language) -> Iterator[tuple[str, str | None]]:
    """A line for each place, short, with its eId in the text.

    第八条引《某法》第十七条，条号变化：现为第二十八条.
    """
    words, seen = INVENTORY_WORDS[language], set[str]()
    for change, text in row.grounds:
        for place in text.places:
            line = place_words(change, place, language)
            if line not in seen:
                yield line, None if text.is_duty else place.eid
            seen.add(line)
        if not text.places:
            yield f"{change_name(change)}{words['colon']}{words['gone']}", None


def place_words(change: InventoryChange, place: InventoryPlace, language: Language) -> str:
    """A place, its ground, and what happened to that, in a line."""
    words = INVENTORY_WORDS[language]
    figures = tuple(NewFigure(old=old, new=new) for old, new in place.figures)
    effect = ClauseEffect(number="", now=place.now, effects=place.effects, figures=figures)
    flat = " ".join(place.words.split())
    return words[place.connection].format(
        place=place.number,
        ground=quoted(change.title) + place.cited,
        effect=effect_words(effect, language),
        words=flat if len(flat) <= LONGEST_DUTY else flat[:LONGEST_DUTY] + ELLIPSIS,
    ) + (words["to-check"] if place.doubtful else "")


def _unchanged(text: AffectedText, language: Language) -> str:
    words = INVENTORY_WORDS[language]
    places = (words["as"].format(place=one.number, cited=one.cited or "") for one in text.places)
    return f"{text_name(text)}{words['colon']}{words['and'].join(dict.fromkeys(places))}"


def choices(text: ListedText, language: Language) -> list[str]:
    """The decisions on offer: of offices, or of enterprises for their own rules."""
    key = "own-choices" if text.kind == "document" else "choices"
    return INVENTORY_WORDS[language][key].split(" | ")


def write_inventory(book: Book, view: InventoryView, options: ReportOptions) -> None:
    """Write the rows, and on hidden sheets what stood in them and their places."""
    language, words = options.language, INVENTORY_WORDS[options.language]
    shown = inventory_page(view, options)
    book.describe(shown.title, options.signer, moment_of(options, shown.day))
    sheet, head = write_page(book, shown, words["sheet"])
    rows: list[tuple[str, ...]] = []
    places: list[tuple[str, ...]] = []
    for number, row in enumerate(view.rows, 1):
        cell = (head + number, HEADS.index("opinion"))
        offer = {"validate": "list", "source": choices(row.text, language), "error_type": "warning"}
        offer |= {"error_title": words["choice-title"], "error_message": words["choice-message"]}
        sheet.data_validation(*cell, *cell, offer)
        cells, generated = row_cells(row, language), "\n".join(generated_lines(row, language))
        rows.append(
            (
                *(str(number), row.key, json.dumps(asdict(row.text))),
                *(cells["name"], cells["basis"], generated, *(cells[key] for key in COLUMNS)),
            )
        )
        places += (
            (str(number), json.dumps(asdict(change)), json.dumps(asdict(place)))
            for change, text in row.grounds
            for place in text.places
        )
    book.hidden(words["exported-sheet"], EXPORTED_ROW, rows)
    book.hidden(words["places-sheet"], EXPORTED_PLACE, places)
