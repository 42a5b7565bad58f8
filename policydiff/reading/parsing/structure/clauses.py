"""Clauses numbered to any depth: their tree, and the level of each.

A mark counts by its place in the sequence: it goes on a list that is open, or begins one. What it
stands under follows from the families of the open marks, from decimal numbers, and from headings
and indentation where the source has them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from policydiff.model.kinds import CONTAINERS, RANK, Level
from policydiff.model.source import Problem
from policydiff.reading.parsing.lines.lines import SourceParagraph, ends_sentence
from policydiff.reading.parsing.lines.marks import CITING, NumberMark, read_marks
from policydiff.reading.parsing.structure.quotes import QuotedLines
from policydiff.reading.parsing.structure.sequence import (
    ENUMERATED,
    LONGEST_HEADING,
    SequenceDoubts,
    Token,
    is_heading,
)
from policydiff.text.traditions.dialect import Dialect

UNNUMBERED = "nn"
"""The canonical number of a heading without one (Akoma Ntoso Naming Convention, section 5)."""

FURTHEST_SKIP = 5
"""Numbers that may be missing in a sequence."""

LOOKAHEAD = 3
"""Marks of a family among which the next one of a sequence must stand."""

NESTED = 2
"""Columns by which a list of the source stands further in than the text that it belongs to."""

DEEPEST = 24
"""Lists inside one another at most; a hostile text costs no more."""

NUMBERED = frozenset(("decimal", "lettered"))
"""The families that name the clauses around one: 3.2.1, A.2.1."""

SECTIONED = NUMBERED | {"enumeration", "bracketed", "dotted", "zeroed", "article"}
"""The families below which a heading is a container; lists of others stand in an article."""

_EXACT, _OPENS, _LOOSE = 3, 2, 1
"""How well a mark fits: as the next of a list, as the first, or as a misprint."""

_COLONS = ("：", ":")


@dataclass(slots=True)
class _OpenClause:
    """A clause, or a heading without a number, and those below it."""

    index: int
    mark: NumberMark
    series: tuple[str, int]
    line: SourceParagraph
    heading: bool
    parent: _OpenClause | None
    depth: int
    children: list[_OpenClause] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """A mark that may count, and the number of open clauses it stands under."""

    strength: int
    stays: int
    mark: NumberMark
    after: _OpenClause | None = None


@dataclass(slots=True)
class _FollowingMarks:
    """The marks of each family with their lines, in order."""

    lines: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    paths: dict[str, list[tuple[int, ...]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, index: int, mark: NumberMark) -> None:
        self.lines[_family(mark)].append(index)
        self.paths[_family(mark)].append(mark.path)

    def after(self, index: int, family: str) -> list[tuple[int, ...]]:
        """The next numbers of a family behind a line."""
        first = bisect_right(self.lines[family], index)
        return self.paths[family][first : first + LOOKAHEAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTree:
    """Tokens, levels of articles and containers, depths of marks, and doubts."""

    tokens: tuple[Token, ...]
    levels: Mapping[int, Level]
    depths: Mapping[int, int]
    problems: tuple[Problem, ...]


def read_clauses(lines: Sequence[SourceParagraph | QuotedLines], dialect: Dialect) -> ClauseTree:
    """The clauses of a text: a token a line, and the depth of each mark."""
    reader = _TreeReader(lines=lines, dialect=dialect)
    tokens = tuple(reader.token(index) for index in range(len(lines)))
    levels: dict[int, Level] = {}
    _set_levels(
        [clause for clause in reader.clauses if clause.parent is None], None, levels, tokens
    )
    return ClauseTree(
        tokens=tokens,
        levels=levels,
        depths={clause.index: clause.depth for clause in reader.clauses},
        problems=tuple(reader.doubts.problems),
    )


@dataclass(slots=True)
class _TreeReader:
    """Reads lines in order; `open` are the clauses around the last one."""

    lines: Sequence[SourceParagraph | QuotedLines]
    dialect: Dialect
    doubts: SequenceDoubts = field(default_factory=SequenceDoubts)
    open: list[_OpenClause] = field(default_factory=list)
    clauses: list[_OpenClause] = field(default_factory=list)
    running: dict[str, int] = field(default_factory=dict)
    following: _FollowingMarks = field(default_factory=_FollowingMarks)
    marks: tuple[tuple[NumberMark, ...], ...] = ()

    def __post_init__(self) -> None:
        self.marks = tuple(map(self._read, self.lines))
        for index, marks in enumerate(self.marks):
            for mark in marks:
                self.following.add(index, mark)

    def _read(self, line: SourceParagraph | QuotedLines) -> tuple[NumberMark, ...]:
        if isinstance(line, QuotedLines) or line.table is not None:
            return ()
        if line.style in ("contents", "code"):
            return ()
        return read_marks(line.text.lstrip("\u3000 \xa0"), self.dialect)

    def token(self, index: int) -> Token:
        line = self.lines[index]
        if isinstance(line, QuotedLines):
            return Token(line=line.lines[0], quoted=line)
        fits = [fit for mark in self.marks[index] if (fit := self._fit(index, line, mark))]
        if fits:
            best = max(fits, key=lambda fit: fit.strength)
            self._doubt(line, best)
            self._add(index, line, best.mark, best.stays)
            return Token(line=line, mark=best.mark)
        if line.style == "heading" and line.table is None:
            mark = _unnumbered(line)
            self._add(index, line, mark, self._above_heading(line))
            return Token(line=line, mark=mark, heading=True)
        return Token(line=line)

    def _add(self, index: int, line: SourceParagraph, mark: NumberMark, stays: int) -> None:
        del self.open[min(stays, DEEPEST) :]
        parent = self.open[-1] if self.open else None
        heading = line.style == "heading" or is_heading(mark, self.dialect)
        clause = _OpenClause(
            index, mark, _series(mark, line), line, heading, parent, len(self.open)
        )
        if parent is not None:
            parent.children.append(clause)
        self.open.append(clause)
        self.clauses.append(clause)
        self.running[_family(mark)] = mark.value

    def _fit(self, index: int, line: SourceParagraph, mark: NumberMark) -> _Fit | None:
        if _is_running_text(line, mark):
            return None
        if mark.level is not None:
            return self._fit_fixed(mark)
        after = self._same_list(index, line, mark)
        if after is None:
            return self._fit_new(index, line, mark)
        return self._fit_open(index, line, mark, after)

    def _fit_fixed(self, mark: NumberMark) -> _Fit:
        """A chapter stands under a part; an article under any heading that is open."""
        assert mark.level is not None  # noqa: S101 - the caller has looked
        rank = RANK[mark.level]
        stays = self._first_open(
            lambda clause: (
                RANK[clause.mark.level] >= rank
                if clause.mark.level is not None
                else not clause.heading or mark.level != "article"
            )
        )
        after = self.open[stays] if stays < len(self.open) else None
        same = after if after is not None and after.mark.level == mark.level else None
        return _Fit(strength=_EXACT, stays=stays, mark=mark, after=same)

    def _same_list(self, index: int, line: SourceParagraph, mark: NumberMark) -> _OpenClause | None:
        """The open clause of the list that a mark goes on or begins again; else None."""
        series = _series(mark, line)
        same = [clause for clause in reversed(self.open) if clause.series == series]
        near = [clause for clause in same if abs(clause.line.indent - line.indent) < NESTED] or same
        exact = [clause for clause in near if _goes_on(clause.mark, mark)]
        if exact:
            return exact[-1 if self._begins_decimals(index, mark) else 0]
        if not same or (mark.value <= 1 and len(mark.path) == 1 and self._nests(line, same[0])):
            return None
        return near[0]

    def _begins_decimals(self, index: int, mark: NumberMark) -> bool:
        """True for 3 before 3.1."""
        return self.following.after(index, "decimal-2")[:1] == [(mark.value, 1)]

    def _nests(self, line: SourceParagraph, same: _OpenClause) -> bool:
        """True where a list of the family of an open one begins inside the last clause."""
        last = self.open[-1]
        if abs(line.indent - same.line.indent) >= NESTED:
            return line.indent > last.line.indent
        if last is same:
            return False
        return last.mark.family in NUMBERED or last.line.text.endswith(_COLONS)

    def _fit_open(
        self, index: int, line: SourceParagraph, mark: NumberMark, after: _OpenClause
    ) -> _Fit | None:
        depth, last = self.open.index(after), after.mark
        if _goes_on(last, mark):
            return _Fit(strength=_EXACT, stays=depth, mark=mark, after=after)
        if mark.value == 1 and len(mark.path) == 1:
            return _Fit(strength=_OPENS, stays=depth, mark=mark)
        within = self._within(mark)
        if mark.value == 1 and within > depth and mark.path[:-1] != last.path[:-1]:
            return _Fit(strength=_OPENS, stays=within, mark=mark)
        skips = 0 <= mark.value - last.value <= FURTHEST_SKIP or self._follows_later(index, mark)
        if mark.path[:-1] != last.path[:-1]:
            skips = mark.value == last.value + 1
        if mark.weak or not (_is_set_off(line, mark) or (skips and self._is_settled(index))):
            return None
        return _Fit(strength=_LOOSE, stays=depth, mark=mark, after=after)

    def _fit_new(self, index: int, line: SourceParagraph, mark: NumberMark) -> _Fit | None:
        stays = self._around(line)
        follows = self._follows_later(index, mark)
        if len(mark.path) > 1:
            within = self._within(mark)
            free = not self.open or len(self.open[-1].mark.path) != len(mark.path) - 1
            first = mark.value == 1 and (within or free)
            fits = first or follows or _is_set_off(line, mark)
            return _Fit(strength=_OPENS, stays=within or stays, mark=mark) if fits else None
        heads = mark.family in ("dotted", "zeroed") and self._begins_decimals(index, mark)
        if mark.value == 1 or heads:
            fits = follows or heads or not mark.weak
            if heads:
                stays = min(stays, self._first_open(_is_narrow))
            return _Fit(strength=_OPENS, stays=stays, mark=mark) if fits else None
        if mark.weak:
            return None
        if mark.value == self.running.get(mark.family, 0) + 1:
            ended = self._first_open(
                lambda clause: len(clause.mark.path) > 1 and clause.mark.path[0] == mark.value - 1
            )  # 4. ends 3.2
            return _Fit(strength=_OPENS, stays=min(stays, ended), mark=mark)
        listed = line.item or mark.family in ("enumeration", "bracketed")
        if line.style == "heading" or (follows and listed):
            return _Fit(strength=_LOOSE, stays=stays, mark=mark)
        return None

    def _first_open(self, ends: Callable[[_OpenClause], bool]) -> int:
        """The number of open clauses before the first that a mark ends; else that of all."""
        return next(
            (depth for depth, clause in enumerate(self.open) if ends(clause)), len(self.open)
        )

    def _above_heading(self, line: SourceParagraph) -> int:
        """The number of open clauses with wider headings than a line."""
        return self._first_open(
            lambda clause: clause.line.style != "heading" or clause.line.depth >= line.depth
        )

    def _within(self, mark: NumberMark) -> int:
        """The number of open clauses down to 3.2, for 3.2.1, or to 第三章; 0 if none is."""
        return max(
            (
                depth + 1
                for depth, clause in enumerate(self.open)
                if clause.mark.path == mark.path[:-1]
                and (clause.mark.family in SECTIONED or clause.mark.level in CONTAINERS)
            ),
            default=0,
        )

    def _around(self, line: SourceParagraph) -> int:
        """The number of open clauses inside which a new list begins."""
        if line.style == "heading":
            return self._above_heading(line)
        stays = len(self.open)
        while stays and line.item and self._is_deeper(self.open[stays - 1], line):
            stays -= 1
        return stays

    @staticmethod
    def _is_deeper(clause: _OpenClause, line: SourceParagraph) -> bool:
        return clause.line.style != "heading" and clause.line.indent >= line.indent + NESTED

    def _follows_later(self, index: int, mark: NumberMark) -> bool:
        """True if the next number of its sequence is among the next marks of the family."""
        after = (*mark.path[:-1], mark.value + 1)
        return after in self.following.after(index, _family(mark))

    def _is_settled(self, index: int) -> bool:
        """True where the line before has ended."""
        before = self.lines[index - 1] if index else None
        return (
            not isinstance(before, SourceParagraph)
            or before.table is not None
            or before.style != "plain"
            or before.hard_break
            or ends_sentence(before.text, self.dialect)
            or (self._is_clause(index - 1) and not before.text.endswith(("，", "、", ",")))
        )

    def _is_clause(self, index: int) -> bool:
        """True if a line is the first of the last clause."""
        return bool(self.clauses) and self.clauses[-1].index == index

    def _doubt(self, line: SourceParagraph, fit: _Fit) -> None:
        fixed = fit.mark.level is not None
        if fit.after is None:
            if fit.strength == _LOOSE:
                self.doubts.add(line, fit.mark, 0)
        elif fixed or fit.after.mark.path[:-1] == fit.mark.path[:-1]:
            self.doubts.add(line, fit.mark, fit.after.mark.value, restarts=fixed)
        elif not _goes_on(fit.after.mark, fit.mark):
            self.doubts.backwards(line, fit.mark, fit.after.mark.num)


def _is_running_text(line: SourceParagraph, mark: NumberMark) -> bool:
    """True for 第三条规定的, 一、二类, 3、4项, 2.0 版 at the head of a line."""
    text = mark.remainder.strip()
    if mark.level is not None and line.style != "heading":
        if mark.level == "article":
            return not mark.gap and bool(CITING.match(text))
        ended = len(text) > LONGEST_HEADING or text.endswith(("。", "；", "，", "、"))
        return ended or bool(CITING.match(text))
    if 0 in mark.path[1:]:
        return True
    if mark.family == "enumeration":
        return bool(ENUMERATED.match(mark.remainder))
    return mark.num.endswith("、") and text[:1].isdigit() and text[1:2] in "、和至"


def _is_narrow(clause: _OpenClause) -> bool:
    """True for an item inside which no 1. with 1.1 stands: (a), A."""
    return not clause.heading and clause.mark.family not in SECTIONED and clause.mark.level is None


def _is_set_off(line: SourceParagraph, mark: NumberMark) -> bool:
    """True where the source sets a line as an item, a heading, or its number in bold."""
    return line.item or line.style == "heading" or line.bold >= len(mark.num)


def _family(mark: NumberMark) -> str:
    """The family of a mark; decimal numbers of each depth are one of their own."""
    return mark.family if len(mark.path) == 1 else f"{mark.family}-{len(mark.path)}"


def _series(mark: NumberMark, line: SourceParagraph) -> tuple[str, int]:
    """The family of a mark and the depth of its heading, which a list shares."""
    return _family(mark), line.depth if line.style == "heading" else 0


def _unnumbered(line: SourceParagraph) -> NumberMark:
    return NumberMark(
        family="heading",
        level=None,
        num="",
        value=0,
        sub=0,
        canonical=UNNUMBERED,
        remainder=line.text,
        gap=True,
        path=(0,),
    )


def _goes_on(last: NumberMark, mark: NumberMark) -> bool:
    """True for the next number: 1.10 after 1.9, 2.1.1 after 1.9.9, 第二条之一 after 第二条."""
    if len(mark.path) == 1:
        return mark.key in ((last.value + 1, 0), (last.value, last.sub + 1))
    if mark.path[:-1] == last.path[:-1]:
        return mark.value == last.value + 1
    pairs = enumerate(zip(last.path, mark.path, strict=True))
    at = next(at for at, (before, after) in pairs if before != after)
    return mark.path[at] == last.path[at] + 1 and set(mark.path[at + 1 :]) == {1}


def _set_levels(
    clauses: Iterable[_OpenClause],
    above: Level | None,
    levels: dict[int, Level],
    tokens: Sequence[Token],
) -> None:
    """Give clauses and those below them their level, down to the articles."""
    for clause in clauses:
        level = levels[clause.index] = _level_of(clause, above, tokens)
        if level in CONTAINERS:
            _set_levels(clause.children, level, levels, tokens)


def _level_of(clause: _OpenClause, above: Level | None, tokens: Sequence[Token]) -> Level:
    fixed = clause.mark.level
    if fixed is not None and (fixed == "article" or above is None or RANK[above] < RANK[fixed]):
        return fixed
    is_container = clause.mark.family == "heading" or _is_container(clause, above, tokens)
    return "article" if not is_container else "chapter" if above is None else "section"


def _is_container(clause: _OpenClause, above: Level | None, tokens: Sequence[Token]) -> bool:
    """True for a heading whose clauses are more than a list."""
    if not clause.children or not clause.heading:
        return False
    first = clause.children[0]
    if first.mark.level is not None or first.mark.family in NUMBERED | {"heading"}:
        return True
    if any(child.line.style == "heading" for child in clause.children):
        return True
    before = tokens[first.index - 1]
    if before.mark is None and before.line.table is None and before.line.text.endswith(_COLONS):
        return False
    deep = above is None or any(child.children for child in clause.children)
    return deep and first.mark.family in SECTIONED
