"""Plain text, and Markdown without its sure markup: not <中华人民共和国港口法>."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policydiff.model.source import (
    Dropped,
    LineStyle,
    SourceCell,
    SourceLine,
    SourceTable,
    SourceText,
)
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.html.blocks import read_fragment
from policydiff.reading.readers.safety.decoding import EmptySourceError, clean, decode

MARKUP_BREAK = re.compile(r"</?br[ \t]*/?>", re.IGNORECASE)
"""A line break that copied web text still holds, </br> too; its lines share one number."""

_SOFT_BREAKS = re.compile("[\v\f\x85\u2028\u2029]")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1; a form feed or line separator adds no number."""
    for number, line in enumerate(text.split("\n"), 1):
        for piece in _SOFT_BREAKS.split(line):
            yield number, piece


def decode_entities(text: str) -> str:
    """Replace references such as ``&nbsp;``; those to line breaks by a space."""
    if "&" not in text:
        return text
    return (
        clean(_ENTITY.sub(lambda match: html.unescape(match[0]), text))
        .replace("\n", " ")
        .replace("\r", " ")
    )


_HEADING = re.compile(r"(#{1,6})(?:[ \t\u3000]+|(?<=##)(?=[^#\sA-Za-z!\-]))")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]*>(.*)</h\1>$", re.IGNORECASE)
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_BULLET = re.compile(r"[-*+][ \t]+")
_ITEM_SIGNS = "-*+>0123456789"
_ORDERED = re.compile(r"[0-9]{1,9}[.)][ \t]")
_LINK_ITEM = re.compile(r"[-*+][ \t]+\[(?P<text>[^\[\]]+)\]\(#[^()]*\)\s*$")
_LINK = re.compile(r"\[([^\[\]]*)\]\(((?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"]*\")?\)")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)|<img\b[^<>]*>", re.IGNORECASE)
_STRONG = re.compile(r"</?(?:b|strong)(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|center|font|i|em|u|s|sup|sub|details|summary|a|small|big|code|pre|hr|section|article)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"<(?:center|p|div|h[1-6])\b[^<>]*>", re.IGNORECASE)
_INLINE = re.compile(r"[*<\[&\\]")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()<>#+\-.!|~])")
_ITALIC_LINE = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*$")
_RULE = re.compile(
    r"(?:-{3,}|\*{3,}|_{3,}|(?:\* ){2,}\*|(?:- ){2,}-|```.*|~~~.*|\[\[?toc\]?\])$", re.IGNORECASE
)
_FENCE = re.compile(r"(```|~~~)[`~]*[ \t]*([A-Za-z][\w+#-]*)?$")
"""The first line of a fenced part, with the language of code: ```python"""
_UNDERLINE = re.compile(r"={3,}$")
_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:|[ \t]+\S|-[ \t]|#|[ \t]*$")
_TABLE_TAG = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_CELL_BREAK = re.compile(r"(?<!\\)\|")
_HIDDEN = re.compile(r"<!--|<(style|script)(?:\s[^<>]*)?>", re.IGNORECASE)
_HIDDEN_ENDS = {
    "comment": re.compile("-->"),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
}
MOST_FRONT_MATTER = 200
"""The longest front matter that is recognised, in lines."""

_EVIDENCE = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]+\S|#{2,6}[^#\sA-Za-z!\-]|\*\*\S[^*\n]*\*\*|[-*+][ \t]+\[[^\[\]\n]+\]\(#|\|[ \t]*:?-{3,})|<!--",
    re.MULTILINE,
)


@dataclass(slots=True)
class _MarkdownRead:
    lines: list[SourceLine | SourceTable] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    unclosed_table: bool = False


def is_markdown(text: str) -> bool:
    """True for a heading, bold at the start of a line, a comment, or front matter."""
    return bool(_EVIDENCE.search(text) or _front_matter_end(text))


def read_markdown(text: str) -> tuple[tuple[SourceLine | SourceTable, ...], tuple[Dropped, ...]]:
    """The lines and tables in order, and the parts left out."""
    found = _MarkdownRead()
    text = _without_front_matter(text, found)
    text = _without_hidden(text, found)
    rows = list(numbered_lines(text))
    at = 0
    while at < len(rows):
        at += (
            (("`" in rows[at][1] or "~" in rows[at][1]) and _fenced(rows, at, found))
            or _pipe_table(rows, at, found)
            or _html_table(rows, at, found)
            or _line(rows[at], found, ends=_blank_at(rows, at + 1))
        )
    return tuple(found.lines), tuple(sorted(found.dropped, key=lambda piece: piece.line or 0))


def _fenced(rows: list[tuple[int, str]], at: int, found: _MarkdownRead) -> int:
    """Read a fenced part; return the number of lines used, or 0."""
    line = rows[at][1].lstrip()
    opening = _FENCE.match(line.rstrip()) if line[:3] in ("```", "~~~") else None
    if opening is None:
        return 0
    end = next(
        (
            later
            for later in range(at + 1, len(rows))
            if rows[later][1].strip().startswith(opening[1])
        ),
        None,
    )
    if end is None:
        return 0
    _end_paragraph(found)
    for number, raw in (rows[at], rows[end]):
        found.dropped.append(Dropped(what="markup", text=raw.strip(), line=number))
    found.lines += [
        SourceLine(
            number=number,
            text=inline(raw)[0],
            style="code" if opening[2] else "plain",
            hard_break=True,
            indent=indent_of(raw),
        )
        for number, raw in rows[at + 1 : end]
        if raw.strip()
    ]
    return end + 1 - at


def _blank_at(rows: list[tuple[int, str]], at: int) -> bool:
    return at < len(rows) and not rows[at][1].strip()


def _front_matter_end(text: str) -> int:
    """The number of lines of the front matter with its `---`, 0 if there is none."""
    lines = text.split("\n", MOST_FRONT_MATTER + 1)
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != "---":
        return 0
    for at, line in enumerate(lines[start + 1 : MOST_FRONT_MATTER], start + 1):
        if line.rstrip() == "---":
            return at + 1
        if not _KEY.match(line):
            return 0
    return 0


def _without_front_matter(text: str, found: _MarkdownRead) -> str:
    """The text without its front matter, whose line feeds stay."""
    end = _front_matter_end(text)
    if not end:
        return text
    lines = text.split("\n", end)
    found.dropped.append(Dropped(what="front matter", text="\n".join(lines[:end]).strip(), line=1))
    return "\n" * end + "".join(lines[end:])


def _without_hidden(text: str, found: _MarkdownRead) -> str:
    """The text without comments, styles and scripts; their line feeds stay."""
    pieces: list[str] = []
    end, line = 0, 1
    for start, inner, after, stop, what in _hidden(text):
        line += text.count("\n", end, start)
        found.dropped.append(Dropped(what=what, text=text[inner:after].strip(), line=line))
        breaks = text.count("\n", start, stop)
        pieces += [text[end:start], "\n" * breaks]
        line, end = line + breaks, stop
    return "".join(pieces) + text[end:]


def _hidden(text: str) -> Iterator[tuple[int, int, int, int, str]]:
    """Comments, styles and scripts: begin, begin and end of the inside, end, kind."""
    at = 0
    endless: set[str] = set()
    while begin := _HIDDEN.search(text, at):
        name = (begin[1] or "comment").lower()
        end = None if name in endless else _HIDDEN_ENDS[name].search(text, begin.end())
        at = end.end() if end else begin.end()
        if end:
            yield begin.start(), begin.end(), end.start(), end.end(), name
        else:
            endless.add(name)


def _line(row: tuple[int, str], found: _MarkdownRead, *, ends: bool = False) -> int:
    """Read one line of text, or several by `<br>`; return the number of lines used."""
    number, raw = row
    text = raw.strip()
    if not text or _RULE.match(text):
        if text:
            found.dropped.append(Dropped(what="markup", text=text, line=number))
        _end_paragraph(found)
    elif _UNDERLINE.match(text):
        _underlined(text, number, found)
    else:
        _add_text(raw, number, found, ends=ends)
    return 1


def _end_paragraph(found: _MarkdownRead) -> None:
    if found.lines and isinstance(last := found.lines[-1], SourceLine) and not last.hard_break:
        found.lines[-1] = replace(last, hard_break=True)


def _underlined(text: str, number: int, found: _MarkdownRead) -> None:
    """Make the line above a line of `===` a heading."""
    last = found.lines[-1] if found.lines else None
    if isinstance(last, SourceLine) and last.number == number - 1 and last.style == "plain":
        found.lines[-1] = replace(last, style="heading", depth=1, hard_break=True)
    found.dropped.append(Dropped(what="markup", text=text, line=number))


def _add_text(raw: str, number: int, found: _MarkdownRead, *, ends: bool) -> None:
    """Add the lines of one line of text; `ends` if a blank one follows."""
    whole = raw.strip()
    style, depth, text = _style(whole)
    item = whole[0] in _ITEM_SIGNS and bool(_BULLET.match(whole) or _ORDERED.match(text))
    pieces = MARKUP_BREAK.split(text)
    for image in _IMAGE.findall(text):
        found.dropped.append(Dropped(what="image", text=image, line=number))
    made = [line for line in (_plain(piece) for piece in pieces) if line[0]]
    if not text or (len(pieces) > 1 and not pieces[0].strip()):
        _end_paragraph(found)
    ends = ends or style in {"heading", "contents"} or (len(pieces) > 1 and not pieces[-1].strip())
    for at, (shown, bold, centred) in enumerate(made, 1):
        hard = ends or at < len(made)
        found.lines.append(
            SourceLine(
                number=number,
                text=shown,
                style=style,
                depth=depth,
                bold=bold,
                centred=centred,
                hard_break=hard,
                indent=indent_of(raw),
                item=item and at == 1,
            )
        )


def indent_of(raw: str) -> int:
    """The columns of white space before a line, a tab counted up to the next fourth."""
    if raw[:1] > " " and raw[:1] != "\u3000":
        return 0
    columns = 0
    for sign in raw[: len(raw) - len(raw.lstrip())]:
        columns += 4 - columns % 4 if sign == "\t" else 2 if sign == "\u3000" else 1
    return columns


def _style(text: str) -> tuple[LineStyle, int, str]:
    """The style of a line, its heading's depth, and the line without the mark."""
    quote = text.startswith(">")
    if quote:
        text = _QUOTE.sub("", text, count=1).strip()
    if item := _LINK_ITEM.match(text):
        return "contents", 0, item["text"]
    if heading := _HEADING.match(text):
        return "heading", len(heading[1]), _without_closing(text[heading.end() :], heading)
    if heading := _HTML_HEADING.match(text):
        return "heading", int(heading[1]), heading[2]
    if bullet := _BULLET.match(text):
        text = text[bullet.end() :]
    return "quote" if quote else "plain", 0, text


def _without_closing(heading: str, begin: re.Match[str]) -> str:
    """A heading such as `第一章 总则 ##` or `##总则##` without the closing signs."""
    text = heading.rstrip("#")
    closes = text[-1:] in ("", " ", "\t") or heading[len(text) :] == begin[0]
    return text.rstrip() if text != heading and closes else heading


def _plain(piece: str) -> tuple[str, int, bool]:
    """Text without inline markup, the length of its bold run, and True if centred."""
    text, bold = inline(piece)
    return (
        text,
        bold,
        "<" in piece and any("center" in tag.lower() for tag in _BLOCK_TAG.findall(piece)),
    )


def inline(piece: str) -> tuple[str, int]:
    """Text without inline markup, and the length of the bold run at its beginning."""
    if not _INLINE.search(piece):
        return piece.strip(), 0
    piece = _LINK.sub(_link_text, _IMAGE.sub("", piece.strip()))
    piece = _TAG.sub("", _STRONG.sub("**", piece)).strip().removesuffix("\\").strip()
    piece = _ITALIC_LINE.sub(r"\1", piece)
    parts = piece.replace("\\*", "\0").split("**")
    if len(parts) % 2 == 0:
        parts[-2:] = ["**".join(parts[-2:])]
    shown = [decode_entities(_ESCAPE.sub(r"\1", part.replace("\0", "\\*"))) for part in parts]
    whole = "".join(shown)
    lead = shown[1] if len(shown) > 1 and not shown[0].strip() else ""
    return whole.strip(), len(lead.strip())


def _link_text(match: re.Match[str]) -> str:
    """The text of a link; `[2018](5)` leads nowhere and stays as text."""
    return match[1] if not match[2] or any(sign in match[2] for sign in "#/.:") else match[0]


def _pipe_table(rows: list[tuple[int, str]], at: int, found: _MarkdownRead) -> int:
    """Read a table of `|` cells at a line; return the number of lines used, or 0."""
    if "|" not in rows[at][1] or at + 1 >= len(rows) or not _is_delimiter(rows[at + 1][1]):
        return 0
    end = at + 2
    while end < len(rows) and "|" in rows[end][1]:
        end += 1
    _end_paragraph(found)
    body = [_cells(line, header=False) for _, line in rows[at + 2 : end]]
    found.lines.append(
        SourceTable(number=rows[at][0], rows=(_cells(rows[at][1], header=True), *body))
    )
    return end - at


def _is_delimiter(line: str) -> bool:
    return "|" in line and bool(_DELIMITER.match(line.strip()))


def _cells(line: str, *, header: bool) -> tuple[SourceCell, ...]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(
        SourceCell(text=_cell_text(part), header=header) for part in _CELL_BREAK.split(inner)
    )


def _cell_text(part: str) -> str:
    return "\n".join(filter(None, (inline(piece)[0] for piece in MARKUP_BREAK.split(part))))


def _html_table(rows: list[tuple[int, str]], at: int, found: _MarkdownRead) -> int:
    """Read a `<table>` that begins on this line; return the lines used, or 0."""
    opening = _TABLE_TAG.search(rows[at][1])
    if not opening or opening[1] or found.unclosed_table:
        return 0
    open_tables = 0
    for end in range(at, len(rows)):
        for tag in _TABLE_TAG.finditer(rows[end][1]):
            open_tables += -1 if tag[1] else 1
            if not open_tables:
                return _add_tables(rows[at : end + 1], opening.start(), tag.end(), found)
    found.unclosed_table = True
    return 0


def _add_tables(rows: list[tuple[int, str]], start: int, stop: int, found: _MarkdownRead) -> int:
    """Add a table with the text around it; return the number of rows used."""
    # lxml takes a moment to load, and hardly any text needs it
    (first, head), (last, tail) = rows[0], rows[-1]
    lines = [line for _, line in rows]
    lines[-1] = lines[-1][:stop]
    lines[0] = lines[0][start:]
    read = read_fragment("\n".join(lines), first)
    if read is None:
        return 0
    _line((first, head[:start]), found)
    _end_paragraph(found)
    found.lines += read[0]
    found.dropped += read[1]
    _line((last, tail[stop:]), found)
    return len(rows)


SUFFIXES: tuple[str, ...] = (".txt", ".md", ".markdown", ".text")


def sniff(data: bytes) -> bool:
    """False: any bytes may be plain text; this reader is chosen by name or last."""
    del data
    return False


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The lines without markup and blank ones.

    `hard_break` marks lines that Markdown ends by a blank one; in plain text from PDFs such a line
    proves nothing. Raises an `InputError` if the bytes are empty, too large, binary or in no
    supported encoding.
    """
    del options
    decoded = decode(data, name)
    markdown = is_markdown(decoded.text)
    lines, dropped = read_markdown(decoded.text) if markdown else _plain_lines(decoded.text)
    if not lines:
        raise EmptySourceError(name)
    return SourceText(
        name=name,
        format="txt",
        sha256=decoded.sha256,
        lines=lines,
        encoding=decoded.encoding,
        hard_wrapped=False if markdown else None,
        dropped=dropped,
        problems=decoded.problems,
    )


def _plain_lines(text: str) -> tuple[tuple[SourceLine | SourceTable, ...], tuple[Dropped, ...]]:
    pieces = (
        (number, decode_entities(piece))
        for number, line in numbered_lines(text)
        for piece in MARKUP_BREAK.split(line)
    )
    return tuple(
        SourceLine(number=number, text=text, indent=indent_of(piece))
        for number, piece in pieces
        if (text := piece.strip())
    ), ()
