"""Folders and git repositories of invented texts, as a source has them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from making import git
from running_cli import NEW, OLD

from policydiff.following.actions.sync import Synced, SyncOptions, sync
from policydiff.store.repository import Repository
from policydiff.works.session import Session

PUBLISHED = "（2019年3月1日示例省第十届人民代表大会常务委员会第五次会议通过）"


def regulation(thing: str, text: str = OLD) -> str:
    """A regulation on the lending of something, by itself a work."""
    return text.replace("图书", thing)


def write(folder: Path, **texts: str) -> None:
    """Write texts into files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def new_history(folder: Path, *, bare: bool = False) -> Path:
    """An empty git repository."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main", *(["--bare"] if bare else []))
    return folder


def commit(folder: Path, message: str = "Change", **texts: str) -> str:
    """Commit texts, and whatever else changed; gives the commit."""
    write(folder, **texts)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


def two_versions(folder: Path) -> Path:
    """A repository in which one regulation was amended."""
    new_history(folder)
    commit(folder, "Take up", 借阅条例=OLD)
    commit(folder, "Amend", 借阅条例=NEW)
    return folder


def run_sync(store: Repository, source: object, **choices: object) -> Synced:
    """Read one source into a repository."""
    session = Session(repository=store.root)
    options = SyncOptions(**choices)  # type: ignore[arg-type]
    (synced,) = sync([str(source)], session, options).sources
    return synced


def versions(store: Repository) -> list[str]:
    """The names of all stored versions."""
    opened = Repository.open(store.root)
    return [version.name for work in opened.works() for version in work.versions]


def fast_import(folder: Path, commits: int, files: int) -> Path:
    """A bare repository of many commits with many files each, one regulation a file."""
    new_history(folder, bare=True)
    with subprocess.Popen(
        ["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        for number in range(commits):
            lines = [f"commit refs/heads/main\ncommitter A <a@b> {number} +0000\ndata 1\nc\n"]
            for file in range(files):
                data = f"示例{number}市第{file}号办法\n\n第一条　{number}。\n"
                lines.append(
                    f"M 100644 inline {number}-{file}.txt\ndata {len(data.encode())}\n{data}\n"
                )
            process.stdin.write("".join(lines).encode())
    assert process.returncode == 0
    return folder
