"""The numbered text: lines to a tree, as a list of named passes.

quotes → sequence (which marks count) → levels → headings → tree
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.model.document import Block, Node, Quoted, Table
from policydiff.model.source import Problem
from policydiff.reading.parsing.lines.lines import SourceParagraph
from policydiff.reading.parsing.lines.marks import read_marks
from policydiff.reading.parsing.structure.headings import run_in_headings
from policydiff.reading.parsing.structure.levels import levels
from policydiff.reading.parsing.structure.quotes import QuotedLines, take_quotes
from policydiff.reading.parsing.structure.sequence import believe, has_articles
from policydiff.reading.parsing.structure.tree import TreePlan, build_tree
from policydiff.text.traditions.dialect import Dialect


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
