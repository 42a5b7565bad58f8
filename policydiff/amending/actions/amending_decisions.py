"""The stored decisions that amend a work, recognised by their titles or text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from policydiff.amending.engine.reading.instructions import read_instructions
from policydiff.errors import PolicyDiffError
from policydiff.model.document import Document
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key

_AMENDMENT = re.compile(r"(?P<work>.+)修正案(?:[（(][^（）()]*[）)])*$")
_DECISION = re.compile(
    r"(?:修改|修正|修订|改正).{0,190}的(?:决定|决议|规定)(?:[（(][^（）()]{0,60}[）)]){0,3}$"
)
_BODY = re.compile(r"([^《》]+?)关于(?:修改|修正|修订|改正)《")
_NAMED = re.compile(r"《((?:[^《》]|《[^《》]*》)*)》")
_MANY = re.compile(r"等|部分|一批|若干|有关|[》〉](?:、|和|及)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendingDecisions:
    """Stored decisions from the oldest to the newest.

    A decision without a date takes that of the version to which it led, where that is recorded.
    `undated` are the names of those that have no place in the order.
    """

    documents: tuple[Document, ...] = ()
    undated: tuple[str, ...] = ()


Led = Callable[[], Mapping[str, str]]
"""Gives by the name of a stored decision the date (ISO) of the version of the work that it is known
to have led to.
"""


def find_amending_decisions(
    store: Repository,
    work: WorkRecord,
    after: str | None,
    led: Led = dict,
    until: str | None = None,
) -> AmendingDecisions:
    """The stored decisions that amend a work and are newer than a date.

    `after` is ISO; None gives all of them. With `until` (ISO) none is newer than that. `led` is called only where a decision has no date.
    """
    keys = {title_key(title) for title in (work.title, *work.other_titles, *work.aliases)}
    candidates = [
        version
        for other in store.works()
        if other.uri != work.uri
        for version in other.versions
        if names(version.title) is not None
    ]
    newer = [
        version
        for version in candidates
        if version.date is None
        or ((after is None or version.date > after) and (until is None or version.date <= until))
    ]
    found = list(_amending(store, newer, keys))
    known = led() if any(version.date is None for version, _ in found) else {}
    days = {version.name: version.date or known.get(version.name) for version, _ in found}
    placed = [
        (day, version.title, document)
        for version, document in found
        if (day := days[version.name]) is not None
    ]
    return AmendingDecisions(
        documents=tuple(
            _once(
                document
                for day, _, document in sorted(placed, key=lambda one: one[:2])
                if after is None or day > after
            )
        ),
        undated=tuple(sorted(name for name, day in days.items() if day is None)),
    )


def names(title: str) -> tuple[str, ...] | None:
    """The works that the title of an amending decision names, as keys.

    Empty where only its text names them; None where it is no such title.

    A title that begins with 关于 also stands for one behind the name of the body, which a decision on
    a text of its own leaves out.
    """
    named = named_works(title)
    if named is None or _AMENDMENT.fullmatch(title.strip()) is not None:
        return None if named is None else tuple(map(title_key, named))
    body = _BODY.match(title.strip())
    own = [body[1] + name for name in named if name.startswith("关于")] if body is not None else []
    return tuple(map(title_key, (*named, *own)))


def named_works(title: str) -> tuple[str, ...] | None:
    """The works, as printed, that an amending title names; None for another title."""
    amendment = _AMENDMENT.fullmatch(title.strip())
    if amendment is not None:
        return (amendment["work"],)
    return None if _DECISION.search(title.strip()) is None else tuple(_NAMED.findall(title))


def _once(documents: Iterable[Document]) -> Iterator[Document]:
    """Each decision once, even if it is stored twice under different titles."""
    seen: list[tuple[str | None, list[tuple[object, ...]]]] = []
    for document in documents:
        same_day = [operations for date, operations in seen if date == document.version_date]
        ordered = _ordered(document)
        if ordered not in same_day:
            yield document
        seen.append((document.version_date, ordered))


def _ordered(document: Document) -> list[tuple[object, ...]]:
    """The amending operations of a decision, as values to compare."""
    operations = read_instructions(document).operations
    return [
        (one.kind, one.work, one.steps, one.result_steps, one.old, one.text)
        for one in operations
        if one.kind != "context"
    ]


def _amending(
    store: Repository, versions: list[VersionRecord], keys: set[str]
) -> Iterator[tuple[VersionRecord, Document]]:
    """The decisions that amend a work with one of these keys, with their documents."""
    wanted = [
        version
        for version in versions
        if keys & set(names(version.title) or ()) or _on_many(version.title)
    ]
    for version, document in store.load_many(wanted):
        if isinstance(document, PolicyDiffError):
            raise document
        if document is not None and (
            keys & set(names(version.title) or ()) or _speaks_of(document, keys)
        ):
            yield version, document


def _on_many(title: str) -> bool:
    found = names(title)
    return found is not None and (not found or _MANY.search(title) is not None)


def _speaks_of(document: Document, keys: set[str]) -> bool:
    """True if an operation of the decision amends a work with one of these keys."""
    operations = read_instructions(document).operations
    return any(
        operation.work is not None and title_key(operation.work) in keys for operation in operations
    )
