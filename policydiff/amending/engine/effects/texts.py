"""The quoted new text of a decision as provisions, and places that become such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.operations import Operation
from policydiff.amending.engine.reading.item_reading import ARTICLE_HEAD
from policydiff.amending.engine.reading.masking import ELLIPSIS
from policydiff.amending.engine.tree.changes import (
    BaseChange,
    Headed,
    NewArticle,
    Rewritten,
    UnfitError,
    articles_in,
)
from policydiff.messages import Message
from policydiff.model.document import Attachment, Block, Node, Provision, Table, provisions_in
from policydiff.model.index import Target
from policydiff.model.kinds import CONTAINERS
from policydiff.model.source import SourceTable
from policydiff.reading.parsing.lines.lines import SourceParagraph
from policydiff.reading.parsing.structure.outline import outline
from policydiff.text.numerals import DIGIT, LISTED, NUMERAL, canonical
from policydiff.text.places import printed_number
from policydiff.text.traditions.mainland.cn_law import DIALECT

_FULL_STOPS, _ENDS_ITSELF = ("。", "！", "？"), ("）", ")", "”", "’")
_NUMBER = re.compile(rf"^第{NUMERAL}+(?:分编|编|章|节)(?=[\s　])")
_QUOTED = re.compile(r"[“‘][^“”‘’]*[”’]")
"""What a text quotes: there …… may stand, as in 图1，图2，……."""
_MARKED = re.compile(r"[。；：，！？、](?:”|’)?$")
_RUN_IN = re.compile(rf"(?<=；)[ 　]*(?=（{NUMERAL}+）)")
"""Between 项 that are quoted on one line: （五）甲；（六）乙。"""
_CLOSED_UP = re.compile(
    rf"(?m)^第(?P<number>{NUMERAL}+)条(?P<subs>(?:之{NUMERAL}+)*)(?![之\s　、，和及至或与第款项规的中]|{NUMERAL})"
)
"""What may be the number of an article without a gap behind it: 第四十四条桥由村里修。"""


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


def read_text(
    text: str, quoted: Sequence[Node] = (), number: str | None = None
) -> tuple[Node, ...]:
    """Lines with their own numbers, as nodes without eIds.

    Tables among `quoted` stand for their rows; `number` is that of the article, where it is known.
    """
    return outline(
        list(
            _lines(_separated(text, number), [node for node in quoted if isinstance(node, Table)])
        ),
        DIALECT,
        quoted=True,
    ).nodes


def _separated(text: str, number: str | None) -> str:
    """A text with a gap behind the numbers of its articles.

    Numbers are several that count up, or the one that it is to have. 第三条所列… is none.
    """
    heads = [canonical(match["number"], match["subs"]) for match in _CLOSED_UP.finditer(text)]
    keys = [
        tuple(int(part) for part in head.split("-") if part.isdecimal())
        for head in heads
        if head is not None
    ]
    counted = (
        len(keys) > 1
        and len(keys) == len(heads)
        and all(before < after for before, after in pairwise(keys))
    )
    if heads == [number] or (counted and (number is None or number in heads)):
        return _CLOSED_UP.sub(r"\g<0>　", text)
    return text


def _lines(text: str, tables: Sequence[Table]) -> Iterator[SourceParagraph]:
    """The lines that are not empty, with tables in place of their rows."""
    lines = [line.strip() for line in text.split("\n")]
    at = 0
    while at < len(lines):
        rows = [row.strip() for row in tables[0].text.split("\n")] if tables else []
        if rows and lines[at : at + len(rows)] == rows:
            yield SourceParagraph(
                number=0, text="", table=SourceTable(number=0, rows=tables[0].rows)
            )
            at, tables = at + len(rows), tables[1:]
            continue
        if lines[at]:
            yield SourceParagraph(number=0, text=lines[at])
        at += 1


def read_article(text: str, number: str, quoted: Sequence[Node] = ()) -> Provision:
    """New text as the article of this number.

    Where it holds several articles, the one among them. `quoted` as for `read_text`.
    """
    if ARTICLE_HEAD.search(text):
        found = articles_in(read_text(text, quoted, number))
        chosen = next(
            (article for article in found if article.number == number),
            found[0] if len(found) == 1 else None,
        )
        if chosen is not None:
            return chosen
    return _one_article(f"{printed_number(number)}　{text}", number, quoted)


def _one_article(text: str, number: str, quoted: Sequence[Node] = ()) -> Provision:
    """The article in these lines, an empty one where they cannot be read as one."""
    found = articles_in(read_text(text, quoted))
    return (
        found[0]
        if found
        else Provision(eid="", level="article", number=number, num=printed_number(number))
    )


def read_paragraphs(text: str, quoted: Sequence[Node] = ()) -> tuple[Node, ...]:
    """New text as 款; `quoted` as for `read_text`."""
    return read_article(text, "1", quoted).content


def read_points(text: str, quoted: Sequence[Node] = ()) -> tuple[Provision, ...]:
    """New text as 项; none where it has no numbers. `quoted` as for `read_text`."""
    article = _one_article(
        f"{printed_number('1')}　列举：\n{_RUN_IN.sub(chr(10), text)}", "1", quoted
    )
    return tuple(node for node in provisions_in(article.content) if node.level == "point")


def unnumbered_points(text: str) -> tuple[Provision, ...]:
    """New text as 项, one a line; the list that they come into numbers them."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return tuple(
        Provision(eid="", level="point", number="1", num="（一）", content=(Block(text=line),))
        for line in lines
    )


_INDENT = re.compile(r"(?P<num>[（(]?(?P<number>\d{1,3})(?:[）)]|[.．、]))\s*+(?P<text>.+)")
_TITLE = re.compile(rf"(?!第|[（(]|{LISTED}、|{DIGIT})[^。；：，]{{2,40}}")
"""A line that can be the title of an attachment."""


def read_indents(text: str) -> tuple[Provision, ...]:
    """New text as 目, one a line by any number; empty where a line has none."""
    matches = [_INDENT.match(line.strip()) for line in text.split("\n")]
    found = [match for match in matches if match is not None]
    if len(found) != len(matches):
        return ()
    return tuple(
        Provision(
            eid="",
            level="indent",
            number=str(int(match["number"])),
            num=match["num"],
            content=(Block(text=match["text"]),),
        )
        for match in found
    )


def read_attachment(text: str, number: str, tables: tuple[Node, ...] = ()) -> Attachment:
    """New text as an attachment: its first line may name it, the next its title.

    `tables` are its nodes where it holds tables.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    named = DIALECT.preface.attachment.match(re.sub(r"\s", "", lines[0])) if lines else None
    num, heading = (
        (named["word"] + (named["number"] or ""), named["title"] or None)
        if named is not None
        else (None, None)
    )
    remainder = lines[1:] if named is not None else lines
    if (
        heading is None
        and remainder[:1]
        and (named is not None or len(remainder) > 1)
        and _TITLE.fullmatch(remainder[0])
    ):
        heading, remainder = remainder[0], remainder[1:]
    content = tuple(
        node for node in tables if not isinstance(node, Block) or node.text.strip() in remainder
    )
    if not tables:
        content = outline(
            [SourceParagraph(number=0, text=line) for line in remainder], DIALECT, of_statute=True
        ).nodes
    return Attachment(eid="", number=number, num=num, heading=heading, content=content)
