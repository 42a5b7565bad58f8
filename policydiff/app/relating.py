"""relate, for documents: links, coverage and the named instruments together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from policydiff.app.background import load_background
from policydiff.app.instruments import resolve_instruments
from policydiff.model.document import Document
from policydiff.model.relation import Relation
from policydiff.store.repository import Repository

LIMIT = 10
"""Links of one article into one document where nobody asks for more or fewer."""


def relate(
    left: Document,
    rights: Sequence[Document],
    *,
    limit: int = LIMIT,
    also: Collection[tuple[str, str, str]] = frozenset(),
    step: Callable[[Document], None] = lambda _document: None,
    repository: Repository | None = None,
) -> Relation:
    """How the articles of a document correspond to those of others: links with their evidence,
    coverage, and the instruments it names.

    At most `limit` links are given of each article into each document, and of a policy document
    those of `also` (eId of the left, name of the
    document, eId of the right) besides; `step` is told of each document when it is done. In
    `repository` the instruments are
    looked up that are not among the documents. A law or regulation has counterparts, and no
    instruments that it announces.

        relation = policydiff.relate(policydiff.load("opinion.txt"), [policydiff.load("law.docx")])
    """
    from policydiff.relating.counterparts import relate_any  # noqa: PLC0415 numpy and the segmenter are heavy

    relation = relate_any(left, rights, load_background(), limit=limit, also=also, step=step)
    if relation.kind == "counterparts":
        return relation
    return replace(relation, instruments=resolve_instruments(left, rights, repository))
