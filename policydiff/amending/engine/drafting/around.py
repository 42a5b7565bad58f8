"""Items of a drafted decision for the title, the preamble and attachments."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from policydiff.amending.engine.compared_parts import comparable, text_nodes
from policydiff.amending.engine.drafting.articles import Drafter, Grain
from policydiff.amending.engine.drafting.clauses import Clauses, DraftedClause, price
from policydiff.amending.engine.drafting.items import LAST, DraftedItem, InstructionWriter
from policydiff.amending.engine.drafting.lists import NEVER, align, lines_of_node, runs
from policydiff.amending.engine.drafting.quotes import reads_back
from policydiff.amending.engine.drafting.words import Site, Strip
from policydiff.amending.engine.effects.base import BaseText, texts_in
from policydiff.amending.engine.operations import Steps
from policydiff.model.document import Attachment, Document, Node
from policydiff.text.places import write_place

TITLE: Steps = (("title", ""),)
PREAMBLE: Steps = (("preamble", ""),)
FIRST = (-3, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OuterDrafter:
    """Drafts the items for what is no article of the body."""

    old: Document
    new: Document
    drafter: Drafter
    writer: InstructionWriter

    def title(self, grain: int) -> list[DraftedItem]:
        """Another title of the work, by its name or by the words that change."""
        if self.old.title == self.new.title:
            return []
        text = f"将《{self.old.title}》名称修改为《{self.new.title}》。"
        if grain:
            whole = DraftedClause(
                form="replace", place=TITLE, old=self.old.title, new=self.new.title
            )
            text = self.writer.article(TITLE, (whole,))
        return [DraftedItem(order=FIRST, text=text, keys=("title",))]

    def preamble(self, grain: int) -> list[DraftedItem]:
        """The preamble, natural paragraph by natural paragraph, or all of it."""
        before, after = text_nodes(self.old.preamble), text_nodes(self.new.preamble)
        if comparable(self.drafter.carried.nodes(before)) == comparable(after):
            return []
        whole = "\n".join(map(lines_of_node, after))
        parts = self._paragraphs(before, after, words=grain == 0) if grain <= Grain.ITEMS else None
        if parts is not None and price(parts) < price(
            (DraftedClause(form="rewrite", place=PREAMBLE, new=whole),)
        ):
            grouped = [
                tuple(clauses) for _, clauses in groupby(parts, key=lambda clause: clause.place)
            ]
            texts = [self.writer.article(clauses[0].place, clauses) for clauses in grouped]
            return [
                DraftedItem(order=(-2, at), text=text, keys=("preamble",))
                for at, text in enumerate(texts)
            ]
        name = "序言" if len(self.old.preamble) > len(before) else "引言"
        text = f"将{name}修改为：{self.writer.quote(whole)}" if whole else f"删去{name}。"
        return [DraftedItem(order=(-2, 0), text=text, keys=("preamble",))]

    def _paragraphs(
        self, before: tuple[Node, ...], after: tuple[Node, ...], *, words: bool
    ) -> Clauses | None:
        clauses_of = {
            (row, column): self._paragraph(old, new, (("preamble", str(row + 1)),), words=words)
            for row, old in enumerate(before)
            for column, new in enumerate(after)
        }
        pairing = align(
            len(before),
            len(after),
            lambda row, column: (
                NEVER if clauses_of[row, column] is None else price(clauses_of[row, column] or ())
            ),
            lambda _row: NEVER,
            lambda column: price(
                (DraftedClause(form="come", place=PREAMBLE, new=lines_of_node(after[column])),)
            ),
        )
        if pairing is None:
            return None
        found: list[DraftedClause] = [
            c
            for row, column in pairing
            if row is not None and column is not None
            for c in clauses_of[row, column] or ()
        ]
        for _, came in runs(pairing):
            numbers = tuple(str(column + 1) for column in came)
            text = "\n".join(lines_of_node(after[column]) for column in came)
            found.append(
                DraftedClause(
                    form="come", place=PREAMBLE, level="preamble", numbers=numbers, new=text
                )
            )
        return tuple(found)

    def _paragraph(self, old: Node, new: Node, place: Steps, *, words: bool) -> Clauses | None:
        now, wanted = self.drafter.carried.nodes((old,))[0], lines_of_node(new)
        if comparable((now,)) == comparable((new,)):
            return ()
        single = self.drafter.carried.base.quotes_single
        rewrite = (
            (DraftedClause(form="rewrite", place=place, new=wanted),)
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
            (found for found in (inner, rewrite) if found is not None), key=price, default=None
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

    def attachments(self, grains: dict[str, int]) -> list[DraftedItem]:
        """Attachments that change, come and go, each by its number."""
        before = {attachment.number: attachment for attachment in self.old.attachments}
        after = {attachment.number: attachment for attachment in self.new.attachments}
        items: list[DraftedItem] = []
        for at, (number, attachment) in enumerate(after.items()):
            place: Steps = (("attachment", number),)
            if number not in before:
                text = self.writer.quote(_lines(attachment))
                text = f"增加一个附件，作为{write_place(place)}：{text}"
                items.append(
                    DraftedItem(order=(LAST - 1, at), text=text, keys=(f"attachment {number}",))
                )
            else:
                grain = grains.get(f"attachment {number}", 0)
                items += [
                    DraftedItem(order=(LAST - 1, at), text=text, keys=(f"attachment {number}",))
                    for text in self._attachment(before[number], attachment, place, grain)
                ]
        gone = [
            write_place((("attachment", number),)) or "" for number in before if number not in after
        ]
        return items + (
            [
                DraftedItem(
                    order=(LAST - 1, LAST), text=f"删去{'、'.join(gone)}。", keys=("attachments",)
                )
            ]
            if gone
            else []
        )

    def _attachment(self, old: Attachment, new: Attachment, place: Steps, grain: int) -> list[str]:
        now = self.drafter.carried.nodes(old.content)
        heading = self.drafter.carried.heading(old.eid, old.heading)
        if (heading, comparable(now)) == (new.heading, comparable(new.content)):
            return []
        parts = self.drafter.parts(old.content, new.content, place) if grain == 0 else None
        if parts is not None and (heading == new.heading or new.heading):
            head = (
                (DraftedClause(form="head", place=place, new=new.heading or ""),)
                if heading != new.heading
                else ()
            )
            return [self.writer.article(place, (clause,)) for clause in (*head, *parts)]
        return [f"将{write_place(place)}修改为：{self.writer.quote(_lines(new))}"]


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
