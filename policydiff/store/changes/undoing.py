"""Undoing the newest change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from policydiff.errors import OutdatedError, UsageError
from policydiff.messages import Message
from policydiff.store.changes.subjects import subject_of
from policydiff.store.git.history import read_log
from policydiff.store.git.objects import TreeEntry, list_tree, read_blob
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change, Commit
from policydiff.store.titles import one_line

_PLAIN = "100644"
_MOST_NEWER = 5
"""So many newer changes are named."""

_TRAILER = re.compile(r"(?:Work|Version|Relation): \S.*")
_SIGNS = {"Undo: ": "Redo: ", "Redo: ": "Undo: "}
"""What an undoing is called → what its own undoing is called, so that no subject grows."""


class NothingToUndoError(UsageError):
    """The newest commit is no change that policydiff can undo."""

    def __init__(self, subject: str) -> None:
        super().__init__(
            Message(
                "the newest commit “{subject}” is no change of a work by policydiff, so it is not undone; git can take it back",
                subject=one_line(subject, 80),
            )
        )


class NewerChangeError(OutdatedError):
    """Something else was changed since the change that is to be undone."""

    def __init__(self, newer: Iterable[str]) -> None:
        """`newer` are the subjects of the changes since then, the newest first."""
        super().__init__(
            Message(
                "something else was changed meanwhile, so nothing was taken back; look at the newest change first"
            ),
            tuple(map(subject_of, newer)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A commit as git stores it: its parents and its message."""

    parents: tuple[str, ...]
    message: str

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]

    def trailers(self) -> tuple[str, ...]:
        """The trailers of works and versions in the last paragraph of the message."""
        paragraphs = self.message.strip().split("\n\n")
        lines = paragraphs[-1].split("\n") if len(paragraphs) > 1 else []
        return tuple(line for line in lines if _TRAILER.fullmatch(line))


def plan_undo(git: Git, tip: str, seen: str | None = None) -> Iterator[Commit]:
    """The commit that restores the files as they were before `tip`.

    `seen` is the newest commit that the person knew of. Raises `NothingToUndoError`,
    `NewerChangeError`.
    """
    if seen is not None and seen != tip:
        newer = islice(read_log(git, tip, after=seen), _MOST_NEWER)
        raise NewerChangeError(entry.subject for entry in newer)
    made = _read(git, tip)
    trailers = made.trailers()
    if len(made.parents) != 1 or not any(line.startswith("Work: ") for line in trailers):
        raise NothingToUndoError(made.subject)
    before, after = (
        {entry.path: entry for entry in list_tree(git, commit)} for commit in (made.parents[0], tip)
    )
    paths = [
        path for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path)
    ]
    if not paths or any(
        side[path].mode != _PLAIN for side in (before, after) for path in paths if path in side
    ):
        raise NothingToUndoError(made.subject)
    lines = "\n".join((*trailers, f"Undo: {tip}"))
    message = f"{_subject(made.subject)}\n\n{lines}\n"
    yield Commit(
        message=message, changes=tuple(_restored(git, path, before.get(path)) for path in paths)
    )


def _read(git: Git, commit: str) -> _Made:
    head, _, message = (
        git.run("cat-file", "commit", commit).decode("utf-8", "replace").partition("\n\n")
    )
    parents = tuple(
        line.removeprefix("parent ") for line in head.split("\n") if line.startswith("parent ")
    )
    return _Made(parents=parents, message=message)


def _subject(subject: str) -> str:
    sign = next((sign for sign in _SIGNS if subject.startswith(sign)), None)
    return f"Undo: {subject}" if sign is None else _SIGNS[sign] + subject.removeprefix(sign)


def _restored(git: Git, path: str, entry: TreeEntry | None) -> Change:
    return Change(path=path, data=None if entry is None else read_blob(git, entry.blob))
