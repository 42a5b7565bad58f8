"""One clause through all versions of its work, and its JSON (`schemas/history.schema.json`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from policydiff.model.comparison import Edit, MatchKind
from policydiff.model.document import Amendment, Document

ClauseKind = MatchKind | Literal["first"]
"""What the step to a version did to a clause; `first` in the oldest stored version, before which nothing is known."""

Presence = Literal["present", "absent", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """What a history tells of one version: `name` is its date or ``undated``; `amendment` is the one of the 题注 that made this version."""

    name: str
    date: str | None
    basis: str | None
    in_force: str | None
    amendment: Amendment | None

    def to_dict(self) -> dict[str, Any]:
        """As in the schema."""
        told = self.amendment
        return {
            "name": self.name,
            "date": self.date,
            "basis": self.basis,
            "in_force": self.in_force,
            "amendment": None if told is None else {"word": told.word, "date": told.date, "by": told.by, "decision": told.decision},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause as it stands in one version.

    `left` are the eIds that it came from, `beside` what else came of those (the other parts of a split). `edits` lead from the text of
    `left` to this one; none where nothing differs, and in the first version.
    """

    eid: str
    wid: str | None
    num: str | None
    level: str
    heading: str | None
    text: str
    kind: ClauseKind
    left: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    renumbered: bool = False
    moved: bool = False
    explained: bool = False
    heading_edits: tuple[Edit, ...] = ()
    edits: tuple[Edit, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As in the schema."""
        plain = ("eid", "wid", "num", "level", "heading", "text", "kind", "renumbered", "moved", "explained")
        return {
            **{name: getattr(self, name) for name in plain},
            "left": list(self.left),
            "beside": list(self.beside),
            "heading_edits": [edit.to_dict() for edit in self.heading_edits],
            "edits": [edit.to_dict() for edit in self.edits],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One version of the work and the clauses of this history in it: none where it is not there yet or no longer (`absent`, `removed`)."""

    version: VersionFacts
    presence: Presence
    clauses: tuple[Clause, ...] = ()
    document: Document | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every version of the clause that was asked for."""

    title: str
    uri: str | None
    provision: str
    asked: str
    moments: tuple[Moment, ...]

    def to_dict(self) -> dict[str, Any]:
        """As in the schema."""
        return {
            "schema_version": 1,
            "type": "history",
            "work": {"title": self.title, "uri": self.uri},
            "provision": self.provision,
            "asked": self.asked,
            "versions": [
                {
                    **moment.version.to_dict(),
                    "presence": moment.presence,
                    "clauses": [clause.to_dict() for clause in moment.clauses],
                }
                for moment in self.moments
            ],
        }


def version_facts(document: Document, name: str) -> VersionFacts:
    """The facts of a version. Its amendment is the one whose day is one of the version's own; None where the 题注 names none."""
    dates = document.dates
    days = {dates.adopted, dates.approved, dates.promulgated, dates.signed} - {None}
    found = next((told for told in reversed(document.amendments) if told.date in days), None)
    return VersionFacts(name=name, date=document.version_date, basis=document.version_basis, in_force=dates.in_force, amendment=found)
