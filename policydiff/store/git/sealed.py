"""Seals upon results that are cached in the git folder.

Results that a stranger put there are not believed.

Whoever hands over a repository with its git folder can write anything into it, and a cached result
is not compared with the texts again. So each bears a seal made with a key of the user's own that
lies outside of every repository; without the key nothing is cached.
"""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from policydiff.store.git.files import FRESH, NotPlainError, OpenFolder, kind_of, open_folder
from policydiff.store.git.process import Git
from policydiff.system import is_private, state_folder

_SIZE = 32

MOST = 512 * 1024 * 1024
"""Bytes of a cached result: that of 30,000 works has 37 million; what is larger is not ours."""


def read_cached(git: Git, name: str) -> bytes | None:
    """The cached content under a name.

    None where it cannot be read, or is larger than any.
    """
    try:
        with git.private(make=False) as ours:
            found = ours.look(name)
            if found is None or found.st_size > MOST:
                return None
            return ours.read(name, MOST)
    except (OSError, NotPlainError):
        return None


def write_cached(git: Git, name: str, data: bytes) -> None:
    """Cache a result where we may write.

    Several readers may do so at once, as each writes a file of its own first.
    """
    with suppress(OSError, NotPlainError), git.private() as ours:
        found = ours.look(name)
        if found is None or kind_of(found) == "a file":
            ours.write(name, data)


def seal(purpose: str, data: bytes | memoryview) -> str | None:
    """The seal of a result that is cached for a purpose; None where there is no key."""
    key = _key(own_folder())
    if key is None:
        return None
    digest = hmac.new(key, purpose.encode() + b"\0", "sha256")
    digest.update(data)  # it may be large, and is not copied
    return digest.hexdigest()


def sealed(purpose: str, data: bytes | memoryview, found: str) -> bool:
    """True where a seal is the one that we would set."""
    right = seal(purpose, data)
    return right is not None and hmac.compare_digest(
        right.encode(), found.encode("utf-8", "replace")
    )


def with_seal(purpose: str, data: bytes) -> bytes | None:
    """A result behind a line with its seal; None where there is no key."""
    head = seal(purpose, data)
    return None if head is None else head.encode() + b"\n" + data


def without_seal(purpose: str, cached: bytes) -> bytes | None:
    """The result behind its seal; None where the seal is not ours."""
    head, _, data = cached.partition(b"\n")
    return data if sealed(purpose, data, head.decode("ascii", "replace")) else None


def own_folder() -> Path | None:
    """Our folder in the user's folder for the state of programs, where the key lies.

    None where the user has no home folder.
    """
    try:
        return state_folder() / "policydiff"
    except RuntimeError:  # nobody knows a home
        return None


@cache
def _key(place: Path | None) -> bytes | None:
    """The key in a folder, made where there is none.

    None where it cannot be made, or where others may have put it there.
    """
    if place is None or not place.is_absolute():
        return None
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open_folder(place) as folder:
            if folder.look("key") is None:
                _make(folder)
            found = folder.look("key")
            key = folder.read("key")
    except (OSError, NotPlainError):
        return None
    return key if len(key) == _SIZE and found is not None and is_private(found) else None


def _make(folder: OpenFolder) -> None:
    """Make the key.

    Where another process does so at the same time, the results that one of them cached are made
    again once.
    """
    fresh = f"{FRESH}{secrets.token_hex(8)}"
    try:
        with os.fdopen(
            folder.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
        ) as stream:
            stream.write(secrets.token_bytes(_SIZE))
        folder.move(fresh, folder, "key")
    finally:
        folder.remove(fresh)
