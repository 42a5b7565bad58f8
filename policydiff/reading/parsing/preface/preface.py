"""The lines before the numbered text: title, number, 题注, order, preamble."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.model.document import Block, BlockRole, Table
from policydiff.model.source import Dropped, SourceText
from policydiff.reading.parsing.lines.labels import read_cells, read_labels
from policydiff.reading.parsing.lines.lines import EDGE, SourceParagraph, bare, join
from policydiff.reading.parsing.lines.marks import without_page
from policydiff.text.traditions.dialect import Dialect

MOST_OFFICES = 8
"""Offices that issue one document together, each on a line of its own."""


def letterhead_roles(lines: Sequence[SourceParagraph], dialect: Dialect) -> tuple[BlockRole, ...]:
    """The roles of the first lines above the title; empty if there are none."""
    roles: list[BlockRole] = []
    while len(roles) < len(lines) and (found := _head(lines, len(roles), dialect)):
        roles.extend(found)
    return tuple(roles) if len(roles) < len(lines) else ()


def _head(lines: Sequence[SourceParagraph], index: int, dialect: Dialect) -> list[BlockRole]:
    """The roles of the next line, or of offices in a row; empty below the head."""
    words = dialect.preface
    if _is_labelled(lines[index], dialect):
        return ["note"]
    text = _text(lines, index)
    if not text or words.order_title.match(text):
        return []
    if words.document_number.match(text):
        return ["number"]
    if words.letterhead.match(text) or words.bare_attachment.match(text):
        return ["note"]
    offices = 0
    while offices < MOST_OFFICES and words.office.match(_text(lines, index + offices)):
        offices += 1
    closing = _text(lines, index + offices)
    return (
        ["note"] * offices
        if offices and (words.document_number.match(closing) or words.letterhead.match(closing))
        else []
    )


def _is_labelled(line: SourceParagraph, dialect: Dialect) -> bool:
    """True for a line or table of labels and values: 文件编号：QMS-01."""
    if line.table is not None:
        return bool(read_cells(line.table.rows, dialect))
    return bool(read_labels(line.text, dialect))


def _text(lines: Sequence[SourceParagraph], index: int) -> str:
    if index >= len(lines):
        return ""
    line = lines[index]
    return bare(line.text) if line.style == "plain" and line.table is None else ""


MOST_TITLE_LINES, FURTHEST_TITLE = 5, 30
SHORTEST_TITLE_PART, SHORTEST_LAST_PART, SHORTEST_LATE_TITLE = 4, 3, 8
"""Characters at least of a repeated title's first and last line, and of a late title."""
LONGEST_ORDER_TITLE, LONGEST_NOTE, LONGEST_SHORT = 60, 120, 40
"""Characters at most of an order's title, a 题注 beside an order, a line of the head."""
_NAMED = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》)+》")


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The lines before the text by role; `title` is None if no line is one."""

    title: str | None
    preface: tuple[Block | Table, ...]
    preamble: tuple[Block | Table, ...]
    dropped: tuple[Dropped, ...] = ()


def read_front(
    lines: Sequence[SourceParagraph],
    contents: Sequence[SourceParagraph],
    source: SourceText,
    dialect: Dialect,
) -> Front:
    """Give each line before the text its role."""
    above = letterhead_roles(lines, dialect)
    before = 0 if above else _before_title(lines, source, dialect)
    dropped = tuple(
        Dropped(what="navigation", text=line.text, line=line.number) for line in lines[:before]
    )
    head = [
        _block(line, role) if line.table is None else _node(line)
        for line, role in zip(lines, above, strict=False)
    ]
    lines = lines[before + len(above) :]
    carried = _carried_title(lines, source, dialect)
    title, used = _title(lines, source, dialect) if carried is None else (carried, 0)
    title = title or _named(lines, dialect)
    preface: list[Block | Table] = [*_facts(source), *head]
    preface += [_block(line, "title") for line in lines[:used]]
    roles = _roles(lines[used:], bare(title or "").replace("、", ""), dialect)
    preface += [
        _block(line, role) if line.table is None else _node(line)
        for line, role in zip(lines[used:], roles, strict=True)
        if role is not None
    ]
    preamble = tuple(
        _node(line) for line, role in zip(lines[used:], roles, strict=True) if role is None
    )
    preface += [
        Block(text=without_page(line.text), role="contents", line=line.number) for line in contents
    ]
    return Front(title=title, preface=tuple(preface), preamble=preamble, dropped=dropped)


def _named(lines: Sequence[SourceParagraph], dialect: Dialect) -> str | None:
    """The title by its label at the head, or the one cell of its table that is one."""
    for line in lines:
        if line.table is None:
            stated = read_labels(line.text, dialect)
        elif stated := read_cells(line.table.rows, dialect):
            values = {labelled.value for labelled in stated}
            cells = (cell.text.strip() for row in line.table.rows for cell in row)
            titles = {
                cell
                for cell in cells
                if cell not in values
                and len(bare(cell)) >= SHORTEST_TITLE_PART
                and dialect.preface.instrument.search(bare(cell))
            }
            named = [labelled.value for labelled in stated if labelled.use == "title"]
            if not any(named) and len(titles) == 1:
                return clean_title(titles.pop())
        name = next((labelled.value for labelled in stated if labelled.use == "title"), None)
        if name is not None:
            return clean_title(name)
    return None


def _roles(
    lines: Sequence[SourceParagraph], wanted: str, dialect: Dialect
) -> list[BlockRole | None]:
    """The role of each line, None for the preamble."""
    state = _State(wanted=wanted)
    roles = [state.role(line, dialect) for line in lines]
    for index in range(len(roles) - 1):
        if (
            roles[index] == "note"
            and roles[index + 1] == "order"
            and not dialect.preface.note.search(bare(lines[index].text))
        ):
            roles[index] = "order"  # 某某公告 above its （第十二号）
    last = max(
        (place for place, role in enumerate(roles) if role in ("title", "number", "note")),
        default=-1,
    )
    return [
        "order" if role is None and place < last and lines[place].table is None else role
        for place, role in enumerate(roles)
    ]


@dataclass(slots=True)
class _State:
    wanted: str
    seen: str = ""
    in_preamble: bool = False
    begun: bool = False
    in_order: bool = False
    in_text: bool = False

    def role(self, line: SourceParagraph, dialect: Dialect) -> BlockRole | None:
        """The role of the next line; None in the preamble."""
        if not (self.in_text or self.in_preamble) and _is_labelled(line, dialect):
            return "note"
        role = self._unlabelled(line, dialect)
        self.in_text = self.in_text or role is None
        return role

    def _unlabelled(self, line: SourceParagraph, dialect: Dialect) -> BlockRole | None:
        styled: dict[str, BlockRole] = {"comment": "comment", "quote": "note"}
        if line.style in styled:
            return styled[line.style]
        text = bare(line.text)
        self.in_preamble = self.in_preamble or dialect.preface.preamble.match(text) is not None
        self.begun = self.begun and not text.startswith(("（", "("))
        if self.in_preamble or line.table is not None:
            return None
        if self._repeats_title(text):
            return "title"
        return self._role_by_words(text, dialect) or self._carried(text, dialect)

    def _role_by_words(self, text: str, dialect: Dialect) -> BlockRole | None:
        words = dialect.preface
        if words.document_number.match(text):
            return "number"
        if words.order_title.match(text) and len(text) < LONGEST_ORDER_TITLE:
            self.in_order = True
            return "order"
        sentence = text.endswith("。") and (
            self.begun or (self.in_order and len(text) > LONGEST_NOTE)
        )
        if words.note.search(text) and not sentence:
            return "date" if self.in_order and words.date_line.match(text) else "note"
        if words.addressee.match(text):
            self.in_order = False
            return "addressee"
        return None

    def _carried(self, text: str, dialect: Dialect) -> BlockRole | None:
        """The role by position and length; None if the preamble begins."""
        ended = text.endswith(tuple(dialect.sentence_end))
        if self.in_order and (len(text) < 30 or dialect.preface.in_force.search(text)):
            return "order"
        if not ended and not self.begun and len(text) <= LONGEST_SHORT:
            return "note"
        self.begun = self.begun or (ended and len(text) > 30)
        return None

    def _repeats_title(self, text: str) -> bool:
        text = text.strip("《》").replace("、", "")
        if not text or not self.wanted:
            return False
        if self.wanted.startswith(self.seen + text) and (
            self.seen or len(text) >= SHORTEST_TITLE_PART
        ):
            self.seen += text
            if self.seen == self.wanted:
                self.seen = ""
            return True
        return text == self.wanted


def _title(
    lines: Sequence[SourceParagraph], source: SourceText, dialect: Dialect
) -> tuple[str | None, int]:
    """The title, and the number of lines that print it."""
    stated = next((fact.value for fact in source.facts if fact.field == "title"), None)
    if stated is not None:
        return clean_title(stated), _lines_of(lines, bare(clean_title(stated)))
    if not lines:
        return None, 0
    first = lines[0]
    if first.style == "heading" and first.depth == 1:
        return clean_title(first.text), 1
    if first.style in ("quote", "comment") or first.table is not None:
        return None, 0
    used = _title_length(lines, dialect)
    return (
        (clean_title("".join(line.text.strip(EDGE) for line in lines[:used])), used)
        if used
        else (None, 0)
    )


def _carried_title(
    lines: Sequence[SourceParagraph], source: SourceText, dialect: Dialect
) -> str | None:
    """The title below the order that carries the text and names it in 《》; else None."""
    heads = [bare(line.text) for line in lines[:FURTHEST_TITLE]]
    order = any(dialect.preface.order_title.match("".join(heads[:count])) for count in (1, 2))
    if not order or any(fact.field == "title" for fact in source.facts):
        return None
    for named in _NAMED.finditer("\n".join(heads)):
        wanted = named[0][1:-1].replace("〈", "《").replace("〉", "》")
        for index in range(1, len(heads)):
            if any(
                "".join(heads[index : index + count]) == wanted
                for count in range(1, MOST_TITLE_LINES)
            ):
                return (
                    clean_title("".join(line.text.strip(EDGE) for line in lines[index : index + 1]))
                    if heads[index] == wanted
                    else wanted
                )
    return None


def _before_title(lines: Sequence[SourceParagraph], source: SourceText, dialect: Dialect) -> int:
    """The number of lines of navigation before the title of a copied page."""
    stated = any(fact.field == "title" for fact in source.facts)
    if (
        stated
        or not lines
        or lines[0].style != "plain"
        or _title_length(lines[:1], dialect, sure=True)
    ):
        return 0
    if _is_headline(lines, dialect):
        return 1
    if _title_length(lines, dialect) > 1:
        return 0
    for index, line in enumerate(lines[:FURTHEST_TITLE]):
        if (
            line.table is not None
            or line.style != "plain"
            or line.text.endswith(tuple(dialect.sentence_end))
        ):
            return 0
        two = line.text + (lines[index + 1].text if index + 1 < len(lines) else "")
        if index and (_ends_as_title(line.text, dialect) or _ends_as_title(two, dialect)):
            return index
    return 0


def _is_headline(lines: Sequence[SourceParagraph], dialect: Dialect) -> bool:
    """True for a headline above the title that names it: 重磅！《某某办法》正式发布."""
    headline = bare(lines[0].text)
    if headline.endswith(tuple(dialect.sentence_end)) or any(
        rule.title.search(headline) and rule.authority is None for rule in dialect.kinds
    ):
        return False
    below = {"".join(bare(line.text) for line in lines[1 : 1 + count]) for count in (1, 2)}
    return any(named[0][1:-1] in below for named in _NAMED.finditer(headline))


def _ends_as_title(text: str, dialect: Dialect) -> bool:
    printed = bare(text).strip("《》")
    long_enough = SHORTEST_LATE_TITLE <= len(printed) <= LONGEST_NOTE
    return long_enough and any(
        rule.title.search(printed) and rule.authority is None for rule in dialect.kinds
    )


def _title_length(lines: Sequence[SourceParagraph], dialect: Dialect, *, sure: bool = False) -> int:
    """The number of lines of the title; 0 if `sure` and none ends as a title does."""
    text = ""
    owned = dialect.preface.office.match(bare(lines[0].text)) is not None
    for count, line in enumerate(lines[:MOST_TITLE_LINES], 1):
        printed = bare(line.text).strip("《》")
        short = count > 1 and len(printed) < SHORTEST_LAST_PART and not owned
        if (
            line.table is not None
            or short
            or len(text + printed) > 150
            or line.text.endswith(("。", "；", "："))
        ):
            break
        text += printed
        named = any(rule.title.search(text) and rule.authority is None for rule in dialect.kinds)
        if named and not text.endswith("》") and not dialect.preface.office.match(text):
            return count
        if owned and count == 2 and dialect.preface.instrument.search(printed):
            return count
    first = lines[0]
    noted = first.text.strip().startswith(("（", "(")) and first.text.strip().endswith(("）", ")"))
    ended = first.text.endswith(("。", "；", "："))
    return 0 if sure or noted or ended or len(first.text) > 100 else 1


def _lines_of(lines: Sequence[SourceParagraph], wanted: str) -> int:
    """The number of first lines that print the page's title; 0 for another text."""
    text = ""
    for count, line in enumerate(lines[:MOST_TITLE_LINES], 1):
        text += bare(line.text).strip("《》")
        if text == wanted:
            return count
        if not wanted.startswith(text):
            return 0
    return 0


def clean_title(text: str) -> str:
    """A title on one line, without 《》 around it or spaces between Han characters."""
    title = join(text.split()).strip("#*")
    whole = title.startswith("《") and title.endswith("》") and title.count("《") == 1
    return title[1:-1] if whole else title


def _facts(source: SourceText) -> list[Block | Table]:
    """The rows of a page's header table; none if it states only a title."""
    if all(fact.field == "title" for fact in source.facts):
        return []
    return [
        Block(
            text=f"{FACT_LABELS.get(fact.field, fact.field)}：{fact.value}",
            role="fact",
            line=fact.line,
        )
        for fact in source.facts
    ]


FACT_LABELS = {
    "index_number": "索引号",
    "title": "标题",
    "subject": "主题分类",
    "keywords": "主题词",
    "authority": "发文机关",
    "signed": "成文日期",
    "document_number": "发文字号",
    "posted": "发布日期",
    "promulgated": "公布日期",
    "in_force": "施行日期",
    "adopted": "通过日期",
}
"""The labels in the header table of a gov.cn page."""


def _block(line: SourceParagraph, role: BlockRole) -> Block:
    return Block(text=line.text, role=role, line=line.number)


def _node(line: SourceParagraph) -> Block | Table:
    if line.table is not None:
        return Table(rows=line.table.rows, line=line.number)
    return Block(
        text=line.text,
        role="heading" if line.style == "heading" or len(bare(line.text)) <= 3 else "text",
        line=line.number,
    )
