"""The inventory of texts to be cleaned up after a change, filled in by people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from policydiff.following.engine.affected import (
    Affected,
    AffectedPlace,
    ChangedWork,
    Connection,
    Effect,
    ListedText,
    UnansweredDuty,
)
from policydiff.model.json_keys import JsonValue
from policydiff.model.names import UNDATED
from policydiff.text.noise import fold_key

InventoryColumn = Literal["opinion", "reason", "clauses", "department", "deadline", "remark"]

COLUMNS: tuple[InventoryColumn, ...] = get_args(InventoryColumn)
"""清理意见、理由、拟修改条款、责任部门、时限、备注: filled by people alone."""

ENDED = "ended"
"""Stands in a change for the day of the version after it where the work ended."""

_DUTY = "duty "
"""Begins the key of a row that is a duty without an answer."""

_MOST_DUTY = 400
"""Characters of a requirement that are stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryChange(JsonValue):
    """A change of a work, by its URI and the version after it.

    `after` is ISO, `undated` or `ended`; `day` is that of the end, where it is known.
    """

    uri: str
    after: str
    title: str = ""
    before: str | None = None
    day: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The fields that distinguish it from others."""
        return self.uri, self.after

    @property
    def date(self) -> str:
        """The day of the change (ISO), "" where nobody knows it."""
        return (self.day or "") if self.after == ENDED else self.after.removeprefix(UNDATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryPlace(JsonValue):
    """A place of a text with the effect on its ground; or a duty without an answer.

    `print` is the fingerprint of all that it rests on.
    """

    connection: Connection | Literal["new duty", "changed duty"]
    print: str
    number: str = ""
    eid: str | None = None
    cited: str = ""
    words: str = ""
    effects: tuple[Effect, ...] = ()
    now: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryText(JsonValue):
    """A text with its places that one change concerns; nameless for a duty."""

    key: str
    text: ListedText
    places: tuple[InventoryPlace, ...] = ()

    @property
    def print(self) -> str:
        """The fingerprint of all its places."""
        return _print(sorted(place.print for place in self.places))

    @property
    def is_duty(self) -> bool:
        """True where no text is there yet."""
        return self.key.startswith(_DUTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRow(JsonValue):
    """The words of a person on a text, by its key, and a change.

    `day` (ISO) is that of writing, `print` the fingerprint of the places that were decided on.
    """

    text: str
    person: str
    day: str
    print: str
    opinion: str = ""
    reason: str = ""
    clauses: str = ""
    department: str = ""
    deadline: str = ""
    remark: str = ""

    @property
    def cells(self) -> dict[InventoryColumn, str]:
        """The words by their columns."""
        return {column: getattr(self, column) for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The rows of one change, and what people filled in, as they are stored."""

    change: InventoryChange
    texts: tuple[InventoryText, ...] = ()
    filled: tuple[FilledRow, ...] = ()

    def cells(self, text: str, person: str) -> dict[InventoryColumn, str]:
        """The words of a person on a text."""
        found = (one.cells for one in self.filled if (one.text, one.person) == (text, person))
        return next(found, dict.fromkeys(COLUMNS, ""))

    def with_texts(self, texts: Iterable[InventoryText], gone: Iterable[str] = ()) -> Inventory:
        """The inventory with these rows; of `gone` ones only filled ones stay."""
        fresh = {one.key: one for one in texts}
        filled, bare = {one.text for one in self.filled}, set(gone) - set(fresh)
        left = {
            one.key: replace(one, places=()) if one.key in bare else one
            for one in self.texts
            if one.key not in bare or one.key in filled
        }
        return replace(self, texts=tuple((left | fresh).values()))

    def with_filled(self, row: FilledRow) -> Inventory:
        """The inventory with the words of a person in place of the former; empty ones go."""
        rows = {(one.text, one.person): one for one in self.filled} | {(row.text, row.person): row}
        left = [one for _, one in sorted(rows.items()) if any(one.cells.values())]
        return replace(self, filled=tuple(left))


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidRow(JsonValue):
    """Filled words beside a row; `stale` where the places are other ones now."""

    change: InventoryChange
    filled: FilledRow
    stale: bool = False


RowGround = tuple[InventoryChange, InventoryText]
"""A change on which a text rests, and the text with the places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryRow(JsonValue):
    """A text with all its grounds, and the words of people on them.

    `before` are words on earlier changes, the newest first.
    """

    key: str
    text: ListedText
    grounds: tuple[RowGround, ...]
    filled: tuple[LaidRow, ...] = ()
    before: tuple[LaidRow, ...] = ()

    @property
    def is_duty(self) -> bool:
        """True where no text is there yet."""
        return self.grounds[0][1].is_duty

    def words(self, column: InventoryColumn) -> tuple[tuple[str, str], ...]:
        """The names and words of people in a column, each once."""
        found = ((one.filled.person, one.filled.cells[column]) for one in self.filled)
        return tuple(dict.fromkeys((name, words) for name, words in found if words))

    @property
    def former_department(self) -> str:
        """The department of an earlier change, where nobody named one for this."""
        former = (one.filled.department for one in self.before if one.filled.department)
        return "" if self.words("department") else next(former, "")


def inventories_of(affected: Affected) -> tuple[Inventory, ...]:
    """The rows of each change, and of duties, without unchanged grounds."""
    return tuple(
        Inventory(
            change=InventoryChange(
                uri=work.uri,
                after=ENDED if work.ended is not None else work.after or UNDATED,
                title=work.title,
                before=work.before,
                day=None if work.ended is None else work.ended.day,
            ),
            texts=tuple(_texts(affected, work)),
        )
        for work in affected.works
    )


def _texts(affected: Affected, work: ChangedWork) -> Iterator[InventoryText]:
    both = sum(one.uri == work.uri for one in affected.works) > 1  # it was amended, then ended
    for text in affected.texts:
        places = tuple(
            _place(one)
            for one in text.touched
            if one.work == work.uri
            and (not both or (one.effect.effects == ("ended",)) == (work.ended is not None))
        )
        if places:
            yield InventoryText(key=text.text.key, text=text.text, places=places)
    for duty in affected.unanswered:
        if duty.work == work.uri and work.ended is None:
            nobody = ListedText(title="", kind="document")
            key = f"{_DUTY}{duty.work} {duty.eid}"
            yield InventoryText(key=key, text=nobody, places=(_duty(duty),))


def _place(place: AffectedPlace) -> InventoryPlace:
    effect, cited = place.effect, place.cited or place.effect.number
    figures = tuple((one.old, one.new) for one in effect.figures)
    rests_on = (
        *(place.connection, place.eid, place.number, fold_key(place.words), cited),
        *(effect.effects, effect.now, figures, effect.stretches),
    )
    return InventoryPlace(
        connection=place.connection,
        print=_print(rests_on),
        number=place.number,
        eid=place.eid,
        cited=cited,
        effects=effect.effects,
        now=effect.now,
        figures=figures,
        doubtful=effect.doubtful or place.doubt is not None,
    )


def _duty(duty: UnansweredDuty) -> InventoryPlace:
    return InventoryPlace(
        connection="new duty" if duty.added else "changed duty",
        print=_print((duty.eid, fold_key(duty.text))),
        eid=duty.eid,
        cited=duty.number,
        words=duty.text[:_MOST_DUTY],
    )


def _print(value: object) -> str:
    data = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return hashlib.sha256(data).hexdigest()[:16]


def lay(fresh: Iterable[Inventory], stored: Iterable[Inventory]) -> tuple[InventoryRow, ...]:
    """The rows of inventories, one a text, with stored words on all changes."""
    grounds: dict[str, list[RowGround]] = {}
    for inventory in fresh:
        for text in inventory.texts:
            grounds.setdefault(text.key, []).append((inventory.change, text))
    filled: dict[str, list[LaidRow]] = {}
    for inventory in stored:
        for row in inventory.filled:
            laid = LaidRow(change=inventory.change, filled=row)
            filled.setdefault(row.text, []).append(laid)
    return tuple(_row(key, found, filled.get(key, ())) for key, found in grounds.items())


def _row(key: str, grounds: list[RowGround], filled: Iterable[LaidRow]) -> InventoryRow:
    prints = {change.key: text.print for change, text in grounds}
    newest = max(change.date for change, _ in grounds)
    mine, before = list[LaidRow](), list[LaidRow]()
    for one in filled:
        if one.change.key in prints:
            mine.append(replace(one, stale=one.filled.print != prints[one.change.key]))
        elif not key.startswith(_DUTY) and one.change.date <= newest:
            before.append(one)
    before.sort(key=lambda one: (one.change.date, one.filled.day, one.filled.person), reverse=True)
    return InventoryRow(
        key=key,
        text=grounds[0][1].text,
        grounds=tuple(grounds),
        filled=tuple(mine),
        before=tuple(before),
    )
