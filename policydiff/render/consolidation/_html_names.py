"""What the places of a page are called, so that a page can show several decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.views.consolidation import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of places of one decision. `prefix` parts them from those of the other decisions on
    the page.

    `clauses` leads from the eIds of the text after this decision to those of the whole text that
    the page shows; None where that is the same
    text.
    """

    prefix: str = ""
    clauses: Mapping[str, tuple[str, ...]] | None = None

    def item(self, line: Line) -> str:
        """An item of the decision."""
        return f"{self.prefix}i{line.id}"

    @property
    def differences(self) -> str:
        """The differences from the republished text."""
        return f"{self.prefix}differences"

    def clause(self, eid: str) -> str | None:
        """A clause of the whole text; None where it is no longer there."""
        if self.clauses is None:
            return clause_name(eid)
        return next(map(clause_name, self.clauses.get(eid, ())), None)


def clause_name(eid: str) -> str:
    """The name of a clause of the whole text."""
    return f"n-{eid}"
