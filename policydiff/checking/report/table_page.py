"""The page of a check of a comparison table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from policydiff.checking.engine.table_check import (
    CheckedTables,
    FaultMark,
    RowPlace,
    TableCheck,
    TableFault,
)
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions
from policydiff.model.version_names import as_recognised
from policydiff.report import page
from policydiff.report.labels import WORDS
from policydiff.report.pieces import neutral, plain, view

TABLE_WORDS = Labels(
    "checked table",
    {
        "title": "{title}: check of the comparison table",
        "found-one": "1 fault in the table",
        "found": "{count} faults in the table",
        "none": "No fault in the {rows} rows that were checked",
        "not-found": "nothing else in the {rows} rows that were checked",
        "table": "Table",
        "old": "Old text",
        "new": "New text",
        "how": "Compared",
        "rule": "{count} quotations with the articles and headings of their numbers; what the noise rule leaves out is no fault, and …… may stand for words that do not change.",
        "rows": "Every article and heading that changed must have a row, or a sentence of the table that leaves it out; what a row or sentence says of a provision, and the numbers of rows, are checked. Preambles and annexes are not.",
        "marked": "Marks: what a side leaves unmarked must stand in the other text in this order; numbers of provisions need no mark.",
        "unmarked-table": "The table marks no changes, so that marks were not checked.",
        "printed": "The marks of a PDF cannot be read, so that they were not checked.",
        "place": "Row",
        "in-table": "table {table}, row {row}",
        "nowhere": "no row",
        "outside": "beside the rows",
        "quoted": "In the table",
        "text": "In the text",
        "fault": "Fault",
        "seen": "Seen",
        "written": "Written beside it",
        "missing": "{num} changed and stands in no row",
        "missing-left": "{num} (old) is gone and stands in no row",
        "old-words": "{num} is not the old text",
        "new-words": "{num} is not the new text",
        "number": "the text has no {num}",
        "number-other": "{num} in the table, but this is {other}",
        "heading": "{num} is not the heading of the text",
        "empty": "{num} (old) has no new text here, though {other} corresponds to it",
        "empty-right": "{num} has no old text here, though {other} (old) corresponds to it",
        "empty-cell": "the cell of {num} holds no words",
        "empty-row": "the row holds no words",
        "pair": "{num} is not the new text of {old}",
        "pair-other": "{num} is not the new text of {old}, which is {other}",
        "left-out-left": "{num} (old): …… stands for words that go",
        "left-out-right": "{num}: …… stands for words that come",
        "statement": "this is not so",
        "statement-num": "not so of {num}",
        "old-num": "{num} (old)",
        "statement-other": "not so: see {other}",
        "statement-both": "not so of {num}: see {other}",
        "repeated": "the row stands twice",
        "serial": "row number {num}, where {other} is due",
        "unmarked-left": "{num}: words that go are not marked",
        "unmarked-right": "{num}: words that come are not marked",
        "unchecked": "Not checked",
        "open-table": "a table without columns of old and new articles",
        "open-column": "the column",
        "open-marks": "the marks, which cannot be read in a PDF",
    },
)
_BY_NAMED = {
    ("statement", "", True, False): "statement-num",
    ("statement", "", False, True): "statement-other",
    ("statement", "", True, True): "statement-both",
    ("empty", "", True, False): "empty-cell",
    ("empty", "", False, False): "empty-row",
    ("empty", "right", True, True): "empty-right",
}
"""The keys of the words for a fault, by what it names: its number, and another."""

_HEADS = ("place", "quoted", "text", "fault")


def table_page(check: TableCheck, options: ReportOptions) -> page.Page:
    """The result, a row for each fault, and what was not checked."""
    words_, language = TABLE_WORDS[options.language], options.language
    checked = check.checked
    found = as_recognised(Message.foreign(headline(checked, language)), check.old, check.new)
    role: page.Role = "bad" if checked.faults else "good"
    return page.Page(
        family=check.family,
        language=language,
        title=words_["title"].format(title=neutral(check.new.title)),
        sections=(
            page.part(page.FactLines(lines=tuple(_facts(check, language)))),
            *_table(check, language),
            *_unchecked(check, language),
        ),
        summary=(page.PageLine(text=page.words(translate(found, language), role)),),
    )


def headline(checked: CheckedTables, language: Language) -> str:
    """The result of the check in one sentence, with what it covers."""
    said, count, open_ = TABLE_WORDS[language], len(checked.faults), len(checked.unchecked)
    rows = said["not-found" if count else "none"].format(rows=checked.rows)
    key = "found-one" if count == 1 else "found"
    found = [said[key].format(count=count)] if count else []
    unchecked = Message.counted(
        "{count} place was not checked", "{count} places were not checked", open_, count=open_
    )
    left = [translate(unchecked, language)] if open_ else []
    return WORDS[language]["comma"].join([*found, rows, *left])


def _facts(check: TableCheck, language: Language) -> Iterator[page.PageLine]:
    said = TABLE_WORDS[language]
    for key, name in zip(("table", "old", "new"), check.names, strict=True):
        yield page.PageLine(name=said[key], text=page.words(name))
    rule = said["rule"].format(count=check.checked.quotations)
    yield page.PageLine(name=said["how"], text=page.words(rule))
    yield page.line(said["rows"])
    marks = "printed" if check.printed else "marked" if check.checked.marked else "unmarked-table"
    yield page.line(said[marks])


def _table(check: TableCheck, language: Language) -> tuple[page.PageSection, ...]:
    faults, said = check.checked.faults, TABLE_WORDS[language]
    if not faults:
        return ()
    heads = (*_HEADS, *(("seen", "written") if check.marks else ()))
    columns = tuple(page.Column(head=said[key], wide=key in ("quoted", "text")) for key in heads)
    rows = [_row(fault, language) for fault in faults]
    if check.marks:
        rows = [_marked(row, mark, said) for row, mark in zip(rows, check.marks, strict=True)]
    return (page.part(page.PageTable(columns=columns, rows=tuple(rows), layout="sides")),)


def _marked(row: page.PageRow, mark: FaultMark, labels: Mapping[str, str]) -> page.PageRow:
    """A row with what people did beside it."""
    marks = {labels["seen"]: mark.seen, labels["written"]: mark.words}
    told = (page.PageLine(name=name, text=page.words(one)) for name, one in marks.items() if one)
    cells = (page.lines((one,)) for one in marks.values())
    return replace(row, cells=(*row.cells, *cells), alone=(*row.alone, *told))


def _row(fault: TableFault, language: Language) -> page.PageRow:
    said = TABLE_WORDS[language]
    place, name = fault_place(fault, language), fault_words(fault, language)
    sides = dict(zip((said["quoted"], said["text"]), fault_sides(fault), strict=True))
    return page.compared(place, sides, (name,), WORDS[language]["comma"])


def fault_place(fault: TableFault, language: Language) -> str:
    """The row of a fault, in words."""
    said = TABLE_WORDS[language]
    if fault.place is None:
        return said["nowhere" if fault.kind == "missing" else "outside"]
    return _row_place(fault.place, language)


def _row_place(place: RowPlace, language: Language) -> str:
    return TABLE_WORDS[language]["in-table"].format(table=place.table, row=place.row)


def fault_words(fault: TableFault, language: Language) -> str:
    """The words on what is wrong there."""
    said = TABLE_WORDS[language]
    num = fault.num
    if num and fault.kind == "statement" and fault.side == "left":
        num = said["old-num"].format(num=num)
    values = {"num": num, "other": fault.other, "old": fault.quoted}
    return neutral(said[_key(fault)].format(**values))


def _key(fault: TableFault) -> str:
    """The key of the words for a fault."""
    kind, named = fault.kind, (bool(fault.num), bool(fault.other))
    if kind in ("number", "pair"):
        return f"{kind}-other" if fault.other else kind
    if kind in ("old", "new"):
        return f"{kind}-words"
    if kind in ("left-out", "unmarked") or (kind == "missing" and fault.side == "left"):
        return f"{kind}-{fault.side}"
    return _BY_NAMED.get(
        (kind, fault.side if kind == "empty" and fault.other else "", *named), kind
    )


def fault_sides(fault: TableFault) -> tuple[page.Lines, page.Lines]:
    """The words of the table and those of the text."""
    return _side(fault, "right"), _side(fault, "left")


def _side(fault: TableFault, side: str) -> page.Lines:
    """The words of the table or of the text, marked where they differ."""
    if fault.edits:
        return (page.PageLine(text=view(fault.edits, "right" if side == "right" else "left")),)
    return tuple(page.PageLine(text=plain(text)) for text in (_text(fault, side),) if text)


def _text(fault: TableFault, side: str) -> str:
    return fault.quoted if side == "right" else fault.text


def _unchecked(check: TableCheck, language: Language) -> tuple[page.PageSection, ...]:
    """The parts of the file that were not checked, and why."""
    said, colon = TABLE_WORDS[language], WORDS[language]["colon"]
    if not check.checked.unchecked:
        return ()
    found = []
    for one in check.checked.unchecked:
        name = "" if one.place is None else _row_place(one.place, language)
        name = name or said[f"open-{one.kind}"]
        found.append(f"{name}{colon}{one.text}" if one.text else name)
    return (
        page.PageSection(
            heading=page.line(said["unchecked"]), blocks=(page.FactLines(lines=page.lines(found)),)
        ),
    )
