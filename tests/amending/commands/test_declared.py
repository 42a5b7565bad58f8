"""A stored decision declares the lineage between two versions: in history, blame and diff. All
texts are invented.
"""

from __future__ import annotations

import json

import pytest
from bridges import DECISION, NEW, OLD

NAME = "乙省桥梁条例"
ACT = "《关于修改〈乙省桥梁条例〉的决定》"


@pytest.fixture
def bridges(tmp_path, run, monkeypatch):
    """A repository with both versions of the regulation."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    for name, text in (("old", OLD), ("new", NEW), ("act", DECISION)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run("init", tmp_path / "laws").code == 0
    monkeypatch.chdir(tmp_path / "laws")
    assert (
        run("add", tmp_path / "old.txt", "-q").code
        == run("add", tmp_path / "new.txt", "-q").code
        == 0
    )
    return tmp_path


def told(run, place: str) -> list[tuple[str, ...]]:
    versions = json.loads(run("history", f"{NAME}#{place}", "--format", "json").out)["versions"]
    return [
        (one["eid"], one["kind"], one["evidence"], *one["instructions"])
        for one in versions[1]["clauses"]
    ]


def test_what_a_decision_says_outranks_what_the_texts_look_like(bridges, run):
    assert told(run, "第五条") == [("art_5", "added", "inferred")]

    assert run("add", bridges / "act.txt", "-q").code == 0

    assert told(run, "第五条") == [("art_5", "reworded", "declared", "二")]
    assert told(run, "第四条") == [("art_4", "added", "declared", "一")]
    assert told(run, "第二条") == [("art_2", "reworded", "declared", "三")]
    assert told(run, "第六条") == [("art_6", "reworded", "inferred")]


def test_what_a_person_says_outranks_the_decision(bridges, run):
    run("add", bridges / "act.txt", "-q")

    assert run("link", NAME, "2009-11-20#第四条", "2019-11-25#第四条").code == 0

    assert told(run, "第四条") == [("art_4", "reworded", "pinned", "一")]


def test_a_decision_is_evidence_in_diff_in_both_directions(bridges, run):
    run("add", bridges / "act.txt", "-q")

    for left, right, pair in (
        ("2009-11-20", "2019-11-25", ("art_4", "art_5")),
        ("2019-11-25", "2009-11-20", ("art_5", "art_4")),
    ):
        matches = json.loads(
            run("diff", f"{NAME}@{left}", f"{NAME}@{right}", "--format", "json").out
        )["matches"]
        report = run("diff", f"{NAME}@{left}", f"{NAME}@{right}", "--format", "html").out
        assert "declared by a decision" in report
        assert pair in [
            (m["left"][0]["eid"], m["right"][0]["eid"])
            for m in matches
            if m["reason"] == "declared" and m["left"] and m["right"]
        ]


def test_a_history_names_the_decision_and_its_item(bridges, run):
    run("add", bridges / "act.txt", "-q")

    out = "".join(run("history", f"{NAME}#第五条").out.split())
    ended = "".join(run("history", f"{NAME}@2009-11-20#第二条", "--lang", "zh").out.split())

    assert f"{ACT}·item二" in out
    assert "declared" in out
    assert "已无此条" in ended
    assert "修改项四" in ended
    assert "修改决定载明" in ended
    assert "2019-11-25  第五条第一款 (item 二)  新建大桥" in run("blame", NAME).out
    blame = json.loads(run("blame", NAME, "--format", "json").out)
    assert [
        version["decision"] and version["decision"]["name"] for version in blame["versions"]
    ] == [
        None,
        "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定@2019-11-25",
    ]


@pytest.mark.parametrize(
    "change",
    [
        ("2019年11月25日第九次", "2018年3月5日第九次"),
        ("将第四条改为第五条", "将第五条改为第九条"),
        ("《乙省桥梁条例》", "《乙省渡口条例》"),
    ],
    ids=("another day", "what does not fit", "another work"),
)
def test_a_decision_that_led_elsewhere_says_nothing(bridges, run, change):
    (bridges / "act.txt").write_text(DECISION.replace(*change), encoding="utf-8")
    assert run("add", bridges / "act.txt", "-q").code == 0

    assert told(run, "第五条") == [("art_5", "added", "inferred")]


def test_an_undated_decision_counts_where_the_text_reads_as_it_says(bridges, run):
    (bridges / "act.txt").write_text(
        DECISION.replace("（2019年11月25日第九次会议通过）\n\n", ""), encoding="utf-8"
    )
    assert run("add", bridges / "act.txt", "-q").code == 0

    assert told(run, "第五条") == [("art_5", "reworded", "declared", "二")]


def test_a_file_of_pairings_tells_what_the_decision_set(bridges, run):
    run("add", bridges / "act.txt", "-q")
    file = bridges / "pairs.toml"
    sides = f"{NAME}@2009-11-20", f"{NAME}@2019-11-25"

    assert run("pairs", *sides, "-o", file).code == 0

    text = file.read_text(encoding="utf-8")
    assert "declared by the stored decision that lies between" in text
    assert 'left  = "第四条"' in text
    assert text.count("桥梁管理机构应当每年检查一次桥梁") == 1
    matches = [
        json.loads(run("diff", *sides, *more, "--format", "json").out)["matches"]
        for more in ((), ("--pairs", file))
    ]
    assert [(m["left"], m["right"]) for m in matches[0]] == [
        (m["left"], m["right"]) for m in matches[1]
    ]
