"""A reader in a process of its own, so that no file can break this one.

The process is a fresh Python with our module paths: no ``__main__`` of the caller, no threads, no
open files. Its answer is JSON, so nothing in it can run here.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from policydiff.errors import CANNOT_WRITE, InputError, PolicyDiffError, words_of
from policydiff.messages import Message, from_record
from policydiff.model.source import SourceText
from policydiff.reading.contract import Limits, ReadOptions
from policydiff.reading.readers.safety.decoding import one_line
from policydiff.reading.readers.safety.programs import ProgramFailedError, run_program
from policydiff.reading.readers.safety.wire import unpack

_START = """
import json, sys
asked = json.loads(sys.argv[1])
sys.path[:] = asked["path"]
from policydiff.reading.readers.safety.child_process import answer
answer(asked)
"""


class BeyondLimitsError(InputError):
    """A file that its reader cannot read within its limits, or that breaks it."""

    def __init__(self, name: str, limits: Limits, why: Message) -> None:
        """`why` is the exceeded limit, or the reader's failure."""
        super().__init__(
            Message(
                "{name} cannot be read within {seconds} seconds and {memory} MB of memory: {why}; open it, save its text as docx, and give that",
                name=one_line(name),
                seconds=f"{limits.seconds:.0f}",
                memory=limits.memory // 1024**2,
                why=why,
            )
        )


class NoPythonError(InputError):
    """There is no Python next to this program that could read a file."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name} is read by a process of its own, and there is no Python to start; open it, save its text as docx, and give that",
                name=one_line(name),
            )
        )


class ScratchError(PolicyDiffError):
    """There is no room for the temporary files of a reader."""

    exit_code = CANNOT_WRITE

    def __init__(self, why: Message) -> None:
        super().__init__(
            Message(
                "no temporary files can be written: {why}; make room, or set TMPDIR to another folder",
                why=why,
            )
        )


class ReaderBugError(Exception):
    """A reader failed by a bug of its own."""


def read_apart(
    module: str, data: bytes, name: str, options: ReadOptions, limits: Limits
) -> SourceText:
    """The text from a module's reader, in a process within limits.

    Raises `InputError` if the reader refuses the file, `BeyondLimitsError` if it exceeds its limits
    or breaks down, `ScratchError` if nothing can be written for it, `NoPythonError`, and
    `ReaderBugError`.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        raise NoPythonError(name)
    path = [str(Path(entry).absolute()) for entry in sys.path]
    asked = {
        "path": path,
        "module": module,
        "name": name,
        "options": asdict(options),
        "limits": asdict(limits),
    }
    try:
        said = _ask(json.dumps(asked), data, limits)
        return _understood(json.loads(said), name, limits)
    except OSError as error:
        raise ScratchError(words_of(error)) from error
    except ProgramFailedError as failure:
        if failure.code == CANNOT_WRITE:
            raise ScratchError(Message("No space left on device")) from failure
        raise BeyondLimitsError(name, limits, failure.message) from failure
    except (ValueError, TypeError, LookupError) as error:
        raise BeyondLimitsError(name, limits, Message("its reader gave no answer")) from error


def _ask(asked: str, data: bytes, limits: Limits) -> bytes:
    with TemporaryDirectory(prefix="policydiff-", ignore_cleanup_errors=True) as place:
        (Path(place) / "in").write_bytes(data)
        return run_program(
            [sys.executable, "-I", "-c", _START, asked],
            Path(place),
            limits.seconds,
            called=Message("its reader"),
        )


def _understood(answer: dict[str, Any], name: str, limits: Limits) -> SourceText:
    if "refused" in answer:
        raise InputError(from_record(answer["refused"]))
    if "bug" in answer:
        bug = ReaderBugError(str(answer["bug"]))
        bug.add_note(str(answer["trace"]))
        raise bug
    if "memory" in answer:
        raise BeyondLimitsError(name, limits, Message("it needs more memory"))
    return unpack(answer["source"])
