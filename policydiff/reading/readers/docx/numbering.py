"""Automatic numbers of a Word file: the definitions and the running count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from policydiff.reading.readers.docx.names import as_number, is_on, number_of, value_of, w
from policydiff.reading.readers.docx.styles import DocxStyle, Styles
from policydiff.reading.readers.list_numerals import format_number

LEVELS = 9
LONGEST_LABEL = 200
"""The longest pattern of a number that is read, in characters."""

_PLACE = re.compile("%([1-9])")
_SUFFIXES = {"tab": "\u3000", "space": " ", "nothing": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list.

    `restart` is the level (from 1) after which it begins again, 0 for never, None for any above it.
    """

    start: int = 0
    style: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    linked: str | None = None
    digits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList:
    """A list that paragraphs refer to: its shared count, levels, and first numbers."""

    definition: str
    levels: dict[int, Level]
    restarts: dict[int, int]


@dataclass(slots=True, kw_only=True)
class Counting:
    """The state of all lists of a file while its paragraphs are read in order."""

    lists: dict[int, NumberedList]
    styles: Styles
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[int, int]] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    def label(self, number: int | None, level: int | None, style: DocxStyle) -> str:
        """The number before a paragraph, with its separator; empty if there is none."""
        numbers = self.lists.get(number or 0)
        if numbers is None:
            return ""
        at = _level_of(numbers, style) if level is None else level
        found = numbers.levels.get(at)
        if found is None:
            return ""
        counts = self.counts.setdefault(numbers.definition, [None] * LEVELS)
        self._count(counts, numbers, number or 0, at)
        text = _PLACE.sub(
            lambda match: self._shown(counts, numbers, int(match[1]) - 1, found), found.pattern
        )
        return text + _SUFFIXES.get(found.suffix, "\u3000") if text.strip() else ""

    def _count(self, counts: list[int | None], numbers: NumberedList, number: int, at: int) -> None:
        if at in numbers.restarts and (number, at) not in self.begun:
            counts[at] = numbers.restarts[at]
        else:
            before = counts[at]
            counts[at] = _start(numbers, at) if before is None else before + 1
        self.begun.add((number, at))
        for above in range(at):
            if counts[above] is None:
                counts[above] = _start(numbers, above)
        for below in range(at + 1, LEVELS):
            restart = numbers.levels[below].restart if below in numbers.levels else None
            if restart is None or (restart and at < restart):
                counts[below] = None

    def _shown(
        self, counts: list[int | None], numbers: NumberedList, at: int, within: Level
    ) -> str:
        level = numbers.levels.get(at, Level())
        count = counts[at]
        value = level.start if count is None else count
        style = "decimal" if within.legal and level.style not in {"bullet", "none"} else level.style
        if level.digits and not within.legal:
            return str(value).zfill(level.digits)
        text = format_number(value, style)
        if text is None:
            self.unknown.add(style)
        return str(value) if text is None else text


def _start(numbers: NumberedList, at: int) -> int:
    level = numbers.levels.get(at)
    return numbers.restarts.get(at, level.start if level else 0)


def _level_of(numbers: NumberedList, style: DocxStyle) -> int:
    """The level that names the style in turn, else the style's own."""
    linked = (
        at
        for at, level in numbers.levels.items()
        if level.linked and level.linked == style.numbered_by
    )
    return next(linked, style.numbered.level or 0)


def read_numbering(root: etree._Element | None, styles: Styles) -> Counting:
    """The lists of `numbering.xml`; none where the file has no such part."""
    if root is None:
        return Counting(lists={}, styles=styles)
    abstract = {
        each.get(w("abstractNumId"), ""): each for each in root.iterchildren(w("abstractNum"))
    }
    instances = {
        number: each
        for each in root.iterchildren(w("num"))
        if (number := as_number(each.get(w("numId"))))
    }
    lists = {
        number: _numbers(each, abstract, instances, styles) for number, each in instances.items()
    }
    return Counting(
        lists={number: found for number, found in lists.items() if found}, styles=styles
    )


def _numbers(
    instance: etree._Element,
    abstract: dict[str, etree._Element],
    instances: dict[int, etree._Element],
    styles: Styles,
) -> NumberedList | None:
    key = _definition(value_of(instance, "abstractNumId") or "", abstract, instances, styles)
    if key is None:
        return None
    levels = {
        at: _level(each)
        for each in abstract[key].iterchildren(w("lvl"))
        if (at := _index(each)) is not None
    }
    restarts: dict[int, int] = {}
    for change in instance.iterchildren(w("lvlOverride")):
        at = _index(change)
        if at is None:
            continue
        own, start = change.find(w("lvl")), number_of(change, "startOverride")
        if own is not None:
            levels[at] = _level(own)
        if start is not None:
            restarts[at] = start
    return NumberedList(definition=key, levels=levels, restarts=restarts)


def _definition(
    key: str,
    abstract: dict[str, etree._Element],
    instances: dict[int, etree._Element],
    styles: Styles,
) -> str | None:
    """The key of the definition with the levels, through list styles."""
    for _ in range(LEVELS):
        if key not in abstract:
            return None
        style = value_of(abstract[key], "numStyleLink")
        if style is None:
            return key
        linked = instances.get(styles.get(style).numbered.number or 0)
        following = None if linked is None else value_of(linked, "abstractNumId")
        named = (other for other, each in abstract.items() if value_of(each, "styleLink") == style)
        key = following if following and following != key else next(named, "")
    return None


def _index(element: etree._Element) -> int | None:
    at = as_number(element.get(w("ilvl")))
    return at if at is not None and at < LEVELS else None


def _level(element: etree._Element) -> Level:
    kinds = [
        (each.get(w("val"), ""), each.get(w("format"), "")) for each in element.iter(w("numFmt"))
    ]
    style = next((kind for kind, _ in kinds if kind != "custom"), "decimal")
    level = Level(
        start=number_of(element, "start") or 0,
        style=style,
        pattern=(value_of(element, "lvlText") or "")[:LONGEST_LABEL],
        suffix=value_of(element, "suff") or "tab",
        restart=number_of(element, "lvlRestart"),
        legal=bool(is_on(element, "isLgl")),
        linked=value_of(element, "pStyle"),
    )
    if style == "bullet":
        return replace(level, pattern="")
    custom = next((form for kind, form in kinds if kind == "custom"), "")
    return replace(level, digits=len(custom.split(",")[0].strip())) if custom[:1] == "0" else level
