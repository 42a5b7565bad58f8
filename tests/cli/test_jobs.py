"""Commands that work in several processes, in a terminal. All texts are invented."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import subprocess
import termios
import threading
import time
from dataclasses import dataclass, field

import pytest
from running_cli import command_line, many, spawn

from policydiff.store.repository import Repository


@dataclass
class Terminal:
    """A command in a terminal of its own, and what it shows there."""

    process: subprocess.Popen
    master: int
    shown: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, folder, *arguments):
        """Start a command; its stdout goes into a file."""
        master, slave = pty.openpty()
        with (folder / "out.txt").open("wb") as out:
            process = subprocess.Popen(
                command_line(*arguments),
                cwd=folder,
                env=os.environ | {"POLICYDIFF_LANG": "en", "TERM": "xterm", "COLUMNS": "200"},
                stdin=slave,
                stdout=out,
                stderr=slave,
                start_new_session=True,
                preexec_fn=_begin,  # noqa: PLW1509 - two calls of the system
            )
        os.close(slave)
        made = cls(process, master)
        threading.Thread(target=made._read, daemon=True).start()
        return made

    def _read(self):
        try:
            while data := os.read(self.master, 4096):
                self.shown.append(data)
        except OSError:  # all that wrote there have ended
            return

    def living(self):
        """The processes of the session that have not ended: number, parent, command."""
        listed = subprocess.run(
            ["ps", "-ww", "-s", str(self.process.pid), "-o", "pid=,ppid=,stat=,args="],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.splitlines()
        rows = [line.split(None, 3) for line in listed]
        return [(int(row[0]), int(row[1]), row[3]) for row in rows if not row[2].startswith("Z")]

    def workers(self):
        """The numbers of the worker processes."""
        servers = {number for number, _, command in self.living() if "forkserver" in command}
        return [number for number, parent, _ in self.living() if parent in servers]

    def wait_for_workers(self):
        """Wait until two workers are at work."""
        deadline = time.monotonic() + 300
        while len(self.workers()) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        return self.workers()

    def end(self):
        """What it showed, when it and all its processes have ended."""
        self.process.wait(timeout=300)
        deadline = time.monotonic() + 300
        while self.living() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert self.living() == []
        return b"".join(self.shown).decode()


def _begin():
    """Begin as a command in a terminal, where no key is ignored."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for sign in (signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, signal.SIG_DFL)


@pytest.fixture
def inbox(laws, tmp_path):
    """A folder of many texts."""
    return many(tmp_path / "inbox", 600)


@pytest.mark.where_changed("policydiff/parallel", "policydiff/cli", "policydiff/system")
def test_a_key_ends_all_processes_and_leaves_the_repository_whole(laws, inbox, tmp_path):
    terminal = Terminal.of(tmp_path, "-C", laws, "import", inbox, "--jobs", 2)
    terminal.wait_for_workers()
    time.sleep(0.3)

    os.write(terminal.master, b"\x03")
    shown = terminal.end()

    assert terminal.process.returncode == 130
    assert "policydiff: interrupted" in shown
    assert "Traceback" not in shown
    assert "leaked" not in shown
    assert spawn("fsck", cwd=laws).code == 0
    assert spawn("import", inbox, "-q", cwd=laws).code == 0
    assert len(Repository.open(laws).works()) == 601


@pytest.mark.where_changed("policydiff/parallel", "policydiff/cli", "policydiff/system")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_asked_to_end_clears_up(laws, inbox, tmp_path, sign):
    terminal = Terminal.of(tmp_path, "-C", laws, "import", inbox, "--jobs", 2)
    terminal.wait_for_workers()
    time.sleep(0.3)

    terminal.process.send_signal(sign)
    shown = terminal.end()

    assert terminal.process.returncode == 128 + sign
    assert "Traceback" not in shown
    assert "leaked" not in shown
    assert spawn("fsck", cwd=laws).code == 0
    assert spawn("import", inbox, "-q", cwd=laws).code == 0
    assert len(Repository.open(laws).works()) == 601


@pytest.mark.where_changed("policydiff/parallel", "policydiff/cli", "policydiff/system")
def test_a_worker_that_is_killed_is_named_below_the_bar(laws, inbox, tmp_path):
    terminal = Terminal.of(tmp_path, "-C", laws, "import", inbox, "--jobs", 2)

    os.kill(terminal.wait_for_workers()[0], signal.SIGKILL)
    shown = terminal.end()

    assert terminal.process.returncode == 0
    assert "ended before its time; its 16 inputs are worked on again, one by one" in shown
    assert (tmp_path / "out.txt").read_text() == "added: 600, refused: 0\n"
    assert spawn("fsck", cwd=laws).code == 0


def test_a_number_of_jobs_is_one_or_more(laws, run):
    done = run("import", laws, "--jobs", 0)

    assert done.code == 2
    assert "0 is not in the range" in done.err


def test_a_scheduler_is_for_a_cluster(laws, inbox, run):
    done = run("import", inbox, "--scheduler", "tcp://localhost:8786")

    assert (done.code, done.err) == (2, "policydiff: --scheduler is for --engine dask\n")


@pytest.mark.where_changed("policydiff/parallel", "policydiff/cli", "policydiff/system")
def test_a_killed_command_leaves_no_worker(laws, inbox, tmp_path):
    terminal = Terminal.of(tmp_path, "-C", laws, "import", inbox, "--jobs", 2)
    terminal.wait_for_workers()

    terminal.process.kill()
    terminal.end()

    assert spawn("import", inbox, "-q", cwd=laws).code == 0
    assert spawn("fsck", cwd=laws).code == 0
    assert len(Repository.open(laws).works()) == 601
