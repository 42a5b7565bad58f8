"""The numbered text: lines to a tree, as a list of named passes.

quotes → sequence (which marks count) → levels → headings → tree

The levels of marks without 第…条 are inferred from the numbering itself. Where items run on through
the parts (1．–24． through 一、–六、), those items are the articles and the parts are chapters. Where
（一）（二） start again under each 一、, the articles are those （一）; a 一、 with none below it is itself
an article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.model.document import Block, Node, Quoted, Table
from policydiff.model.kinds import CONTAINERS, RANK, Level
from policydiff.model.source import Problem
from policydiff.reading.parsing.lines.lines import SourceParagraph
from policydiff.reading.parsing.lines.marks import read_marks
from policydiff.reading.parsing.structure.clauses import read_clauses
from policydiff.reading.parsing.structure.headings import run_in_headings
from policydiff.reading.parsing.structure.quotes import QuotedLines, take_quotes
from policydiff.reading.parsing.structure.sequence import Token, believe, has_articles, is_heading
from policydiff.reading.parsing.structure.tree import TreePlan, build_tree
from policydiff.text.traditions.dialect import Dialect


@dataclass(slots=True)
class _Item:
    """A marked token in the tree of lists; `depth` 0 is widest."""

    place: int
    token: Token
    parent: _Item | None
    depth: int
    children: list[_Item]

    @property
    def family(self) -> str:
        return self.token.mark.family if self.token.mark else ""

    @property
    def value(self) -> int:
        return self.token.mark.value if self.token.mark else 0


def levels(tokens: Sequence[Token], dialect: Dialect, *, statute: bool) -> dict[int, Level]:
    """The level of each marked token by index; none below a statute's articles."""
    fixed = {
        index: token.mark.level
        for index, token in enumerate(tokens)
        if token.mark is not None and token.mark.level is not None
    }
    if statute:
        return fixed | _headings(tokens)
    items = _items(tokens)
    return fixed | _inferred(items, dialect)


def _headings(tokens: Sequence[Token]) -> dict[int, Level]:
    """The levels of headings such as 一、 above articles: chapter, or section."""
    found: dict[int, Level] = {}
    for index, token in enumerate(tokens):
        if token.heading and token.mark is not None:
            found[index] = _heading_level(token.mark.family, found, tokens)
    return found


def _heading_level(family: str, found: dict[int, Level], tokens: Sequence[Token]) -> Level:
    chapters = any(token.mark is not None and token.mark.level == "chapter" for token in tokens)
    wider = any(level == "chapter" for level in found.values())
    return "section" if chapters or (family == "bracketed" and wider) else "chapter"


def _items(tokens: Sequence[Token]) -> list[_Item]:
    """All items in reading order, linked into a tree by the families of their marks."""
    items: list[_Item] = []
    stack: list[_Item] = []
    for index, token in enumerate(tokens):
        if token.mark is None:
            continue
        if token.mark.level in CONTAINERS:
            stack.clear()
            continue
        same = next(
            (depth for depth, item in enumerate(stack) if item.family == token.mark.family), None
        )
        if same is not None:
            del stack[same:]
        parent = stack[-1] if stack else None
        item = _Item(place=index, token=token, parent=parent, depth=len(stack), children=[])
        if parent is not None:
            parent.children.append(item)
        stack.append(item)
        items.append(item)
    return items


def _inferred(items: Sequence[_Item], dialect: Dialect) -> dict[int, Level]:
    running = None if dialect.citable == "items" else _running_family(items)
    found: dict[int, Level] = {}
    for item in items:
        above = found.get(item.parent.place) if item.parent is not None else None
        level = _level_of(item, above, running, dialect)
        if level is not None:
            found[item.place] = level
    return found


def _level_of(
    item: _Item, above: Level | None, running: str | None, dialect: Dialect
) -> Level | None:
    """The level of an item under its parent's (`above`); None below an article."""
    if above is None and item.parent is not None:
        return None
    if above is not None and RANK[above] >= RANK["article"]:
        return None
    if running is not None and _holds(item, running) and item.family != running:
        return "chapter" if item.parent is None else "section"
    if running is None and item.parent is None and _is_chapter(item, dialect):
        return "chapter"
    return "article"


def _holds(item: _Item, family: str) -> bool:
    return any(child.family == family or _holds(child, family) for child in item.children)


def _is_chapter(item: _Item, dialect: Dialect) -> bool:
    """True for a 一、 that is a heading with items of its own below it."""
    mark = item.token.mark
    if mark is None or mark.family != "enumeration" or not item.children:
        return False
    return is_heading(mark, dialect) or item.token.line.style == "heading"


def _running_family(items: Sequence[_Item]) -> str | None:
    """The widest family whose numbers run on through several parents, else None."""
    by_family: dict[str, list[_Item]] = {}
    for item in items:
        if item.parent is not None:
            by_family.setdefault(item.family, []).append(item)
    for family, members in sorted(
        by_family.items(), key=lambda pair: min(item.depth for item in pair[1])
    ):
        if _runs_on(members):
            return family
    return None


def _runs_on(members: Sequence[_Item]) -> bool:
    lists: dict[int, list[_Item]] = {}
    for item in members:
        lists.setdefault(item.parent.place if item.parent else -1, []).append(item)
    firsts = [group[0].value for group in lists.values()]
    lasts = [group[-1].value for group in lists.values()]
    continued = sum(1 for first, last in zip(firsts[1:], lasts, strict=False) if first == last + 1)
    return len(lists) >= 2 and continued >= 0.6 * (len(lists) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The tree without eIds, and the doubts."""

    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]


def outline(
    lines: Sequence[SourceParagraph],
    dialect: Dialect,
    *,
    quoted: bool = False,
    of_statute: bool = False,
) -> Outline:
    """Read a numbered text.

    `quoted`: new text in a quotation, whose numbers may begin anywhere. `of_statute`: an attachment
    of a text with articles, whose lists are items.
    """
    parts: Sequence[SourceParagraph | QuotedLines] = tuple(lines)
    doubts: tuple[Problem, ...] = ()
    if not quoted:
        parts, doubts = take_quotes(lines, dialect)
    if dialect.citable == "clauses":
        return _clauses(parts, dialect, doubts)
    statute = has_articles(parts, dialect) or (quoted and _begins_numbered(lines, dialect))
    if quoted and not statute:
        return Outline(nodes=tuple(plain_node(line) for line in lines), problems=())
    tokens, problems = believe(parts, dialect, statute=statute)
    bare_lists = of_statute and not statute
    found = levels(tokens, dialect, statute=statute or bare_lists)
    headings = run_in_headings(tokens, found, dialect)
    plan = TreePlan(tokens=tokens, levels=found, headings=headings, bare_lists=bare_lists)
    nodes = build_tree(plan, dialect, lambda part: _quoted(part, dialect))
    return Outline(nodes=nodes, problems=() if quoted else doubts + problems)


def _clauses(
    parts: Sequence[SourceParagraph | QuotedLines], dialect: Dialect, doubts: tuple[Problem, ...]
) -> Outline:
    """Read a text numbered to any depth."""
    tree = read_clauses(parts, dialect)
    headings = run_in_headings(tree.tokens, dict(tree.levels), dialect)
    plan = TreePlan(tokens=tree.tokens, levels=tree.levels, headings=headings, depths=tree.depths)
    nodes = build_tree(plan, dialect, lambda part: _quoted(part, dialect))
    return Outline(nodes=nodes, problems=doubts + tree.problems)


def _begins_numbered(lines: Sequence[SourceParagraph], dialect: Dialect) -> bool:
    """True for new text that begins with the number of an article or wider unit."""
    return (
        any(mark.level is not None for mark in read_marks(lines[0].text, dialect))
        if lines
        else False
    )


def plain_node(line: SourceParagraph) -> Block | Table:
    """A line as a block or table, without structure."""
    if line.table is not None:
        return Table(rows=line.table.rows, line=line.number)
    return Block(
        text=line.text, role="heading" if line.style == "heading" else "text", line=line.number
    )


def _quoted(quoted: QuotedLines, dialect: Dialect) -> Quoted:
    content = outline(quoted.lines, dialect, quoted=True).nodes
    return Quoted(
        content=content,
        start=quoted.start,
        end=quoted.end,
        inline=quoted.inline,
        line=quoted.lines[0].number,
    )
