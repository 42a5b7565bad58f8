"""A workbook as a document: sheets are chapters, rows articles, cells points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policydiff.messages import Message
from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.source import NO_TITLE, Problem, SourceLine, SourceTable, SourceText

WORKBOOK = "xlsx"
"""The format of a source that holds a line for each sheet and a table for each row."""


def read_workbook(source: SourceText, kind: str | None = None) -> Document:
    """The document of a workbook; a row is named by its sheet and number: 收费标准!2."""
    sheets: list[Provision] = []
    rows: list[list[Provision]] = []
    for line in source.lines:
        if isinstance(line, SourceLine):
            number = str(len(sheets) + 1)
            sheets.append(Provision(eid="", level="chapter", number=number, num=line.text))
            rows.append([])
        else:
            rows[-1].append(_row(line, sheets[-1]))
    body = [replace(sheet, content=tuple(own)) for sheet, own in zip(sheets, rows, strict=True)]
    message = Message("a workbook: rows are compared by their cells, and its file names it")
    return name_document(
        Document(
            title=source.name.rsplit("/", 1)[-1].rsplit(".", 1)[0],
            kind=kind or "document",
            dialect="cn_law",
            body=tuple(body),
            problems=(*source.problems, Problem(code=NO_TITLE, message=message, severity="note")),
            source_sha256=source.sha256,
        )
    )


def _row(table: SourceTable, sheet: Provision) -> Provision:
    return Provision(
        eid="",
        level="article",
        number=f"{sheet.number}-{table.number}",
        num=f"{sheet.num}!{table.number}",
        content=tuple(_cells(table)),
        line=table.number,
    )


def _cells(table: SourceTable) -> Iterator[Provision]:
    for column, cell in enumerate(table.rows[0], 1):
        if cell.text:
            yield Provision(
                eid="",
                level="point",
                number=str(column),
                num=f"{_letters(column)}{table.number}",
                content=tuple(Block(text=line) for line in cell.text.split("\n")),
                line=table.number,
            )


def _letters(column: int) -> str:
    """The letters of a column: AB for 28."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters
