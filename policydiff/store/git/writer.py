"""The one writer: every change of the repository is a commit upon the tip.

The main branch then moves to it by compare-and-swap, so a kill at any moment leaves the old state
or the new one, and another git that was quicker is never undone: the plan is made again upon its
commit. Among ourselves a lock of the operating system, which dies with its process, sees to it that
one writes at a time.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain

from policydiff.errors import CANNOT_WRITE, LockedError
from policydiff.messages import Message
from policydiff.store.git.guard import JOURNAL, check_git_folder, clear_dead
from policydiff.store.git.incoming import NotWritableError, build
from policydiff.store.git.process import BRANCH, Git, GitError
from policydiff.store.git.stream import INCOMING, Commit, fast_import_input
from policydiff.store.git.worktree import make_up, refresh
from policydiff.store.titles import one_line

Plan = Callable[[str | None], Iterable[Commit]]
"""Given the tip, the commits to be made upon it, which git takes in one by one; called again where
another writer was quicker.
"""

_ATTEMPTS = 40
_GRACE = 2.0
"""Seconds that a git whose parent was killed may still need to end."""

_LOCKS = (
    "HEAD.lock",
    "packed-refs.lock",
    f"{BRANCH}.lock",
    f"{INCOMING}.lock",
    "reftable/tables.list.lock",
)


class BusyError(LockedError):
    """Another process is writing."""

    def __init__(self, who: str, seconds: float) -> None:
        super().__init__(
            Message(
                "{who} is writing to this repository (waited {seconds} s); try again when it is done",
                who=who,
                seconds=f"{seconds:.0f}",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The new tip, the ids of the commits in order, and notes on the work tree."""

    tip: str | None
    commits: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()


def signed_by(person: str, plan: Plan) -> Plan:
    """The plan with the person's name, on one line, as a trailer of each commit."""
    trailer = f"Person: {one_line(person)}\n"

    def signed(tip: str | None) -> Iterable[Commit]:
        return (
            replace(commit, message=commit.message.rstrip("\n") + "\n" + trailer)
            for commit in plan(tip)
        )

    return signed


def write(git: Git, plan: Plan, *, clock: Callable[[], float], timeout: float) -> Written:
    """Store the commits of a plan.

    Raises `BusyError`, `NotWritableError`, `GitError` and whatever `plan` raises; then nothing has
    changed.
    """
    with _locked(git, timeout), _journal(git, BRANCH):
        for attempt in range(_ATTEMPTS):
            tip = git.tip()
            made = _build(git, iter(plan(tip)), tip, int(clock()))
            if not made:
                return Written(tip=tip, notes=() if tip is None else make_up(git, tip))
            if _move(git, made[-1], tip):
                return Written(tip=made[-1], commits=made, notes=refresh(git, tip, made[-1]))
            if git.tip() == tip:
                time.sleep(0.02 * (attempt + 1))
    raise BusyError(Message("another git"), 0.02 * _ATTEMPTS * (_ATTEMPTS + 1) / 2)


def rebuild(
    git: Git,
    ref: str,
    pieces: Callable[[], Iterable[bytes]],
    tip: Callable[[], str | None],
    *,
    timeout: float,
) -> tuple[str, ...]:
    """Build a derived branch from a stream and move its ref; gives the commits.

    `pieces` gives the stream, `ref` moves from `tip` to its last commit. Main and the work tree are
    left alone. Raises `BusyError`, `NotWritableError`, `GitError` and whatever `pieces` and `tip`
    raise.
    """
    with _locked(git, timeout), _journal(git, ref):
        made = build(git, pieces)
        for attempt in range(_ATTEMPTS):
            if _move(git, made[-1], tip(), ref):
                return made
            time.sleep(0.02 * (attempt + 1))
    raise BusyError(Message("another git"), 0.02 * _ATTEMPTS * (_ATTEMPTS + 1) / 2)


def _build(git: Git, commits: Iterator[Commit], tip: str | None, seconds: int) -> tuple[str, ...]:
    """Write the commits and all their objects; nothing refers to them yet."""
    first = next(commits, None)
    if first is None:
        return ()
    return build(git, lambda: fast_import_input(chain((first,), commits), tip, seconds))


def _move(git: Git, new: str, old: str | None, ref: str = BRANCH) -> bool:
    """Compare and swap the tip of a branch."""
    itself = "" if ref == BRANCH else "option no-deref\n"
    commands = f"start\n{itself}update {ref} {new} {old or '0' * len(new)}\ndelete {INCOMING}\nprepare\ncommit\n"
    try:
        git.run("update-ref", "--stdin", stdin=commands.encode())
    except GitError as error:
        held = b"cannot lock ref" in error.stderr or b".lock'" in error.stderr
        if held and error.exit_code != CANNOT_WRITE:
            return False
        raise
    return True


@contextmanager
def _locked(git: Git, timeout: float) -> Iterator[None]:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only a writer needs it

    try:
        check_git_folder(git)
        with git.private() as ours:
            os.close(ours.open("lock", os.O_RDWR | os.O_CREAT))
            lock = FileLock(ours.path / "lock", timeout=timeout)
            lock.acquire(poll_interval=0.02)
            clear_dead(git, ours)
    except Timeout:
        raise BusyError(Message("another policydiff"), timeout) from None
    except OSError as error:
        raise NotWritableError(git, error) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _journal(git: Git, ref: str) -> Iterator[None]:
    """Hold a file that stands while we write, and names the branch."""
    with git.private() as ours:
        try:
            if ours.look(JOURNAL) is not None:
                _clear_locks(git, ours.read(JOURNAL).decode("utf-8", "replace"))
            ours.write(JOURNAL, ref.encode("utf-8", "replace"))
        except OSError as error:
            raise NotWritableError(git, error) from None
        try:
            yield
        except Exception:
            ours.remove(JOURNAL)
            raise
        ours.remove(JOURNAL)


def _clear_locks(git: Git, ref: str) -> None:
    """Remove the locks of a killed git that moved `ref`."""
    patience = time.monotonic() + _GRACE
    for path in (
        git.common / name for name in (*_LOCKS, *([f"{ref}.lock"] if _is_branch(ref) else ()))
    ):
        while os.path.lexists(path) and time.monotonic() < patience:
            time.sleep(0.05)
        path.unlink(missing_ok=True)


def _is_branch(ref: str) -> bool:
    """False for content that is no name of a branch, as in a damaged journal."""
    return ref.startswith("refs/heads/") and ".." not in ref and "\0" not in ref
