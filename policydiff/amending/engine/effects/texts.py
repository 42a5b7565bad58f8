"""New text for a whole place: what a node becomes."""

from __future__ import annotations

import re
from dataclasses import replace

from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.operations import Operation
from policydiff.amending.engine.reading.masking import ELLIPSIS
from policydiff.amending.engine.tree.changes import (
    BaseChange,
    Headed,
    NewArticle,
    Rewritten,
    UnfitError,
)
from policydiff.amending.engine.tree.new_provisions import (
    articles_in,
    read_article,
    read_attachment,
    read_indents,
    read_paragraphs,
    read_points,
    read_text,
)
from policydiff.messages import Message
from policydiff.model.document import Attachment, Block, Node, Provision, Table
from policydiff.model.index import Target
from policydiff.model.kinds import CONTAINERS
from policydiff.text.numerals import NUMERAL

_FULL_STOPS, _ENDS_ITSELF = ("。", "！", "？"), ("）", ")", "”", "’")
_NUMBER = re.compile(rf"^第{NUMERAL}+(?:分编|编|章|节)(?=[\s　])")
_QUOTED = re.compile(r"[“‘][^“”‘’]*[”’]")
"""What a text quotes: there …… may stand, as in 图1，图2，……."""
_MARKED = re.compile(r"[。；：，！？、](?:”|’)?$")


def rewrite(operation: Operation, base: Base, node: Target, text: str) -> tuple[BaseChange, ...]:
    """The changes that give a node a new text. Raises `UnfitError`."""
    if isinstance(node, Attachment):
        return _attachment(operation, node, text)
    if isinstance(node, Table):
        return (Rewritten(eid=node.eid or "", nodes=_tables(operation) or lines(text)),)
    if isinstance(node, Block):
        return (Rewritten(eid=node.eid or "", nodes=lines(text)),)
    if ELLIPSIS in _QUOTED.sub("", text) and ELLIPSIS not in node.text:
        raise UnfitError(Message("its new text leaves words out"))
    if node.level in CONTAINERS:
        return _container(operation, base, node, text)
    if node.level == "article":
        return _article(operation, base, node, text)
    return (Rewritten(eid=node.eid, nodes=_children(node, text, operation.structure)),)


def lines(text: str) -> tuple[Node, ...]:
    """Each line as a paragraph."""
    return tuple(Block(text=line) for line in text.split("\n"))


def bare_heading(text: str, node: Provision | Attachment) -> str:
    """A quoted heading without the number of the node, or a new one, before it."""
    bare = text.removeprefix(node.num or "")
    return (
        _NUMBER.sub("", bare, count=1)
        if isinstance(node, Provision) and node.level in CONTAINERS
        else bare
    ).strip()


def _tables(operation: Operation) -> tuple[Node, ...]:
    return (
        operation.structure if any(isinstance(node, Table) for node in operation.structure) else ()
    )


def _attachment(operation: Operation, node: Attachment, text: str) -> tuple[BaseChange, ...]:
    new = read_attachment(text, node.number, _tables(operation))
    headed = (
        (Headed(eid=node.eid, heading=new.heading),)
        if new.heading is not None and new.heading != node.heading
        else ()
    )
    return (Rewritten(eid=node.eid, nodes=new.content), *headed)


def _article(
    operation: Operation, base: Base, node: Provision, text: str
) -> tuple[BaseChange, ...]:
    number = (
        operation.result_steps[-1][1]
        if operation.result_steps[-1:] and operation.result_steps[-1][0] == "article"
        else node.number
    )
    found = articles_in(read_text(text, operation.structure, number))
    chosen = read_article(
        text, number if any(a.number == number for a in found) else node.number, operation.structure
    )
    chosen = (
        replace(chosen, content=closed_paragraphs(chosen.content, node.text))
        if chosen not in found
        else chosen
    )
    headed = (
        (Headed(eid=node.eid, heading=chosen.heading, stop=chosen.heading_stop),)
        if chosen.heading
        else ()
    )
    others = (
        [article for article in found if article.number != chosen.number] if chosen in found else []
    )
    scope = base.scope(operation.steps)
    return (
        Rewritten(eid=node.eid, nodes=chosen.content),
        *headed,
        *(NewArticle(scope=scope, node=article) for article in others),
    )


def _children(node: Provision, text: str, quoted: tuple[Node, ...]) -> tuple[Node, ...]:
    if node.level == "paragraph":
        return closed_paragraphs(read_paragraphs(text, quoted), node.text)
    found = read_points(text, quoted) if node.level == "point" else read_indents(text)
    return (
        tuple(_ended(new, node) for new in found)
        if found
        else (_ended(replace(node, eid="", content=(Block(text=text),)), node),)
    )


def closed_paragraphs(new: tuple[Node, ...], old: str) -> tuple[Node, ...]:
    """款 whose last one is quoted without its full stop get that of the old text."""
    last = new[-1] if new else None
    if (
        not old.endswith(_FULL_STOPS)
        or not isinstance(last, Provision)
        or last.level != "paragraph"
        or len(last.content) != 1
    ):
        return new
    (block,) = last.content
    if (
        not isinstance(block, Block)
        or _MARKED.search(block.text)
        or block.text.endswith(_ENDS_ITSELF)
    ):
        return new
    return (*new[:-1], replace(last, content=(replace(block, text=block.text + old[-1]),)))


def _ended(new: Provision, old: Provision) -> Provision:
    """An item that is quoted without its mark keeps that of the old one."""
    last = new.content[-1] if new.content else None
    mark = old.text[-1:]
    if not isinstance(last, Block) or _MARKED.search(last.text) or not _MARKED.search(mark):
        return new
    return replace(new, content=(*new.content[:-1], replace(last, text=last.text + mark)))


def _container(
    operation: Operation, base: Base, node: Provision, text: str
) -> tuple[BaseChange, ...]:
    """A chapter with all its articles: numbers are as quoted."""
    nodes = read_text(text, operation.structure)
    chapter = next(
        (new for new in nodes if isinstance(new, Provision) and new.level == node.level), None
    )
    content = chapter.content if chapter is not None else nodes
    numbers = {article.number for article in articles_in(content)}
    if not numbers:
        raise UnfitError(Message("the new text has no numbered articles"))
    moved = numbers != {article.number for article in articles_in(node.content)}
    headed = (
        (Headed(eid=node.eid, heading=chapter.heading),)
        if chapter is not None and chapter.heading
        else ()
    )
    return (
        Rewritten(
            eid=node.eid, nodes=content, scope=base.scope(operation.steps) if moved else None
        ),
        *headed,
    )
