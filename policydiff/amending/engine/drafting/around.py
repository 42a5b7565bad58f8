"""Items of a drafted decision for what is in no article, and words throughout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from policydiff.amending.engine import operations
from policydiff.amending.engine.compared_parts import comparable, text_nodes
from policydiff.amending.engine.drafting.articles import Drafter, Grain
from policydiff.amending.engine.drafting.carried_texts import Carried
from policydiff.amending.engine.drafting.lists import NEVER, align, lines_of_node, runs
from policydiff.amending.engine.drafting.pairs import Pairs, containers
from policydiff.amending.engine.drafting.structure import shortest
from policydiff.amending.engine.drafting.words import Site, Strip
from policydiff.amending.engine.drafting.writing import (
    LAST,
    OPERATION,
    PREAMBLE,
    Clause,
    Clauses,
    DraftedItem,
    head_clause,
    price,
    reads_back,
)
from policydiff.amending.engine.effects.base import BaseText, texts_in
from policydiff.amending.engine.operations import Steps
from policydiff.model.document import Attachment, Block, Document, Node, Provision
from policydiff.model.index import index_document

TITLE: Steps = (("title", ""),)
FIRST = (-3, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OuterDrafter:
    """Drafts the items for what is no article of the body."""

    old: Document
    new: Document
    drafter: Drafter

    def title(self, grain: int) -> list[DraftedItem]:
        """Another title of the work, by its name or by the words that change."""
        if self.old.title == self.new.title:
            return []
        old, new = self.old.title, self.new.title
        clause: Clause = (
            operations.ReplaceWords(steps=TITLE, old=old, text=new)
            if grain
            else operations.SetTitle(steps=TITLE, work=old, text=new),
        )
        return [DraftedItem(order=FIRST, clauses=(clause,), keys=("title",))]

    def preamble(self, grain: int) -> list[DraftedItem]:
        """The preamble, natural paragraph by natural paragraph, or all of it."""
        before, after = text_nodes(self.old.preamble), text_nodes(self.new.preamble)
        if comparable(self.drafter.carried.nodes(before)) == comparable(after):
            return []
        whole = "\n".join(map(lines_of_node, after))
        parts = self._paragraphs(before, after, words=grain == 0) if grain <= Grain.ITEMS else None
        if parts is None or price(parts) >= OPERATION + len(whole):
            renewed = operations.SetPreamble(steps=PREAMBLE, text=whole)
            parts = ((renewed if whole else operations.Delete(steps=PREAMBLE),),)
        return [
            DraftedItem(order=(-2, index), clauses=tuple(clauses), keys=("preamble",))
            for index, (_, clauses) in enumerate(groupby(parts, key=lambda clause: clause[0].steps))
        ]

    def _paragraphs(
        self, before: tuple[Node, ...], after: tuple[Node, ...], *, words: bool
    ) -> Clauses | None:
        clauses_of = {
            (row, column): self._paragraph(old, new, (("preamble", str(row + 1)),), words=words)
            for row, old in enumerate(before)
            for column, new in enumerate(after)
        }
        pairing = align(
            range(len(before)),
            range(len(after)),
            lambda row, column: (
                NEVER if clauses_of[row, column] is None else price(clauses_of[row, column] or ())
            ),
            lambda _row: NEVER,
            lambda column: OPERATION + len(lines_of_node(after[column])),
        )
        if pairing is None:
            return None
        stays = [
            clause
            for row, column in pairing
            if row is not None and column is not None
            for clause in clauses_of[row, column] or ()
        ]
        comes = [
            tuple(
                operations.Insert(
                    unit="preamble",
                    result_steps=(("preamble", str(column + 1)),),
                    text=lines_of_node(after[column]),
                )
                for column in columns
            )
            for _, columns in runs(pairing)
        ]
        return (*stays, *comes)

    def _paragraph(self, old: Node, new: Node, place: Steps, *, words: bool) -> Clauses | None:
        now, wanted = self.drafter.carried.nodes((old,))[0], lines_of_node(new)
        if comparable((now,)) == comparable((new,)):
            return ()
        single = self.drafter.carried.base.quotes_single
        rewrite = (
            ((operations.ReplaceText(steps=place, text=wanted),),)
            if reads_back(wanted, single=single)
            else None
        )
        texts = list(texts_in(old))
        inner = (
            self._words(
                texts, lines_of_node(now), wanted, Site(place=place, texts=texts, single=single)
            )
            if words
            else None
        )
        return min(
            (clauses for clauses in (inner, rewrite) if clauses is not None),
            key=price,
            default=None,
        )

    def _words(self, texts: list[BaseText], now: str, wanted: str, site: Site) -> Clauses | None:
        if len(texts) != 1:
            return None
        return site.clauses(
            [
                Strip(
                    text=texts[0],
                    edits=self.drafter.carried.edits(texts[0]),
                    carried=now,
                    wanted=wanted,
                )
            ]
        )

    def attachments(self, grains: dict[str, int]) -> Iterator[DraftedItem]:
        """Attachments that change, come and go, each by its number."""
        before = {attachment.number: attachment for attachment in self.old.attachments}
        after = {attachment.number: attachment for attachment in self.new.attachments}
        for index, (number, attachment) in enumerate(after.items()):
            place, key = (("attachment", number),), f"attachment {number}"
            if number in before:
                grain = grains.get(key, 0)
                clauses = self._attachment(before[number], attachment, place, grain)
            else:
                text = _lines(attachment)
                comes = operations.Insert(unit="attachment", result_steps=place, text=text)
                clauses = ((comes,),)
            for clause in clauses:
                yield DraftedItem(order=(LAST - 1, index), clauses=(clause,), keys=(key,))
        gone = tuple(
            operations.Delete(steps=(("attachment", number),))
            for number in before
            if number not in after
        )
        if gone:
            yield DraftedItem(order=(LAST - 1, LAST), clauses=(gone,), keys=("attachments",))

    def _attachment(self, old: Attachment, new: Attachment, place: Steps, grain: int) -> Clauses:
        now = self.drafter.carried.nodes(old.content)
        heading = self.drafter.carried.heading(old.eid, old.heading)
        if (heading, comparable(now)) == (new.heading, comparable(new.content)):
            return ()
        parts = self.drafter.parts(old.content, new.content, place) if grain == 0 else None
        if parts is not None and heading == new.heading:
            return parts
        if parts is not None and new.heading:
            return (head_clause(place, new.heading), *parts)
        return ((operations.ReplaceText(steps=place, text=_lines(new)),),)


def _lines(attachment: Attachment) -> str:
    return "\n".join(
        filter(
            None,
            (
                (attachment.num or "") + ("　" + attachment.heading if attachment.heading else ""),
                attachment.text,
            ),
        )
    )


def paragraph_items(pairs: Pairs, carried: Carried) -> Iterator[DraftedItem]:
    """An item for each chapter that stays with other paragraphs of its own."""
    after = index_document(pairs.new)
    for node in containers(pairs.old.body):
        new = after.by_eid.get(pairs.successor(node.eid) or "")
        clauses = _of_paragraphs(node, new, carried) if isinstance(new, Provision) else ()
        if clauses and new is not None and new.eid is not None:
            order = (after.order[new.eid], 2)
            yield DraftedItem(order=order, clauses=clauses, keys=(f"paragraphs {node.eid}",))


def _of_paragraphs(old: Provision, new: Provision, carried: Carried) -> Clauses:
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
    return tuple(
        (operations.DeleteWords(steps=place, old=node.text),)
        for node, text in zip(before, now, strict=True)
        if text not in wanted and site.count(node.text) == 1
    )


def throughout_items(carried: Carried) -> Iterator[DraftedItem]:
    """The items for words that change throughout the work, behind all others."""
    index = carried.base.index
    for position, change in enumerate(carried.throughout):
        excepted = (index.by_eid[eid] for eid in change.excepted)
        operation = operations.ReplaceWords(
            old=change.old,
            text=change.new,
            excepted=tuple(
                shortest(index, node) for node in excepted if isinstance(node, Provision)
            ),
        )
        yield DraftedItem(
            order=(LAST, position), clauses=((operation,),), keys=(f"throughout {change.old}",)
        )
