"""Finding the nearest repository, and making a new one."""

from __future__ import annotations

import os
from pathlib import Path

from policydiff.errors import LockedError, NotFoundError, UsageError, code_of_writing
from policydiff.messages import Message, template
from policydiff.store.git.layout import FORMAT, MARKER
from policydiff.store.git.process import BRANCH, Git, GitError, init_git, open_git
from policydiff.store.git.stream import Change, Commit

FIRST = Commit(
    message="Make the repository\n",
    changes=(
        Change(path=MARKER, data=f"format = {FORMAT}\n".encode()),
        Change(
            path=".gitattributes", data=b"# Texts and sources are kept byte for byte.\n* -text\n"
        ),
    ),
)
"""The first commit of every repository."""


class NoRepositoryError(NotFoundError):
    """There is no repository here."""

    def __init__(self, path: Path, other: Path | None = None) -> None:
        found = (
            Message(" ({other} is a git repository, but not one of policydiff)", other=other)
            if other
            else ""
        )
        super().__init__(
            Message(
                "no policydiff repository at {path} or above{found}; make one with `policydiff init FOLDER`",
                path=path,
                found=found,
            )
        )


class LibraryGoneError(LockedError):
    """The repository of a program that runs on was moved away, removed or locked."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "the library cannot be opened at the moment: its folder was moved, removed or locked; once it is back in its place, this works again without a restart"
            )
        )


def stamp_of(folder: Path) -> tuple[int, int]:
    """The identity of a git folder on its disk. Raises `LibraryGoneError`."""
    try:
        with (folder / "HEAD").open("rb") as file:
            file.read(1)
        found = folder.stat()
    except OSError:
        raise LibraryGoneError from None
    return found.st_dev, found.st_ino


class AlreadyThereError(UsageError):
    """A repository cannot be made where there is one already."""

    def __init__(self, path: Path, *, ours: bool) -> None:
        what = (
            template("{path} is a policydiff repository already")
            if ours
            else template("{path} holds a git repository of something else; name a new folder")
        )
        super().__init__(Message(what, path=path))


class UnmakeableError(UsageError):
    """The folder of a new repository cannot be made.

    Exit code 74 where the system refuses, 2 where something is in the way.
    """

    def __init__(self, root: Path, error: OSError) -> None:
        super().__init__(Message("{path} cannot be made: {error}", path=root, error=error.strerror))
        self.exit_code = code_of_writing(error, self.exit_code)


class NewerFormatError(UsageError):
    """A newer policydiff made the repository."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__(
            Message(
                "{path} is of a format that this policydiff does not know ({text}); use a newer policydiff",
                path=path,
                text=text.strip()[:60],
            )
        )


def make_git(path: str | Path) -> Git:
    """Make an empty git repository in a folder, which is made where it is missing.

    Raises `AlreadyThereError`, `UnmakeableError`, `GitError`.
    """
    root = Path(path).absolute()
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnmakeableError(root, error) from None
    root = root.resolve()
    git = (_open_if_any(root) if (root / ".git").exists() else None) or init_git(root)
    if git.tip() is not None or git.run("for-each-ref", "--count=1"):
        raise AlreadyThereError(root, ours=_main(git) is not None)
    git.run("symbolic-ref", "HEAD", BRANCH)
    return git


def find_git(path: str | Path) -> tuple[Git, str]:
    """The git of a repository, and its newest commit.

    It is the one in a folder or in the nearest one above it. Raises `NoRepositoryError`,
    `NotOwnedError`, `NewerFormatError`.
    """
    start = Path(path).resolve()
    other: Path | None = None
    for root in (start, *start.parents):
        if not _looks_like_git(root):
            continue
        git = _open_if_any(root)
        main = None if git is None else _main(git)
        if git is None or main is None:
            other = other or root
            continue
        tip, marker = main
        if marker.split("\n")[0].replace(" ", "") != f"format={FORMAT}":
            raise NewerFormatError(root, marker)
        return git, tip
    raise NoRepositoryError(start, other)


def _looks_like_git(root: Path) -> bool:
    bare = all(os.path.exists(root / name) for name in ("HEAD", "objects", "refs"))  # noqa: PTH110 - Path.exists raises where it may not look
    return bare or os.path.exists(root / ".git")  # noqa: PTH110


def _open_if_any(root: Path) -> Git | None:
    """Open a git folder; None where it only looks like one."""
    try:
        return open_git(root)
    except GitError as error:
        if b"not a git repository" in error.stderr:
            return None
        raise


def _main(git: Git) -> tuple[str, str] | None:
    """The newest commit of the main branch, and the marker in it."""
    asked = f"{BRANCH}^{{commit}}\n{BRANCH}:{MARKER}\n"
    try:
        answer = git.run("cat-file", "--batch", stdin=asked.encode())
    except GitError:
        return None
    found = []
    while answer:
        head, _, rest = answer.partition(b"\n")
        name, *kind = head.split()
        if len(kind) != 2:
            return None
        size = int(kind[1])
        found.append((name.decode(), kind[0], rest[:size]))
        answer = rest[size + 1 :]
    (tip, _, _), (_, kind_of_marker, marker) = found
    return (tip, marker.decode("utf-8", "replace")) if kind_of_marker == b"blob" else None
