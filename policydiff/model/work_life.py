"""The life of a work, as texts state it: its end, its term, and what prolongs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from policydiff.locale import Labels
from policydiff.messages import COMMA, Message, template
from policydiff.model.json_keys import JsonValue

LifeKind = Literal[
    "repealed",
    "void",
    "stopped",
    "ended",
    "part",
    "suspended",
    "term",
    "trial",
    "prolonged",
    "in force",
]
"""What is stated of a work: 废止 repealed, 宣布失效 declared void, 停止执行 stopped, ended as a
person states it without such a word; a part of
it repealed or stopped; a part of it adjusted or not applied for a time or in a region (暂时调整适用)
suspended; a term after which it lapses (有效期五年, 有效期至…); a time of trial of which no word says
that the work ends with it (试行期一年); the term prolonged (有效期延长至…); listed as in force
(现行有效, 继续有效)."""

ENDING = frozenset(("repealed", "void", "stopped", "ended"))
"""The kinds that end a whole work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeClause(JsonValue):
    """A sentence of a text on the life of a work.

    `title` is that of the work as printed, without 《》; None where the text speaks of itself
    (有效期五年). `number` and `date` are its document number and its day (ISO) where they stand beside
    the title. `day` is the first day (ISO) on which what is stated holds: of `repealed`, `void`,
    `stopped`, `part` and `in force` None where it holds from the day of force of the text on; of
    `term`, `trial` and `prolonged` the first day after the term (有效期至2024年7月31日 is 2024-08-01),
    None where it can only be counted: by `months` from the day of force on, or, of `prolonged`,
    from the end of the term before. Of `suspended` `day` is its first day and `until` the first day
    after it, None where it is open. `places` are the clauses as printed (第七条第二款), `region` is where
    it holds, as printed, None without limit. `eid` is the part of the text in which it stands,
    `words` the sentence as printed, at most 200 characters. `by` is the act or the person that is
    named where a person states it, None for what a text states.
    """

    kind: LifeKind
    words: str
    title: str | None = None
    number: str | None = None
    date: str | None = None
    day: str | None = None
    until: str | None = None
    months: int | None = None
    places: tuple[str, ...] = ()
    region: str | None = None
    eid: str | None = None
    by: str | None = None


FactKind = LifeKind | Literal["expired", "presumed", "replaced"]
"""As in a text, or: its term is over, it is over by a rule of its place on documents that state
none, another work took its place."""

ENDED = ENDING | {"expired", "replaced"}
"""The kinds by which a whole work ends."""

DOUBTFUL = frozenset(("trial", "presumed"))
"""The kinds of a term that is over and ends nothing by itself."""

WorkStatusKind = Literal[
    "repealed",
    "void",
    "stopped",
    "ended",
    "expired",
    "replaced",
    "in force",
    "trial over",
    "presumed over",
    "end undated",
    "none",
]
"""The status of a work: how it ended; stated as in force; its time of trial is over, and nothing
more is known; no stored text ends it."""

OPEN: frozenset[WorkStatusKind] = frozenset(("trial over", "presumed over", "end undated"))
"""The statuses that leave it open whether a work still applies."""

STATUSES = Labels(
    "status of a work",
    {
        "repealed": "repealed",
        "void": "declared void",
        "stopped": "no longer carried out",
        "ended": "ended",
        "expired": "its term is over",
        "replaced": "replaced",
        "in force": "stated as in force",
        "trial over": "its time of trial is over; whether it still applies is to be checked",
        "presumed over": "its term is presumed to be over; to be checked",
        "end undated": "ended, from which day on is unknown",
        "none": "no end known",
    },
)

_STATED: dict[FactKind, str] = {
    "repealed": template("repealed on {day} by {source}"),
    "void": template("declared void on {day} by {source}"),
    "stopped": template("no longer carried out from {day} on, by {source}"),
    "ended": template("ended on {day}, as {source} states"),
    "expired": template("its term was over on {day}, by {source}"),
    "replaced": template("{source} took its place on {day}"),
    "part": template("{places} ended on {day} by {source}"),
    "suspended": template("{places} adjusted or not applied from {day} on, by {source}"),
    "term": template("its term ends on {day}, by {source}"),
    "trial": template(
        "its time of trial was over on {day}, by {source}; whether it still applies is to be checked"
    ),
    "presumed": template(
        "presumed: its term was over on {day}, by {source}, as it states none; to be checked"
    ),
    "prolonged": template("its term was prolonged until {day} by {source}"),
    "in force": template("in force on {day}, as {source} states"),
}
_UNDATED: dict[FactKind, str] = {
    "repealed": template("repealed by {source}, from which day on is unknown"),
    "void": template("declared void by {source}, from which day on is unknown"),
    "stopped": template("no longer carried out by {source}, from which day on is unknown"),
    "ended": template("ended as {source} states, from which day on is unknown"),
    "expired": template("its term is over by {source}, from which day on is unknown"),
    "replaced": template("{source} took its place, but on which day is unknown"),
    "part": template("{places} ended by {source}, from which day on is unknown"),
    "suspended": template(
        "{places} adjusted or not applied by {source}, from which day on is unknown"
    ),
    "term": template("it has a term by {source}, but when that ends is unknown"),
    "trial": template("it has a time of trial by {source}, but when that ends is unknown"),
    "presumed": template("presumed: it has a term by {source}, but when that ends is unknown"),
    "prolonged": template("its term was prolonged by {source}, but until when is unknown"),
    "in force": template("in force as {source} states, but on which day is unknown"),
}
"""The sentences of facts with a day, and of those without."""


def _eve(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeFact(JsonValue):
    """A statement on the life of a work, with its source.

    `day` is the first day (ISO) on which it holds, `until` the first on which it no longer does,
    each None where it is unknown or open. `source` is the title of the text that states it, or what
    a person named; `name` is the name by which that text is asked for, None for a person, and `uri`
    that of its work. `begin` is the day from which on the text itself applies, None where it is
    unknown. Of a term that can only be counted `months` are its length. `own` is True of what a
    work states of itself.
    """

    kind: FactKind
    source: str
    day: str | None = None
    until: str | None = None
    begin: str | None = None
    name: str | None = None
    uri: str | None = None
    eid: str | None = None
    words: str = ""
    places: tuple[str, ...] = ()
    region: str | None = None
    months: int | None = None
    by_hand: bool = False
    own: bool = False

    @property
    def message(self) -> Message:
        """The fact as a sentence without its subject, with its day and its source."""
        stated = _STATED[self.kind] if self.day is not None else _UNDATED[self.kind]
        source = Message("its own words") if self.own else self.source
        fact = Message(stated, day=self.day, source=source, places="、".join(self.places))
        where = () if self.region is None else (Message("in {region}", region=self.region),)
        end = () if self.until is None else (Message("to {day}", day=_eve(self.until)),)
        return Message.joined((fact, *where, *end), COMMA)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedGround:
    """A ground of a work that had ended: its title, and the end."""

    title: str
    end: LifeFact


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStatus(JsonValue):
    """The facts of the life of a work on a day (ISO).

    `end` is what had ended it by then, the earliest where several did; `coming` what ends it later.
    `facts` are those of its parts, of regions and of its term on the day, and ends without a day.
    `stated` is the last statement by then that it is in force. `grounds` are the works on which it
    rests and that had ended. `documents` is the number of stored works whose texts were heeded.
    """

    day: str
    documents: int
    end: LifeFact | None = None
    coming: LifeFact | None = None
    stated: LifeFact | None = None
    facts: tuple[LifeFact, ...] = ()
    grounds: tuple[EndedGround, ...] = ()

    @property
    def kind(self) -> WorkStatusKind:
        """The status in one word."""
        if self.end is not None:
            return self.end.kind  # type: ignore[return-value]  # only ends are put there
        if self._undated is not None:
            return "end undated"
        if self.stated is not None:
            return "in force"
        if self._over is None:
            return "none"
        return "trial over" if self._over.kind == "trial" else "presumed over"

    @property
    def _undated(self) -> LifeFact | None:
        return next((fact for fact in self.facts if fact.kind in ENDED and fact.day is None), None)

    @property
    def _over(self) -> LifeFact | None:
        over = (fact for fact in self.facts if fact.kind in DOUBTFUL and fact.day is not None)
        return next(over, None)

    @property
    def message(self) -> Message:
        """The status as a sentence without its subject."""
        if self.end is not None:
            return self.end.message
        known = self._undated or self.stated or self._over
        if known is not None:
            return known.message
        if self.coming is not None:
            return Message("not ended by {day}: {fact}", day=self.day, fact=self.coming.message)
        return Message.counted(
            "no repeal or lapse of it is stored (as of {day}, by {count} document)",
            "no repeal or lapse of it is stored (as of {day}, by {count} documents)",
            self.documents,
            day=self.day,
            count=self.documents,
        )

    @property
    def notes(self) -> tuple[Message, ...]:
        """Further sentences that a reader must know."""
        first = None if self.end is not None else self._undated or self.stated or self._over
        stated = self.coming if self.end is None and first is None else first
        facts = [one for one in (*self.facts, self.coming) if one is not None and one != stated]
        return (*(fact.message for fact in facts), *self.ground_notes)

    @property
    def ground_notes(self) -> tuple[Message, ...]:
        """The grounds that have ended, while no stored text ends the work."""
        return tuple(
            Message(
                "it rests on {title}, which has ended ({fact}); no stored text ends this one: to be checked",
                title=one.title,
                fact=one.end.message,
            )
            for one in (() if self.end is not None else self.grounds)
        )

    @property
    def messages(self) -> tuple[Message, ...]:
        """The status and what else a reader must know."""
        return (self.message, *self.notes)

    @property
    def remarks(self) -> tuple[Message, ...]:
        """The sentences that a reader must know; that none is stored is no such."""
        none = self.kind == "none" and self.coming is None
        return self.notes if none else self.messages
