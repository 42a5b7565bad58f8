"""Facts in a page's header table (gov.cn), definition lists and head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from policydiff.model.source import Dropped, StatedFact
from policydiff.reading.readers.html.pages import page_title, take_away
from policydiff.reading.readers.tables import flat_text, line_of, own_rows, squeeze

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
