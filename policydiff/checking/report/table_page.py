"""The page of a check of a comparison table."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.checking.engine.table_check import CheckedTables, RowPlace, TableCheck, TableFault
from policydiff.locale import Labels, Language
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS
from policydiff.report.page import (
    Column,
    FactLines,
    Lines,
    Page,
    PageLine,
    PageRow,
    PageSection,
    PageTable,
    Role,
    compared,
    line,
    lines,
    part,
    words,
)
from policydiff.report.pieces import neutral, plain, view

TABLE_WORDS = Labels(
    "checked table",
    {
        "title": "{title}: check of the comparison table",
        "found-one": "1 fault in the table",
        "found": "{count} faults in the table",
        "none": "No fault in the table",
        "table": "Table",
        "old": "Old text",
        "new": "New text",
        "how": "Compared",
        "rule": "{count} quotations with the articles of their numbers; what the noise rule leaves out is no fault, and …… may stand for words that are left out.",
        "marked": "Marks: what a side leaves unmarked must stand in the other text in this order; numbers of provisions need no mark.",
        "unmarked-table": "The table marks no changes, so that marks were not checked.",
        "printed": "The marks of a PDF cannot be read, so that they were not checked.",
        "ignored": "Tables without columns of old and new articles: {count}; not checked.",
        "place": "Row",
        "in-table": "table {table}, row {row}",
        "nowhere": "no row",
        "quoted": "In the table",
        "text": "In the text",
        "fault": "Fault",
        "missing": "{num} changed and stands in no row",
        "missing-left": "{num} (old) is gone and stands in no row",
        "old-misquoted": "{num} is not the old text",
        "new-misquoted": "{num} is not the new text",
        "number-none": "the text has no {num}",
        "number-other": "{num} in the table, but this is {other}",
        "unmarked-left": "{num}: words that go are not marked",
        "unmarked-right": "{num}: words that come are not marked",
        "unchecked": "Words without the number of an article, not checked",
    },
)
_HEADS = ("place", "quoted", "text", "fault")


def table_page(check: TableCheck, options: ReportOptions) -> Page:
    """The result, a row for each fault, and what was not checked."""
    words_, language = TABLE_WORDS[options.language], options.language
    checked = check.checked
    role: Role = "bad" if checked.faults else "good"
    return Page(
        family=check.family,
        language=language,
        title=words_["title"].format(title=neutral(check.new.title)),
        sections=(
            part(FactLines(lines=tuple(_facts(check, language)))),
            *_table(checked, language),
            *_unchecked(checked, language),
        ),
        summary=(PageLine(text=words(headline(checked, language), role)),),
    )


def headline(checked: CheckedTables, language: Language) -> str:
    """The result of the check in one sentence."""
    count = len(checked.faults)
    key = "none" if not count else "found-one" if count == 1 else "found"
    return TABLE_WORDS[language][key].format(count=count)


def _facts(check: TableCheck, language: Language) -> Iterator[PageLine]:
    """The files, and what was compared."""
    said = TABLE_WORDS[language]
    for key, name in zip(("table", "old", "new"), check.names, strict=True):
        yield PageLine(name=said[key], text=words(name))
    rule = said["rule"].format(count=check.checked.quotations)
    yield PageLine(name=said["how"], text=words(rule))
    marks = "printed" if check.printed else "marked" if check.checked.marked else "unmarked-table"
    yield line(said[marks])
    if check.checked.ignored:
        yield line(said["ignored"].format(count=check.checked.ignored))


def _table(checked: CheckedTables, language: Language) -> tuple[PageSection, ...]:
    if not checked.faults:
        return ()
    said = TABLE_WORDS[language]
    columns = tuple(Column(head=said[key], wide=key in ("quoted", "text")) for key in _HEADS)
    rows = tuple(_row(fault, language) for fault in checked.faults)
    return (part(PageTable(columns=columns, rows=rows, layout="sides")),)


def _row(fault: TableFault, language: Language) -> PageRow:
    said = TABLE_WORDS[language]
    place, name = _place(fault.place, language), _fault(fault, language)
    sides = {said["quoted"]: _side(fault, "right"), said["text"]: _side(fault, "left")}
    return compared(place, sides, (name,), WORDS[language]["comma"])


def _place(place: RowPlace | None, language: Language) -> str:
    said = TABLE_WORDS[language]
    if place is None:
        return said["nowhere"]
    return said["in-table"].format(table=place.table, row=place.row)


def _fault(fault: TableFault, language: Language) -> str:
    """The fault in words."""
    key: str = fault.kind
    if fault.kind == "number":
        key = "number-other" if fault.other else "number-none"
    elif fault.kind == "unmarked":
        key = f"unmarked-{fault.side}"
    elif fault.kind == "missing" and fault.side == "left":
        key = "missing-left"
    elif fault.kind in ("old", "new"):
        key = f"{fault.kind}-misquoted"
    return neutral(TABLE_WORDS[language][key].format(num=fault.num, other=fault.other))


def _side(fault: TableFault, side: str) -> Lines:
    """The words of the table or of the text, marked where they differ."""
    if fault.edits:
        return (PageLine(text=view(fault.edits, "right" if side == "right" else "left")),)
    return tuple(PageLine(text=plain(text)) for text in (_text(fault, side),) if text)


def _text(fault: TableFault, side: str) -> str:
    return fault.quoted if side == "right" else fault.text


def _unchecked(checked: CheckedTables, language: Language) -> tuple[PageSection, ...]:
    """The words of the table that no number leads to an article."""
    if not checked.unchecked:
        return ()
    colon = WORDS[language]["colon"]
    found = (f"{_place(one.place, language)}{colon}{one.text}" for one in checked.unchecked)
    heading = line(TABLE_WORDS[language]["unchecked"])
    return (PageSection(heading=heading, blocks=(FactLines(lines=lines(found)),)),)
