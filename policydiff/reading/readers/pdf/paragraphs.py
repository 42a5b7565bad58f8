"""Printed lines to paragraphs: one ends at a line that could have held more."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policydiff.reading.readers.pdf.rows import Printed
from policydiff.text.numerals import DIGIT, LISTED, NUMBER, POINT_NUMBER, SUBS

MARK = re.compile(
    rf"第{NUMBER}(?:[编章节条]{SUBS}(?:[\s\u3000]|$)|分编[\s\u3000])"
    rf"|{POINT_NUMBER}|{LISTED}、|{DIGIT}{{1,3}}(?:[.．、](?!{DIGIT})|[)）])|附\s*件|[①-⑳]"
)
"""The head of a numbered provision."""

_ENDS = re.compile("(?:[。；：！？;:!?]|(?<=[A-Za-z])[.])[”’」』）)》]*$")
_LABELLED = re.compile("[一-鿿]{2,6}[：:]")
"""A fact below a title with its label: 制定机关：…"""

_GOES_ON = re.compile("[、，,和及或与至第]$")
_CITED = re.compile(f"{POINT_NUMBER}[、和至或项目]")
_LATIN = re.compile("[A-Za-z0-9]")
_HAN = re.compile("[一-鿿]")
_ADDRESS = re.compile(r"(?<![!-~])(?=[!-~]*$)[!-~]*?(?:https?://|www\.)")
"""An address cut by the end of a full line."""

_SOFT = re.compile("(?<=[A-Za-z])\u2010$")
_HYPHEN = re.compile(r"(?<=[A-Za-z])\u2010$|(?:^|[^A-Za-z])(?<![/.@_-])[A-Za-z]{2,}-$")
"""A split word's hyphen, not an address's; in Chinese text the typesetter's only."""

_CONTENTS = re.compile(
    r"(?<![.．…·‥\s])\s*(?:[.．…·‥]\s*){4,}[0-9]{1,4}$|(?<!\u3000)\u3000{2,}[0-9]{1,3}$"
)
"""An entry of a table of contents with its page."""

_FEW = 12
"""Lines among which one may show the margin."""

_HUNG = 1.3
"""Ems by which a mark at the end of a line, with its spacing, may hang out."""

_SLACK = 0.05
"""Ems that a line may fall short with no room for more."""

_APART = 0.25
"""Ems between a Chinese character and a figure or Latin letter."""

_NEAR = 0.3
"""Ems by which an indent may differ."""

_FAR = 7.0
"""Ems from the left margin beyond which a line is a signature or a date."""

_INDENTS = (1.0, 4.6)
"""Ems of the indent of a paragraph's first line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMargins:
    """The margins of a column, in points."""

    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """The marks by which a whole text shows its paragraphs.

    `indent` of first lines and the usual `step` between lines are in ems, or None. `spaced` is true
    if paragraphs stand farther apart than lines.
    """

    indent: float | None
    step: float | None
    spaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line in its column; `step` (points) from the line before, or None."""

    line: Printed
    setting: ColumnMargins
    step: float | None = None

    @property
    def indent(self) -> float:
        """The distance from the left margin, in ems."""
        return (self.line.left - self.setting.left) / self.line.size

    @property
    def centred(self) -> bool:
        """True if both sides are equally far from the margins, and far enough."""
        before, after = self.line.left - self.setting.left, self.setting.right - self.line.right
        return (
            min(before, after) > 1.5 * self.line.size and abs(before - after) < 1.2 * self.line.size
        )


def find_setting(lines: Sequence[Printed]) -> ColumnMargins:
    """The margins of the lines of one column, on however many pages."""
    lines = [line for line in lines if not _CONTENTS.search(line.text)] or lines
    size = Counter(round(line.size, 1) for line in lines).most_common(1)[0][0]
    lefts = sorted(line.left for line in lines)
    enough = max(2, round(0.04 * len(lefts)))
    shared = (
        left
        for at, left in enumerate(lefts)
        if bisect_right(lefts, left + 0.3 * size) - at >= enough
    )
    left = lefts[0] if len(lines) < _FEW else next(shared, lefts[0])
    return ColumnMargins(left=left, right=_right_margin(sorted(line.right for line in lines), size))


def _right_margin(rights: Sequence[float], size: float) -> float:
    """The farthest place that several lines reach, or the one of most lines."""
    enough = max(2, round(0.05 * len(rights)))
    reached = (
        right
        for at, right in reversed(list(enumerate(rights)))
        if at + 1 - bisect_right(rights, right - size) >= enough
    )
    edge = next(reached, rights[-1])
    near = [right for right in rights if edge - _HUNG * size < right <= edge]
    place, count = Counter(round(right / 1.5) for right in near).most_common(1)[0]
    return (
        max(right for right in near if abs(right / 1.5 - place) <= 1)
        if count * 2 >= len(near)
        else edge
    )


def find_habits(lines: Sequence[PlacedLine]) -> Habits:
    """The habits of a text, from lines after one that could have held more."""
    begun = [
        right
        for left, right in pairwise(lines)
        if _held_more(left, right) and not right.centred and not left.centred
    ]
    indents = Counter(round(placed.indent * 2) / 2 for placed in begun)
    indent, count = indents.most_common(1)[0] if indents else (0.0, 0)
    indented = _INDENTS[0] <= indent <= _INDENTS[1] and count >= 2 and count * 2 >= len(begun)
    steps = Counter(
        _step(right)
        for left, right in pairwise(lines)
        if right.step is not None and not _held_more(left, right)
    )
    step = steps.most_common(1)[0][0] if steps else None
    apart = [
        placed
        for placed in begun
        if step is not None and placed.step is not None and _step(placed) > step + 0.15
    ]
    measured = sum(placed.step is not None for placed in begun)
    return Habits(
        indent=indent if indented else None,
        step=step,
        spaced=measured >= 3 and len(apart) * 3 >= measured * 2,
    )


def _step(placed: PlacedLine) -> float:
    return round((placed.step or 0.0) / placed.line.size, 1)


def group_paragraphs(lines: Sequence[PlacedLine], habits: Habits) -> list[list[PlacedLine]]:
    """Lines in reading order, grouped into paragraphs."""
    found: list[list[PlacedLine]] = []
    for placed in lines:
        if found and not _begins(found[-1][-1], placed, habits):
            found[-1].append(placed)
        else:
            found.append([placed])
    return found


def join_lines(texts: Iterable[str]) -> str:
    """Lines joined, with spaces between Latin words, without split words' hyphens."""
    lines = list(texts)
    hyphenated = _SOFT if any(map(_HAN.search, lines)) else _HYPHEN
    joined = ""
    for text in lines:
        if hyphenated.search(joined) and text[:1].islower() and text[:1].isascii():
            joined = joined[:-1] + text
        elif joined and _needs_space(joined, text) and not _ADDRESS.search(joined):
            joined += " " + text
        else:
            joined += text
    return joined


def _needs_space(before: str, after: str) -> bool:
    last, first = before[-1], after[:1]
    if last.isdigit() and first.isdigit():
        return False
    return (
        bool(_LATIN.match(first))
        and last.isascii()
        and last not in "-/(["
        and (last.isalnum() or last in ",.;:!?)\"'%")
    )


def _held_more(before: PlacedLine, placed: PlacedLine) -> bool:
    """True if the line before had room for the first unit of this one."""
    if before.centred and placed.centred:
        room = before.setting.right - before.setting.left - (before.line.right - before.line.left)
    else:
        room = before.setting.right - before.line.right
    beside = bool(_LATIN.match(before.line.text[-1:])) != bool(_LATIN.match(placed.line.text[:1]))
    return room - placed.line.head > (_SLACK + beside * _APART) * before.line.size


def _begins(before: PlacedLine, placed: PlacedLine, habits: Habits) -> bool:
    if (
        _differ(before, placed, habits)
        or _held_more(before, placed)
        or _CONTENTS.search(before.line.text)
    ):
        return True
    text, following = before.line.text, placed.line.text
    ended, marked = (
        bool(_ENDS.search(text)),
        bool(MARK.match(following)) and not _CITED.match(following),
    )
    if marked and (ended or not _GOES_ON.search(text)):
        return ended or placed.indent >= _INDENTS[0] or habits.indent is None
    labelled = bool(_LABELLED.match(following))
    if is_centred(placed, habits) and not ended and (labelled or is_centred(before, habits)):
        return labelled
    if habits.indent is not None:
        return ended and placed.indent >= _INDENTS[0] and placed.indent > before.indent - 0.5
    if placed.step is not None and habits.step is not None and habits.spaced:
        return _step(placed) > habits.step + 0.15
    return ended and _INDENTS[0] <= placed.indent <= _INDENTS[1] and before.indent < _NEAR


def _differ(before: PlacedLine, placed: PlacedLine, habits: Habits) -> bool:
    """True for lines of different size, layout, or heading and text."""
    sizes = before.line.size, placed.line.size
    if max(sizes) > 1.12 * min(sizes) or any(
        each.indent > _FAR and not each.centred for each in (before, placed)
    ):
        return True
    whole = [line.bold >= len(line.text) for line in (before.line, placed.line)]
    if whole[0] != whole[1] and (
        whole[1]
        or before.line.bold < len(before.line.text)
        or placed.indent >= _INDENTS[0]
        or placed.line.bold == 0
    ):
        return True
    return is_centred(before, habits) and not is_centred(placed, habits)


def is_centred(placed: PlacedLine, habits: Habits) -> bool:
    """True for a centred line, not one indented like a first line."""
    return placed.centred and (habits.indent is None or abs(placed.indent - habits.indent) > _NEAR)
