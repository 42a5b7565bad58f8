"""Compiled texts, and the published ones that replace them."""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.comparing.engine.align.units import read_units
from policydiff.errors import InputError, UsageError
from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.model.document import Block, Document
from policydiff.model.version_names import UNOFFICIAL
from policydiff.store.git.layout import pins_path
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change
from policydiff.store.records.pins import dated, pins_to_toml, read_pins
from policydiff.store.records.works import VersionRecord, WorkRecord


class OfficialThereError(UsageError):
    """The published text of the version is stored already."""

    def __init__(self, version: VersionRecord) -> None:
        super().__init__(
            Message(
                "{name} is stored as it was published; no compiled text takes its place",
                name=version.name,
            )
        )


class ChangedTextError(InputError):
    """The text of a compiled file was changed after it was compiled."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name} says that it was compiled from an amending decision, but its text was changed since; compile it anew",
                name=name,
            )
        )


class CompiledFileError(InputError):
    """A file states that its text was compiled, but not from which texts."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name} says of itself that it was compiled from an amending decision and is no official text; add the official one, or the XML that `policydiff export --format akn` writes of a compiled text",
                name=name,
            )
        )


def is_marked_compiled(document: Document) -> bool:
    """True where the head of a text has the words of `policydiff export`."""
    mark = translate(UNOFFICIAL, "zh")
    return any(
        isinstance(block, Block) and mark in "".join(block.text.split())
        for block in document.preface
    )


def compiled_lines(versions: Iterable[VersionRecord]) -> tuple[Message, ...]:
    """Notes on versions that were compiled from a text or fact that changes."""
    return tuple(
        Message(
            "{name} was compiled from it; compile it again with `policydiff consolidate --store`",
            name=version.name,
        )
        for version in versions
    )


def pins_left(
    git: Git, commit: str, work: WorkRecord, dates: tuple[str, str], document: Document
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """The pins of a compiled version that pass to the published one, as a change.

    A pin passes where the published version has the part; notes report those that are dropped.
    """
    pins = read_pins(git, commit, work)
    eids = {unit.eid for unit in read_units(document)} if pins else set()
    moved = dated(pins, dates[1], dates[0])
    left = tuple(
        pin
        for pin in moved
        if all(version != dates[1] or eid in eids for version, eid in (pin.left, pin.right))
    )
    lost = (pin for pin in moved if pin not in left)
    notes = tuple(
        Message(
            "{left} ↔ {right} is forgotten: the published text has no such part",
            left="#".join(pin.left),
            right="#".join(pin.right),
        )
        for pin in lost
    )
    changed = Change(path=pins_path(work.folder), data=pins_to_toml(left) if left else None)
    return (() if left == pins else (changed,)), notes
