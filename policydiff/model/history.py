"""One clause through all versions of its work, and its JSON.

The schema is `schemas/history.schema.json`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import ClassVar, Literal

from policydiff.messages import Message
from policydiff.model.comparison import Edit, MatchKind, explaining_causes, is_closing_mark
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue
from policydiff.model.lineage import Ending, Evidence
from policydiff.model.version import Amendment, Computed, Decision, Ground
from policydiff.model.version_names import Called, amendment_of, called

ClauseKind = MatchKind | Literal["first"]
"""What the step to a version did to a clause; `first` in the oldest stored version, before which
nothing is known.
"""

Presence = Literal["present", "absent", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts(JsonValue):
    """The facts of one version in a history.

    `name` is its date or ``undated``; `amendment` is the one of the 题注 that made this version.
    `decision` is the stored act that led there from the version before, None where none is stored.
    `title` and `uri` are those of its work: a clause may be followed into a work that took the
    place of another. `in_force_ground` and `in_force_act` give the ground for the day of entry into
    force, `called` what lawyers call the version (see `policydiff.model.version_names`), `number` is that
    of the document. `computed` gives the origin of a compiled text, None where it was not compiled.
    """

    name: str
    date: str | None
    basis: str | None
    in_force: str | None
    amendment: Amendment | None
    decision: Decision | None = None
    title: str = ""
    uri: str | None = None
    in_force_ground: Ground | None = None
    in_force_act: Decision | None = None
    called: Called | None = None
    number: str | None = None
    authority: str | None = None
    computed: Computed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(JsonValue):
    """A clause as it stands in one version.

    `left` are the eIds that it came from, `beside` what else came of those (the other parts of a
    split). `edits` lead from the text of `left` to this one; none where nothing differs, and in the
    first version. `evidence` is the source for its origin in `left`, or for its being new,
    `doubtful` is True where a reader should check it; `instructions` are the items of the deciding
    act that are about it.
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
    doubtful: bool = False
    heading_edits: tuple[Edit, ...] = ()
    edits: tuple[Edit, ...] = ()
    evidence: Evidence = "inferred"
    instructions: tuple[str, ...] = ()

    @property
    def references_only(self) -> bool:
        """True where nothing changed but numbers and citations of provisions."""
        return self.kind == "reworded" and explaining_causes(self.heading_edits, self.edits) == {
            "renumbering"
        }

    @property
    def mark_only(self) -> bool:
        """True where only the mark at its end changed (。 to ；, as a list became longer).

        Such a change brings no new word, and blame does not report it.
        """
        behind = tuple(takewhile(lambda edit: edit.op != "equal", reversed(self.edits)))
        before = self.edits[: len(self.edits) - len(behind)]
        elsewhere = explaining_causes(self.heading_edits, before)
        return (
            self.kind == "reworded"
            and not elsewhere
            and bool(explaining_causes(behind))
            and is_closing_mark(behind)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One version of the work and the clauses of this history in it.

    There are none where the clause is not there yet or no longer (`absent`, `removed`). `endings`
    are the statements of the deciding act or of a person about clauses that ended here.
    """

    version: VersionFacts
    presence: Presence
    clauses: tuple[Clause, ...] = ()
    endings: tuple[Ending, ...] = ()
    document: Document | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class History(JsonValue):
    """Every version of the clause that was asked for.

    `remarks` report what people stated about the work and what could not be used, and how a version
    in force on a day was chosen; it is `presumed` where another one, whose clause of this number
    has another content, may have been in force then.
    """

    family: ClassVar[str] = "history"

    title: str
    uri: str | None
    provision: str
    asked: str
    moments: tuple[Moment, ...]
    remarks: tuple[Message, ...] = ()
    presumed: bool = False

    @property
    def versions(self) -> tuple[VersionFacts, ...]:
        """The versions, the oldest first."""
        return tuple(moment.version for moment in self.moments)


def version_facts(document: Document, name: str, decision: Decision | None = None) -> VersionFacts:
    """The facts of a version, and the stored act that led there.

    Its amendment is the one whose day is one of the version's own; None where the 题注 names none.
    """
    return VersionFacts(
        name=name,
        date=document.version_date,
        basis=document.version_basis,
        in_force=document.dates.in_force,
        in_force_ground=document.in_force_ground,
        in_force_act=document.in_force_act,
        called=called(document),
        number=document.document_number,
        authority=document.authority,
        amendment=amendment_of(document),
        decision=decision,
        title=document.title,
        uri=document.uri,
        computed=document.computed,
    )
