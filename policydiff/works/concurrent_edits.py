"""The words that a person sends from a page which others may have changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from policydiff.errors import LockedError
from policydiff.messages import SEMICOLON, Message
from policydiff.model.source import legible

Cell = TypeVar("Cell", bound=str)

VERDICTS: Mapping[str, Message] = MappingProxyType(
    {
        "confirmed": Message("confirmed"),
        "rejected": Message("rejected"),
        "2": Message("same measure"),
        "1": Message("same subject"),
        "answered": Message("answered"),
        "partly": Message("partly answered"),
        "none": Message("none found"),
    }
)
"""The names of verdicts and grades for a person."""


class WrittenMeanwhileError(LockedError):
    """The same place was written since it was shown."""

    def __init__(self, by: str, words: Iterable[str]) -> None:
        """`by` is who wrote, "" where that is unknown; `words` are stored now."""
        super().__init__(
            Message(
                "{name} changed this meanwhile to “{words}”; nothing was stored, so that neither is lost",
                name=by or Message("somebody"),
                words=Message.joined(words, SEMICOLON),
            )
        )


def merge_words(
    now: Mapping[Cell, str],
    sent: Mapping[Cell, str],
    shown: Mapping[str, str] | None,
    by: str,
    chosen: Collection[str] = (),
) -> dict[Cell, str]:
    """The cells to be stored: the stored ones with those that the person changed.

    A cell is changed where what was `sent` is not what was `shown`, and always where it is among
    `chosen`. Without `shown` all that was sent counts. Raises `WrittenMeanwhileError` where that
    would overwrite words of `now` that the person has not seen; `by` wrote them.
    """
    if shown is None:
        return {**now, **sent}
    changed = {
        key: text
        for key, text in sent.items()
        if key in chosen or key not in now or _plain(text) != _plain(shown.get(key, ""))
    }
    unseen = [
        _name(key, text)
        for key, text in now.items()
        if text
        and key in changed
        and _plain(text) not in (_plain(shown.get(key, "")), _plain(changed[key]))
    ]
    if unseen:
        raise WrittenMeanwhileError(by, unseen)
    return {**now, **changed}


def _plain(text: str) -> str:
    """The text as a form of a browser gives it back."""
    return legible(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _name(key: str, text: str) -> str:
    return VERDICTS.get(text, text) if key in ("verdict", "grade") else text
