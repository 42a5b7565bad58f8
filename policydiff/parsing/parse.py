"""A source and a dialect to a `Document`, as a list of named passes.

normalise → divide → front → outline (also of each attachment) → facts → names (eIds) → citations → checks
"""

from __future__ import annotations

from collections.abc import Sequence

from policydiff.model.dialect import Dialect
from policydiff.model.document import Attachment, Block, Document, Node, Table, provisions_in
from policydiff.model.identifiers import name_document
from policydiff.model.source import Problem, SourceText
from policydiff.parsing.checks import check
from policydiff.parsing.citations import resolve_citations
from policydiff.parsing.divide import AttachmentLines, divide
from policydiff.parsing.facts import Facts, read_facts
from policydiff.parsing.lines import Line, bare
from policydiff.parsing.normalise import normalise
from policydiff.parsing.numerals import canonical
from policydiff.parsing.outline import outline, plain_node
from policydiff.parsing.preface import Front, clean_title, read_front


def parse(source: SourceText, dialect: Dialect, *, kind: str | None = None) -> Document:
    """Read a text. Every line of the source stands somewhere in the document or in its `dropped`.

    `kind` is the user's word for what it is; without it the title tells.
    """
    normalised = normalise(source, dialect)
    division = divide(normalised.lines, dialect)
    front = read_front(division.front, division.contents, source, dialect)
    body = outline(division.main, dialect)
    statute = any(
        provision.num is not None and provision.num[:1] in "第笫" for provision in provisions_in(body.nodes) if provision.level == "article"
    )
    attachments, doubts = _attachments(division.attachments, dialect, of_statute=statute)
    conclusions = tuple(_conclusion(line, dialect) for line in division.conclusions)
    title = front.title or clean_title(source.name.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    facts = _facts(title, front, body.nodes, conclusions, source, dialect, kind)
    document = Document(
        title=title,
        kind=facts.kind,
        dialect=dialect.name,
        jurisdiction=facts.jurisdiction,
        aliases=facts.aliases,
        authority=facts.authority,
        document_number=facts.document_number,
        stage=facts.stage,
        dates=facts.dates,
        original_dates=facts.original_dates,
        amendments=facts.amendments,
        preface=front.preface,
        preamble=front.preamble,
        body=body.nodes,
        conclusions=conclusions,
        attachments=attachments,
        problems=(*source.problems, *_untitled(front), *body.problems, *doubts),
        dropped=(*source.dropped, *normalised.dropped),
        source_sha256=source.sha256,
    )
    return check(resolve_citations(name_document(document), dialect.citations))


def _untitled(front: Front) -> tuple[Problem, ...]:
    if front.title is not None:
        return ()
    return (Problem(code="no-title", message="no line looks like a title; the file's name stands in for it", hint="give one with --title"),)


def _facts(
    title: str, front: Front, body: Sequence[Node], conclusions: Sequence[Block], source: SourceText, dialect: Dialect, kind: str | None
) -> Facts:
    blocks = [node for node in front.preface if isinstance(node, Block)]
    closing = "\n".join(node.text for node in body[-1:] if not isinstance(node, Table))[-600:]
    return read_facts(title, blocks, conclusions, closing, source, dialect, kind)


def _conclusion(line: Line, dialect: Dialect) -> Block:
    text = bare(line.text)
    if dialect.preface.date_line.match(text):
        return Block(text=line.text, role="date", line=line.number)
    closing = dialect.preface.closing.match(text)
    return Block(text=line.text, role="note" if closing or len(text) > 40 else "signature", line=line.number)


def _attachments(
    parts: Sequence[AttachmentLines], dialect: Dialect, *, of_statute: bool
) -> tuple[tuple[Attachment, ...], tuple[Problem, ...]]:
    found: list[Attachment] = []
    problems: list[Problem] = []
    for place, part in enumerate(parts, 1):
        inner = outline(part.lines, dialect, of_statute=of_statute) if any(line.table is None for line in part.lines) else None
        number = canonical(part.number) if part.number else None
        found.append(
            Attachment(
                eid="",
                number=number or str(place),
                num=part.num,
                heading=part.heading,
                content=inner.nodes if inner else tuple(plain_node(line) for line in part.lines),
                line=part.line,
            )
        )
        problems.extend(inner.problems if inner else ())
    return tuple(found), tuple(problems)
