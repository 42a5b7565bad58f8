"""The marks that count as numbers, by their position in the sequence.

Numbers that skip, repeat or run backwards stay as printed and are reported as problems.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from policydiff.messages import Message
from policydiff.model.kinds import CONTAINERS
from policydiff.model.source import Problem
from policydiff.reading.parsing.lines.lines import SourceParagraph, ends_sentence
from policydiff.reading.parsing.lines.marks import CITING, NumberMark, read_marks
from policydiff.reading.parsing.structure.quotes import QuotedLines
from policydiff.text.numerals import SMALL
from policydiff.text.traditions.dialect import Dialect

ENUMERATED = re.compile(rf"^{SMALL}+(?:[、类级等种档]|或者|和)")
"""一、二、三类 is a list of numbers in running text, not the head of an item."""

LONGEST_HEADING = 60
"""Characters. The longest chapter heading in 3,343 statutes has 41."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A line of the numbered text, with its mark if that counts, or a quotation.

    `heading` is true for a mark that is a heading above articles (一、管辖 above 第一条).
    """

    line: SourceParagraph
    mark: NumberMark | None = None
    heading: bool = False
    quoted: QuotedLines | None = None


@dataclass(slots=True)
class SequenceDoubts:
    """The doubts about numbers that skip, repeat or run backwards."""

    problems: list[Problem] = field(default_factory=list)

    def add(
        self, line: SourceParagraph, mark: NumberMark, last: int, *, restarts: bool = False
    ) -> None:
        """Add a doubt unless a mark follows the number `last` or may restart."""
        if (
            mark.value == last + 1
            or (mark.sub and mark.value == last)
            or (restarts and mark.value == 1)
        ):
            return
        if mark.value > last:
            code, what = (
                "number-skips",
                Message("{num} comes after number {last}", num=mark.num, last=last)
                if last
                else Message("{num} comes first", num=mark.num),
            )
        elif mark.value == last:
            code, what = "number-repeats", Message("{num} stands twice", num=mark.num)
        else:
            self.backwards(line, mark, last)
            return
        self._append(code, line, what)

    def backwards(self, line: SourceParagraph, mark: NumberMark, last: int | str) -> None:
        """Add the doubt that a number comes after a higher one, or one of another clause."""
        self._append(
            "number-backwards",
            line,
            Message("{num} comes after number {last}", num=mark.num, last=last),
        )

    def _append(self, code: str, line: SourceParagraph, what: Message) -> None:
        hint = Message("compare with the official text; the number is kept as printed")
        self.problems.append(_problem(code, line, what, hint))


@dataclass(slots=True)
class _Believer:
    """Reads lines in order; remembers the last article and the open lists."""

    dialect: Dialect
    doubts: SequenceDoubts
    statute: bool
    last: NumberMark | None = None
    containers: dict[str, int] = field(default_factory=dict)
    passed: int = 0
    stack: list[tuple[str, int]] = field(default_factory=list)
    running: dict[str, int] = field(default_factory=dict)
    text_since: bool = False
    heading: bool = False

    def token(self, lines: Sequence[SourceParagraph | QuotedLines], index: int) -> Token:
        here = lines[index]
        if isinstance(here, QuotedLines):
            return Token(line=here.lines[0], quoted=here)
        for mark in read_marks(here.text, self.dialect) if here.table is None else ():
            if self._believe(lines, index, mark):
                self.text_since = False
                return Token(line=here, mark=mark, heading=self.heading)
        self.text_since = True
        return Token(line=here)

    def _believe(
        self, lines: Sequence[SourceParagraph | QuotedLines], index: int, mark: NumberMark
    ) -> bool:
        line = lines[index]
        assert isinstance(line, SourceParagraph)  # noqa: S101 - the caller has looked
        self.heading = False
        before = next(
            (
                other
                for other in (lines[number] for number in range(index - 1, -1, -1))
                if isinstance(other, SourceParagraph)
            ),
            None,
        )
        if mark.level in CONTAINERS:
            return self._container(line, mark)
        if mark.level == "article":
            return self.statute and self._article(lines, index, before, mark)
        return self._inner(lines, index, mark)

    def _container(self, line: SourceParagraph, mark: NumberMark) -> bool:
        heading = mark.remainder.strip()
        sentence = (
            len(heading) > LONGEST_HEADING
            or heading.endswith(("。", "；", "，", "：", "、"))
            or CITING.match(heading)
        )
        if (sentence and line.style != "heading") or self.dialect.quotes_new_text:
            return False
        last = self.containers.get(mark.family, 0)
        if not last and mark.level == "chapter" and mark.value == self.passed + 1:
            last = self.passed  # 第三章 goes on under 第二编
        self.doubts.add(line, mark, last, restarts=True)
        self.containers[mark.family] = mark.value
        if mark.level == "chapter":
            self.passed = mark.value
        self._forget_below(mark)
        self.stack.clear()
        return True

    def _forget_below(self, mark: NumberMark) -> None:
        families = [marker.family for marker in self.dialect.markers if marker.level in CONTAINERS]
        for family in families[families.index(mark.family) + 1 :]:
            self.containers.pop(family, None)

    def _article(
        self,
        lines: Sequence[SourceParagraph | QuotedLines],
        index: int,
        before: SourceParagraph | None,
        mark: NumberMark,
    ) -> bool:
        line = lines[index]
        assert isinstance(line, SourceParagraph)  # noqa: S101 - the caller has looked
        expected = follows(self.last, mark)
        cited = bool(CITING.match(mark.remainder))
        if expected and (not cited or mark.gap or line.bold >= len(mark.num)):
            self._set(mark)
            return True
        settled = (
            before is None
            or before.style != "plain"
            or ends_sentence(before.text, self.dialect)
            or bool(read_marks(before.text, self.dialect))
        )
        foreign = self.dialect.quotes_new_text and self.last is not None
        if cited or foreign or not mark.gap or not (settled or self._continued(lines, index, mark)):
            self.doubts.problems.append(
                _problem(
                    "number-in-line",
                    line,
                    Message("{num} begins a line but is read as a citation", num=mark.num),
                    None,
                    "note",
                )
            )
            return False
        self.doubts.add(line, mark, self.last.value if self.last else 0)
        self._set(mark)
        return True

    def _continued(
        self, lines: Sequence[SourceParagraph | QuotedLines], index: int, mark: NumberMark
    ) -> bool:
        later = (
            other
            for line in lines[index + 1 :]
            if isinstance(line, SourceParagraph)
            for other in read_marks(line.text, self.dialect)
        )
        following = next((other for other in later if other.level == "article"), None)
        return following is not None and follows(mark, following)

    def _set(self, mark: NumberMark) -> None:
        self.last = mark
        self.stack.clear()
        self.running.clear()

    def _inner(
        self, lines: Sequence[SourceParagraph | QuotedLines], index: int, mark: NumberMark
    ) -> bool:
        line = lines[index]
        assert isinstance(line, SourceParagraph)  # noqa: S101 - the caller has looked
        if mark.family == "enumeration" and ENUMERATED.match(mark.remainder):
            return False
        if self.statute and self._heads_articles(lines, index, mark):
            self.stack.clear()
            self.running[mark.family] = mark.value
            self.heading = True
            return True
        if self.statute and self.last is None:
            return False
        return self._listed(line, mark)

    def _heads_articles(
        self, lines: Sequence[SourceParagraph | QuotedLines], index: int, mark: NumberMark
    ) -> bool:
        """True for a heading above articles: 一、管辖 above 第一条 in an interpretation."""
        line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else None
        if (
            mark.family not in ("enumeration", "bracketed")
            or not isinstance(following, SourceParagraph)
            or not isinstance(line, SourceParagraph)
        ):
            return False
        heading = is_heading(mark, self.dialect)
        below = read_marks(following.text, self.dialect)
        article = any(other.level == "article" and follows(self.last, other) for other in below)
        nested = (
            any(other.family == "bracketed" and other.value == 1 for other in below)
            and line.style == "heading"
        )
        return heading and (article or nested or line.style == "heading")

    def _listed(self, line: SourceParagraph, mark: NumberMark) -> bool:
        depth = next(
            (depth for depth, (family, _) in enumerate(self.stack) if family == mark.family), None
        )
        if depth is None:
            return self._open_list(line, mark)
        last = self.stack[depth][1]
        loose = mark.family not in ("enumeration", "bracketed")
        if mark.value not in (1, last + 1) and (loose or mark.value > last + 5):
            return False
        if mark.value != 1 or not self.text_since:
            self.doubts.add(line, mark, last)
        del self.stack[depth:]
        self._push(mark)
        return True

    def _open_list(self, line: SourceParagraph, mark: NumberMark) -> bool:
        runs_on = mark.value == self.running.get(mark.family, 0) + 1
        if not runs_on and mark.value != 1:
            if mark.family not in ("enumeration", "bracketed") or (self.stack and mark.value > 20):
                return False
            self.doubts.add(line, mark, self.running.get(mark.family, 0))
        self._push(mark)
        return True

    def _push(self, mark: NumberMark) -> None:
        self.stack.append((mark.family, mark.value))
        self.running[mark.family] = mark.value


def _problem(
    code: str,
    line: SourceParagraph,
    message: Message,
    hint: Message | None,
    severity: str = "warning",
) -> Problem:
    return Problem(
        code=code,
        message=message,
        line=line.number,
        hint=hint,
        severity="note" if severity == "note" else "warning",
    )


def follows(last: NumberMark | None, mark: NumberMark) -> bool:
    """True if `mark` is the number after `last`. 第二条之一 follows 第二条, 第三条 follows both."""
    if last is None:
        return mark.key == (1, 0)
    return mark.key in ((last.value + 1, 0), (last.value, last.sub + 1))


def is_heading(mark: NumberMark, dialect: Dialect) -> bool:
    """True for a number with a short text that ends no sentence."""
    text = mark.remainder.strip()
    if not text:
        return False
    return (
        len(text) <= LONGEST_HEADING
        and text[-1] not in dialect.sentence_end + "，、,;:"
        and "。" not in text
    )


def believe(
    lines: Sequence[SourceParagraph | QuotedLines], dialect: Dialect, *, statute: bool
) -> tuple[tuple[Token, ...], tuple[Problem, ...]]:
    """One token a line, with its mark if that counts; `statute` has 第…条. Doubts."""
    believer = _Believer(dialect=dialect, doubts=SequenceDoubts(), statute=statute)
    tokens = tuple(believer.token(lines, index) for index in range(len(lines)))
    return tokens, tuple(believer.doubts.problems)


def has_articles(lines: Sequence[SourceParagraph | QuotedLines], dialect: Dialect) -> bool:
    """True if a line begins with 第一条, or several with 第…条 in sequence."""
    marks = [
        mark
        for line in lines
        if isinstance(line, SourceParagraph)
        for mark in read_marks(line.text, dialect)
        if mark.level == "article"
    ]
    heads = [mark for mark in marks if not CITING.match(mark.remainder) or mark.gap]
    pairs = sum(1 for left, right in pairwise(heads) if follows(left, right))
    return (
        any(mark.key == (1, 0) for mark in heads) or pairs >= 2 or (pairs == 1 and len(marks) == 2)
    )
