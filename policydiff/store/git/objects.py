"""Reading objects of git in bulk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO

from policydiff.akn.profile import MAX_BYTES
from policydiff.errors import DamagedError
from policydiff.messages import Message
from policydiff.store.git.process import Git

_AT_ONCE = 64
"""Requests sent before the answers are read: few enough to fit a pipe, or both sides would wait for
each other.
"""


class ForgedObjectError(DamagedError):
    """The content of an object does not match its id, which git does not check."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "the object {name} holds something else than its name states; see `policydiff fsck`",
                name=name,
            )
        )


class MissingObjectError(DamagedError):
    """git lacks an object that the repository names."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "the object {name} is missing from the repository; see `policydiff fsck`", name=name
            )
        )


class HugeObjectError(DamagedError):
    """An object is larger than any that we store."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(
            Message(
                "the object {name} has {size} bytes, more than policydiff stores ({most}); it was not read",
                name=name,
                size=f"{size:,}",
                most=f"{MAX_BYTES:,}",
            )
        )


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file of a commit: its path, mode (``100644``) and the id of its content."""

    path: str
    mode: str
    blob: str


def list_tree(git: Git, commit: str, *folders: str) -> Iterator[TreeEntry]:
    """Every file of a commit, or of some of its folders, in git's order."""
    listing = git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *folders)
    for line in listing.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        head, _, path = line.partition("\t")
        mode, _, blob = head.split(" ")
        yield TreeEntry(path, mode, blob)


_RAW = ("-r", "-z", "--raw", "--no-renames", "--no-ext-diff")
"""How diff-tree is asked for files by their contents."""

ChangedFile = tuple[str, str | None, str | None]
"""A path, and the ids of its content before and after, None for no file."""


def list_changes(git: Git, before: str, after: str) -> Iterator[ChangedFile]:
    """Every file that differs between two commits.

    git is asked for no folders: where its configuration names another work tree, it would look for
    them there. Raises `GitError` where a commit is gone.
    """
    yield from _changed_files(git.run("diff-tree", *_RAW, before, after))


def list_each_change(git: Git, commits: bytes) -> Iterator[ChangedFile]:
    """Every file that each of some commits changed; they are given by lines."""
    yield from _changed_files(
        git.run("diff-tree", "--stdin", "--no-commit-id", "-m", *_RAW, stdin=commits)
    )


def _changed_files(raw: bytes) -> Iterator[ChangedFile]:
    fields = raw.decode("utf-8", "surrogateescape").split("\0")[:-1]
    for head, path in zip(fields[::2], fields[1::2], strict=True):
        _, _, old, new, _ = head.split(" ")
        yield path, old if old.strip("0") else None, new if new.strip("0") else None


def read_blobs(git: Git, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Each blob with its content, checked against its id, in the order asked.

    Raises `MissingObjectError`, `ForgedObjectError`, `HugeObjectError`.
    """
    wanted = iter(blobs)
    chunk = list(islice(wanted, _AT_ONCE))
    if not chunk:
        return
    with git.start("cat-file", "--batch") as process:
        requests, answers = process.stdin, process.stdout
        if requests is None or answers is None:  # pragma: no cover - both are pipes
            return
        while chunk:
            try:
                requests.write("".join(name + "\n" for name in chunk).encode())
                requests.flush()
            except BrokenPipeError:
                raise MissingObjectError(chunk[0]) from None
            for name in chunk:
                yield name, _answer(answers, name)
            chunk = list(islice(wanted, _AT_ONCE))


def read_each(git: Git, blobs: Iterable[str]) -> Iterator[tuple[str, bytes | DamagedError]]:
    """Each blob with its content, or with git's error, in the order asked."""
    wanted, begin = list(blobs), 0
    while begin < len(wanted):
        try:
            for name, data in read_blobs(git, islice(wanted, begin, None)):
                begin += 1
                yield name, data
        except (MissingObjectError, ForgedObjectError, HugeObjectError) as error:
            begin += 1
            yield wanted[begin - 1], error


def read_blob(git: Git, blob: str) -> bytes:
    """The content of one blob. Raises `MissingObjectError`."""
    return next(iter(read_blobs(git, (blob,))))[1]


def _answer(answers: IO[bytes], name: str) -> bytes:
    """Read one answer of ``git cat-file --batch``."""
    words = answers.readline().split()
    if len(words) != 3:
        raise MissingObjectError(name)
    size = int(words[2])
    if size > MAX_BYTES:
        raise HugeObjectError(name, size)
    content = answers.read(size)
    answers.read(1)
    found = words[0].decode()
    if blob_id(content, like=found) != found:
        raise ForgedObjectError(found)
    return content


def blob_id(data: bytes, like: str) -> str:
    """The id that git gives a blob of this content, by the hash that made `like`."""
    digest = hashlib.new("sha1" if len(like) == 40 else "sha256", usedforsecurity=False)
    digest.update(b"blob %d\0" % len(data))
    digest.update(data)
    return digest.hexdigest()
