"""``sources.toml``: the sources of texts and the works that a library follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.toml import quote, string, toml_table
from policydiff.store.git.layout import FOLLOWED_FILE, DamagedFileError
from policydiff.store.git.objects import list_tree, read_blob
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change, Commit
from policydiff.store.titles import COUNTRY, one_line, title_key

_NAME = re.compile(r"[^\W_][\w-]{0,39}")
"""The name of a source: letters, digits and hyphens, so that it is no path and no URL."""

_MOST = 10_000
"""Sources, or works that are followed, at most."""


class BadSourceNameError(UsageError):
    """A name that no source can bear, or that another one bears."""

    def __init__(self, name: str, other: StoredSource | None = None) -> None:
        super().__init__(
            Message(
                "{name} cannot name a source: use letters, digits and hyphens", name=repr(name[:60])
            )
            if other is None
            else Message(
                "the source {name} is stored with another address: {address}",
                name=name,
                address=other.address,
            )
        )


class NotFollowedError(NotFoundError):
    """There is no such source, or no such work is followed."""

    def __init__(self, name: str, stored: Iterable[str]) -> None:
        super().__init__(
            Message(
                "{name} is not stored; stored: {names}", name=name, names=", ".join(stored) or "-"
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSource:
    """A source of texts: its name, its address, and the word for its kind."""

    name: str
    address: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedWork:
    """A work that is followed since a day (ISO), by its title; it need not be stored."""

    work: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """All sources of a library and all works that it follows, as stored."""

    sources: tuple[StoredSource, ...] = ()
    works: tuple[FollowedWork, ...] = ()

    def source(self, name: str) -> StoredSource | None:
        """The source of a name."""
        return next((source for source in self.sources if source.name == name), None)

    def with_source(self, source: StoredSource) -> Followed:
        """With one more source. Raises `BadSourceNameError`."""
        other = self.source(source.name)
        if not _NAME.fullmatch(source.name) or (other is not None and other != source):
            raise BadSourceNameError(source.name, other)
        return self if other else replace(self, sources=(*self.sources, source))

    def without_source(self, name: str) -> Followed:
        """Without a source. Raises `NotFollowedError`."""
        if self.source(name) is None:
            raise NotFollowedError(name, (source.name for source in self.sources))
        return replace(self, sources=tuple(one for one in self.sources if one.name != name))

    def with_work(self, work: FollowedWork) -> Followed:
        """With one more work; one that is followed keeps its day."""
        keys = {title_key(followed.work) for followed in self.works}
        return self if title_key(work.work) in keys else replace(self, works=(*self.works, work))

    def without_work(self, title: str) -> Followed:
        """Without a work. Raises `NotFollowedError`."""
        others = tuple(one for one in self.works if title_key(one.work) != title_key(title))
        if len(others) == len(self.works):
            raise NotFollowedError(title, (one.work for one in self.works))
        return replace(self, works=others)


def read_followed(git: Git, commit: str) -> Followed:
    """The sources and works of a commit. Raises `DamagedFileError`."""
    for entry in list_tree(git, commit, FOLLOWED_FILE):
        if entry.path == FOLLOWED_FILE:
            return followed_from_toml(read_blob(git, entry.blob))
    return Followed()


def followed_from_toml(data: bytes) -> Followed:
    """The sources and works of a file. Raises `DamagedFileError`."""
    try:
        table: dict[str, Any] = toml_table(data.decode())
        if sum(len(entries) for entries in table.values()) > _MOST:
            raise DamagedFileError(FOLLOWED_FILE, Message("it has too many entries"))
        followed = Followed()
        for entry in table.get("source", ()):
            words = {key: one_line(string(entry[key])) for key in ("name", "address", "kind")}
            followed = followed.with_source(StoredSource(**words))
        for entry in table.get("follow", ()):
            day = date.fromisoformat(string(entry["since"])).isoformat()
            followed = followed.with_work(
                FollowedWork(work=one_line(string(entry["work"])), since=day)
            )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedFileError(
            FOLLOWED_FILE, Message("{key} is wrong or missing", key=error)
        ) from None
    except UsageError as error:
        raise DamagedFileError(FOLLOWED_FILE, error.message) from None
    return followed


def followed_to_toml(followed: Followed) -> bytes:
    """The text of ``sources.toml``."""
    tables = [
        *(("source", ("name", "address", "kind"), one) for one in followed.sources),
        *(("follow", ("work", "since"), one) for one in followed.works),
    ]
    return "\n".join(
        f"[[{name}]]\n" + "".join(f"{key} = {quote(getattr(entry, key))}\n" for key in keys)
        for name, keys, entry in tables
    ).encode()


def plan_followed(git: Git, tip: str, change: Callable[[Followed], Followed]) -> Iterator[Commit]:
    """The one commit that changes what is followed; none where nothing changes.

    Raises `DamagedFileError`, and what `change` raises.
    """
    before = read_followed(git, tip)
    after = change(before)
    if after != before:
        lines = list(_lines(before, after))
        body = "".join(f"\n{line}" for line in lines[1:])
        empty = after == Followed()
        yield Commit(
            message=f"{lines[0]}\n{body}",
            changes=(Change(path=FOLLOWED_FILE, data=None if empty else followed_to_toml(after)),),
        )


def _lines(before: Followed, after: Followed) -> Iterator[str]:
    """Yield what a change does, a line for each source and work."""
    yield from (
        f"Add the source {source.name}" for source in after.sources if source not in before.sources
    )
    yield from (
        f"Remove the source {source.name}"
        for source in before.sources
        if source not in after.sources
    )
    for verb, works, others in (
        ("Follow", after.works, before.works),
        ("Follow no longer", before.works, after.works),
    ):
        yield from (
            f"{verb} {one_line(one.work, 60).removeprefix(COUNTRY)}"
            for one in works
            if one not in others
        )
