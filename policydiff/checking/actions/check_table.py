"""check-table: check somebody else's comparison table against the two texts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policydiff.checking.engine.table_check import TableCheck
from policydiff.checking.engine.table_faults import check_tables
from policydiff.comparing.engine.compare import diff
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.office_content import MarkedTable, unmarked
from policydiff.model.source import SourceLine, SourceTable
from policydiff.reading.load import MissingFileError, read_file
from policydiff.reading.readers import xlsx
from policydiff.reading.readers.docx import reader as docx
from policydiff.reading.readers.pdf import reader as pdf
from policydiff.works.operands import file_given
from policydiff.works.resolve import AS_RECOGNISED, Resolved, TextOptions, whole_document
from policydiff.works.session import GivenText, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTable:
    """A check and the origin of both texts."""

    check: TableCheck
    sides: tuple[Resolved, Resolved]


class NoTableError(InputError):
    """The file holds no table of old and new text."""

    def __init__(self, name: str) -> None:
        """`name` is that of the file."""
        super().__init__(
            Message(
                "{name}: no table in it has a column of old and one of new text; their heads say 修订前 and 修订后, 现行 and 草案, or the like",
                name=name,
            )
        )


class NoTableFileError(InputError):
    """The file is no Word file, workbook or PDF."""

    def __init__(self, name: str) -> None:
        """`name` is that of the file."""
        super().__init__(
            Message(
                "{name}: a table is read from Word files (docx), workbooks (xlsx) and PDF files; save it as one of them",
                name=name,
            )
        )


def check_table(
    table: str, old: str, new: str, session: Session, reading: TextOptions = AS_RECOGNISED
) -> CheckedTable:
    """Check the table in a file, or one that came with the call, against both texts.

    Raises `MissingFileError`, `NoTableFileError`, `NoTableError`, and what `whole_document` raises.
    """
    file = file_given(table, session) or _missing(Path(table), session)
    tables = read_tables(file)
    left, right = (whole_document(operand, session, reading) for operand in (old, new))
    printed = pdf.sniff(file.data)
    comparison = diff(left.document, right.document)
    checked = check_tables(tables, comparison, _lines(file), printed=printed)
    if checked.ignored == len(tables):
        raise NoTableError(file.name)
    check = TableCheck(
        old=left.document,
        new=right.document,
        names=(file.name, left.file_name or old, right.file_name or new),
        checked=checked,
        printed=printed,
    )
    return CheckedTable(check=check, sides=(left, right))


def _missing(path: Path, session: Session) -> GivenText:
    if not session.files:
        raise MissingFileError(path)
    return GivenText(name=path.name, data=read_file(path))


def _lines(file: GivenText) -> tuple[str, ...]:
    """The words of a file outside of its tables; a workbook has none."""
    reader = docx if docx.sniff(file.data) else pdf if pdf.sniff(file.data) else None
    if reader is None:
        return ()
    lines = reader.read(file.data, file.name).lines
    return tuple(line.text for line in lines if isinstance(line, SourceLine))


def read_tables(file: GivenText) -> tuple[MarkedTable, ...]:
    """The tables of a Word file, a workbook, or a PDF (without marks).

    Raises `NoTableFileError`, and what the readers raise.
    """
    data, name = file.data, file.name
    if docx.sniff(data):
        return docx.tables(data, name)
    if xlsx.sniff(data):
        return xlsx.tables(data, name)
    if pdf.sniff(data):
        lines = pdf.read(data, name).lines
        return tuple(unmarked(line) for line in lines if isinstance(line, SourceTable))
    raise NoTableFileError(name)
