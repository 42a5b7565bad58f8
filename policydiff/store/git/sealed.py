"""Seals upon records in the git folder, with a key outside of every repository.

Whoever hands over a repository with its git folder can write anything into it.
"""

from __future__ import annotations

import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from policydiff.store.git.files import FRESH, NotPlainError, OpenFolder, open_folder
from policydiff.system import is_private, state_folder

_SIZE = 32


def seal(purpose: str, data: bytes) -> str | None:
    """The seal upon data of a purpose; None where there is no key."""
    key = _key(own_folder())
    if key is None:
        return None
    return hmac.digest(key, purpose.encode() + b"\0" + data, "sha256").hex()


def with_seal(purpose: str, data: bytes) -> bytes | None:
    """Data behind a line with its seal; None where there is no key."""
    head = seal(purpose, data)
    return None if head is None else head.encode() + b"\n" + data


def without_seal(purpose: str, stored: bytes) -> bytes | None:
    """The data behind a seal; None where the seal is not ours."""
    head, _, data = stored.partition(b"\n")
    ours = seal(purpose, data)
    return data if ours is not None and hmac.compare_digest(ours.encode(), head) else None


def own_folder() -> Path | None:
    """Our folder in the user's folder of states, with the key; None without a home."""
    try:
        return state_folder() / "policydiff"
    except RuntimeError:  # nobody knows a home
        return None


@cache
def _key(place: Path | None) -> bytes | None:
    """The key in a folder, made where there is none."""
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
    """Make the key; of two processes that do so at once one makes seals in vain."""
    fresh = f"{FRESH}{secrets.token_hex(8)}"
    try:
        with os.fdopen(
            folder.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
        ) as stream:
            stream.write(secrets.token_bytes(_SIZE))
        folder.move(fresh, folder, "key")
    finally:
        folder.remove(fresh)
