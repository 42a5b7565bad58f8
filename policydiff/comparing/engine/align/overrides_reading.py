"""Pins from a table of overrides as a person writes it.

Names are resolved and checked against both documents.

table  = { link: [entry], unlink: [entry], split: [entry], join: [entry] } entry  = { left: name |
[name], right: name | [name], note: text }         a link has one name on each side, an unlink one
or two,
                                                                           a split several on the
                                                                           right, a join several on
                                                                           the left
name   = an eId (art_5), or a citation (第五条第二款, 一（一）, 3.2(a))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from policydiff.comparing.engine.align.overrides import Overrides, Pin
from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS
from policydiff.text.citations.typed import find_clauses, parse_citation
from policydiff.text.traditions.citation_words import CitationWords

SEVERAL = {"link": (), "unlink": (), "split": ("right",), "join": ("left",)}
"""The tables, and the side on which an entry of each names several parts."""

KEYS = ("left", "right", "note")
SIDES = ("left", "right")


class BadOverrideError(UsageError):
    """An entry of a table of overrides that makes no sense."""

    def __init__(self, name: str, key: str, why: Message) -> None:
        self.why = why
        super().__init__(Message("{name}: {key}: {why}", name=name, key=key, why=why))


class UnknownPartError(NotFoundError):
    """A provision that an override names and the document does not have."""

    def __init__(self, name: str, key: str, part: str, title: str) -> None:
        super().__init__(
            Message(
                "{name}: {key}: {title} has no {part}; write an eId or a citation, such as art_5 or 第五条第二款",
                name=name,
                key=key,
                title=title,
                part=repr(part),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideEntry:
    """One entry with its names resolved; `key` is its place in the file."""

    key: str
    table: str
    left: tuple[Unit, ...] = ()
    right: tuple[Unit, ...] = ()


def read_overrides(
    table: Mapping[str, Any],
    left: Document,
    right: Document,
    words: tuple[CitationWords, CitationWords],
    *,
    name: str = "pairs",
) -> Overrides:
    """The overrides of a table.

    `words` are those of each document's dialect, `name` begins every message. Raises
    `BadOverrideError` and `UnknownPartError`.
    """
    reader = _TableReader(
        name=name, sides=(PartNames.of(left, words[0]), PartNames.of(right, words[1]))
    )
    entries = list(reader.entries(table))
    reader.check_once(entries)
    pins = tuple(
        _pin(entry)
        for entry in entries
        if entry.table != "unlink" or not (entry.left and entry.right)
    )
    apart = tuple(
        (entry.left[0].eid, entry.right[0].eid)
        for entry in entries
        if entry.table == "unlink" and entry.left and entry.right
    )
    reader.check_sense(entries, pins)
    return Overrides(pins=pins, apart=apart)


def _pin(entry: OverrideEntry) -> Pin:
    return Pin(
        left=tuple(unit.eid for unit in entry.left), right=tuple(unit.eid for unit in entry.right)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartNames:
    """The names of one document's parts."""

    document: Document
    words: CitationWords
    index: ProvisionIndex
    units: dict[str, Unit]

    @classmethod
    def of(cls, document: Document, words: CitationWords) -> PartNames:
        """The names of a document, whose citations have the words of its dialect."""
        units = {unit.eid: unit for unit in read_units(document) if unit.level != "title"}
        return cls(document=document, words=words, index=index_document(document), units=units)

    def named(self, text: str) -> tuple[Unit, ...]:
        """The units that a name may mean."""
        if text in self.units:
            return (self.units[text],)
        nodes = find_clauses(self.index, text, self.words)
        citation = parse_citation(text, self.words)
        if not nodes and citation is not None and citation.work is None:
            nodes = self.index.candidates(citation.steps)
        eids = dict.fromkeys(node.eid for node in nodes if node.eid is not None)
        return tuple(self.units[eid] for eid in eids if eid in self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TableReader:
    """Reads one table; messages begin with its name."""

    name: str
    sides: tuple[PartNames, PartNames]
    seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def refuse(self, key: str, why: Message) -> BadOverrideError:
        return BadOverrideError(self.name, key, why)

    def entries(self, table: Mapping[str, Any]) -> Iterator[OverrideEntry]:
        for kind, entries in table.items():
            if kind not in SEVERAL:
                raise self.refuse(
                    kind,
                    Message("there is no such table; known: {known}", known=", ".join(SEVERAL)),
                )
            if not isinstance(entries, list):
                raise self.refuse(
                    kind, Message("write it as [[{kind}]], once for each entry", kind=kind)
                )
            for place, entry in enumerate(entries, start=1):
                yield self.entry(f"{kind}[{place}]", kind, entry)

    def entry(self, key: str, kind: str, entry: object) -> OverrideEntry:
        if not isinstance(entry, Mapping):
            raise self.refuse(key, Message("this is no table with left and right"))
        unknown = next((word for word in entry if word not in KEYS), None)
        if unknown is not None:
            raise self.refuse(
                f"{key}.{unknown}",
                Message("there is no such key; known: {known}", known=", ".join(KEYS)),
            )
        if kind == "unlink" and "left" not in entry and "right" not in entry:
            raise self.refuse(key, Message("name left, right or both"))
        found = {
            side: self.units(f"{key}.{side}", kind, entry, place)
            for place, side in enumerate(SIDES)
        }
        made = OverrideEntry(key=key, table=kind, left=found["left"], right=found["right"])
        self.check_levels(made)
        return made

    def units(self, key: str, kind: str, entry: Mapping[str, Any], place: int) -> tuple[Unit, ...]:
        side = SIDES[place]
        if side not in entry:
            if kind == "unlink":
                return ()
            raise self.refuse(key, Message("this side is missing"))
        value = entry[side]
        if side in SEVERAL[kind]:
            if not isinstance(value, list) or len(value) < 2:
                raise self.refuse(
                    key, Message("a {kind} names two parts or more here, in a list", kind=kind)
                )
            return tuple(
                self.unit(f"{key}[{number}]", text, place)
                for number, text in enumerate(value, start=1)
            )
        if isinstance(value, list):
            raise self.refuse(
                key,
                Message(
                    "one name stands here; several make a [[split]] (on the right) or a [[join]] (on the left)"
                ),
            )
        return (self.unit(key, value, place),)

    def unit(self, key: str, text: object, place: int) -> Unit:
        if not isinstance(text, str) or not text.strip():
            raise self.refuse(
                key, Message("this is no name; write an eId or a citation in quotation marks")
            )
        found = self.sides[place].named(text.strip())
        if not found:
            raise UnknownPartError(self.name, key, text, self.sides[place].document.title)
        if len(found) > 1:
            raise self.refuse(
                key,
                Message(
                    "{text} is ambiguous: {found}; write one of these eIds",
                    text=repr(text),
                    found=", ".join(unit.eid for unit in found[:6]),
                ),
            )
        return found[0]

    def check_levels(self, entry: OverrideEntry) -> None:
        """Check that parts of one sort correspond, none with one that holds it."""
        families = {_family(unit) for unit in (*entry.left, *entry.right)}
        if len(families) > 1:
            one, other, *_ = sorted(families)
            raise self.refuse(
                entry.key, Message("{one} and {other} cannot correspond", one=one, other=other)
            )
        for units in (entry.left, entry.right):
            for unit in units:
                if any(other.order < unit.order <= other.last for other in units):
                    raise self.refuse(
                        entry.key,
                        Message(
                            "{eid} stands inside another part that is named here", eid=unit.eid
                        ),
                    )

    def check_once(self, entries: list[OverrideEntry]) -> None:
        """Check that no part is paired twice."""
        for entry in entries:
            if entry.table == "unlink" and entry.left and entry.right:
                continue
            for side, units in (("left", entry.left), ("right", entry.right)):
                for unit in units:
                    before = self.seen.setdefault((side, unit.eid), entry.key)
                    if before != entry.key or sum(other.eid == unit.eid for other in units) > 1:
                        raise self.refuse(
                            f"{entry.key}.{side}",
                            Message(
                                "{eid} is named already, in {before}", eid=unit.eid, before=before
                            ),
                        )

    def check_sense(self, entries: list[OverrideEntry], pins: tuple[Pin, ...]) -> None:
        for entry in entries:
            if entry.table == "unlink" and entry.left and entry.right:
                left, right = entry.left[0].eid, entry.right[0].eid
                if any(left in pin.left and right in pin.right for pin in pins):
                    raise self.refuse(
                        entry.key,
                        Message("{left} and {right} are linked as well", left=left, right=right),
                    )


def _family(unit: Unit) -> str:
    """The sort of a unit; only units of one sort may correspond."""
    if unit.level in CONTAINERS:
        return Message("a chapter")
    return {"attachment": Message("an attachment"), "table": Message("a table")}.get(
        unit.level, Message("a provision")
    )
