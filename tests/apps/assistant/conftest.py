"""A library of invented texts, and an assistant that asks about it by the official client."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from invented_library import write, write_hostile
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters

from policydiff.cli.main import main

Ask = Callable[..., Any]
"""Calls a tool with arguments, and gives its structured answer; the error's text where it failed."""


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the invented texts."""
    folder = tmp_path_factory.mktemp("mcp")
    root = folder / "laws"
    assert main(["init", str(root)]) == 0
    for path in write(folder / "texts"):
        assert main(["-C", str(root), "add", str(path), "-q"]) in (0, 6)
    (folder / "secret.txt").write_text("第一条　机密。\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that lists the sockets and files that the server opened."""
    return tmp_path_factory.mktemp("log") / "opened"


def command(log: Path, laws: Path) -> StdioServerParameters:
    """The server on the library, watched."""
    return StdioServerParameters(
        command=sys.executable,
        args=[str(Path(__file__).with_name("watched.py")), str(log), "mcp", "--repo", str(laws)],
        env={"POLICYDIFF_LANG": "en", "PATH": os.environ["PATH"]},
        cwd=laws.parent,
    )


@contextmanager
def connected(log: Path, laws: Path) -> Iterator[Callable[..., Any]]:
    """Calls a method of the official client, connected over standard input and output."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(command(log, laws))) as client,
    ):
        yield lambda method, *arguments: portal.call(getattr(client, method), *arguments)


@pytest.fixture(scope="module")
def client(laws: Path, log: Path) -> Iterator[Callable[..., Any]]:
    """The client of the invented library."""
    with connected(log, laws) as call:
        yield call


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, log: Path) -> Iterator[Callable[..., Any]]:
    """The client of a library whose titles and texts are huge, and read like instructions."""
    folder = tmp_path_factory.mktemp("hostile")
    root = folder / "laws"
    assert main(["init", str(root)]) == 0
    for path in write_hostile(folder / "texts"):
        assert main(["-C", str(root), "add", str(path), "-q"]) in (0, 6)
    with connected(log, root) as call:
        yield call


@pytest.fixture(scope="module")
def ask(client: Callable[..., Any]) -> Ask:
    """Ask a tool."""

    def call(tool: str, **arguments: Any) -> Any:
        result = client("call_tool", tool, arguments)
        return result.content[0].text if result.is_error else result.structured_content

    return call
