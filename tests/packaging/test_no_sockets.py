"""No ordinary command makes or connects a socket of the internet, or starts an unexpected program.

A hook of Python sees every socket of the process, and of the processes in which files are read;
whoever makes one fails with exit code 70.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
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
from policydiff.reading.readers.safety import separate_process as apart
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


SERVE = """
import threading, urllib.request
def allow(event, arguments):
    name = event.removeprefix("socket.")
    if event.startswith("socket."):
        address = arguments[1] if name in ("bind", "connect") else None
        if name in ("bind", "connect") and isinstance(address, tuple):
            assert address[0] == "127.0.0.1", (event, address)
        if name == "connect":
            assert threading.current_thread().name == "asking", (event, address)
        if name == "getaddrinfo":
            assert arguments[0] == "127.0.0.1", arguments
sys.addaudithook(allow)
"""


def test_the_page_opens_the_socket_it_listens_on_and_no_other(tmp_path):
    """The page answers here to a thread that asks for it; nothing else connects anywhere."""
    code = f"""
import os, re, sys, threading, time, urllib.request
from policydiff.cli.main import main
{SERVE}
assert main(["init", "."]) == 0
assert main(["add", {OLD!r}, "-q"]) == 0
assert main(["add", {NEW!r}, "-q"]) == 0
from policydiff.apps.site.serving import Listening
from policydiff.web.state import State
from pathlib import Path
asked = []
def ask(address):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({{}}))
    for path in ("", "works", "go?q=%E6%95%B0%E6%8D%AE", "compare", "feed.atom", "api/v1/works"):
        try:
            with opener.open(address + path, timeout=600) as answer:
                asked.append(answer.status)
        except urllib.error.HTTPError as error:
            asked.append(error.code)
    os._exit(0 if asked[:2] == [200, 200] and 500 not in asked else 1)
def ready(address):
    threading.Thread(target=ask, args=(address,), name="asking").start()
Listening(port=0).serve(State(repository=Path(".")), ready)
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


NETWORK = frozenset(
    (
        *("urllib.request", "http.client", "http.server", "socket", "socketserver", "ssl"),
        *("ftplib", "smtplib", "imaplib", "xmlrpc.client", "httpx", "requests", "urllib3"),
    )
)


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_named_modules_import_what_reaches_other_machines():
    """The page listens, and the client of sources asks; nothing else does either."""
    package = ROOT / "policydiff"
    importers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if any(name in (text := path.read_text(encoding="utf-8")) for name in NETWORK)
        and NETWORK & {*imported(ast.parse(text))}
    }

    assert importers == {"apps/site/serving.py", "following/actions/polite_http.py"}


@pytest.mark.slow
def test_the_demo(tmp_path):
    run(tmp_path, ("demo", "demo", "--offline"))
