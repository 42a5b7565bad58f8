"""Paths of the files that ship with the code: `schemas/`, `corpora/`, `docs/`.

In the built wheel they lie inside the package, in a checkout and an editable install at the top of
the repository.
"""

from __future__ import annotations

from pathlib import Path

from policydiff.errors import NotFoundError
from policydiff.messages import Message

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "_resources", _PACKAGE.parent)


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder.

    For example ``resource("schemas", "policydiff.rng")``. Raises `NotFoundError` where the
    installation lacks it.
    """
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    raise NotFoundError(
        Message(
            "{parts} is missing from this installation of policydiff; install it again",
            parts="/".join(parts),
        )
    )
