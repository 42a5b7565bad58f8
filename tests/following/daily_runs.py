"""Runs commands, each in a process of its own that may be killed; ``python daily_runs.py``.

A line of JSON on its input holds the words of a command and the seconds after which it is killed,
or null; a line on its output holds its end (minus the signal) and the seconds that it took. All is
imported once, so that a run is short.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from importlib import import_module

from policydiff.cli.main import main

MODULES = (
    "policydiff.akn.validation",
    "policydiff.amending.actions.consolidate_all",
    "policydiff.comparing.engine.compare",
    "policydiff.following.commands.daily",
    "policydiff.following.report.digest",
    "policydiff.formats.docx",
    "policydiff.reading.parsing.parse",
    "policydiff.store.changes.outcome",
)


def run(words: list[str], seconds: float | None) -> tuple[int, float]:
    """Run a command in a child, which is killed after some seconds."""
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setsid()
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os._exit(main(words))
    if seconds is not None:
        time.sleep(seconds)
        try:
            os.killpg(child, signal.SIGKILL)
        except ProcessLookupError:
            os.kill(child, signal.SIGKILL)  # it has no group yet, or has ended
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - begin


if __name__ == "__main__":
    for name in MODULES:
        import_module(name)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(*json.loads(line))) + "\n")
        sys.stdout.flush()
