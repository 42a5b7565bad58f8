"""The tracked changes of a file, counted, and the text of it that was read."""

from __future__ import annotations

from dataclasses import dataclass

from policydiff.messages import AND, Message
from policydiff.model.source import Problem
from policydiff.reading.contract import Revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """The numbers of insertions and deletions in a part; a move is one of each."""

    added: int = 0
    removed: int = 0


def revisions_problem(tracked: Tracked, revisions: Revisions) -> tuple[Problem, ...]:
    """A problem for a file with tracked changes: which of its two texts was read."""
    if not tracked.added and not tracked.removed:
        return ()
    added = Message.counted(
        "{count} insertion", "{count} insertions", tracked.added, count=tracked.added
    )
    removed = Message.counted(
        "{count} deletion", "{count} deletions", tracked.removed, count=tracked.removed
    )
    count = Message.joined((added, removed), AND)
    how = (
        Message("as if all were accepted")
        if revisions == "accepted"
        else Message("as it was before them")
    )
    other = "original" if revisions == "accepted" else "accepted"
    return (
        Problem(
            code="tracked-changes",
            message=Message(
                "the file holds tracked changes ({count}); the text was read {how}",
                count=count,
                how=how,
            ),
            hint=Message("Use --revisions {other} to read the other text", other=other),
        ),
    )
