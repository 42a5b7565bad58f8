"""The law as git: a derived branch with one commit for each version.

The commits stand in the law's order. The branch is built again each time, and is the same each
time. Nothing of our own time enters it, so the same versions give the same commit ids on every
machine. The branch is ours where the committer of its tip is policydiff and its trailers confirm
it; another one is never moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.names import UNDATED
from policydiff.store.git.process import BRANCH, Git, GitError
from policydiff.store.git.stream import END, IDENTITY, INCOMING, quote_path
from policydiff.store.git.writer import rebuild
from policydiff.store.records.works import WorkRecord

HEADS = "refs/heads/"
OURS = "Timeline-Format: 1"
"""The trailer by which a commit of the branch is known."""

_LONGEST = 200
_CHINA = timezone(timedelta(hours=8))


Content = tuple[str, str, str]
"""The work (URI), version and source (SHA-256, "" where none is known) of one commit."""


class BadBranchError(UsageError):
    """A name that no timeline can have."""

    def __init__(self, name: str, why: Message) -> None:
        super().__init__(
            Message(
                "“{name}” cannot be the branch of the timeline: {why}; choose another name with --branch",
                name=name[:80],
                why=why,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCommit:
    """A version as a commit: its `day` (ISO or None), its `path`, its `text` there."""

    day: str | None
    path: str
    text: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuiltTimeline:
    """The ids of all commits in the law's order, and how many there were before."""

    ref: str
    commits: tuple[str, ...]
    unchanged: int


def write_timeline(
    git: Git, branch: str, commits: Callable[[], Iterable[LawCommit]], *, timeout: float
) -> RebuiltTimeline:
    """Build the branch and move it there.

    Raises `BadBranchError`, `BusyError`, `GitError` and what `commits` raises; then nothing has
    changed.
    """
    ref = branch_ref(git, branch)
    old = timeline_tip(git, ref)
    before = [] if old is None else git.run("rev-list", "--reverse", old, "--").decode().split()
    made = rebuild(
        git, ref, lambda: timeline_input(commits()), lambda: timeline_tip(git, ref), timeout=timeout
    )
    unchanged = next(
        (
            place
            for place, (one, other) in enumerate(zip(before, made, strict=False))
            if one != other
        ),
        min(len(before), len(made)),
    )
    return RebuiltTimeline(ref=ref, commits=made, unchanged=unchanged)


def branch_ref(git: Git, name: str) -> str:
    """The ref of a branch, which may not exist yet. Raises `BadBranchError`."""
    ref = HEADS + name.removeprefix(HEADS)
    if ref.casefold() in (BRANCH, HEADS + "head"):
        raise BadBranchError(name, Message("the repository itself lies there"))
    if "\0" in ref or len(ref.encode("utf-8", "replace")) > _LONGEST or name.startswith("-"):
        raise BadBranchError(name, Message("it is not a name of a branch"))
    code, _ = git.report("check-ref-format", ref)
    if code:
        raise BadBranchError(name, Message("it is not a name of a branch"))
    return ref


def timeline_tip(git: Git, ref: str) -> str | None:
    """The timeline's newest commit, or None. Raises `BadBranchError` if not ours."""
    name, found = ref.removeprefix(HEADS), None
    listing = git.run("for-each-ref", "--format=%(refname) %(objectname) %(symref)", HEADS).decode(
        "utf-8", "surrogateescape"
    )
    for line in listing.splitlines():
        other, commit, symbolic = line.split(" ", 2)
        if other == ref:
            found = commit
            if symbolic or not is_timeline(git, commit):
                raise BadBranchError(
                    name, Message("a branch of that name was made by somebody else")
                )
        elif other.startswith(ref + "/") or ref.startswith(other + "/"):
            raise BadBranchError(
                name,
                Message(
                    "git cannot have it beside the branch {branch}",
                    branch=other.removeprefix(HEADS),
                ),
            )
    if _is_checked_out(git, ref):
        raise BadBranchError(
            name,
            Message(
                "it is checked out, and moving it would confuse the work tree (git switch main)"
            ),
        )
    return found


def is_timeline(git: Git, commit: str) -> bool:
    """True for a commit or branch whose committer and trailers are a timeline's."""
    head, _, message = (
        git.run("cat-file", "commit", commit).decode("utf-8", "replace").partition("\n\n")
    )
    ours = any(line.startswith(f"committer {IDENTITY} ") for line in head.split("\n"))
    return ours and OURS in message.rstrip("\n").rpartition("\n\n")[2].split("\n")


def _is_checked_out(git: Git, ref: str) -> bool:
    if git.run("for-each-ref", "--format=%(worktreepath)", ref).strip():
        return True
    try:
        return (
            not git.bare
            and git.run("symbolic-ref", "--quiet", "HEAD")
            .decode("utf-8", "surrogateescape")
            .strip()
            == ref
        )
    except GitError:  # no branch at all is checked out
        return False


def timeline_input(commits: Iterable[LawCommit]) -> Iterator[bytes]:
    """The stream for ``git fast-import``, a history of its own."""
    yield f"feature done\nreset {INCOMING}\n\n".encode()
    for mark, commit in enumerate(commits, 1):
        message, text, when = commit.message.encode(), commit.text.encode(), git_date(commit.day)
        yield f"commit {INCOMING}\nmark :{mark}\nauthor {IDENTITY} {when}\ncommitter {IDENTITY} {when}\ndata {len(message)}\n".encode()
        yield message + b"\nM 100644 inline " + quote_path(commit.path) + b"\ndata %d\n" % len(text)
        yield text + f"\n\nget-mark :{mark}\n".encode()
    yield END


def git_date(day: str | None) -> str:
    """Midnight in China as git writes it; its zero before 1970 and for no day."""
    if day is None:
        return "0 +0000"
    seconds = int(
        datetime.combine(date.fromisoformat(day), datetime.min.time(), _CHINA).timestamp()
    )
    return f"{seconds} +0800" if seconds >= 0 else "0 +0000"


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
    """The states of our timelines, in the order of their names."""
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
