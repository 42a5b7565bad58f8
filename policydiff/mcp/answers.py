"""Answers to an assistant: found, not found, or unavailable."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from policydiff.errors import NotFoundError, PolicyDiffError, UsageError, words_of
from policydiff.locale import Language, translate
from policydiff.messages import Message
from policydiff.store.opening import NoRepositoryError
from policydiff.works.paging import cut_page

Row = TypeVar("Row")

MOST_ROWS = 50
"""Rows of one page, at most."""

ROOM = 24_000
"""Characters of JSON of one page; a single row may have more."""

AnswerStatus = Literal["found", "not found", "unavailable"]


class Answer(BaseModel, Generic[Row]):
    """One page of what the library holds.

    `status` is "found" (the rows are the answer), "not found" (the library was searched and does
    not hold it: `reason` has the sentence) or "unavailable" (it could not be searched, or not
    wholly: nothing follows about what it holds). `total` counts the rows of all pages;
    `next_cursor` asks for the next page, null at the end. `counts` are numbers about the whole
    answer, `notes` sentences that a reader of the rows must know.
    """

    status: AnswerStatus
    reason: str | None = None
    total: int = 0
    rows: tuple[Row, ...] = ()
    next_cursor: str | None = None
    counts: dict[str, int] = {}
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings(Generic[Row]):
    """All rows of an answer, each made only when it is asked for.

    `nothing` is the sentence where there is no row; None where no row is an answer too, such as
    that nothing changed. `unread` is True where not all of the library could be read.
    """

    total: int
    row: Callable[[int], Row]
    nothing: Message | None = None
    unread: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()


def answer_page(
    found: Findings[Row], language: Language, *, request: str, cursor: str | None, limit: int
) -> Answer[Row]:
    """One page of what was found.

    `request` names the question and the state of the library. Raises `BadCursorError`.
    """
    page = cut_page(
        found.total,
        found.row,
        request=request,
        cursor=cursor,
        limit=limit,
        size=_size,
        room=ROOM,
    )
    status: AnswerStatus = "found"
    if not found.total and found.nothing is not None:
        status = "unavailable" if found.unread else "not found"
    return Answer(
        status=status,
        reason=None if status == "found" else translate(found.nothing or Message(""), language),
        total=page.total,
        rows=page.rows,
        next_cursor=page.cursor,
        counts=dict(found.counts),
        notes=tuple(translate(note, language) for note in dict.fromkeys(found.notes)),
    )


def answer_failure(error: PolicyDiffError | OSError, language: Language) -> Answer[Any] | None:
    """The answer where a question failed.

    None for one that makes no sense as it was put.
    """
    if isinstance(error, UsageError):
        return None
    missing = isinstance(error, NotFoundError) and not isinstance(error, NoRepositoryError)
    if isinstance(error, NoRepositoryError):
        message = Message("the library is not there, or cannot be opened")
    elif isinstance(error, PolicyDiffError):
        message = error.message
    else:
        message = words_of(error)
    status: AnswerStatus = "not found" if missing else "unavailable"
    return Answer(status=status, reason=translate(message, language))


def _size(row: object) -> int:
    """The number of characters of a row in JSON."""
    return len(json.dumps(asdict(row), ensure_ascii=False))  # type: ignore[call-overload]
