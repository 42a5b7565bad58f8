"""A process that is killed in the middle of a write; run as ``python killed.py REPOSITORY POINT
[undo]``.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial

from making import make, store

from policydiff.store.git import files, incoming, worktree, writer
from policydiff.store.repository import Repository


def die(*_arguments, **_options):
    """As the kernel would do it."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_with_git(*_arguments, **_options):
    """All that takes part, as when the machine goes off."""
    os.killpg(0, signal.SIGKILL)


def half_stream(git, commits, tip, seconds, end=die):
    """git is fed half of its input."""
    stream = b"".join(writer.fast_import_input(commits, tip, seconds))

    def half():
        yield stream[: len(stream) // 2]
        while not list(git.common.glob("policydiff/incoming-*/pack/tmp_pack_*")):
            time.sleep(0.01)
        end()

    incoming.build(git, half)


def second_file(*given, replace=worktree._replace, done=[]):  # noqa: B006 - it counts the calls
    """The first file is written, the second is not."""
    if done:
        die()
    done.append(given)
    replace(*given)


def half_taken(*given, move=files.OpenFolder.move, done=[]):  # noqa: B006 - it counts the calls
    """One object of the new commit lies in its place, the others do not."""
    if done:
        die()
    done.append(given)
    move(*given)


POINTS = {
    "half-stream": (writer, "_build", half_stream),
    "half-stream-with-git": (writer, "_build", partial(half_stream, end=die_with_git)),
    "half-taken": (files.OpenFolder, "move", half_taken),
    "built": (writer, "_move", die),
    "moved": (writer, "refresh", die),
    "some-files": (worktree, "_replace", second_file),
    "index-locked": (worktree, "_entries", die),
    "refreshed": (worktree, "_note_synced", die),
}


def main(path: str, point: str, change: str = "add") -> None:
    """Add a law, or undo the newest change, and die on the way."""
    setattr(*POINTS[point][:2], POINTS[point][2])
    repository = Repository.open(path)
    if change == "undo":
        repository.undo()
    else:
        store(repository, make())


if __name__ == "__main__":
    main(*sys.argv[1:])
