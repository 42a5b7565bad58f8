"""The package works where the calls of POSIX are missing, in the process and in those it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "corpora" / "example"

BLOCK = """
import os, signal, subprocess, sys, types
subprocess.signal = types.SimpleNamespace(**vars(signal))  # the library itself may go on
import tempfile, shutil, threading, socket, asyncio
import filelock, unittest.mock
filelock.FileLock = unittest.mock.MagicMock()  # the library has a Windows side of its own
for name in ("fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "syslog", "posix_ipc"):
    sys.modules[name] = None
for name in (
    "fork", "forkpty", "killpg", "link", "geteuid", "getuid", "getpgid", "setsid", "setpgid",
    "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_DIRECTORY", "mkfifo", "nice", "chown",
    "sched_getaffinity", "wait4", "pread", "pwrite",
):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGKILL", "SIGHUP", "SIGALRM", "SIGPIPE", "SIGXCPU", "SIGUSR1", "setitimer", "alarm"):
    if hasattr(signal, name):
        delattr(signal, name)
os.supports_dir_fd, os.supports_fd = set(), set()
"""
"""It takes away what Python has on POSIX alone (docs.python.org, "Availability: Unix")."""

IN_BOTH = f"""
BLOCK = {BLOCK!r}
exec(BLOCK)
from policydiff.reading.readers.safety import separate_process as apart
apart._START = BLOCK + apart._START
from policydiff import system
assert "_windows" in system.claim.__module__, system.claim.__module__
from policydiff.cli.main import main
"""


def run(folder: Path, *commands: tuple[str, ...]) -> str:
    calls = "".join(f"assert main({list(command)!r}) == 0\n" for command in commands)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IN_BOTH + calls],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "name", ["invented-2018-11-30.txt", "invented-2021-09-26.md", "invented-2024-05-31.html"]
)
def test_a_text_is_read(tmp_path, name):
    assert "第一条" in run(tmp_path, ("show", str(EXAMPLE / name)))


def test_a_process_of_its_own_reads_a_file(tmp_path):
    from weasyprint import HTML

    lines = ("雨伞管理办法", "第一条　雨伞归还。", "第二条　本办法自2020年1月1日起施行。")
    page = "".join(f"<p>{line}</p>" for line in lines)
    (tmp_path / "law.pdf").write_bytes(HTML(string=page).write_pdf())

    assert "雨伞归还" in run(tmp_path, ("show", "law.pdf"))


def test_two_texts_become_a_table(tmp_path):
    for name in ("invented-2018-11-30.txt", "invented-2021-09-26.md"):
        (tmp_path / name).write_bytes((EXAMPLE / name).read_bytes())

    run(tmp_path, ("invented-2018-11-30.txt", "invented-2021-09-26.md"))

    assert len(list(tmp_path.glob("*.docx"))) == 1


def test_versions_are_stored_and_compared(tmp_path):
    texts = [str(EXAMPLE / name) for name in ("invented-2018-11-30.txt", "invented-2021-09-26.md")]
    added = [("add", text) for text in texts]

    told = run(tmp_path, ("init", "."), *added, ("list",), ("fsck",))

    assert "2021-09-26" in told
    assert not (tmp_path / ".git" / "index.lock").exists()
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert status.stdout == ""
