"""Joins and splits of provisions, with their new text or with that of the base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.effects.insertions import divide, new_article, result_number
from policydiff.amending.engine.effects.texts import bare_heading, read_paragraphs, rewrite
from policydiff.amending.engine.effects.words import Effect
from policydiff.amending.engine.operations import Join, Split, Steps
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.amending.engine.tree.changes import (
    BaseChange,
    Headed,
    NewArticle,
    NewChild,
    Removed,
    Rewritten,
    UnfitError,
    Unheaded,
)
from policydiff.comparing.engine.redline.sides import shared_share
from policydiff.messages import Message
from policydiff.model.citation import Reference
from policydiff.model.document import Block, Node, Provision
from policydiff.model.kinds import CONTAINERS
from policydiff.text.places import printed_number

LIKE = 0.6
"""So much of a 款 must be left in a new one, of 1, that references to it follow it there."""
_NO_TEXT = Message("its new text is not quoted")


def join(group: tuple[Join, ...], base: Base) -> tuple[Effect, ...]:
    """Provisions as one, by the quoted text or theirs in turn. Raises `UnfitError`."""
    nodes = [base.provision(operation.steps) for operation in group]
    first, result = group[0], group[0].result_steps
    into = base.find(result)
    if isinstance(into, Provision) and len(group) == 1:
        return ((_taken_in(first, into, nodes[0], base), None),)
    if _level_of(result) == "article":
        return _join_articles(group, base, nodes)
    return _join_like(group, base, nodes)


def _level_of(steps: Steps) -> str:
    """The level of a place, empty for the whole work."""
    return steps[-1][0] if steps else ""


def _taken_in(
    operation: Join, into: Provision, node: Provision, base: Base
) -> tuple[BaseChange, ...]:
    """The changes by which one provision goes into another: 第五条并入第四条."""
    gone = Removed(eid=node.eid, heir=into.eid)
    if operation.text is not None:
        return (
            *rewrite(replace(operation, steps=operation.result_steps), base, into, operation.text),
            gone,
        )
    if into.level != "article":
        return (
            Rewritten(
                eid=into.eid,
                nodes=(replace(into, eid="", content=_run_on(in_order(base, into, node))),),
            ),
            gone,
        )
    return (
        NewChild(holder=into.eid, level="paragraph", number=None, nodes=paragraphs_of(node)),
        gone,
    )


def in_order(base: Base, *nodes: Provision) -> list[Provision]:
    """Nodes of the base in the order of its text."""
    return sorted(nodes, key=lambda node: base.index.order[node.eid])


def _join_articles(
    group: tuple[Join, ...], base: Base, nodes: list[Provision]
) -> tuple[Effect, ...]:
    first = group[0]
    number = result_number(first, "article")
    if first.text is not None:
        new = new_article(_in_scope(first), base)
    elif number is None:
        raise UnfitError(Message("the number that it is given is not stated"))
    else:
        paragraphs = tuple(paragraph for node in nodes for paragraph in paragraphs_of(node))
        article = Provision(
            eid="", level="article", number=number, num=printed_number(number), content=paragraphs
        )
        new = NewArticle(scope=base.scope(first.steps), node=article)
    gone: list[tuple[BaseChange, ...]] = [
        (Removed(eid=node.eid, into=new.node.number), *_followed(node, [new])) for node in nodes
    ]
    return tuple((changes, None) for changes in ((new, *gone[0]), *gone[1:]))


def _followed(node: Provision, news: list[NewArticle]) -> Iterator[Removed]:
    """The removal of each 款, with the new article and 款 in which its words stand."""
    paragraphs = [
        (new.node.number, child)
        for new in news
        for child in new.node.children
        if child.level == "paragraph" and not child.eid
    ]
    for old in (child for child in node.children if child.level == "paragraph" and paragraphs):
        number, best = max(paragraphs, key=lambda entry: _likeness(old, entry[1]))
        if _likeness(old, best) >= LIKE:
            yield Removed(eid=old.eid, into=number, paragraph=best.number)


def _likeness(old: Provision, new: Provision) -> float:
    return shared_share(level(old.text), level(new.text))


def _in_scope(operation: Join | Split) -> Join | Split:
    """The operation with the attachment alone as its place, or none."""
    return replace(
        operation,
        steps=operation.steps[:1]
        if operation.steps[:1] and operation.steps[0][0] == "attachment"
        else (),
    )


def paragraphs_of(node: Provision) -> tuple[Node, ...]:
    """The 款 of an article, a 款 itself, or the text of an item as a 款."""
    if node.level == "article":
        return node.content
    return (
        (node,)
        if node.level == "paragraph"
        else (Provision(eid="", level="paragraph", number="1", content=node.content),)
    )


def _join_like(group: tuple[Join, ...], base: Base, nodes: list[Provision]) -> tuple[Effect, ...]:
    first, text = nodes[0], group[0].text
    if first.level in CONTAINERS and all(node.level == first.level for node in nodes):
        headed = (Headed(eid=first.eid, heading=bare_heading(text, first)),) if text else ()
        return ((headed, None), *(((Unheaded(eid=node.eid),), None) for node in nodes[1:]))
    if any(node.level != first.level for node in nodes):
        raise UnfitError(Message("provisions of several levels cannot become one of them"))
    gone: list[tuple[BaseChange, ...]] = [
        (Removed(eid=node.eid, heir=first.eid),) for node in nodes[1:]
    ]
    changes: tuple[BaseChange, ...]
    if text is not None:
        changes = rewrite(group[0], base, first, text)
    elif first.level == "article":
        raise UnfitError(Message("the number that it is given is not stated"))
    else:
        changes = (
            Rewritten(eid=first.eid, nodes=(replace(first, eid="", content=_run_on(nodes)),)),
        )
    return tuple((found, None) for found in (changes, *gone))


def _run_on(nodes: list[Provision]) -> tuple[Node, ...]:
    """The paragraphs as one, where each is a single paragraph. Raises `UnfitError`."""
    blocks = [
        node.content[0]
        for node in nodes
        if len(node.content) == 1 and isinstance(node.content[0], Block)
    ]
    if len(blocks) != len(nodes) or nodes[0].level != "paragraph":
        raise UnfitError(Message("{why}, and what is joined is no plain paragraph", why=_NO_TEXT))
    references: list[Reference] = []
    begin = 0
    for block in blocks:
        moved = (
            replace(one, span=(one.span[0] + begin, one.span[1] + begin))
            for one in block.references
        )
        references.extend(moved)
        begin += len(block.text)
    return (
        replace(
            blocks[0], text="".join(block.text for block in blocks), references=tuple(references)
        ),
    )


def split(group: tuple[Split, ...], base: Base) -> tuple[Effect, ...]:
    """A provision as several, by quoted texts or by as many 款. Raises `UnfitError`."""
    node = base.provision(group[0].steps)
    if node.level in CONTAINERS:
        return tuple((changes, None) for changes in divide(group, base, node))
    if _level_of(group[0].result_steps) != "article":
        return _split_children(group, node)
    if all(operation.text is not None for operation in group):
        news = [new_article(_in_scope(operation), base) for operation in group]
    else:
        news = _articles_of_paragraphs(group, base, node)
    effects: list[tuple[BaseChange, ...]] = [(new,) for new in news]
    effects[0] = (
        *effects[0],
        Removed(eid=node.eid, into=news[0].node.number),
        *_followed(node, news),
    )
    return tuple((changes, None) for changes in effects)


def _articles_of_paragraphs(
    group: tuple[Split, ...], base: Base, node: Provision
) -> list[NewArticle]:
    children = node.children
    if len(children) != len(group):
        raise UnfitError(
            Message(
                "{why}, and its {have} paragraphs do not make {want}",
                why=_NO_TEXT,
                have=len(children),
                want=len(group),
            )
        )
    found: list[NewArticle] = []
    for operation, child in zip(group, children, strict=True):
        number = result_number(operation, "article")
        if number is None:
            raise UnfitError(Message("the number that it is given is not stated"))
        article = Provision(
            eid="",
            level="article",
            number=number,
            num=printed_number(number),
            content=paragraphs_of(child),
        )
        found.append(NewArticle(scope=base.scope(operation.steps), node=article))
    return found


def _split_children(group: tuple[Split, ...], node: Provision) -> tuple[Effect, ...]:
    texts = list(dict.fromkeys(operation.text for operation in group if operation.text is not None))
    if not texts or node.level != "paragraph":
        raise UnfitError(
            _NO_TEXT
            if node.level == "paragraph"
            else Message("only articles and their paragraphs can be split")
        )
    new = read_paragraphs("\n".join(texts))
    if len(new) != len(group):
        raise UnfitError(
            Message(
                "the new text has {have} of the {want} that come", have=len(new), want=len(group)
            )
        )
    return tuple(((change,), None) for change in [Rewritten(eid=node.eid, nodes=new)] * len(group))
