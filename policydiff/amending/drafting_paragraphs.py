"""Items for paragraphs that stand in a chapter beside its articles.

Such as the second line of a heading: their words change, or they go.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.amending.base import BaseText, texts_in
from policydiff.amending.drafting_carried import Carried
from policydiff.amending.drafting_clauses import Clauses, DraftedClause
from policydiff.amending.drafting_items import DraftedItem, InstructionWriter
from policydiff.amending.drafting_pairs import Pairs, containers
from policydiff.amending.drafting_places import shortest
from policydiff.amending.drafting_words import Site, Strip
from policydiff.model.document import Block, Provision
from policydiff.model.index import index_document


def paragraph_items(
    pairs: Pairs, carried: Carried, writer: InstructionWriter
) -> Iterator[DraftedItem]:
    """An item for each chapter that lives on with other such paragraphs."""
    after = index_document(pairs.new)
    for node in containers(pairs.old.body):
        new = after.by_eid.get(pairs.successor(node.eid) or "")
        clauses = _clauses(node, new, carried) if isinstance(new, Provision) else ()
        if clauses and new is not None and new.eid is not None:
            text = writer.article(shortest(carried.base.index, node), clauses)
            yield DraftedItem(
                order=(after.order[new.eid], 2), text=text, keys=(f"paragraphs {node.eid}",)
            )


def _clauses(old: Provision, new: Provision, carried: Carried) -> Clauses:
    before = [node for node in old.content if isinstance(node, Block) and node.text]
    now = [node.text for node in carried.nodes(before)]
    wanted = [node.text for node in new.content if isinstance(node, Block)]
    if now == wanted:
        return ()
    place = shortest(carried.base.index, old)
    site = Site(place=place, texts=list(texts_in(old)), single=carried.base.quotes_single)
    if len(now) == len(wanted):
        texts = [BaseText(eid=node.eid or "", text=node.text) for node in before]
        strips = [
            Strip(text=text, edits=carried.edits(text), carried=here, wanted=there)
            for text, here, there in zip(texts, now, wanted, strict=True)
            if here != there
        ]
        return site.clauses(strips) or ()
    gone = [
        node.text
        for node, text in zip(before, now, strict=True)
        if text not in wanted and site.count(node.text) == 1
    ]
    return tuple(DraftedClause(form="delete", place=place, old=text) for text in gone)
