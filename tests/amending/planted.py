"""A text with parts of every kind, and one fault planted in each of its places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import policydiff
from policydiff.model.document import Attachment, Block, Document, Node, Provision, Table

TEXT = """# 乙省桥梁条例

序言

乙省多河，历代修桥。

百姓因桥而通。

## 第一章　总则

本章是说明。

说明另有附图。

第一条　为了管理桥梁，制定本条例。

第二条　桥由村里修。渡口由县里管。

路由乡里修。

## 第二章　管理

### 第一节　通行

本节另有说明。

第三条　有下列情形之一的，不得上桥：

（一）醉酒；

（二）超重。

第四条　收费标准如下：

| 车辆 | 收费 | 减免 |
| --- | --- | --- |
| 马车 | 10元 | |
| 牛车 | 5元 | 2元 |

### 第二节　检查

第五条　桥梁管理机构每年检查。

附则

第六条　本条例自公布之日起施行。

附件一

桥梁名录

东桥

西桥

附件二

检查办法

本办法由县里制定。

第一条　检查由村里做。

第二条　检查每年一次。

附件三

费用表

| 项目 | 费用 |
| --- | --- |
| 修桥 | 100元 |
"""

Row = tuple[Node, ...]
Change = Callable[[Row, int], Iterable[Row]]
"""The rows that a change makes of one, at a place of it."""


def whole() -> Document:
    """The text as a file of it is read."""
    return policydiff.load(TEXT.encode(), name="text.md")


def planted(change: Change, document: Document) -> Iterator[Document]:
    """The document once for each place in it where the change makes something else."""
    for part in ("preamble", "body"):
        for row in _rows(getattr(document, part), change):
            yield replace(document, **{part: row})
    for place, attachment in enumerate(document.attachments):
        for row in _rows(attachment.content, change):
            yield _with_attachment(document, place, replace(attachment, content=row))


def _with_attachment(document: Document, place: int, attachment: Attachment) -> Document:
    found = document.attachments
    return replace(document, attachments=(*found[:place], attachment, *found[place + 1 :]))


def _rows(row: Row, change: Change) -> Iterator[Row]:
    for place, node in enumerate(row):
        yield from change(row, place)
        if isinstance(node, Provision):
            for inner in _rows(node.content, change):
                yield (*row[:place], replace(node, content=inner), *row[place + 1 :])


def titles_and_attachments(document: Document) -> Iterator[Document]:
    """Another title, of the text and of each attachment; an attachment that goes or stands twice."""
    yield replace(document, title=f"{document.title}甲")
    found = document.attachments
    for place, one in enumerate(found):
        yield _with_attachment(document, place, replace(one, heading=f"{one.heading}甲"))
        yield replace(document, attachments=(*found[:place], *found[place + 1 :]))
        yield replace(document, attachments=(*found[: place + 1], *found[place:]))
    yield replace(document, attachments=found[::-1])


def words(row: Row, place: int) -> Iterator[Row]:
    """One character more in a paragraph, a heading, a cell."""
    node = row[place]
    new: list[Node] = []
    if isinstance(node, Block):
        new = [replace(node, text=f"{node.text[:1]}甲{node.text[1:]}")]
    elif isinstance(node, Provision) and node.heading:
        new = [replace(node, heading=f"{node.heading}甲")]
    elif isinstance(node, Table):
        new = [_with_cell(node, at, f"{node.rows[at[0]][at[1]].text}甲") for at in _cells(node)]
    return ((*row[:place], one, *row[place + 1 :]) for one in new)


def _cells(table: Table) -> list[tuple[int, int]]:
    return [(line, cell) for line, row in enumerate(table.rows) for cell in range(len(row))]


def _with_cell(table: Table, at: tuple[int, int], text: str) -> Table:
    rows = [list(row) for row in table.rows]
    rows[at[0]][at[1]] = replace(rows[at[0]][at[1]], text=text)
    return replace(table, rows=tuple(map(tuple, rows)))


def gone(row: Row, place: int) -> Iterator[Row]:
    """A part less."""
    yield (*row[:place], *row[place + 1 :])


def twice(row: Row, place: int) -> Iterator[Row]:
    """A part that stands twice."""
    yield (*row[: place + 1], *row[place:])


def swapped(row: Row, place: int) -> Iterator[Row]:
    """Two neighbours in the other order."""
    if place:
        yield (*row[: place - 1], row[place], row[place - 1], *row[place + 1 :])


def other_cells(row: Row, place: int) -> Iterator[Row]:
    """The words of a cell in an empty one beside it, and two cells with the words of one."""
    node = row[place]
    if not isinstance(node, Table):
        return
    for line, cell in _cells(node):
        texts = [one.text for one in node.rows[line]]
        if cell and "" in texts[cell - 1 : cell + 1] and texts[cell - 1] != texts[cell]:
            moved = _with_cell(node, (line, cell), texts[cell - 1])
            moved = _with_cell(moved, (line, cell - 1), texts[cell])
            yield (*row[:place], moved, *row[place + 1 :])
        if len(texts[cell]) > 1 and cell:
            shifted = _with_cell(node, (line, cell), texts[cell][1:])
            shifted = _with_cell(shifted, (line, cell - 1), texts[cell - 1] + texts[cell][:1])
            yield (*row[:place], shifted, *row[place + 1 :])


def under_others(row: Row, place: int) -> Iterator[Row]:
    """The last part of a chapter as the first behind its neighbour's heading, or the reverse."""
    before, node = (row[place - 1] if place else None), row[place]
    if not (isinstance(before, Provision) and isinstance(node, Provision)):
        return
    if before.level == node.level and len(before.content) > 1:
        first = replace(before, content=before.content[:-1])
        second = replace(node, content=(before.content[-1], *node.content))
        yield (*row[: place - 1], first, second, *row[place + 1 :])


def other_paragraphs(row: Row, place: int) -> Iterator[Row]:
    """The last sentence of a 款 at the head of the next."""
    before, node = (row[place - 1] if place else None), row[place]
    if not (isinstance(before, Provision) and isinstance(node, Provision)):
        return
    left, right = before.content[-1], node.content[0]
    if isinstance(left, Block) and isinstance(right, Block) and left.text.count("。") > 1:
        first, last = left.text[:-1].rsplit("。", 1)
        yield (
            *row[: place - 1],
            replace(before, content=(*before.content[:-1], replace(left, text=f"{first}。"))),
            replace(
                node, content=(replace(right, text=f"{last}。{right.text}"), *node.content[1:])
            ),
            *row[place + 1 :],
        )
