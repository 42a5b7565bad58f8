"""A source and a dialect to a `Document`, as a list of named passes.

normalise → furniture → drafters' notes → unframe → unjoin → divide → front → outline (also of each
attachment) → facts → names (eIds) → citations → checks → doubts
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policydiff.messages import Message
from policydiff.model.document import Attachment, Block, Document, Node, provisions_in
from policydiff.model.identifiers import name_document
from policydiff.model.source import NO_TITLE, Problem, SourceTable, SourceText, legible
from policydiff.reading.parsing.doubts import check
from policydiff.reading.parsing.doubts import doubts as doubts_of
from policydiff.reading.parsing.lines.drafters_notes import (
    report_notes,
    take_drafters_notes,
    with_places,
)
from policydiff.reading.parsing.lines.furniture import (
    report_footers,
    report_furniture,
    take_furniture,
)
from policydiff.reading.parsing.lines.lines import SourceParagraph, bare
from policydiff.reading.parsing.lines.marks import read_marks
from policydiff.reading.parsing.lines.normalise import normalise
from policydiff.reading.parsing.preface.entry_into_force import closing_text
from policydiff.reading.parsing.preface.facts import read_facts
from policydiff.reading.parsing.preface.head import ending_nodes, head_nodes, read_head
from policydiff.reading.parsing.preface.preface import Front, clean_title, read_front
from policydiff.reading.parsing.structure.attachments import AttachmentLines
from policydiff.reading.parsing.structure.division import LONGEST_SIGNATURE, divide
from policydiff.reading.parsing.structure.embedded_articles import unframe, unjoin
from policydiff.reading.parsing.structure.outline import outline, plain_node
from policydiff.reading.parsing.workbook import WORKBOOK, read_workbook
from policydiff.text.citations.resolving import resolve_citations
from policydiff.text.numerals import canonical
from policydiff.text.traditions.dialect import Dialect


def parse(source: SourceText, dialect: Dialect, *, kind: str | None = None) -> Document:
    """Read a text as a document.

    Every line stands in the document or in its `dropped`. `kind` is the user's, else the title's.
    """
    if source.format == WORKBOOK:
        return read_workbook(source, kind)
    normalised = normalise(source, dialect)
    lines, furniture = take_furniture(normalised.lines, dialect)
    annotated = take_drafters_notes(lines, dialect)
    unjoined = unjoin(unframe(annotated.lines, dialect), dialect)
    division = divide(unjoined.lines, dialect)
    front = read_front(division.front, division.contents, source, dialect)
    body = outline(division.main, dialect)
    attachments, doubts = _attachments(
        division.attachments, dialect, of_statute=_is_statute(body.nodes)
    )
    dropped = sorted(
        (*normalised.dropped, *furniture, *annotated.dropped, *front.dropped),
        key=lambda piece: piece.line or 0,
    )
    document = Document(
        title=front.title or clean_title(legible(source.name).rsplit("/", 1)[-1].rsplit(".", 1)[0]),
        kind=kind or "",
        dialect=dialect.name,
        preface=front.preface,
        preamble=front.preamble,
        body=body.nodes,
        conclusions=_conclusions(division.conclusions, dialect),
        attachments=attachments,
        problems=(
            *source.problems,
            *report_furniture(dropped),
            *report_footers(dropped),
            *report_notes(dropped),
            *_untitled(front),
            *unjoined.problems,
            *body.problems,
            *doubts,
        ),
        dropped=(*source.dropped, *dropped),
        tracked=source.tracked,
        file=source.file,
        source_sha256=source.sha256,
    )
    named = with_places(name_document(_with_facts(document, source, dialect)))
    checked = check(resolve_citations(named, dialect.citations))
    return replace(
        checked, problems=(*doubts_of(checked, dialect, source.lines), *checked.problems)
    )


def _is_statute(nodes: tuple[Node, ...]) -> bool:
    """True if an article is numbered as in a law: 第一条."""
    return any(
        provision.num is not None and provision.num[:1] in "第笫"
        for provision in provisions_in(nodes)
        if provision.level == "article"
    )


def _with_facts(document: Document, source: SourceText, dialect: Dialect) -> Document:
    tables = any(isinstance(line, SourceTable) for line in source.lines)
    ends = ending_nodes(document, tables=tables)
    facts = read_facts(
        source,
        dialect,
        title=document.title,
        preface=[node for node in document.preface if isinstance(node, Block)],
        conclusions=document.conclusions,
        closing_text=closing_text(document.body, dialect),
        head=read_head(head_nodes(document), ends, dialect),
    )
    return replace(
        document,
        kind=document.kind or facts.kind,
        jurisdiction=facts.jurisdiction,
        aliases=facts.aliases,
        authority=facts.authority,
        document_number=facts.document_number,
        stage=facts.stage,
        dates=facts.dates,
        original_dates=facts.original_dates,
        in_force_ground=facts.in_force_ground,
        amendments=facts.amendments,
        head=facts.head,
    )


def _untitled(front: Front) -> tuple[Problem, ...]:
    if front.title is not None:
        return ()
    return (
        Problem(
            code=NO_TITLE,
            message=Message("no line looks like a title; the file's name stands in for it"),
            hint=Message("give one with --title"),
        ),
    )


def _conclusions(lines: Sequence[SourceParagraph], dialect: Dialect) -> tuple[Block, ...]:
    return tuple(
        _conclusion(line, dialect) for closing in lines for line in _rows_as_lines(closing)
    )


def _rows_as_lines(line: SourceParagraph) -> tuple[SourceParagraph, ...]:
    """The rows of a table on which parties sign as lines; any other line itself."""
    if line.table is None:
        return (line,)
    rows = ([" ".join(cell.text.split()) for cell in row] for row in line.table.rows)
    texts = ("　".join(filter(None, row)) for row in rows)
    return tuple(SourceParagraph(number=line.number, text=text) for text in texts if text)


def _conclusion(line: SourceParagraph, dialect: Dialect) -> Block:
    text = bare(line.text)
    if dialect.preface.date_line.match(text):
        return Block(text=line.text, role="date", line=line.number)
    noted = (
        dialect.preface.closing.match(text)
        or dialect.preface.attachment.match(line.text.strip())
        or read_marks(line.text, dialect)
    )
    return Block(
        text=line.text,
        role="note" if noted or len(text) > LONGEST_SIGNATURE else "signature",
        line=line.number,
    )


def _attachments(
    parts: Sequence[AttachmentLines], dialect: Dialect, *, of_statute: bool
) -> tuple[tuple[Attachment, ...], tuple[Problem, ...]]:
    attachments: list[Attachment] = []
    problems: list[Problem] = []
    for index, part in enumerate(parts, 1):
        inner = (
            outline(part.lines, dialect, of_statute=of_statute)
            if any(line.table is None for line in part.lines)
            else None
        )
        number = canonical(part.number) or part.number.strip() if part.number else None
        attachments.append(
            Attachment(
                eid="",
                number=number or str(index),
                num=part.num,
                heading=part.heading,
                content=inner.nodes if inner else tuple(plain_node(line) for line in part.lines),
                line=part.line,
            )
        )
        problems.extend(inner.problems if inner else ())
    return tuple(attachments), tuple(problems)
