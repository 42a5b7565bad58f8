"""The session: what every use case is given of the run that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from policydiff.errors import NotFoundError
from policydiff.messages import Message
from policydiff.model.plugins import Language
from policydiff.store.repository import Repository

Watch = Callable[[Message, int, int], None]
"""Called with what is being done, how many are done, and of how many."""


def unwatched(_what: Message, _done: int, _all: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a person chose for all commands, and what came with the call."""

    repository: Path = Path()
    """Where to look for the repository, upwards from there."""

    language: Language = "en"
    """The language of messages, and of what is written about no text in particular."""

    standard_input: bytes | None = None
    """What the operand ``-`` names; None where nobody named it."""

    watch: Watch = unwatched
    """Called as the work goes on."""

    def store(self) -> Repository:
        """The repository. Raises `NoRepositoryError`."""
        return Repository.open(self.repository)

    def store_if_any(self) -> Repository | None:
        """The repository; None where nobody named one and there is none here. Raises
        `NoRepositoryError` for one that was named.
        """
        try:
            return self.store()
        except NotFoundError:
            if self.repository != Path():
                raise
            return None
