"""The words that a person sends from a page which others may have changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TypeVar

from policydiff.errors import OutdatedError
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


class WrittenMeanwhileError(OutdatedError):
    """The same place was written since it was shown."""

    def __init__(
        self, now: Mapping[str, str], given: Mapping[str, str], *, by: str = "", at: str = ""
    ) -> None:
        self.now, self.given, self.by, self.at = now, given, by, at
        words = [stored for _, stored, _ in self.differences if stored]
        written = Message(
            "{name} changed this meanwhile to “{words}”; nothing was stored, so that neither is lost",
            name=by or Message("somebody"),
            words=Message.joined(words, SEMICOLON),
        )
        taken = Message(
            "{name} took this back meanwhile; nothing was stored, so that neither is lost",
            name=by or Message("somebody"),
        )
        super().__init__(written if words else taken)

    @property
    def differences(self) -> list[tuple[str, str | Message, str | Message]]:
        """The cells that differ: the name, what is stored, what was given."""
        return [
            (key, _name(key, self.now.get(key, "")), _name(key, text))
            for key, text in self.given.items()
            if _plain(text) != _plain(self.now.get(key, ""))
        ]


def merge_words(
    now: Mapping[Cell, str],
    sent: Mapping[Cell, str],
    shown: Mapping[str, str],
    by: str,
    chosen: Collection[str] = (),
    *,
    at: str = "",
) -> dict[Cell, str]:
    """The cells to be stored: the stored ones with those that the person changed.

    A cell is changed where what was `sent` is not what was `shown`, and always where it is among
    `chosen`; a cell that was not shown was empty. Raises `WrittenMeanwhileError` where a changed
    cell is stored otherwise than it was shown; `by` wrote that, `at` an ISO time.
    """
    changed = {
        key: text
        for key, text in sent.items()
        if key in chosen or key not in now or _plain(text) != _plain(shown.get(key, ""))
    }
    if any(
        key in changed and _plain(text) not in (_plain(shown.get(key, "")), _plain(changed[key]))
        for key, text in now.items()
    ):
        stored: dict[str, str] = {str(key): text for key, text in now.items()}
        given = {str(key): text for key, text in changed.items()}
        raise WrittenMeanwhileError(stored, {**stored, **given}, by=by, at=at)
    return {**now, **changed}


def _plain(text: str) -> str:
    """The text as a form of a browser gives it back."""
    return legible(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _name(key: str, text: str) -> str | Message:
    return VERDICTS.get(text, text) if key in ("verdict", "grade") else text
