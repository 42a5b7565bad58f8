"""Jobs for processes of the page: one that never ends, one that takes all memory, a small one."""

from __future__ import annotations

import os
from pathlib import Path

from policydiff.messages import Message
from policydiff.web.job_process import watch


def spin(place: Path) -> None:
    """Write the number of this process into a new file, report, and never end."""
    made = place.with_suffix(".new")
    made.write_text(str(os.getpid()), encoding="ascii")
    watch(Message("spinning"), 3, 9)
    made.rename(place)
    while True:
        pass


def fill() -> int:
    """Take memory until there is none."""
    taken = [bytes(2**24)]
    while True:
        taken.append(bytes(len(taken[-1])))


def end_suddenly() -> None:
    """End this process as the system would."""
    os.kill(os.getpid(), 9)


def own_number() -> int:
    """The number of this process."""
    return os.getpid()
