"""The history of the main branch, read with GitPython."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from policydiff.store.git.process import BRANCH, SAFE_CONFIG, Git, GitError, environment

_COMMIT = re.compile(r"[0-9a-f]{40}")
"""For example: 0123456789abcdef0123456789abcdef01234567"""

_TRAILER = re.compile(r"(Work|Version|Relation|Source-SHA256|Person|Reviewer): (\S.*)")
"""For example: Version: 2018-10-26"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One commit of the history.

    `when` is our time of making it (UTC); its trailers give the work's URI, the version, the work
    to which a judgement relates it, the source's hash, and the person, where it has them.
    """

    commit: str
    when: datetime
    subject: str
    work: str | None = None
    version: str | None = None
    relation: str | None = None
    source_sha256: str | None = None
    person: str | None = None


def read_log(
    git: Git, newest: str = BRANCH, folder: str | None = None, after: str | None = None
) -> Iterator[LogEntry]:
    """The commits from the newest to the oldest, of one work's folder or all.

    With `after` only those since that commit, all where the newest does not follow it.
    """
    from git import Repo  # noqa: PLC0415 - 62 ms

    with closing(Repo(git.root, expand_vars=False)) as repo:
        repo.git.update_environment(**_overrides(git))
        revisions = newest
        if after is not None and _is_ours(git, after, newest):
            revisions = f"{after}..{newest}"
        for commit in repo.iter_commits(revisions, paths=[folder] if folder else ""):
            message = (
                commit.message
                if isinstance(commit.message, str)
                else commit.message.decode("utf-8", "replace")
            )
            when = datetime.fromtimestamp(commit.committed_date, tz=UTC)
            yield LogEntry(
                commit=commit.hexsha,
                when=when,
                subject=message.split("\n", 1)[0],
                **_trailers(message),
            )


def _is_ours(git: Git, commit: str, newest: str) -> bool:
    if not _COMMIT.fullmatch(commit):
        return False
    try:
        git.run("merge-base", "--is-ancestor", commit, newest)
    except GitError:
        return False
    return True


def _trailers(message: str) -> dict[str, str]:
    """The trailers of a message, from its last paragraph."""
    paragraphs = message.strip().split("\n\n")
    found = (
        (_TRAILER.fullmatch(line) for line in paragraphs[-1].split("\n"))
        if len(paragraphs) > 1
        else ()
    )
    trailers = {match[1].lower().replace("-", "_"): match[2] for match in found if match}
    reviewer = trailers.pop("reviewer", None)
    return trailers if reviewer is None else {"person": reviewer, **trailers}


def _overrides(git: Git) -> dict[str, str]:
    """The environment variables that replace those which GitPython hands on."""
    inherited = {name: "" for name in os.environ if name.startswith(("GIT_TRACE", "GIT_CONFIG_"))}
    ours = {
        name: value
        for name, value in environment(git.root).items()
        if name.startswith(("GIT_", "LC_"))
    }
    config = {
        f"GIT_CONFIG_{what}_{place}": word
        for place, item in enumerate(SAFE_CONFIG.items())
        for what, word in zip(("KEY", "VALUE"), item, strict=True)
    }
    places = {
        "GIT_DIR": str(git.directory),
        "GIT_COMMON_DIR": str(git.common),
        "GIT_OBJECT_DIRECTORY": str(git.common / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
        "GIT_INDEX_FILE": str(git.directory / "index"),
        "GIT_WORK_TREE": str(git.root),
        "GIT_NAMESPACE": "",
        "GIT_SHALLOW_FILE": str(git.common / "shallow"),
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_REPLACE_REF_BASE": "refs/replace/",
    }
    return (
        inherited
        | ours
        | places
        | config
        | {"GIT_CONFIG_COUNT": str(len(SAFE_CONFIG)), "GIT_CONFIG_PARAMETERS": ""}
    )
