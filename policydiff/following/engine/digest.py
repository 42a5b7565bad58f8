"""The news of a library: texts that came, and their changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from policydiff.amending.engine.operations import Verification
from policydiff.following.engine.affected import Affected
from policydiff.messages import Message
from policydiff.model.comparison import Comparison
from policydiff.model.json_keys import JsonValue, as_json

NewsStatus = Literal["added", "compiled", "published", "corrected", "dated", "removed"]
"""A text that came; one that was compiled from a decision; the official text of a compiled one;
another text or another day of a stored version; a version that was removed.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState(JsonValue):
    """A source as it was read: three outcomes that are never one another.

    `new` and `unchanged` are numbers of texts. `refused` are texts that were not stored,
    `unavailable` what could not be read, each with the reason.
    """

    name: str
    new: int = 0
    unchanged: int = 0
    refused: tuple[tuple[str, Message], ...] = ()
    unavailable: tuple[tuple[str, Message], ...] = ()
    notes: tuple[Message, ...] = ()
    """What else it states, such as the end of a work."""

    @property
    def is_without_news(self) -> bool:
        """True where all of it was read, and holds nothing new."""
        return not (self.new or self.refused or self.unavailable or self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem(JsonValue):
    """A version that came or changed, beside the one before it.

    `previous` is the date of that, None for a first text; `comparison` is None where there is
    nothing to compare, or `fault` says why it could not be. `decision` is the stored decision that
    led to it, `verification` the comparison of the text with what that orders. `amends` are the
    titles of the works that the text itself amends, as a decision.
    """

    status: NewsStatus
    uri: str
    title: str
    kind: str
    date: str | None
    in_force: str | None = None
    address: str | None = None
    previous: str | None = None
    decision: str | None = None
    amends: tuple[str, ...] = ()
    comparison: Comparison | None = None
    verification: Verification | None = None
    fault: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The news from one commit of the library to another, and what they concern.

    `day` (ISO) is that of the newest commit, or of asking where nothing is new; `since` and `tip`
    are the commits, equal then. `to_do` are sentences on what a person must do.
    """

    family: ClassVar[str] = "digest"

    day: str
    since: str
    tip: str
    sources: tuple[SourceState, ...] = ()
    items: tuple[NewsItem, ...] = ()
    affected: Affected | None = None
    to_do: tuple[Message, ...] = ()

    @property
    def name(self) -> str:
        """The name of the digest: the same news have the same one."""
        return f"{self.since[:12]}-{self.tip[:12]}"

    @property
    def is_empty(self) -> bool:
        """True where nothing came and nothing is to be done."""
        return not (self.items or self.to_do) and all(
            source.is_without_news for source in self.sources
        )

    def to_dict(self) -> dict[str, Any]:
        """The digest as JSON; of each comparison its counts and what both texts prove."""
        return as_json(self)
