"""New text in the quotation marks of a decision.

It is checked that it comes out of them again as it went in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from policydiff.amending.engine.reading.quotation_marks import find_quotations, quoted_text
from policydiff.amending.engine.reading.quoted_words import unnested
from policydiff.model.document import Document, Node, Provision, Table
from policydiff.model.source import SourceCell, SourceLine, SourceTable

NESTED = str.maketrans("“”‘’", "‘’“”")
"""Marks as they stand inside a quotation."""


def quote(text: str, *, single: bool = False) -> str:
    """Text in quotation marks, one at the head of each line.

    Its own marks are single inside; a work that quotes with single marks anyway (`single`) stays as
    it is. What would not come out of them as it went in stands in corner marks, where marks are
    those of the text itself.
    """
    curly = _curly(text, single=single)
    return (
        curly
        if _comes_back(curly, text, single=single)
        else "「" + text.replace("\n", "\n「") + "」"
    )


@lru_cache(maxsize=4096)
def reads_back(text: str, *, single: bool = False) -> bool:
    """True if a reader of the decision gets the same text."""
    return not text or _comes_back(quote(text, single=single), text, single=single)


def _curly(text: str, *, single: bool) -> str:
    inner = text if single else text.translate(NESTED)
    return "“" + inner.replace("\n", "\n“") + "”"


def _comes_back(quoted: str, text: str, *, single: bool) -> bool:
    spans = list(find_quotations(quoted))
    if len(spans) != 1 or (spans[0].begin, spans[0].end) != (0, len(quoted)):
        return False
    inner = quoted_text(quoted, spans[0])
    return (inner if single or quoted[0] == "「" else unnested(inner)) == text


def quoted_characters(text: str) -> int:
    """The number of characters of a decision inside its outer quotation marks.

    The marks at the heads of further lines do not count.
    """
    quoted = (quoted_text(text, span) for span in find_quotations(text))
    return sum(len(inner.replace("\n", "")) for inner in quoted)


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
