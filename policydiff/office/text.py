"""Text for XML that office programs read: what XML cannot hold is shown, line feeds part paragraphs."""

from __future__ import annotations

import re

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """The text without characters that XML cannot hold or that turn the reading direction.

    Control characters become their pictures (ESC → ␛), direction marks and halves of surrogate pairs �; tabs and line feeds stay.
    """
    return _UNFIT.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
