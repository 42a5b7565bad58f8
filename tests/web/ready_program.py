"""The program in a copy of a process that has loaded it: loading takes two seconds of a processor.

Each copy has its own environment, folder and streams, and handles signals as a program that was just
started. Run as a script, this file is the process that is copied.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

_LONGEST = 1 << 20


class ReadyProgram:
    """A process that has loaded the program, and waits to be copied."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
            )
        self._socket = ours

    def ask(self, *question: object, files: tuple[int, ...] = ()) -> int | None:
        """The answer of the process to a question."""
        socket.send_fds(self._socket, [pickle.dumps(question)], files)
        answer = self._socket.recv(_LONGEST)
        assert answer, "the process that has loaded the program has ended"
        return pickle.loads(answer)

    def close(self) -> None:
        """End the process; its copies go on."""
        self._socket.close()
        self._process.wait(60)


class Copy:
    """The program, running with arguments; what it is asked is as of a `subprocess.Popen`."""

    def __init__(
        self,
        ready: ReadyProgram,
        arguments: list[str],
        *,
        env: Mapping[str, str],
        cwd: Path | None = None,
    ) -> None:
        self._ready = ready
        self.returncode: int | None = None
        out, err = os.pipe(), os.pipe()
        self.stdout, self.stderr = (os.fdopen(end, encoding="utf-8") for end, _ in (out, err))
        folder = str(cwd or Path.cwd())
        self.pid = ready.ask("copy", arguments, dict(env), folder, files=(out[1], err[1]))
        os.close(out[1])
        os.close(err[1])

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        if self.returncode is None:
            self.returncode = self._ready.ask("poll", self.pid)
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Wait for its end."""
        end = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("policydiff", timeout)
            time.sleep(0.01)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, where it has not ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Close what is read of it."""
        self.stdout.close()
        self.stderr.close()


def _answer_questions(asked: socket.socket) -> None:
    """Make copies and tell how they ended, until nobody asks."""
    while True:
        data, files, _flags, _address = socket.recv_fds(asked, _LONGEST, 2)
        if not data:
            return
        what, *details = pickle.loads(data)
        if what == "copy":
            answer = os.fork()
            if not answer:
                asked.close()
                _become(files, *details)
                return
            for file in files:
                os.close(file)
        else:
            pid, status = os.waitpid(details[0], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        asked.send(pickle.dumps(answer))


def _become(
    files: list[int], arguments: list[str], environment: dict[str, str], folder: str
) -> None:
    """Be as a process that was just started with these."""
    for number, file in enumerate(files, 1):
        os.dup2(file, number)
        os.close(file)
    streams = (os.fdopen(number, "w", encoding="utf-8", buffering=1) for number in (1, 2))
    sys.stdout, sys.stderr = streams
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["policydiff", *arguments]


if __name__ == "__main__":
    import runpy

    sys.path[0] = str(Path.cwd())  # as with `python -m`

    from policydiff.apps.site import serving, site

    LOADED = (serving, *site.screens())
    _answer_questions(socket.socket(fileno=int(sys.argv[1])))
    if sys.argv[0] == "policydiff":
        sys.path[0] = str(Path.cwd())
        runpy.run_module("policydiff", run_name="__main__", alter_sys=True)
