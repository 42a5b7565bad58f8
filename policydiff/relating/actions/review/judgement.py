"""review: a judgement as a person gives it."""

from __future__ import annotations

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.measures import Grade
from policydiff.relating.engine.relation import Judgement, LinkStatus


class NobodyError(UsageError):
    """A judgement needs a name."""

    def __init__(self) -> None:
        """Make the error, whose message shows how to give the name."""
        super().__init__(Message("name the reviewer: --by NAME, or set POLICYDIFF_REVIEWER"))


def judgement_of(
    reviewer: str, status: LinkStatus, grade: Grade | None = None, note: str | None = None
) -> Judgement:
    """A judgement as a person gives it.

    Raises `NobodyError`.
    """
    name = _clean(reviewer).strip()
    if not name:
        raise NobodyError
    return Judgement(
        reviewer=name,
        status=status,
        grade=grade,
        note=_clean(note) if note and note.strip() else None,
    )


def _clean(text: str) -> str:
    """The text without what cannot be encoded, as input from a terminal may hold."""
    return text.encode("utf-8", "replace").decode()
