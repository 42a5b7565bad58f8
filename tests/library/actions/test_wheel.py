"""Laws out of a wheel: an invented database of the same shape, with the faults of the real one."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest
from ready_repositories import new_repository

from policydiff.errors import InputError
from policydiff.library.actions.import_texts import import_, store_texts
from policydiff.library.actions.wheel import MEMBER, law_text, read_wheel
from policydiff.reading.load import load
from policydiff.works.session import Session

SCHEMA = """
CREATE TABLE laws (law_id TEXT PRIMARY KEY, law_name TEXT NOT NULL, doc_type TEXT, level TEXT, issuing_body TEXT,
    publish_date TEXT, effective_date TEXT, version_date TEXT, status TEXT, law_department TEXT);
CREATE TABLE articles (id INTEGER PRIMARY KEY, law_id TEXT NOT NULL, law_name TEXT NOT NULL, law_department TEXT, level TEXT,
    status TEXT, chapter TEXT, section TEXT, article_no TEXT, article_no_arabic INTEGER, article_text TEXT, char_count INTEGER);
"""
LAWS = [
    ("a", "示例国茶叶法", "法律", "示例国议会", "2004-07-01", "2022-12-30"),
    ("b", "示例国茶叶法", "法律", "示例国议会", "2026-03-01", "2025-12-27"),
    ("c", "示例国议会关于修改《示例国茶叶法》的决定", "修改决定", None, "2022-12-30", "2022-12-30"),
    (
        "d",
        "示例国议会关于《示例国茶叶法》第一条的解释",
        "立法解释",
        "示例国议会",
        "2023-01-01",
        "not a date",
    ),
]
ARTICLES = [
    ("a", "第一章 总则", None, "第一条", "为了发展茶叶，制定本法。"),
    (
        "a",
        "第二章 种植",
        "第一节 一般规定",
        "第二条",
        "种植茶叶，可以施肥。\n施肥应当适量：\n（一）春季；\n（二）秋季。",
    ),
    ("a", "第二章 种植", "第二节 采摘", "第三条", "本法自2004年7月1日起施行。"),
    ("b", "第一章 总则", None, "第一条", "为了发展茶叶，制定本法。"),
    ("b", "第一章 总则", None, "第二条", "本法自2026年3月1日起施行。"),
    ("c", None, None, "条目一", "将第二条修改为：“种植茶叶，应当施肥。”"),
    ("c", None, None, "条目二", "本决定自公布之日起施行。"),
    ("d", None, None, "全文", "议会讨论了茶叶的含义，解释如下：\n茶叶，是指茶树的叶。"),
]


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A zip file with the invented database in the member that the real wheel has."""
    database = tmp_path / "laws.db"
    with sqlite3.connect(database) as connection:
        connection.executescript(SCHEMA)
        for law_id, name, form, body, effective, version in LAWS:
            connection.execute(
                "INSERT INTO laws VALUES (?, ?, ?, '法律', ?, ?, ?, ?, '', '')",
                (law_id, name, form, body, version, effective, version),
            )
        for law_id, chapter, section, number, text in ARTICLES:
            connection.execute(
                "INSERT INTO articles VALUES (NULL, ?, '', '', '', '', ?, ?, ?, 0, ?, 0)",
                (law_id, chapter, section, number, text),
            )
    connection.close()
    path = tmp_path / "laws.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(database, MEMBER)
    return path


def test_versions_come_oldest_first_with_their_facts(wheel: Path) -> None:
    found = read_wheel(wheel)

    assert [(law.facts.get("promulgated"), law.facts.get("kind")) for law in found] == [
        ("2022-12-30", None),
        ("2022-12-30", "decision"),
        ("2025-12-27", None),
        (None, "interpretation"),
    ]
    assert all("/" not in law.name and "\\" not in law.name for law in found)


def test_the_text_reads_like_any_other(wheel: Path) -> None:
    law = next(
        law
        for law in read_wheel(wheel)
        if law.facts.get("promulgated") == "2022-12-30" and law.facts.get("kind") is None
    )

    document = load(law.data, name=law.name, **law.facts)

    assert [
        (provision.level, provision.num) for provision in document.provisions if provision.num
    ] == [
        ("chapter", "第一章"),
        ("article", "第一条"),
        ("chapter", "第二章"),
        ("section", "第一节"),
        ("article", "第二条"),
        ("point", "（一）"),
        ("point", "（二）"),
        ("section", "第二节"),
        ("article", "第三条"),
    ]
    assert document.authority == "示例国议会"


def test_the_works_in_force_date_is_not_stored_as_the_versions(wheel: Path) -> None:
    law = next(
        law
        for law in read_wheel(wheel)
        if law.facts.get("promulgated") == "2022-12-30" and law.facts.get("kind") is None
    )

    assert load(law.data, name=law.name, **law.facts).dates.in_force is None


def test_invented_numbers_of_decisions_become_the_printed_ones() -> None:
    text = law_text(
        "关于修改《示例法》的决定",
        [
            (None, None, "条目一", "甲。"),
            (None, None, "条目十二", "乙。"),
            (None, None, "全文", "丙。"),
        ],
    )

    assert text == "关于修改《示例法》的决定\n\n一、甲。\n十二、乙。\n丙。\n"


def test_import_is_resumable_and_leaves_a_sound_repository(wheel: Path, tmp_path: Path) -> None:
    store = new_repository(tmp_path / "repository")
    steps: list[tuple[int, int]] = []
    store_texts(store, read_wheel(wheel)[:2])

    session = Session(
        repository=store.root, watch=lambda _, done, every: steps.append((done, every))
    )
    first = import_(wheel, session)
    again = import_(wheel, Session(repository=store.root))

    assert dict(first.statuses) == {"unchanged": 2, "added": 2}
    assert dict(again.statuses) == {"unchanged": 4}
    assert first.refused == again.refused == []
    assert steps == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert [version.date for version in store.find("示例国茶叶法").versions] == [
        "2022-12-30",
        "2025-12-27",
    ]
    assert store.fsck() == ()


def zipped(path: Path, name: str, data: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, data)
    return path


def test_what_is_no_wheel_of_laws_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("第一条", encoding="utf-8")
    empty = tmp_path / "empty.db"
    sqlite3.connect(empty).execute("CREATE TABLE x (y)").connection.close()

    for path, word in [
        (text, "zip"),
        (zipped(tmp_path / "other.whl", "other/laws.db", b""), MEMBER),
        (zipped(tmp_path / "evil.whl", "../" + MEMBER, b""), MEMBER),
        (zipped(tmp_path / "text.whl", MEMBER, b"no database" * 1000), "database"),
        (zipped(tmp_path / "empty.whl", MEMBER, empty.read_bytes()), "no such table"),
    ]:
        with pytest.raises(InputError, match=word):
            read_wheel(path)
    assert sorted(path.name for path in tmp_path.parent.glob("laws.db")) == []


def test_a_database_larger_than_it_says_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policydiff.library.actions.wheel.MAX_BYTES", 1000)

    with pytest.raises(InputError, match="larger"):
        read_wheel(zipped(tmp_path / "bomb.whl", MEMBER, b"0" * 100_000))
