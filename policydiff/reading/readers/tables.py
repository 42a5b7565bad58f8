"""HTML tables as rows of cells, and the flat text of any element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from policydiff.messages import Message
from policydiff.model.source import SourceCell
from policydiff.reading.readers.safety.decoding import clean

BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
"""Elements that begin and end a line."""

SILENT = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "link",
        "meta",
        "base",
        "title",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
    }
)
"""Elements without readable text."""

MOST_SPAN = 1000
"""The widest accepted span, in cells, as in the HTML standard."""

_SPACES = re.compile("[ \t\n\r\f\v]+")
_WIDE = re.compile(
    "[\u2e80-\u303f\u3040-\u9fff\uac00-\ud7ff\uff00-\uffef\U00020000-\U0003ffff\u2018-\u201d\u2026]"
)


MOST_TAGS = 200_000
"""The most tags of a page (0.25 kB each); one with a long law has a tenth of that."""


def parse_markup(markup: str) -> tuple[etree._Element | None, Message | None]:
    """The root of a piece of HTML, and the limit, if any, that would lose text.

    Nothing is fetched, no entity of a document type is expanded, libxml2's limits of depth and size
    stay.
    """
    if markup.count("<") > MOST_TAGS:
        return None, Message("it has more than {most} tags", most=f"{MOST_TAGS:,}")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(markup.encode("utf-8"), parser)
    except etree.LxmlError:
        root = None
    limits = [
        entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"
    ]
    if limits:
        return None, Message("its elements are nested more than 255 deep") if "depth" in limits[
            0
        ] else Message("a piece of it is larger than 10 MB")
    return root, None


def line_of(element: etree._Element) -> int:
    """The line on which an element begins, 1 where the parser gives none."""
    line: Any = element.sourceline
    return line if isinstance(line, int) and line > 0 else 1


def table_rows(table: etree._Element) -> tuple[tuple[SourceCell, ...], ...]:
    """The rows of a table, nested ones as text; empty if no cell holds a word."""
    rows = [
        tuple(_cell(cell) for cell in row if cell.tag in ("td", "th")) for row in own_rows(table)
    ]
    kept = tuple(row for row in rows if row)
    return kept if any(cell.text for row in kept for cell in row) else ()


def own_rows(table: etree._Element) -> list[etree._Element]:
    """The `tr` elements of this very table, not of one nested in it."""
    return [
        row
        for part in table
        for row in (
            [part]
            if part.tag == "tr"
            else part.iterchildren("tr")
            if part.tag in ("thead", "tbody", "tfoot")
            else ()
        )
    ]


def _cell(cell: etree._Element) -> SourceCell:
    return SourceCell(
        text=flat_text(cell),
        header=cell.tag == "th",
        colspan=_span(cell, "colspan"),
        rowspan=_span(cell, "rowspan"),
    )


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return (
        min(max(1, int(value)), MOST_SPAN)
        if value.isascii() and value.isdigit() and len(value) < 6
        else 1
    )


def flat_text(element: etree._Element) -> str:
    """The text of an element, its paragraphs joined by a line feed."""
    whole = "".join(_pieces(element))
    return "\n".join(text for line in whole.split("\0") if (text := squeeze(line)))


def squeeze(text: str) -> str:
    """The text as a browser shows it, without line breaks inside Chinese text."""
    return clean(_SPACES.sub(_space, text)).strip()


def _space(match: re.Match[str]) -> str:
    start, end = match.span()
    before, after = match.string[max(0, start - 1) : start], match.string[end : end + 1]
    return "" if "\n" in match[0] and _WIDE.match(before) and _WIDE.match(after) else " "


def _pieces(element: etree._Element) -> Iterator[str]:
    """The pieces of text, with a NUL between blocks: no text holds one any more."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if node.tag in SILENT and event == "start":
            walk.skip_subtree()
        elif event == "start":
            yield "\0" if node.tag in BLOCKS or node.tag == "br" else ""
            yield node.text or ""
        if event == "end":
            yield "\0" if node.tag in BLOCKS else ""
            yield (node.tail or "") if node is not element else ""


def style_of(element: etree._Element) -> str:
    """The inline style in lower case without spaces."""
    return "".join((element.get("style") or "").lower().split())


def is_data_table(table: etree._Element) -> bool:
    """True for a table of data, False for one that only lays out a page.

    Layout: another table inside, one cell or one column in all, one cell with most of the text in
    many paragraphs, or text outside the cells.
    """
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [
        [text for cell in row if cell.tag in {"td", "th"} and (text := flat_text(cell))]
        for row in own_rows(table)
    ]
    if max((len(row) for row in rows), default=0) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    beside = sum(_size(flat_text(caption)) for caption in table.iterchildren("caption"))
    if _size(flat_text(table)) != beside + sum(map(_size, cells)):
        return False
    longest = max(cells, key=len)
    return (
        longest.count("\n") < 5
        or len(longest) < 500
        or len(longest) * 10 < sum(map(len, cells)) * 6
    )


def _size(text: str) -> int:
    return len("".join(text.split()))
