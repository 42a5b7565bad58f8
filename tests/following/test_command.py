"""`affected` on the command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from umbrella_laws import FILES, LAW, RULES, umbrella_laws


@pytest.fixture
def laws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    folder = umbrella_laws(tmp_path / "laws").root
    monkeypatch.chdir(folder)
    return folder


def test_the_places_are_printed(laws, run):
    done = run("affected", LAW)

    assert done.code == 0
    assert RULES in done.out
    assert "二百元 → 五百元" in done.out


def test_nothing_changed_is_not_found(laws, run):
    done = run("affected", f"{LAW}@2019-03-01")

    assert done.code == 4
    assert "changes no stored text" in done.err
    assert run("affected", "示例省无名条例").code == 4


def test_no_change_or_two_are_bad_usage(laws, run):
    assert run("affected").code == 2
    assert run("affected", LAW, "--since", "2020-01-01").code == 2


def test_a_day_after_all_changes_has_no_places(laws, run):
    done = run("affected", "--since", "2023-06-02", "--format", "json")

    assert done.code == 0
    assert json.loads(done.out)["texts"] == []


def test_a_file_that_cannot_be_read_is_named(laws, run, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "contract.txt").write_bytes(FILES["contract.txt"])
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no document")
    done = run("affected", LAW, "--files", folder, "--format", "json")

    found = json.loads(done.out)
    assert done.code == 6
    assert len(found["unread"]) == 1
    assert "broken.docx" in str(found["unread"])
    assert "contract.txt" in [one["file"] for one in found["texts"]]
