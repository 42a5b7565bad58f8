"""Articles that are divided and articles that become one: 将第二条第二款作为第三条, 将第四条、第五条合并，作为第四条, without their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from policydiff.amending.cn_places import write_place
from policydiff.amending.drafting_carried import Carried
from policydiff.amending.drafting_items import Item
from policydiff.amending.drafting_pairs import Pairs, row_of
from policydiff.amending.drafting_places import shortest
from policydiff.amending.drafting_reading import said
from policydiff.model.document import Document, Node, Provision
from policydiff.model.index import index_document
from policydiff.model.kinds import CONTAINERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A 款 of the old text that is to be an article of the new one."""

    paragraph: Provision
    article: Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Articles of the old text, in their order, that are to be one of the new one; `kept` is the eId of that one of them which lives on in it."""

    parts: tuple[Provision, ...]
    article: Provision
    kept: str


@dataclass(slots=True, kw_only=True)
class Parting:
    """What is divided and joined word for word. `grains` tell what was tried and did not come out: it is written otherwise."""

    pairs: Pairs
    carried: Carried
    grains: Mapping[str, int]
    parted: dict[str, Parted] = field(init=False)
    """By the eId of the new article."""
    joined: dict[str, Joined] = field(init=False)
    """By the eId of the old article that lives on."""

    def __post_init__(self) -> None:
        """Find them."""
        self.parted = {found.article.eid: found for found in self._parted()}
        self.joined = {found.kept: found for found in self._joined()}

    @property
    def paragraphs(self) -> frozenset[str]:
        """The eIds of the 款 that leave their articles."""
        return frozenset(found.paragraph.eid for found in self.parted.values())

    @property
    def gone(self) -> frozenset[str]:
        """The eIds of the old articles that become part of another one."""
        return frozenset(part.eid for found in self.joined.values() for part in found.parts if part.eid != found.kept)

    def items(self) -> Iterator[Item]:
        """The items for them."""
        before, after = index_document(self.pairs.old), index_document(self.pairs.new)
        for parted in self.parted.values():
            place = write_place(shortest(before, parted.paragraph))
            text = f"将{place}作为{write_place((('article', parted.article.number),))}。"
            yield Item(order=(after.order[parted.article.eid], 0), text=text, keys=(f"new {parted.article.eid}",))
        for joined in self.joined.values():
            places = "、".join(write_place(shortest(before, part)) or "" for part in joined.parts)
            text = f"将{places}合并，作为{write_place((('article', joined.article.number),))}。"
            yield Item(order=(after.order[joined.article.eid], 0), text=text, keys=tuple(part.eid for part in joined.parts))

    def _parted(self) -> Iterator[Parted]:
        """A new article of one 款 that the old article beside it had, and has no more."""
        row = _articles(self.pairs.new)
        for place, article in enumerate(row):
            if self.pairs.origin(article.eid) is not None or not _plain(article) or self.grains.get(f"new {article.eid}"):
                continue
            for beside in (*row[max(0, place - 1) : place], *row[place + 1 : place + 2]):
                paragraph = self._left(beside, article.children[0])
                if paragraph is not None:
                    yield Parted(paragraph=paragraph, article=article)
                    break

    def _left(self, stays: Provision, wanted: Provision) -> Provision | None:
        """The 款 that reads as wanted, of the old article that lives on in this one, if it is not there any more."""
        origin = self.pairs.origin(stays.eid)
        old = index_document(self.pairs.old).by_eid.get(origin or "")
        if not isinstance(old, Provision) or self.grains.get(old.eid) or len(old.children) < 2:
            return None
        text = said(wanted.content)
        if any(said(child.content) == text for child in stays.children):
            return None
        found = [child for child in old.children if child.level == "paragraph" and said(self.carried.node(child).content) == text]
        return found[0] if len(found) == 1 else None

    def _joined(self) -> Iterator[Joined]:
        """An old article that goes, and whose 款 stand before or behind those of the one beside it in what that one becomes."""
        row = _articles(self.pairs.old)
        after = index_document(self.pairs.new).by_eid
        used: set[str] = set()
        for place, article in enumerate(row[:-1]):
            pair = (article, row[place + 1])
            kept = [part for part in pair if self.pairs.kept(part.eid) is not None]
            if len(kept) != 1 or used & {part.eid for part in pair} or any(self.grains.get(part.eid) or part.heading for part in pair):
                continue
            new = after.get(self.pairs.kept(kept[0].eid) or "")
            if (
                isinstance(new, Provision)
                and new.heading is None
                and _texts(new) == [text for part in pair for text in self._texts_of(part)]
            ):
                used |= {part.eid for part in pair}
                yield Joined(parts=pair, article=new, kept=kept[0].eid)

    def _texts_of(self, article: Provision) -> list[object]:
        return _texts(self.carried.node(article))


def _texts(article: Provision) -> list[object]:
    """What the 款 of an article say, whatever their numbers."""
    return [said(child.content) if isinstance(child, Provision) else said((child,)) for child in article.content]


def _articles(document: Document) -> list[Provision]:
    return [node for node in row_of(document.body) if node.level not in CONTAINERS]


def _plain(article: Provision) -> bool:
    """Whether an article is one 款 and nothing else."""
    content: tuple[Node, ...] = article.content
    return (
        article.level == "article" and article.heading is None and len(content) == len(article.children) == 1 and "-" not in article.number
    )


__all__ = ["Joined", "Parted", "Parting"]
