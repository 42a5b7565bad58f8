"""git: a repository of texts, whose history gives their versions.

Each content that a text had in any commit is handed over once, the oldest first. A commit's own
date is no date of a text. Of a repository elsewhere a copy lies in the user's own folder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer
from typing import IO
from urllib.parse import SplitResult, urlsplit

from policydiff.errors import DamagedError, PolicyDiffError, words_of
from policydiff.following.actions.sources.contract import (
    MOST_TEXTS,
    Asked,
    Outcome,
    Received,
    SourceNote,
    Unavailable,
    Unchanged,
)
from policydiff.library.actions.import_texts import is_text_name
from policydiff.messages import Message
from policydiff.model.source import legible
from policydiff.reading.load import MAX_BYTES, is_stored_xml
from policydiff.store.git.files import is_ours
from policydiff.store.git.objects import read_each
from policydiff.store.git.process import BRANCH, Git, GitError, init_git, open_git
from policydiff.store.git.sealed import own_folder

NAME = "git"

HEAD = "HEAD"
"""The mark of the newest commit whose texts are all stored."""

_BLOB = "blob "
"""The beginning of the marks of contents; their values are COMMIT:PATH."""

_LIST = ("rev-list", "--objects", "--in-commit-order", "--topo-order", "--reverse")
"""How git is asked for each object that a commit brought, once, the oldest commit first.

A listing of files, as a log gives it, would never end where trees repeat one another.
"""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LONGEST_LINK = 4096
"""Bytes of the target of a link at most."""

FETCH_SECONDS, LIST_SECONDS = 1800.0, 600.0
"""Seconds that git may take to bring a repository here, and to list its history."""


def accepts(address: str) -> bool:
    """True for the folder of a repository, and for a URL that may be fetched.

    Fetched is by https without a name or password in the URL, from this machine by http and file.
    No other transport is used: some run programs.
    """
    url = _url(address)
    if url is None:
        return "://" not in address and is_git(address)
    if url.username or url.password or not address.isprintable():
        return False
    is_here = url.hostname in _LOOPBACK or (url.scheme == "file" and not url.netloc)
    return url.scheme == "https" or is_here


def is_git(address: str) -> bool:
    """True for a folder with a git folder in it, and for a bare repository."""
    place = Path(address)
    return (place / ".git").exists() or all(
        (place / name).exists() for name in ("HEAD", "objects", "refs")
    )


def read(asked: Asked) -> Iterator[Outcome]:
    """Hand over the texts of all commits since the last run."""
    try:
        git = _open(asked)
        head = git.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
        mark = asked.marks.get(HEAD, "")
        rewritten = bool(mark) and not _is_before(git, mark, head)
        files = [] if mark == head else _changes(git, asked, "" if rewritten else mark)
    except (PolicyDiffError, OSError) as error:
        why = error.message if isinstance(error, PolicyDiffError) else words_of(error)
        yield Unavailable(what=asked.address, why=why)
        return
    if rewritten:
        note = Message(
            "its history was rewritten: the commit {commit} of the last time is no part of it any more; all of it was looked at again",
            commit=mark[:12],
        )
        yield SourceNote(note=note)
    for key in asked.marks:
        if key.startswith(_BLOB):
            yield Unchanged(what=key)
    yield from _hand_over(git, asked, files, head)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CommitFile:
    """A file as a commit has it."""

    commit: str
    path: str
    blob: str
    listed: bool = True
    """False where an earlier run listed it."""

    @property
    def name(self) -> str:
        """Its name for a person."""
        return f"{self.commit[:12]}:{legible(self.path)}" if self.commit else self.blob

    @property
    def mark(self) -> tuple[str, str]:
        """The mark of its content."""
        return f"{_BLOB}{self.blob}", f"{self.commit}:{self.path}"


def _hand_over(git: Git, asked: Asked, files: list[_CommitFile], head: str) -> Iterator[Outcome]:
    """Yield the texts among the files; the mark of a commit follows its last one."""
    complete, seen, wanted = asked.since is None, set(asked.marks), [*_asked_again(asked)]
    for file in files:
        if not is_ours(file.path) or not file.path.isprintable():
            yield Unavailable(what=file.name, why=Message("a name that no file may have"))
        elif file.mark[0] not in seen:
            wanted.append(file)
        seen.add(file.mark[0])
    before = ""
    contents = read_each(git, [file.blob for file in wanted])
    for done, (file, (_, data)) in enumerate(zip(wanted, contents, strict=True)):
        asked.watch(Message("reading commits"), done, len(wanted))
        if complete and before not in ("", file.commit):
            yield Unchanged(what="", marks=((HEAD, before),))
        before = file.commit if file.listed else ""
        found = _outcome(git, asked, file, data)
        complete = complete and (bool(found.marks) or not isinstance(found, Unavailable))
        yield found
    if complete:
        yield Unchanged(what="", marks=((HEAD, head),))


def _asked_again(asked: Asked) -> Iterator[_CommitFile]:
    """Yield the files that are to be handed over again."""
    for key, value in asked.again.items():
        commit, _, path = value.partition(":")
        if key.startswith(_BLOB):
            blob = key.removeprefix(_BLOB)
            yield _CommitFile(commit=commit, path=path, blob=blob, listed=False)


def _outcome(git: Git, asked: Asked, file: _CommitFile, data: bytes | DamagedError) -> Outcome:
    if isinstance(data, DamagedError):
        return Unavailable(what=file.name, why=data.message)
    if len(data) <= _LONGEST_LINK and b"\n" not in data and _is_link(git, file):
        why = Message("a symbolic link, not followed")
        return Unavailable(what=file.name, why=why, marks=(file.mark,))
    if file.path.lower().endswith(".xml") and not is_stored_xml(data[:4096], ""):
        return Unchanged(what="", marks=(file.mark,))
    if len(data) > MAX_BYTES:
        why = Message(
            "is larger than {size} MB, the most that is read", size=MAX_BYTES // 1024 // 1024
        )
        return Unavailable(what=file.name, why=why)
    address = f"{asked.address}@{file.commit[:12]}:{file.path}"
    return Received(name=file.path, data=data, address=address, marks=(file.mark,))


def _is_link(git: Git, file: _CommitFile) -> bool:
    """True where a commit has a content as the target of a link."""
    return git.run("ls-tree", "-z", file.commit, "--", file.path).startswith(b"120000 ")


def _changes(git: Git, asked: Asked, mark: str) -> list[_CommitFile]:
    """The files that may be texts of all commits after the mark, each content once.

    Raises `GitError`, also where git takes too long.
    """
    day = asked.since and datetime.fromisoformat(asked.since).replace(tzinfo=UTC)
    since = (f"--max-age={int(day.timestamp())}",) if day else ()
    until = (f"^{mark}",) if mark else ()
    with git.start(*_LIST, "--missing=print", *since, HEAD, *until, "--") as process:
        timer = Timer(LIST_SECONDS, process.kill)
        timer.daemon = True
        timer.start()
        try:
            found = list(_listed(process.stdout))
            if process.wait():
                raise GitError("rev-list", b"fatal: the history cannot be read")
        finally:
            timer.cancel()
            process.kill()
    trees = _trees(git, (file.blob for file in found))
    found.sort(key=lambda file: bool(file.commit))  # what is missing comes before any mark
    return [file for file in found if file.blob not in trees]


def _listed(stream: IO[bytes] | None) -> Iterator[_CommitFile]:
    """Yield the objects of a listing that may be texts. Raises `GitError`."""
    commit = ""
    for count, line in enumerate(stream or ()):
        if count > 20 * MOST_TEXTS:
            raise GitError("rev-list", b"fatal: the history has too many files")
        name, space, path = line.decode("utf-8", "surrogateescape").rstrip("\n").partition(" ")
        if name.startswith("?"):
            yield _CommitFile(commit="", path=name[1:], blob=name[1:])
        elif not space:
            commit = name
        elif path and is_text_name(path):
            yield _CommitFile(commit=commit, path=path, blob=name)


def _trees(git: Git, objects: Iterable[str]) -> set[str]:
    """The objects that are folders."""
    asked = "".join(f"{name}\n" for name in objects).encode()
    types = git.run("cat-file", "--batch-check=%(objecttype) %(objectname)", stdin=asked)
    return {line[5:] for line in types.decode().splitlines() if line.startswith("tree ")}


def _is_before(git: Git, mark: str, head: str) -> bool:
    """True where a commit is part of the history."""
    if not _COMMIT.fullmatch(mark):
        return False
    return git.report("merge-base", "--is-ancestor", mark, head)[0] == 0


def _open(asked: Asked) -> Git:
    """The repository, or its fresh copy here. Raises `GitError`, `OSError`."""
    url = _url(asked.address)
    if url is None:
        return open_git(Path(asked.address).resolve())
    if not accepts(asked.address):
        raise PolicyDiffError(Message("git fetches nothing from such an address"))
    own = own_folder()
    if own is None or not own.is_absolute():
        raise PolicyDiffError(Message("there is no folder of your own for a copy of it"))
    root = own / "mirrors" / hashlib.sha256(asked.address.encode()).hexdigest()[:32]
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    git = open_git(root) if is_git(str(root)) else init_git(root, "--bare")
    asked.watch(Message("fetching {address}", address=asked.address), 0, 1)
    options = ("--quiet", "--force", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance")
    git.run(
        *("-c", f"protocol.{url.scheme}.allow=always", "-c", "core.askPass="),
        *("fetch", *options, "--no-recurse-submodules", "--", asked.address, f"+HEAD:{BRANCH}"),
        seconds=FETCH_SECONDS,
    )
    return git


def _url(address: str) -> SplitResult | None:
    """The parts of a URL that git fetches; None for anything else."""
    try:
        url = urlsplit(address)
    except ValueError:
        return None
    return url if url.scheme in ("https", "http", "file") and url.path else None
