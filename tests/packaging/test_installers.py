"""The wheel as people install it: pip, pipx, `uv tool` and `uvx`, on a machine with Python alone.

What is installed by them runs with a PATH on which there is no git, make or LibreOffice.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import policydiff

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "corpora" / "example"
OLD, NEW = "invented-2018-11-30.txt", "invented-2021-09-26.md"

REGISTRY = ("PIP_", "UV_", "SSL_", "REQUESTS_")
"""How variables begin that say from where packages come here."""

Install = Callable[[Path, Path, dict[str, str]], list[str]]


def call(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with uv and pipx, which no other test needs."""
    place = tmp_path_factory.mktemp("tools")
    call([sys.executable, "-m", "venv", str(place)], dict(os.environ))
    pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv", "pipx"]
    done = subprocess.run(pip, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode and "No matching distribution" in done.stderr:
        pytest.skip("no registry of packages can be reached")
    assert done.returncode == 0, done.stderr
    return place / "bin"


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a new user on a machine with Python alone."""
    (tmp_path / "bin").mkdir()
    for name in ("python3", f"python3.{sys.version_info.minor}"):
        base = Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}")
        (tmp_path / "bin" / name).symlink_to(base)
    for name in ("dirname", "realpath"):  # the script that uv makes calls them
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    registry = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(REGISTRY) or name.lower().endswith("_proxy")
    }
    ours = {"HOME": str(tmp_path), "PATH": str(tmp_path / "bin"), "UV_PYTHON_DOWNLOADS": "never"}
    return registry | ours | {"LC_ALL": "C.UTF-8", "POLICYDIFF_LANG": "en"}


def with_pip(_tools: Path, wheel: Path, machine: dict[str, str]) -> list[str]:
    place = Path(machine["HOME"], "venv")
    call([str(Path(machine["PATH"], "python3")), "-m", "venv", str(place)], machine)
    call([str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", str(wheel)], machine)
    return [str(place / "bin" / "policydiff")]


def with_pipx(tools: Path, wheel: Path, machine: dict[str, str]) -> list[str]:
    python = str(Path(machine["PATH"], "python3"))
    call([str(tools / "pipx"), "install", "--python", python, str(wheel)], machine)
    return [str(Path(machine["HOME"], ".local", "bin", "policydiff"))]


def with_uv_tool(tools: Path, wheel: Path, machine: dict[str, str]) -> list[str]:
    call([str(tools / "uv"), "tool", "install", str(wheel)], machine)
    return [str(Path(machine["HOME"], ".local", "bin", "policydiff"))]


def with_uvx(tools: Path, wheel: Path, _machine: dict[str, str]) -> list[str]:
    return [str(tools / "uvx"), "--from", str(wheel), "policydiff"]


@pytest.mark.parametrize("install", [with_pip, with_pipx, with_uv_tool, with_uvx])
def test_what_needs_no_git_works_without_it(
    wheel: Path, tools: Path, machine: dict[str, str], tmp_path: Path, install: Install
) -> None:
    command = install(tools, wheel, machine)
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in (OLD, NEW):
        shutil.copy(EXAMPLE / name, texts)
    assert not [
        name for name in ("git", "make", "soffice") if shutil.which(name, path=machine["PATH"])
    ]

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *words],
            cwd=texts,
            env=machine,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )

    assert run("--version").stdout == f"policydiff {policydiff.__version__}\n"
    for words in (
        (OLD, NEW),
        ("diff", OLD, NEW),
        ("diff", OLD, NEW, "-o", "report.html"),
        ("lint", OLD),
        ("show", NEW),
        ("help", "tutorial"),
        ("--help", "--lang", "zh"),
        ("draft-amendment", OLD, NEW),
    ):
        done = run(*words)
        assert done.returncode == 0, (words, done.stdout[-500:], done.stderr)
        assert "git is not installed" not in done.stderr
    assert len(list(texts.glob("*.docx"))) == 1
    done = run("init", "laws")
    assert (done.returncode, "install git" in done.stderr) == (4, True)
