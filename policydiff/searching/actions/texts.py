"""search_texts: the parts of a document that a search finds, each by itself."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator

from policydiff.akn.reader import from_xml
from policydiff.citing.actions.cited_texts import numbering
from policydiff.errors import DamagedError, PolicyDiffError
from policydiff.model.document import Block, Document, Node, Provision, Table
from policydiff.model.index import index_document
from policydiff.parallel.engine import Engine, WorkerLostError
from policydiff.searching.engine.hits import HitPart, SearchText
from policydiff.searching.engine.query import fold
from policydiff.searching.index.tables import IndexedFacts
from policydiff.searching.index.writing import IndexedContent
from policydiff.store.titles import one_line


def read_versions(
    engine: Engine, versions: Iterable[bytes | DamagedError]
) -> Generator[IndexedContent, None, None]:
    """Yield the content of each version for the index, by its XML.

    One that ended its worker twice has none, and is called unreadable with that reason.
    """
    with engine.running(read_version, versions) as results:
        for result in results:
            if isinstance(result, WorkerLostError):
                yield _unread(result, may_pass=True)
            else:
                yield result


def read_version(xml: bytes | DamagedError) -> IndexedContent:
    """The content of a version for the index, or the reason why it cannot be read.

    What git lacks may come again.
    """
    if isinstance(xml, DamagedError):
        return _unread(xml, may_pass=True)
    try:
        document = from_xml(xml)
    except PolicyDiffError as error:
        return _unread(error)
    return IndexedFacts(fold(document.authority or "")), read_texts(document)


def _unread(error: PolicyDiffError, *, may_pass: bool = False) -> IndexedContent:
    return IndexedFacts("", one_line(str(error)), may_pass), ()


def read_texts(document: Document) -> tuple[SearchText, ...]:
    """Every article, and every block outside of the articles, in reading order."""
    return tuple(_texts(document))


def _texts(document: Document) -> Iterator[SearchText]:
    for part in (document.preface, document.preamble, document.body, document.conclusions):
        yield from _below(document, part, None)
    for attachment in document.attachments:
        yield from _below(document, attachment.content, attachment.eid)


def _below(document: Document, nodes: tuple[Node, ...], above: str | None) -> Iterator[SearchText]:
    for node in nodes:
        if isinstance(node, Provision) and node.level == "article":
            yield SearchText(
                part="article",
                eid=node.eid,
                number=_number(document, node.eid),
                heading=node.heading,
                text=node.text,
            )
        elif isinstance(node, Provision):
            yield from _below(document, node.content, node.eid)
        else:
            eid = node.eid or above
            yield SearchText(
                part=_part(node),
                eid=eid,
                number="" if eid is None else _number(document, eid),
                text=node.text,
            )


def _part(node: Node) -> HitPart:
    if isinstance(node, Block):
        return "block"
    return "table" if isinstance(node, Table) else "quotation"


def _number(document: Document, eid: str) -> str:
    return numbering(index_document(document), eid)
