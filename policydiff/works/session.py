"""The session: the settings and services that a run hands to every use case."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policydiff.errors import NotFoundError, PolicyDiffError
from policydiff.locale import Language, variant
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.parallel.engine import ONE_PROCESS, Engine

if TYPE_CHECKING:
    from policydiff.store.repository import Repository

Watch = Callable[[Message, int, int], None]
"""Called with what is being done, how many are done, and of how many."""


_HAN, _LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]+")
"""A Chinese character, and a word in Latin letters."""


def today() -> str:
    """The day of the person's clock (ISO), or POLICYDIFF_TODAY in its stead."""
    named = os.environ.get("POLICYDIFF_TODAY")
    return date.fromisoformat(named).isoformat() if named else date.today().isoformat()  # noqa: DTZ011 the clock of this machine


def unwatched(_what: Message, _done: int, _all: int) -> None:
    """Ignore the progress of a run."""


def language_of(asked: Language | None, *texts: str) -> Language:
    """The language that was asked for, else that of the texts."""
    if asked is not None:
        return asked
    whole = "\n".join(texts)
    return "zh" if len(_HAN.findall(whole)) > len(_LATIN.findall(whole)) else "en"


def language_on(asked: Language | None, *documents: Document) -> Language:
    """The language of a report in its makers' words: 删去 in laws, 删除 in contracts."""
    language = language_of(asked, *(document.full_text() for document in documents))
    private = all(document.kind == "document" for document in documents)
    return variant(language, "company") if private else language


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenText:
    """A text that came with the call, its name in remarks; `pasted`, or typed."""

    name: str
    data: bytes
    pasted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The choices of a person for all commands, and the inputs of the call."""

    repository: Path = Path()
    """Where to look for the repository, upwards from there."""

    language: Language = "en"
    """The language of messages."""

    asked: bool = False
    """Whether the person named the language, so that reports have it too."""

    given: Mapping[str, GivenText] = field(default_factory=dict)
    """The texts that came with the call, by the operand that names them: standard input by ``-``."""

    files: bool = True
    """True where an operand may name a file of this machine; False where strangers may ask."""

    person: str | None = None
    """Who acts, where somebody vouches for the name; the commit of a change bears it."""

    watch: Watch = unwatched
    """Called as the work goes on."""

    warn: Callable[[Message], None] | None = None
    """Called with what an answer cannot look into, when the repository is opened."""

    today: str | None = None
    """The day of asking (ISO), None where nobody knows it: the day of the newest commit counts."""

    fixed: bool = False
    """True where the session gives one answer, so that all of it is read at one commit."""

    engine: Engine = ONE_PROCESS
    """Does the work on many texts."""

    _opened: list[Repository] = field(default_factory=list, init=False, repr=False, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """The choices, as the open repository stays in its process."""
        choices = {one.name: getattr(self, one.name) for one in fields(self) if one.init}
        return _in_this_process, (choices,)

    def beside(self, **choices: Any) -> Session:
        """The session with other choices and the same open repository."""
        made = replace(self, **choices)
        made._opened.extend(self._opened)  # noqa: SLF001 of its own class
        return made

    def at_present(self) -> Session:
        """The session at the repository's present commit. Raises `NoRepositoryError`."""
        made = replace(self)
        made._opened.append(self.store().at_present())  # noqa: SLF001 of its own class
        return made

    def language_of(self, *texts: str) -> Language:
        """The language that was asked for, else that of the texts."""
        return language_of(self.language if self.asked else None, *texts)

    def language_on(self, *documents: Document) -> Language:
        """The language of a report on these documents, see the function of this name."""
        return language_on(self.language if self.asked else None, *documents)

    def text_given(self, operand: str) -> tuple[GivenText | None, str | None]:
        """The text that came with the call under an operand, and the provision after it."""
        name, _, provision = operand.partition("#")
        return self.given.get(name), provision or None

    def store(self) -> Repository:
        """The repository, opened once. Raises `NoRepositoryError`."""
        if not self._opened:
            from policydiff.store.repository import Repository  # noqa: PLC0415 - no file needs it

            self._opened.append(
                Repository.open(self.repository, person=self.person, fixed=self.fixed)
            )
            if self.warn is not None:
                for note in self._opened[0].catalogue().unread():
                    self.warn(note)
        return self._opened[0]

    def store_if_any(self) -> Repository | None:
        """The repository; None where nobody named one and there is none here.

        Raises `NoRepositoryError` for one that was named.
        """
        try:
            return self.store()
        except NotFoundError:
            if self.repository != Path():
                raise
            return None


@dataclass(slots=True)
class OpenLibrary:
    """The session of a long run, opened again where its repository came back."""

    _session: Session
    _folder: Path | None = None
    _stamp: tuple[int, int] | None = None
    _present: tuple[Session, Session] | None = None

    def at_present(self) -> Session:
        """The session at the present commit; one where nothing was stored meanwhile.

        Where that cannot be read, it is the session as it is. Raises `LibraryGoneError`.
        """
        session = self.session()
        try:
            known, tip = self._present, session.store().tip
            if known is None or known[0] is not session or known[1].store().tip != tip:
                known = self._present = session, session.at_present()
        except PolicyDiffError:  # whoever asks for the repository gets the reason
            return session
        return known[1]

    def session(self) -> Session:
        """The session with its repository open. Raises `LibraryGoneError`."""
        from policydiff.store.opening import stamp_of  # noqa: PLC0415 - as above

        if self._folder is None:
            with suppress(NotFoundError):
                self._folder = self._session.store().git_folder
                self._stamp = stamp_of(self._folder)
        elif (stamp := stamp_of(self._folder)) != self._stamp:
            self._session, self._stamp = replace(self._session), stamp
        return self._session


_OPENED: dict[tuple[Path, str | None], list[Repository]] = {}
"""Repositories for sessions that came from another process, by their folder and the person."""


def _in_this_process(choices: dict[str, Any]) -> Session:
    made = Session(**choices)
    if not made.fixed:
        shared = _OPENED.setdefault((made.repository, made.person), [])
        object.__setattr__(made, "_opened", shared)
    return made
