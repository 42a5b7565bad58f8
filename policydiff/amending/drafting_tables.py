"""Tables in a drafted decision.

Its text has a row a line, cells separated by tabs; read back they are the tables of the new
version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policydiff.amending.drafting_quotes import NESTED
from policydiff.model.document import Document, Node, Provision, Table
from policydiff.model.source import SourceCell, SourceLine, SourceTable

OPENING, CLOSING = "“「", "”」"
Rows = tuple[tuple[SourceCell, ...], ...]


def tables_of(document: Document) -> tuple[Table, ...]:
    """All tables of a text: in its preamble, its provisions and its attachments."""
    parts = (
        document.preamble,
        document.body,
        *(attachment.content for attachment in document.attachments),
    )
    return tuple(table for part in parts for table in _tables(part))


def _tables(nodes: Sequence[Node]) -> Iterator[Table]:
    for node in nodes:
        if isinstance(node, Table):
            yield node
        elif isinstance(node, Provision):
            yield from _tables(node.content)


def with_tables(
    lines: Sequence[SourceLine], tables: Iterable[Table]
) -> tuple[SourceLine | SourceTable, ...]:
    """The lines of a decision, with the tables that it quotes in place of their rows.

    What closes a quotation stands on a line behind the table.
    """
    rows_of = {table.text: table.rows for table in tables if "\t" in table.text}
    rows_of |= {text.translate(NESTED): rows for text, rows in rows_of.items()}
    found: list[SourceLine | SourceTable] = []
    at = 0
    while at < len(lines):
        first = lines[at]
        fit = next(
            (
                (text, rows)
                for text, rows in rows_of.items()
                if (_text_behind(lines[at:], text)) is not None
            ),
            None,
        )
        if fit is None:
            found.append(first)
            at += 1
            continue
        text, rows = fit
        last = lines[at + text.count("\n")]
        found.append(SourceTable(number=first.number, rows=rows))
        if behind := _text_behind(lines[at:], text):
            found.append(SourceLine(number=last.number, text=behind))
        at += text.count("\n") + 1
    return tuple(found)


def _text_behind(lines: Sequence[SourceLine], text: str) -> str | None:
    """The text behind the rows of a table on its last line.

    The end of a quotation or nothing; None where the lines are other ones.
    """
    *rows, last = [row.strip() for row in text.split("\n")]
    if len(lines) <= len(rows) or any(
        _bare(line.text) != row for line, row in zip(lines, rows, strict=False)
    ):
        return None
    end = _bare(lines[len(rows)].text)
    behind = end.removeprefix(last).strip()
    return behind if end.startswith(last) and (not behind or behind[0] in CLOSING) else None


def _bare(line: str) -> str:
    """A line without the mark at the head of each paragraph of a quotation."""
    return line[1:] if line[:1] in OPENING else line
