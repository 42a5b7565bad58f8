"""Objects in the making, in a folder of ours: whatever a kill leaves lies there.

They are moved when all are whole, as git's own ``receive-pack`` does it.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from policydiff.errors import UsageError, code_of_writing
from policydiff.messages import Message
from policydiff.store.git.files import OpenFolder, open_folder
from policydiff.store.git.process import Git
from policydiff.store.git.stream import quote_path

BEGINNING = "incoming-"
_FAST_IMPORT = ("fast-import", "--quiet", "--done", "--force", "--date-format=raw")


class NotWritableError(UsageError):
    """The repository's folder cannot be written to.

    Exit code 74 where the system refuses, 2 where something is in the way.
    """

    def __init__(self, git: Git, error: OSError) -> None:
        super().__init__(
            Message(
                "{root} cannot be written to: {error}", root=git.root, error=error.strerror or error
            )
        )
        self.exit_code = code_of_writing(error, self.exit_code)


def build(git: Git, pieces: Callable[[], Iterable[bytes]]) -> tuple[str, ...]:
    """Build the commits of a stream for ``git fast-import``; no ref is moved.

    Raises `GitError`, `NotWritableError` and what `pieces` raises.
    """
    with _folder(git) as incoming:
        env = {
            "GIT_OBJECT_DIRECTORY": str(incoming.path),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": _quoted(str(git.common / "objects")),
        }
        made = git.feed(*_FAST_IMPORT, pieces=pieces(), env=env).decode().split()
        try:
            with open_folder(git.common) as top, top.below(("objects",)) as objects:
                _take_in(incoming, objects)
        except OSError as error:
            raise NotWritableError(git, error) from error
    return tuple(made)


@contextmanager
def _folder(git: Git) -> Iterator[OpenFolder]:
    with git.private(f"{BEGINNING}{secrets.token_hex(8)}") as incoming:
        try:
            yield incoming
        finally:
            shutil.rmtree(
                incoming.path, ignore_errors=True
            )  # what is left of it goes with the next write


def _take_in(incoming: OpenFolder, objects: OpenFolder) -> None:
    """Move all files into place, the index of a pack last: it makes a pack count."""
    for folder in incoming.names():
        with incoming.below((folder,)) as made, objects.below((folder,), make=True) as place:
            for name in sorted(made.names(), key=lambda name: (name.endswith(".idx"), name)):
                made.move(name, place)


def _quoted(path: str) -> str:
    """A path for a list of folders, in quotes where it needs them."""
    return (
        quote_path(path).decode()
        if os.pathsep in path or path.startswith('"') or "\n" in path
        else path
    )
