"""Commands forked from a process that has loaded all they need, so that a kill falls into their
work and not into the loading.

Run as ``python forking.py``: a line of standard input is a JSON list: the file into which the
command writes, and its words. Two lines answer it: the id of the process, which leads a group of
its own, and when it has ended its exit code, or minus the signal that ended it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from policydiff.cli.main import main

TEXT = "丁省{name}条例\n\n（{year}年4月5日丁省第一届人民代表大会常务委员会通过）\n\n第一条　为了{name}，制定本条例。\n\n第二条　{name}由村民委员会负责。\n"
"""Invented."""


def load() -> None:
    """Do once what commands do, for much is loaded only where it is needed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        redirect_stdout(StringIO()),
        redirect_stderr(StringIO()),
    ):
        root = str(Path(folder, "laws"))
        assert main(["init", root]) == 0
        for number, (name, year) in enumerate((("养路", 2001), ("养路", 2002), ("修桥", 2003))):
            path = Path(folder, f"{number}.txt")
            path.write_text(TEXT.format(name=name, year=year), encoding="utf-8")
            assert main(["-C", root, "add", str(path), "-q"]) == 0
        assert (
            main(["-C", root, "link", "丁省养路条例", "2001-04-05#art_1", "2002-04-05#art_1"]) == 0
        )
        assert (
            main(
                [
                    "-C",
                    root,
                    "review",
                    "丁省养路条例",
                    "丁省修桥条例",
                    "--confirm",
                    "1=第一条",
                    "--by",
                    "甲",
                ]
            )
            == 0
        )
        assert main(["-C", root, "set", "丁省养路条例", "--number", "1"]) == 0
        assert main(["-C", root, "remove", "丁省养路条例@2001-04-05", "--with-dependents"]) == 0
        assert main(["-C", root, "undo"]) == 0


def child(output: str, words: list[str]) -> None:
    """One command to its end."""
    os.setsid()
    code = 70
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        code = main(words)
    finally:
        os._exit(code)


def say(word: object) -> None:
    """One line of an answer."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def serve() -> None:
    """Answer every line."""
    load()
    say("ready")
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            output, *words = json.loads(line)
            child(output, words)
        say(pid)
        say(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


if __name__ == "__main__":
    serve()
