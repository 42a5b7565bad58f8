"""Any page as Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from policydiff.report.labels import WORDS
from policydiff.report.page import (
    Block,
    ChangeStrip,
    FactLines,
    Lines,
    List,
    Page,
    PageLine,
    PageSection,
    PageTable,
    PlainWords,
    Role,
)
from policydiff.report.pieces import ELLIPSIS, TextPiece, neutral

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~!])")
_LINE_START = re.compile(r"^([^\S\n]*)([-+=]|\d+[.)](?=\s|$))", re.MULTILINE)
_TAGS = {"delete": ("~~", "del"), "insert": ("**", "strong")}


def write_page(page: Page) -> bytes:
    """A page, with a blank line between blocks, and its summary below its title."""
    writer = _MarkdownWriter(WORDS[page.language]["colon"])
    blocks = [f"# {_one_line(escape(page.title))}"]
    blocks += [writer.items(page.summary)] if page.summary else []
    blocks += [text for section in page.sections for text in writer.section(section, 2)]
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


class _MarkdownWriter:
    def __init__(self, colon: str) -> None:
        self.colon = colon

    def section(self, section: PageSection, level: int) -> Iterator[str]:
        """A heading where there is one, and what stands below."""
        if section.heading is not None:
            yield f"{'#' * level} {_one_line(self.plain(section.heading))}"
            level += 1
        for block in section.blocks:
            yield from self.block(block, level)

    def block(self, block: Block, level: int) -> Iterator[str]:
        """The Markdown of any block of a section."""
        if isinstance(block, PageSection):
            yield from self.section(block, level)
        elif isinstance(block, FactLines | List | ChangeStrip):
            yield self.items(block.lines)
        elif isinstance(block, PageLine):
            lead = "> " if block.role == "quote" else ""
            yield lead + self.line(block).replace("<br>", f"\n{lead}" if lead else "<br>")
        elif any(column.head for column in block.columns):
            yield from self.table(block, level)
        else:
            yield "\n".join(self.entries(block))

    def items(self, lines: Lines) -> str:
        """A list, with nested lines below the line that they belong to."""
        return "\n".join(f"{'  ' * line.depth}- {self.line(line)}" for line in lines)

    def entries(self, table: PageTable) -> Iterator[str]:
        """A table without heads as a list: the first line of each cell, then the others."""
        for row in table.rows:
            yield f"- {' '.join(self.line(cell[0]) for cell in row.cells if cell)}"
            for line in (line for cell in row.cells for line in cell[1:]):
                yield f"  - {self.line(line)}"

    def table(self, table: PageTable, level: int) -> Iterator[str]:
        """A table, begun again below each row that heads others; nothing without rows."""
        heads = [_row(escape(column.head) for column in table.columns)]
        heads.append(f"|{' --- |' * len(table.columns)}")
        rows: list[str] = []
        for row in table.rows:
            if row.heading:
                yield from ("\n".join((*heads, *rows)),) if rows else ()
                rows = []
                yield f"{'#' * level} {_one_line(self.plain(PageLine(text=row.heading)))}"
            if not row.heading or row.role != "unchanged":
                rows.append(_row("<br>".join(map(self.line, cell)) for cell in row.cells))
        yield from ("\n".join((*heads, *rows)),) if rows else ()

    def line(self, line: PageLine) -> str:
        """A line with its name; line feeds are <br>."""
        name = f"**{cell_text(line.name)}**{self.colon}" if line.name else ""
        role = "" if line.name else line.role
        return name + "".join(_stretch(part, role) for part in line.text)

    def plain(self, line: PageLine) -> str:
        """A heading, which is bold by itself."""
        return "".join(
            cell_text(part.text) if isinstance(part, PlainWords) else _piece(part)
            for part in line.text
        )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _one_line(text: str) -> str:
    return text.replace("<br>", " ").replace("\n", " ").strip()


def escape(text: str) -> str:
    """A text in which no emphasis, link, address or HTML of Markdown begins."""
    text = neutral(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = (
        _SPECIAL.sub(r"\\\1", text)
        .replace("://", "&#58;//")
        .replace("www.", "www&#46;")
        .replace("@", "&#64;")
    )
    return _LINE_START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", text)


def emphasise(text: str, mark: str, tag: str) -> str:
    """An escaped text between marks.

    It stands between tags where Markdown would not take the marks, as beside Chinese punctuation.
    """
    if _is_word(text[:1]) and _is_word(text[-1:]):
        return f"{mark}{text}{mark}"
    return f"<{tag}>{text}</{tag}>"


def _is_word(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "LNM"


def cell_text(text: str) -> str:
    """A text as it stands in a cell of a table."""
    return escape(text).replace("\n", "<br>")


def _stretch(part: PlainWords | TextPiece, role: Role) -> str:
    """Words, in bold where they or their line are strong, or a piece of a redline."""
    if isinstance(part, TextPiece):
        return _piece(part)
    text = cell_text(part.text)
    strong = text.strip() and "strong" in {part.role, role}
    return emphasise(text, "**", "strong") if strong else text


def _piece(piece: TextPiece) -> str:
    """A piece of a redline; emphasis never runs over a line's end."""
    if piece.elided:
        return ELLIPSIS
    if piece.op == "equal":
        return cell_text(piece.text)
    mark, tag = _TAGS[piece.op]
    return "<br>".join(
        emphasise(escape(line), mark, tag) if line else "" for line in piece.text.split("\n")
    )
