"""The work tree and the index, derived from the main branch.

They are refreshed where the branch changed; a person's own edits are never overwritten. Files are
written by us and not by git, so that no filter of the repository's configuration runs. A refresh
that a kill left undone is made up for at the next write, even if that has nothing to store: we note
up to which commit the work tree was refreshed.
"""

from __future__ import annotations

import dataclasses
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from policydiff.messages import Message
from policydiff.store.git import files, objects
from policydiff.store.git.layout import MARKER
from policydiff.store.git.process import BRANCH, Git, GitError
from policydiff.system import claim

_LOCK, _TOKEN, _CLAIM = "index.lock", "index-token", "index-claim"
"""git's lock; in our folder, the number that is in a lock of ours, and the lock while it is made."""

_LONGEST_NUMBER = 64
"""The most bytes of a lock of ours; git's own hold the new index, which has more."""


def refresh(git: Git, before: str | None, after: str) -> tuple[Message, ...]:
    """Bring work tree and index to `after`; gives notes on files left alone."""
    if git.bare:
        return ()
    if not _on_main(git):
        return (Message("the work tree shows another branch than main and was left as it is"),)
    whole = not os.path.lexists(git.root / MARKER) or not os.path.lexists(git.root / "works")
    targets = _targets(git, before, after, whole=whole)
    notes, failed = _write_files(git, targets, whole=whole)
    try:
        notes += refresh_index(git, targets, after, whole=whole)
    except (OSError, GitError) as error:
        failed = True
        notes.append(
            Message(
                "the index could not be refreshed and will be at the next change: {error}",
                error=error,
            )
        )
    if not failed:
        _note_synced(git, after)
    return tuple(notes)


def make_up(git: Git, tip: str) -> tuple[Message, ...]:
    """Refresh after a kill between the last commit and its refresh; gives notes."""
    return refresh(git, _synced(git), tip) if behind(git) else ()


def behind(git: Git) -> bool:
    """True where the work tree was last refreshed to another commit than the newest."""
    return _synced(git) not in (None, git.tip())


def _on_main(git: Git) -> bool:
    try:
        return git.run("symbolic-ref", "--quiet", "HEAD").decode().strip() == BRANCH
    except GitError:
        return False


def _targets(git: Git, before: str | None, after: str, *, whole: bool) -> dict[str, PathContent]:
    targets: dict[str, PathContent] = {}
    synced = _synced(git)
    for base in dict.fromkeys(filter(None, (synced, before))):
        for path, old, new in _changes(git, base, after):
            targets.setdefault(path, PathContent(new)).ours.add(old)
    passed = list(_passed(git, synced, before)) if synced is not None and before is not None else []
    if whole or passed:
        now = {entry.path: entry.blob for entry in objects.list_tree(git, after)}
        for path, old, new in passed:
            targets.setdefault(path, PathContent(now.get(path))).ours.update((old, new))
        for path, blob in now.items() if whole else ():
            targets.setdefault(path, PathContent(blob))
    return targets


def _passed(git: Git, synced: str, before: str) -> Iterator[objects.ChangedFile]:
    """Yield the changes of each commit after that of the last refresh."""
    try:
        commits = (
            git.run("rev-list", "--first-parent", f"{synced}..{before}")
            if synced != before
            else b""
        )
    except GitError:  # the commit of the last refresh may be gone
        return
    if commits:
        yield from objects.list_each_change(git, commits)


def _changes(git: Git, base: str, after: str) -> Iterator[objects.ChangedFile]:
    """Yield the differences between two commits."""
    with suppress(GitError):  # the commit of the last refresh may be gone
        yield from objects.list_changes(git, base, after)


def _write_files(
    git: Git, targets: dict[str, PathContent], *, whole: bool
) -> tuple[list[Message], bool]:
    notes: list[Message] = []
    wanted: dict[str, list[str]] = {}
    failed = False
    with files.open_folder(git.root) as top, git.private() as ours:
        for path, target in targets.items():
            if not files.is_ours(path):
                notes.append(Message("{path} is no path for a file and is not written", path=path))
                continue
            try:
                found, plain = _look(top, path, target)
                if not plain or not target.may_replace(found, whole=whole):
                    notes.append(
                        Message(
                            "{path} was changed in the work tree and is left as it is", path=path
                        )
                    )
                elif target.new is None:
                    _remove(top, path)
                elif found != target.new:
                    wanted.setdefault(target.new, []).append(path)
            except OSError as error:
                failed = True
                notes.append(_unwritten(path, error))
        for blob, data in objects.read_blobs(git, wanted):
            for path in wanted[blob]:
                try:
                    _replace(top, path, data, ours)
                except (OSError, files.NotPlainError) as error:
                    failed = True
                    notes.append(_unwritten(path, error))
    return notes, failed


def _unwritten(path: str, error: Exception) -> Message:
    return Message(
        "{path} could not be written: {error}",
        path=path,
        error=getattr(error, "strerror", None) or error,
    )


def _look(top: files.OpenFolder, path: str, target: PathContent) -> tuple[str | None, bool]:
    """The id of the content at a path, and True where the path is plain."""
    *folders, name = path.split("/")
    like = target.new or next(filter(None, target.ours), "0" * 40)
    try:
        with top.below(folders) as folder:
            return objects.blob_id(folder.read(name), like=like), True
    except FileNotFoundError:
        return None, True
    except (NotADirectoryError, files.NotPlainError):
        return None, False


def _remove(top: files.OpenFolder, path: str) -> None:
    *folders, name = path.split("/")
    with suppress(FileNotFoundError), top.below(folders) as folder:
        folder.remove(name)


def _replace(top: files.OpenFolder, path: str, data: bytes, ours: files.OpenFolder) -> None:
    """Write a file by replacing it, so that a kill leaves the old one or the new one."""
    *folders, name = path.split("/")
    with top.below(folders, make=True) as folder:
        ours.write(name, data, folder)


def _synced(git: Git) -> str | None:
    try:
        with git.private(make=False) as ours:
            text = ours.read("synced").decode("ascii", "replace").strip()
    except OSError:  # none was written, or it may not be read
        return None
    return (
        text if len(text) in (40, 64) and all(char in "0123456789abcdef" for char in text) else None
    )


def _note_synced(git: Git, commit: str) -> None:
    """Record the commit to which the work tree was refreshed."""
    with suppress(OSError, files.NotPlainError), git.private() as ours:
        status = ours.look("synced")
        if status is None or files.kind_of(status) == "a file":
            ours.write("synced", f"{commit}\n".encode("ascii"))


@dataclass(slots=True)
class PathContent:
    """The content that a path shall have.

    `new` is the id of its content, None where the file goes; `ours` are contents that we left there
    earlier, None for no file.
    """

    new: str | None
    ours: set[str | None] = field(default_factory=set)

    def may_replace(self, found: str | None, *, whole: bool) -> bool:
        """True where the content is ours, or all is missing; else a person deleted it."""
        return found in self.ours or found == self.new or (whole and found is None)


class IndexLockedError(OSError):
    """Another git process holds the index."""


def refresh_index(
    git: Git, targets: Mapping[str, PathContent], commit: str, *, whole: bool
) -> list[Message]:
    """Bring the index to `commit` at these paths.

    Changes that a person staged are left, and noted. git is shown an empty folder for a work tree
    and stores no times with the entries: else it would read files, through filters that the
    repository configures. Raises `IndexLockedError`.
    """
    with _index_lock(git) as fresh, git.private("empty") as nothing:
        index, empty = git.directory / "index", nothing.path
        blind = dataclasses.replace(git, root=empty)
        env = {
            "GIT_INDEX_FILE": str(fresh),
            "GIT_DIR": str(git.directory),
            "GIT_WORK_TREE": str(empty),
        }
        if index.exists():
            shutil.copyfile(index, fresh)
            lines, notes = _entries(blind, env, targets, whole=whole)
            blind.run("update-index", "-z", "--index-info", stdin=lines, env=env)
            _keep_age(index, fresh)
        else:
            blind.run("read-tree", commit, env=env)
            notes = []
        fresh.replace(index)
    return notes


def _keep_age(index: Path, fresh: Path) -> None:
    """Give the fresh index the age of the old one."""
    old = index.stat()
    os.utime(fresh, ns=(old.st_atime_ns, old.st_mtime_ns))


def _entries(
    git: Git, env: Mapping[str, str], targets: Mapping[str, PathContent], *, whole: bool
) -> tuple[bytes, list[Message]]:
    lines: list[str] = []
    notes: list[Message] = []
    staged = _staged(git, env)
    for path, target in targets.items():
        found = staged.get(path)
        if not target.may_replace(found, whole=whole):
            notes.append(Message("{path} was staged in the index and is left as it is", path=path))
        elif found != target.new:
            lines.append(
                f"100644 {target.new}\t{path}"
                if target.new
                else f"0 {'0' * len(found or '')}\t{path}"
            )
    return "".join(line + "\0" for line in lines).encode("utf-8", "surrogateescape"), notes


def _staged(git: Git, env: Mapping[str, str]) -> dict[str, str]:
    """The id of the content of each staged path."""
    staged: dict[str, str] = {}
    for line in (
        git.run("ls-files", "--stage", "-z", env=env)
        .decode("utf-8", "surrogateescape")
        .split("\0")[:-1]
    ):
        head, _, path = line.partition("\t")
        _, blob, stage = head.split(" ")
        staged[path] = blob if stage == "0" else "unmerged"
    return staged


@contextmanager
def _index_lock(git: Git) -> Iterator[Path]:
    """Hold ``index.lock``; gives a place for the new index."""
    with git.private() as ours, files.open_folder(git.directory) as top:
        if _content(ours, _TOKEN) == (_content(top, _LOCK) or b"none"):
            top.remove(_LOCK)
        for stale in (_TOKEN, _CLAIM, "index", _LOCK):
            ours.remove(stale)
        number = secrets.token_hex(16).encode()
        for name in (_TOKEN, _CLAIM):
            ours.write(name, number)
        try:
            claim(ours.path / _CLAIM, git.directory / _LOCK)
        except FileExistsError:
            for name in (_TOKEN, _CLAIM):
                ours.remove(name)
            raise IndexLockedError(Message("another git holds it (index.lock)")) from None
        try:
            yield ours.path / "index"
        finally:
            top.remove(_LOCK)
            ours.remove(_TOKEN)


def _content(folder: files.OpenFolder, name: str) -> bytes | None:
    """The content of a small file; None for any other and for none."""
    found = folder.look(name)
    if found is None or files.kind_of(found) != "a file" or found.st_size > _LONGEST_NUMBER:
        return None
    return folder.read(name)
