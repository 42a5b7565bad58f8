"""The work tree and the index, derived from the main branch.

They are refreshed where the branch changed; a person's own edits are never overwritten.

Files are written by us and not by git, so that no filter of the repository's configuration runs. A
refresh that a kill left undone is made up for at the next write, even if that has nothing to store:
we note up to which commit the work tree was refreshed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from policydiff.messages import Message
from policydiff.store.git.files import (
    NotPlainError,
    OpenFolder,
    is_ours,
    kind_of,
    open_folder,
)
from policydiff.store.git.index import PathContent, refresh_index
from policydiff.store.git.layout import MARKER
from policydiff.store.git.objects import (
    ChangedFile,
    blob_id,
    list_changes,
    list_each_change,
    list_tree,
    read_blobs,
)
from policydiff.store.git.process import BRANCH, Git, GitError


def refresh(git: Git, before: str | None, after: str) -> tuple[Message, ...]:
    """Bring work tree and index from the commit `before` to `after`.

    Gives notes about files that were left alone.
    """
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
    """Refresh after a kill between the last commit and its refresh.

    It is done though nothing is to be written; gives notes as `refresh`.
    """
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
        now = {entry.path: entry.blob for entry in list_tree(git, after)}
        for path, old, new in passed:
            targets.setdefault(path, PathContent(now.get(path))).ours.update((old, new))
        for path, blob in now.items() if whole else ():
            targets.setdefault(path, PathContent(blob))
    return targets


def _passed(git: Git, synced: str, before: str) -> Iterator[ChangedFile]:
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
        yield from list_each_change(git, commits)


def _changes(git: Git, base: str, after: str) -> Iterator[ChangedFile]:
    """Yield the differences between two commits."""
    with suppress(GitError):  # the commit of the last refresh may be gone
        yield from list_changes(git, base, after)


def _write_files(
    git: Git, targets: dict[str, PathContent], *, whole: bool
) -> tuple[list[Message], bool]:
    notes: list[Message] = []
    wanted: dict[str, list[str]] = {}
    failed = False
    with open_folder(git.root) as top, git.private() as ours:
        for path, target in targets.items():
            if not is_ours(path):
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
        for blob, data in read_blobs(git, wanted):
            for path in wanted[blob]:
                try:
                    _replace(top, path, data, ours)
                except (OSError, NotPlainError) as error:
                    failed = True
                    notes.append(_unwritten(path, error))
    return notes, failed


def _unwritten(path: str, error: Exception) -> Message:
    return Message(
        "{path} could not be written: {error}",
        path=path,
        error=getattr(error, "strerror", None) or error,
    )


def _look(top: OpenFolder, path: str, target: PathContent) -> tuple[str | None, bool]:
    """The id of the content at a path, and True where the path is plain."""
    *folders, name = path.split("/")
    like = target.new or next(filter(None, target.ours), "0" * 40)
    try:
        with top.below(folders) as folder:
            return blob_id(folder.read(name), like=like), True
    except FileNotFoundError:
        return None, True
    except (NotADirectoryError, NotPlainError):
        return None, False


def _remove(top: OpenFolder, path: str) -> None:
    *folders, name = path.split("/")
    with suppress(FileNotFoundError), top.below(folders) as folder:
        folder.remove(name)


def _replace(top: OpenFolder, path: str, data: bytes, ours: OpenFolder) -> None:
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
    with suppress(OSError, NotPlainError), git.private() as ours:
        status = ours.look("synced")
        if status is None or kind_of(status) == "a file":
            ours.write("synced", f"{commit}\n".encode("ascii"))
