"""The check of one citation of a file: does what it names still stand there?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from policydiff.messages import Message
from policydiff.model.comparison import Span

Verdict = Literal[
    "stands",
    "renumbered",
    "reworded",
    "split",
    "merged",
    "regrouped",
    "removed",
    "replaced",
    "dangling",
    "misquoted",
    "unsure",
    "unchecked",
]
"""What a check finds: the provision stands there as it did; it has another number and the same
words, surely; other words; it was split, merged or regrouped; it has no counterpart; another work
took the place of the whole; there never was one of this number; the words quoted beside it are not
its words; it cannot be said with certainty; the cited text is not at hand.
"""

FINE: frozenset[Verdict] = frozenset(("stands", "unchecked"))
"""What nothing is to be done about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWords:
    """New words for a stretch of a citation, [begin, end) in its characters."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuote:
    """Words that the file quotes beside a citation.

    `then` is True where they stand in the version that is meant, `now` in the newest one; None
    where that has no such provision or is the same.
    """

    text: str
    then: bool
    now: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {"text": self.text, "then": self.then, "now": self.now}


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationCheck:
    """The finding on a citation, and its correction.

    `date` is that of the version that it was checked against; `now` are the provisions there, as
    they are cited. `changes` are the first stretches that changed, old and new; `more` says that
    there are others. `fixes` are empty where only a person can correct it; `reason` says why it could
    not be checked or corrected. `words` is the provision as it reads there, None where there is none
    or the whole text is cited.
    """

    verdict: Verdict
    date: str | None = None
    now: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    more: bool = False
    quote: CheckedQuote | None = None
    fixes: tuple[NewWords, ...] = ()
    reason: Message | None = None
    words: str | None = field(default=None, compare=False, repr=False)

    def corrected(self, text: str) -> str | None:
        """The citation with its new numbers; None where there are none."""
        if not self.fixes:
            return None
        for correct in sorted(self.fixes, key=lambda one: one.span, reverse=True):
            text = text[: correct.span[0]] + correct.text + text[correct.span[1] :]
        return text

    def to_dict(self, text: str) -> dict[str, Any]:
        """As JSON; `text` is the citation as printed."""
        return {
            "verdict": self.verdict,
            "date": self.date,
            "now": list(self.now),
            "changes": [{"from": before, "to": after} for before, after in self.changes],
            "quote": None if self.quote is None else self.quote.to_dict(),
            "corrected": self.corrected(text),
            "reason": self.reason,
            "words": self.words,
        }
