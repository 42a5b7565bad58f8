"""The name of the person who judges: asked for once, or given by a trusted proxy."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.web.visit import PERSON, Visit, short_name

FIELD = "by"
"""The name of the field of a form."""

_AS_CHOSEN = {"path": "/", "samesite": "strict", "httponly": True, "max_age": 366 * 24 * 3600}


class NamelessError(UsageError):
    """A judgement came without a name."""

    def __init__(self) -> None:
        """Make the error, with what to do."""
        super().__init__(Message("write your name first; it is stored with every judgement"))


def reviewer_of(visit: Visit) -> str:
    """The name of the person, "" where it is unknown.

    A name that a proxy vouches for cannot be changed by a form.
    """
    if visit.person is not None:
        return visit.person
    return short_name(visit.field(FIELD)) or visit.name


def named_reviewer(visit: Visit) -> str:
    """The name of the person. Raises `NamelessError`."""
    name = reviewer_of(visit)
    if not name:
        raise NamelessError
    return name


def remember_reviewer(visit: Visit, answer: Response) -> Response:
    """The answer that has the browser remember a name given in a form."""
    name = short_name(visit.field(FIELD))
    if visit.person is None and name:
        answer.set_cookie(PERSON, quote(name), **_AS_CHOSEN)  # type: ignore[arg-type]
    return answer
