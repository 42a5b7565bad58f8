"""A repository that an earlier program made: today's opens it, corrects it, and finds it sound. All
texts in it are invented.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cached import cached
from make_repository import ADDED, FILES, OPINION, PROVINCE, TRADE
from restoring import git, put_caches, stored_files

from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.relating.engine.review.judged_texts import DocumentTexts
from policydiff.relating.engine.review.review_toml import read_review, write_review
from policydiff.store.opening import FIRST
from policydiff.store.records.pins import pins_from_toml, pins_to_toml
from policydiff.store.records.work_toml import work_from_toml, work_to_toml
from policydiff.store.repository import Repository

NEW = """中华人民共和国示例贸易法

（1999年3月15日第九届全国人民代表大会第二次会议通过　2025年9月12日第十四届全国人民代表大会常务委员会第十七次会议修订）

第一条　为了发展示例贸易，维护贸易秩序，制定本法。

第二条　从事示例货物进口或者出口的，应当备案。

第三条　本法自2026年1月1日起施行。
"""


def tip(laws: Path) -> str:
    return git(laws, "rev-parse", "main").decode().strip()


def test_it_opens_and_is_sound(laws, run):
    code, out, err = run("-C", laws, "fsck")

    assert (code, out) == (0, "")
    assert re.match(r"no faults in 8 works, \d+ versions\nthe branch timeline was checked too", err)
    assert git(laws, "status", "--porcelain") == b""
    assert len(Repository.open(laws).works()) == 8


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("show", f"{TRADE}@2009-08-27"),
        ("log", TRADE),
        ("history", f"{TRADE}#第七条"),
        ("blame", TRADE),
        ("diff", f"{TRADE}@1999-03-15", f"{TRADE}@2021-12-24"),
        ("relate", OPINION, PROVINCE),
        ("cites", "--dangling"),
        ("link", TRADE),
        ("review", OPINION, PROVINCE),
    ],
    ids=lambda command: command[0],
)
def test_it_is_read(laws, run, command):
    before = tip(laws)

    code, out, err = run("-C", laws, *command)

    assert code == 0, err
    assert out
    assert tip(laws) == before


def test_every_source_added_again_makes_no_commit(laws, run, tmp_path):
    before = tip(laws)
    kept = {
        path.rpartition("/")[2]: data
        for path, data in stored_files(laws, "").items()
        if path.startswith("sources/")
    }
    names = {
        source.name: kept[source.sha256]
        for work in Repository.open(laws).works()
        for source in work.sources
    }
    assert {name.rpartition("/")[2] for name in FILES} == set(names)

    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
        code, out, err = run("-C", laws, "add", tmp_path / name, "-q", *ADDED.get(name, ()))
        assert code == 0, (name, err)
        assert out.startswith("nothing to do, stored already"), (name, out)
        assert tip(laws) == before, name


def test_every_source_imported_again_makes_no_commit(laws, run, tmp_path):
    before = tip(laws)
    (tmp_path / "inbox").mkdir()
    for work in Repository.open(laws).works():
        for source in work.sources:
            data = git(laws, "show", f"main:sources/{source.sha256[:2]}/{source.sha256}")
            (tmp_path / "inbox" / source.name).write_bytes(data)

    code, _, err = run("-C", laws, "import", tmp_path / "inbox")

    assert code == 0, err
    assert tip(laws) == before, err


def test_facts_are_set(laws, run):
    assert run("-C", laws, "set", f"{TRADE}@2009-08-27", "--in-force", "2009-10-01")[0] == 0
    assert (
        run("-C", laws, "set", TRADE, "--alias", "示贸法", "--number", "国家主席令第一百零六号")[0]
        == 0
    )

    assert run("-C", laws, "fsck")[0] == 0
    assert (
        json.loads(run("-C", laws, "show", "示贸法", "--format", "json")[1])["document_number"]
        == "国家主席令第一百零六号"
    )
    shown = json.loads(run("-C", laws, "show", "示贸法@2009-08-27", "--format", "json")[1])
    assert shown["dates"]["in_force"] == "2009-10-01"


def test_a_version_is_removed_and_brought_back(laws, run):
    tree = git(laws, "rev-parse", "main^{tree}")

    assert run("-C", laws, "remove", f"{PROVINCE}@2012-11-29", "--with-dependents")[0] == 0
    assert run("-C", laws, "fsck")[0] == 0
    assert run("-C", laws, "show", f"{PROVINCE}@2012-11-29")[0] == 4

    assert run("-C", laws, "undo")[0] == 0
    assert git(laws, "rev-parse", "main^{tree}") == tree
    assert run("-C", laws, "fsck")[0] == 0


def test_nothing_is_removed_while_something_hangs_on_it(laws, run):
    before = tip(laws)

    code, _, err = run("-C", laws, "remove", f"{TRADE}@2009-08-27")

    assert code == 2
    assert all(
        name in err for name in ("2009.txt", "2009-08-27#art_5", "2009-08-27#art_3", "关于修改")
    )
    assert tip(laws) == before


def test_the_last_change_of_the_old_program_is_undone(laws, run):
    path = next(path for path in stored_files(laws, ".toml") if path.endswith("maoyifa/lisi.toml"))

    assert run("-C", laws, "undo")[0] == 0

    assert path not in stored_files(laws, ".toml")
    assert run("-C", laws, "fsck")[0] == 0


def test_a_version_is_added(laws, run, tmp_path):
    before = stored_files(laws, ".xml")
    (tmp_path / "2025.txt").write_text(NEW, encoding="utf-8")

    assert run("-C", laws, "add", tmp_path / "2025.txt", "-q")[0] == 0

    after = stored_files(laws, ".xml")
    assert {path: after[path] for path in before} == before
    assert len(after) == len(before) + 1
    assert run("-C", laws, "fsck")[0] == 0
    assert run("-C", laws, "history", f"{TRADE}#第三条")[0] == 0


def test_texts_round_trip(untouched):
    stored = stored_files(untouched, ".xml")

    assert len(stored) == 11
    for path, data in stored.items():
        assert validate(data) == (), path
        assert to_xml(from_xml(data)) == data, path


def test_identities_round_trip(untouched):
    stored = stored_files(untouched, "/work.toml")

    assert len(stored) == 8
    for path, data in stored.items():
        folder = path.rpartition("/")[0]
        work = work_from_toml(data, folder)
        assert work_from_toml(work_to_toml(work), folder) == work, path
        if b"repeals" not in data:  # what a text repeals was a list of titles
            assert work_to_toml(work) == data, path
    assert sum(b"repeals" in data for data in stored.values()) < len(stored)


def test_pins_round_trip(untouched):
    stored = stored_files(untouched, "/lineage.toml")

    assert len(stored) == 2
    for path, data in stored.items():
        assert pins_to_toml(pins_from_toml(data, path)) == data, path


def test_reviews_round_trip(untouched):
    repository = Repository.open(untouched)
    stored = {
        path: data
        for path, data in stored_files(untouched, ".toml").items()
        if path.startswith("relations/")
    }

    assert len(stored) == 4
    for path, data in stored.items():
        review = read_review(data.decode(), path)
        left, right = (
            DocumentTexts.of(repository.load(repository.version(repository.find(side.uri or ""))))
            for side in (review.left, review.right)
        )
        assert write_review(review, left, right).encode() == data, path


def test_settings_are_those_of_today(untouched):
    for change in FIRST.changes:
        assert git(untouched, "show", f"main:{change.path}") == change.data


def test_the_timeline_goes_on_from_the_old_one(laws, run):
    """It is the old one up to the first version of which more is told now: a stored decision says
    from when on it applies.
    """
    before = git(laws, "rev-list", "--reverse", "timeline").split()

    code, out, _ = run("-C", laws, "timeline", "-q", "--format", "json")

    assert code == 0
    told = json.loads(out)
    after = git(laws, "rev-list", "--reverse", "timeline").split()
    assert (told["kept"], len(told["commits"])) == (4, 11)
    assert (after[:4], len(after)) == (before[:4], len(before))
    texts = [git(laws, "log", "-1", "--format=%T", tip.decode()) for tip in (before[-1], after[-1])]
    assert texts[0] == texts[1]
    assert b"In-Force:" in git(laws, "log", "-1", "--format=%B", after[4].decode())


READS = (
    ("list", "--format", "json"),
    ("log", TRADE, "--format", "json"),
    ("history", f"{TRADE}#第七条", "--format", "json"),
    ("history", f"{PROVINCE}#第三条", "--format", "json"),
    ("blame", TRADE, "--format", "json"),
    ("cites", "--dangling", "--format", "json"),
)


def test_what_the_old_program_kept_is_never_believed(untouched, laws, run):
    """The kept results say what no text says: not a word of it is shown."""
    fresh = [run("-C", untouched, *command) for command in READS]
    folder = put_caches(laws)
    works, steps = folder / "works.json", sorted(folder.glob("lineage-*.steps"))
    assert len(steps) == 2
    for path in (works, *steps):
        text = path.read_text(encoding="utf-8")
        for true, false in (
            ("示例", "示范"),
            ("经营者", "经营人"),
            ("unchanged", "reworded"),
            ("local-regulation", "law"),
        ):
            text = text.replace(true, false)
        path.write_text(text, encoding="utf-8")

    assert [run("-C", laws, *command) for command in READS] == fresh
    assert not any("示范".encode() in value for value in cached(laws).values())
    assert run("-C", laws, "fsck")[0] == 0


def test_what_the_old_program_kept_does_no_harm_as_it_was(untouched, laws, run):
    put_caches(laws)

    assert [run("-C", laws, *command) for command in READS] == [
        run("-C", untouched, *command) for command in READS
    ]
    assert git(laws, "status", "--porcelain") == b""
