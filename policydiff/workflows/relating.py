"""relate, for documents: what the computation needs from the files that ship is read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from policydiff.model.document import Document
from policydiff.model.relation import Relation
from policydiff.relating.background import Background, read_background
from policydiff.resources import resource
from policydiff.store.repository import Repository
from policydiff.workflows.instruments import resolve_instruments

LIMIT = 10
"""Links of one article into one document where nobody asks for more or fewer."""


@cache
def background() -> Background:
    """What ships of the words of Chinese law at large. Raises `NotFoundError`, `BadBackgroundError` where the installation is damaged."""
    words, vectors = (resource("corpora", "background", name) for name in ("words.tsv", "vectors.bin"))
    return read_background(words.read_text(encoding="utf-8"), vectors.read_bytes())


def relate(
    left: Document,
    rights: Sequence[Document],
    *,
    limit: int = LIMIT,
    step: Callable[[Document], None] = lambda _document: None,
    repository: Repository | None = None,
) -> Relation:
    """How the articles of a document correspond to those of others: links with their evidence, coverage, and the instruments it names.

    At most `limit` links are given of each article into each document; `step` is told of each document when it is done. In `repository`
    the instruments are looked up that are not among the documents.

        relation = policydiff.relate(policydiff.load("opinion.txt"), [policydiff.load("law.docx")])
    """
    from policydiff.relating.relate import relate_documents  # noqa: PLC0415 numpy and the segmenter are heavy

    relation = relate_documents(left, rights, background(), limit=limit, step=step)
    return replace(relation, instruments=resolve_instruments(left, rights, repository))
