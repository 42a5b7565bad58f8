"""Texts of git repositories: each content once, and nothing of the repository runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from histories import (
    PUBLISHED,
    commit,
    fast_import,
    new_history,
    regulation,
    run_sync,
    two_versions,
    versions,
    write,
)
from making import git
from running_cli import NEW, OLD

from policydiff.following.actions.sources.contract import (
    Asked,
    Received,
    SourceNote,
    Unavailable,
    Unchanged,
)
from policydiff.following.actions.sources.git import HEAD, accepts, read
from policydiff.store.repository import Repository


def received(folder: Path, **marks: str) -> list[str]:
    """The names of the texts that come, after an earlier run left marks."""
    asked = Asked(address=str(folder), marks={HEAD: marks["head"]} if marks else {})
    return [one.name for one in read(asked) if isinstance(one, Received)]


def test_the_history_gives_the_versions(repository: Repository, tmp_path: Path):
    synced = run_sync(repository, two_versions(tmp_path / "git"))

    assert [text.status for text in synced.new] == ["added", "added"]
    assert [name.partition("@")[2] for name in versions(repository)] == ["2019-03-01", "2023-06-02"]
    (work,) = repository.works()
    assert [source.address for source in work.sources] == [
        f"{tmp_path}/git@{git(tmp_path / 'git', 'rev-parse', place).strip()[:12]}:借阅条例.txt"
        for place in ("HEAD~1", "HEAD")
    ]
    assert repository.fsck() == ()


def test_a_commit_dates_no_text(repository: Repository, tmp_path: Path):
    folder = new_history(tmp_path / "git")
    commit(folder, 借阅条例=OLD.replace(PUBLISHED, ""))

    run_sync(repository, folder)

    assert [name.partition("@")[2] for name in versions(repository)] == ["undated"]


def test_the_next_run_reads_new_commits_alone(repository: Repository, tmp_path: Path):
    folder = two_versions(tmp_path / "git")
    run_sync(repository, folder)
    again = run_sync(repository, folder)
    assert (again.new, again.unchanged, again.complete) == ((), 2, True)

    commit(folder, 雨伞=regulation("雨伞"))
    third = run_sync(repository, folder)

    assert [text.file for text in third.new] == ["雨伞.txt"]
    assert third.unchanged == 2


def test_a_rename_and_a_deleted_file_bring_nothing_new(repository: Repository, tmp_path: Path):
    folder = two_versions(tmp_path / "git")
    run_sync(repository, folder)
    git(folder, "mv", "借阅条例.txt", "图书借阅.txt")
    commit(folder, "Rename")
    (folder / "图书借阅.txt").unlink()
    commit(folder, "Delete")

    synced = run_sync(repository, folder)

    assert (synced.new, synced.complete) == ((), True)
    assert len(versions(repository)) == 2


def test_a_newer_commit_of_one_version_is_a_witness_or_is_refused_with_its_commit(
    repository: Repository, tmp_path: Path
):
    folder = new_history(tmp_path / "git")
    commit(folder, 借阅条例=OLD)
    commit(folder, 借阅条例=OLD.replace("第二条　", "第二条 "))
    changed = commit(folder, 借阅条例=OLD.replace("五册", "七册"))

    synced = run_sync(repository, folder)

    assert [text.status for text in synced.new] == ["added", "witness"]
    (refused,) = synced.refused
    assert refused.address == f"{folder}@{changed[:12]}:借阅条例.txt"
    assert "is stored with another text" in refused.reason
    assert refused.details
    assert not synced.complete


def test_what_was_refused_is_reported_once_and_with_again_once_more(
    repository: Repository, tmp_path: Path
):
    folder = new_history(tmp_path / "git")
    commit(folder, 借阅条例=OLD)
    commit(folder, 借阅条例=OLD.replace("五册", "七册"))
    assert len(run_sync(repository, folder).refused) == 1

    second = run_sync(repository, folder)
    assert (second.refused, second.refused_before, second.unchanged) == ((), 1, 1)
    assert len(run_sync(repository, folder, again=True).refused) == 1


def test_a_rewritten_history_is_read_from_its_start_and_reported(
    repository: Repository, tmp_path: Path
):
    folder = two_versions(tmp_path / "git")
    run_sync(repository, folder)
    git(folder, "checkout", "-q", "--orphan", "other")
    commit(folder, "All anew", 雨伞=regulation("雨伞"))

    synced = run_sync(repository, folder)

    assert [text.file for text in synced.new] == ["雨伞.txt"]
    assert ["its history was rewritten" in note for note in synced.notes] == [True]


def test_the_text_of_a_merge_and_of_its_branch_come(tmp_path: Path):
    folder = new_history(tmp_path / "git")
    commit(folder, a=regulation("甲"))
    git(folder, "checkout", "-q", "-b", "side")
    commit(folder, b=regulation("乙"))
    git(folder, "checkout", "-q", "main")
    commit(folder, c=regulation("丙"))
    git(folder, "merge", "-q", "--no-commit", "side")
    commit(folder, "Merge", d=regulation("丁"))

    assert sorted(received(folder)) == ["a.txt", "b.txt", "c.txt", "d.txt"]


def test_each_content_comes_once(tmp_path: Path):
    folder = new_history(tmp_path / "git")
    first = commit(folder, a=OLD)
    commit(folder, a=NEW, copy=OLD)
    commit(folder, a=OLD)

    assert received(folder) == ["a.txt", "a.txt"]
    assert received(folder, head=first) == ["a.txt"]


@pytest.mark.parametrize("bare", [True, False])
def test_a_bare_repository_and_one_elsewhere(repository: Repository, tmp_path: Path, bare: bool):
    folder = two_versions(tmp_path / "git")
    if bare:
        git(tmp_path, "clone", "-q", "--bare", str(folder), "bare.git")
        folder = tmp_path / "bare.git"
    address = str(folder) if bare else f"file://{folder}"
    assert accepts(address)

    assert len(run_sync(repository, address).new) == 2
    if not bare:
        commit(folder, 雨伞=regulation("雨伞"))
        assert [text.file for text in run_sync(repository, address).new] == ["雨伞.txt"]


def test_by_http_from_this_machine(repository: Repository, tmp_path: Path):
    folder = two_versions(tmp_path / "git")
    git(tmp_path, "clone", "-q", "--bare", str(folder), "laws.git")
    git(tmp_path / "laws.git", "update-server-info")
    with subprocess.Popen(
        [sys.executable, "-m", "http.server", "0", "--bind", "127.0.0.1"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONUNBUFFERED": "1"},
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            port = server.stdout.readline().split(" port ")[1].split()[0]
            synced = run_sync(repository, f"http://127.0.0.1:{port}/laws.git")
        finally:
            server.kill()

    assert len(synced.new) == 2


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c touch% pwned",
        "ssh://example.org/laws.git",
        "git@example.org:laws.git",
        "git://example.org/laws.git",
        "http://example.org/laws.git",
        "https://user:word@example.org/laws.git",
        "file://example.org/laws.git",
        "--upload-pack=touch pwned",
    ],
)
def test_other_transports_are_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert not accepts(address)
    (outcome,) = read(Asked(address=address))
    assert isinstance(outcome, Unavailable)
    assert list(tmp_path.iterdir()) == []


def test_no_program_of_a_hostile_repository_runs(repository: Repository, tmp_path: Path):
    folder = two_versions(tmp_path / "git")
    trace = tmp_path / "ran"
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch {trace}\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    for hook in ("post-checkout", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        shutil.copy(program, folder / ".git" / "hooks" / hook)
    (folder / ".gitattributes").write_text("*.txt filter=x diff=x merge=x\n", encoding="utf-8")
    for key in (
        *("filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.x.textconv"),
        *("diff.x.command", "diff.external", "core.fsmonitor", "core.pager", "core.sshCommand"),
        *("gpg.program", "credential.helper", "core.askPass", "uploadpack.packObjectsHook"),
    ):
        git(folder, "config", key, str(program))
    git(folder, "config", "log.showSignature", "true")
    git(folder, "config", "core.hooksPath", str(folder / ".git" / "hooks"))

    assert len(run_sync(repository, folder).new) == 2
    assert run_sync(repository, f"file://{folder}").complete
    assert not trace.exists()


def test_a_name_that_no_file_may_have_is_reported(tmp_path: Path):
    folder = new_history(tmp_path / "git")
    commit(folder, a=OLD)
    blob = git(folder, "hash-object", "-w", "--stdin", input=NEW.encode()).strip()
    entries = f"100644 blob {blob}\tone\x07two.txt\0".encode()
    tree = git(folder, "mktree", "-z", input=entries).strip()
    made = git(folder, "commit-tree", tree, "-p", "HEAD", "-m", "x").strip()
    git(folder, "update-ref", "refs/heads/main", made)

    outcomes = list(read(Asked(address=str(folder))))

    (missing,) = (one for one in outcomes if isinstance(one, Unavailable))
    assert missing.why == "a name that no file may have"
    assert missing.what.isprintable()
    assert [one.data.decode() for one in outcomes if isinstance(one, Received)] == [OLD]


def test_a_link_is_not_followed(repository: Repository, tmp_path: Path):
    folder = new_history(tmp_path / "git")
    (tmp_path / "outside.txt").write_text(OLD, encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    commit(folder)

    synced = run_sync(repository, folder)

    assert [one.why for one in synced.unavailable] == ["a symbolic link, not followed"]
    assert versions(repository) == []
    assert run_sync(repository, folder).complete


def test_hidden_files_and_no_texts_are_left_out(tmp_path: Path):
    folder = new_history(tmp_path / "git")
    write(folder / ".github", a=OLD)
    for name in ("index.json", "~$a.docx", "LICENSE", "page.xml"):
        (folder / name).write_text("<page/>", encoding="utf-8")
    commit(folder)

    assert received(folder) == []


def test_a_damaged_object_is_not_available_and_looked_for_again(
    repository: Repository, tmp_path: Path
):
    folder = two_versions(tmp_path / "git")
    blob = git(folder, "rev-parse", "HEAD~1:借阅条例.txt").strip()
    place = folder / ".git" / "objects" / blob[:2] / blob[2:]
    data = place.read_bytes()
    place.unlink()

    for _ in range(2):
        synced = run_sync(repository, folder)
        assert [one.what for one in synced.unavailable] == [blob]
    place.write_bytes(data)
    assert len(run_sync(repository, folder).new) == 1
    assert len(versions(repository)) == 2


def test_an_empty_repository_and_a_missing_one_are_not_available(tmp_path: Path):
    for folder in (new_history(tmp_path / "git"), tmp_path / "nowhere"):
        (outcome,) = read(Asked(address=str(folder)))
        assert isinstance(outcome, Unavailable)


def test_trees_that_repeat_one_another_end(tmp_path: Path):
    """Ten trees in each other list ten thousand million files."""
    folder = new_history(tmp_path / "git")
    commit(folder, a=OLD)
    tree = git(folder, "rev-parse", "HEAD^{tree}").strip()
    for _ in range(10):
        lines = "".join(f"040000 tree {tree}\t{number}\n" for number in range(10))
        tree = git(folder, "mktree", input=lines.encode()).strip()
    made = git(folder, "commit-tree", tree, "-p", "HEAD", "-m", "x").strip()
    git(folder, "update-ref", "refs/heads/main", made)

    begin = time.monotonic()
    assert received(folder) == ["a.txt"]
    assert time.monotonic() - begin < 30


def test_too_many_objects_are_not_available(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("policydiff.following.actions.sources.git.MOST_TEXTS", 0)
    (outcome,) = read(Asked(address=str(two_versions(tmp_path / "git"))))
    assert isinstance(outcome, Unavailable)
    assert "too many files" in outcome.why


def test_since_a_day_looks_at_later_commits_and_moves_no_mark(tmp_path: Path):
    folder = two_versions(tmp_path / "git")
    outcomes = list(read(Asked(address=str(folder), since="2999-01-01")))
    assert outcomes == []
    outcomes = list(read(Asked(address=str(folder), since="2000-01-01")))
    assert all(HEAD not in dict(one.marks) for one in outcomes)
    assert not any(isinstance(one, Unchanged | SourceNote) for one in outcomes)


@pytest.mark.slow
def test_many_commits_of_many_files(repository: Repository, tmp_path: Path):
    folder = fast_import(tmp_path / "git", 200, 50)

    names = received(folder)
    assert len(names) == len(set(names)) == 10_000
    synced = run_sync(repository, folder)
    assert len(synced.new) == 10_000
    begin = time.process_time()
    again = run_sync(repository, folder)
    assert (again.new, again.unchanged) == ((), 10_000)
    assert time.process_time() - begin < 5
