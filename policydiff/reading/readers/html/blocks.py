"""An HTML element to lines and tables, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from policydiff.model.source import Dropped, LineStyle, SourceLine, SourceTable
from policydiff.reading.readers import tables
from policydiff.reading.readers.list_numerals import format_number
from policydiff.text.numerals import DIGIT, LISTED, NUMBER

_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
_BOLD = re.compile(r"font-weight:(?:bold|bolder|[6-9]00)")
_LIST_STYLE = re.compile(r"list-style(?:-type)?:([a-z-]+)")
_FORMS = {
    "a": "lowerLetter",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "A": "upperLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "i": "lowerRoman",
    "lower-roman": "lowerRoman",
    "I": "upperRoman",
    "upper-roman": "upperRoman",
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"),
        "chineseCountingThousand",
    ),
}
"""The counting of an ordered list → Word's name of it."""

_NUMBERED = re.compile(
    rf"[(（]?(?:{LISTED}|{DIGIT}{{1,9}}|[①-⑳])[)）.．、]|第{NUMBER}[编章节条款项]"
)


LIST_INDENT = 4
"""Columns by which a list inside another one stands further in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    bold: bool = False
    centred: bool = False
    pre: bool = False
    style: LineStyle = "plain"
    depth: int = 0
    lists: int = 0


@dataclass(slots=True, kw_only=True)
class _LinesWriter:
    lines: list[SourceLine | SourceTable] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    pieces: list[tuple[str, _Context]] = field(default_factory=list)
    line: int = 1
    begins: int = 1
    mark: str = ""
    item: bool = False
    counters: dict[etree._Element, int] = field(default_factory=dict)

    def add(self, text: str, context: _Context) -> None:
        """Add a piece of text; in `pre` its line feeds end lines."""
        for at, part in enumerate(text.split("\n") if context.pre else [text]):
            if at:
                self.end_line()
                self.line += 1
            self._add_part(part, context)

    def _add_part(self, part: str, context: _Context) -> None:
        if part.strip() and not any(text.strip() for text, _ in self.pieces):
            self.begins = self.line + part[: len(part) - len(part.lstrip())].count("\n")
        if part:
            self.pieces.append((part, context))
        self.line += part.count("\n")

    def end_line(self) -> None:
        text = tables.squeeze("".join(piece for piece, _ in self.pieces))
        if text:
            self.lines.append(self._made(text))
            self.mark, self.item = "", False
        self.pieces.clear()

    def _made(self, text: str) -> SourceLine:
        context = next(context for piece, context in self.pieces if tables.squeeze(piece))
        bold = min(len(text), len(tables.squeeze("".join(self._leading()))))
        mark = "" if _NUMBERED.match(text) else self.mark
        return SourceLine(
            number=self.begins,
            text=mark + text,
            style=context.style,
            depth=context.depth,
            bold=bold + len(mark) if bold else 0,
            centred=context.centred,
            hard_break=True,
            indent=LIST_INDENT * max(0, context.lists - 1),
            item=self.item,
        )

    def _leading(self) -> Iterator[str]:
        for piece, context in self.pieces:
            if not context.bold and piece.strip():
                return
            yield piece


def read_blocks(
    root: etree._Element,
) -> tuple[tuple[SourceLine | SourceTable, ...], tuple[Dropped, ...]]:
    """The lines and tables of an element, and the pictures left out."""
    writer = _LinesWriter(line=tables.line_of(root))
    contexts = [_Context()]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            contexts.append(_inherit(contexts[-1], node))
            if _start(node, contexts[-1], writer):
                walk.skip_subtree()
        else:
            contexts.pop()
            if node.tag in tables.BLOCKS or (node.tag == "br" and not contexts[-1].depth):
                writer.end_line()
            elif node.tag == "br" and contexts[-1].depth > 1:
                # a title runs on, but a chapter's number and name do not run together
                writer.add("\u3000", contexts[-1])
            if node is not root:
                writer.add(node.tail or "", contexts[-1])
    writer.end_line()
    return tuple(writer.lines), tuple(writer.dropped)


def read_fragment(
    markup: str, line: int
) -> tuple[tuple[SourceLine | SourceTable, ...], tuple[Dropped, ...]] | None:
    """The lines and tables of HTML that begins on this line; None beyond a limit."""
    root, limit = tables.parse_markup(markup)
    if root is None or limit:
        return None
    lines, dropped = read_blocks(root)
    shift = line - 1
    return tuple(replace(each, number=each.number + shift) for each in lines), tuple(
        replace(piece, line=piece.line + shift) for piece in dropped if piece.line is not None
    )


def _start(node: etree._Element, context: _Context, writer: _LinesWriter) -> bool:
    """Open an element; True if nothing inside it is to be read any more."""
    if node.tag in tables.BLOCKS:
        writer.end_line()
    writer.line = tables.line_of(node)
    if node.tag in tables.SILENT:
        return True
    if node.tag == "table" and tables.is_data_table(node):
        _add_table(node, writer)
        return True
    if node.tag == "img" and next(node.iterancestors("a"), None) is None:
        writer.dropped.append(
            Dropped(
                what="image",
                text=(node.get("alt") or node.get("src") or "")[:200],
                line=writer.line,
            )
        )
    if node.tag == "li":
        writer.mark, writer.item = _list_mark(node, writer.counters), True
    writer.add(node.text or "", context)
    return False


def _add_table(table: etree._Element, writer: _LinesWriter) -> None:
    number = writer.line
    for caption in table.iterchildren("caption"):
        if text := tables.flat_text(caption).replace("\n", " "):
            writer.lines.append(
                SourceLine(number=tables.line_of(caption), text=text, hard_break=True)
            )
    writer.lines.append(SourceTable(number=number, rows=tables.table_rows(table)))
    for image in table.iter("img"):
        writer.dropped.append(
            Dropped(
                what="image",
                text=(image.get("alt") or image.get("src") or "")[:200],
                line=tables.line_of(image),
            )
        )


def _inherit(context: _Context, node: etree._Element) -> _Context:
    style = tables.style_of(node)
    tag = str(node.tag)
    bold = context.bold or tag in {"b", "strong"}
    if "font-weight:" in style:
        bold = bool(_BOLD.search(style))
    made = replace(
        context,
        bold=bold,
        centred=_centred(context.centred, node, style),
        pre=context.pre or tag == "pre",
    )
    if tag in _HEADINGS:
        return replace(made, style="heading", depth=_HEADINGS[tag])
    if tag in {"ol", "ul"}:
        return replace(made, lists=made.lists + 1)
    if tag == "blockquote":
        return replace(made, style="quote")
    if (
        tag == "a"
        and (node.get("href") or "").startswith("#")
        and len(node.get("href") or "") > 1
        and made.style == "plain"
    ):
        return replace(made, style="contents")
    return made


def _centred(above: bool, node: etree._Element, style: str) -> bool:
    if "text-align:" in style:
        return "text-align:center" in style
    if node.tag == "center":
        return True
    # `align` of a table or picture places the thing itself, not the text in it
    if node.tag not in {"table", "img"} and node.get("align"):
        return (node.get("align") or "").strip().lower() in {"center", "middle"}
    return above


def _list_mark(item: etree._Element, counters: dict[etree._Element, int]) -> str:
    """The number that a browser shows before a list item; else empty."""
    parent = item.getparent()
    if (
        parent is None
        or parent.tag != "ol"
        or "list-style:none" in tables.style_of(parent)
        or "list-style-type:none" in tables.style_of(parent)
    ):
        return ""
    own = _whole(item.get("value"))
    counters[parent] = (
        counters.get(parent, (_whole(parent.get("start")) or 1) - 1) + 1 if own is None else own
    )
    named = _LIST_STYLE.search(tables.style_of(item)) or _LIST_STYLE.search(tables.style_of(parent))
    form = _FORMS.get(named[1] if named else parent.get("type") or "", "decimal")
    number = format_number(counters[parent], form) or str(counters[parent])
    return f"{number}、" if form == "chineseCountingThousand" else f"{number}. "


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
