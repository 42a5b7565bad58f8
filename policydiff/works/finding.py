"""find: the works that a person may mean by a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policydiff.errors import NotFoundError
from policydiff.messages import Message
from policydiff.store.records.catalogue import AmbiguousNameError
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key

WorkMatch = Literal["name", "short form", "part"]
"""A title, alias, slug or URI; an abbreviation of a title; words of a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWork:
    """A work, and the way in which a name led to it; None where no name was given."""

    work: WorkRecord
    match: WorkMatch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWorks:
    """The works of a name, the nearest first; `nothing` is the sentence for none."""

    works: tuple[FoundWork, ...]
    nothing: Message | None = None


def find_works(store: Repository, name: str | None = None, kind: str | None = None) -> FoundWorks:
    """The works of a name, those that it abbreviates, then those that contain it.

    Without a name all works, in the order of their folders; of one `kind` alone where it is given.
    """
    works = [work for work in store.works() if kind is None or work.kind == kind]
    if name is None:
        return FoundWorks(
            works=tuple(FoundWork(work=work) for work in works),
            nothing=Message("the library holds no such work"),
        )
    catalogue = store.catalogue()
    borne = {work.uri for work in catalogue.named(name)}
    short, nothing = (set(), None) if borne else _abbreviated(store, name)
    key = title_key(name)
    matches: dict[WorkMatch, list[WorkRecord]] = {"name": [], "short form": [], "part": []}
    for work in works:
        if work.uri in borne:
            matches["name"].append(work)
        elif work.uri in short:
            matches["short form"].append(work)
        elif key and any(
            key in title_key(title) for title in (work.title, *work.other_titles, *work.aliases)
        ):
            matches["part"].append(work)
    found = tuple(
        FoundWork(work=work, match=match) for match, some in matches.items() for work in some
    )
    return FoundWorks(
        works=found, nothing=nothing or Message("no work of this name is of that kind")
    )


def _abbreviated(store: Repository, name: str) -> tuple[set[str], Message | None]:
    try:
        return {store.find(name).uri}, None
    except AmbiguousNameError as error:
        return {work.uri for work in error.works}, None
    except NotFoundError as error:
        return set(), error.message
