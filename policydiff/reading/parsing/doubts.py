"""Doubts about a whole text: two texts in it, unread numbers, too few articles."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from policydiff.messages import Message
from policydiff.model.document import (
    Block,
    Document,
    Node,
    Provision,
    lines_in,
    walk_blocks,
    walk_provisions,
)
from policydiff.model.kinds import CONTAINERS
from policydiff.model.source import Problem, SourceLine, SourceTable
from policydiff.reading.parsing.lines.lines import EDGE
from policydiff.reading.parsing.lines.marks import CITING, read_marks
from policydiff.text.numerals import FIGURE
from policydiff.text.traditions.dialect import Dialect

FEWEST_UNREAD = 3
"""Unread numbers from which they form a structure."""

LONG_TEXT, MOST_OF_AN_ARTICLE = 4000, 4000
"""Characters of a text that should have articles, and of an average article at most."""

NUMBERED = re.compile(r"[0-9０-９A-Z第]")
"""The head of a line that may be numbered."""


def doubts(
    document: Document, dialect: Dialect, lines: Sequence[SourceLine | SourceTable] = ()
) -> Iterator[Problem]:
    """The doubts about a document read from these lines."""
    blocks = [block for block in walk_blocks(document) if block.role in ("text", "heading", "note")]
    yield from _two_texts(document)
    unread = tuple(_unread(document, blocks, dialect))
    yield from unread
    if not unread and all(problem.code != "mojibake" for problem in document.problems):
        numbered = not document.articles and _has_articles(lines, dialect)
        yield from _few_articles(document, sum(len(block.text) for block in blocks), numbered)


def _two_texts(document: Document) -> Iterator[Problem]:
    """A problem for a second 第一条 that no chapter and no outer number explains."""
    for path in [path for path in _firsts(document.body, ()) if _is_article(path[-1])][1:]:
        if all(node.number == "1" for node in path[:-1]) or not _leads(path[-1], path[-2]):
            yield Problem(
                code="two-texts",
                message=Message(
                    "{num} stands again: the file seems to hold two texts", num=path[-1].num
                ),
                line=path[-1].line,
                hint=Message("part them into two files; a comparison takes all of it for one text"),
            )
            return


def _leads(article: Provision, container: Provision) -> bool:
    """True if an article is the first directly in its container."""
    return next(node for node in container.children if node.level == "article") is article


def _firsts(nodes: Sequence[Node], above: tuple[Provision, ...]) -> Iterator[tuple[Provision, ...]]:
    """Every article of number 1 with the containers around it, in reading order."""
    for node in nodes:
        if not isinstance(node, Provision):
            continue
        if node.level in CONTAINERS:
            yield from _firsts(node.content, (*above, node))
        elif node.number == "1" and node.level == "article":
            yield (*above, node)


def _is_article(provision: Provision) -> bool:
    return (provision.num or "").startswith(("第", "笫"))


def _unread(document: Document, blocks: Sequence[Block], dialect: Dialect) -> Iterator[Problem]:
    """A problem for lines that begin with numbers this tradition does not read."""
    numbered = [block for block in blocks if NUMBERED.match(block.text)]
    for marker in dialect.unread if len(numbered) >= FEWEST_UNREAD else ():
        found = [
            (block, match) for block in numbered if (match := marker.pattern.match(block.text))
        ]
        if len(found) < FEWEST_UNREAD:
            continue
        articles = document.articles
        if len(found) >= max(sum(map(_is_article, articles)), len(articles) // 2):
            first, match = found[0]
            yield Problem(
                code="numbers-unread",
                message=Message(
                    "{count} numbers such as {num} were seen and not read as provisions",
                    count=len(found),
                    num=match[0].strip(),
                ),
                line=first.line,
                hint=Message(
                    "the text is compared paragraph by paragraph, and its numbers can not be cited"
                ),
            )
            return


def _has_articles(lines: Sequence[SourceLine | SourceTable], dialect: Dialect) -> bool:
    marks = (
        mark
        for line in lines
        if isinstance(line, SourceLine)
        for mark in read_marks(line.text.strip(EDGE), dialect)
    )
    return (
        sum(
            mark.level == "article" and mark.gap and not CITING.match(mark.remainder)
            for mark in marks
        )
        > 1
    )


def _few_articles(document: Document, size: int, numbered: bool) -> Iterator[Problem]:
    """A problem for a long text, `size` characters, with hardly any article."""
    articles = len(document.articles) if size >= LONG_TEXT else 0
    long = size >= LONG_TEXT and size > MOST_OF_AN_ARTICLE * max(articles, 1)
    if long or numbered:
        yield Problem(
            code="few-articles",
            message=Message(
                "hardly any article was found in a text of {size} characters: {count}",
                size=size,
                count=articles,
            ),
            hint=Message(
                "see with `policydiff show` how it was read; another format of the same text may be read better"
            ),
        )


TABLE_TITLE = re.compile(
    rf"^(?:附[表件]?{FIGURE}{{0,3}}[：:　\s]*)?[^。；，：]{{2,30}}表(?:（[^）]*）)?$"
)
"""A short line that names a table: 《…税目税率表》."""


def check(document: Document) -> Document:
    """The document with the problems that only the whole text shows."""
    found = (*document.problems, *_empty_provisions(document), *_lost_tables(document))
    return dataclasses.replace(document, problems=found)


def _empty_provisions(document: Document) -> list[Problem]:
    found = []
    for provision in walk_provisions(document):
        if provision.level not in CONTAINERS and provision.level != "article":
            continue
        if provision.num is None:
            continue  # a line that the source sets as a heading
        lines = lines_in(provision.content)
        if next(lines, "") or next(lines, None) is not None:
            continue
        if (
            provision.heading is not None
            and provision.level == "article"
            and document.dialect != "cn_law"
        ):
            continue
        name = " ".join(filter(None, (provision.num, provision.heading)))
        found.append(_lost(Message("{name} has no content", name=name), provision.line))
    return found


def _lost_tables(document: Document) -> list[Problem]:
    found = []
    for attachment in document.attachments:
        if not attachment.content:
            title = " ".join(filter(None, (attachment.num, attachment.heading)))
            found.append(
                _lost(
                    Message("{name} has a title and nothing below it", name=title), attachment.line
                )
            )
        elif all(
            isinstance(node, Block) and TABLE_TITLE.match(node.text) for node in attachment.content
        ):
            found.append(
                _lost(
                    Message(
                        "{name} names a table that is not there",
                        name=attachment.content[0].text[:30],
                    ),
                    attachment.line,
                )
            )
    return found


def _lost(message: Message, line: int | None) -> Problem:
    return Problem(
        code="source-lost-text",
        message=message,
        line=line,
        hint=Message("the source lost text here; look for a better one before you compare"),
        severity="error",
    )
