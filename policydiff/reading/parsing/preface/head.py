"""The labelled facts at the head of rules, contracts and terms, and their 修订记录."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, takewhile

from policydiff.model.document import Block, Document, Node, Provision, Table
from policydiff.model.version import Amendment, HeadEntry
from policydiff.reading.parsing.lines.labels import (
    LabelledValue,
    Row,
    clean_value,
    plain_label,
    read_cells,
    read_labels,
)
from policydiff.reading.parsing.lines.lines import bare
from policydiff.text.dates import find_dates, read_date
from policydiff.text.traditions.dialect import Dialect, HeadWords

MOST_HEAD, MOST_TAIL = 60, 8
"""Lines and tables before the first number, and lines at the end, in which facts are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A row of a table of revisions; `word` is the table's word for a revision."""

    word: str
    version: str | None = None
    date: str | None = None
    in_force: str | None = None
    note: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The facts of a head: `fields` of a document by name, the others, the revisions."""

    fields: dict[str, str] = field(default_factory=dict)
    original: str | None = None
    name_label: str = ""
    entries: tuple[HeadEntry, ...] = ()
    revisions: tuple[Revision, ...] = ()

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """The revisions behind the first text, the oldest first."""
        return tuple(
            Amendment(
                word=revision.word,
                date=revision.date,
                by=revision.by,
                version=revision.version,
                note=revision.note,
            )
            for revision in self.revisions
        )


def read_head(nodes: Iterable[Node], ending: Iterable[Node], dialect: Dialect) -> Head:
    """The facts in the text before the first number, and at the end of the text.

    What stands at the head counts before what stands at the end. Parties and what belongs to them
    are facts at the head alone.
    """
    found: list[LabelledValue] = []
    revisions: tuple[Revision, ...] = ()
    for node in nodes:
        if isinstance(node, Table):
            rows = read_revisions(node, dialect)
            revisions = revisions or rows
            found += () if rows else read_cells(node.rows, dialect)
        else:
            for line in node.text.split("\n"):
                found += read_labels(line, dialect)
    last: list[LabelledValue] = []
    for node in ending:
        if isinstance(node, Table):
            revisions = revisions or read_revisions(node, dialect)
        else:
            last += (
                labelled
                for line in node.text.split("\n")
                for labelled in read_labels(line, dialect)
                if labelled.use not in ("party", "detail")
            )
    return _head_of(found, last, revisions)


def _head_of(
    found: Sequence[LabelledValue], last: Sequence[LabelledValue], revisions: tuple[Revision, ...]
) -> Head:
    named = {labelled.label for labelled in found}
    stated = (*found, *(labelled for labelled in last if labelled.label not in named))
    values: dict[str, str] = {}
    for labelled in stated:
        value = labelled.value
        if value is not None and labelled.use in _DATED:
            value = _date(value)
        if value is not None:
            values.setdefault(labelled.use, value)
    days = [values.pop(name, None) for name in ("updated", "issued", "first")]
    own = days[0] or days[1]
    original = next((day for day in days[1:][::-1] if day and (own is None or day < own)), None)
    fields = {name: value for name, value in values.items() if name not in _WITHOUT_FIELD}
    if own is not None:
        fields["promulgated"] = own
    return Head(
        fields=fields,
        original=original,
        name_label=next((row.label for row in stated if row.use == "title"), ""),
        entries=tuple(dict.fromkeys(_entries(stated))),
        revisions=revisions,
    )


_DATED = frozenset(
    ("updated", "issued", "first", "in_force", "signed", "adopted", "approved", "promulgated")
)
_WITHOUT_FIELD = frozenset(("entry", "party", "detail", "day"))


def _entries(stated: Iterable[LabelledValue]) -> Iterator[HeadEntry]:
    party = last = None
    for labelled in stated:
        if labelled.use == "day" and last is not None:
            yield HeadEntry(label=labelled.label, value=labelled.value, of=last)
        last = labelled.label if labelled.use == "entry" else None
        if labelled.use == "party":
            party = labelled.label
        if labelled.use in ("entry", "party"):
            yield HeadEntry(label=labelled.label, value=labelled.value)
        elif labelled.use == "detail" and party is not None:
            yield HeadEntry(label=labelled.label, value=labelled.value, of=party)


def _date(text: str) -> str | None:
    """The day that a value states alone, or before other words: 2025年1月9日（第三版）."""
    day = read_date(text)
    if day is not None:
        return day
    days = find_dates(text)
    return days[0][1] if len(days) == 1 and days[0][0][0] == 0 else None


def read_revisions(table: Table, dialect: Dialect) -> tuple[Revision, ...]:
    """The rows of a table of revisions, the oldest first; none for any other table."""
    words, rows = dialect.preface.head, list(table.rows)
    title = None
    while rows and len({cell.text.strip() for cell in rows[0] if cell.text.strip()}) == 1:
        title = words.revisions.match(bare(next(filter(None, (c.text for c in rows[0])), "")))
        rows = rows[1:]
    if len(rows) < 2:
        return ()
    columns = [words.columns.get(plain_label(cell.text)) for cell in rows[0]]
    if (
        None in columns
        or (not {"version", "date"} <= {*columns} and not (title is not None and "date" in columns))
        or not {"note", "by"} & {*columns}
    ):
        return ()
    heads = "".join(cell.text for cell in rows[0])
    word = (title and title["word"]) or next(
        (word for word in ("修订", "修改", "变更", "更新") if word in heads), "修订"
    )
    read = [_revision(row, columns, word, words) for row in rows[1:] if len(row) == len(columns)]
    stated = [revision for revision in read if revision.version or revision.date]
    days = [revision.date for revision in stated if revision.date]
    return tuple(stated[::-1] if days != sorted(days) and days == sorted(days)[::-1] else stated)


def _revision(row: Row, columns: Sequence[str | None], word: str, words: HeadWords) -> Revision:
    values: dict[str, str] = {}
    for cell, column in zip(row, columns, strict=True):
        value = clean_value(" ".join(cell.text.split()), words)
        if column and value is not None:
            values.setdefault(column, value)
    return Revision(
        word=word,
        version=values.get("version"),
        date=_date(values.get("date", "")),
        in_force=_date(values.get("in_force", "")),
        note=values.get("note"),
        by=values.get("by"),
    )


def head_nodes(document: Document) -> Iterator[Block | Table]:
    """The blocks, tables and headings before the first number, at most so many."""
    before = chain(
        (
            node
            for node in document.preface
            if isinstance(node, Table) or node.role not in ("title", "contents", "fact")
        ),
        _flat((*document.preamble, *document.body)),
    )
    numberless = takewhile(lambda node: not isinstance(node, Provision), before)
    return (node for node in islice(numberless, MOST_HEAD) if isinstance(node, Block | Table))


def _flat(nodes: Iterable[Node]) -> Iterator[Node]:
    """The blocks, tables and headings in reading order, and numbered provisions."""
    for node in nodes:
        if not isinstance(node, Provision):
            yield node
            continue
        if node.num is not None:
            yield node
        elif node.heading is not None:
            yield Block(text=node.heading, role="heading")
        yield from _flat(node.content)


def ending_nodes(document: Document, *, tables: bool = True) -> Iterator[Node]:
    """The lines at the end of the text that are facts, and its tables."""
    parts = (document.body, *(attachment.content for attachment in document.attachments))
    yield from (node for part in parts if tables for node in _tables(part))
    yield from document.conclusions
    yield from _last_blocks(document.body)


def _tables(nodes: Iterable[Node]) -> Iterator[Table]:
    for node in nodes:
        if isinstance(node, Table):
            yield node
        elif isinstance(node, Provision):
            yield from _tables(node.content)


def _last_blocks(nodes: Sequence[Node]) -> Sequence[Block]:
    """The blocks at the very end of a text, at most so many."""
    blocks: list[Block] = []
    for node in reversed(nodes):
        if isinstance(node, Provision):
            blocks[:0] = _last_blocks(node.content)
            return blocks[-MOST_TAIL:]
        if not isinstance(node, Block) or len(blocks) == MOST_TAIL:
            break
        blocks.insert(0, node)
    return blocks
