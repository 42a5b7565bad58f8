"""The lines of a text, and the titles that their sentences list: 《甲法》、《乙法》第三条."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from policydiff.model.document import Block, Document, Node, Provision, Table, provisions_in
from policydiff.model.work_life import LifeKind
from policydiff.text.citations.works import bare_title
from policydiff.text.numerals import read_number
from policydiff.text.traditions.citation_words import LifeWords

LAST = 10
"""Articles at the end of a text, or of an attachment, in which it states its own term."""
_NO_TEXT = frozenset(
    ("title", "note", "fact", "number", "contents", "addressee", "signature", "date", "comment")
)
"""Roles of blocks that state nothing."""

_MARKED = re.compile(
    r"《(?P<title>(?:[^《》\n]|《(?:[^《》\n]|《[^《》\n]*》)*》)*)》|“[^“”\n]*”|(?<!第)[（(](?P<bracket>(?:[^（）()\n]|[（(][^（）()\n]*[）)])*)[）)]"
)
"""A title, a quotation, what stands in brackets: 《示例办法》（国发〔1990〕3号）."""
Listing = LifeKind | Literal["mixed"]
"""What is stated of the works of a list; of a mixed one, nothing but what each line states."""
BLANK = "《》"
"""What stands for a title in a plain sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTitle:
    """A title with what stands in the brackets behind it."""

    title: str
    facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSentence:
    """A sentence, cut at its titles; `parts` are without brackets and quotations."""

    text: str
    parts: tuple[str, ...]
    works: tuple[MarkedTitle, ...]

    @property
    def plain(self) -> str:
        """The sentence with a blank for each title."""
        return BLANK.join(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLine:
    """A paragraph, heading or row of a table; `cells` are those of the row."""

    text: str
    eid: str | None
    closing: bool = True
    cells: tuple[str, ...] = ()
    head: bool = False
    """True for the first line of an attachment: there all lists end."""
    number: str | None = None
    """The number of that attachment."""

    @property
    def article(self) -> str:
        """The article in which it stands, "" outside of the articles."""
        article, inside, _ = (self.eid or "").partition("__para_")
        return article if inside else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTitle:
    """A title that a sentence rules, with the clauses of it that are named."""

    work: MarkedTitle
    before: str
    places: str | None = None
    part: bool = False


def stated_lines(document: Document) -> Iterator[StatedLine]:
    """Yield the lines of a text that can state something, in reading order."""
    yield from _walk(document.preface, None, frozenset())
    content = (*document.preamble, *document.body)
    yield from _walk(content, None, _early(content))
    yield from _walk(document.conclusions, None, frozenset())
    for attachment in document.attachments:
        heading = attachment.heading or ""
        yield StatedLine(text=heading, eid=attachment.eid, head=True, number=attachment.number)
        yield from _walk(attachment.content, attachment.eid, _early(attachment.content))


def _early(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The articles before the last ones, where no text states its own term."""
    articles = [part.eid for part in provisions_in(nodes) if part.level == "article"]
    return frozenset(articles[:-LAST])


def _walk(
    nodes: Iterable[Node], eid: str | None, early: frozenset[str], *, closing: bool = True
) -> Iterator[StatedLine]:
    """The lines of nodes; a heading that runs on stands before the text after it."""
    for node in nodes:
        if isinstance(node, Provision):
            stop = node.heading_stop
            lead = None if node.heading is None else node.heading + (stop or "")
            late = closing and node.eid not in early
            below = list(_walk(node.content, node.eid, early, closing=late))
            if lead and stop and below and not below[0].cells:
                below[0] = replace(below[0], text=lead + below[0].text)
            elif lead:
                yield StatedLine(text=lead, eid=node.eid, closing=late)
            yield from below
        elif isinstance(node, Table):
            for row in node.rows:
                cells = tuple(cell.text for cell in row)
                yield StatedLine(text="\t".join(cells), eid=eid or node.eid, cells=cells)
        elif isinstance(node, Block) and node.role not in _NO_TEXT:
            for text in node.text.split("\n"):
                yield StatedLine(text=text, eid=eid or node.eid, closing=closing)


def mark_titles(text: str) -> MarkedSentence:
    """The titles of a sentence and what stands between them."""
    parts, works, end = [""], list[MarkedTitle](), 0
    for match in _MARKED.finditer(text):
        parts[-1] += text[end : match.start()]
        end = match.end()
        if match["title"] is not None:
            works.append(MarkedTitle(title=match["title"]))
            parts.append("")
        elif match["bracket"] is not None and works and not parts[-1].strip():
            works[-1] = replace(works[-1], facts=works[-1].facts + match["bracket"])
    parts[-1] += text[end:]
    return MarkedSentence(text=text.strip(), parts=tuple(parts), works=tuple(works))


def last_listed(
    sentence: MarkedSentence, first: int, words: LifeWords
) -> tuple[int, re.Match[str]] | None:
    """The last title of a list and what follows it; None where other words follow."""
    for index in range(first, len(sentence.works)):
        behind = sentence.parts[index + 1]
        whole = words.whole.match(behind)
        final = index + 1 == len(sentence.works)
        joint = None if final else words.joint.fullmatch(behind)
        if joint is not None and not words.cited.search(behind) and not words.broken.search(behind):
            continue
        if not final and words.origin.match(behind):
            continue
        return (index, whole) if whole else None
    return None


def listed_titles(
    sentence: MarkedSentence,
    last: int,
    words: LifeWords,
    places: str | None,
    *,
    about: bool = False,
    first: int = 0,
) -> tuple[ListedTitle, ...]:
    """The titles of a list up to its last, but for origins of others."""
    parts, works = sentence.parts, sentence.works
    if words.cited.search(parts[last]):
        return ()
    titles: list[tuple[int, int, str | None, bool]] = []
    index, begin, named, part, origin = last, last, places, bool(places or about), False
    for before in range(last - 1, first - 1, -1):
        between = parts[before + 1]
        if words.origin.match(between):
            begin, origin = before, True
            continue
        joint = words.joint.fullmatch(between)
        if joint is None or words.broken.search(between) or words.cited.search(parts[before]):
            break
        if origin and not joint["origin"]:
            continue
        titles.append((index, begin, named, part))
        index, begin, origin = before, before, False
        named, part = joint["places"], about or bool(joint["places"] or joint["about"])
    titles.append((index, begin, named, part))
    return tuple(
        ListedTitle(
            work=works[index], before=BLANK.join(parts[begin : index + 1]), places=named, part=part
        )
        for index, begin, named, part in reversed(titles)
    )


def suspended_titles(
    sentence: MarkedSentence, end: int, words: LifeWords
) -> tuple[ListedTitle, ...]:
    """The titles behind a verb that ends there; without any, those before it."""
    first = sentence.plain[:end].count(BLANK)
    last = len(sentence.works) - 1
    if first > last:
        return listed_titles(sentence, last, words, None, about=True)
    return tuple(
        ListedTitle(work=work, before="", places=places[0] if places else None, part=True)
        for index, work in enumerate(sentence.works)
        if index == first or (index > first and not words.cited.search(sentence.parts[index]))
        for places in [words.places.match(sentence.parts[index + 1])]
    )


def line_titles(line: str, words: LifeWords, *, bare: bool) -> tuple[ListedTitle, ...]:
    """The titles of a line or cell in 《》, or without where `bare` is True."""
    number = words.row.match(line)
    text = line[number.end() :] if number else line
    listed = words.listed.match(text) if bare and not text.startswith("《") else None
    if listed is not None:
        work = MarkedTitle(title=listed["title"].strip(), facts=text[listed.end() :])
        return (ListedTitle(work=work, before=""),)
    sentence = mark_titles(text)
    end = last_listed(sentence, 0, words) if sentence.works else None
    if end is None or not words.modifies.fullmatch(sentence.parts[0].strip()):
        return ()
    last, behind = end
    return listed_titles(sentence, last, words, behind["places"], about=bool(behind["about"]))


def cell_verdict(cell: str, words: LifeWords) -> tuple[Listing | None, str | None]:
    """The statement of a cell on the work of its row, and its clauses: 第三条废止.

    None where it states nothing; "mixed" where nothing follows from it.
    """
    text = cell.strip(" \t\u3000。；;，,")
    places = words.places.search(text)
    for kind, pattern in words.verdicts:
        if pattern.fullmatch(text):
            return kind, places[0] if places and kind == "part" else None
    return None, None


def row_verdict(
    row: tuple[str, ...], columns: tuple[int | None, int | None], words: LifeWords
) -> tuple[Listing | None, str | None]:
    """The statement of a row on its work, and its clauses, from these two columns."""
    result, clauses = (None if column is None else row[column : column + 1] for column in columns)
    read = [cell_verdict(cell, words) for cell in (*(result or ()), *row)]
    verdict = next((one for one in read if one[0]), (None, None))
    ended = "".join(clauses or ())
    if verdict[0] not in ("in force", "mixed") and ended.strip():
        places = words.places.search(ended)
        if places or not words.entire.search(ended):
            return "part", places[0] if places else None
    return verdict


def attachment_number(text: str | None) -> str:
    """The canonical number of an attachment; that of the only one is 1."""
    number = read_number(text) if text else None
    return "1" if number is None else str(number)


def own_titles(title: str, words: LifeWords) -> Iterator[str]:
    """Yield the title of a text, and those in it of the works that it promulgates."""
    yield bare_title(title)
    sentence = mark_titles(title)
    for before, work in zip(sentence.parts, sentence.works, strict=False):
        if words.issues.search(before):
            yield bare_title(work.title)
