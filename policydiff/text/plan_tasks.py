"""The tasks of a plan as articles: chapters, sections, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from policydiff.model.document import Block, Document, Node, Provision, Table
from policydiff.model.kinds import CONTAINERS, root_of
from policydiff.text.article_roles import announces_nothing
from policydiff.text.assignments import BOX, NUMBER_HEAD, TASK_HEAD, WHO_HEAD, is_assignment_head


def with_tasks(document: Document) -> Document:
    """The document with the tasks of a plan as its articles.

    The narrowest chapters and sections of a policy document that hold no article are read as such,
    with the number by which they are cited (第二章第一节), and so is the text of a chapter before its
    sections; those under headings that announce nothing (指导思想) are not. The points of a box (专栏)
    belong to their section. Rows of a table of tasks (任务｜责任单位｜完成时限) are articles where the
    table is the plan: no numbered item or only a cover notice stands beside it. Laws and decisions
    stay as they are.
    """
    if root_of(document.kind, None) != "doc":
        return document
    parts = _parts(document)
    tasks = {
        part.eid: replace(part, num=number)
        for part, number in zip(parts, _numbers(parts), strict=True)
        if not part.silent
    }
    if tasks:
        document = _mapped(document, lambda nodes: _promoted(nodes, tasks))
    return _with_rows(document)


def parts_without_tasks(document: Document) -> tuple[str, ...]:
    """The citations of the parts that `with_tasks` leaves out: 第一章第一节."""
    if root_of(document.kind, None) != "doc":
        return ()
    parts = _parts(document)
    return tuple(
        number or part.chain[-1].heading or part.eid
        for part, number in zip(parts, _numbers(parts), strict=True)
        if part.silent
    )


def tables_without_items(document: Document) -> tuple[str, ...]:
    """The names of the tables of tasks that `with_tasks` leaves out: 附件2.

    They assign the tasks that stand as items in the text itself.
    """
    if root_of(document.kind, None) != "doc":
        return ()
    whole = with_tasks(document)
    return tuple(
        name
        for name, nodes in _contents(whole)
        if any(isinstance(node, Table) and _rows(node, strict=True) for node in nodes)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of a plan in those that hold it; `lead` is its text before its parts."""

    chain: tuple[Provision, ...]
    lead: tuple[Node, ...] = ()
    num: str = ""

    @property
    def eid(self) -> str:
        return self.chain[-1].eid

    @property
    def silent(self) -> bool:
        return any(announces_nothing(part.heading or "") for part in self.chain)


def _parts(document: Document) -> list[_Part]:
    """The chapters and sections of a policy document whose text no article holds."""
    ruled = any((article.num or "").lstrip().startswith("第") for article in document.articles)
    found = [part for _, nodes in _contents(document) for part in _narrowest(nodes, ())]
    return [part for part in found if not (part.lead and ruled)]


def _contents(document: Document) -> Iterator[tuple[str, tuple[Node, ...]]]:
    yield document.title, document.body
    for attachment in document.attachments:
        yield attachment.num or attachment.heading or attachment.eid, attachment.content


def _narrowest(nodes: tuple[Node, ...], above: tuple[Provision, ...]) -> Iterator[_Part]:
    for node in nodes:
        if not isinstance(node, Provision) or node.level not in CONTAINERS:
            continue
        chain = (*above, node)
        parted = any(child.level in CONTAINERS for child in node.children)
        articles = any(child.level == "article" for child in node.children)
        if node.text.strip() and not parted and (not articles or _is_boxed(node)):
            yield _Part(chain=chain)
        elif lead := _lead(node):
            yield _Part(chain=chain, lead=lead)
        if parted:
            yield from _narrowest(node.content, chain)


def _is_boxed(node: Provision) -> bool:
    """True where the first article of a section is a point of a box, below 专栏1."""
    return any(isinstance(each, Block) and BOX.match(each.text) for each in _before(node))


def _lead(node: Provision) -> tuple[Node, ...]:
    """The text of a chapter, 第三章, before its sections; none that only announces them."""
    lead = _before(node)
    text = "\n".join(each.text for each in lead).strip()
    if not (node.num or "").lstrip().startswith("第") or not _SENTENCE.search(text):
        return ()
    return lead


_SENTENCE = re.compile(r"[。；！](?!.*[：:]$)")
"""A full sentence in a text that does not end as one that announces a list: 加快改造。"""


def _before(node: Provision) -> tuple[Node, ...]:
    first = next(
        (place for place, each in enumerate(node.content) if isinstance(each, Provision)), 0
    )
    return node.content[:first]


def _numbers(parts: list[_Part]) -> list[str]:
    """The citation of each part, with as much above it as it needs."""
    cited: list[str] = []
    for length in range(1, max((len(part.chain) for part in parts), default=0) + 1):
        cited = [
            "".join((above.num or "").strip() for above in part.chain[-length:]) for part in parts
        ]
        if len(set(cited)) == len(cited):
            break
    return cited


def _mapped(document: Document, change: Callable[[tuple[Node, ...]], tuple[Node, ...]]) -> Document:
    return replace(
        document,
        body=change(document.body),
        attachments=tuple(
            replace(attachment, content=change(attachment.content))
            for attachment in document.attachments
        ),
    )


def _promoted(nodes: tuple[Node, ...], tasks: dict[str, _Part]) -> tuple[Node, ...]:
    return tuple(_promoted_node(node, tasks) for node in nodes)


def _promoted_node(node: Node, tasks: dict[str, _Part]) -> Node:
    if not isinstance(node, Provision) or node.level not in CONTAINERS:
        return node
    part = tasks.get(node.eid)
    if part is None:
        return replace(node, content=_promoted(node.content, tasks))
    if not part.lead:
        points = tuple(
            replace(each, level="point")
            if isinstance(each, Provision) and each.level == "article"
            else each
            for each in node.content
        )
        return replace(node, level="article", number=node.eid, num=part.num, content=points)
    first = part.lead[0]
    eid = (None if isinstance(first, Provision) else first.eid) or f"{node.eid}__p_1"
    article = Provision(
        eid=eid,
        level="article",
        number=eid,
        num=part.num,
        heading=node.heading,
        content=part.lead,
        line=first.line,
    )
    below = _promoted(node.content[len(part.lead) :], tasks)
    return replace(node, content=(article, *below))


def _with_rows(document: Document) -> Document:
    """The rows of tables of tasks as articles, where a table is the plan."""
    if not document.articles:
        return _mapped(document, lambda nodes: _rows_of(nodes, strict=False))
    in_chapters = any(
        isinstance(node, Provision) and node.level in CONTAINERS for node in document.body
    )
    if document.kind in ("opinion", "plan") or in_chapters:
        return document
    return replace(
        document,
        attachments=tuple(
            attachment
            if any(isinstance(node, Provision) for node in attachment.content)
            else replace(attachment, content=_rows_of(attachment.content, strict=True))
            for attachment in document.attachments
        ),
    )


def _rows_of(nodes: tuple[Node, ...], *, strict: bool) -> tuple[Node, ...]:
    return tuple(
        each
        for node in nodes
        for each in ((isinstance(node, Table) and _rows(node, strict=strict)) or (node,))
    )


def _rows(table: Table, *, strict: bool) -> tuple[Provision, ...]:
    """The rows of a table of tasks as articles; none of another table.

    With `strict` it names who answers for each.
    """
    grid = _grid(table)
    for place, heads in enumerate(grid[:_HEADS]):
        tasks = [column for column, head in enumerate(heads) if TASK_HEAD.fullmatch(head.strip())]
        assigned = any(WHO_HEAD.fullmatch(head.strip()) for head in heads)
        boxed = len(heads) == 1 and BOX.match(heads[0]) is not None
        if (tasks or boxed) and (assigned or not strict):
            columns = _TaskColumns(heads=heads, task=tasks[-1] if tasks else 0)
            return tuple(columns.articles(table.eid or "table", grid, place + 1))
    return ()


_HEADS = 4
"""Rows among which the heads of a table are looked for, below its title."""


def _grid(table: Table) -> list[tuple[str, ...]]:
    """The texts of a table's cells; one that spans several stands in each."""
    below: dict[int, tuple[int, str]] = {}
    rows: list[tuple[str, ...]] = []
    for cells in table.rows:
        row: list[str] = []
        for cell in (*cells, None):
            while len(row) in below:
                more, text = below.pop(len(row))
                if more > 1:
                    below[len(row)] = more - 1, text
                row.append(text)
            if cell is None:
                continue
            for _ in range(cell.colspan):
                if cell.rowspan > 1:
                    below[len(row)] = cell.rowspan - 1, cell.text
                row.append(cell.text)
        rows.append(tuple(row))
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _TaskColumns:
    """The heads of a table of tasks, and the column of what is to be done."""

    heads: tuple[str, ...]
    task: int

    def articles(
        self, table: str, grid: Iterable[tuple[str, ...]], first: int
    ) -> Iterator[Provision]:
        """The rows from `first` on; a row of one text heads those below it."""
        group = ""
        for place, row in enumerate(grid):
            cells = dict(enumerate(text.strip() for text in row))
            texts = {text for text in cells.values() if text}
            if place < first or row == self.heads or not texts:
                continue
            if len(texts) == 1 and len(self.heads) > 1:
                group = texts.pop()
                continue
            yield self._article(f"{table}__tr_{place + 1}", place - first + 1, group, cells)

    def _article(self, eid: str, place: int, group: str, cells: dict[int, str]) -> Provision:
        number = ""
        headings, lines = [group], [cells.get(self.task, "")]
        for column, text in cells.items():
            head = self.heads[column].strip() if column < len(self.heads) else ""
            if column == self.task or not text:
                continue
            if NUMBER_HEAD.fullmatch(head):
                number = text
            elif column < self.task and not is_assignment_head(head):
                headings.append(text)
            else:
                lines.append(f"{head}：{text}" if head else text)
        heading = "　".join(dict.fromkeys(filter(None, headings)))
        return Provision(
            eid=eid,
            level="article",
            number=eid,
            num=number or f"第{place}行",
            heading=heading.replace("\n", " ") or None,
            content=tuple(Block(text=line) for line in lines if line),
        )
