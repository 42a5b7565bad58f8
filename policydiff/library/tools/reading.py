"""The outline and the text of a version, for an assistant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policydiff.errors import UsageError
from policydiff.mcp.answers import Findings, QuotedRow
from policydiff.mcp.provenance import Provenance, provenance_of
from policydiff.messages import Message
from policydiff.model.document import Attachment, Document, Node, Provision, printed
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS
from policydiff.model.names import parse_name
from policydiff.model.source import DOUBTS
from policydiff.report.citations import called
from policydiff.store.repository import Repository
from policydiff.works import show as showing
from policydiff.works.resolve import Resolved, resolve, whole_document
from policydiff.works.session import Session

PIECE = 6000
"""Characters of a text in one row; a longer one has several."""

OPENING = 60
"""Characters of an article in an outline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineRow(QuotedRow):
    """A part of a version: a chapter, or an article that stands in none.

    `provision` is its citation and `eid` its place: either names it for read_provision. `depth`
    counts the parts around it. `first` and `last` are the articles in a chapter, `articles` their
    number. `characters` is the length of its text, of which `opening` is the beginning; null for a
    chapter.
    """

    source: Provenance
    provision: str
    eid: str | None
    level: str
    depth: int
    heading: str | None
    articles: int
    first: str | None
    last: str | None
    characters: int
    opening: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow(QuotedRow):
    """The text of a provision in one version, or a piece of it.

    The piece is [`begin`, `end`) of `characters`. `text` is null where a text that may have been
    in force has no such provision.
    """

    source: Provenance
    provision: str | None
    eid: str | None
    level: str
    begin: int
    end: int
    characters: int
    text: str | None


def named(version: str, provision: str | None) -> str:
    """The operand of a version and a provision. Raises `BadNameError`, `UsageError`."""
    name = parse_name(version)
    if provision is None:
        return version
    if name.provision is not None:
        raise UsageError(
            Message(
                "{version} names a provision already; leave out what follows #", version=version
            )
        )
    return f"{name}#{provision}"


def read_outline(session: Session, version: str) -> Findings[OutlineRow]:
    """The parts of a version in reading order. Raises as `whole_document`."""
    resolved = whole_document(version, session)
    document = resolved.document
    source = provenance_of(document, store=session.store_if_any())
    index = index_document(document)
    parts = list(_parts((*document.preamble, *document.body, *document.attachments)))
    whole = document.full_text()
    return Findings(
        total=len(parts),
        row=lambda place: _outline_row(source, index, *parts[place]),
        notes=_remarks(resolved, session),
        counts={"articles": len(document.articles), "characters": len(whole)},
    )


def _parts(
    nodes: Sequence[Node | Attachment], depth: int = 0
) -> Iterator[tuple[Node | Attachment, int]]:
    """The nodes that an outline lists, each with the number of parts around it."""
    for node in nodes:
        yield node, depth
        if _holds_parts(node):
            inner = node.content if isinstance(node, Provision | Attachment) else ()
            yield from _parts([one for one in inner if _holds_parts(one)], depth + 1)


def _holds_parts(node: Node | Attachment) -> bool:
    return isinstance(node, Attachment) or (
        isinstance(node, Provision) and node.level in CONTAINERS
    )


def _outline_row(
    source: Provenance, index: ProvisionIndex, node: Node | Attachment, depth: int
) -> OutlineRow:
    text = node.text if isinstance(node, Attachment) else printed(node)
    inside = [article for article in _articles(node) if article is not node]
    provision = called(index, node.eid or "", "zh")
    return OutlineRow(
        **source.cite(provision if node.eid else None, node.eid),
        source=source,
        provision=provision,
        eid=node.eid,
        level=_level(node),
        depth=depth,
        heading=node.heading if isinstance(node, Provision | Attachment) else None,
        articles=len(inside),
        first=called(index, inside[0].eid, "zh") if inside else None,
        last=called(index, inside[-1].eid, "zh") if inside else None,
        characters=len(text),
        opening=None if _holds_parts(node) else text[:OPENING],
    )


def _articles(node: Node | Attachment) -> Iterator[Provision]:
    if isinstance(node, Provision) and node.level == "article":
        yield node
    elif isinstance(node, Provision | Attachment):
        for child in node.content:
            yield from _articles(child)


def _level(node: object) -> str:
    if isinstance(node, Provision):
        return node.level
    return type(node).__name__.lower()


def read_text(session: Session, version: str, provision: str | None) -> Findings[TextRow]:
    """The text of a provision, or of a whole version, in pieces.

    Where several texts may have been in force on the day, and differ, each has rows of its own.
    Raises what `show` raises, and `UsageError`.
    """
    resolved = resolve(named(version, provision), session)
    shown = showing.shown_of(resolved)
    texts = possible = showing.candidates(resolved, shown)
    unsure = showing.presumed(texts)
    if not unsure:
        texts = (showing.PossibleText(document=resolved.document, shown=shown),)
    store = session.store_if_any()
    rows = [
        row for text in texts for row in _pieces(text, resolved.provision, store, presumed=unsure)
    ]
    verdict = showing.verdict(possible) if resolved.provision else ()
    notes = (*_remarks(resolved, session), *verdict)
    return Findings(total=len(rows), row=rows.__getitem__, notes=notes)


def _pieces(
    text: showing.PossibleText, asked: str | None, store: Repository | None, *, presumed: bool
) -> Iterator[TextRow]:
    shown = text.shown
    source = provenance_of(text.document, store=store, presumed=presumed)
    if shown is None:
        yield TextRow(
            **source.cite(),
            source=source,
            provision=asked,
            eid=None,
            level="none",
            begin=0,
            end=0,
            characters=0,
            text=None,
        )
        return
    whole = text.text.removesuffix("\n")
    eid = None if isinstance(shown, Document) else shown.eid
    provision = called(index_document(text.document), eid, "zh") if eid else None
    for begin in range(0, max(len(whole), 1), PIECE):
        yield TextRow(
            **source.cite(provision, eid),
            source=source,
            provision=provision or asked,
            eid=eid,
            level=_level(shown),
            begin=begin,
            end=min(begin + PIECE, len(whole)),
            characters=len(whole),
            text=whole[begin : begin + PIECE],
        )


def _remarks(resolved: Resolved, session: Session) -> tuple[Message, ...]:
    status = showing.status_notes(resolved, showing.text_status(resolved, session))
    return (*notes_of(resolved), *status)


def notes_of(resolved: Resolved) -> tuple[Message, ...]:
    """The notes of a resolved name, and the doubts about how the whole text was read."""
    doubts = (
        problem.message
        for problem in resolved.document.problems
        if problem.code in DOUBTS or problem.severity == "error"
    )
    return (*resolved.notes, *doubts)
