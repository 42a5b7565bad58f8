"""A comparison as a Markdown 对照表: three columns, ~~deletions~~ and **insertions**."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from policydiff.model.plugins import ReportOptions
from policydiff.views.comparison import ComparisonView
from policydiff.views.digest import digest_lines
from policydiff.views.labels import WORDS
from policydiff.views.notes import fact_lines
from policydiff.views.pieces import ELLIPSIS, Piece, neutral
from policydiff.views.rows import GAP_WORDS, Cell, Gap, Row
from policydiff.views.summary import counts_line

SUFFIX = ".md"

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~!])")
_LINE_START = re.compile(r"^([^\S\n]*)([-+=]|\d+[.)])", re.MULTILINE)
_TAGS = {"delete": ("~~", "del"), "insert": ("**", "strong")}


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """Title, versions, counts, doubts, then one table for each chapter, findings, the noise
    rule.
    """
    lines = [*_head(view, options), *_body(view, options), *_foot(view, options)]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


def escape(text: str) -> str:
    """A text that Markdown shows as it stands: no emphasis, link, address or HTML begins in it."""
    text = neutral(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = (
        _SPECIAL.sub(r"\\\1", text)
        .replace("://", "&#58;//")
        .replace("www.", "www&#46;")
        .replace("@", "&#64;")
    )
    return _LINE_START.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", text)


def emphasise(text: str, mark: str, tag: str) -> str:
    """An escaped text between marks; between tags where Markdown would not take the marks, as
    beside Chinese punctuation.
    """
    if _is_word(text[:1]) and _is_word(text[-1:]):
        return f"{mark}{text}{mark}"
    return f"<{tag}>{text}</{tag}>"


def _is_word(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "LNM"


def _head(view: ComparisonView, options: ReportOptions) -> Iterator[str]:
    language = options.language
    words = WORDS[language]
    yield f"# {escape(view.title)}"
    yield ""
    for version in view.versions:
        yield f"- **{escape(version.column(language))}**{words['colon']}{escape(words['list'].join(version.facts))}"
    if view.counts:
        yield f"- **{words['summary']}**{words['colon']}{escape(counts_line(view.counts, language))}"
    if view.part:
        yield f"- {escape(view.part)}"
    yield from _listing("problems", view.doubts, options)
    yield ""
    if view.metadata:
        yield from table(
            (words["field"], *_columns(view, options)),
            [tuple(map(cell_text, change)) for change in view.metadata],
        )
    for text in filter(
        None, (*view.replacements, view.omitted, *digest_lines(view.digest, language))
    ):
        yield f"- {escape(text)}"
    yield ""


def _body(view: ComparisonView, options: ReportOptions) -> Iterator[str]:
    words = WORDS[options.language]
    if not view.changed:
        yield words["no-changes"]
        return
    heads = (*_columns(view, options), words["type"])
    lines: list[tuple[str, ...]] = []
    for item in view.items:
        if isinstance(item, Row) and item.container:
            yield from table(heads, lines)
            lines = []
            yield f"## {escape(item.label)} {redline(item.heading or item.cells[0].heading)}".rstrip()
            yield ""
            if item.category != "unchanged":
                lines.append(_row(item, options))
        else:
            lines.append(_gap(item, options) if isinstance(item, Gap) else _row(item, options))
    yield from table(heads, lines)


def _foot(view: ComparisonView, options: ReportOptions) -> Iterator[str]:
    yield from _listing("findings", view.findings, options)
    yield ""
    yield escape(view.noise)


def _listing(key: str, lines: tuple[str, ...], options: ReportOptions) -> Iterator[str]:
    """A headed list; nothing where there is nothing to list."""
    if lines:
        yield from ("", f"## {WORDS[options.language][key]}", "")
        yield from (f"- {escape(text)}" for text in lines)


def _columns(view: ComparisonView, options: ReportOptions) -> tuple[str, str]:
    left, right = (escape(version.column(options.language)) for version in view.versions)
    return left, right


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table of cells already escaped; nothing where there are no rows."""
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    if lines:
        yield from (f"| {' | '.join(heads)} |", "|" + " --- |" * len(heads), *lines, "")


def cell_text(text: str) -> str:
    """A text as it stands in a cell of a table."""
    return escape(text).replace("\n", "<br>")


def _row(row: Row, options: ReportOptions) -> tuple[str, ...]:
    left = side(row.left) or _absent("added", options)
    right = side(row.right) or _absent("removed", options)
    return left, right, "<br>".join(_kind(row, options))


def _absent(key: str, options: ReportOptions) -> str:
    words = WORDS[options.language]
    return f"{words['open']}{words[key]}{words['close']}".strip()


def _gap(gap: Gap, options: ReportOptions) -> tuple[str, ...]:
    words = WORDS[options.language]
    left, right = gap.names(words["range"])
    why = words[GAP_WORDS[gap.category]]
    return (
        escape(left) + ELLIPSIS,
        escape(right) + ELLIPSIS,
        why + words["gap-count"].format(count=gap.count),
    )


def _kind(row: Row, options: ReportOptions) -> Iterator[str]:
    """What happened to a row, one short text each."""
    words = WORDS[options.language]
    yield words[row.category]
    if row.moved and row.category != "moved":
        yield words["moved"]
    if row.crossing:
        yield escape(" → ".join(row.names))
    yield from (words[name] for name in row.notes)
    yield from map(cell_text, fact_lines(row, options.language))


def side(cells: tuple[Cell, ...]) -> str:
    """The provisions of one side in a cell of a table."""
    return "<br>".join(_provision(cell) for cell in cells)


def _provision(cell: Cell) -> str:
    name = cell_text(cell.num or cell.label)
    heading = (cell.heading_gap if name else "") + redline(cell.heading) if cell.heading else ""
    gap = (
        ""
        if not cell.text or not (name or heading)
        else "<br>"
        if cell.own_line or not cell.num
        else escape(cell.text_gap)
    )
    return (emphasise(name, "**", "strong") if name else "") + heading + gap + redline(cell.text)


def redline(pieces: Iterable[Piece]) -> str:
    """Pieces as Markdown, lines parted by <br>."""
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> str:
    """One piece; emphasis never runs over a line's end."""
    if piece.elided:
        return ELLIPSIS
    if piece.op == "equal":
        return cell_text(piece.text)
    mark, tag = _TAGS[piece.op]
    return "<br>".join(
        emphasise(escape(line), mark, tag) if line else "" for line in piece.text.split("\n")
    )
