"""The clauses that give an article its new text with the least quoting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from policydiff.amending.engine.compared_parts import comparable
from policydiff.amending.engine.drafting import lists
from policydiff.amending.engine.drafting.carried_texts import Carried
from policydiff.amending.engine.drafting.words import Site, Strip
from policydiff.amending.engine.drafting.writing import (
    Clause,
    Clauses,
    head_clause,
    new_text,
    price,
    reads_back,
)
from policydiff.amending.engine.effects.base import texts_in
from policydiff.amending.engine.operations import Delete, Insert, ReplaceText, Steps
from policydiff.amending.engine.tree.numbering import renumbered
from policydiff.model.document import Block, Node, Provision, Table

LEAST_SHARED = 0.4
"""The share of the signs of the shorter text."""


class Grain(IntEnum):
    """The coarseness of clauses; the next is tried where one does not come out."""

    WORDS = 0
    ITEMS = 1
    PARAGRAPHS = 2
    ARTICLE = 3
    NUMBERED = 4
    """The whole article, quoted with its number."""
    RENEWED = 5
    """The article goes, and another comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafter:
    """Drafts the clauses for one article after another."""

    carried: Carried
    leaving: frozenset[str] = frozenset()
    """The eIds of 款 that become articles of their own."""

    def article(self, old: Provision, new: Provision, place: Steps, grain: Grain) -> Clauses:
        """The clauses for an article, empty where none are needed."""
        stays = tuple(node for node in old.content if node.eid not in self.leaving)
        if _same(self.carried.node(old), new) or (
            stays != old.content and _same_paragraphs(self.carried.nodes(stays), new.content)
        ):
            return ()
        whole = ((ReplaceText(steps=place, text=lists.lines_of(new)),),)
        if grain >= Grain.ARTICLE:
            return whole
        parts = self._headed(old, new, place, grain)
        return parts if parts is not None and price(parts) < price(whole) else whole

    def _headed(self, old: Provision, new: Provision, place: Steps, grain: Grain) -> Clauses | None:
        inner = self.content(old, new, place, grain)
        stop_stays = old.heading_stop == new.heading_stop
        if inner is None or (
            stop_stays and self.carried.heading(old.eid, old.heading) == new.heading
        ):
            return inner
        if not stop_stays or old.heading is None or new.heading is None:
            return None
        return (head_clause(place, new.heading), *inner)

    def content(self, old: Provision, new: Provision, place: Steps, grain: Grain) -> Clauses | None:
        """The clauses for what a provision holds, child by child; None where none can.

        Where items come or go the closing marks of the others follow (`tree.numbering`).
        """
        before = tuple(
            node
            for node in old.content
            if not (isinstance(node, Block) and not node.text) and node.eid not in self.leaving
        )
        sides = lists.ListSides(
            before=before, carried=self.carried.nodes(before), after=new.content
        )
        alone = old.level == "article" and len(old.content) == 1

        @cache
        def pair(row: int, column: int) -> Clauses | None:
            return self._pair(
                before[row], new.content[column], _below(place, before[row], alone=alone), grain
            )

        def cheapest(*, marks_follow: bool) -> tuple[lists.Pairing, Clauses] | None:
            return lists.pair_children(sides, pair, marks_follow=marks_follow)

        best = cheapest(marks_follow=True)
        if best is not None and not any(None in entry for entry in best[0]):
            best = cheapest(marks_follow=False)
        if best is None or not _numbered(sides.carried, sides.after, best[0]):
            return None
        changed = self._came_and_went(before, new.content, best[0], place)
        return None if changed is None else (*best[1], *changed)

    def parts(self, before: Sequence[Node], after: Sequence[Node], place: Steps) -> Clauses | None:
        """The clauses for nodes of which none comes or goes; None where there are none."""
        if len(before) != len(after):
            return None
        pieces: list[Clause] = []
        for old, new in zip(before, after, strict=True):
            own = _below(place, old, alone=False)
            clauses = self._pair(old, new, own, Grain.WORDS)
            if clauses is None or (
                isinstance(old, Provision) and isinstance(new, Provision) and old.num != new.num
            ):
                return None
            pieces.extend(clauses)
        return tuple(pieces)

    def _came_and_went(
        self, before: Sequence[Node], after: Sequence[Node], pairing: lists.Pairing, place: Steps
    ) -> Clauses | None:
        """Clauses for the children that go and come, by places; None where none can."""
        moved = list(lists.runs(pairing))
        if not moved:
            return ()
        levels = {node.level for node in (*before, *after) if isinstance(node, Provision)}
        gone = tuple(
            Delete(steps=(*place, (node.level, node.number)))
            for rows, _ in moved
            for row in rows
            if isinstance(node := before[row], Provision)
        )
        clauses: list[Clause] = [gone] if gone else []
        for columns in (columns for _, columns in moved if columns):
            clause = tuple(
                _comes(place, node)
                for column in columns
                if isinstance(node := after[column], Provision)
            )
            if not reads_back(new_text(clause), single=self.carried.base.quotes_single):
                return None
            clauses.append(clause)
        return tuple(clauses) if len(levels) == 1 else None

    def _pair(self, old: Node, new: Node, place: Steps, grain: Grain) -> Clauses | None:
        """The clauses that make one node of the other; None where none do."""
        if isinstance(old, Provision) and isinstance(new, Provision):
            return self._provision(old, new, place, grain) if old.level == new.level else None
        if comparable(self.carried.nodes((old,))) == comparable((new,)):
            return ()
        if grain > Grain.WORDS or type(old) is not type(new):
            return None
        return self._texts(old, new, place)

    def _provision(
        self, old: Provision, new: Provision, place: Steps, grain: Grain
    ) -> Clauses | None:
        """The clauses for a 款, 项 or 目, by pieces or whole; None where none can."""
        if _same(self.carried.node(old), new):
            return ()
        if grain >= Grain.PARAGRAPHS and old.level in lists.LISTED:
            return None
        text = lists.lines_of_node(new)
        rewrite = ((ReplaceText(steps=_own(place, old), text=text),),)
        inner = self.content(old, new, place, grain) if likely(old.text, new.text) else None
        fits = reads_back(text, single=self.carried.base.quotes_single)
        if inner is not None and (not fits or price(inner) < price(rewrite)):
            return inner
        return rewrite if fits else None

    def _texts(self, old: Node, new: Node, place: Steps) -> Clauses | None:
        """The clauses for words in a paragraph, or in a table of the same build."""
        texts = list(texts_in(old))
        wanted = _cells(new)
        if len(texts) != len(wanted):
            return None
        holder = self.carried.base.find(place)
        site = Site(
            place=place,
            texts=list(texts_in(holder)) if holder is not None else texts,
            single=self.carried.base.quotes_single,
        )
        carried = _cells(self.carried.nodes((old,))[0])
        strips = [
            Strip(text=text, edits=self.carried.edits(text), carried=now, wanted=then)
            for text, now, then in zip(texts, carried, wanted, strict=True)
            if now != then
        ]
        return site.clauses(strips)


def likely(old: str, new: str) -> bool:
    """True if two texts share enough signs for a comparison of their words."""
    if not old or not new:
        return False
    common = sum((Counter(old) & Counter(new)).values())
    return common >= LEAST_SHARED * min(len(old), len(new))


def _comes(holder: Steps, node: Provision) -> Insert:
    number = (*holder, (node.level, node.number))
    return Insert(
        steps=holder, result_steps=number, unit=node.level, text=lists.lines_of_node(node)
    )


def _own(place: Steps, node: Provision) -> Steps:
    """The place of a 款 with its number, where the article stands for it."""
    return (
        (*place, (node.level, node.number))
        if node.level == "paragraph" and place[-1][0] != "paragraph"
        else place
    )


def _cells(node: Node) -> list[str]:
    if isinstance(node, Table):
        return [cell.text for row in node.rows for cell in row]
    return [node.text]


def _same(old: Provision, new: Provision) -> bool:
    """True if two provisions read the same, whatever their own number."""
    return (old.heading, old.heading_stop, comparable(old.content)) == (
        new.heading,
        new.heading_stop,
        comparable(new.content),
    )


def _same_paragraphs(old: Sequence[Node], new: Sequence[Node]) -> bool:
    """True if 款 read the same, whatever their numbers."""
    return [comparable(getattr(node, "content", (node,))) for node in old] == [
        comparable(getattr(node, "content", (node,))) for node in new
    ]


def _below(place: Steps, node: Node, *, alone: bool) -> Steps:
    """The place of a child: the article names its only 款, and the 项 of that."""
    if not isinstance(node, Provision) or (alone and node.level == "paragraph"):
        return place
    return (*place, (node.level, node.number))


def _numbered(before: Sequence[Node], after: Sequence[Node], pairing: lists.Pairing) -> bool:
    """True if the items of a list get their wanted numbers by themselves."""
    moved = any(None in entry for entry in pairing)
    for row, column in pairing:
        old = before[row] if row is not None else None
        new = after[column] if column is not None else None
        if isinstance(old, Provision) and isinstance(new, Provision) and old.level in lists.LISTED:
            num = renumbered(old.num, new.number) if moved else old.num
            if num != new.num or not (moved or old.number == new.number):
                return False
    return True
