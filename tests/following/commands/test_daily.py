"""daily: what is written and handed on, once, and what stays pending."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from histories import write
from running_cli import NEW, OLD

from policydiff.store.repository import Repository

TAKES = "import json, sys; open(sys.argv[1], 'a').write(json.dumps(json.load(sys.stdin)) + chr(10))"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run) -> Path:
    """A library with one source, a folder; it is the current one."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    write(tmp_path / "inbox", old=OLD)
    assert run("init", tmp_path / "laws").code == 0
    monkeypatch.chdir(tmp_path / "laws")
    assert run("sync", "--add", "inbox", tmp_path / "inbox").code == 0
    return tmp_path


def digests(top: Path) -> list[dict]:
    return [json.loads(path.read_bytes()) for path in sorted((top / "news").glob("*.json"))]


def taking(top: Path) -> str:
    """A command that keeps what it is handed."""
    return f'{sys.executable} -c "{TAKES}" {top / "taken.jsonl"}'


def taken(top: Path) -> list[dict]:
    path = top / "taken.jsonl"
    return (
        [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    )


def test_what_was_stored_before_the_first_run_is_no_news(library, run):
    done = run("daily", "--into", library / "news")

    assert done.code == 0
    assert "Nothing new. Known from: inbox" in done.out
    assert [one["items"] for one in digests(library)] == [[]]


def test_a_new_text_is_announced_once(library, run):
    run("daily", "-q")
    write(library / "inbox", new=NEW)
    first = run("daily", "--into", library / "news", "--run", taking(library))
    again = run("daily", "--into", library / "news", "--run", taking(library))

    assert (first.code, again.code) == (0, 0)
    (item,) = taken(library)[0]["items"]
    assert (item["status"], item["date"]) == ("added", "2023-06-02")
    assert item["changes"]["summary"]["reworded"] >= 1
    assert len(taken(library)) == 1
    assert [len(one["items"]) for one in digests(library)].count(1) == 1
    assert sorted({path.suffix for path in (library / "news").iterdir()}) == [
        *(".atom", ".docx", ".json", ".md")
    ]


def test_what_a_failing_command_does_not_take_stays_pending(library, run):
    run("daily", "-q")
    write(library / "inbox", new=NEW)
    fails = f'{sys.executable} -c "import sys; sys.exit(3)"'
    failed = run("daily", "--run", fails, "-q")
    pending = Repository.open(library / "laws").announced().pending
    later = run("daily", "--run", taking(library), "-q")

    assert failed.code == 6
    assert "ended with 3" in failed.err
    assert pending is not None
    assert later.code == 0
    assert [one["end_commit"] for one in taken(library)] == [pending]


def test_a_command_that_is_not_there_is_named(library, run):
    run("daily", "-q")
    write(library / "inbox", new=NEW)
    done = run("daily", "--run", "no-such-program-here", "-q")

    assert done.code == 6
    assert "no-such-program-here: cannot be run" in done.err


def test_a_source_that_is_gone_is_never_without_change(library, run):
    run("daily", "-q")
    shutil.rmtree(library / "inbox")
    done = run("daily", "--into", library / "news")

    assert done.code == 6
    assert "Nothing new" not in done.out
    assert "could not be read" in done.out
    (source,) = digests(library)[0]["sources"]
    assert source["unavailable"] != []


def test_one_bad_source_stops_no_other(library, run):
    write(library / "other", new=NEW.replace("图书", "唱片"))
    assert run("sync", "--add", "second", library / "other").code == 0
    run("daily", "-q")
    shutil.rmtree(library / "inbox")
    write(library / "other", more=NEW)
    done = run("daily", "--into", library / "news", "-q")

    assert done.code == 6
    assert [one["status"] for one in digests(library)[0]["items"]] == ["added"]


def test_offline_reads_no_source(library, run):
    run("daily", "-q")
    write(library / "inbox", new=NEW)
    done = run("daily", "--offline")

    assert done.code == 0
    assert "No source was asked." in done.out
    assert len(Repository.open(library / "laws").works()[0].versions) == 1


def test_a_digest_of_the_same_news_has_the_same_files(library, run):
    run("daily", "-q")
    write(library / "inbox", new=NEW)
    fails = f'{sys.executable} -c "import sys; sys.exit(3)"'
    run("daily", "--into", library / "news", "--run", fails, "-q")
    before = {path.name: path.read_bytes() for path in (library / "news").glob("digest-*")}
    run("daily", "--into", library / "news", "-q")
    after = {path.name: path.read_bytes() for path in (library / "news").glob("digest-*")}

    assert set(before) <= set(after)
    (name,) = (one for one in before if one.endswith(".json"))
    assert json.loads(after[name])["items"] == json.loads(before[name])["items"]
