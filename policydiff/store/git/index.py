"""git's index: changed as git does it, under ``index.lock``."""

from __future__ import annotations

import dataclasses
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from policydiff.messages import Message
from policydiff.store.git.files import OpenFolder, kind_of, open_folder
from policydiff.store.git.process import Git
from policydiff.system import claim

_LOCK, _TOKEN, _CLAIM = "index.lock", "index-token", "index-claim"
"""git's lock; in our folder, the number that is in a lock of ours, and the lock while it is made."""

_LONGEST_NUMBER = 64
"""The most bytes of a lock of ours; git's own hold the new index, which has more."""


@dataclass(slots=True)
class PathContent:
    """The content that a path shall have.

    `new` is the id of its content, None where the file goes; `ours` are contents that we left there
    earlier, None for no file.
    """

    new: str | None
    ours: set[str | None] = field(default_factory=set)

    def may_replace(self, found: str | None, *, whole: bool) -> bool:
        """True where the present content is ours.

        A file that is missing was deleted by a person, unless all are missing.
        """
        return found in self.ours or found == self.new or (whole and found is None)


class IndexLockedError(OSError):
    """Another git process holds the index."""


def refresh_index(
    git: Git, targets: Mapping[str, PathContent], commit: str, *, whole: bool
) -> list[Message]:
    """Bring the index to `commit` at these paths.

    Changes that a person staged are left, and noted.

    git is shown an empty folder for a work tree and stores no times with the entries: else it would
    read files, through filters that the repository configures. Raises `IndexLockedError`.
    """
    with _index_lock(git) as fresh, git.private("empty") as nothing:
        index, empty = git.directory / "index", nothing.path
        blind = dataclasses.replace(git, root=empty)
        env = {
            "GIT_INDEX_FILE": str(fresh),
            "GIT_DIR": str(git.directory),
            "GIT_WORK_TREE": str(empty),
        }
        if index.exists():
            shutil.copyfile(index, fresh)
            lines, notes = _entries(blind, env, targets, whole=whole)
            blind.run("update-index", "-z", "--index-info", stdin=lines, env=env)
            _keep_age(index, fresh)
        else:
            blind.run("read-tree", commit, env=env)
            notes = []
        fresh.replace(index)
    return notes


def _keep_age(index: Path, fresh: Path) -> None:
    """Give the fresh index the age of the old one."""
    old = index.stat()
    os.utime(fresh, ns=(old.st_atime_ns, old.st_mtime_ns))


def _entries(
    git: Git, env: Mapping[str, str], targets: Mapping[str, PathContent], *, whole: bool
) -> tuple[bytes, list[Message]]:
    lines: list[str] = []
    notes: list[Message] = []
    staged = _staged(git, env)
    for path, target in targets.items():
        found = staged.get(path)
        if not target.may_replace(found, whole=whole):
            notes.append(Message("{path} was staged in the index and is left as it is", path=path))
        elif found != target.new:
            lines.append(
                f"100644 {target.new}\t{path}"
                if target.new
                else f"0 {'0' * len(found or '')}\t{path}"
            )
    return "".join(line + "\0" for line in lines).encode("utf-8", "surrogateescape"), notes


def _staged(git: Git, env: Mapping[str, str]) -> dict[str, str]:
    """The id of the content of each staged path."""
    staged: dict[str, str] = {}
    for line in (
        git.run("ls-files", "--stage", "-z", env=env)
        .decode("utf-8", "surrogateescape")
        .split("\0")[:-1]
    ):
        head, _, path = line.partition("\t")
        _, blob, stage = head.split(" ")
        staged[path] = blob if stage == "0" else "unmerged"
    return staged


@contextmanager
def _index_lock(git: Git) -> Iterator[Path]:
    """Hold ``index.lock``; gives a place for the new index."""
    with git.private() as ours, open_folder(git.directory) as top:
        if _content(ours, _TOKEN) == (_content(top, _LOCK) or b"none"):
            top.remove(_LOCK)
        for stale in (_TOKEN, _CLAIM, "index", _LOCK):
            ours.remove(stale)
        number = secrets.token_hex(16).encode()
        for name in (_TOKEN, _CLAIM):
            ours.write(name, number)
        try:
            claim(ours.path / _CLAIM, git.directory / _LOCK)
        except FileExistsError:
            for name in (_TOKEN, _CLAIM):
                ours.remove(name)
            raise IndexLockedError(Message("another git holds it (index.lock)")) from None
        try:
            yield ours.path / "index"
        finally:
            top.remove(_LOCK)
            ours.remove(_TOKEN)


def _content(folder: OpenFolder, name: str) -> bytes | None:
    """The content of a small file; None for any other and for none."""
    found = folder.look(name)
    if found is None or kind_of(found) != "a file" or found.st_size > _LONGEST_NUMBER:
        return None
    return folder.read(name)
