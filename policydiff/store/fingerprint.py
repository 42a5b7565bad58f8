"""The fingerprint of the package and its libraries, on which caches depend."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LIBRARIES = frozenset(("diff_match_patch", "lapx", "lxml", "numpy", "rapidfuzz", "rjieba"))
"""The distributions whose versions can change what a comparison finds, as their folders are called.
"""

_PACKAGE = Path(__file__).resolve().parent.parent
_NOT_SOURCES = frozenset(("__pycache__", "_resources"))
"""Folders that hold no source: `_resources` of a wheel is what stands beside the package in the
repository.
"""

_SOURCES = (".py", ".po", ".toml", ".j2", ".typ", ".css", ".js")
"""Endings of the files from which the package is made; others are made from them."""


@cache
def code_fingerprint() -> str | None:
    """A name for the present code and libraries, on which cached results depend.

    It changes with any change of the package, of the libraries or of Python. None where the code
    cannot be read (as in a frozen program): then nothing may be cached.
    """
    package = package_fingerprint()
    named = repr((package, sys.version_info[:2], *_libraries()))
    return None if package is None else hashlib.sha256(named.encode()).hexdigest()[:32]


@cache
def package_fingerprint() -> str | None:
    """A name for the package wherever it is installed; None if it cannot be read."""
    digest = hashlib.sha256()
    names = sorted(_sources())
    for name in names:
        try:
            data = Path(_PACKAGE, name).read_bytes()
        except OSError:
            return None
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:32] if names else None


def _sources() -> Iterator[str]:
    """The sources below the package, by their paths there."""
    for folder, folders, names in os.walk(_PACKAGE):
        folders[:] = [name for name in folders if name not in _NOT_SOURCES]
        place = Path(folder).relative_to(_PACKAGE).as_posix()
        yield from (f"{place}/{name}" for name in names if name.endswith(_SOURCES))


def _libraries() -> list[str]:
    """The installed libraries with their versions, by the names of their folders."""
    names: set[str] = set()
    for folder in sys.path:
        try:
            names.update(name for name in os.listdir(folder or ".") if _is_library(name))  # noqa: PTH208 - names alone
        except OSError:
            continue
    return sorted(names)


def _is_library(name: str) -> bool:
    stem, _, ending = name.rpartition(".")
    return ending in ("dist-info", "egg-info") and stem.partition("-")[0].lower() in LIBRARIES
