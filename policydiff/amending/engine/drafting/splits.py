"""Articles that are divided and joined without their texts.

将第二条第二款改为第三条 · 将第四条、第五条合并，作为第四条.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from policydiff.amending.engine.applying.new_wording import Places, new_places
from policydiff.amending.engine.compared_parts import comparable
from policydiff.amending.engine.drafting.articles import Drafter, likely
from policydiff.amending.engine.drafting.carried_texts import Carried
from policydiff.amending.engine.drafting.pairs import Pairs, row_of
from policydiff.amending.engine.drafting.structure import shortest
from policydiff.amending.engine.drafting.writing import Clauses, DraftedItem, changes_words, price
from policydiff.amending.engine.operations import Join, Renumber, Steps
from policydiff.comparing.engine.redline.sides import shared_share
from policydiff.model.document import Document, Node, Provision, provisions_in
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS

LIKE, UNLIKE = 0.8, 0.6
"""So like (0 to 1) is a 款 to the article that it becomes, and so unlike that article is what its
old article still has.
"""
QUOTED = 0.5
"""The share of its text that may be quoted for the words that change in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A 款 of an old article that is to be an article of the new text."""

    holder: Provision
    paragraph: Provision
    article: Provision
    clauses: Clauses = ()
    """The words that change in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Articles of the old text, in their order, that are to be one of the new one."""

    parts: tuple[Provision, ...]
    article: Provision
    survivor: str
    """The eId of that one of them which lives on in it."""


@dataclass(slots=True, kw_only=True)
class SplitsAndJoins:
    """The articles that are divided and joined word for word."""

    pairs: Pairs
    carried: Carried
    grains: Mapping[str, int]
    """The keys of what was tried and did not come out: it is written otherwise."""
    quoted: frozenset[str] = frozenset()
    """The eIds of what goes or comes with its chapter."""
    split: dict[str, Leaving] = field(init=False)
    """By the eId of the new article."""
    joined: dict[str, Joined] = field(init=False)
    """By the eId of the old article that lives on."""

    def __post_init__(self) -> None:
        self.split = {leaving.article.eid: leaving for leaving in self._find_split()}
        self.joined = {joined.survivor: joined for joined in self._find_joined()}

    @property
    def paragraphs(self) -> frozenset[str]:
        """The eIds of the 款 that leave their articles."""
        return frozenset(leaving.paragraph.eid for leaving in self.split.values())

    @property
    def gone(self) -> frozenset[str]:
        """The eIds of the old articles that become part of another one."""
        return frozenset(
            part.eid
            for joined in self.joined.values()
            for part in joined.parts
            if part.eid != joined.survivor
        )

    def places(self) -> Places:
        """The places in the new text of all that leaves its article."""
        wanted = new_places(self.pairs.new.body)
        places: Places = {}
        for split in self.split.values():
            places |= _moved(split.paragraph, split.article.children[0], wanted)
        for joined in self.joined.values():
            places |= {
                part.eid: {"article": joined.article.number}
                for part in joined.parts
                if part.eid != joined.survivor
            }
            olds = [child for part in joined.parts for child in part.children]
            for old, new in zip(olds, joined.article.children, strict=False):
                places |= _moved(old, new, wanted)
        return places

    def items(self) -> Iterator[DraftedItem]:
        """The items for articles that are divided and joined."""
        before, after = index_document(self.pairs.old), index_document(self.pairs.new)
        for split in self.split.values():
            place = _place(before, split.holder, split.paragraph)
            number = (("article", split.article.number),)
            yield DraftedItem(
                order=(after.order[split.article.eid], 0),
                clauses=((Renumber(steps=place, result_steps=number),), *split.clauses),
                keys=(f"new {split.article.eid}",),
            )
        for joined in self.joined.values():
            number = (("article", joined.article.number),)
            clause = tuple(
                Join(steps=shortest(before, part), result_steps=number) for part in joined.parts
            )
            yield DraftedItem(
                order=(after.order[joined.article.eid], 0),
                clauses=(clause,),
                keys=tuple(part.eid for part in joined.parts),
            )

    def _find_split(self) -> Iterator[Leaving]:
        """The new articles of one 款 that the old article beside it had, and has no more.

        The first one of a chapter would come into the chapter before.
        """
        row, above = _articles(self.pairs.new), index_document(self.pairs.new).parents
        for index, article in enumerate(row):
            if index and above[row[index - 1].eid] != above[article.eid]:
                continue
            excluded = (
                self.pairs.origin(article.eid) is not None
                or article.eid in self.quoted
                or self.grains.get(f"new {article.eid}")
            )
            if excluded or not _plain(article):
                continue
            for beside in (*row[max(0, index - 1) : index], *row[index + 1 : index + 2]):
                leaving = self._left(beside, article)
                if leaving is not None:
                    yield leaving
                    break

    def _left(self, stays: Provision, article: Provision) -> Leaving | None:
        """The one 款 that reads as a new article and has left `stays`, None without."""
        origin = self.pairs.origin(stays.eid)
        old = index_document(self.pairs.old).by_eid.get(origin or "")
        if not isinstance(old, Provision) or self.grains.get(old.eid) or len(old.children) < 2:
            return None
        wanted, left = (
            article.children[0],
            [child for child in old.children if child.level == "paragraph"],
        )
        if any(_likeness(child, wanted) >= UNLIKE for child in stays.children):
            return None
        candidates = [
            Leaving(holder=old, paragraph=child, article=article, clauses=clauses)
            for child in left
            if (clauses := self._words(old, child, wanted)) is not None
        ]
        return candidates[0] if len(candidates) == 1 else None

    def _words(self, holder: Provision, old: Provision, wanted: Provision) -> Clauses | None:
        """The words that change in a 款 so that it reads as wanted; None for many."""
        if comparable(self.carried.node(old).content) == comparable(wanted.content):
            return ()
        if _likeness(old, wanted) < LIKE:
            return None
        place = _place(index_document(self.pairs.old), holder, old)
        clauses = Drafter(carried=self.carried).parts(old.content, wanted.content, place)
        fits = (
            clauses
            and all(changes_words(clause[0]) for clause in clauses)
            and price(clauses) <= QUOTED * len(wanted.text)
        )
        return clauses if fits else None

    def _find_joined(self) -> Iterator[Joined]:
        """Articles that stand side by side and become one; each once."""
        row = _articles(self.pairs.old)
        used: set[str] = set()
        for pair in pairwise(row):
            joined = self._join(pair)
            if joined is not None and not used & {part.eid for part in pair}:
                used |= {part.eid for part in pair}
                yield joined

    def _join(self, pair: tuple[Provision, Provision]) -> Joined | None:
        """Two articles of one chapter that become one, None where they do not.

        One goes, and the other then has the 款 of both, in their order.
        """
        survivors = [part for part in pair if self.pairs.successor(part.eid) is not None]
        if len(survivors) != 1 or any(
            part.eid in self.quoted or self.grains.get(part.eid) or part.heading for part in pair
        ):
            return None
        before, after = index_document(self.pairs.old), index_document(self.pairs.new)
        new = after.by_eid[self.pairs.lives[survivors[0].eid]]
        if not isinstance(new, Provision) or new.heading is not None:
            return None
        homes = [before.parents[part.eid] for part in pair]
        one_home = {self.pairs.successor(home) if home is not None else None for home in homes} == {
            after.parents[new.eid]
        }
        same = one_home and _texts(new) == [text for part in pair for text in self._texts_of(part)]
        return Joined(parts=pair, article=new, survivor=survivors[0].eid) if same else None

    def _texts_of(self, article: Provision) -> list[object]:
        return _texts(self.carried.node(article))


def _place(index: ProvisionIndex, holder: Provision, paragraph: Provision) -> Steps:
    return (*shortest(index, holder), (paragraph.level, paragraph.number))


def _moved(old: Provision, new: Provision, wanted: Places) -> Places:
    """A 款 of the old text and its 项, each with the place of what it becomes."""
    pairs = zip(
        (old, *provisions_in(old.content)), (new, *provisions_in(new.content)), strict=False
    )
    return {left.eid: wanted[right.eid] for left, right in pairs if left.level == right.level}


def _likeness(left: Provision, right: Provision) -> float:
    """The similarity of two 款, up to 1."""
    return shared_share(left.text, right.text) if likely(left.text, right.text) else 0.0


def _texts(article: Provision) -> list[object]:
    """The content of the 款 of an article, whatever their numbers."""
    return [
        comparable(child.content) if isinstance(child, Provision) else comparable((child,))
        for child in article.content
    ]


def _articles(document: Document) -> list[Provision]:
    return [node for node in row_of(document.body) if node.level not in CONTAINERS]


def _plain(article: Provision) -> bool:
    """True if an article is one 款 and nothing else."""
    content: tuple[Node, ...] = article.content
    return (
        article.level == "article"
        and article.heading is None
        and len(content) == len(article.children) == 1
        and "-" not in article.number
    )
