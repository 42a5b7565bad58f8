"""The timelines of a repository, compared with the versions that it stores now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.model.names import UNDATED
from policydiff.store.git.process import BRANCH, Git
from policydiff.store.records.works import WorkRecord
from policydiff.store.timeline import HEADS, is_timeline

Content = tuple[str, str, str]
"""The work (URI), version and source (SHA-256, "" where none is known) of one commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineState:
    """The state of a timeline.

    Its branch, the number of its commits, and whether it holds every version of its works as it is
    stored now. `others` counts the stored works that have versions and are not in it.
    """

    branch: str
    commits: int
    current: bool
    others: int


def timeline_states(git: Git, works: Iterable[WorkRecord]) -> tuple[TimelineState, ...]:
    """The states of the timelines, in the order of their names.

    Branches that others made are left out.
    """
    stored = {work.uri: work for work in works}
    return tuple(_state(git, name, stored) for name in _branches(git))


def _branches(git: Git) -> Iterator[str]:
    listing = git.run("for-each-ref", "--format=%(refname) %(symref)", HEADS).decode(
        "utf-8", "surrogateescape"
    )
    for line in listing.splitlines():
        ref, _, symbolic = line.partition(" ")
        if ref != BRANCH and not symbolic and is_timeline(git, ref):
            yield ref


def _state(git: Git, ref: str, stored: dict[str, WorkRecord]) -> TimelineState:
    contents = [
        _content(message)
        for message in git.run("log", "-z", "--format=%B", ref, "--")
        .decode("utf-8", "replace")
        .split("\0")
        if message
    ]
    works = {work for work, _, _ in contents}
    expected = [
        content for uri in works for content in (_contents(stored[uri]) if uri in stored else ())
    ]
    others = sum(bool(work.versions) for uri, work in stored.items() if uri not in works)
    return TimelineState(
        branch=ref.removeprefix(HEADS),
        commits=len(contents),
        current=sorted(contents) == sorted(expected),
        others=others,
    )


def _content(message: str) -> Content:
    """The work, version and source in the trailers of a commit."""
    lines = (
        line.partition(": ") for line in message.rstrip("\n").rpartition("\n\n")[2].split("\n")
    )
    trailers = {name: value for name, _, value in lines}
    return trailers.get("Work", ""), trailers.get("Version", ""), trailers.get("Source-SHA256", "")


def _contents(work: WorkRecord) -> Iterator[Content]:
    """Yield the values of the trailers for each version of a work as it is now."""
    for version in work.versions:
        source = next(
            (one.sha256 for one in work.sources_of(version.date) if one.role == "text"), ""
        )
        yield work.uri, version.date or UNDATED, source
