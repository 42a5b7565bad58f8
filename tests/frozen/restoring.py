"""The frozen repository, restored from its stream, and today's command line upon it."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

FROZEN = Path(__file__).resolve().parent.parent / "cases" / "frozen"


def git(folder: Path, *arguments: str, data: bytes | None = None) -> bytes:
    """What git says in a folder."""
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | quiet,
        input=data,
        capture_output=True,
        check=True,
    ).stdout


def restore(folder: Path) -> Path:
    """The repository as the earlier program left it, without what that kept to be quicker."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "fast-import", "--quiet", data=(FROZEN / "repository.stream").read_bytes())
    git(folder, "reset", "-q", "--hard", "main")
    return folder


def put_caches(laws: Path) -> Path:
    """The folder inside that of git with what the earlier program kept in it."""
    folder = laws / ".git" / "policydiff"
    with zipfile.ZipFile(FROZEN / "caches.zip") as kept:
        kept.extractall(folder)
    return folder


def stored_files(laws: Path, pattern: str) -> dict[str, bytes]:
    """The files of the newest commit whose name ends in a certain way, by their paths."""
    names = git(laws, "ls-tree", "-r", "--name-only", "-z", "main").decode().split("\0")
    return {name: git(laws, "show", f"main:{name}") for name in names if name.endswith(pattern)}
