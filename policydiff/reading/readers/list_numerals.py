"""Numbers as Word prints them (ECMA-376, part 1, 17.18.59, `ST_NumberFormat`)."""

from __future__ import annotations

from collections.abc import Callable

from policydiff.text.numerals import SIMPLE, write_counted

LARGEST = 999_999
"""The largest number in a numeral system; larger ones stay decimal."""

_TRADITIONAL = (SIMPLE[0], "十百千萬")
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟万")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟萬")
_LEGAL_JAPANESE = ("〇壱弐参四伍六七八九", "拾百阡萬")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(),  # noqa: SIM905
        strict=True,
    )
)


def format_number(value: int, style: str) -> str | None:
    """A number in a format of Word; empty for bullets and `none`, None if unknown."""
    form = _FORMS.get(style)
    if form is None:
        return None
    return form(value) if 0 <= value <= LARGEST else str(value)


def _japanese(value: int) -> str:
    """A number in Japanese numerals: 百一, 千二十."""
    digits, units = SIMPLE
    if value < 10:
        return digits[value] if value else "〇"
    power = min(len(str(value)) - 1, len(units))
    first, rest = divmod(value, 10**power)
    head = "" if first == 1 and value < 10_000 else _japanese(first)
    return head + units[power - 1] + (_japanese(rest) if rest else "")


def _positional(value: int, zero: str) -> str:
    return "".join(zero if digit == "0" else SIMPLE[0][int(digit)] for digit in str(value))


def _counted_below_hundred(value: int, zero: str) -> str:
    """A number in the counting system without 百: 九十九, then 一○○."""
    return write_counted(value, *SIMPLE) if 0 < value < 100 else _positional(value, zero)


def _full_width(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


def _chosen(value: int, characters: str) -> str:
    return characters[value - 1] if 0 < value <= len(characters) else str(value)


def _run(first: int, count: int) -> str:
    return "".join(map(chr, range(first, first + count)))


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if 0 < value <= 60 else str(value)


def _letters(value: int) -> str:
    """A number as letters: a … z, aa, bb …; Word repeats the letter."""
    rounds, at = divmod(value - 1, 26)
    return chr(ord("a") + at) * (rounds + 1) if 0 < value <= 26 * 50 else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 5000:
        return str(value)
    text = ""
    for number, letters in _ROMAN:
        text += letters * (value // number)
        value %= number
    return text


def _ordinal(value: int) -> str:
    ending = (
        "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    )
    return f"{value}{ending}"


def circled(value: int) -> str:
    """A number in a circle, ① … ⑳; beyond that its decimal digits."""
    return _chosen(value, _run(0x2460, 20))


def _nothing(_: int) -> str:
    return ""


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": lambda value: _chosen(value, _run(0x2488, 20)),
    "decimalEnclosedParen": lambda value: _chosen(value, _run(0x2474, 20)),
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "hex": lambda value: f"{value:X}",
    "chineseCounting": lambda value: _counted_below_hundred(value, "○"),
    "taiwaneseCounting": lambda value: _counted_below_hundred(value, "○"),
    "chineseCountingThousand": lambda value: write_counted(value, *SIMPLE),
    "taiwaneseCountingThousand": lambda value: write_counted(value, *_TRADITIONAL),
    "ideographDigital": lambda value: _positional(value, "〇"),
    "japaneseDigitalTenThousand": lambda value: _positional(value, "〇"),
    "taiwaneseDigital": lambda value: _positional(value, "○"),
    "japaneseCounting": _japanese,
    "japaneseLegal": lambda value: write_counted(value, *_LEGAL_JAPANESE, ten=False),
    "chineseLegalSimplified": lambda value: write_counted(value, *_LEGAL, ten=False),
    "ideographLegalTraditional": lambda value: write_counted(value, *_LEGAL_TRADITIONAL, ten=False),
    "ideographTraditional": lambda value: _chosen(value, _STEMS),
    "ideographZodiac": lambda value: _chosen(value, _BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": lambda value: _chosen(value, _run(0x3220, 10)),
    "bullet": _nothing,
    "none": _nothing,
}
