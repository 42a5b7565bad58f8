"""How much is tried: some in `make test`, all in `make test-all`, which takes the profile `all` of
Hypothesis, new examples in `make search-tests`.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from hypothesis import settings

ALL = 100
"""Percent of the examples that `make test-all` tries; a profile of Hypothesis tells its own share
as `max_examples`.
"""

SEARCH = 1000
"""Percent of the examples that `make search-tests` tries, new ones each time."""

_LEAST = 4

Item = TypeVar("Item")


def examples(most: int) -> int:
    """How many examples to try of a law for which `make test-all` tries `most`."""
    return max(min(most, _LEAST), most * settings().max_examples // ALL)


def some(items: Sequence[Item], step: int) -> Sequence[Item]:
    """All of them in `make test-all`, else one of every `step`, the first among them."""
    return items if settings().max_examples >= ALL else items[::step]


def changed_files(root: Path) -> frozenset[str] | None:
    """The files of a checkout that are not as the branch has them from which it came.

    None where git cannot tell that.
    """

    def git(*words: str) -> list[str]:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *words],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()

    try:
        (base,) = git("merge-base", "HEAD", "@{upstream}")
        changed = git("diff", "--name-only", "--no-renames", base, "--")
        return frozenset((*changed, *git("ls-files", "--others", "--exclude-standard")))
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
