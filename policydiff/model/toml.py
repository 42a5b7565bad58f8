"""Files of TOML: their tables, and the strings in them."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from policydiff.messages import Message

_LONG_NUMBER = re.compile(r"\b0[box][0-9a-fA-F_]{3000}")
"""A number that Python reads and does not print: 0xffff…"""


def toml_table(text: str) -> dict[str, Any]:
    """The table of a TOML text; all TOML is read here.

    Raises `ValueError` whatever is wrong with it, values nested too deep and numbers of very many
    digits too.
    """
    too_long = Message("a number in it has too many digits")
    if _LONG_NUMBER.search(text) is not None:
        raise ValueError(too_long)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise ValueError(Message("its values stand too deep in one another")) from None
    except ValueError:  # Python makes no number of so many digits
        raise ValueError(too_long) from None


def quote(text: str) -> str:
    """A TOML basic string on one line, with JSON's escapes and one for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def string(value: Any) -> str:
    """The value where it is a string. Raises `TypeError`."""
    if not isinstance(value, str):
        raise TypeError(repr(value))
    return value
