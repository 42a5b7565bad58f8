"""Repositories that are made once in each process and copied for each test.

`init` and `add` start 25 git processes, a copy none.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from policydiff.store.repository import Repository

_READY: dict[str, Path] = {}


def copy_of(name: str, make: Callable[[Path], object], folder: Path) -> Path:
    """A copy in `folder` of what `make` made of a folder, the first time that the name came up.

    It lies beside the state of all tests of the process, whose seals the copies bear.
    """
    if name not in _READY:
        place = Path(os.environ["XDG_STATE_HOME"]).parent / "ready" / name
        make(place)
        _READY[name] = place
    return Path(shutil.copytree(_READY[name], folder, symlinks=True, dirs_exist_ok=True))


def new_repository(folder: Path, **choices: Any) -> Repository:
    """An empty repository in a folder, made on 2026-01-02; `choices` are those of `open`."""
    make = partial(Repository.init, clock=lambda: 1_767_312_000)
    return Repository.open(copy_of("empty", make, folder), **choices)
