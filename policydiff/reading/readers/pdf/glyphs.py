"""The printed contents of a page: characters and ruled lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


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
