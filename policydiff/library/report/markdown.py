"""The text of a version as Markdown: headings, bold numbers, tables."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from policydiff.model.document import Document, Table
from policydiff.model.source import SourceCell
from policydiff.report.print_rules import safe
from policydiff.report.printed import Item, PrintedGrid, PrintedParagraph, Role, paragraphs

DEEPEST = 6
_HEADINGS: dict[Role, int] = {"title": 1, "attachment": 2, "heading": 3}
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]")
_REFERENCE = re.compile(r"&(?=[A-Za-z#])")
_LAST = ("*", "\\")
_BEGINNING = re.compile(r"#{1,6}(?=\s|$)|[-+](?=\s|$)|-{3,}\s*$|={3,}\s*$")
_ORDERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_NO_SLUG = re.compile(r"[^\w\- ]")


def write_document(document: Document) -> bytes:
    """The whole text."""
    items = list(paragraphs(document))
    slugs = _slugs(items)
    pieces: list[str] = []
    for item in items:
        piece = _grid(item.table) if isinstance(item, PrintedGrid) else _paragraph(item, slugs)
        entry = (
            isinstance(item, PrintedParagraph)
            and item.role == "contents"
            and piece.lstrip().startswith("- ")
        )
        pieces.append(piece + ("\n" if entry else "\n\n"))
        if (
            not entry
            and len(pieces) > 1
            and pieces[-2].lstrip().startswith("- ")
            and not pieces[-2].endswith("\n\n")
        ):
            pieces[-2] += "\n"
    return ("".join(pieces).rstrip("\n") + "\n").encode("utf-8")


def _paragraph(item: PrintedParagraph, slugs: dict[str, str]) -> str:
    depth = item.depth + 1 if item.role == "container" else _HEADINGS.get(item.role)
    if depth is not None:
        return f"{'#' * min(DEEPEST, depth)} {_line(item.text)}"
    if item.role == "contents":
        return _entry(item, slugs)
    return f"**{escape(item.text.strip())}**" if item.role == "subtitle" else _bold(item)


def _entry(item: PrintedParagraph, slugs: dict[str, str]) -> str:
    """A line of the contents, linked to its heading if a viewer can find it."""
    if not item.depth:
        return f"**{escape(item.text)}**" if item.text == "目　录" else f"- {escape(item.text)}"
    text, slug = _one_space(item.text), slugs.get(item.eids[0])
    linked = slug and escape(text) == text
    return "  " * (item.depth - 1) + (f"- [{text}](#{slug})" if linked else f"- {escape(text)}")


def _slugs(items: list[Item]) -> dict[str, str]:
    """eId → the name that viewers give a heading (small letters, hyphens, a count)."""
    found: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for item in items:
        if not isinstance(item, PrintedParagraph) or item.role not in (
            "title",
            "container",
            "heading",
            "attachment",
        ):
            continue
        slug = _NO_SLUG.sub("", _one_space(item.text).lower()).replace(" ", "-")
        for eid in item.eids:
            found[eid] = slug if not seen[slug] else f"{slug}-{seen[slug]}"
        seen[slug] += 1
    return found


def _line(text: str) -> str:
    """The text of a heading; signs at its end would close it."""
    written = escape(_one_space(text))
    return re.sub(r"(?<!#)#+$", lambda match: "\\#" * len(match[0]), written)


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _bold(item: PrintedParagraph) -> str:
    """A paragraph with its number in bold, with a space after punctuation."""
    if not item.text[: item.bold].strip():
        return escape(item.text)
    head, rest = item.text[: item.bold].strip(), item.text[item.bold :]
    touching = (
        bool(rest)
        and not rest[0].isspace()
        and not _is_punctuation(rest[0])
        and _is_punctuation(head[-1:])
    )
    return f"**{escape(head)}**{' ' if touching else ''}{escape(rest, begins=False)}"


def _is_punctuation(char: str) -> bool:
    return char != "" and unicodedata.category(char)[0] in "PS"


def escape(text: str, *, begins: bool = True) -> str:
    """Text that viewers show as it is; `begins` at the beginning of a line."""
    written = _SPECIAL.sub(_escaped, _REFERENCE.sub("&amp;", text)).replace("](", "]&#40;")
    if (
        text[-1:] in _LAST
        # there an escaped sign still looks like a line break or the end of emphasis to simple
        # readers
    ):
        written = f"{written[:-2]}&#{ord(text[-1])};"
    if not begins:
        return written
    written = written.lstrip(" \t")
    if match := _ORDERED.match(written):
        return f"{match[1]}\\{written[match.end(1) :]}"
    if not _BEGINNING.match(written):
        return written
    return f"&#61;{written[1:]}" if written[0] == "=" else "\\" + written


def _escaped(match: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;"}.get(match[0], "\\" + match[0])


def _grid(table: Table) -> str:
    """A pipe table; one with merged cells as HTML, which Markdown has no form for."""
    if (
        any(cell.colspan > 1 or cell.rowspan > 1 for row in table.rows for cell in row)
        or not table.rows
    ):
        return _html(table)
    columns = max(map(len, table.rows))
    head, *rest = table.rows
    lines = [_row(head, columns), "|" + " --- |" * columns, *(_row(row, columns) for row in rest)]
    return "\n".join(lines)


def _row(row: tuple[SourceCell, ...], columns: int) -> str:
    cells = [_cell(cell) for cell in row] + [""] * (columns - len(row))
    return "| " + " | ".join(cells) + " |"


def _cell(cell: SourceCell) -> str:
    return "<br>".join(escape(line, begins=False).strip() for line in safe(cell.text).split("\n"))


def _html(table: Table) -> str:
    rows = ("<tr>" + "".join(_html_cells(row)) + "</tr>" for row in table.rows)
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _html_cells(row: tuple[SourceCell, ...]) -> Iterator[str]:
    for cell in row:
        name = "th" if cell.header else "td"
        spans = "".join(
            f' {key}="{value}"'
            for key, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
            if value > 1
        )
        text = "<br>".join(_html_text(line) for line in safe(cell.text).split("\n"))
        yield f"<{name}{spans}>{text}</{name}>"


def _html_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
