"""The printed contents of a page: characters and ruled lines."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

MOST_PAGES = 3000
"""Pages that are read: the longest code has some 300."""

MOST_CHARACTERS = 1_500_000
"""Characters that are read of one file: the longest codes have 200,000."""

THIN = 2.5
"""Points of the shorter side of a shape that is a line."""

_NARROW, _WIDE = "iljtfIr.,:;'|!()[]/ ", "mwMW@%"
FIGURE = 0.5
"""Ems of a figure, and of any Latin character of a typewriter."""

EMPHASISED = re.compile(r"bold|black|heavy|semibold|simhei|stheiti|fzhei|黑体", re.IGNORECASE)
"""Names of heavy fonts."""

LOST = frozenset(range(0xE000, 0xF900)) | {0xFFFD, 0xFFFE, 0xFFFF, 0}
"""Codes that say nothing of what a character is."""


class Glyph(NamedTuple):
    """One printed character, in points from the page's lower left corner.

    `spaced` is true if the file itself has a space before it; `bold` if its font is heavy.
    """

    char: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    size: float
    bold: bool
    spaced: bool


class Rule(NamedTuple):
    """A drawn line, level where top and bottom are (nearly) equal, else upright."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """The printed contents of one page; sizes in points.

    `lost` counts unidentified characters; `turned` is text at an angle to the main text, `hidden`
    text outside the page; `pictured` is the share of the page under pictures, `pictures` their
    number.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()
    lost: int = 0
    turned: str = ""
    hidden: str = ""
    pictured: float = 0.0
    pictures: int = 0


def with_glyphs(
    page: PrintedPage,
    placed: Sequence[tuple[Glyph, float]],
    box: tuple[float, float, float, float],
) -> PrintedPage:
    """The page with glyphs and their angles, turned so that most text is upright."""
    kept, turned, quarter = _upright([one for one in placed if _within(one[0], box)])
    return replace(
        page,
        width=page.width if quarter % 2 == 0 else page.height,
        height=page.height if quarter % 2 == 0 else page.width,
        glyphs=tuple(_turn(glyph, quarter) for glyph in kept),
        rules=() if quarter else page.rules,
        turned=turned,
        hidden=page.hidden + "".join(glyph.char for glyph, _ in placed if not _within(glyph, box)),
    )


def _within(glyph: Glyph, box: tuple[float, float, float, float]) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _upright(glyphs: list[tuple[Glyph, float]]) -> tuple[list[Glyph], str, int]:
    """The glyphs of the commonest quarter turn, the text of all others, and the turn."""
    turns = [
        round(angle / (math.pi / 2)) % 4 if abs(math.remainder(angle, math.pi / 2)) < 0.05 else None
        for _, angle in glyphs
    ]
    counts = Counter(turn for turn in turns if turn is not None)
    quarter = counts.most_common(1)[0][0] if counts else 0
    kept = [glyph for (glyph, _), turn in zip(glyphs, turns, strict=True) if turn == quarter]
    turned = "".join(
        glyph.char for (glyph, _), turn in zip(glyphs, turns, strict=True) if turn != quarter
    )
    return kept, turned, quarter


def _turn(glyph: Glyph, quarter: int) -> Glyph:
    """The glyph on a page turned back by quarters; positions may be negative."""
    if not quarter:
        return glyph
    left, bottom, right, top = glyph.left, glyph.bottom, glyph.right, glyph.top
    if quarter == 1:
        return glyph._replace(
            left=bottom, bottom=-right, right=top, top=-left, base=-right + 0.2 * glyph.size
        )
    if quarter == 2:
        return glyph._replace(left=-right, bottom=-top, right=-left, top=-bottom, base=-glyph.base)
    return glyph._replace(
        left=-top, bottom=left, right=-bottom, top=right, base=left + 0.2 * glyph.size
    )


def side(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    """The drawn line between two points, none for a slanted one."""
    left, right = sorted((one[0], other[0]))
    bottom, top = sorted((one[1], other[1]))
    if min(right - left, top - bottom) <= 1 < max(right - left, top - bottom):
        yield Rule(left, bottom, right, top)


def natural_width(char: str) -> float:
    """The usual width of a character in ems: no file states it."""
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    if char in _NARROW:
        return 0.3
    return 0.85 if char in _WIDE else 0.68 if char.isupper() else FIGURE
