"""A tiny builder of documents for tests of the comparison: one line, one part; no doubts, no
repairs.

# 某某条例            the title
@adopted 2020-01-01   a date, or another fact
第一章　总则           a container with its heading
第一条　……            an article; the rest of the line and each plain line after it is a 款
（一）……              a 项
1．……                 a 目
| a | b |             a row of a table
附件一　名称           an attachment
>>                    what follows stands after the text
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field

from policydiff.model.document import Attachment, Block, Document, Node, Provision, Table
from policydiff.model.identifiers import name_document
from policydiff.model.kinds import LEVELS, RANK, Level
from policydiff.model.source import SourceCell
from policydiff.model.version import Dates

NUMERAL = "[零〇一二三四五六七八九十百千]+"
HEADS: dict[Level, str] = {
    "part": rf"第{NUMERAL}编",
    "chapter": rf"第{NUMERAL}章",
    "section": rf"第{NUMERAL}节",
    "article": rf"第{NUMERAL}条(?:之{NUMERAL})?",
    "point": rf"（{NUMERAL}）",
    "indent": r"[0-9]+．",
}
DIGITS = {sign: place for place, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}


@dataclass
class Growing:
    level: Level | None
    num: str | None = None
    heading: str | None = None
    content: list[Node | Growing] = field(default_factory=list)

    def node(self, place: int) -> Provision:
        assert self.level is not None
        number = numeral(self.num) if self.num else str(place)
        return Provision(
            eid="",
            level=self.level,
            number=number,
            num=self.num,
            heading=self.heading,
            content=nodes(self.content),
        )


def numeral(num: str) -> str:
    main, _, sub = re.sub(r"[第编章节条（）．]", "", num).partition("之")
    return str(value(main)) + (f"-{value(sub)}" if sub else "")


def value(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    total = digit = 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
    return total + digit


def numeral_of(number: int) -> str:
    """12 → 十二, up to 9999."""
    signs = "零一二三四五六七八九"
    out = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += signs[digit] + name
        elif out and not out.endswith("零") and number:
            out += "零"
    return out.removeprefix("一") if out.startswith("一十") else out.rstrip("零")


def nodes(content: list[Node | Growing]) -> tuple[Node, ...]:
    made: list[Node] = []
    paragraphs = 0
    for node in content:
        if isinstance(node, Growing):
            paragraphs += node.level == "paragraph"
            made.append(node.node(paragraphs))
        else:
            made.append(node)
    return tuple(made)


def document(text: str, **facts: str) -> Document:
    """The document that the lines tell of."""
    title = facts.pop("title", "某某条例")
    dates = {name: facts.pop(name) for name in Dates.__slots__ if name in facts}
    root: list[Node | Growing] = []
    preamble: list[Node] = []
    conclusions: list[Block] = []
    attachments: list[tuple[str, str, list[Node | Growing]]] = []
    stack: list[Growing] = []
    here, after, started = root, False, False
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("# "):
            title = line[2:]
        elif line.startswith("@"):
            name, _, what = line[1:].partition(" ")
            (dates if name in Dates.__slots__ else facts)[name] = what
        elif line == ">>":
            after = True
        elif found := re.match(rf"(附[件表](?:{NUMERAL})?)　(.*)", line):
            attachments.append((found[1], found[2], []))
            here, stack, after, started = attachments[-1][2], [], False, True
        elif after:
            conclusions.append(Block(text=line))
        elif line.startswith("|"):
            add_row(stack[-1].content if stack else here, line)
        elif any(re.match(pattern, line) for pattern in HEADS.values()):
            started = True
            add_part(here, stack, line)
        elif (
            stack and stack[0].level is not None and any(part.level == "article" for part in stack)
        ):
            add_paragraph(stack, line)
        elif started:
            (stack[-1].content if stack else here).append(Block(text=line))
        else:
            preamble.append(Block(text=line))
    made = Document(
        title=title,
        kind=facts.pop("kind", "regulation"),
        dialect="cn_law",
        dates=Dates(**dates),
        preamble=tuple(preamble) if root else (),
        body=nodes(root) if root else tuple(preamble),
        conclusions=tuple(conclusions),
        attachments=tuple(
            Attachment(
                eid="", number=str(place + 1), num=num, heading=heading, content=nodes(content)
            )
            for place, (num, heading, content) in enumerate(attachments)
        ),
        **facts,
    )
    return name_document(made)


def add_part(here: list[Node | Growing], stack: list[Growing], line: str) -> None:
    level, num = next(
        (level, found[0]) for level, pattern in HEADS.items() if (found := re.match(pattern, line))
    )
    rest = line[len(num) :].strip()
    while stack and (stack[-1].level is None or RANK[stack[-1].level] >= RANK[level]):
        stack.pop()
    heading = rest if RANK[level] < RANK["article"] else None
    part = Growing(level=level, num=num, heading=heading or None)
    (stack[-1].content if stack else here).append(part)
    stack.append(part)
    if level == "article" and rest:
        add_paragraph(stack, rest)
    elif heading is None and rest:
        part.content.append(Block(text=rest))


def add_paragraph(stack: list[Growing], line: str) -> None:
    while stack[-1].level != "article":
        stack.pop()
    part = Growing(level="paragraph", content=[Block(text=line)])
    stack[-1].content.append(part)
    stack.append(part)


def add_row(content: list[Node | Growing], line: str) -> None:
    row = tuple(SourceCell(text=cell.strip()) for cell in line.strip("|").split("|"))
    if content and isinstance(content[-1], Table):
        content[-1] = dataclasses.replace(content[-1], rows=(*content[-1].rows, row))
    else:
        content.append(Table(rows=(row,)))


assert set(HEADS) <= set(LEVELS)
