"""Strings in files of TOML."""

from __future__ import annotations

import json
from typing import Any


def quote(text: str) -> str:
    """A TOML basic string on one line.

    Its escapes are those of JSON, but for DEL, which only TOML forbids.
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def string(value: Any) -> str:
    """The value where it is a string. Raises `TypeError`."""
    if not isinstance(value, str):
        raise TypeError(repr(value))
    return value
