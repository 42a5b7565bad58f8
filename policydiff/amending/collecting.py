"""All changes of a decision, collected before anything is rebuilt: those of an instruction together or not at all."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from policydiff.amending.changes import (
    BODY,
    Change,
    Headed,
    NewArticle,
    NewAttachment,
    NewBeside,
    NewChild,
    NewContainer,
    Numbered,
    Parted,
    Placed,
    Prefaced,
    Releveled,
    Removed,
    Rewritten,
    Titled,
    UnfitError,
    Unheaded,
    Words,
    group_of,
)
from policydiff.amending.cn_new_text import articles_in
from policydiff.amending.contradictions import clash, contradict
from policydiff.model.consolidation import Steps
from policydiff.model.document import Attachment, Node, Provision
from policydiff.model.index import ProvisionIndex

Noted = tuple[Change, str | None]
"""A change and the item that orders it."""


@dataclass(slots=True)
class Changes:
    """What becomes of each place. The first of two instructions that contradict each other stands."""

    index: ProvisionIndex
    removed: dict[str, Removed] = field(default_factory=dict)
    rewritten: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    headings: dict[str, Headed] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    releveled: dict[str, Releveled] = field(default_factory=dict)
    placed: dict[str, int] = field(default_factory=dict)
    within: dict[str, Steps] = field(default_factory=dict)
    articles: dict[tuple[str, str], NewArticle] = field(default_factory=dict)
    beside: dict[tuple[str, str], list[Provision]] = field(default_factory=dict)
    containers: dict[str | None, list[Provision]] = field(default_factory=dict)
    parted: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    unheaded: set[str] = field(default_factory=set)
    children: dict[str, list[NewChild]] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    words: dict[str, list[Words]] = field(default_factory=dict)
    title: str | None = None
    preamble: tuple[Node, ...] | None = None
    counted: set[str] = field(default_factory=set)
    """The scopes whose articles are numbered anew."""
    unsure: bool = False
    """Whether some of the decision could not be read or carried out, so that more may come than is known."""
    closing: bool = False
    """Whether gaps of the base are closed with it."""
    _claims: dict[Hashable, tuple[object, str | None]] = field(default_factory=dict)
    _at: dict[str, list[Noted]] = field(default_factory=dict)
    _below: dict[str, list[Noted]] = field(default_factory=dict)

    def note(self, changes: Iterable[Change], instruction: str | None) -> None:
        """Take in what an instruction does. Raises `UnfitError`, with nothing taken in, where it contradicts another."""
        found = tuple(changes)
        for change in found:
            self._check(change, instruction)
        for change in found:
            self._take(change)
            self._remember(change, instruction)

    def drop_emptied(self) -> None:
        """Let articles go all of whose 款 go, and into which nothing comes; they went where their first 款 did."""
        for eid in list(self.removed):
            article = self.index.by_eid.get(self.index.parents.get(eid) or "")
            if isinstance(article, Provision) and article.level == "article" and self._emptied(article):
                first = self.removed[article.children[0].eid]
                self.removed[article.eid] = Removed(eid=article.eid, into=first.into, heir=first.heir)

    def _emptied(self, article: Provision) -> bool:
        held = (self.removed, self.rewritten, self.children, self.numbers)
        return not any(article.eid in places for places in held) and all(
            isinstance(node, Provision) and node.eid in self.removed for node in article.content
        )

    def _check(self, change: Change, instruction: str | None) -> None:
        for claim, wanted, what in _claims(change):
            other, whose = self._claims.get(claim, (wanted, instruction))
            if other != wanted:
                raise UnfitError(f"{_item(whose)} {what}")
        for other, whose in self._at.get(_place(change), []):
            if isinstance(change, Words) and isinstance(other, Words) and clash(other, change):
                raise UnfitError(f"{_item(whose)} changes the same words otherwise")
        for other, whose in self._against(change):
            if whose != instruction:
                what = "deletes" if isinstance(other, Removed) else "rewrites" if isinstance(other, Rewritten) else "changes"
                raise UnfitError(f"{_item(whose)} {what} the same place")

    def _against(self, change: Change) -> Iterator[Noted]:
        """The changes above, at and below its place that a change contradicts."""
        place = _place(change)
        for above in (place, *self.index.ancestors(place)):
            yield from (noted for noted in self._at.get(above, []) if contradict(noted[0], change))
        for noted in (*self._at.get(place, []), *self._below.get(place, [])):
            if contradict(change, noted[0]):
                yield noted

    def _remember(self, change: Change, instruction: str | None) -> None:
        for claim, wanted, _ in _claims(change):
            self._claims.setdefault(claim, (wanted, instruction))
        place = _place(change)
        if place:
            self._at.setdefault(place, []).append((change, instruction))
            for above in self.index.ancestors(place):
                self._below.setdefault(above, []).append((change, instruction))

    def _take(self, change: Change) -> None:
        if isinstance(change, Removed):
            self.removed[change.eid] = change
        elif isinstance(change, Rewritten):
            self.rewritten[change.eid] = change.nodes
            self.counted |= {change.scope} if change.scope is not None else set()
        elif isinstance(change, Headed):
            self.headings[change.eid] = change
        elif isinstance(change, Placed):
            self.placed[change.eid] = change.number
        elif isinstance(change, Numbered):
            self.numbers[change.eid] = change.number
            self.within |= {change.eid: change.within} if change.within else {}
            self.counted |= {change.scope} if change.scope is not None else set()
        elif isinstance(change, Releveled):
            self.releveled[change.eid] = change
            self.numbers[change.eid] = change.number
            self.counted.add(change.scope)
        else:
            self._take_new(change)

    def _take_new(self, change: Change) -> None:
        if isinstance(change, NewArticle):
            self.articles[change.scope, change.node.number] = change
            self.counted |= {change.scope} if "-" not in change.node.number else set()
        elif isinstance(change, NewBeside):
            self.beside.setdefault((change.anchor, change.side), []).append(change.node)
            self.counted.add(change.scope)
        elif isinstance(change, NewContainer):
            self.containers.setdefault(change.holder, []).append(change.node)
            self.counted |= {change.scope} if change.renumbers else set()
        elif isinstance(change, Parted):
            self.parted[change.before] = (*self.parted.get(change.before, ()), *change.nodes)
            self.counted |= {BODY} if any("-" not in article.number for article in articles_in(change.nodes)) else set()
        elif isinstance(change, Unheaded):
            self.unheaded.add(change.container)
        elif isinstance(change, NewChild):
            self.children.setdefault(change.holder, []).append(change)
        elif isinstance(change, NewAttachment):
            self.attachments[change.node.number] = change.node
        else:
            self._take_text(change)

    def _take_text(self, change: Change) -> None:
        if isinstance(change, Words):
            self.words.setdefault(change.eid, []).append(change)
        elif isinstance(change, Titled):
            self.title = change.title
        elif isinstance(change, Prefaced):
            self.preamble = change.nodes
        else:
            self.counted.add(BODY)
            self.closing = True


def _place(change: Change) -> str:
    """The eId of what a change is about, "" where it is about no single place of the base."""
    if isinstance(change, NewBeside):
        return change.anchor
    found: str = change.holder if isinstance(change, NewChild) else getattr(change, "eid", "")
    return found


def _claims(change: Change) -> Iterator[tuple[Hashable, object, str]]:
    """What only one change can have, as what it wants to have there, and how to say that another has it."""
    number = "gives this number too"
    if isinstance(change, Numbered):
        yield ("number", change.eid), change.number, "gives the place another number"
        yield ("taken", change.group, change.number), change.eid, number
    elif isinstance(change, Releveled):
        yield ("number", change.eid), (change.level, change.number, change.holder), "gives the place another number"
        yield ("taken", group_of(change.holder, change.level), change.number), change.eid, number
    elif isinstance(change, Placed):
        yield ("number", change.eid), change.number, "gives the place another number"
    elif isinstance(change, NewArticle):
        yield ("taken", change.scope, change.node.number), change.node, number
    elif isinstance(change, NewContainer):
        yield ("taken", group_of(change.holder, change.node.level), change.node.number), change.node, number
        yield from ((("taken", change.scope, article.number), article, number) for article in articles_in(change.node.content))
    elif isinstance(change, Parted):
        yield from ((("taken", BODY, article.number), article, number) for article in articles_in(change.nodes))
    elif isinstance(change, Rewritten) and change.scope is not None:
        yield from ((("taken", change.scope, article.number), article, number) for article in articles_in(change.nodes))
    elif isinstance(change, NewAttachment):
        yield ("taken", "attachments", change.node.number), change.node, number
    elif isinstance(change, NewChild) and change.number is not None:
        yield ("child", change.holder, change.level, change.number), change.nodes, number
    else:
        yield from _texts(change)


def _texts(change: Change) -> Iterator[tuple[Hashable, object, str]]:
    if isinstance(change, Headed):
        yield ("heading", change.eid), change.heading, "gives another heading"
    elif isinstance(change, Titled):
        yield "title", change.title, "gives another title"
    elif isinstance(change, Prefaced):
        yield "preamble", change.nodes, "gives another preamble"


def _item(instruction: str | None) -> str:
    return f"item {instruction}" if instruction else "another instruction"
