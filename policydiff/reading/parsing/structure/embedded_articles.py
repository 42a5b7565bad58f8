"""Articles in a table or inside a paragraph, as lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policydiff.messages import Message
from policydiff.model.source import Problem, SourceTable
from policydiff.reading.parsing.lines.lines import SourceParagraph
from policydiff.reading.parsing.lines.marks import CITING, NumberMark, read_marks
from policydiff.reading.parsing.structure.sequence import follows
from policydiff.text.traditions.dialect import Dialect

FEWEST = 3
"""Articles in a table from which it is the text itself."""


def unframe(lines: Sequence[SourceParagraph], dialect: Dialect) -> tuple[SourceParagraph, ...]:
    """Split tables of articles into lines, unless articles stand outside of tables."""
    if all(line.table is None for line in lines):
        return tuple(lines)
    if any(
        line.table is None
        and any(mark.level == "article" for mark in read_marks(line.text, dialect))
        for line in lines
    ):
        return tuple(lines)
    return tuple(part for line in lines for part in _unframe_line(line, dialect))


def _unframe_line(line: SourceParagraph, dialect: Dialect) -> Iterator[SourceParagraph]:
    if line.table is None or not _holds_articles(line.table, dialect):
        yield line
        return
    for row in line.table.rows:
        texts = [cell.text.strip() for cell in row if cell.text.strip()]
        joined = "　".join([texts[0], texts[1]]) if len(texts) == 2 else "\n".join(texts)
        for text in filter(None, joined.split("\n")):
            yield replace(line, text=text, table=None, hard_break=True)


def _holds_articles(table: SourceTable, dialect: Dialect) -> bool:
    """True if most rows, of two cells at most, begin with an article's number."""
    rows = [
        filled
        for row in table.rows
        if (filled := [cell.text.strip() for cell in row if cell.text.strip()])
    ]
    marks = [
        mark for row in rows if len(row) == 2 and (mark := _number(row[0], dialect)) is not None
    ]
    counted = (
        bool(marks)
        and marks[0].key == (1, 0)
        and all(follows(left, right) for left, right in pairwise(marks))
    )
    return (
        counted
        and len(marks) >= FEWEST
        and len(marks) * 2 > len(rows)
        and all(len(row) <= 2 for row in rows)
    )


def _number(text: str, dialect: Dialect) -> NumberMark | None:
    """The number of an article that stands alone in a text."""
    return next(
        (
            mark
            for mark in read_marks(text, dialect)
            if mark.level == "article" and not mark.remainder.strip()
        ),
        None,
    )


STOP = re.compile(r"[。！？][”’」』）)]?[\s　]*(?=[第笫])")
"""The end of a sentence behind which the number of an article stands."""

OPENING, CLOSING = "“「『《", "”」』》"
LONGEST_NUMBER = 30
"""Characters of 第一千二百六十条之十二 with spaces inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjoined:
    """The lines, each article at the head of one, and problems to report."""

    lines: tuple[SourceParagraph, ...]
    problems: tuple[Problem, ...] = ()


def unjoin(lines: Sequence[SourceParagraph], dialect: Dialect) -> Unjoined:
    """Split articles off the paragraphs in which they stand.

    本办法适用于本市。第三条　市主管部门负责… The number must follow the end of a sentence outside of quotations,
    continue the last article, and begin no line. Decisions cite too much for that.
    """
    if dialect.quotes_new_text or not any(
        line.table is None and STOP.search(line.text) for line in lines
    ):
        return Unjoined(lines=tuple(lines))
    walk = _Walk(
        dialect=dialect,
        heads=frozenset(mark.key for line in lines for mark in _articles(line, dialect)),
    )
    found = tuple(part for line in lines for part in walk.parts(line))
    return Unjoined(lines=found, problems=tuple(_report_splits(walk.splits)) if walk.splits else ())


def _articles(line: SourceParagraph, dialect: Dialect) -> Iterator[NumberMark]:
    """The number of an article at the head of a line, unless it is cited there."""
    for mark in read_marks(line.text, dialect) if line.table is None else ():
        if mark.level == "article" and (mark.gap or not CITING.match(mark.remainder)):
            yield mark


@dataclass(slots=True)
class _Walk:
    """Goes down the lines and remembers the last article."""

    dialect: Dialect
    heads: frozenset[tuple[int, int]]
    last: NumberMark | None = None
    splits: list[tuple[SourceParagraph, NumberMark]] = field(default_factory=list)

    def parts(self, line: SourceParagraph) -> Iterator[SourceParagraph]:
        heads = (
            mark
            for mark in _articles(line, self.dialect)
            if follows(self.last, mark) or not CITING.match(mark.remainder)
        )
        self.last = next(heads, self.last)
        begin = seen = depth = 0
        for stop in (
            STOP.finditer(line.text) if line.table is None and self.last is not None else ()
        ):
            depth, seen = depth + _opened(line.text[seen : stop.end()]), stop.end()
            mark = self._wanted(line.text[seen : seen + LONGEST_NUMBER]) if not depth else None
            if mark is not None:
                yield _piece(line, begin, seen)
                begin, self.last = seen, mark
                self.splits.append((line, mark))
        yield _piece(line, begin, len(line.text)) if begin else line

    def _wanted(self, text: str) -> NumberMark | None:
        """The mark with which a text begins, if the sequence lacks just that article."""
        for mark in read_marks(text, self.dialect):
            if (
                mark.level != "article"
                or mark.key in self.heads
                or not follows(self.last, mark)
                or CITING.match(mark.remainder)
            ):
                continue
            if mark.remainder and (mark.gap or (mark.value + 1, 0) in self.heads):
                return mark
        return None


def _opened(text: str) -> int:
    """The number of quotation marks and 《 left open; negative if more are closed."""
    return sum(map(text.count, OPENING)) - sum(map(text.count, CLOSING))


def _piece(line: SourceParagraph, begin: int, end: int) -> SourceParagraph:
    return replace(
        line,
        text=line.text[begin:end].strip(),
        bold=line.bold if begin == 0 else 0,
        hard_break=True,
    )


def _report_splits(splits: Sequence[tuple[SourceParagraph, NumberMark]]) -> Iterator[Problem]:
    line, first = splits[0]
    yield Problem(
        code="number-in-paragraph",
        message=Message(
            "{num} stands inside the paragraph before it and was parted off", num=first.num
        )
        if len(splits) == 1
        else Message(
            "{count} articles stand inside the paragraphs before them and were parted off, the first of them {num}",
            count=len(splits),
            num=first.num,
        ),
        line=line.number,
        hint=Message(
            "compare with the official text; where paragraphs have run together, so may others"
        ),
    )
