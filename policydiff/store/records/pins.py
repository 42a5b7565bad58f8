"""The pins of a work's lineage: ``lineage.toml`` beside ``work.toml``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policydiff.messages import Message
from policydiff.model.names import UNDATED
from policydiff.model.toml import toml_table
from policydiff.store.git.layout import DamagedFileError, pins_path
from policydiff.store.git.objects import list_tree, read_blobs
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change, Commit
from policydiff.store.records.works import WorkRecord
from policydiff.store.titles import COUNTRY, one_line

if TYPE_CHECKING:
    from policydiff.comparing.engine.align.overrides import Overrides, Pin

_TABLES = {"link": False, "break": True}
_PLACE = re.compile(r"(?P<version>\d{4}-\d\d-\d\d|undated)#(?P<eid>[0-9A-Za-z][0-9A-Za-z_.\-]*)")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class StoredPin:
    """Parts (version and eId) that are one clause, or with `apart` are not."""

    left: tuple[str, str]
    right: tuple[str, str]
    apart: bool = False

    def is_about(self, other: StoredPin) -> bool:
        """True where both pins name the same two parts."""
        return (self.left, self.right) == (other.left, other.right)


def in_order(pin: StoredPin) -> StoredPin:
    """The pin with the older version left; a version without a date stands first."""
    left, right = sorted(
        (pin.left, pin.right), key=lambda part: part[0] if part[0] != UNDATED else ""
    )
    return StoredPin(left=left, right=right, apart=pin.apart)


def dated(pins: Iterable[StoredPin], date: str, before: str = UNDATED) -> tuple[StoredPin, ...]:
    """The pins after the version `before`, mostly the undated one, got a date."""

    def name(part: tuple[str, str]) -> tuple[str, str]:
        return (date if part[0] == before else part[0], part[1])

    return tuple(
        in_order(StoredPin(left=name(pin.left), right=name(pin.right), apart=pin.apart))
        for pin in pins
    )


def read_pins(git: Git, commit: str, work: WorkRecord) -> tuple[StoredPin, ...]:
    """The pins of a work. Raises `DamagedFileError`."""
    path = pins_path(work.folder)
    blobs = [entry.blob for entry in list_tree(git, commit, work.folder) if entry.path == path]
    return tuple(pin for _, data in read_blobs(git, blobs) for pin in pins_from_toml(data, path))


def pins_from_toml(data: bytes, path: str) -> tuple[StoredPin, ...]:
    """The pins of a file. Raises `DamagedFileError`."""
    try:
        table: dict[str, Any] = toml_table(data.decode())
        unknown = next((name for name in table if name not in _TABLES), None)
        if unknown is not None:
            raise DamagedFileError(
                path,
                Message(
                    "there is no table {unknown}; known: {known}",
                    unknown=repr(unknown),
                    known=", ".join(_TABLES),
                ),
            )
        return tuple(
            StoredPin(left=_place(entry["left"]), right=_place(entry["right"]), apart=apart)
            for name, apart in _TABLES.items()
            for entry in table.get(name, ())
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedFileError(path, Message("{key} is wrong or missing", key=error)) from None


def _place(text: Any) -> tuple[str, str]:
    found = _PLACE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return found["version"], found["eid"]


def pins_to_toml(pins: Iterable[StoredPin]) -> bytes:
    """The text of ``lineage.toml``, in a fixed order."""
    names = {apart: name for name, apart in _TABLES.items()}
    lines = [
        f"[[{names[pin.apart]}]]\nleft = {json.dumps('#'.join(pin.left))}\nright = {json.dumps('#'.join(pin.right))}\n"
        for pin in sorted(pins, key=lambda pin: (pin.apart, pin.left, pin.right))
    ]
    return "\n".join(lines).encode()


def plan_pins(
    git: Git, tip: str, work: WorkRecord, pins: Sequence[StoredPin], forget: Sequence[StoredPin]
) -> Iterator[Commit]:
    """The one commit that stores pins upon `tip` and removes those to `forget`.

    None where nothing changes. Its subject names the first, its body each further one.
    """
    before = read_pins(git, tip, work)
    left = [pin for pin in before if not any(pin.is_about(one) for one in (*pins, *forget))]
    after = {*left, *pins}
    if after != set(before):
        stored = [pin for pin in forget if any(pin.is_about(one) for one in before)]
        named = [_change_words(pin) for pin in pins if pin not in before]
        named += [f"Forget the link of {_parts_words(pin)}" for pin in stored]
        named = named or [_change_words(pin) for pin in pins]  # a part both linked and broken
        subject = f"{named[0]} of {one_line(work.title, 40).removeprefix(COUNTRY)}"
        body = "".join(f"{line}\n" for line in named[1:])
        yield Commit(
            message="\n\n".join(filter(None, (subject, body.rstrip(), f"Work: {work.uri}\n"))),
            changes=(
                Change(path=pins_path(work.folder), data=pins_to_toml(after) if after else None),
            ),
        )


def _change_words(pin: StoredPin) -> str:
    return f"{'Break' if pin.apart else 'Link'} {_parts_words(pin)}"


def _parts_words(pin: StoredPin) -> str:
    return f"{'#'.join(pin.left)} and {'#'.join(pin.right)}"


def overrides_of(pins: Iterable[StoredPin], left: str, right: str) -> Overrides:
    """The pairings that pins fix between two versions, the older one left.

    Links that share a part are one split or join.
    """
    from policydiff.comparing.engine.align.overrides import Overrides  # noqa: PLC0415 - numpy is heavy, and most works have no pins

    mine = [pin for pin in pins if (pin.left[0], pin.right[0]) == (left, right)]
    groups: list[list[tuple[str, str]]] = []
    for link in dict.fromkeys((pin.left[1], pin.right[1]) for pin in mine if not pin.apart):
        touching = [
            group
            for group in groups
            if any(link[0] == left or link[1] == right for left, right in group)
        ]
        groups = [group for group in groups if group not in touching]
        groups.append([*(other for group in touching for other in group), link])
    return Overrides(
        pins=tuple(_pin_of(sorted(group)) for group in groups),
        apart=tuple((pin.left[1], pin.right[1]) for pin in mine if pin.apart),
    )


def _pin_of(links: list[tuple[str, str]]) -> Pin:
    """One pin for links that share parts."""
    from policydiff.comparing.engine.align.overrides import Pin  # noqa: PLC0415 - numpy is heavy, and most works have no pins

    left, right = (tuple(sorted({link[side] for link in links})) for side in (0, 1))
    return Pin(left=left, right=right, links=tuple(links) if len(links) > 1 else None)
