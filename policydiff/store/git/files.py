"""Access to the files that we write in a repository.

It goes through folders and plain files alone, never through a link. A repository may come from a
stranger, with links, pipes, devices or second names of other files in its places. POSIX opens each
part of a path by its own name in a folder that is open already, without following links, and looks
at what it opened. Windows has no such way: there every part is looked at (links, junctions) right
before it is used.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from policydiff.errors import DamagedError
from policydiff.messages import Message
from policydiff.system import NO_LINK, PLAIN_FILE, hold, open_directory

FRESH = "fresh-"
"""The beginning of the name of a file that is not whole yet."""

_JUNCTION = 0xA0000003
_KINDS = {
    stat.S_IFREG: "a file",
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: Message("a link"),
    stat.S_IFIFO: Message("a pipe"),
    stat.S_IFSOCK: Message("a socket"),
}


class NotPlainError(DamagedError):
    """Something else lies where a file or folder of ours should be."""

    def __init__(self, path: str | Path, what: str) -> None:
        super().__init__(
            Message(
                "{path} is {what}: nothing is read or written through it; see where it came from, and delete it",
                path=path,
                what=what,
            )
        )


class OpenFolder:
    """An open folder. `path` is its name for messages, and on Windows its path."""

    def __init__(self, path: Path, descriptor: int | None) -> None:
        """Use `open_folder` instead; without a descriptor everything goes by the path."""
        self.path = path
        self._at = descriptor

    def __enter__(self) -> Self:
        """The folder itself; it is closed at the end."""
        return self

    def __exit__(self, *_error: object) -> None:
        if self._at is not None:
            os.close(self._at)

    def look(self, name: str) -> os.stat_result | None:
        """The status of a name, of a link itself; None for nothing."""
        try:
            return os.lstat(self._name(name), dir_fd=self._at)
        except FileNotFoundError:
            return None

    @contextmanager
    def below(self, folders: Sequence[str], *, make: bool = False) -> Iterator[OpenFolder]:
        """Open a folder further down, made if `make`. Raises `NotPlainError`, `OSError`."""
        if not folders:
            yield self
            return
        with (
            self._step(folders[0], make=make) as next_one,
            next_one.below(folders[1:], make=make) as found,
        ):
            yield found

    def _step(self, name: str, *, make: bool) -> OpenFolder:
        if make:
            with suppress(FileExistsError):
                os.mkdir(self._name(name), dir_fd=self._at)
        found = self.look(name)
        if found is not None and kind_of(found) not in ("a folder", "a file"):
            raise NotPlainError(self.path / name, kind_of(found))
        if found is None or kind_of(found) == "a file":
            code = errno.ENOENT if found is None else errno.ENOTDIR
            raise OSError(code, os.strerror(code), str(self.path / name))
        return OpenFolder(
            self.path / name, open_directory(self._name(name), at=self._at, flags=NO_LINK)
        )

    def open(self, name: str, flags: int, mode: int = 0o666) -> int:
        """Open a plain file under a name, as a descriptor.

        A file to be written to must have no second name. Raises `NotPlainError`, `OSError`.
        """
        found = self.look(name)  # before it is opened: a device may do something then
        if found is not None:
            self._refuse(name, found, flags)
        descriptor = os.open(self._name(name), flags | PLAIN_FILE, mode, dir_fd=self._at)
        try:
            self._refuse(name, os.fstat(descriptor), flags)
        except NotPlainError:
            os.close(descriptor)
            raise
        return descriptor

    def _refuse(self, name: str, found: os.stat_result, flags: int) -> None:
        if kind_of(found) != "a file":
            raise NotPlainError(self.path / name, kind_of(found))
        if flags & (os.O_WRONLY | os.O_RDWR) and found.st_nlink > 1:
            raise NotPlainError(self.path / name, Message("another name of a file elsewhere"))

    def read(self, name: str, most: int = -1) -> bytes:
        """A plain file, or its first `most` bytes. Raises `NotPlainError`, `OSError`."""
        with os.fdopen(self.open(name, os.O_RDONLY), "rb") as stream:
            return stream.read(most)

    def write(
        self,
        name: str,
        data: bytes | Iterable[bytes],
        place: OpenFolder | None = None,
        *,
        beginning: str = FRESH,
        mode: int | None = None,
        lasting: bool = False,
    ) -> None:
        """Put a file in its place, here or in another folder, whole or not at all.

        A file that lay there is replaced, and not written into. The name under which it is made
        begins with `beginning`; `mode` are its permissions where they shall not be the usual ones.
        With `lasting` it is on the disk when this returns. Raises `OSError`.
        """
        fresh = f"{beginning}{secrets.token_hex(8)}"
        try:
            with os.fdopen(self.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as stream:
                hold(stream.fileno())
                stream.writelines((data,) if isinstance(data, bytes) else data)
                if lasting:
                    stream.flush()
                    os.fsync(stream.fileno())
            if mode is not None:
                os.chmod(self._name(fresh), mode, dir_fd=self._at)
            other = self if place is None else place
            os.replace(
                self._name(fresh),
                other._name(name),  # noqa: SLF001
                src_dir_fd=self._at,
                dst_dir_fd=other._at,  # noqa: SLF001
            )
            if lasting and other._at is not None:  # noqa: SLF001
                os.fsync(other._at)  # noqa: SLF001 of its own class
        except BaseException:
            self.remove(fresh)
            raise

    def remove(self, name: str) -> None:
        """Remove a name, or a link itself; do nothing without one. Raises `OSError`."""
        with suppress(FileNotFoundError):
            os.unlink(self._name(name), dir_fd=self._at)

    def names(self) -> list[str]:
        """All names in the folder."""
        return os.listdir(self.path if self._at is None else self._at)  # noqa: PTH208 - of an open folder

    def move(self, name: str, place: OpenFolder, into: str | None = None) -> None:
        """Move a file into a folder, under another name where `into` is given.

        A file that lies there already stays. Raises `OSError`.
        """
        if place.look(into or name) is None:
            os.replace(
                self._name(name),
                place._name(into or name),
                src_dir_fd=self._at,
                dst_dir_fd=place._at,
            )

    def clear(self, pattern: re.Pattern[str], age: float) -> None:
        """Remove plain files of a pattern, older than `age` seconds, that nobody holds."""
        for name in filter(pattern.fullmatch, self.names()):
            found = self.look(name)
            if (
                found is not None
                and kind_of(found) == "a file"
                and time.time() - found.st_mtime > age
                and not self._held(name)
            ):
                with suppress(PermissionError):  # Windows removes no file that is open
                    self.remove(name)

    def _held(self, name: str) -> bool:
        try:
            descriptor = self.open(name, os.O_RDONLY)
        except (OSError, NotPlainError):
            return True
        try:
            return not hold(descriptor)
        finally:
            os.close(descriptor)

    def _name(self, name: str) -> str:
        return name if self._at is not None else str(self.path / name)


def open_folder(path: Path) -> OpenFolder:
    """Open a folder that the user named, even through links. Raises `OSError`."""
    return OpenFolder(path, open_directory(path))


def kind_of(found: os.stat_result) -> str:
    """The kind of a file or folder, in words; a junction of Windows has its own."""
    if getattr(found, "st_reparse_tag", 0) == _JUNCTION:
        return Message("a junction")
    return _KINDS.get(stat.S_IFMT(found.st_mode), Message("a device"))


def is_ours(path: str) -> bool:
    """True for a path that leads neither out of the work tree nor into git's folder."""
    return all(
        part not in ("", ".", "..") and not _is_git(part) and not _odd(part)
        for part in path.split("/")
    )


def _is_git(part: str) -> bool:
    """True for ``.git`` under any name by which a file system recognises it."""
    seen = (
        "".join(char for char in part if char.isprintable())
        .casefold()
        .partition(":")[0]
        .rstrip(" .")
    )
    return seen in (".git", "git~1")


def _odd(part: str) -> bool:
    return "\0" in part or (os.sep != "/" and (os.sep in part or ":" in part))
