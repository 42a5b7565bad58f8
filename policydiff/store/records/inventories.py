"""Inventories of texts to be cleaned up: a file for each change of a work."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from typing import Any

import msgspec

from policydiff.errors import PolicyDiffError
from policydiff.following.engine.inventory import Inventory, InventoryChange
from policydiff.messages import Message
from policydiff.model.names import UNDATED
from policydiff.model.toml import quote, toml_table
from policydiff.store.git.layout import INVENTORY_PATH, DamagedFileError
from policydiff.store.git.objects import list_tree, read_each
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change, Commit
from policydiff.store.records.soundness import FaultText
from policydiff.store.titles import COUNTRY, one_line

FOLDER = "inventories"
_FORMAT = 1
_HEAD = """\
# The texts that rest on a change, and what people decided on each. `policydiff affected --inventory` writes
# this file; what stands below [[filled]] can be edited by hand.
"""

InventoryEdit = Callable[[Inventory], Inventory]
"""Makes the new inventory of the one that is stored by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedInventories:
    """Edits of inventories by their changes, and who filled them in, if anybody."""

    edits: Mapping[InventoryChange, InventoryEdit]
    summary: str
    person: str | None = None


def inventory_path(change: InventoryChange) -> str:
    """The file of a change; a hash distinguishes works of one slug."""
    digest = hashlib.sha256("\n".join(change.key).encode("utf-8", "replace")).hexdigest()[:6]
    return f"{FOLDER}/{change.uri.rpartition('/')[2]}--{change.after}--{digest}.toml"


def every_inventory(git: Git, commit: str) -> Iterator[Inventory | PolicyDiffError]:
    """The inventories by their paths; for a file that cannot be read the error."""
    entries = list(list_tree(git, commit, FOLDER))
    found = read_each(git, (entry.blob for entry in entries))
    for entry, (_, data) in zip(entries, found, strict=True):
        try:
            yield data if isinstance(data, PolicyDiffError) else read_inventory(data, entry.path)
        except DamagedFileError as error:
            yield error


def plan_inventories(git: Git, tip: str, planned: PlannedInventories) -> Iterator[Commit]:
    """The commit that stores inventories upon `tip`; none where nothing changes.

    Raises `DamagedFileError`.
    """
    entries = {entry.path: entry.blob for entry in list_tree(git, tip, FOLDER)}
    changes: list[Change] = []
    changed: list[InventoryChange] = []
    for change, edit in planned.edits.items():
        path = inventory_path(change)
        before = _stored(git, entries.get(path), path) or Inventory(change=change)
        after = edit(before)
        if after != before and (after.texts or after.filled):
            changes.append(Change(path=path, data=write_inventory(after).encode()))
            changed.append(change)
    if changes:
        yield Commit(message=_message(changed, planned), changes=tuple(changes))


def _stored(git: Git, blob: str | None, path: str) -> Inventory | None:
    for _, data in read_each(git, () if blob is None else (blob,)):
        if isinstance(data, PolicyDiffError):
            raise data
        return read_inventory(data, path)
    return None


def moved_inventories(
    git: Git, commit: str, before: tuple[str, str | None], after: tuple[str, str | None]
) -> Iterator[Change]:
    """Yield the changes of inventories that name a version which moved.

    `before` and `after` are the URI of its work and its date.
    """
    if before == after:
        return
    for one in every_inventory(git, commit):
        if isinstance(one, PolicyDiffError):
            continue
        moved = _moved(one, before, after)
        if moved != one:
            paths = inventory_path(one.change), inventory_path(moved.change)
            if paths[0] != paths[1]:
                yield Change(path=paths[0], data=None)
            yield Change(path=paths[1], data=write_inventory(moved).encode())


def _moved(
    inventory: Inventory, before: tuple[str, str | None], after: tuple[str, str | None]
) -> Inventory:
    change, (old, new) = inventory.change, (before[0], after[0])
    if change.uri == old:
        date = (after[1] or UNDATED) if change.after == (before[1] or UNDATED) else change.after
        change = replace(change, uri=new, after=date)
    texts = (
        replace(one, key=new, text=replace(one.text, uri=new)) if one.key == old else one
        for one in inventory.texts
    )
    filled = (replace(one, text=new) if one.text == old else one for one in inventory.filled)
    return Inventory(change=change, texts=tuple(texts), filled=tuple(filled))


def of_removed(
    git: Git, commit: str, uri: str, goes: Callable[[str], bool]
) -> Iterator[tuple[str, int]]:
    """The files of changes that go with a work, and their numbers of filled rows."""
    for one in every_inventory(git, commit):
        if isinstance(one, Inventory) and one.change.uri == uri and goes(one.change.after):
            yield inventory_path(one.change), len(one.filled)


def write_inventory(inventory: Inventory) -> str:
    """The file of an inventory: a line a place and a line a column, for git."""
    lines = [*_HEAD.rstrip("\n").split("\n"), f"format = {_FORMAT}"]
    lines += ["", "[change]", *_fields(inventory.change)]
    for text in inventory.texts:
        lines += ["", "[[texts]]", *_fields(text)]
    for row in inventory.filled:
        lines += ["", "[[filled]]", *_fields(row)]
    return "\n".join(lines) + "\n"


def _fields(value: Any) -> Iterator[str]:
    """Yield the fields of a value that are not as by default."""
    for field in fields(value):
        content = getattr(value, field.name)
        if field.default is MISSING or content != field.default:
            yield f"{field.name} = {_toml(content)}"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if is_dataclass(value):
        return f"{{ {', '.join(_fields(value))} }}"
    if isinstance(value, tuple):
        parts = [_toml(one) for one in value]
        if any(map(is_dataclass, value)):
            return "".join(("[\n", *(f"  {part},\n" for part in parts), "]"))
        return f"[{', '.join(parts)}]"
    return quote(str(value))


def read_inventory(data: bytes, path: str) -> Inventory:
    """The inventory of a file. Raises `DamagedFileError`."""
    try:
        table = toml_table(data.decode())
        known = table.pop("format", None) == _FORMAT
        inventory = msgspec.convert(table, Inventory)
        lost = _lost(table, msgspec.to_builtins(inventory))
    except (ValueError, TypeError) as error:  # msgspec.ValidationError is one of these
        why = next(iter(error.args), "")
        words = why if isinstance(why, Message) else Message.foreign(" ".join(str(error).split()))
        raise DamagedFileError(path, words) from None
    if not known:
        why = Message("it does not say: format = {format}", format=_FORMAT)
        raise DamagedFileError(path, why)
    if lost is not None:
        raise DamagedFileError(path, Message("there is no {key} in it", key=repr(lost)))
    return inventory


def _lost(table: Any, found: Any) -> str | None:
    """A key of a table that its value does not have, so that it would be lost."""
    if isinstance(table, dict):
        parts = [(one, found[key]) for key, one in table.items() if key in found]
        unknown = next((key for key in table if key not in found), None)
    else:
        parts = list(zip(table, found, strict=True)) if isinstance(table, list) else []
        unknown = None
    return unknown or next(filter(None, (_lost(*part) for part in parts)), None)


def inventory_faults(path: str, data: bytes, uris: Iterable[str]) -> Iterator[FaultText]:
    """Yield the faults of an inventory, compared with its path and the works."""
    try:
        inventory = read_inventory(data, path)
    except DamagedFileError as error:
        yield "inventory-file", error.message
        return
    change = inventory.change
    if change.uri not in uris:
        yield (
            "inventory-work",
            Message("is about {party}, which is no work here", party=change.uri),
        )
    if path != inventory_path(change) or INVENTORY_PATH.fullmatch(path) is None:
        yield (
            "inventory-place",
            Message("is about {name}, whose file has another name", name="@".join(change.key)),
        )
    keys = Counter(one.key for one in inventory.texts)
    persons = Counter((one.text, one.person) for one in inventory.filled)
    twice = [*(key for key, count in keys.items() if count > 1)]
    twice += [" · ".join(pair) for pair, count in persons.items() if count > 1]
    for name in twice:
        yield "inventory-twice", Message("has the row {name} more than once", name=one_line(name))
    for row in inventory.filled:
        if row.text not in keys or not any(row.cells.values()):
            yield (
                "inventory-row",
                Message(
                    "has words of {person} on {name}, which is no row of it, or empty ones",
                    person=one_line(row.person, 60),
                    name=one_line(row.text),
                ),
            )


def _message(changed: list[InventoryChange], planned: PlannedInventories) -> str:
    """The message of a commit: subject and trailers."""
    first = changed[0]
    title = one_line(first.title or first.uri, 40).removeprefix(COUNTRY)
    person = f"Reviewer: {one_line(planned.person, 60)}\n" if planned.person else ""
    return (
        f"Inventory of {title}@{first.after}: {one_line(planned.summary, 80)}\n\n"
        f"Work: {first.uri}\n{person}"
    )
