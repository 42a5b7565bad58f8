"""The text of a version as plain text."""

from __future__ import annotations

import re
import unicodedata

from policydiff.model.reports import Edition, ReportOptions
from policydiff.report.print_rules import safe
from policydiff.report.printed import Item, PrintedGrid, PrintedParagraph, paragraphs

INDENT = "　　"
COLUMNS = 60
"""The width of a page in columns of half-width characters, within which titles are centred."""

_CENTRED = frozenset(("title", "subtitle", "number", "container", "heading"))
_APART = frozenset(("title", "container", "attachment"))
"""An empty line stands before them, and after a title."""

_MARKUP = re.compile(
    r"<(?=!--|br[ \t]*/?>)|&(?=(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)",
    re.IGNORECASE,
)
"""What readers of plain text take for markup that was left in it."""


def render(edition: Edition, options: ReportOptions) -> bytes:
    """The whole text.

    Numbers and words are those of the document, whatever the language of labels.
    """
    del options
    lines: list[str] = []
    before: Item | None = None
    for item in paragraphs(edition.document):
        if lines and _apart(before, item):
            lines.append("")
        lines += _lines(item)
        before = item
    return ("\n".join(lines) + "\n").encode("utf-8")


def _apart(before: Item | None, item: Item) -> bool:
    """True where an empty line stands between the two."""
    roles = [
        one.role if isinstance(one, PrintedParagraph) else "table"
        for one in (before, item)
        if one is not None
    ]
    contents = roles.count("contents")
    return (
        roles[0] == "title"
        or roles[-1] in _APART
        or contents == 1
        or (roles[-1] == "signature" and roles[0] != "signature")
    )


def _lines(item: Item) -> list[str]:
    if isinstance(item, PrintedGrid):
        return [
            INDENT + plain("\t".join(safe(cell.text).replace("\n", " ") for cell in row))
            for row in item.table.rows
        ]
    return [_set(item)]


def _set(paragraph: PrintedParagraph) -> str:
    """A line as it stands on the page."""
    text = plain(paragraph.text)
    if paragraph.role in _CENTRED:
        return _gap((COLUMNS - _width(text)) // 2) + text
    if paragraph.role in ("signature", "date"):
        return _gap(COLUMNS - _width(text) - 4) + text
    if paragraph.role == "addressee" and not text[:1].isascii():
        return text
    return INDENT + "　" * max(0, paragraph.depth - 1) + text


def plain(text: str) -> str:
    """The text with the few signs written out that would be read as markup."""
    return _MARKUP.sub(lambda match: "&lt;" if match[0] == "<" else "&amp;", text)


def _gap(columns: int) -> str:
    """The indent of a line, so that none begins with a sign of Markdown."""
    return "　" * max(len(INDENT), columns // 2)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
