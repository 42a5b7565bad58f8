"""The text of a drafted decision, written and read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policydiff.amending.engine.drafted import DraftFacts
from policydiff.amending.engine.drafting.writing import NESTED
from policydiff.model.document import Document, Node, Provision, Table
from policydiff.model.source import SourceLine, SourceTable, SourceText
from policydiff.model.version import Dates
from policydiff.reading.parsing.parse import parse
from policydiff.text.numerals import NUMERAL
from policydiff.text.places import written
from policydiff.text.traditions.mainland.cn_decision import DIALECT

BLANK = "××"
"""What a person has to fill in."""
_MARKUP = re.compile(r"</?br\s*/?>")
_TERM = re.compile(f"第{NUMERAL}{{1,4}}届")
"""乙县第三届人民代表大会: the body is the 乙县人民代表大会."""
_MEETING = re.compile(rf"(?P<body>\S{{2,}}?)第{NUMERAL}{{1,4}}次会议")
"""乙县人民代表大会常务委员会第六次会议 was one of the 乙县人民代表大会常务委员会."""


OPENING, CLOSING = "“「", "”」"


def write_decision(
    items: Sequence[str], old: Document, new: Document, facts: DraftFacts, *, recounted: bool
) -> str:
    """The whole decision; `recounted` where articles get other numbers."""
    dates = own_dates(old, new, facts)
    meeting = None if facts.authority else _meeting(new, dates)
    authority = (
        facts.authority or _body_of(meeting) or bare(new.authority) or bare(old.authority) or BLANK
    )
    work = f"《{_inner(old.title)}》"
    title = facts.title or f"{authority}关于修改{work}的决定"
    number = [facts.number] if facts.number else []
    opening = f"{meeting or authority}决定对{work}作如下修改："
    listed = (
        items
        if len(items) == 1
        else [f"{written(str(number))}、{item}" for number, item in enumerate(items, 1)]
    )
    end = _closing(work, dates, recounted=recounted)
    return "\n".join((title, *number, _note(dates, meeting), opening, *listed, *end)) + "\n"


def bare(name: str | None) -> str:
    """A name without the markup that a source left in it."""
    return _MARKUP.sub("", name or "").strip()


def _inner(title: str) -> str:
    """A title as it stands in 《》."""
    return title.replace("《", "〈").replace("》", "〉")


def own_dates(old: Document, new: Document, facts: DraftFacts) -> Dates:
    """The dates of the decision: those of `facts`, else new ones of the text."""
    base = max(
        filter(None, (old.version_date, *(amendment.date for amendment in old.amendments))),
        default="",
    )
    dates = {
        name: date
        for name in ("adopted", "promulgated", "in_force")
        if (date := getattr(new.dates, name)) is not None and date > base
    }
    given = {
        name: date
        for name in ("adopted", "promulgated", "in_force")
        if (date := getattr(facts, name)) is not None
    }
    return Dates(**(dates | given))


def _meeting(new: Document, dates: Dates) -> str | None:
    """The meeting that took the decision, where the new text names it."""
    last = new.amendments[-1] if new.amendments else None
    dated = (
        last is not None
        and last.date == (dates.adopted or dates.promulgated)
        and last.date is not None
    )
    return last.by if last is not None and dated and last.by and last.by.endswith("会议") else None


def _body_of(meeting: str | None) -> str | None:
    """The body whose meeting it was, which may amend laws of the congress."""
    match = _MEETING.fullmatch(_TERM.sub("", meeting or ""))
    return match["body"] if match is not None else None


def _note(dates: Dates, meeting: str | None) -> str:
    adopted, promulgated = dates.adopted, dates.promulgated
    if adopted is None and promulgated is not None:
        return f"（{printed_date(promulgated)}公布）"
    also = (
        f"　{printed_date(promulgated)}公布"
        if promulgated is not None and promulgated != adopted
        else ""
    )
    return f"（{printed_date(adopted)}{meeting or ''}通过{also}）"


def printed_date(date: str | None) -> str:
    """An ISO date as decisions print it; blanks where it is unknown."""
    year, month, day = date.split("-") if date is not None else (BLANK, BLANK, BLANK)
    return f"{year}年{month.lstrip('0')}月{day.lstrip('0')}日"


def _closing(work: str, dates: Dates, *, recounted: bool) -> Iterator[str]:
    published = dates.promulgated or dates.adopted
    day = (
        "公布之日"
        if dates.in_force is not None and dates.in_force == published
        else printed_date(dates.in_force)
    )
    yield f"本决定自{day}起施行。"
    also = "并对条文顺序作相应调整，" if recounted else ""
    yield f"{work}根据本决定作相应修改{also or '，'}重新公布。"


def read_decision(text: str, tables: Iterable[Table] = ()) -> Document:
    """A decision as a file of its text is read; the rows of `tables` are tables."""
    lines = tuple(
        SourceLine(number=number, text=line.strip())
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    )
    source = SourceText(
        name=lines[0].text, format="txt", sha256="", lines=with_tables(lines, tables)
    )
    return replace(parse(source, DIALECT), source_sha256=None)


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
    blocks: list[SourceLine | SourceTable] = []
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
            blocks.append(first)
            at += 1
            continue
        text, rows = fit
        last = lines[at + text.count("\n")]
        blocks.append(SourceTable(number=first.number, rows=rows))
        if behind := _text_behind(lines[at:], text):
            blocks.append(SourceLine(number=last.number, text=behind))
        at += text.count("\n") + 1
    return tuple(blocks)


def _text_behind(lines: Sequence[SourceLine], text: str) -> str | None:
    """The text behind a table on its last line; None where the lines differ."""
    *rows, last = [row.strip() for row in text.split("\n")]
    if len(lines) <= len(rows) or any(
        _bare(line.text) != row for line, row in zip(lines, rows, strict=False)
    ):
        return None
    end = _bare(lines[len(rows)].text)
    behind = end.removeprefix(last).strip()
    return behind if end.startswith(last) and (not behind or behind[0] in CLOSING) else None


def _bare(line: str) -> str:
    """A line without the mark at the head of a quoted paragraph."""
    return line[1:] if line[:1] in OPENING else line
