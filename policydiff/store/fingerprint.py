"""A fingerprint of the code and libraries on which a cached result depends.

They are the code that made it, and the libraries which that calls.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from itertools import chain
from pathlib import Path

LIBRARIES = frozenset(("diff_match_patch", "lapx", "lxml", "numpy", "rapidfuzz", "rjieba"))
"""The distributions whose versions can change what a comparison finds, as their folders are called.
"""

_PACKAGE = Path(__file__).resolve().parent.parent
_COPIED = "_resources"
"""The folder of a wheel for what stands beside the package in the repository."""

_SOURCES = frozenset((".py", ".po", ".toml", ".j2", ".typ", ".css", ".js"))
"""Endings of the files from which the package is made; others are made from them."""


@cache
def code_fingerprint(*folders: str) -> str | None:
    """A name for the present code of some folders and the present libraries.

    It covers the package's own modules and all below `folders`, and changes whenever any of these
    changes in anything. None where the code cannot be read (as in a frozen program): then nothing
    may be cached.
    """
    digest = hashlib.sha256(repr((sys.version_info[:2], *_libraries())).encode())
    paths = [sorted(_PACKAGE.glob("*.py"))]
    paths += [sorted((_PACKAGE / name).rglob("*.py")) for name in folders]
    for path in chain.from_iterable(paths):
        try:
            data = path.read_bytes()
        except OSError:
            return None
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:32] if all(paths) else None


@cache
def package_fingerprint() -> str | None:
    """A name for all code and data of the package, the same wherever it is installed.

    None where they cannot be read.
    """
    digest = hashlib.sha256()
    paths = [path for path in sorted(_PACKAGE.rglob("*")) if path.suffix in _SOURCES]
    for path in paths:
        name = path.relative_to(_PACKAGE)
        if name.parts[0] == _COPIED:
            continue
        try:
            data = path.read_bytes()
        except OSError:
            return None
        digest.update(f"{name.as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:32] if paths else None


def _libraries() -> list[str]:
    """The installed libraries with their versions, by the names of their folders.

    Such as numpy-2.1.0.dist-info; importlib.metadata takes 40 ms.
    """
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
