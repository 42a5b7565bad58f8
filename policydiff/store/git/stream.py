"""Commits as the input of ``git fast-import``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

INCOMING = "refs/policydiff/incoming"
"""The branch upon which git builds new commits; it is gone when they are built."""

END = f"reset {INCOMING}\n\ndone\n".encode()
"""The end of every stream."""

IDENTITY = "policydiff <policydiff@localhost>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file of a commit with its new content, None where it goes."""

    path: str
    data: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit to be made: its message and the files that it changes."""

    message: str
    changes: tuple[Change, ...]


def fast_import_input(commits: Iterable[Commit], tip: str | None, seconds: int) -> Iterator[bytes]:
    """The stream of commits upon `tip`, one after the other.

    They are dated `seconds` after 1970; git answers with the id of each. A date before 1970 breaks
    git, so ours is never below 0; the law's own date stands in a trailer.
    """
    yield b"feature done\n"
    for mark, commit in enumerate(commits, 1):
        message = commit.message.encode()
        yield f"commit {INCOMING}\nmark :{mark}\ncommitter {IDENTITY} {max(seconds, 0)} +0000\ndata {len(message)}\n".encode()
        yield message + b"\n"
        if mark == 1 and tip is not None:
            yield f"from {tip}\n".encode()
        for change in commit.changes:
            yield from _change(change)
        yield f"\nget-mark :{mark}\n".encode()
    yield END


def _change(change: Change) -> Iterator[bytes]:
    path = quote_path(change.path)
    if change.data is None:
        yield b"D " + path + b"\n"
        return
    yield b"M 100644 inline " + path + b"\ndata %d\n" % len(change.data)
    yield change.data
    yield b"\n"


def quote_path(path: str) -> bytes:
    """A path in C-style quotes: all but printable ASCII as octal escapes."""
    octets = path.encode("utf-8", "surrogateescape")
    return (
        b'"'
        + b"".join(
            bytes((octet,)) if 32 <= octet < 127 and octet not in b'"\\' else b"\\%03o" % octet
            for octet in octets
        )
        + b'"'
    )
