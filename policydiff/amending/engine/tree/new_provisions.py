"""The quoted new text of a decision as provisions, read as the law's own text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from policydiff.amending.engine.reading.item_reading import ARTICLE_HEAD
from policydiff.model.document import Attachment, Block, Node, Provision, Table, provisions_in
from policydiff.model.source import SourceTable
from policydiff.reading.parsing.lines.lines import SourceParagraph
from policydiff.reading.parsing.structure.outline import outline
from policydiff.text.numerals import DIGIT, LISTED, NUMERAL, canonical
from policydiff.text.places import printed_number
from policydiff.text.traditions.mainland.cn_law import DIALECT

_RUN_IN = re.compile(rf"(?<=；)[ 　]*(?=（{NUMERAL}+）)")
"""Between 项 that are quoted on one line: （五）甲；（六）乙。"""
_CLOSED_UP = re.compile(
    rf"(?m)^第(?P<number>{NUMERAL}+)条(?P<subs>(?:之{NUMERAL}+)*)(?![之\s　、，和及至或与第款项规的中]|{NUMERAL})"
)
"""What may be the number of an article without a gap behind it: 第四十四条桥由村里修。"""


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


def articles_in(nodes: Iterable[Node]) -> list[Provision]:
    """The articles among nodes, at any depth."""
    return [node for node in provisions_in(tuple(nodes)) if node.level == "article"]


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
