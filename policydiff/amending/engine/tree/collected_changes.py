"""All changes of a decision, collected before anything is rebuilt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from policydiff.amending.engine.operations import Steps
from policydiff.amending.engine.tree.changes import (
    BODY,
    BaseChange,
    ChangedWords,
    Counted,
    Headed,
    NewArticle,
    NewAttachment,
    NewBeside,
    NewChild,
    NewContainer,
    NewHeadings,
    NewNumber,
    NewPlace,
    Prefaced,
    Releveled,
    Removed,
    Rewritten,
    Titled,
    Unheaded,
    articles_in,
)
from policydiff.model.document import Attachment, Node, Provision
from policydiff.model.index import ProvisionIndex

_Kind = TypeVar("_Kind", bound=BaseChange)
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The changes of a decision to each place of the base.

    No two of them contradict each other (`contradictions`). `counted` are the scopes whose articles
    are numbered again. It is `unsure` where some of the decision could not be read or carried out,
    so that more may come than is known, `closing` where gaps of the base are closed.
    """

    removed: Mapping[str, Removed]
    rewritten: Mapping[str, tuple[Node, ...]]
    headings: Mapping[str, Headed]
    numbers: Mapping[str, str]
    releveled: Mapping[str, Releveled]
    placed: Mapping[str, int]
    within: Mapping[str, Steps]
    articles: Mapping[tuple[str, str], NewArticle]
    beside: Mapping[tuple[str, str], list[Provision]]
    containers: Mapping[str | None, list[Provision]]
    new_headings: Mapping[str, list[Node]]
    unheaded: frozenset[str]
    children: Mapping[str, list[NewChild]]
    attachments: Mapping[str, Attachment]
    words: tuple[ChangedWords, ...]
    title: str | None
    preamble: tuple[Node, ...] | None
    counted: frozenset[str]
    unsure: bool
    closing: bool


def collect(changes: Iterable[BaseChange], index: ProvisionIndex, *, unsure: bool) -> Changes:
    """The changes by their places; `index` is that of the base.

    The substitutions of words are those that are not in headings which are replaced or go.
    """
    taken: dict[type[BaseChange], list[BaseChange]] = defaultdict(list)
    for change in changes:
        taken[type(change)].append(change)

    def of(kind: type[_Kind]) -> list[_Kind]:
        return taken[kind]  # type: ignore[return-value]

    headings = {change.eid: change for change in of(Headed)}
    numbers = {change.eid: change.number for change in of(NewNumber)} | {
        change.eid: change.number for change in of(Releveled)
    }
    children = _grouped((child.holder, child) for child in of(NewChild))
    rewritten = {change.eid: change.nodes for change in of(Rewritten)}
    removed = {change.eid: change for change in of(Removed)}
    _drop_emptied(removed, (rewritten, children, numbers), index)
    return Changes(
        removed=removed,
        rewritten=rewritten,
        headings=headings,
        numbers=numbers,
        releveled={change.eid: change for change in of(Releveled)},
        placed={change.eid: change.number for change in of(NewPlace)},
        within={change.eid: change.within for change in of(NewNumber) if change.within},
        articles={(new.scope, new.node.number): new for new in of(NewArticle)},
        beside=_grouped(((new.anchor, new.side), new.node) for new in of(NewBeside)),
        containers=_grouped((new.holder, new.node) for new in of(NewContainer)),
        new_headings=_grouped((new.before, node) for new in of(NewHeadings) for node in new.nodes),
        unheaded=frozenset(change.eid for change in of(Unheaded)),
        children=children,
        attachments={new.node.number: new.node for new in of(NewAttachment)},
        words=tuple(
            words
            for words in of(ChangedWords)
            if words.part != "heading" or words.eid not in headings
        ),
        title=next((change.title for change in reversed(of(Titled))), None),
        preamble=next((change.nodes for change in reversed(of(Prefaced))), None),
        counted=frozenset(
            scope for row in taken.values() for scope in map(_recounted, row) if scope is not None
        ),
        unsure=unsure,
        closing=bool(of(Counted)),
    )


def _grouped(pairs: Iterable[tuple[_Key, _Value]]) -> Mapping[_Key, list[_Value]]:
    groups: dict[_Key, list[_Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _recounted(change: BaseChange) -> str | None:
    if isinstance(change, Rewritten | NewNumber | Releveled | NewBeside):
        return change.scope
    if isinstance(change, NewArticle):
        return change.scope if "-" not in change.node.number else None
    if isinstance(change, NewContainer):
        return change.scope if change.renumbers else None
    if isinstance(change, NewHeadings):
        plain = any("-" not in article.number for article in articles_in(change.nodes))
        return BODY if plain else None
    return BODY if isinstance(change, Counted) else None


def _drop_emptied(
    removed: dict[str, Removed], others: Iterable[Mapping[str, object]], index: ProvisionIndex
) -> None:
    """Remove articles without any 款 left or new; they go where their first 款 goes."""
    for eid in list(removed):
        article = index.by_eid.get(index.parents.get(eid) or "")
        if not isinstance(article, Provision) or article.level != "article":
            continue
        held = any(article.eid in places for places in (removed, *others))
        if not held and all(
            isinstance(node, Provision) and node.eid in removed for node in article.content
        ):
            first = removed[article.children[0].eid]
            removed[article.eid] = Removed(eid=article.eid, into=first.into, heir=first.heir)
