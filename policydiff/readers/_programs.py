"""Other programs that read what we do not: started in a folder of their own, without our environment, within limits of time, memory and size."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

MOST_OUTPUT = 128 * 1024 * 1024
"""The largest file that such a program may write, in bytes."""

MOST_MEMORY = 4 * 1024 * 1024 * 1024
"""The address space that such a program may take, in bytes."""


class ProgramFailedError(Exception):
    """A program gave no result: its reader tries the next one, or tells the caller."""


def find_program(*names: str) -> str | None:
    """The path of the first of these programs that is installed."""
    return next(filter(None, map(shutil.which, names)), None)


def run_program(command: Sequence[str], folder: Path, seconds: float) -> bytes:
    """Run a program in a folder and give back what it wrote on stdout.

    It gets nothing of our environment but the path of programs: no proxy, no home, no display. It, and whatever it started, is killed after `seconds`.
    Raises `ProgramFailedError`.
    """
    program = Path(command[0]).name
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }
    with (folder / "said").open("wb") as out, (folder / "complained").open("wb") as err:
        try:
            process = subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True
            )
        except OSError as error:
            raise ProgramFailedError(f"{program} cannot be started: {error.strerror}") from None
        _limit(process.pid)
        code = _wait(process, program, seconds)
    if code:
        why = _last_line(folder / "complained") or (f"exit code {code}" if code > 0 else f"it broke down (signal {-code})")
        raise ProgramFailedError(f"{program} failed: {why}")
    return (folder / "said").read_bytes()


def _wait(process: subprocess.Popen[bytes], program: str, seconds: float) -> int:
    """The exit code; whatever happens, nothing of the program is left running."""
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ProgramFailedError(f"{program} gave no result within {seconds:.0f} seconds") from None
    finally:
        with suppress(ProcessLookupError):  # all of it is gone already
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _limit(pid: int) -> None:
    """Bound what a program may write and take, where the system can do that from outside."""
    import resource  # noqa: PLC0415 only where a program is started

    if not hasattr(resource, "prlimit"):
        return
    try:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (MOST_OUTPUT, MOST_OUTPUT))
        resource.prlimit(pid, resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (OSError, ValueError):  # it has ended already, or stricter limits hold
        return


def _last_line(path: Path) -> str:
    lines = path.read_bytes()[-2000:].decode("utf-8", "replace").split("\n")
    return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")
