"""Tokens with levels to a tree of provisions.

款 are counted by position. Unnumbered lists, formulas, oaths and definitions after a colon belong to
the 款 that introduces them; a line after an unfinished list closes it; any other line under an
article is a new 款.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from policydiff.model.document import Block, BlockRole, Node, Provision, Quoted, Table
from policydiff.model.kinds import CONTAINERS, RANK, Level
from policydiff.reading.parsing.lines.lines import SourceParagraph, bare, ends_sentence
from policydiff.reading.parsing.lines.marks import NumberMark
from policydiff.reading.parsing.structure.clauses import NUMBERED
from policydiff.reading.parsing.structure.headings import Heading, container_heading
from policydiff.reading.parsing.structure.quotes import QuotedLines
from policydiff.reading.parsing.structure.sequence import Token
from policydiff.text.traditions.dialect import Dialect

DEFINITION = re.compile(r"^(?:[“\"《（(]|.{1,40}?(?:[，,]?(?:是指|指|即|包括|，为)|[：:]))")
"""A line after a colon that defines a term or names an entry of a list."""


@dataclass(slots=True)
class _OpenProvision:
    level: Level
    number: str
    num: str | None = None
    heading: Heading | None = None
    content: list[Node | _OpenProvision] = field(default_factory=list)
    family: str = ""
    value: int = 0
    line: int | None = None
    paragraphs: int = 0
    depth: int | None = None

    def close(self) -> Provision:
        return Provision(
            eid="",
            level=self.level,
            number=self.number,
            num=self.num,
            heading=self.heading.text if self.heading else None,
            heading_stop=self.heading.stop if self.heading else None,
            content=tuple(
                node.close() if isinstance(node, _OpenProvision) else node for node in self.content
            ),
            line=self.line,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TreePlan:
    """Tokens, levels, headings by index; `bare_lists` may stand outside articles.

    `depths` has the depth of each mark where the numbering itself gives it.
    """

    tokens: Sequence[Token]
    levels: Mapping[int, Level]
    headings: dict[int, Heading]
    bare_lists: bool = False
    depths: Mapping[int, int] | None = None

    def depth(self, index: int) -> int | None:
        """The depth of a mark; None where the level or the family gives its place."""
        return None if self.depths is None else self.depths[index]


def _next_marks(tokens: Sequence[Token]) -> list[int | None]:
    """For each index, that of the next token with a mark."""
    following: list[int | None] = []
    found: int | None = None
    for index in range(len(tokens) - 1, -1, -1):
        following.append(found)
        found = index if tokens[index].mark is not None else found
    return following[::-1]


@dataclass(slots=True)
class _TreeBuilder:
    """The open provisions from wide to narrow, and the open list below the article."""

    plan: TreePlan
    dialect: Dialect
    read_quoted: Callable[[QuotedLines], Quoted]
    root: list[Node | _OpenProvision] = field(default_factory=list)
    stack: list[_OpenProvision] = field(default_factory=list)
    items: list[_OpenProvision] = field(default_factory=list)
    listing: bool = False
    quoted_line: int | None = None
    following: list[int | None] = field(default_factory=list)

    def build(self) -> tuple[Node, ...]:
        self.following = _next_marks(self.plan.tokens)
        place = 0
        while place < len(self.plan.tokens):
            place = self._take(place)
        return tuple(
            node.close() if isinstance(node, _OpenProvision) else node for node in self.root
        )

    def _take(self, index: int) -> int:
        token, level = self.plan.tokens[index], self.plan.levels.get(index)
        if token.mark is not None and level is not None and RANK[level] <= RANK["article"]:
            return self._open(index, token, level)
        if token.mark is not None and (self.plan.bare_lists or self._article() is not None):
            self._item(index, token)
        elif token.quoted is not None:
            self._innermost().content.append(self.read_quoted(token.quoted))
            self.quoted_line = token.quoted.lines[-1].number
        elif token.line.table is not None:
            self._place().append(Table(rows=token.line.table.rows, line=token.line.number))
        else:
            self._text(index, token.line)
        return index + 1

    def _open(self, index: int, token: Token, level: Level) -> int:
        mark = token.mark
        assert mark is not None  # noqa: S101 - only marked tokens have a level
        self._close(index, mark, level)
        self.items.clear()
        self.listing = False
        node = _OpenProvision(
            level=level,
            number=mark.canonical,
            num=mark.num or None,
            family=mark.family,
            value=mark.value,
            line=token.line.number,
            depth=self.plan.depth(index),
        )
        self._place().append(node)
        self.stack.append(node)
        if level in CONTAINERS:
            node.heading, used = container_heading(self.plan.tokens, index, self.dialect)
            return index + 1 + used
        node.heading = self.plan.headings.get(index)
        remainder = node.heading.remainder if node.heading else mark.remainder
        if remainder:
            self._paragraph().content.append(self._block(remainder, token.line))
        return index + 1

    def _close(self, index: int, mark: NumberMark, level: Level) -> None:
        """Close the open provisions under which a new one does not stand."""
        depth = self.plan.depth(index)
        if depth is not None:
            while self.stack and (self.stack[-1].depth or 0) >= depth:
                self.stack.pop()
            return
        same = next(
            (depth for depth, node in enumerate(self.stack) if node.family == mark.family),
            len(self.stack),
        )
        del self.stack[same:]
        while self.stack and RANK[self.stack[-1].level] >= RANK[level]:
            self.stack.pop()

    def _place(self) -> list[Node | _OpenProvision]:
        """The content of the narrowest open list item, 款, or container."""
        if self.items:
            return self.items[-1].content
        if not self.stack:
            return self.root
        top = self.stack[-1]
        return self._last_paragraph().content if top.level == "article" else top.content

    def _article(self) -> _OpenProvision | None:
        return self.stack[-1] if self.stack and self.stack[-1].level == "article" else None

    def _paragraph(self) -> _OpenProvision:
        article = self._article()
        assert article is not None  # noqa: S101 - callers ask for the article first
        article.paragraphs += 1
        node = _OpenProvision(level="paragraph", number=str(article.paragraphs))
        article.content.append(node)
        self.items.clear()
        self.listing = False
        return node

    def _last_paragraph(self) -> _OpenProvision:
        article = self._article()
        last = article.content[-1] if article is not None and article.content else None
        return last if isinstance(last, _OpenProvision) else self._paragraph()

    def _innermost(self) -> _OpenProvision:
        return (
            self.items[-1]
            if self.items
            else self._last_paragraph()
            if self._article()
            else self.stack[-1]
            if self.stack
            else self._wrap_root()
        )

    def _wrap_root(self) -> _OpenProvision:
        holder = _OpenProvision(level="article", number="0")
        holder.content = self.root
        return holder

    def _item(self, index: int, token: Token) -> None:
        """Add a numbered item below the article: 项, or 目 below a 项."""
        mark = token.mark
        assert mark is not None  # noqa: S101 - the caller has looked
        own = self.plan.depth(index)
        depth = next(
            (
                at
                for at, item in enumerate(self.items)
                if (item.family == mark.family if own is None else (item.depth or 0) >= own)
            ),
            None,
        )
        if depth is not None:
            del self.items[depth:]
        above = self._innermost()
        level: Level = "indent" if self.items else "point"
        node = _OpenProvision(
            level=level,
            number=mark.canonical,
            num=mark.num,
            family=mark.family,
            value=mark.value,
            line=token.line.number,
            depth=own,
        )
        above.content.append(node)
        self.items.append(node)
        self.listing = False
        node.heading = self.plan.headings.get(index)
        remainder = node.heading.remainder if node.heading else mark.remainder
        if remainder:
            node.content.append(self._block(remainder, token.line))

    def _text(self, index: int, line: SourceParagraph) -> None:
        closing = self.dialect.closing_text
        if self._is_unnumbered_heading(line):
            self.stack.clear()
            self.items.clear()
        if closing is not None and closing.match(line.text) and self.following[index] is None:
            self.stack.clear()
            self.items.clear()
        if self._article() is None:
            if self.items and not self._continues(index, line):
                self.items.clear()
            self._innermost().content.append(self._block(line.text, line))
            return
        holder = self._holder(index, line)
        holder.content.append(self._block(line.text, line))

    def _is_unnumbered_heading(self, line: SourceParagraph) -> bool:
        """True for 附则 without a number, or a heading that the source marks."""
        named = self.dialect.unnumbered_heading.match(bare(line.text)) is not None
        return named or (
            line.style == "heading" and self._article() is not None and not self.plan.bare_lists
        )

    def _holder(self, index: int, line: SourceParagraph) -> _OpenProvision:
        """The provision to which an unnumbered line under an article belongs."""
        inner = self._innermost()
        before = inner.content[-1] if inner.content else None
        if not inner.content and inner.level == "paragraph":
            return inner
        if isinstance(before, Quoted) and (
            line.number == self.quoted_line or line.text[0] in self.dialect.continuation
        ):
            return inner
        if isinstance(before, Block) and self._introduced(inner, before, line):
            return inner
        if (item := self._goes_on_in(index) or self._clause_around(before)) is not None:
            return item
        if (
            self.items
            and isinstance(before, Block)
            and not before.text.rstrip("”’」』）)").endswith(("。", "！", "？", "!", "?", "…"))
        ):
            paragraph = self._last_paragraph()
            self.items.clear()
            return paragraph
        return self._paragraph()

    def _goes_on_in(self, index: int) -> _OpenProvision | None:
        """The open item that a line does not end, as the next mark shows; None if it may."""
        if not self.items:
            return None
        if self._resumed(index):
            return self.items[-1]
        following = self.following[index]
        if following is None or self.plan.depths is None:
            return None
        depth = self.plan.depths[following]
        within = [item for item in self.items if (item.depth or 0) < depth]
        if not within:
            return None
        del self.items[len(within) :]
        return self.items[-1]

    def _clause_around(self, before: Node | _OpenProvision | None) -> _OpenProvision | None:
        """The open 2.2 below 第二条, or its list, that a line belongs to."""
        if self.plan.depths is None or not self.items:
            return None
        clauses = [item for item in self.items if item.family in NUMBERED]
        ended = not isinstance(before, Block) or ends_sentence(before.text, self.dialect)
        if not clauses:
            return self.items[-1] if not ended and self._follows_headed() else None
        if ended:
            del self.items[self.items.index(clauses[-1]) + 1 :]
        return self.items[-1]

    def _follows_headed(self) -> bool:
        """True if the item before the last one has text below its first line."""
        holder = self.items[-2] if len(self.items) > 1 else self._last_paragraph()
        items = [node for node in holder.content if isinstance(node, _OpenProvision)]
        return len(items) > 1 and sum(isinstance(node, Block) for node in items[-2].content) > 1

    def _continues(self, index: int, line: SourceParagraph) -> bool:
        """True if a line belongs to the last item of a list in no article."""
        inner = self.items[-1]
        before = inner.content[-1] if inner.content else None
        return self._resumed(index) or (
            isinstance(before, Block) and self._introduced(inner, before, line)
        )

    def _introduced(self, inner: _OpenProvision, before: Block, line: SourceParagraph) -> bool:
        """True for a line after a colon, or a further one of the list below it."""
        if before.text.endswith(tuple(self.dialect.intro_end)):
            self.listing = True
            return True
        if not self.listing or len(inner.content) < 2:
            return False
        if not ends_sentence(before.text, self.dialect) or before.text.endswith(
            ("；", ";", "，", "、")
        ):
            return True
        first = inner.content[1]
        return (
            isinstance(first, Block)
            and bool(DEFINITION.match(line.text))
            and bool(DEFINITION.match(first.text))
        )

    def _resumed(self, index: int) -> bool:
        """True if the next number continues the open list, so that a line is inside it."""
        if not self.items:
            return False
        following = self.following[index]
        if following is None or following in self.plan.levels:
            return False
        mark = self.plan.tokens[following].mark
        return mark is not None and any(
            item.family == mark.family and mark.value == item.value + 1 for item in self.items
        )

    def _block(self, text: str, line: SourceParagraph) -> Block:
        heading = text == line.text and (
            line.style == "heading" or self.dialect.unnumbered_heading.match(bare(text))
        )
        role: BlockRole = "heading" if heading else "text"
        return Block(text=text, role=role, line=line.number)


def build_tree(
    plan: TreePlan, dialect: Dialect, read_quoted: Callable[[QuotedLines], Quoted]
) -> tuple[Node, ...]:
    """The tree of a numbered text, its eIds empty; `read_quoted` reads quotations."""
    return _TreeBuilder(plan=plan, dialect=dialect, read_quoted=read_quoted).build()
