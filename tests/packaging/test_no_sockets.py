"""No ordinary command makes or connects a socket of the internet, or starts an unexpected program.

A hook of Python sees every socket of the process, and of the processes in which files are read;
whoever makes one fails with exit code 70.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "corpora" / "example"
OLD, NEW = (str(EXAMPLE / f"invented-{name}") for name in ("2018-11-30.txt", "2021-09-26.md"))
OPINION = str(ROOT / "corpora" / "opinion" / "2017-01-15.txt")

HOOK = """
import sys
def refuse(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        if event != "socket.__new__" or int(arguments[1]) in (2, 10, 23, 30):
            raise AssertionError(f"{event} {arguments[1:]}")
    if event == "subprocess.Popen":
        program = str(arguments[0]).rpartition("/")[2]
        if program not in ("git", sys.executable.rpartition("/")[2]):
            raise AssertionError(f"{program} is started")
        if "pip" in map(str, arguments[1]):
            raise AssertionError("pip is started")
sys.addaudithook(refuse)
"""
"""The numbers are those of AF_INET and AF_INET6 on Linux, Windows and macOS."""

CALL = f"""
HOOK = {HOOK!r}
exec(HOOK)
from policydiff.readers.safety import apart
apart._START = HOOK + apart._START
from policydiff.cli.main import main
"""


def run(folder: Path, *commands: tuple[str, ...], more: str = "") -> None:
    calls = "".join(f"assert main({list(command)!r}) in (0, 6)\n" for command in commands)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CALL + more + calls],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "made",
    [
        "import socket\nsocket.socket()\n",
        "import socket\nsocket.getaddrinfo('localhost', 80)\n",
        "import subprocess\nsubprocess.run(['true'])\n",
        "import subprocess, sys\nsubprocess.run([sys.executable, '-m', 'pip', '--version'])\n",
    ],
)
def test_the_hook_sees_what_is_made(tmp_path, made):
    with pytest.raises(AssertionError, match="Traceback"):
        run(tmp_path, more=made)


@pytest.mark.parametrize(
    "command",
    [
        (OLD, NEW, "-o", "table.docx"),
        ("diff", OLD, NEW),
        ("diff", OLD, NEW, "-o", "report.html"),
        ("diff", OLD, NEW, "-o", "report.xlsx"),
        ("lint", OLD),
        ("show", OLD),
        ("relate", OPINION, OLD),
        ("draft-amendment", OLD, NEW),
        ("package", OLD, NEW, "-o", "package"),
        ("cites", "--from", OLD),
        ("help", "tutorial"),
    ],
    ids=lambda command: " ".join(word.rpartition("/")[2] for word in command),
)
def test_commands_on_files(tmp_path, command):
    run(tmp_path, command)


def test_commands_on_a_repository(tmp_path):
    decision = str(EXAMPLE / "invented-2021-09-26.decision.txt")
    run(
        tmp_path,
        ("init", "."),
        ("add", OLD),
        ("consolidate", "示例市公共数据管理条例", decision, "--against", NEW),
        ("add", NEW),
        ("diff", "示例市公共数据管理条例@2018-11-30", "示例市公共数据管理条例"),
        ("history", "示例市公共数据管理条例#第十条"),
        ("cites", "--dangling"),
        ("report", "--all", "-o", "reports"),
        ("fsck",),
    )


@pytest.mark.slow
def test_the_demo(tmp_path):
    run(tmp_path, ("demo", "demo", "--offline"))
