"""Checks before a write: a git folder without links, and no remains of a kill.

git follows links in its own folder: a log of a branch is written to through one.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.store.git.files import FRESH, NotPlainError, OpenFolder, kind_of, open_folder
from policydiff.store.git.incoming import BEGINNING
from policydiff.store.git.process import PRIVATE, Git, GitError
from policydiff.store.git.stream import INCOMING

_THEIRS = frozenset(("hooks", "annex"))
"""Links of a person's own in the git folder, which nobody writes through."""

_WRITTEN = ("refs", "logs", "reftable", "worktrees", PRIVATE)
"""Folders of the git folder in which git and we write at every depth."""

_UNFINISHED = re.compile(rf"{FRESH}[0-9a-f]+")
_UNFINISHED_BEFORE = re.compile(
    r"(?:works|lineage)-[a-z0-9_]{8}|words\.npz\.new|synced\.new|file|index(?:\.lock)?|decided\.json"
    r"|search\.sqlite"
)
"""What earlier versions of policydiff called their files while they wrote them, and caches of theirs.
"""

_PACKS = re.compile(r"tmp_(?:pack|idx|rev|obj)_\w{6}|\.tmp-\d+-pack-[0-9a-f]+\.\w+")
"""What git calls its files while it writes them."""

_CACHES_BEFORE = re.compile(
    r"works\.json|words(?:-[0-9a-f])?\.npz|(?:lineage|decided)-[0-9a-f]{20}\.(?:steps|json)"
)
"""Caches of earlier versions, from before they lay in the user's own folder: words-0.npz"""

_CRASH = re.compile(r"fast_import_crash_\d+")

JOURNAL = "writing"
"""A file of ours that stands while we write; found at the beginning it tells of a writer that was
killed.
"""

SOON, LATER = 60.0, 24 * 3600.0
"""Seconds after which an unfinished file is surely dead: one of ours, which its writer holds from
the first moment on; one of git's, which git holds by nothing but writes to all the time.
"""


class ElsewhereError(UsageError):
    """The ``.git`` of a folder leads to a git folder that does not name it."""

    def __init__(self, git: Git) -> None:
        super().__init__(
            Message(
                "{path} leads to {directory}, which is not the git folder of a work tree here; nothing is written there: if it should be, run: git config --file '{config}' core.worktree '{root}'",
                path=git.root / ".git",
                directory=git.directory,
                config=git.common / "config",
                root=git.root,
            )
        )


def check_git_folder(git: Git) -> None:
    """Raise an error where a write could leave the repository's own folders.

    `NotPlainError` where something of git's or ours is a link, pipe or device, `ElsewhereError`
    where git lies elsewhere unasked.
    """
    _check_place(git)
    for folder in dict.fromkeys((git.directory, git.common)):
        for path, found in _places(folder):
            kind = kind_of(found)
            if kind not in ("a file", "a folder"):
                raise NotPlainError(path, kind)
            if kind == "a file" and found.st_nlink > 1 and "logs" in path.relative_to(folder).parts:
                raise NotPlainError(path, Message("another name of a file elsewhere"))


def _check_place(git: Git) -> None:
    """Raise `ElsewhereError` unless the ``.git`` and the git folder belong together."""
    place = git.root if git.bare else git.root / ".git"
    if stat.S_ISDIR(place.lstat().st_mode) and not (place / "commondir").exists():
        return
    back = git.directory / "gitdir"
    if not git.bare and git.directory.parent == git.common / "worktrees" and _names(back, place):
        return
    try:
        told = git.run(
            "config", "--file", str(git.common / "config"), "--get", "core.worktree"
        ).decode("utf-8", "surrogateescape")
    except GitError:
        told = ""
    if not told.strip() or not _same(git.common / told.strip(), git.root):
        raise ElsewhereError(git)


def _names(file: Path, place: Path) -> bool:
    try:
        return _same(
            file.parent / file.read_text(encoding="utf-8", errors="surrogateescape").strip(), place
        )
    except OSError:
        return False


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _places(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield the entries of a git folder where git or we write."""
    for entry in _entries(folder):
        found = _looked_at(entry)
        if entry.name not in _THEIRS and found is not None:
            yield folder / entry.name, found
        if entry.is_dir(follow_symlinks=False) and entry.name in (*_WRITTEN, "objects"):
            yield from _below(Path(entry.path), deep=entry.name != "objects")


def _below(folder: Path, *, deep: bool) -> Iterator[tuple[Path, os.stat_result]]:
    for entry in _entries(folder):
        found = _looked_at(entry)
        if found is not None and (deep or not entry.is_file(follow_symlinks=False)):
            yield Path(entry.path), found
        if deep and entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), deep=True)


def _looked_at(entry: os.DirEntry[str]) -> os.stat_result | None:
    """The state of an entry; None where another writer has removed it meanwhile."""
    try:
        return entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """The entries of a folder; none where another writer has removed it meanwhile."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except FileNotFoundError:
        return []


def clear_dead(git: Git, ours: OpenFolder) -> None:
    """Remove files that killed writers left.

    The caller holds the lock, so no writer of ours lives, but readers keep what they made. Whole
    packs that nothing refers to stay: another git may have built upon them, and ``git gc`` decides
    when to remove them.
    """
    for name in ours.names():
        if name.startswith(BEGINNING):
            shutil.rmtree(
                ours.path / name, ignore_errors=True
            )  # a dying git may hold it still; the next writer sees to that
    ours.clear(_CACHES_BEFORE, SOON)
    ours.clear(_UNFINISHED, SOON)
    ours.clear(_UNFINISHED_BEFORE, SOON)
    with open_folder(git.common) as top:
        _clear_crashes(top, ours.look(JOURNAL))
        with top.below(("objects",)) as objects:
            objects.clear(_PACKS, LATER)
            if objects.look("pack") is not None:
                with objects.below(("pack",)) as packs:
                    packs.clear(_PACKS, LATER)


def _clear_crashes(top: OpenFolder, killed: os.stat_result | None) -> None:
    """Remove the reports that our own gits wrote when they crashed."""
    for name in filter(_CRASH.fullmatch, top.names()):
        report = top.look(name)
        if report is None or kind_of(report) != "a file":
            continue
        text = top.read(name)
        broken = (
            killed is not None
            and report.st_mtime >= killed.st_mtime
            and (b"stream ends early" in text or b"EOF in data" in text)
        )
        if broken or INCOMING.encode() in text:
            top.remove(name)
