"""Characters of picture fonts (Symbol, Wingdings) as Unicode characters."""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)

LOST = "\ufffd"
"""What stands for a character that nobody can name."""

_FONTS: dict[str, dict[int, str]] = {
    "symbol": dict(
        zip(
            range(0x61, 0x7B),
            "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
            strict=True,
        )
    )
    | dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | {
        0xA3: "≤",
        0xA5: "∞",
        0xB0: "°",
        0xB1: "±",
        0xB3: "≥",
        0xB4: "×",
        0xB7: "•",
        0xB8: "÷",
        0xB9: "≠",
        0xBB: "≈",
        0xBC: "…",
        0xDE: "⇒",
        0xAE: "→",
    },
    "wingdings": {
        0x6C: "●",
        0x6E: "■",
        0x6F: "□",
        0x70: "□",
        0x71: "❑",
        0x72: "❒",
        0x75: "◆",
        0x76: "❖",
        0x77: "◆",
        0x80: "⓪",
        0x9F: "•",
        0xA1: "○",
        0xA7: "▪",
        0xA8: "□",
        0xAB: "★",
        0xD8: "➢",
        0xE0: "→",
        0xF0: "⇨",
        0xFB: "✗",
        0xFC: "✓",
        0xFD: "☒",
        0xFE: "☑",
    }
    | {0x81 + at: chr(0x2460 + at) for at in range(10)},
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0x98: "●"}
    | {0x6A + at: chr(0x2460 + at) for at in range(10)},
}


def symbol(font: str, code: str) -> str:
    """The character of a `w:sym`.

    `code` is hexadecimal. U+FFFD where the picture of the font has no recognised name.
    """
    try:
        value = int(code, 16)
    except ValueError:
        return LOST
    known = _FONTS.get(font.strip().lower())
    if value in _PRIVATE or (known and value < 0x100):
        plain = value & 0xFF
        if known and plain in known:
            return known[plain]
        return chr(plain) if known is _FONTS["symbol"] and 0x20 <= plain < 0x7F else LOST
    return chr(value) if 0x20 <= value < 0x110000 and not 0xD800 <= value < 0xE000 else LOST
