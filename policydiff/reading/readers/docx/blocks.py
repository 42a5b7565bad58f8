"""A story of a Word file (text, cell, text box, note) as lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from lxml import etree

from policydiff.model.office_content import CellPlace
from policydiff.model.source import Dropped, LineStyle, SourceLine, SourceTable
from policydiff.reading.readers.docx.chunks import read_chunk
from policydiff.reading.readers.docx.fields import Fields, fields_of
from policydiff.reading.readers.docx.names import CHOICE, branch, is_on, value_of, w
from policydiff.reading.readers.docx.revisions import change_of
from policydiff.reading.readers.docx.scene import BESIDE_PAGE, PassageRecord, Scene
from policydiff.reading.readers.docx.styles import DocxStyle, outline_of
from policydiff.reading.readers.docx.tables import cells_of, make_rows, own_rows
from policydiff.reading.readers.docx.text import DocxRun, ParagraphContent, read_content, shape_of
from policydiff.reading.readers.safety.decoding import clean

PAGE = re.compile(r"(?<!\s)(?=[^\S\t]*\t)\s+[0-9ivxlcIVXLC]{1,6}$")
"""The page number of an entry of a table of contents."""

_SENTENCE_ENDS = tuple("。；：，;")


def make_lines(pieces: Sequence[DocxRun], label: str, shape: SourceLine) -> list[SourceLine]:
    """Lines made of pieces, with the properties of `shape`; none without a word.

    A soft break ends a line, but not in a heading. `label` is the automatic number before the text.
    """
    made: list[SourceLine] = []
    collected: list[DocxRun] = []
    for piece in pieces:
        if piece.ends and shape.style == "heading":
            collected.append(replace(piece, text="" if shape.depth == 1 else "\u3000"))
            continue
        collected.append(piece)
        if piece.ends:
            _add(made, collected, label, shape)
            label = "" if made else label
            collected = []
    _add(made, collected, label, shape)
    return made


def _add(made: list[SourceLine], pieces: Sequence[DocxRun], label: str, shape: SourceLine) -> None:
    texts = [clean(piece.text) for piece in pieces]
    whole = "".join(texts)
    text = whole.strip()
    if not text and not label.strip():
        return
    bold = 0
    for piece, part in zip(pieces, texts, strict=True):
        if not piece.bold and part.strip():
            break
        bold += len(part)
    # spaces at the end of the bold run belong to it only as far as the line goes
    bold = min(len(whole[:bold].strip()), len(text)) if whole[:bold].strip() else 0
    line = replace(shape, text=(label + text).strip(), bold=bold + len(label) if bold else 0)
    if shape.style == "contents" or any(piece.contents and piece.text.strip() for piece in pieces):
        line = replace(line, text=PAGE.sub("", line.text), style="contents", depth=0, bold=0)
    elif shape.style == "heading" and text[-1:] in _SENTENCE_ENDS:
        # drafts number whole articles with the styles of headings
        line = replace(line, style="plain", depth=0)
    made.append(line)


_OUTER = (w("sdt"), w("sdtContent"), w("customXml"), w("smartTag"))
_BLOCKS = (w("p"), w("tbl"), w("altChunk"))

Lines = list[SourceLine | SourceTable]


@dataclass(slots=True, kw_only=True)
class _Story:
    """A story being read; `carried` begins a line without a visible end."""

    scene: Scene
    fields: Fields
    lines: Lines = field(default_factory=list)
    carried: list[DocxRun] = field(default_factory=list)
    carried_label: str = ""


def read_story(root: etree._Element, scene: Scene) -> Lines:
    """The lines and tables of a story; references are added to the scene."""
    story = _Story(scene=scene, fields=fields_of(root))
    _read_blocks(root, story)
    _finish(story, SourceLine(number=max(1, scene.line), text="", hard_break=True))
    return story.lines


def flat(lines: Lines) -> str:
    """The text of a story: its paragraphs and cells joined by line feeds."""
    texts = (
        line.text
        if isinstance(line, SourceLine)
        else "\n".join(cell.text for row in line.rows for cell in row)
        for line in lines
    )
    return "\n".join(filter(None, texts))


def _blocks(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, tables and foreign pieces, also those in content controls."""
    stack = [iter(root)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag in _BLOCKS:
            yield node
        elif node.tag in _OUTER:
            stack.append(iter(node))
        elif node.tag == CHOICE and (chosen := branch(node)) is not None:
            stack.append(iter(chosen))


def _read_blocks(root: etree._Element, story: _Story) -> None:
    for node in _blocks(root):
        if node.tag == w("p"):
            _read_paragraph(node, story)
        elif node.tag == w("tbl"):
            _read_table(node, story)
        else:
            lines = read_chunk(node, story.scene)
            story.lines += lines
            if story.scene.record is not None:
                for line in lines:
                    story.scene.record.add(flat([line]), line.number)


def _read_paragraph(paragraph: etree._Element, story: _Story) -> None:
    scene = story.scene
    scene.line += 1
    properties = paragraph.find(w("pPr"))
    style = scene.styles.paragraph(value_of(properties, "pStyle"))
    content = read_content(paragraph, style, scene.styles, story.fields)
    scene.raw.append((scene.line, "".join(piece.text for piece in content.pieces)))
    mark = None if properties is None else properties.find(w("rPr"))
    unseen = bool(is_on(mark, "vanish") or is_on(mark, "specVanish"))
    shape = _shape(properties, style, scene.line)
    has_text = any(piece.text.strip() for piece in content.pieces)
    if content.struck:
        scene.struck.append(scene.line)
    if scene.part == scene.package.main and _is_page_number(content.pieces):
        scene.dropped.append(
            Dropped(
                what="page-number",
                text="".join(piece.text for piece in content.pieces).strip(),
                line=scene.line,
            )
        )
        content.pieces.clear()
        has_text = False
    label = "" if (unseen and not has_text) or story.carried else scene.label(properties, style)
    if scene.record is not None:
        _record(content, label, scene)
    if unseen and has_text:
        # Word's style separator: the next paragraph goes on in the same line
        story.carried_label = story.carried_label or label
        story.carried += content.pieces
    elif not unseen:
        story.carried += content.pieces
        story.carried_label = story.carried_label or label
        _finish(story, shape)
    if scene.part == scene.package.main:
        scene.changes += [change_of(trace, scene.line) for trace in content.traces]
    _set_aside(content, scene)
    for box in content.boxes:
        story.lines += _read_box(box, scene)


def _record(content: ParagraphContent, label: str, scene: Scene) -> None:
    """Record a paragraph word for word, without what Word fills in at each opening."""
    record = scene.record
    if record is None:
        return
    pieces = [piece for piece in content.pieces if not piece.filled]
    text = "".join(piece.text + ("\n" if piece.ends else "") for piece in pieces)
    hidden = "".join(text for what, text in content.left if what == "hidden")
    story = record.story
    if story == "text" and any(piece.contents and piece.text.strip() for piece in pieces):
        record.story, text = "contents", PAGE.sub("", text)
    record.add(text, scene.line, label=label, hidden=hidden)
    record.story = story


def _is_page_number(pieces: Sequence[DocxRun]) -> bool:
    """True for a paragraph with only its page's number: 第 3 页, — 3 —."""
    return any(piece.paging for piece in pieces) and all(
        piece.paging or BESIDE_PAGE.fullmatch(piece.text) for piece in pieces
    )


def _finish(story: _Story, shape: SourceLine) -> None:
    story.lines += make_lines(story.carried, story.carried_label, shape)
    story.carried, story.carried_label = [], ""


def _read_box(box: etree._Element | str, scene: Scene) -> Lines:
    record = scene.record
    outer = (
        None
        if record is None
        else (record.story, record.note, record.cell, record.blank, record.shape)
    )
    if record is not None:
        record.turn("box" if record.story == "text" else record.story, record.note)
        record.shape = shape_of(box)
    if isinstance(box, str):
        shape = SourceLine(number=scene.line, text="", hard_break=True)
        lines: Lines = list(make_lines([DocxRun(text=box)], "", shape))
        if record is not None:
            record.add(box, scene.line)
    else:
        lines = read_story(box, scene)
    if record is not None and outer is not None:
        record.story, record.note, record.cell, record.blank, record.shape = outer
    return lines


def _shape(properties: etree._Element | None, style: DocxStyle, line: int) -> SourceLine:
    """A line with a paragraph's style and no text; depth 1 is the title's."""
    outline = outline_of(properties)
    outline = style.outline if outline is None else outline
    kind: LineStyle = "plain"
    depth = 0
    if style.contents:
        kind = "contents"
    elif style.title or (outline is not None and outline < 9):
        kind, depth = "heading", 1 if style.title or outline is None else outline + 2
    alignment = value_of(properties, "jc") or style.alignment
    return SourceLine(
        number=line,
        text="",
        style=kind,
        depth=depth,
        centred=alignment == "center",
        hard_break=True,
    )


def _set_aside(content: ParagraphContent, scene: Scene) -> None:
    for note in content.notes:
        scene.notes.setdefault(note, scene.line)
    pending = ""
    for what, text in [*content.left, ("", "")]:
        if what == "hidden":
            pending += text
            continue
        if pending.strip():
            scene.dropped.append(Dropped(what="hidden", text=pending.strip(), line=scene.line))
        pending = ""
        if what and (text.strip() or what != "placeholder"):
            scene.dropped.append(Dropped(what=what, text=text[:200], line=scene.line))


def _read_table(table: etree._Element, story: _Story) -> None:
    places = _places(table, story.scene.record)
    if not _is_data(table):
        for row in own_rows(table):
            for cell in cells_of(row):
                with _in_cell(places.get(cell), story.scene):
                    _read_blocks(cell, story)
        return
    number = story.scene.line + 1
    rows = make_rows(table, lambda cell: _cell_text(cell, story, places.get(cell)))
    if any(cell.text for row in rows for cell in row):
        story.lines.append(SourceTable(number=number, rows=rows))


def _places(table: etree._Element, record: PassageRecord | None) -> dict[etree._Element, CellPlace]:
    """The positions of the cells of a table; none if nothing is recorded."""
    if record is None:
        return {}
    record.tables += 1
    return {
        cell: CellPlace(table=record.tables, row=row, column=column)
        for row, line in enumerate(own_rows(table), 1)
        for column, cell in enumerate(cells_of(line), 1)
    }


@contextmanager
def _in_cell(place: CellPlace | None, scene: Scene) -> Iterator[None]:
    """Record what is read meanwhile as the content of a cell."""
    record = scene.record
    if record is None:
        yield
        return
    outer, record.cell, record.blank = record.cell, place, 0
    yield
    record.cell, record.blank = outer, 0


def _cell_text(cell: etree._Element, story: _Story, place: CellPlace | None) -> str:
    inner = _Story(scene=story.scene, fields=story.fields)
    with _in_cell(place, story.scene):
        _read_blocks(cell, inner)
    _finish(inner, SourceLine(number=max(1, story.scene.line), text="", hard_break=True))
    return flat(inner.lines)


def _is_data(table: etree._Element) -> bool:
    """False for a frame: a table inside, one column, or most text in one cell."""
    if next(table.iterdescendants(w("tbl")), None) is not None:
        return False
    rows = [[text for cell in cells_of(row) if any(text := _raw(cell))] for row in own_rows(table)]
    if max((len(row) for row in rows), default=0) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    longest = max(cells, key=_size)
    return (
        len(longest) < 6 or _size(longest) < 500 or _size(longest) * 10 < sum(map(_size, cells)) * 6
    )


def _raw(cell: etree._Element) -> list[str]:
    """The paragraphs of a cell with text or an automatic number, before reading."""
    texts = (
        "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()
        for paragraph in cell.iter(w("p"))
    )
    return [text for text in texts if text] or ["#" for _ in cell.iter(w("numPr"))][:1]


def _size(paragraphs: Sequence[str]) -> int:
    return sum(map(len, paragraphs))
