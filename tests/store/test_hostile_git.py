"""Repositories and environments that want to run something or lead elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from making import git, make, store

from policydiff.errors import UsageError
from policydiff.store.repository import Repository

HOOKS = (
    "pre-commit",
    "post-commit",
    "reference-transaction",
    "post-index-change",
    "pre-auto-gc",
    "post-checkout",
    "commit-msg",
    "update",
)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a file when it is run; the file must never exist."""
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path / 'sprung'}\nexit 1\n")
    program.chmod(0o755)
    return program


def use(repository: Repository) -> None:
    """Everything that the store does."""
    opened = Repository.open(repository.root)
    added = store(opened, make())
    store(opened, make(date="2025-12-27", texts=("另外的文字。",)))
    store(opened, make(texts=("更正。",)), correct=True)
    assert len(opened.find("示例贸易法").versions) == 2
    assert opened.load(added.version).articles
    assert len(opened.log(added.work)) == 3
    assert opened.fsck() == ()


def test_hooks_do_not_run(repository: Repository, trap: Path, tmp_path: Path) -> None:
    hooks = repository.root / ".git" / "hooks"
    hooks.mkdir()
    for hook in HOOKS:
        (hooks / hook).symlink_to(trap)
    git(repository.root, "config", "core.hooksPath", str(hooks))

    use(repository)

    assert not (tmp_path / "sprung").exists()


def test_filters_and_programs_of_the_configuration_do_not_run(
    repository: Repository, trap: Path, tmp_path: Path
) -> None:
    for key, value in {
        "filter.evil.clean": str(trap),
        "filter.evil.smudge": str(trap),
        "filter.evil.process": str(trap),
        "filter.evil.required": "true",
        "diff.external": str(trap),
        "diff.evil.textconv": str(trap),
        "diff.evil.command": str(trap),
        "core.fsmonitor": str(trap),
        "core.pager": str(trap),
        "core.editor": str(trap),
        "core.sshCommand": str(trap),
        "core.autocrlf": "true",
        "core.alternateRefsCommand": str(trap),
        "gpg.program": str(trap),
        "commit.gpgSign": "true",
        "log.showSignature": "true",
        "trailer.Work.command": str(trap),
        "gc.auto": "1",
        "core.worktree": str(tmp_path),
        "alias.log": f"!{trap}",
        "remote.origin.url": f"ext::{trap}",
        "remote.origin.promisor": "true",
        "extensions.partialClone": "origin",
    }.items():
        git(repository.root, "config", key, value)
    (repository.root / ".git" / "info").mkdir(exist_ok=True)
    (repository.root / ".git" / "info" / "attributes").write_text(
        "* filter=evil diff=evil text eol=crlf\n"
    )

    use(repository)

    assert not (tmp_path / "sprung").exists()
    assert not (tmp_path / "works").exists()
    version = repository.resolve("示例贸易法")
    assert (repository.root / version.path).read_bytes() == repository.xml(version)


def test_attributes_in_the_tree_do_not_run(
    repository: Repository, trap: Path, tmp_path: Path
) -> None:
    git(repository.root, "config", "filter.evil.clean", str(trap))
    git(repository.root, "config", "filter.evil.smudge", str(trap))
    (repository.root / ".gitattributes").write_text("* filter=evil\n")
    git(repository.root, "-c", "filter.evil.clean=cat", "commit", "-qam", "Attributes")

    use(repository)

    assert not (tmp_path / "sprung").exists()


def test_missing_object_is_not_fetched(repository: Repository, trap: Path, tmp_path: Path) -> None:
    added = store(repository, make())
    for key, value in {
        "remote.origin.url": f"ext::{trap}",
        "remote.origin.promisor": "true",
        "extensions.partialClone": "origin",
        "protocol.ext.allow": "always",
    }.items():
        git(repository.root, "config", key, value)
    (
        repository.root / ".git" / "objects" / added.version.blob[:2] / added.version.blob[2:]
    ).unlink()

    faults = repository.fsck()

    assert {"missing-object", "git"} <= {fault.code for fault in faults}
    assert not (tmp_path / "sprung").exists()


def test_inherited_variables_lead_nowhere(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q", "-b", "main")
    git(other, "commit", "-q", "--allow-empty", "-m", "other")
    before = sorted(str(path) for path in other.rglob("*"))
    for name, value in {
        "GIT_DIR": other / ".git",
        "GIT_WORK_TREE": other,
        "GIT_INDEX_FILE": other / ".git" / "index",
        "GIT_OBJECT_DIRECTORY": other / ".git" / "objects",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": other / ".git" / "objects",
        "GIT_COMMON_DIR": other / ".git",
        "GIT_NAMESPACE": "elsewhere",
        "GIT_QUARANTINE_PATH": other,
        "GIT_PREFIX": "sub/",
        "GIT_CONFIG_PARAMETERS": "'core.bare=true'",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.bare",
        "GIT_CONFIG_VALUE_0": "true",
        "GIT_AUTHOR_DATE": "1954-09-20",
        "GIT_COMMITTER_DATE": "1954-09-20",
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_TRACE": "1",
        "GIT_CEILING_DIRECTORIES": repository.root,
        "GIT_SHALLOW_FILE": other / "shallow",
        "GIT_LITERAL_PATHSPECS": "0",
    }.items():
        monkeypatch.setenv(name, str(value))

    use(repository)
    made = Repository.init(tmp_path / "made")

    assert made.works() == ()
    assert sorted(str(path) for path in other.rglob("*")) == before
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    assert git(repository.root, "status", "--porcelain") == ""


def test_no_identity_is_needed(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    config = tmp_path / "gitconfig"
    config.write_text(
        "[user]\n\tuseConfigOnly = true\n[init]\n\tdefaultBranch = trunk\n\ttemplateDir = /nowhere\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))

    use(repository)
    Repository.init(tmp_path / "made")

    assert git(tmp_path / "made", "log", "--format=%cn") == "policydiff\n"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away"
)
def test_repository_of_another_user_is_one_clear_line(repository: Repository) -> None:
    os.chown(repository.root, 12345, 12345)
    os.chown(repository.root / ".git", 12345, 12345)

    with pytest.raises(UsageError, match=r"belongs to another user; .*safe\.directory") as refused:
        Repository.open(repository.root)

    assert "\n" not in str(refused.value)
