"""The changes that were announced: two refs beside the main branch.

`announced` is the newest commit of which a person was informed, `pending` the one up to which that
was begun. A kill in between leaves both: the next run goes on with the same commits first, so that
nothing is announced twice, and nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from policydiff.store.git.process import Git

_FOLDER = "refs/policydiff/"
_ANNOUNCED, _PENDING = f"{_FOLDER}announced", f"{_FOLDER}pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """Both commits; None where nothing was announced, or nothing is pending."""

    announced: str | None = None
    pending: str | None = None


def read_announced(git: Git) -> Announced:
    """The refs as they stand. Raises `GitError`."""
    listing = git.run("for-each-ref", "--format=%(refname) %(objectname)", _FOLDER).decode()
    found = dict(line.split(" ", 1) for line in listing.splitlines())
    return Announced(announced=found.get(_ANNOUNCED), pending=found.get(_PENDING))


def begin_announcing(git: Git, commit: str) -> None:
    """Note that the changes up to a commit are being announced. Raises `GitError`."""
    git.run("update-ref", _PENDING, commit)


def finish_announcing(git: Git, commit: str) -> None:
    """Note that the changes up to a commit are announced, both refs at once.

    Raises `GitError`.
    """
    commands = f"start\nupdate {_ANNOUNCED} {commit}\ndelete {_PENDING}\nprepare\ncommit\n"
    git.run("update-ref", "--stdin", stdin=commands.encode())
