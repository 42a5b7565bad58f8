"""A tree edited as a row of its headings, articles and blocks.

tree → row, each entry with its depth → without what goes, with what comes → tree: a heading holds
what follows it, up to the next entry that is not deeper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeGuard

from policydiff.amending.engine.tree.changes import Releveled
from policydiff.amending.engine.tree.numbering import head, key, renumbered
from policydiff.model.document import Node, Provision
from policydiff.model.kinds import CONTAINERS, RANK
from policydiff.text.places import printed_number

Tree = tuple[Node, ...]
Row = list[tuple[int, Node]]
"""Each node with its depth, 0 at the top; headings without what they hold."""


def row_of(nodes: Iterable[Node], depth: int = 0) -> Iterator[tuple[int, Node]]:
    """A tree as a row."""
    for node in nodes:
        if is_heading(node):
            yield depth, replace(node, content=())
            yield from row_of(node.content, depth + 1)
        else:
            yield depth, node


def tree_of(row: Row) -> Tree:
    """The tree of a row."""
    nodes: list[Node] = []
    at = 0
    while at < len(row):
        node, end = row[at][1], _end(row, at)
        nodes.append(
            replace(node, content=tree_of(row[at + 1 : end])) if is_heading(node) else node
        )
        at = end
    return tuple(nodes)


def is_heading(node: Node) -> TypeGuard[Provision]:
    """True for a part, chapter or section."""
    return isinstance(node, Provision) and node.level in CONTAINERS


def articles(nodes: Iterable[Node]) -> list[Provision]:
    """The articles among nodes and in their containers, in order."""
    return _articles(list(row_of(nodes)))


def _articles(row: Row) -> list[Provision]:
    return [node for _, node in row if isinstance(node, Provision) and node.level == "article"]


def _end(row: Row, at: int) -> int:
    """The position behind an entry and all that it holds; of the whole row for -1."""
    if at < 0:
        return len(row)
    end = at + 1
    while is_heading(row[at][1]) and end < len(row) and row[end][0] > row[at][0]:
        end += 1
    return end


def _find(row: Row, eid: str | None) -> int | None:
    return next((at for at, (_, node) in enumerate(row) if eid and node.eid == eid), None)


def holds(nodes: Tree, holder: str, eid: str) -> bool:
    """True if an article stands in a container."""
    row = list(row_of(nodes))
    at = _find(row, holder)
    return at is not None and _find(row[at + 1 : _end(row, at)], eid) is not None


def homes_of(nodes: Tree, eids: Collection[str]) -> list[str]:
    """The containers that hold articles themselves, each once, in order."""
    homes: list[str] = []
    for node in nodes:
        if is_heading(node):
            own = any(child.eid in eids for child in node.children)
            homes += [node.eid] if own else homes_of(node.content, eids)
    return homes


def beside_name(anchor: str, side: str, count: int) -> str:
    """The interim name of the new article `count` on a side of another."""
    return f"put:{anchor}:{side}:{count}"


def put_beside(nodes: Tree, coming: Mapping[tuple[str, str], Sequence[Provision]]) -> Tree:
    """The tree with new articles before and behind others.

    `coming` by the eId of those and the side. The new ones have the number of their neighbour until
    all are counted again, and a name of their own.
    """
    row = list(row_of(nodes)) if coming else []
    for (anchor, side), news in coming.items():
        at = _find(row, anchor)
        if at is not None and isinstance(neighbour := row[at][1], Provision):
            begin = at + (side == "after")
            row[begin:begin] = [
                (
                    row[at][0],
                    replace(new, eid=beside_name(anchor, side, count), number=neighbour.number),
                )
                for count, new in enumerate(news)
            ]
    return tree_of(row) if coming else nodes


def put_articles(
    nodes: Tree, coming: Iterable[tuple[Provision, str | None, Sequence[str]]]
) -> Tree:
    """The tree with articles, each behind the one before it or in a named container.

    In that container it stands behind the article before it too, at the beginning where there is
    none. With each article stands the container that is named, else the containers of the articles
    that it is made of: it comes into the first of them where its number is in order there.
    """
    row = list(row_of(nodes))
    for article, hint, homes in coming:
        at, depth = _position(row, article, hint)
        for home in homes if hint is None else ():
            own, deep = _position(row, article, home)
            keys = [key(node.number) for node in _articles([*row[:own], (0, article), *row[own:]])]
            if _find(row, home) is not None and keys == sorted(keys):
                at, depth = own, deep
                break
        row.insert(at, (depth, article))
    return tree_of(row)


def _position(row: Row, article: Provision, hint: str | None) -> tuple[int, int]:
    """The position and depth of a new article."""
    named = _find(row, hint)
    own = row[named + 1 : _end(row, named)] if named is not None else []
    anchor = _find(row, _last_before(own, article) or _last_before(row, article))
    holder = _empty_behind(row, anchor) if hint is None else named
    if holder is not None and not (anchor is not None and holder < anchor < _end(row, holder)):
        return _first(row, holder)
    return (anchor + 1, row[anchor][0]) if anchor is not None else _first(row, -1)


def _last_before(row: Row, article: Provision) -> str | None:
    before = [node for node in _articles(row) if key(node.number) < key(article.number)]
    return max(before, key=lambda node: key(node.number)).eid if before else None


def _empty_behind(row: Row, anchor: int | None) -> int | None:
    """The new chapter that begins behind an article and has no articles yet."""
    holder: int | None = None
    for at in range(len(row) if anchor is None else anchor + 1, len(row)):
        node = row[at][1]
        if isinstance(node, Provision) and node.level == "article":
            break
        if not is_heading(node):
            continue
        if holder is None:
            empty = not _articles(row[at : _end(row, at)])
            holder = at if node.eid.startswith("new:") and empty else None
        elif at < _end(row, holder):
            holder = at
    return holder


def _first(row: Row, holder: int) -> tuple[int, int]:
    """The position and depth of a first article, behind words of its container."""
    depth = row[holder][0] + 1 if holder >= 0 else 0
    for at in range(holder + 1, _end(row, holder)):
        node = row[at][1]
        if is_heading(node):
            return _first(row, at)
        if isinstance(node, Provision):
            return at, depth
    return _end(row, holder), depth


def releveled(nodes: Tree, going: Mapping[str, Releveled]) -> Tree:
    """The tree with containers at their new places.

    `going` by eId; each is in the holder that it gets, behind those of its level there. They have
    the number of what stands before them, until all are numbered.
    """
    row = list(row_of(nodes)) if going else []
    taken: list[tuple[tuple[int, int], Releveled, Row]] = []
    starts = [at for at, (_, node) in enumerate(row) if is_heading(node) and node.eid in going]
    ends = {at: _end(row, at) for at in starts}
    for at in reversed(starts):
        end = _end(row, at)
        taken.append(((ends[at], -at), going[row[at][1].eid or ""], row[at:end]))
        del row[at:end]
    for _, change, block in sorted(taken, key=lambda entry: entry[0]):
        _put(row, change, block)
    return tree_of(row) if going else nodes


def _put(row: Row, change: Releveled, block: Row) -> None:
    holder = -1 if change.holder is None else _find(row, change.holder)
    own_depth, heading = block[0]
    if holder is None or not is_heading(heading):
        return
    depth = row[holder][0] + 1 if holder >= 0 else 0
    begin, before = _end(row, holder), None
    for at in range(holder + 1, begin):
        own, node = row[at]
        if own == depth and isinstance(node, Provision) and node.level == change.level:
            before, begin = node, _end(row, at)
            if node.eid == change.behind:
                break
    number = before.number if before is not None else "1"
    first = replace(
        heading, level=change.level, number=number, num=printed_number(number, change.level)
    )
    shift = depth - own_depth
    row[begin:begin] = [(depth, first), *((own + shift, node) for own, node in block[1:])]


def regrouped(
    nodes: Tree,
    coming: Mapping[str, Tree],
    going: Collection[str],
    numbered: Collection[str],
) -> Tree:
    """The tree with new headings before articles, and without those that go.

    `coming` by the eId of the article; `going` are the containers whose headings go. A heading
    comes before the headings that stand directly before the article and are not wider. `numbered`
    are the eIds of containers whose numbers the decision gives; those that come have theirs, the
    others are counted.
    """
    row = list(_ranked(nodes, going))
    fresh = {node.eid for new in coming.values() for _, node in row_of(new) if node.eid is not None}
    for eid, new in coming.items():
        heads = list(_ranked(new))
        at = _find(row, eid)
        at = len(row) if at is None else at
        while at and is_heading(row[at - 1][1]) and row[at - 1][0] >= heads[0][0]:
            at -= 1
        row[at:at] = heads
    return _counted(tree_of(row), fresh | set(numbered), _runs_on(nodes), {})


def _ranked(nodes: Iterable[Node], going: Collection[str] = ()) -> Iterator[tuple[int, Node]]:
    """A tree as a row with ranks as depths: headings run to the next as wide."""
    for node in nodes:
        if not is_heading(node):
            yield len(RANK), node
        elif node.eid in going:
            yield from _ranked(node.children, going)
        else:
            yield RANK[node.level], replace(node, content=())
            yield from _ranked(node.content, going)


def _runs_on(nodes: Tree) -> frozenset[str]:
    """The levels whose numbers run on from one holder to the next."""
    firsts: dict[str, list[int]] = {}

    def visit(nodes: Tree) -> None:
        headings = [node for node in nodes if is_heading(node)]
        for level in CONTAINERS:
            own = [node for node in headings if node.level == level]
            if own:
                firsts.setdefault(level, []).append(head(own[0].number))
        for node in headings:
            visit(node.content)

    visit(nodes)
    return frozenset(
        level for level, numbers in firsts.items() if len(numbers) > 1 and 1 not in numbers[1:]
    )


def _counted(
    nodes: Tree, numbered: Collection[str], runs_on: Collection[str], counts: dict[str, int]
) -> Tree:
    """The tree with containers numbered by their places."""
    counted: list[Node] = []
    here: dict[str, int] = {}
    for node in nodes:
        if not is_heading(node):
            counted.append(node)
            continue
        before = counts if node.level in runs_on else here
        number = node.number if node.eid in numbered else str(before.get(node.level, 0) + 1)
        before[node.level] = head(number)
        inner = _counted(node.content, numbered, runs_on, counts)
        num = node.num if number == node.number else renumbered(node.num, number)
        counted.append(replace(node, number=number, num=num, content=inner))
    return tuple(_by_number(counted))


def _by_number(nodes: list[Node]) -> list[Node]:
    """The nodes with the containers of one row by their numbers, where these differ."""
    headings = [node for node in nodes if is_heading(node)]
    numbers = {node.number for node in headings}
    if len({node.level for node in headings}) != 1 or len(numbers) < len(headings):
        return nodes
    ordered = iter(sorted(headings, key=lambda node: key(node.number)))
    return [next(ordered) if is_heading(node) else node for node in nodes]
