"""import: many texts become versions in one stream: those of a folder, or of a wheel of laws."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from policydiff import plugins
from policydiff.errors import InputError, PolicyDiffError
from policydiff.model.reading import Revisions
from policydiff.model.source import Problem
from policydiff.store.planning import DifferentTextError
from policydiff.store.repository import Added, Addition, Repository
from policydiff.workflows.lineage import FOLLOWED, keep_lineage
from policydiff.workflows.load import MissingFileError, read_document, read_file
from policydiff.workflows.named_dates import NamedDateError, doubt_of_name
from policydiff.workflows.wheel import FoundText, read_wheel

Watch = Callable[[int, int], None]
"""Called with how many texts are done, and of how many."""


_NO_TEXTS = (".", "~$", "~WRL")
"""How names begin that are no texts: hidden files (LibreOffice's locks among them), Word's locks and what it leaves when it breaks down."""


class NothingToImportError(InputError):
    """The folder holds no file that could be read."""

    def __init__(self, folder: Path) -> None:
        """`folder` as the caller gave it."""
        super().__init__(f"{folder}: there is no file in it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A text that was not stored, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What is to be read: `stored` are the hashes of the sources that the repository holds."""

    texts: list[FoundText]
    stored: frozenset[str]
    dialect: str | None
    revisions: Revisions = "accepted"


@dataclass(slots=True, kw_only=True)
class Imported:
    """What became of many texts: how many of each status, which were refused, how many remarks reading made.

    `named` are what is told of texts whose file's name says another day than they do, by their names; `works` the URIs of the works that
    got a version, in the order in which they did.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    doubtful: int = 0
    named: dict[str, Problem] = field(default_factory=dict)
    works: dict[str, None] = field(default_factory=dict)

    def refuse(self, name: str, error: PolicyDiffError) -> None:
        """Count a text among the refused."""
        if isinstance(error, DifferentTextError) and name in self.named:
            error = NamedDateError(self.named[name], str(error))
        self.refused.append(Refusal(name=name, reason=str(error).removeprefix(f"{name}: ")))


def import_(
    source: Path,
    repository: Path,
    *,
    dialect: str | None = None,
    revisions: Revisions = "accepted",
    watch: Watch = lambda _done, _all: None,
) -> Imported:
    """Store all the texts of a folder or a wheel; what is stored already is left, so that a broken run can go on.

    Raises `MissingFileError`, `NotAWheelError`, `NothingToImportError`; what is wrong with a single text is in the result.
    """
    store = Repository.open(repository)
    texts = find_texts(source)
    return store_texts(store, texts, dialect=dialect, revisions=revisions, watch=watch)


def store_texts(
    store: Repository,
    texts: list[FoundText],
    *,
    dialect: str | None = None,
    revisions: Revisions = "accepted",
    watch: Watch = lambda _done, _all: None,
) -> Imported:
    """Read the texts one after the other and store them in one stream; those whose bytes are stored already are not read again."""
    result = Imported()
    stored = frozenset(source.sha256 for work in store.works() for source in work.sources)
    reading = _Reading(texts=texts, stored=stored, dialect=dialect, revisions=revisions)
    for outcome in store.add_many(_additions(reading, result, watch)):
        if isinstance(outcome, Added):
            result.statuses[outcome.status] += 1
            if outcome.status in FOLLOWED:
                result.works[outcome.work.uri] = None
        else:
            result.refuse(outcome.source_name, outcome.error)
    return result


def keep_lineages(imported: Imported, repository: Path, watch: Watch = lambda _done, _all: None) -> None:
    """Compare the versions of the works that got one, so that their first history need not; of works of one version there is nothing to do."""
    store = Repository.open(repository)
    works = [work for work in store.works() if work.uri in imported.works and len(work.versions) > 1]
    for done, work in enumerate(works):
        watch(done, len(works))
        keep_lineage(store, work)
    watch(len(works), len(works))


def find_texts(source: Path) -> list[FoundText]:
    """What is to be read, in the order in which it is stored; a folder's files are read only when their turn comes."""
    if source.is_dir():
        found = [FoundText(name=path.relative_to(source).as_posix(), path=path) for path in _files(source)]
        if not found:
            raise NothingToImportError(source)
        return found
    if not source.exists():
        raise MissingFileError(source)
    return read_wheel(source)


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, sorted; what is hidden or the lock of an open document is left out, links are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith(_NO_TEXTS))


def _additions(reading: _Reading, result: Imported, watch: Watch) -> Iterator[Addition]:
    """Read one text after the other; what cannot be read, and what is stored already, goes into the result instead."""
    for done, text in enumerate(reading.texts):
        watch(done, len(reading.texts))
        try:
            addition = _read(text, reading, result)
        except PolicyDiffError as error:
            result.refuse(text.name, error)
            continue
        if addition is None:
            result.statuses["unchanged"] += 1
            continue
        result.doubtful += any(problem.severity != "note" for problem in addition.document.problems)
        yield addition
    watch(len(reading.texts), len(reading.texts))


def _read(text: FoundText, reading: _Reading, result: Imported) -> Addition | None:
    """The text as an addition, None where its bytes are stored already."""
    data = text.data if text.path is None else _read_plain_file(text.path)
    if hashlib.sha256(data).hexdigest() in reading.stored:
        return None
    base = text.name.rpartition("/")[2]
    document = read_document(data, base, dialect=reading.dialect, revisions=reading.revisions, **text.facts)
    doubt = doubt_of_name(base, document, text.facts)
    if doubt is not None:
        result.named[text.name] = doubt
    return Addition(document=document, source=data, source_name=text.name)


def _read_plain_file(path: Path) -> bytes:
    if path.is_symlink():
        raise InputError("a symbolic link, not followed")
    if not path.name.lower().endswith(plugins.known_suffixes()):
        raise InputError("no reader for this ending of its name")
    return read_file(path)
