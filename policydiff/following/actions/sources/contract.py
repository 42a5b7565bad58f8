"""The contract of sources: what they are asked, and what they hand over.

A source is a module of this folder with `NAME`, `accepts` and `read`; a file is enough, no table
lists it. It reads, and stores nothing: what it hands over goes through the store in one stream, in
order, and its marks are remembered when that is done.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol, cast

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.reading.load import GivenFacts
from policydiff.works.session import Watch

MOST_TEXTS = 200_000
"""Texts of a source at most."""

Marks = tuple[tuple[str, str], ...]
"""Keys and their values, remembered for a source; an empty value forgets its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A text that came, as it came."""

    name: str
    """The name of its file, by which a reader is chosen and a date in it is found."""

    data: bytes
    address: str
    """Where it came from, for a person: a path, a URL, `REPOSITORY@COMMIT:PATH`."""

    facts: GivenFacts = field(default_factory=GivenFacts)
    """Facts that the source states beside the text."""

    official: bool = False
    """True for the file of the authority itself, which goes before copies."""

    kind: Literal["text", "attachment"] = "text"
    """An attachment is kept with `--keep`, and not stored."""

    marks: Marks = ()
    """Remembered once the text is stored, was stored before, or is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """Something that could not be read.

    The next run tries it again, but for one that brings marks.
    """

    what: str
    why: Message
    marks: Marks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """Something that was looked at and holds nothing new.

    One without `what` is not counted: it only brings marks, remembered when all before is stored.
    """

    what: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """Something about the source that a person should know, and no fault."""

    note: Message
    marks: Marks = ()


Outcome = Received | Unavailable | Unchanged | SourceNote


def _wait(_seconds: float) -> None:
    """Go on at once."""


def _unwatched(_what: Message, _done: int, _all: int) -> None:
    """Ignore the progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question to a source."""

    address: str
    marks: Mapping[str, str] = field(default_factory=dict)
    """The marks of earlier runs; not those in `again`."""

    again: Mapping[str, str] = field(default_factory=dict)
    """Marks of texts to be handed over once more: an earlier program refused them, a person asks
    for them again, or the library lost them.
    """

    followed: tuple[str, ...] = ()
    """The titles of the works that are followed."""

    since: str | None = None
    """Only what the source itself dates on this day (ISO) or later."""

    keep: Path | None = None
    """The folder for what is received; every `Received` is written there by the sync."""

    watch: Watch = _unwatched
    pause: Callable[[float], None] = _wait
    """Called with the seconds to wait between two requests to somebody else's machine."""


class SourceReader(Protocol):
    """A module that reads one kind of source."""

    NAME: str
    """The word for its kind of source."""

    def accepts(self, address: str) -> bool:
        """True where it reads this address; asked in the order of the names."""
        ...

    def read(self, asked: Asked) -> Iterator[Outcome]:
        """Hand over what is new, as it comes.

        Raises nothing for what cannot be reached or read: that is `Unavailable`. A person's mistake
        (an address that is refused) is a `UsageError`.
        """
        ...


class NoSourceError(UsageError):
    """No kind of source fits an address."""

    def __init__(self, address: str, names: tuple[str, ...]) -> None:
        super().__init__(
            Message(
                "{address}: this is no source; name a folder of texts, a git repository (its folder or URL), or one of: {names}",
                address=address,
                names=", ".join(names),
            )
        )


@cache
def sources() -> dict[str, SourceReader]:
    """The modules of this folder by their `NAME`, in its order."""
    folder = __name__.rpartition(".")[0]
    package = import_module(folder)
    modules = [
        import_module(f"{folder}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
        if not found.name.startswith("_")
    ]
    found = {
        str(module.NAME): cast("SourceReader", module)
        for module in modules
        if hasattr(module, "NAME")
    }
    return dict(sorted(found.items()))


def source_of(address: str) -> SourceReader:
    """The first source that accepts an address. Raises `NoSourceError`."""
    for source in sources().values():
        if source.accepts(address):
            return source
    raise NoSourceError(address, tuple(sources()))
