"""The objects of an OFD page as printed characters and ruled lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from policydiff.messages import Message
from policydiff.reading.readers.pdf.glyphs import (
    EMPHASISED,
    FIGURE,
    LOST,
    MOST_CHARACTERS,
    THIN,
    Glyph,
    PrintedPage,
    Rule,
    natural_width,
    side,
    with_glyphs,
)
from policydiff.reading.readers.safety.archive import ArchiveError
from policydiff.reading.readers.safety.decoding import TooLargeError

MOST_OBJECTS = 500_000
"""Drawn objects of a file, those of templates counted on each of their pages."""

_POINTS = 72 / 25.4
_LARGEST = 1e7
_USUAL_SIZE = 3.5
_ASCENT, _DESCENT = 0.8, 0.2
_APART = 0.15
"""Ems between two characters of a run that are part of the first one's width."""

_HEAVY = 600
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_NO_CHARACTER = "\u00a4"
"""The standard's placeholder for a glyph without a character."""

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]


class _Placed(NamedTuple):
    """An object, and the matrix from its space to the page in points."""

    item: etree._Element
    matrix: Matrix
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """The heavy fonts and the composite drawings that pages name by an id."""

    heavy: frozenset[str]
    drawings: Mapping[str, etree._Element]


@dataclass(slots=True, kw_only=True)
class DrawingBudget:
    """The objects and characters that may still be drawn of the file called `name`."""

    name: str
    objects: int = MOST_OBJECTS
    characters: int = MOST_CHARACTERS

    def charge(self, characters: int) -> None:
        """Take an object of so many characters off. Raises `TooLargeError`."""
        self.objects -= 1
        self.characters -= characters
        if self.objects < 0:
            raise TooLargeError(self.name, MOST_OBJECTS, Message("objects"), MOST_OBJECTS)
        if self.characters < 0:
            count = MOST_CHARACTERS - self.characters
            raise TooLargeError(self.name, count, Message("characters"), MOST_CHARACTERS)


@dataclass(slots=True, kw_only=True)
class _Drawing:
    glyphs: list[tuple[Glyph, float]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    lost: int = 0
    pictured: float = 0.0
    pictures: int = 0


def draw(
    parts: Sequence[etree._Element],
    number: int,
    box: Box,
    resources: Resources,
    budget: DrawingBudget,
) -> PrintedPage:
    """The page with this physical box that its own part and its templates draw."""
    left, top, width, height = box
    base = (_POINTS, 0.0, 0.0, -_POINTS, -left * _POINTS, (top + height) * _POINTS)
    sheet = _Drawing()
    stack = [_Placed(part, base, shown=True) for part in reversed(parts)]
    while stack:
        stack.extend(reversed(list(_drawn(stack.pop(), sheet, resources, budget))))
    page = PrintedPage(
        number=number,
        width=width * _POINTS,
        height=height * _POINTS,
        glyphs=(),
        rules=tuple(sheet.rules),
        lost=sheet.lost,
        hidden="".join(sheet.hidden),
        pictured=sheet.pictured / (width * height * _POINTS**2),
        pictures=sheet.pictures,
    )
    return with_glyphs(page, sheet.glyphs, (0.0, 0.0, page.width, page.height))


def _drawn(
    placed: _Placed, sheet: _Drawing, resources: Resources, budget: DrawingBudget
) -> Iterator[_Placed]:
    """Draw an object; the objects within it."""
    item, outer, shown = placed
    kind = etree.QName(item).localname
    if kind in ("Page", "Content", "Layer", "PageBlock"):
        yield from (_Placed(child, outer, shown) for child in item.iterchildren("{*}*"))
        return
    if kind not in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
        return
    budget.charge(0)
    matrix = _matrix(item, outer, budget.name)
    shown = shown and item.get("Visible") != "false"
    if kind == "TextObject":
        _write(item, matrix, sheet, resources, budget, shown=shown)
    elif kind == "PathObject" and shown:
        sheet.rules.extend(_rules(item, matrix, budget.name))
    elif kind == "ImageObject" and shown:
        sides = numbers(item.get("Boundary"), budget.name)
        a, b, c, d = outer[:4]
        sheet.pictures += 1
        sheet.pictured += abs(math.prod(sides[2:4])) * abs(a * d - b * c)
    elif kind == "CompositeObject":
        drawing = resources.drawings.get(item.get("ResourceID", ""))
        for content in () if drawing is None else drawing.iterchildren("{*}Content"):
            yield _Placed(content, matrix, shown)


def numbers(text: str | None, name: str) -> list[float]:
    """The numbers of an attribute. Raises `ArchiveError` for what is none."""
    found: list[float] = []
    for word in (text or "").split():
        try:
            found.append(float(word))
        except ValueError:
            found.append(math.nan)
        if not abs(found[-1]) < _LARGEST:
            raise ArchiveError(
                name,
                Message(
                    "it places its text by {value}, which is no position on a page; fetch or save the file again",
                    value=repr(word[:20]),
                ),
            )
    return found


def _matrix(item: etree._Element, outer: Matrix, name: str) -> Matrix:
    """The matrix from the space of an object to the page."""
    own = numbers(item.get("CTM"), name)
    place = numbers(item.get("Boundary"), name)
    a, b, c, d, e, f = own if len(own) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    x, y = place[:2] if len(place) >= 2 else (0.0, 0.0)
    start = _point(outer, e + x, f + y)
    return (
        outer[0] * a + outer[2] * b,
        outer[1] * a + outer[3] * b,
        outer[0] * c + outer[2] * d,
        outer[1] * c + outer[3] * d,
        *start,
    )


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _write(
    item: etree._Element,
    matrix: Matrix,
    sheet: _Drawing,
    resources: Resources,
    budget: DrawingBudget,
    *,
    shown: bool,
) -> None:
    """Put the characters of a text object on the sheet."""
    size = abs(_first(item.get("Size"), _USUAL_SIZE, budget.name)) or _USUAL_SIZE
    stretch = abs(_first(item.get("HScale"), 1.0, budget.name)) or 1.0
    bold = (
        item.get("Font") in resources.heavy
        or _first(item.get("Weight"), 0.0, budget.name) >= _HEAVY
    )
    turn = math.radians(_first(item.get("CharDirection"), 0.0, budget.name))
    angle = math.remainder(math.atan2(matrix[1], matrix[0]) - turn, math.tau)
    high = size * math.hypot(matrix[2], matrix[3]) or 1.0
    x = y = 0.0
    for code in item.iterfind("{*}TextCode"):
        text = _text_of(code, item)
        budget.charge(len(text))
        if not shown:
            sheet.hidden.append(text)
            continue
        x, y = _first(code.get("X"), x, budget.name), _first(code.get("Y"), y, budget.name)
        spaced = False
        for char, at, width in _run(text, (x, y), code, size * stretch, budget.name):
            if char.isspace():
                spaced = True
                continue
            corners = [
                _point(matrix, at[0] + across, at[1] + down)
                for across in (0.0, width)
                for down in (-_ASCENT * size, _DESCENT * size)
            ]
            xs, ys = zip(*corners, strict=True)
            base = _point(matrix, *at)[1]
            glyph = Glyph(char, min(xs), min(ys), max(xs), max(ys), base, high, bold, spaced)
            sheet.glyphs.append((glyph, angle))
            sheet.lost += ord(char) in LOST
            spaced = False


def _first(text: str | None, default: float, name: str) -> float:
    return next(iter(numbers(text, name)), default)


def _text_of(code: etree._Element, item: etree._Element) -> str:
    """The characters of a run; glyphs that have none are marks of replacement."""
    text = code.text or ""
    text = text.strip() if "\n" in text else text
    glyphs = item.findall("{*}CGTransform/{*}Glyphs")
    if not text and glyphs:
        return "\ufffd" * len((glyphs[0].text or "").split())
    return text.replace(_NO_CHARACTER, "\ufffd") if glyphs else text


def _run(
    text: str, start: tuple[float, float], code: etree._Element, em: float, name: str
) -> Iterator[tuple[str, tuple[float, float], float]]:
    """Each character of a run with its origin and its width."""
    across = _steps(code.get("DeltaX"), len(text) - 1, name)
    down = _steps(code.get("DeltaY"), len(text) - 1, name)
    x, y = start
    for index, char in enumerate(text):
        width = natural_width(char) * em
        fall = down[index] if index < len(down) else 0.0
        step = across[index] if index < len(across) else 0.0 if down else width
        near = not fall and 0 < step <= max(width, FIGURE * em) + _APART * em
        yield char, (x, y), step if near else width
        x, y = x + step, y + fall


def _steps(text: str | None, most: int, name: str) -> list[float]:
    """Distances between characters, at most so many; `g 3 5.6` is 5.6 5.6 5.6."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count = min(most, max(0, round(_first(next(words, None), 0.0, name))))
            found.extend(numbers(next(words, ""), name)[:1] * count)
        else:
            found.extend(numbers(word, name))
        if len(found) >= most:
            break
    return found[: max(0, most)]


def _rules(item: etree._Element, matrix: Matrix, name: str) -> Iterator[Rule]:
    """The drawn lines of a path: a thin shape, or the sides of a stroked one."""
    stroked = item.get("Stroke") != "false"
    if not stroked and item.get("Fill") != "true":
        return
    for points, straight in _outlines(item.findtext("{*}AbbreviatedData") or "", name):
        placed = [_point(matrix, *point) for point in points]
        left, right = min(x for x, _ in placed), max(x for x, _ in placed)
        bottom, top = min(y for _, y in placed), max(y for _, y in placed)
        if min(right - left, top - bottom) <= THIN:
            if max(right - left, top - bottom) > THIN:
                yield Rule(left, bottom, right, top)
        elif stroked:
            for index, (one, other) in enumerate(pairwise(placed)):
                if index + 1 in straight:
                    yield from side(one, other)


def _outlines(data: str, name: str) -> Iterator[tuple[list[tuple[float, float]], frozenset[int]]]:
    """The points of each outline, and the places of the ends of straight lines."""
    points: list[tuple[float, float]] = []
    straight: set[int] = set()
    words = iter(data.split())
    for word in words:
        count = _OPERANDS.get(word)
        if count is None:
            continue
        values = numbers(" ".join(next(words, "") for _ in range(count)), name)
        if word in "SM" and points:
            yield points, frozenset(straight)
            points, straight = [], set()
        if word == "C" and points:
            straight.add(len(points))
            points.append(points[0])
        elif len(values) == count and count:
            if word == "L":
                straight.add(len(points))
            points.append((values[-2], values[-1]))
    if points:
        yield points, frozenset(straight)


def heavy(font: etree._Element) -> bool:
    """True for a font whose characters are emphasised."""
    names = f"{font.get('FontName', '')} {font.get('FamilyName', '')}"
    return font.get("Bold") == "true" or EMPHASISED.search(names) is not None
