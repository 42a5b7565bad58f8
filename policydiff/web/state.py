"""The state of a running page: settings, repository, texts and results in memory."""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from policydiff.errors import NotFoundError
from policydiff.locale import Language
from policydiff.messages import Message
from policydiff.store.check_records import MemoryRecords
from policydiff.store.git.sealed import seal
from policydiff.store.opening import LibraryGoneError
from policydiff.store.recent import Recent
from policydiff.web.guards import Proxy
from policydiff.web.working import Working
from policydiff.works.session import GivenText, OpenLibrary, Session, today

T = TypeVar("T")

MOST_PAGES = 32 * 1024 * 1024
"""Bytes of pages of stored texts in memory."""

MOST_TEXTS = 64
MOST_BYTES = 256 * 1024 * 1024
"""So many texts, and so many bytes of them, are in memory at once; the oldest go first."""

PASSING_PART = 2
"""Half as many of programs are there too, for which no text of a person goes."""

PREFIX = "upload:"
"""The beginning of an operand that names one."""


MOST_RESULTS = 24
"""So many results are in memory, such as comparisons: one takes some megabytes."""


MOST_ACTS = 2_000
"""So many acts can be undone, of all people together."""


class Results:
    """Results that are made once, by all that they depend on.

    Whoever asks names all that a result depends on, the versions of texts among it; so none is ever
    out of date.
    """

    def __init__(self, most: int = MOST_RESULTS) -> None:
        """`most` is how many of them stay."""
        self._found: Recent[tuple[Any]] = Recent(most)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result of a key, made where it is not there; two may make it at once."""
        found = self._found.get(key) or (make(),)
        self._found.put(key, found)
        result: T = found[0]
        return result


class Uploads(Mapping[str, GivenText]):
    """Texts by their operands, ``upload:`` and 128 random bits."""

    def __init__(self, most: int = MOST_TEXTS, size: int = MOST_BYTES) -> None:
        """`most` is a number of texts, `size` one of bytes."""
        self._texts: OrderedDict[str, GivenText] = OrderedDict()
        self._passing: set[str] = set()
        self._lock = Lock()
        self._most, self._size = most, size

    def put(self, text: GivenText, *, passing: bool = False) -> str:
        """Take a text, and give the operand that names it.

        One that is there already keeps its name. The oldest ones are dropped where there is no
        room; those of programs, `passing`, have a room of their own.
        """
        operand = PREFIX + secrets.token_hex(16)
        with self._lock:
            operand = next((name for name, one in self._texts.items() if one is text), operand)
            self._texts[operand] = text
            if passing:
                self._passing.add(operand)
            self._make_room(passing=operand in self._passing)
            self._passing &= self._texts.keys()
        return operand

    def _make_room(self, *, passing: bool) -> None:
        """Drop the oldest of those of programs, or of people, until they fit their room."""
        part = PASSING_PART if passing else 1
        held = [name for name in self._texts if (name in self._passing) == passing]
        size = sum(len(self._texts[name].data) for name in held)
        for place, name in enumerate(held):
            if len(held) - place <= self._most // part and size <= self._size // part:
                break
            size -= len(self._texts.pop(name).data)

    def __getitem__(self, operand: str) -> GivenText:
        """The text that an operand names. Raises `KeyError`."""
        with self._lock:
            return self._texts[operand]

    def __iter__(self) -> Iterator[str]:
        with self._lock:
            return iter(tuple(self._texts))

    def __len__(self) -> int:
        return len(self._texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskAct:
    """Something that a person did: `undo` takes it back for a visit.

    `name` tells it from other acts, `words` say what it was, `key` names the case that it was done to.
    """

    words: str
    key: str
    undo: Callable[[Any], None]
    name: str = field(default_factory=lambda: secrets.token_hex(8))


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The state that all requests share."""

    repository: Path
    language: Language | None = None
    """The language that the person who started the page asked for."""
    proxy: Proxy | None = None
    uploads: Uploads = field(default_factory=Uploads)
    results: Results = field(default_factory=Results)
    pages: Recent[bytes] = field(default_factory=lambda: Recent(MOST_PAGES))
    working: Working = field(default_factory=Working)
    acts: Recent[tuple[DeskAct, ...]] = field(default_factory=lambda: Recent(MOST_ACTS))
    """The acts of each person at each desk, the newest last."""
    records: MemoryRecords = field(default_factory=MemoryRecords)
    """What people did with two texts, where there is no repository to store it."""
    mark: str = field(default_factory=lambda: secrets.token_hex(16))
    """Stands for the token of a session in pages that are written once for all sessions."""
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _opened: list[OpenLibrary] = field(default_factory=list)

    def reading(self, language: Language) -> Session:
        """The session of a request that only reads, at the present commit.

        Requests at one commit share its open repository. Raises `LibraryGoneError`.
        """
        if not self._opened:
            self._opened.append(OpenLibrary(self.writing(language)))
        return self._opened[0].at_present().beside(language=language, today=today())

    def unread_works(self) -> tuple[Message, ...]:
        """The note on the works of the repository that cannot be read."""
        with suppress(NotFoundError, LibraryGoneError):
            store = self._opened[0].session().store_if_any() if self._opened else None
            return () if store is None else store.unread_works()
        return ()

    def writing(self, language: Language) -> Session:
        """The session of a request that writes, with a repository of its own.

        A write changes what its `Repository` knows while others may be reading.
        """
        return Session(
            repository=self.repository,
            language=language,
            asked=True,
            today=today(),
            files=False,
            given=self.uploads,
        )

    def token(self, visitor: str) -> str:
        """The token that a form must bring with the cookie of this visitor.

        It outlives the page, so that a form can be sent after a restart; that of a user without a
        key lasts as long as the page runs.
        """
        name = visitor.encode()
        return seal("page", name) or hmac.digest(self._secret, name, "sha256").hex()
