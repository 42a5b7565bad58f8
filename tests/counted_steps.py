"""The steps of the program in a call, counted: they do not depend on how busy a machine is."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import policydiff

COUNTED = (str(Path(policydiff.__file__).parent), difflib.__file__)


def steps(call: Callable[[], object]) -> int:
    """The lines of the package, and of difflib, that a call runs; one that comes again counts again."""
    count = 0

    def line(_frame: FrameType, event: str, _given: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def frame(entered: FrameType, _event: str, _given: Any) -> Any:
        return line if entered.f_code.co_filename.startswith(COUNTED) else None

    before = sys.gettrace()
    sys.settrace(frame)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def growth(prepared: Callable[[int], Callable[[], object]], size: int) -> float:
    """How many times the steps of a call are those of one that is half as large.

    `prepared` makes a call for a size; making it does not count. 2 is as much as there is more.
    """
    prepared(size // 4)()
    half, whole = (steps(prepared(one)) for one in (size // 2, size))
    return whole / half
