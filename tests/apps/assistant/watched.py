"""policydiff in a process that writes down each socket and each file that it opens.

Run as ``python watched.py LOG ARGUMENTS``.
"""

from __future__ import annotations

import os
import runpy
import sys

log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith("socket.") or event == "open":
        os.write(log, f"{event} {arguments!r}\n".encode("utf-8", "replace"))


sys.addaudithook(watch)
runpy.run_module("policydiff", run_name="__main__")
