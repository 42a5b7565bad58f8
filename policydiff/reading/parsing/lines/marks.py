"""Numbers at the head of a line: 第三条, 一、, （二）, 1．"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from policydiff.model.kinds import DIGITS, NUMERALS, Level
from policydiff.text.numerals import canonical, read_letter, read_number, read_roman
from policydiff.text.traditions.dialect import Dialect, Marker

GAP = re.compile(r"[\s　\u2002\u2003\xa0\u200b]*")
QUICK = re.compile(f"[第笫（({NUMERALS}{DIGITS}①-㊿㈠-㈩]")
"""The first sign of a number of a law."""
QUICK_CLAUSE = re.compile(f"[第笫（({NUMERALS}{DIGITS}①-㊿㈠-㈩⑴-⒛A-Za-zＡ-Ｚａ-ｚⅠ-ⅿ]")
"""The first sign of a number of a clause: those, and letters."""


CITING = re.compile(
    r"^(?:第[^条章节]{1,8}[款项目]|[、，。；：）》”’)]|规定|所(?:列|称|规定|指)|的|之[一-鿿]|以及|及|和|或|至|中(?:的|规定)|等)"
)
"""The text after a number that is cited: 第五条第二款, 第五条规定的, 第五条、第六条."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMark:
    """One number at the head of a line.

    `num` is as printed, `sub` the number after 之 (0 for none), `canonical` as in eIds, `path` the
    numbers of 3.2.1, of any other the value alone. `remainder` is the text after it, `gap` true if
    white space stood between.
    """

    family: str
    level: Level | None
    num: str
    value: int
    sub: int
    canonical: str
    remainder: str
    gap: bool
    path: tuple[int, ...]
    weak: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """The key of the order of numbers: 第二条之一 stands between 第二条 and 第三条."""
        return self.value, self.sub


def read_marks(text: str, dialect: Dialect) -> tuple[NumberMark, ...]:
    """Every reading of the head of a line as a number; most lines have 0 or 1."""
    quick = QUICK_CLAUSE if dialect.citable == "clauses" else QUICK
    return _all_marks(text, dialect) if quick.match(text) else ()


@lru_cache(maxsize=4096)  # each line is looked at by several passes
def _all_marks(text: str, dialect: Dialect) -> tuple[NumberMark, ...]:
    return tuple(mark for marker in dialect.markers if (mark := _read(text, marker)) is not None)


def _read(text: str, marker: Marker) -> NumberMark | None:
    match = marker.pattern.match(text)
    if match is None:
        return None
    groups = match.groupdict()
    numeral, sub = re.sub(r"\s", "", groups["number"]), groups.get("sub")
    path: tuple[int, ...] | None
    if marker.numerals == "number":
        number, name = read_number(numeral), canonical(numeral, sub)
        path = None if number is None else (number,)
    else:
        path, name = _numbers(numeral, marker)
    if path is None or name is None:
        return None
    value = path[-1]
    space = GAP.match(text, match.end())
    end = space.end() if space else match.end()
    return NumberMark(
        family=marker.family,
        level=marker.level,
        num=match.group(0).strip(),
        value=value,
        sub=(read_number(sub) or 0) if sub else 0,
        canonical=name,
        remainder=text[end:],
        gap=end > match.end() or end == len(text),
        path=path,
        weak=marker.weak,
    )


def _numbers(numeral: str, marker: Marker) -> tuple[tuple[int, ...] | None, str | None]:
    """The numbers of a decimal, of A.2.1, a letter or a Roman numeral, and its name."""
    plain = unicodedata.normalize("NFKC", numeral)
    if marker.numerals == "decimal":
        path = tuple(int(part) for part in plain.split("."))
        return path, ".".join(map(str, path))
    if marker.numerals == "lettered":
        path = (read_letter(plain[0]) or 0, *map(int, plain[2:].split(".")))
        return path, ".".join((plain[0], *map(str, path[1:])))
    value = read_letter(plain) if marker.numerals == "letter" else read_roman(plain)
    return None if value is None else (value,), plain


_PAGE = re.compile(
    r"(?<![.．…·‥—\-\s])\s*(?:[.．…·‥—\-]\s*){3,}[(（]?\d{0,4}[)）]?$|(?<!\s)(?=[^\S\t\u3000]*[\t\u3000])\s+\d{1,4}$"
)


def without_page(entry: str) -> str:
    """An entry of contents without its dots and page (第一章 总则……………3)."""
    return _PAGE.sub("", entry)
