"""Web pages: the document in the page, and the facts that its header states."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.source import (
    Dropped,
    FileFact,
    FileFacts,
    Problem,
    SourceLine,
    SourceText,
    StatedFact,
    UnreadKind,
    UnreadParts,
)
from policydiff.reading.contract import READ_OPTIONS, ReadOptions, Revisions
from policydiff.reading.readers.html.blocks import read_blocks
from policydiff.reading.readers.html.pages import page_title, remove_furniture, take_away
from policydiff.reading.readers.safety.decoding import EmptySourceError, decode, one_line
from policydiff.reading.readers.tables import flat_text, line_of, own_rows, parse_markup, squeeze
from policydiff.reading.readers.tracked import Tracked, revisions_problem

LABELS: dict[str, str] = {
    "索引号": "index_number",
    "主题分类": "subject",
    "主题词": "keywords",
    "发文机关": "authority",
    "发文单位": "authority",
    "发布机构": "authority",
    "发布机关": "authority",
    "制定机关": "authority",
    "公布机关": "authority",
    "成文日期": "signed",
    "签发日期": "signed",
    "标题": "title",
    "文件名称": "title",
    "法规名称": "title",
    "信息名称": "title",
    "名称": "title",
    "发文字号": "document_number",
    "文号": "document_number",
    "文件编号": "document_number",
    "发布日期": "posted",
    "发布时间": "posted",
    "公开日期": "posted",
    "公布日期": "promulgated",
    "通过日期": "adopted",
    "施行日期": "in_force",
    "实施日期": "in_force",
    "生效日期": "in_force",
}
"""Labels of header tables, without spaces and colon, and the facts they name."""

SILENT_LABELS = frozenset(
    {
        "有效性",
        "时效性",
        "效力状态",
        "信息类别",
        "体裁分类",
        "组配分类",
        "公开方式",
        "公开范围",
        "关键词",
        "内容概述",
        "法律性质",
        "公文种类",
        "失效日期",
        "废止日期",
    }
)
"""Labels in such tables that name no stored fact."""

_META = {"articletitle": "title", "pubdate": "posted"}
"""`meta` names of Chinese authorities' pages (GD/T 3022 style) → facts."""

_PAIR = re.compile(r"([^\s:：]++(?:[\s　]++[^\s:：]++){0,3})[\s　]*+[:：][\s　]*+(.*)", re.DOTALL)
_POSTED = re.compile(r"发布(?:时间|日期)\s*[:：]\s*(\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?)")


def take_header(body: etree._Element, dropped: list[Dropped]) -> tuple[StatedFact, ...]:
    """The facts of the header tables and lists of a page, which are removed."""
    facts: list[StatedFact] = []
    for table in [*body.iterdescendants("table", "dl", "ul")]:
        if next(table.iterdescendants("table", "dl", "ul"), None) is not None:
            continue
        stated = list(_stated(table))
        labels = {label for label, _, _ in stated}
        if (len(labels) >= 2 or (labels and facts)) and _holds_only_facts(table, stated):
            facts += [
                StatedFact(field=LABELS[label], value=value, line=line)
                for label, value, line in stated
                if value and label in LABELS
            ]
            take_away(table, "header", dropped)
    return _first_of_each(facts)


def head_facts(root: etree._Element, *, titled: bool) -> tuple[StatedFact, ...]:
    """The facts in the head of a page; its `title` counts unless `titled`."""
    facts = [
        StatedFact(field=_META[name], value=value, line=line_of(meta))
        for meta in root.iter("meta")
        if (name := (meta.get("name") or "").strip().lower()) in _META
        and (value := squeeze(meta.get("content") or ""))
    ]
    if not titled and all(fact.field != "title" for fact in facts) and (title := page_title(root)):
        facts.append(StatedFact(field="title", value=title, line=line_of(next(root.iter("title")))))
    return tuple(facts)


def passing_facts(dropped: list[Dropped]) -> tuple[StatedFact, ...]:
    """The day of posting from a dropped line: 发布时间：2021-03-04　来源：…"""
    found = ((piece, _POSTED.search(piece.text)) for piece in dropped)
    return tuple(
        StatedFact(field="posted", value=match[1], line=piece.line)
        for piece, match in found
        if match
    )[:1]


def merge_facts(*groups: tuple[StatedFact, ...]) -> tuple[StatedFact, ...]:
    """All facts; of two for a field the earlier group's."""
    return _first_of_each([fact for group in groups for fact in group])


def _first_of_each(facts: list[StatedFact]) -> tuple[StatedFact, ...]:
    by_field: dict[str, StatedFact] = {}
    for fact in facts:
        by_field.setdefault(fact.field, fact)
    return tuple(by_field.values())


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip(":：").strip("【】[]")


def _is_label(text: str) -> bool:
    return _bare(text) in LABELS or _bare(text) in SILENT_LABELS


def _stated(table: etree._Element) -> Iterator[tuple[str, str, int]]:
    """The label, value and line of each pair of cells, or of `label：value` in one."""
    for row in _rows(table):
        texts = [(flat_text(cell).replace("\n", " "), line_of(cell)) for cell in row]
        for at, (text, line) in enumerate(texts):
            after = texts[at + 1][0] if at + 1 < len(texts) else ""
            if _is_label(text):
                yield _bare(text), "" if _is_label(after) else after, line
            elif (pair := _PAIR.fullmatch(text)) and _is_label(pair[1]):
                yield _bare(pair[1]), pair[2].strip(), line


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    if table.tag == "table":
        return [[cell for cell in row if cell.tag in {"td", "th"}] for row in own_rows(table)]
    if table.tag == "dl":
        return [[child for child in table if child.tag in {"dt", "dd"}]]
    return [[item] for item in table if item.tag == "li"]


def _holds_only_facts(table: etree._Element, stated: list[tuple[str, str, int]]) -> bool:
    """True if every cell is a label or its value, so no table of data."""
    stated_length = sum(len(label) + len("".join(value.split())) for label, value, _ in stated)
    return len("".join(flat_text(table).split())) <= stated_length + 3 * len(stated)


_NOTE = re.compile(r"(?:ftn|edn|sdfootnote|sdendnote)\d{1,4}$")
"""The name of a note: the first two are Word's, the others LibreOffice's."""

_MARK = re.compile(r"#(?:_(?:ftn|edn)\d{1,4}|(?:sdfootnote|sdendnote)\d{1,4}sym)$")
_BACK = re.compile(r"#(?:_(?:ftn|edn)ref\d{1,4}|(?:sdfootnote|sdendnote)\d{1,4}anc)$")


def take_notes(body: etree._Element, dropped: list[Dropped]) -> tuple[Problem, ...]:
    """Move the footnotes of a page to the dropped parts; a problem counts them."""
    notes = [node for node in body.iter("div") if _NOTE.match(node.get("id") or "")]
    if not notes:
        return ()
    place = line_of(notes[0])
    marks: list[Dropped] = []
    for note in notes:
        for link in [link for link in note.iter("a") if _BACK.match(link.get("href") or "")]:
            take_away(link, "footnote-mark", marks)
        take_away(note, "footnote", dropped)
    for mark in [link for link in body.iter("a") if _MARK.match(link.get("href") or "")]:
        take_away(mark, "footnote-mark", marks)
    message = Message.counted(
        "{notes} footnote kept apart from the text",
        "{notes} footnotes kept apart from the text",
        len(notes),
        notes=len(notes),
    )
    return (Problem(code="footnotes-left-out", message=message, line=place, severity="note"),)


def settle_changes(
    body: etree._Element, revisions: Revisions, dropped: list[Dropped]
) -> tuple[Problem, ...]:
    """Remove the tracked deletions of a page, or its insertions (`revisions`)."""
    removed, added = list(body.iter("del")), list(body.iter("ins"))
    for node in removed if revisions == "accepted" else added:
        take_away(node, "tracked-change", dropped)
    return revisions_problem(Tracked(added=len(added), removed=len(removed)), revisions)


SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml")

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?>.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)

_DECLARATION = re.compile(
    r"\s*+(?:<\?xml[^<>]*\?>\s*+)?(<!DOCTYPE[^\[\]<>]*+\[.*?\]\s*>)", re.IGNORECASE | re.DOTALL
)


class PageError(InputError):
    """A page that the parser's limits of depth and size forbid."""

    def __init__(self, name: str, why: Message) -> None:
        """`why` names the limit."""
        super().__init__(
            Message(
                "{name} is beyond what a page may be ({why}); save its text alone and try again",
                name=one_line(name),
                why=why,
            )
        )


def sniff(data: bytes) -> bool:
    """True if the bytes begin as a web page does."""
    return bool(_START.match(data[:4096]))


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The lines, tables and stated facts of a page; its furniture is in `dropped`.

    Tracked changes (`ins`, `del`) are settled as `options.revisions` asks; footnotes of Word and
    LibreOffice are in `dropped`. Every line is a block, so `hard_break` is set on all. Raises an
    `InputError` if the bytes cannot be decoded, the page nests deeper than 255 elements, or no text
    is left.
    """
    decoded = decode(data, name, references=True)
    dropped: list[Dropped] = []
    root, body = _tree(_without_declaration(decoded.text, dropped), name)
    stated = take_header(body, dropped)
    dropped += remove_furniture(body)
    told = (*settle_changes(body, options.revisions, dropped), *take_notes(body, dropped))
    lines, images = read_blocks(body)
    if not lines:
        raise EmptySourceError(name)
    headed = any(isinstance(line, SourceLine) and line.depth == 1 for line in lines)
    titled = headed or any(fact.field == "title" for fact in stated)
    return SourceText(
        name=name,
        format="html",
        sha256=decoded.sha256,
        lines=lines,
        encoding=decoded.encoding,
        hard_wrapped=False,
        facts=merge_facts(stated, head_facts(root, titled=titled), passing_facts(dropped)),
        dropped=tuple(sorted((*dropped, *images), key=lambda piece: piece.line or 0)),
        problems=(*decoded.problems, *told, *_pictures(images)),
        file=_file_facts(body, dropped, len(images)),
    )


_UNREAD: dict[UnreadKind, tuple[str, ...]] = {
    "picture": ("svg", "canvas"),
    "object": ("iframe", "object", "embed", "applet", "audio", "video"),
    "formula": ("math",),
}
"""Elements without readable text, by kind."""


def _file_facts(body: etree._Element, dropped: list[Dropped], images: int) -> FileFacts:
    counts = {kind: sum(1 for _ in body.iter(*tags)) for kind, tags in _UNREAD.items()}
    counts["picture"] += images
    return FileFacts(
        format="html",
        kinds=("footnote",),
        facts=tuple(
            FileFact(kind="footnote", text=piece.text)
            for piece in dropped
            if piece.what == "footnote"
        ),
        unread=tuple(
            UnreadParts(kind=kind, count=count) for kind, count in counts.items() if count
        ),
    )


def _without_declaration(text: str, dropped: list[Dropped]) -> str:
    """The page without declared entities, which are never expanded."""
    match = _DECLARATION.match(text)
    if not match:
        return text
    dropped.append(
        Dropped(
            what="declaration", text=match[1].strip(), line=text.count("\n", 0, match.start(1)) + 1
        )
    )
    return "\n" * match[0].count("\n") + text[match.end() :]


def _tree(text: str, name: str) -> tuple[etree._Element, etree._Element]:
    root, limit = parse_markup(text)
    if limit:
        raise PageError(name, limit)
    if root is None:
        raise EmptySourceError(name)
    body = root.find("body")
    return root, root if body is None else body


def _pictures(images: tuple[Dropped, ...]) -> tuple[Problem, ...]:
    if not images:
        return ()
    message = Message.counted(
        "{count} picture in the text could not be read; what they show is missing here",
        "{count} pictures in the text could not be read; what they show is missing here",
        len(images),
        count=len(images),
    )
    return (
        Problem(code="picture-left-out", message=message, line=images[0].line, severity="note"),
    )
