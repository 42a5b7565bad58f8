"""What is printed on a page: characters in their places, ruled lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Glyph(NamedTuple):
    """One printed character.

    Its box in points from the page's lower left corner, its baseline, its size (an em) in points.

    `spaced` says that the file itself has a space before it; `bold` that its font is a heavy one.
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
class Page:
    """What is printed on one page; sizes in points.

    `lost` counts characters of which the file does not say what they are; `turned` is text that
    stands at an angle to the rest, `hidden` text beside the page;
    `pictured` is the share of the page that pictures cover.
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
