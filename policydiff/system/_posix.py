"""The POSIX side: sessions of processes, open folders, locks, keys of a terminal."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import select
import signal
import stat
import subprocess
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

LEADER = "POLICYDIFF_LEADER"
"""In the environment of a process that leads a group, with which its programs end."""

PLAIN_FILE = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""Flags to open a plain file: through no link, waiting for no pipe, inherited by no program."""

NO_LINK = os.O_NOFOLLOW
"""The flag by which a folder is not opened through a link."""

END_OF_INPUT = "Ctrl-D"
"""The keys that end what is typed on standard input."""

OVER_TIME: int = -signal.SIGXCPU
"""The exit code of a process that used up its time of a processor."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_OPENS_AT = os.open in os.supports_dir_fd and os.rename in os.supports_dir_fd
_NO_SECOND_NAMES = frozenset((errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK))
_REQUESTS = (signal.SIGTERM, signal.SIGHUP)
_NICE = 10
_STEP = 0.25
"""Seconds between looks for an interrupt."""


def own_session() -> bool:
    """True if a new process must lead a session, so that its programs can be ended."""
    return LEADER not in os.environ


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and, unless it is one of our own group, whatever it started."""
    with suppress(ProcessLookupError):  # all of it is gone already
        if own_session():
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def lead_group() -> None:
    """Make this process the first of a group, which `end_group` ends with it."""
    with suppress(PermissionError):  # it is already
        os.setsid()


def end_group(leader: int) -> None:
    """End a process that leads a group, and all that is in it."""
    with suppress(ProcessLookupError, PermissionError):  # gone already
        os.killpg(leader, signal.SIGKILL)


def give_way(process: int) -> None:
    """Let a process use only idle processors."""
    with suppress(OSError):  # gone already
        os.setpriority(os.PRIO_PROCESS, process, _NICE)


def most_open_files() -> int:
    """The number of files that this process may have open at once."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return sys.maxsize if most == resource.RLIM_INFINITY else most


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the first process of the program; a terminal sends it to all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def ending_on_request() -> Iterator[None]:
    """Raise `SystemExit` if this process is asked to end, so that it can clear up.

    By `SIGTERM`, or `SIGHUP` for a closed terminal, which often comes twice; the second is ignored.
    The exit code is a shell's for the signal. Ignored signals stay so.
    """
    heard = [request for request in _REQUESTS if signal.getsignal(request) is signal.SIG_DFL]
    for one in heard:
        signal.signal(one, _leave)
    try:
        yield
    finally:
        for one in heard:
            signal.signal(one, signal.SIG_DFL)


def _leave(number: int, _frame: object) -> NoReturn:
    for request in _REQUESTS:
        signal.signal(request, signal.SIG_IGN)
    sys.exit(128 + number)


@contextmanager
def ending_at_once(*, interrupts: bool = False) -> Iterator[None]:
    """Let a request end this process at once; with `interrupts` Ctrl-C too."""
    before = {one: signal.getsignal(one) for one in (*_REQUESTS, signal.SIGINT)}
    for one, handler in before.items():
        if handler is _leave or (interrupts and one == signal.SIGINT and callable(handler)):
            signal.signal(one, signal.SIG_DFL)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def request_end() -> None:
    """Ask this process to end."""
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def without_interrupts(*, requests: bool = False) -> Iterator[None]:
    """Hold back Ctrl-C and the end of the terminal.

    Programs started meanwhile never get them; with `requests` they are not asked to end either.
    """
    held = {signal.SIGINT, signal.SIGHUP} | ({signal.SIGTERM} if requests else set())
    before = signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def limit_self(*, seconds: float, memory: int, written: int) -> None:
    """Bound this process and all that it starts.

    `memory` and the size of a file that is `written` are in bytes. Stricter bounds stay. macOS
    ignores that of memory.
    """
    os.environ[LEADER] = str(os.getpid())
    _lower(resource.RLIMIT_AS, memory)
    _lower(resource.RLIMIT_FSIZE, written)
    _lower(resource.RLIMIT_CPU, int(seconds) + 1)
    _lower(resource.RLIMIT_CORE, 0)


def limit_time(seconds: float) -> None:
    """Let this process use so many more processor seconds, then exit by `OVER_TIME`."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _lower(which: int, most: int) -> None:
    held = (bound for bound in resource.getrlimit(which) if bound != resource.RLIM_INFINITY)
    least = min((most, *held))
    with suppress(OSError, ValueError):  # a system that knows no such bound
        resource.setrlimit(which, (least, least))


def program_folders() -> tuple[str, ...]:
    """Folders of programs that may not be on the PATH."""
    return ("/Applications/LibreOffice.app/Contents/MacOS",)


def open_directory(path: str | Path, at: int | None = None, flags: int = 0) -> int | None:
    """Open a folder, in the open folder `at`, so that names can be opened in it.

    None if the system does not open names in an open folder. Raises `OSError`.
    """
    return os.open(path, _FOLDER | flags, dir_fd=at) if _OPENS_AT else None


def hold(descriptor: int) -> bool:
    """Hold an open file until it is closed; False if another process holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # pragma: no cover - a file system without locks: nothing is surely dead
        return False
    return True


def claim(made: Path, name: Path) -> None:
    """Give a file its name. Raises `FileExistsError` if that is taken.

    A file system without hard links leaves a moment in which the new file is empty.
    """
    try:
        os.link(made, name)
    except OSError as error:
        if error.errno not in _NO_SECOND_NAMES:
            raise
        with name.open("xb") as stream:
            stream.write(made.read_bytes())
    made.unlink()


def is_locked(error: OSError) -> bool:  # noqa: ARG001 the signature is that of Windows
    """False: an open file of POSIX can be replaced."""
    return False


def is_private(status: os.stat_result) -> bool:
    """True if a file is ours, and nobody else may read it."""
    return status.st_uid == os.geteuid() and not stat.S_IMODE(status.st_mode) & 0o077


def state_folder() -> Path:
    """The user's folder for programs' state. Raises `RuntimeError` without a home."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")


def has_colours() -> bool:
    """True if the terminal understands colours."""
    return os.environ.get("TERM") != "dumb"


@contextmanager
def keyboard() -> Iterator[None]:
    """Give every key at once and show none, until the end; none is lost."""
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin, termios.TCSANOW)
        yield
    finally:
        with suppress(termios.error):  # the window may have been closed
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


@contextmanager
def typed_line() -> Iterator[None]:
    """Within `keyboard`: a whole line can be read, and is shown as it is typed."""
    before = termios.tcgetattr(sys.stdin)
    shown = list(before)
    shown[3] |= termios.ICANON | termios.ECHO
    try:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, shown)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)


def read_key() -> str | None:
    r"""Wait for one key, in lower case; None at the end of input.

    A character that is no key is ``?``, and the rest of its bytes ``\0``. Polling lets an interrupt
    just before a read through.
    """
    place = sys.stdin.fileno()
    try:
        while not select.select([place], [], [], _STEP)[0]:
            continue
        key = os.read(place, 1)
    except OSError:
        return None
    if key in (b"", b"\x04"):
        return None
    return key.decode().lower() if key.isascii() else "?" if key >= b"\xc0" else "\0"
