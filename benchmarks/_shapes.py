"""Shapes of long texts on which programs that read rules come to a standstill, in any length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from types import MappingProxyType

_DIGITS = "一二三四五六七八九"


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _numbered(unit: Callable[[int], str]) -> Callable[[int], str]:
    def text(size: int) -> str:
        units, length = [], 0
        for number in count(1):
            if length >= size:
                break
            units.append(unit(number))
            length += len(units[-1])
        return "".join(units)[:size]

    return text


SHAPES: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "dot leaders": _repeated("." * 10_007),
        "a contents list": _numbered(lambda one: f"第{one}章 总则{'…' * 12}{one}\n"),
        "spaces": _repeated(" "),
        "ideographic spaces": _repeated("\u3000"),
        "lines of a space": _repeated(" \n"),
        "empty lines": _repeated("\n"),
        "opening quotes": _repeated("“"),
        "quotes": _repeated("“甲”"),
        "quotes in quotes": _repeated("“‘甲’、"),
        "digits": _repeated("1"),
        "Chinese digits": _repeated("一百"),
        "numbers": _repeated("1,234.5万元"),
        "orders": _repeated("第一条第二款第三项"),
        "orders in a row": _repeated("第一条、第二条和"),
        "articles": _numbered(lambda one: f"第{one}条"),
        "opening brackets": _repeated("（"),
        "brackets": _repeated("（一）"),
        "titles": _repeated("《甲"),
        "commas": _repeated("，"),
        "enumeration commas": _repeated("甲、"),
        "cells": _repeated("| "),
        "cells of a row": _repeated("|甲"),
        "rows of cells": _repeated("|甲|乙|\n"),
        "tabs": _repeated("\t"),
        "cells between tabs": _repeated("甲\t"),
        "nested lists": _numbered(lambda one: f"{'  ' * (one % 40)}- 甲\n"),
        "items": _numbered(lambda one: f"（{_DIGITS[one % 9]}）甲；\n{one}. 乙；\n(1) 丙。\n"),
        "one word": _repeated("甲"),
        "letters": _repeated("a"),
    }
)
"""A text of so many characters for each name: one unit without end, and nothing that would end it."""
