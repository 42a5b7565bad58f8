"""The Windows side, after its documentation: never run there.

Unlike POSIX, a folder is not held open while names in it are opened, so links are searched right
before each use; permissions do not show who may read a file; and a bounded process writes without
limit.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ctypes import wintypes
from importlib import import_module
from pathlib import Path
from typing import Any

PLAIN_FILE: int = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
"""Flags to open a plain file: its bytes as they are, inherited by no program."""

NO_LINK = 0
"""Windows has no flag by which a folder is not opened through a link."""

END_OF_INPUT = "Ctrl-Z, Enter"
"""The keys that end what is typed on standard input."""

OVER_TIME: int = -24
"""An exit code that none has: no process is ended for its time of a processor."""

_EXTENDED_LIMITS = 9
_PROCESS_MEMORY, _KILL_ON_CLOSE = 0x100, 0x2000
_STANDARD_OUTPUT, _MARKS = -11, 0x4
_STEP = 0.05
"""Seconds between looks for a key."""


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
        ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
        ("LimitFlags", wintypes.DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", wintypes.DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", wintypes.DWORD),
        ("SchedulingClass", wintypes.DWORD),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def own_session() -> bool:
    """False: Windows has jobs, not sessions of processes."""
    return False


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process; one that bounded itself ends with its job and programs."""
    process.kill()
    process.wait()


def lead_group() -> None:
    """Go on: a bounded process is in a job of its own."""


def end_group(leader: int) -> None:
    """End a process; one that bounded itself ends with its job."""
    with suppress(OSError):  # gone already
        os.kill(leader, signal.SIGTERM)


def give_way(process: int) -> None:
    """Go on: all processes have the same priority."""


def most_open_files() -> int:
    """The number of files that this process may have open at once: there is no bound."""
    return sys.maxsize


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the first process of the program; a terminal sends it to all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def ending_on_request() -> Iterator[None]:
    """Go on: who ends a process asks it for nothing here."""
    yield


def request_end() -> None:
    """Go on, as a process cannot be asked to end."""


@contextmanager
def ending_at_once(*, interrupts: bool = False) -> Iterator[None]:  # noqa: ARG001 the signature is that of POSIX
    """Go on: nothing else happens here."""
    yield


@contextmanager
def without_interrupts(*, requests: bool = False) -> Iterator[None]:  # noqa: ARG001 as above
    """Go on; what is started meanwhile must see to Ctrl-C itself."""
    yield


def limit_self(*, seconds: float, memory: int, written: int) -> None:  # noqa: ARG001 the signature is that of POSIX
    """Put this process into a job of bounded memory (bytes) that ends with it.

    The parent alone bounds its time; written bytes are not bounded.
    """
    kernel = _kernel()
    if kernel is None:
        return
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
    kernel.SetInformationJobObject.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        wintypes.LPVOID,
        wintypes.DWORD,
    )
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    limits = _Extended(ProcessMemoryLimit=memory)
    limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY | _KILL_ON_CLOSE
    job = kernel.CreateJobObjectW(None, None)
    bounded = kernel.SetInformationJobObject(
        job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    if not bounded or not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
        windows: Any = ctypes
        raise windows.WinError(windows.get_last_error())


def limit_time(seconds: float) -> None:
    """Go on: the parent bounds the time."""


def program_folders() -> tuple[str, ...]:
    """Folders of programs that may not be on the PATH."""
    homes = (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)"))
    return tuple(str(Path(home, "LibreOffice", "program")) for home in homes if home)


def open_directory(path: str | Path, at: int | None = None, flags: int = 0) -> int | None:  # noqa: ARG001 the signature is that of POSIX
    """None, as no name in a folder is opened. Raises `OSError` if unlistable."""
    if at is None:
        with os.scandir(path):
            return None
    return None


def hold(descriptor: int) -> bool:  # noqa: ARG001 the signature is that of POSIX
    """True: Windows itself removes and replaces no file that a process has open."""
    return True


def claim(made: Path, name: Path) -> None:
    """Give a file its name. Raises `FileExistsError` if that is taken."""
    if os.path.lexists(name):
        raise FileExistsError(str(name))
    os.rename(made, name)  # noqa: PTH104 - the name of the call matters here


def is_locked(error: OSError) -> bool:
    """True if another program, such as Word, may have the file open."""
    return isinstance(error, PermissionError)


def is_private(status: os.stat_result) -> bool:  # noqa: ARG001 the signature is that of POSIX
    """True: other users cannot look into the user's own folder, which holds the file."""
    return True


def state_folder() -> Path:
    """The user's folder for programs' state. Raises `RuntimeError` without a home."""
    return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")


def has_colours() -> bool:
    """True if the console can be set to understand colours."""
    kernel = _kernel()
    if kernel is None:
        return False
    kernel.GetStdHandle.restype = wintypes.HANDLE
    kernel.GetConsoleMode.argtypes = (wintypes.HANDLE, wintypes.LPVOID)
    kernel.SetConsoleMode.argtypes = (wintypes.HANDLE, wintypes.DWORD)
    console, mode = kernel.GetStdHandle(_STANDARD_OUTPUT), wintypes.DWORD()
    return bool(
        kernel.GetConsoleMode(console, ctypes.byref(mode))
        and kernel.SetConsoleMode(console, mode.value | _MARKS)
    )


def _kernel() -> Any:
    """The library of system calls; None where a test runs this side elsewhere."""
    library: Any = getattr(ctypes, "WinDLL", None)
    return None if library is None else library("kernel32", use_last_error=True)


@contextmanager
def keyboard() -> Iterator[None]:
    """Nothing to set: single keys are read past the line that the console edits."""
    yield


@contextmanager
def typed_line() -> Iterator[None]:
    """Nothing to set: the console edits and shows a line by itself."""
    yield


def read_key() -> str | None:
    r"""Wait for one key, in lower case; None at the end of input.

    A character that is no key is ``?``, and the second half of a function key ``\0``. Polling lets
    an interrupt through.
    """
    console = import_module("msvcrt")
    while not console.kbhit():
        time.sleep(_STEP)
    key: str = console.getwch()
    if key == "\x03":
        raise KeyboardInterrupt
    if key in ("\x04", "\x1a"):
        return None
    if key in ("\0", "\xe0"):
        console.getwch()
        return "\0"
    return key.lower() if key.isascii() else "?"
