"""Amending decisions, and the answers of laws to an opinion, for an assistant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policydiff.amending.engine.operations import Operation, OperationKind, OperationStatus
from policydiff.amending.engine.reading.instructions import read_instructions
from policydiff.citing.engine.citing import is_amending
from policydiff.library.tools.reading import notes_of
from policydiff.mcp.answers import Findings, QuotedRow
from policydiff.mcp.provenance import Provenance, provenance_of
from policydiff.messages import Message
from policydiff.model.document import Document, Provision
from policydiff.model.index import index_document
from policydiff.model.measures import Force, Grade, Origin
from policydiff.relating.actions.relate import RelatedTexts, RelateOptions, relate_operands
from policydiff.relating.engine.relation import CoverageStatus, Link, LinkStatus, Order, name_of
from policydiff.report.citations import called
from policydiff.store.repository import Repository
from policydiff.works.resolve import whole_document
from policydiff.works.session import Session

MOST_LAWS = 10
LINKS = 3
"""Articles of one law that are given for one item of an opinion."""

LONGEST = 1500
"""Characters of an article beside an item; of a longer one the beginning is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow(QuotedRow):
    """One operation that a decision orders, or a sentence that orders nothing.

    `target` is the place in the text before, `result` that after. `old` are the quoted words that
    go, or beside which something is added (`side`); `text` the new text. `status` "parsed" was
    understood, "unparsed" was not: its words are in `text`, "context" orders nothing.
    """

    source: Provenance
    item: str | None
    work: str | None
    kind: OperationKind
    status: OperationStatus
    target: str | None
    result: str | None
    old: str | None
    side: str | None
    text: str | None
    message: str | None


def read_operations(session: Session, decision: str) -> Findings[OperationRow]:
    """The operations of a stored decision, in its order.

    Raises what `whole_document` raises.
    """
    resolved = whole_document(decision, session)
    found = read_instructions(resolved.document)
    source = provenance_of(resolved.document, store=session.store_if_any())
    orders = any(one.status == "parsed" and one.kind != "context" for one in found.operations)
    shown = found.operations if orders or is_amending(resolved.document) else ()
    return Findings(
        total=len(shown),
        row=lambda place: _operation_row(shown[place], source),
        nothing=Message("{title} orders no amendment", title=resolved.document.title),
        counts=dict(Counter(one.status for one in shown)),
        notes=(*notes_of(resolved), *(problem.message for problem in found.problems)),
    )


def _operation_row(operation: Operation, source: Provenance) -> OperationRow:
    return OperationRow(
        **source.cite(),
        source=source,
        item=operation.instruction,
        work=operation.work,
        kind=operation.kind,
        status=operation.status,
        target=operation.target_num,
        result=operation.result_num,
        old=operation.old,
        side=operation.side,
        text=operation.text,
        message=operation.message,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrespondingArticle:
    """An article of a law that corresponds to an item of an opinion.

    `version` is that of the law, whose source is in the coverage of the row.
    `score` is the computed likelihood that a reader would call it so, no legal judgement; `status`
    and `grade` are a person's where `reviewers` are named. `shared` are words that both have.
    `text` is the beginning of its `characters` where `cut` is true; read_provision gives all.
    `origin` states if the article is new or was amended since the opinion, null where unknown.
    `ended` states how the law has ended: then it is no answer today; null where no stored text ends
    it.
    """

    version: str
    provision: str
    eid: str
    text: str
    characters: int
    cut: bool
    score: float
    status: LinkStatus
    grade: Grade | None
    reviewers: tuple[str, ...]
    shared: tuple[str, ...]
    force: Force | None
    origin: Origin | None
    ended: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCoverage:
    """The coverage of an item by one law.

    `order` is the time of the law beside that of the opinion, `ended` as in `CorrespondingArticle`.
    """

    source: Provenance
    status: CoverageStatus
    best: float
    order: Order | None
    reviewed: bool
    ended: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow(QuotedRow):
    """One item of an opinion, how far each law answers it, and the articles that do."""

    source: Provenance
    item: str
    eid: str
    text: str
    coverage: tuple[ItemCoverage, ...]
    articles: tuple[CorrespondingArticle, ...]


def relate_items(
    session: Session, opinion: str, laws: Sequence[str], item: str | None
) -> Findings[ItemRow]:
    """The items of an opinion with the articles of laws that answer them.

    Raises what `relate_operands` raises.
    """
    options = RelateOptions(limit=LINKS, items=() if item is None else (item,))
    found = relate_operands(opinion, laws, session, options)
    relation = found.relation
    eids = relation.shown or tuple(article.eid for article in relation.left.articles)
    rows = _ItemRows.of(found, session.store_if_any())
    return Findings(
        total=len(eids),
        row=lambda place: rows.row(eids[place]),
        counts=dict(Counter(row.status for row in relation.coverage)),
        notes=(
            *(note for side in (found.left, *found.rights) for note in notes_of(side)),
            *found.remarks,
        ),
    )


@dataclass(frozen=True, slots=True)
class _ItemRows:
    found: RelatedTexts
    documents: dict[str, Document]
    source: Provenance
    sources: dict[str, Provenance]

    @classmethod
    def of(cls, found: RelatedTexts, store: Repository | None) -> _ItemRows:
        rights = {name_of(side.document): side.document for side in found.rights}
        left, unsure = found.left.document, found.left.presumed
        return cls(
            found,
            rights,
            provenance_of(left, store=store, presumed=unsure),
            {name: provenance_of(right, store=store) for name, right in rights.items()},
        )

    def row(self, eid: str) -> ItemRow:
        left, relation = self.found.left.document, self.found.relation
        item, source = called(index_document(left), eid, "zh"), self.source
        return ItemRow(
            **source.cite(item, eid),
            source=source,
            item=item,
            eid=eid,
            text=_text(left, eid),
            coverage=tuple(
                ItemCoverage(
                    source=self.sources[one.right],
                    status=one.status,
                    best=one.best,
                    order=one.order,
                    reviewed=one.reviewed,
                    ended=self._ended(one.right),
                )
                for one in relation.coverage
                if one.left == eid
            ),
            articles=tuple(self._articles(eid)),
        )

    def _ended(self, right: str) -> str | None:
        """The end of the work of a document, as a sentence."""
        status = dict(self.found.relation.statuses).get(right)
        return None if status is None or status.end is None else str(status.message)

    def _articles(self, eid: str) -> Iterator[CorrespondingArticle]:
        for link in self.found.relation.links:
            if link.left.eid == eid:
                right = link.right.document
                yield _article(link, self.documents[right], self._ended(right))


def _article(link: Link, document: Document, ended: str | None) -> CorrespondingArticle:
    text = _text(document, link.right.eid)
    return CorrespondingArticle(
        version=provenance_of(document).version,
        provision=called(index_document(document), link.right.eid, "zh"),
        eid=link.right.eid,
        text=text[:LONGEST],
        characters=len(text),
        cut=len(text) > LONGEST,
        score=link.score,
        status=link.status,
        grade=link.grade,
        reviewers=tuple(one.reviewer for one in link.judgements),
        shared=tuple(evidence.term for evidence in link.evidence),
        force=link.force,
        origin=link.origin,
        ended=ended,
    )


def _text(document: Document, eid: str) -> str:
    node = index_document(document).by_eid[eid]
    return node.text if isinstance(node, Provision) else ""
