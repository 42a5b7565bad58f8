"""Other processes in their own folder, bounded in time, without our environment.

One of ours bounds itself before it reads anything (`policydiff.system.limit_self`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from policydiff.messages import Message
from policydiff.system import end, own_session, program_folders

_RUNNING: list[subprocess.Popen[bytes]] = []
"""The programs that were started and have not ended."""

_LOCK = threading.Lock()
"""Held while a program is started, or all are ended."""

_ENDING = threading.Event()
"""Set if this process starts no program any more."""


class ProgramFailedError(Exception):
    """A program gave no result; `code` is its exit code if it ended by itself."""

    def __init__(self, message: Message, code: int | None = None) -> None:
        """`message` names the program."""
        super().__init__(message)
        self.message = message
        self.code = code


def find_program(*names: str) -> str | None:
    """The path of the first of these programs that is installed."""
    paths = (None, os.pathsep.join(program_folders()))
    return next(
        filter(None, (shutil.which(name, path=path) for path in paths for name in names)), None
    )


def run_program(
    command: Sequence[str], folder: Path, seconds: float, *, called: str | None = None
) -> bytes:
    """Run a program in a folder; return its output on stdout.

    `called` is its name in messages. Its environment holds only the path of programs; it and its
    children are killed after `seconds` or an interrupt. Raises `ProgramFailedError`, and
    `SystemExit` after `end_programs`.
    """
    program = called or Path(command[0]).name
    with (folder / "said").open("wb") as out, (folder / "complained").open("wb") as err:
        try:
            with _LOCK:
                if _ENDING.is_set():
                    raise SystemExit(1)
                process = subprocess.Popen(
                    command,
                    cwd=folder,
                    env=_environment(folder),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=err,
                    start_new_session=own_session(),
                )
                _RUNNING.append(process)
        except OSError as error:
            raise ProgramFailedError(
                Message(
                    "{program} cannot be started: {error}", program=program, error=error.strerror
                )
            ) from None
        code = _wait(process, program, seconds)
    if _ENDING.is_set():
        raise SystemExit(1)
    if code:
        why = (
            Message("it broke down (signal {signal})", signal=-code)
            if code < 0
            else _last_line(folder / "complained") or Message("exit code {code}", code=code)
        )
        raise ProgramFailedError(Message("{program} failed: {why}", program=program, why=why), code)
    return (folder / "said").read_bytes()


def _environment(folder: Path) -> dict[str, str]:
    kept = {
        name: os.environ[name]
        for name in ("SYSTEMROOT", "PATHEXT", "PROGRAMFILES", "PROGRAMFILES(X86)")
        if name in os.environ
    }  # Windows starts nothing without the first, and finds nothing without the others
    ours = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    return kept | ours | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def _wait(process: subprocess.Popen[bytes], program: str, seconds: float) -> int:
    """The program's exit code; nothing of it is left running."""
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ProgramFailedError(
            Message(
                "{program} gave no result within {seconds} seconds",
                program=program,
                seconds=f"{seconds:.0f}",
            )
        ) from None
    finally:
        with _LOCK:
            _RUNNING.remove(process)
        end(process)


def end_programs() -> None:
    """End all programs; `run_program` raises `SystemExit` in waiting threads."""
    with _LOCK:
        _ENDING.set()
        for process in _RUNNING:
            end(process)


def _last_line(path: Path) -> str:
    lines = path.read_bytes()[-2000:].decode("utf-8", "replace").split("\n")
    return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")
