"""Pages of a long answer: a limit, and a cursor with which the next page goes on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from policydiff.errors import UsageError
from policydiff.messages import Message

Row = TypeVar("Row")

_CURSOR = re.compile(r"([0-9]{1,9})-([0-9a-f]{16})")
"""For example: 20-0123456789abcdef."""


class BadCursorError(UsageError):
    """A cursor is of another request, or of an older state of the repository."""

    def __init__(self) -> None:
        """The cursor is not repeated: it means nothing to a reader."""
        super().__init__(
            Message(
                "this cursor belongs to another request, or the library has changed since; ask again without it"
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPage(Generic[Row]):
    """Some of `total` rows; `cursor` asks for the next page, None at the end."""

    rows: tuple[Row, ...]
    total: int
    cursor: str | None = None


def cut_page(  # noqa: PLR0913 - each is a part of the request
    total: int,
    row: Callable[[int], Row],
    *,
    request: str,
    cursor: str | None,
    limit: int,
    size: Callable[[Row], int] = lambda _row: 0,
    room: int = 0,
) -> RowPage[Row]:
    """The rows from the cursor on, each made only when it is on the page.

    There are `limit` rows at most, and no more than fit into `room` by their `size`, but always
    one. `request` names the question and the state of the repository: a cursor of any other is
    refused. Raises `BadCursorError`.
    """
    mark = hashlib.sha256(request.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    begin, used = _begin(cursor, mark, total), 0
    rows: list[Row] = []
    for place in range(begin, min(begin + limit, total)):
        made = row(place)
        used += size(made)
        if rows and used > room > 0:
            break
        rows.append(made)
    end = begin + len(rows)
    return RowPage(rows=tuple(rows), total=total, cursor=f"{end}-{mark}" if end < total else None)


def _begin(cursor: str | None, mark: str, total: int) -> int:
    """The place at which a cursor goes on. Raises `BadCursorError`."""
    if cursor is None:
        return 0
    found = _CURSOR.fullmatch(cursor)
    if found is None or found[2] != mark or int(found[1]) >= total:
        raise BadCursorError
    return int(found[1])
