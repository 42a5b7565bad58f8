"""policydiff cites: lines, JSON, languages, exit codes. The laws are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from json_schemas import validator
from ready_repositories import new_repository
from river_laws import river_laws

from policydiff.reading.load import load

LAW = "示例省河道保护条例"


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return river_laws(tmp_path_factory.mktemp("cites") / "laws").root


@pytest.fixture
def ask(rivers: Path, run):
    return lambda *arguments: run("cites", *arguments, "-C", rivers, "--lang", "en")


def test_lines_stand_under_their_texts(ask) -> None:
    result = ask("--outdated")

    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Citing text, below it: provision, words → cited provision (version); what became of it",
        "示例省河道采砂规定@2019-07-01",
        (
            "  第二条第一款 《河道条例》第三条第二款第（一）项 → 示例省河道保护条例@2018-03-01#第三条第二款第（一）项 (in force then); "
            "by 2022-06-01: now 第四条第二款第（一）项"
        ),
        "  第二条第二款 第四条 → 示例省河道保护条例@2018-03-01#第四条 (in force then); by 2022-06-01: removed",
        "  第二条第二款 该条例第五条 → 示例省河道保护条例@2018-03-01#第五条 (in force then); by 2022-06-01: reworded",
        (
            "  第五条第一款 《示例省河道保护条例》第二条至第四条 → 示例省河道保护条例@2018-03-01#第二条–第四条 (in force then); "
            "by 2022-06-01: now 第二条, 第四条, reworded"
        ),
        "citations: 4 (texts: 3, dangling: 1, resolved: 8, of works not in the repository: 1)",
    ]


def test_chinese(rivers: Path, run) -> None:
    result = run("cites", "--dangling", "-C", rivers, "--lang", "zh")

    assert (
        result.out.splitlines()[0]
        == "引用文件，其下：条款、引文 → 所引条款（所取文本）；此后的变化"
    )
    assert result.out.splitlines()[2:] == [
        "  第三条第一款 示例省河道保护条例第九条 → 示例省河道保护条例@2018-03-01（当时施行的文本）: 无此条款",
        "引用：1（文件：3，落空：1，已落实：8，所引文件不在库中：1）",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        (LAW,),
        (f"{LAW}#第四条", "--internal"),
        ("--from", "示例省河道采砂规定", "--internal"),
        ("--dangling", "--outdated", "--every-version"),
    ],
)
def test_json_is_as_its_schema_says(ask, arguments: tuple[str, ...]) -> None:
    result = ask(*arguments, "--format", "json")
    value = json.loads(result.out)

    validator("citations").validate(value)
    assert result.code == 0
    assert value["citations"]


def test_json_tells_place_target_and_what_became_of_it(ask) -> None:
    value = json.loads(ask("--outdated", "--format", "json").out)
    first = value["citations"][0]

    assert (first["from"]["number"], first["name"], first["steps"]) == (
        "第二条第一款",
        LAW,
        [["article", "3"], ["paragraph", "2"], ["point", "1"]],
    )
    assert (first["to"]["eid"], first["to"]["basis"]) == ("art_3__para_2__point_1", "in force")
    assert first["became"]["now"] == [
        {"eid": "art_4__para_2__point_1", "number": "第四条第二款第（一）项"}
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("--from", f"{LAW}#第一条"), 2),
        (("没有的法",), 4),
        ((f"{LAW}#第九十条",), 4),
        ((LAW, "--format", "html"), 2),
    ],
)
def test_exit_codes(ask, arguments: tuple[str, ...], code: int) -> None:
    result = ask(*arguments)

    assert result.code == code
    assert result.out == ""
    assert result.err.count("\n") == 1


def test_a_version_that_cannot_be_read_is_told(tmp_path: Path, run) -> None:
    import subprocess

    root = river_laws(tmp_path / "laws").root
    path = next(root.glob("works/**/2017-01-10.xml"))
    path.write_text("<broken", encoding="utf-8")
    git = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@invalid"]
    subprocess.run([*git, "commit", "-qam", "Break a version"], check=True)

    result = run("cites", "--dangling", "-C", root, "--lang", "en")

    assert result.code == 6
    assert "示例省竹筏管理规定@2017-01-10" in result.err
    assert "示例省河道保护条例第九条" in result.out


def test_no_repository(tmp_path: Path, run) -> None:
    assert run("cites", "--dangling", "-C", tmp_path).code == 4


DECISION = """示例省人民代表大会常务委员会关于修改《示例省河道保护条例》的决定
（2019年1月10日示例省第十届人民代表大会常务委员会第六次会议通过）
示例省第十届人民代表大会常务委员会第六次会议决定，对《示例省河道保护条例》作如下修改：
一、将第四条中的“夜间”修改为“雾天”。
二、将第九条中的“界桩”修改为“界碑”。
本决定自2019年2月1日起施行。
"""


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repository = river_laws(tmp_path_factory.mktemp("amended") / "laws")
    repository.add(load(DECISION.encode(), name="decision.txt"), DECISION.encode(), "decision.txt")
    return repository.root


def test_the_screen_says_how_many_citations_in_amending_decisions_were_left_out(
    amended: Path, run
) -> None:
    english, chinese = (
        run("cites", "--dangling", "-C", amended, "--lang", language).out.splitlines()
        for language in ("en", "zh")
    )

    assert english[-1] == (
        "left out, as they speak of what they amend (--decisions shows them): 1 citations in 1 amending decisions"
    )
    assert (
        chinese[-1]
        == "未列入（修改决定引用的是修改前的文本，加 --decisions 列出）：修改决定 1 件，引用 1 处"
    )
    assert not any("决定@" in line for line in english)


@pytest.mark.parametrize("arguments", [("--decisions",), ("--from", DECISION.splitlines()[0])])
def test_they_are_shown_where_they_are_asked_for(
    amended: Path, run, arguments: tuple[str, ...]
) -> None:
    lines = run("cites", "--dangling", *arguments, "-C", amended, "--lang", "en").out.splitlines()

    assert sum("决定@2019-01-10" in line for line in lines) == 1
    assert not any(line.startswith("left out") for line in lines)


def test_json_counts_what_was_left_out(amended: Path, run) -> None:
    value = json.loads(run("cites", "--dangling", "-C", amended, "--format", "json").out)

    validator("citations").validate(value)
    assert value["left_out"] == {
        "citations": 1,
        "decisions": [{"name": f"{DECISION.splitlines()[0]}@2019-01-10", "citations": 1}],
    }


def test_what_is_presumed_is_marked(tmp_path: Path, run) -> None:
    law = "示例省渡口条例\n（2016年3月1日示例省人民代表大会常务委员会通过）\n第一条　渡口每年检修一次。\n第二条　学生过渡免收船钱。\n第三条　本条例自2016年5月1日起施行。\n"
    rules = "示例省码头规定\n（2025年6月1日示例省人民政府公布）\n第一条　码头依照《示例省渡口条例》第一条、第二条办理。\n"
    repository = new_repository(tmp_path / "laws")
    for text in (
        law,
        law.replace("通过）", "通过　2025年3月1日示例省人民代表大会常务委员会修正）").replace(
            "一次", "两次"
        ),
        rules,
    ):
        repository.add(load(text.encode(), name="a.txt"), text.encode(), "a.txt")

    lines = run("cites", "示例省渡口条例", "-C", repository.root, "--lang", "zh").out.splitlines()
    assert "（当时施行的文本，推定；也可能是2025-03-01的文本）" in lines[2]
    assert "（当时施行的文本）" in lines[3]

    asked = run("cites", "示例省渡口条例@@2025-06-01#第一条", "-C", repository.root, "--lang", "zh")
    assert asked.code == 6
    assert "推定：当日施行的是其中哪一文本尚不明确" in asked.err
    assert run("cites", "示例省渡口条例@@2020-06-01#第一条", "-C", repository.root).code == 0


def test_all_citations_are_rows(ask) -> None:
    outcome = ask("--all", "--internal", "--every-version", "--format", "jsonl")
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    whole = json.loads(ask("--all", "--internal", "--every-version", "--format", "json").out)

    assert outcome.code == 0
    assert [(row["from_uri"], row["from_eid"], row["text"], row["status"]) for row in rows] == [
        (one["from"]["uri"], one["from"]["eid"], one["from"]["text"], one["status"])
        for one in whole["citations"]
    ]
    assert {row["cited_eid"] for row in rows if row["status"] != "resolved"} <= {None}
    assert {row["outdated"] for row in rows if row["cited_uri"] is None} == {None}
    former = next(row for row in rows if row["text"] == "《河道条例》第三条第二款第（一）项")
    assert (former["cited_date"], former["basis"], former["presumed"]) == (
        *("2018-03-01", "in force", False),
    )
    assert (former["cited_eid"], former["now"]) == (
        *("art_3__para_2__point_1", "art_4__para_2__point_1"),
    )
    assert (former["outcome"], former["outdated"]) == ("renumbered", True)


def test_all_citations_into_a_file(ask, tmp_path: Path) -> None:
    path = tmp_path / "citations.csv"

    assert ask("--all", "-o", path, "-q").code == 0
    head, *rows = path.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("from_uri,from_title,from_date,from_eid,from_number,text,")
    assert len(rows) == len(json.loads(ask("--all", "--format", "json").out)["citations"])
    assert ask("--all", "-o", tmp_path / "page.html").code == 2
    assert ask().code == 2
