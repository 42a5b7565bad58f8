"""A process that is killed in the middle of a write; run as ``python killed.py REPOSITORY POINT``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from making import make, store

from policydiff.store import index, worktree, writer
from policydiff.store.repository import Repository


def die(*_arguments, **_options):
    """As the kernel would do it."""
    os.kill(os.getpid(), signal.SIGKILL)


def half_stream(git, commits, tip, seconds):
    """git is fed half of its input."""
    stream = b"".join(writer.fast_import_input(commits, tip, seconds))
    with git.start("fast-import", "--quiet", "--done", "--force", "--date-format=raw") as process:
        process.stdin.write(stream[: len(stream) // 2])
        process.stdin.flush()
        die()


def second_file(place, data, fresh, replace=worktree._replace, done=[]):  # noqa: B006 - it counts the calls
    """The first file is written, the second is not."""
    if done:
        die()
    done.append(place)
    replace(place, data, fresh)


POINTS = {
    "half-stream": (writer, "_build", half_stream),
    "built": (writer, "_move", die),
    "moved": (writer, "refresh", die),
    "some-files": (worktree, "_replace", second_file),
    "index-locked": (index, "_entries", die),
    "refreshed": (worktree, "_note_synced", die),
}


def main(path: str, point: str) -> None:
    """Add a law and die on the way."""
    setattr(*POINTS[point][:2], POINTS[point][2])
    store(Repository.open(path), make())


if __name__ == "__main__":
    main(*sys.argv[1:])
