"""affected --inventory: rows to decide, stored, filled in and read back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import msgspec

from policydiff.errors import InputError, NotFoundError, PolicyDiffError, UsageError
from policydiff.following.engine.affected import Affected, ListedText
from policydiff.following.engine.inventory import (
    COLUMNS,
    FilledRow,
    Inventory,
    InventoryChange,
    InventoryColumn,
    InventoryPlace,
    InventoryRow,
    InventoryText,
    inventories_of,
    lay,
)
from policydiff.following.report.inventory import (
    EXPORTED_PLACE,
    EXPORTED_ROW,
    INVENTORY_WORDS,
    InventoryView,
    named_parts,
)
from policydiff.messages import Message
from policydiff.store.git.layout import INVENTORY_PATH
from policydiff.store.records.inventories import InventoryEdit, PlannedInventories, inventory_path
from policydiff.store.repository import Repository
from policydiff.store.titles import one_line
from policydiff.text.dates import first_date
from policydiff.works.concurrent_edits import merge_words
from policydiff.works.filled_sheets import SheetTexts, exported_rows, filled_rows, read_sheets
from policydiff.works.session import Session

READ_BACK = ("serial", "name", "basis", *COLUMNS)
"""The columns that are read back."""

MOST_WORDS = 8_000
"""Characters of one column at most."""

TOO_LONG = Message("at most {most} characters are taken", most=f"{MOST_WORDS:,}")
NO_ROW = Message("this row is not stored; load the page again")

MOST_NAME = 60
"""Characters of a name."""

T = TypeVar("T")


class BadInventoryError(InputError):
    """A filled workbook is no inventory, or a row of it cannot be stored."""

    def __init__(self, name: str, why: Message | None = None, row: str = "") -> None:
        lost = Message(
            "{name}: this is no workbook of `policydiff affected --inventory`, or its hidden sheets are gone; write it again and fill that in",
            name=name,
        )
        row = one_line(row, 20) or "?"
        bad = Message("{name}: row {row}: {why}; nothing was stored", name=name, row=row, why=why)
        super().__init__(lost if why is None else bad)


def inventory(found: Affected, session: Session) -> InventoryView:
    """Lay what people filled in beside what rests on changes.

    Raises `DamagedFileError`.
    """
    return InventoryView(affected=found, rows=lay(inventories_of(found), _sound(session.store())))


def store_rows(found: Affected, session: Session) -> int:
    """Store the rows, so that people can fill them in; the number of rows.

    Rows of stored texts that rest on the change no longer go, with what was filled in they stay.
    Raises `DamagedFileError`, `BusyError`.
    """
    fresh = inventories_of(found)
    count = sum(len(one.texts) for one in fresh)
    asked, complete = found.rules is not None, not found.unread

    def edit(stored: Inventory, now: Inventory) -> Inventory:
        gone = (
            one.key
            for one in stored.texts
            if (complete and one.text.uri is not None) or (asked and one.is_duty)
        )
        return replace(stored.with_texts(now.texts, gone), change=now.change)

    edits = {one.change: partial(edit, now=one) for one in fresh}
    session.store().write_inventories(PlannedInventories(edits=edits, summary=f"rows: {count}"))
    return count


def _sound(store: Repository) -> Iterator[Inventory]:
    """The stored inventories. Raises the error of the first that cannot be read."""
    for one in store.every_inventory():
        if isinstance(one, PolicyDiffError):
            raise one
        yield one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A row as it was written into a workbook, and the cells that were changed since."""

    cells: Mapping[str, str]
    texts: Mapping[InventoryChange, InventoryText]
    changed: Mapping[InventoryColumn, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of the row."""
        return self.cells["key"]


def take_workbook(data: bytes, name: str, session: Session, person: str) -> tuple[int, int]:
    """Store the cells that a person changed in a workbook.

    Returns the number of rows that are new or changed, and of others. Only cells that changed since it was written are the person's. Raises `UsageError` without a
    name, `BadInventoryError`, `DamagedFileError`, `BusyError`.
    """
    store, sheets = session.store(), read_sheets(data, name)
    who, day = _name(person), session.today or store.day()
    exported = list(_exported(sheets, name, store))
    tables = (filled_rows(one, INVENTORY_WORDS, READ_BACK) for one in sheets)
    rows = next(filter(None, tables), None)
    if rows is None or not exported:
        raise BadInventoryError(name)
    given = [one for row in rows if (one := _given(row, exported, name)).changed]
    stored = {inventory_path(one.change): one for one in _sound(store)}
    fresh: set[str] = set()
    edits: dict[InventoryChange, InventoryEdit] = {}
    for change in dict.fromkeys(change for one in given for change in one.texts):
        mine = [one for one in given if change in one.texts]
        edits[change] = partial(_with, change=change, given=mine, who=who, day=day)
        before = stored.get(inventory_path(change)) or Inventory(change=change)
        after = edits[change](before)
        fresh |= {
            one.key for one in mine if after.cells(one.key, who) != before.cells(one.key, who)
        }
    if fresh:
        summary = f"rows filled in: {len(fresh)}"
        store.write_inventories(PlannedInventories(edits=edits, summary=summary, person=who))
    return len(fresh), len({one.key for one in given} - fresh)


def _exported(sheets: Sequence[SheetTexts], name: str, store: Repository) -> Iterator[_Given]:
    """The rows as they were written, by the hidden sheets."""
    places: dict[str, dict[InventoryChange, list[InventoryPlace]]] = {}
    catalogue = store.catalogue()
    for cells in exported_rows(sheets, EXPORTED_PLACE):
        change = _unpacked(cells["change"], InventoryChange, name)
        place = _unpacked(cells["place"], InventoryPlace, name)
        path = INVENTORY_PATH.fullmatch(inventory_path(change))
        if catalogue.by_uri(change.uri) is None or path is None:
            why = Message("is about {party}, which is no work here", party=one_line(change.uri))
            raise BadInventoryError(name, why, cells["row"])
        places.setdefault(cells["row"], {}).setdefault(change, []).append(place)
    for cells in exported_rows(sheets, EXPORTED_ROW):
        text = _unpacked(cells["text"], ListedText, name)
        texts = {
            change: InventoryText(key=cells["key"], text=text, places=tuple(found))
            for change, found in places.get(cells["row"], {}).items()
        }
        if not texts:
            raise BadInventoryError(name)
        yield _Given(cells=cells, texts=texts)


def _unpacked(cell: str, kind: type[T], name: str) -> T:
    try:
        return msgspec.json.decode(cell, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise BadInventoryError(name) from None


def _given(row: Mapping[str, str], exported: Sequence[_Given], name: str) -> _Given:
    """The row with its changed cells.

    Its name and ground find it again, so that rows can be sorted and numbered anew; the number
    counts where several have the same.
    """
    same = [
        one
        for one in exported
        if _plain(one.cells["basis"]) == _plain(row["basis"])
        and _plain(one.cells["name"]) in ("", _plain(row["name"]))
    ]
    if len(same) > 1:
        same = [one for one in same if one.cells["row"] == row["serial"].strip()]
    if len(same) != 1:
        if not any(row[column].strip() for column in COLUMNS):
            return _Given(cells={}, texts={})
        why = Message("name and ground are not as they were written, so that its text is not known")
        raise BadInventoryError(name, why, row["serial"])
    cells = {key: _plain(cell) for key, cell in same[0].cells.items()}
    changed = {key: _plain(row[key]) for key in COLUMNS if _plain(row[key]) != cells[key]}
    if any(len(now) > MOST_WORDS for now in changed.values()):
        raise BadInventoryError(name, TOO_LONG, row["serial"])
    return _Given(cells=cells, texts=same[0].texts, changed=changed)


def _with(
    before: Inventory, change: InventoryChange, given: Sequence[_Given], who: str, day: str
) -> Inventory:
    """The inventory with the words of a person; rows that it lacks come with them."""
    for one in given:
        text, own = one.texts[change], before.cells(one.key, who)
        if all(stored.key != one.key for stored in before.texts):
            before = before.with_texts((text,))
        people = {who, *(stored.person for stored in before.filled if stored.text == one.key)}
        words = own | {key: _own_part(key, one, who, people) for key in one.changed}
        if words != own:
            row = FilledRow(text=one.key, person=who, day=day, print=text.print, **words)
            before = before.with_filled(row)
    return before


def _own_part(column: InventoryColumn, given: _Given, who: str, people: Collection[str]) -> str:
    """A person's part of a changed cell: also what was changed of others' words."""
    ours = set(given.cells["generated"].split("\n")) if column == "remark" else set()
    texts = (
        "\n".join(line for line in cell.split("\n") if line not in ours)
        for cell in (given.cells[column], given.changed[column])
    )
    old, new = (named_parts(text, people) for text in texts)
    others = (new[name] for name in new if name not in ("", who) and new[name] != old.get(name))
    return _clean("\n".join(filter(None, (new[""], new.get(who, ""), *others))))


def _plain(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _clean(text: str) -> str:
    return _plain(text.encode("utf-8", "replace").decode())


def _name(person: str) -> str:
    name = one_line(_clean(person), MOST_NAME)
    if not name:
        raise UsageError(Message("name who filled it in: --by NAME, or set POLICYDIFF_REVIEWER"))
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRow:
    """A stored row that waits for a person, or is decided.

    `path` is the file of its change, `due` the day (ISO) in its deadline, `overdue` True where that
    is over and nobody decided.
    """

    path: str
    row: InventoryRow
    department: str
    due: str | None
    decided: bool
    overdue: bool


def pending(session: Session) -> tuple[tuple[PendingRow, ...], tuple[Message, ...]]:
    """The stored rows by department, open ones first, and faults of files."""
    found = session.store().every_inventory()
    stored = [one for one in found if isinstance(one, Inventory)]
    day = session.today or session.store().day()
    rows = [
        _pending(inventory_path(one.change), row, day)
        for one in stored
        for row in lay((one,), stored)
    ]
    rows.sort(key=lambda one: (one.department, one.decided, one.due or "9", one.row.text.title))
    return tuple(rows), tuple(one.message for one in found if isinstance(one, PolicyDiffError))


def _pending(path: str, row: InventoryRow, day: str) -> PendingRow:
    departments = dict.fromkeys(words for _, words in row.words("department"))
    dates = (first_date(words) for _, words in row.words("deadline"))
    due = min(filter(None, dates), default=None)
    decided = bool(row.words("opinion")) and not any(one.stale for one in row.filled)
    return PendingRow(
        path=path,
        row=row,
        department=" / ".join(departments) or row.former_department,
        due=due,
        decided=decided,
        overdue=not decided and due is not None and due < day,
    )


def fill_row(
    place: tuple[str, str],
    given: Mapping[InventoryColumn, str],
    shown: Mapping[str, str],
    session: Session,
    person: str,
) -> None:
    """Store the words of a person on the row of a path and a key.

    `shown` are the cells as the form showed them; the same words again hold for the places of now.
    Raises `UsageError`, `NotFoundError`, `WrittenMeanwhileError`, `BusyError`.
    """
    who, (path, key), store = _name(person), place, session.store()
    if any(len(text) > MOST_WORDS for text in given.values()):
        raise UsageError(TOO_LONG)
    day, sent = session.today or store.day(), {name: _clean(one) for name, one in given.items()}
    found = (one for one in _sound(store) if inventory_path(one.change) == path)
    change = next((one.change for one in found), None)

    def edit(stored: Inventory) -> Inventory:
        text = next((one for one in stored.texts if one.key == key), None)
        if text is None:
            raise NotFoundError(NO_ROW)
        now = stored.cells(key, who)
        row = FilledRow(
            text=key, person=who, day=day, print=text.print, **merge_words(now, sent, shown, who)
        )
        same = {replace(one, day=day) for one in stored.filled}
        return stored if row in same else stored.with_filled(row)

    if change is None:
        raise NotFoundError(NO_ROW)
    store.write_inventories(
        PlannedInventories(edits={change: edit}, summary="rows filled in: 1", person=who)
    )
