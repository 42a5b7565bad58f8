"""policydiff relate, as a person calls it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest
from relating_texts import AMENDED, LAW, OPINION, TITLES
from running_cli import one_line_on, spawn

import policydiff
from policydiff.messages import Message
from policydiff.model.source import Problem


def links(outcome) -> list[tuple[str, str, str]]:
    found = json.loads(outcome.out)["links"]
    return [(link["left"]["eid"], link["right"]["eid"], link["status"]) for link in found]


def first(outcome, item: str) -> str:
    return next(right for left, right, _ in links(outcome) if left == item)


def coverage(outcome) -> dict[str, tuple[str, bool]]:
    return {
        row["left"]: (row["status"], row["reviewed"]) for row in json.loads(outcome.out)["coverage"]
    }


def test_two_files_become_a_relation(files, run):
    outcome = run("relate", *files, "--format", "json")

    assert outcome.code == 0
    assert (first(outcome, "art_2"), first(outcome, "art_3")) == ("art_2", "art_3")
    assert set(coverage(outcome)) == {"art_1", "art_2", "art_3", "art_4"}


def test_the_library_says_the_same(files, run):
    left, right = map(policydiff.load, files)

    assert (
        json.loads(run("relate", *files, "--format", "json").out)
        == policydiff.relate(left, [right]).to_dict()
    )


def test_stored_works_by_name(stored, files, run):
    named = run("relate", TITLES[0], f"{TITLES[1]}@2021-05-01", "--format", "json")

    assert links(named) == links(run("relate", *files, "--format", "json"))


def test_standard_input_is_the_opinion(files, tmp_path):
    code = "import sys; from policydiff.cli.main import run; run()"
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", code, "relate", "-", str(files[1]), "--format", "json", "-q"],
        input=files[0].read_bytes(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["left"]["title"] == TITLES[0]


def test_all_others_are_related_and_the_opinion_is_none_of_them(stored, run, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(
        LAW.replace("网络信息保护条例", "投诉办法").replace("网络运营者", "经营者"),
        encoding="utf-8",
    )
    assert run("add", other, "-q").code == 0

    outcome = run("relate", TITLES[0], "--all", "--format", "json")

    assert sorted(side["title"] for side in json.loads(outcome.out)["right"]) == sorted(
        [TITLES[1], "示例省投诉办法"]
    )


def test_all_on_a_day_takes_the_version_in_force_then(stored, run, tmp_path):
    newer = tmp_path / "newer.txt"
    newer.write_text(AMENDED, encoding="utf-8")
    assert run("add", newer, "-q", "--in-force", "2024-07-01").code == 0

    for day, version in (("2022-01-01", "2021-05-01"), ("2024-08-01", "2024-05-01")):
        outcome = run("relate", TITLES[0], "--all", "--on", day, "--format", "json")
        assert [side["version_date"] for side in json.loads(outcome.out)["right"]] == [version]
    before = run("relate", TITLES[0], "--all", "--on", "2020-01-01")
    assert (before.code, one_line_on(before.err)) == (4, True)


def test_versions_whose_days_their_files_names_give_prove_nothing(stored, run, tmp_path):
    head, body = "示例市渡轮办法", "\n\n第一条　渡轮应当按时开行。\n\n第二条　船票应当公布价格。"
    for day, more in (("2016-01-01", ""), ("2021-05-01", "\n\n第三条　儿童乘船免票。")):
        path = tmp_path / f"{head}({day}).txt"
        path.write_text(head + body + more, encoding="utf-8")
        assert run("add", path, "-q", "--dates-from-names").code == 0

    operands = (TITLES[0], f"{head}@2016-01-01", head)
    outcome = run("relate", *operands, "--after", "2017-03-01", "--format", "json")
    found = json.loads(outcome.out)

    assert {row["order"] for row in found["coverage"]} == {None}
    assert {link["origin"] for link in found["links"]} | set(found["origins"]) == {None}
    assert "the day of one stands in the name of its file alone" in outcome.err


def test_one_item_alone(files, run):
    outcome = run("relate", *files, "--item", "2", "--item", "3．", "--format", "json")

    assert set(coverage(outcome)) == {"art_2", "art_3"}
    assert {left for left, _, _ in links(outcome)} == {"art_2", "art_3"}
    measures = json.loads(outcome.out)["measures"]
    assert {measure["left"] for measure in measures} == {"art_2", "art_3"}
    shown = run("relate", *files, "--item", "2", "--lang", "zh").out
    assert "保护用户个人信息" in shown
    assert "培养人才" not in shown


def test_only_what_nothing_covers(files, run):
    whole, part = (
        run("relate", *files, "--format", "json", *more) for more in ((), ("--only-uncovered",))
    )

    assert set(coverage(part)) == {
        item for item, (status, _) in coverage(whole).items() if status != "covered"
    }
    assert "art_2" not in coverage(part)


def test_the_limit_is_for_each_item_and_text(files, run):
    assert len(links(run("relate", *files, "--limit", 1, "--format", "json"))) <= 4


def test_a_file_is_written_in_the_form_of_its_name(files, run, tmp_path):
    outcome = run("relate", *files, "-o", tmp_path / "coverage.md")

    assert (outcome.code, outcome.out) == (0, "")
    assert "coverage.md written" in outcome.err
    assert TITLES[0] in (tmp_path / "coverage.md").read_text(encoding="utf-8")


def test_a_law_and_its_next_version_are_counterparts(files, run, tmp_path):
    new = tmp_path / "new.txt"
    new.write_text(AMENDED, encoding="utf-8")

    found = json.loads(run("relate", files[1], new, "--format", "json").out)

    assert found["kind"] == "counterparts"
    assert [
        (link["left"]["eid"], link["right"]["eid"], link["wording"]) for link in found["links"]
    ] == [
        ("art_1", "art_1", "same"),
        ("art_2", "art_3", "adapted"),
        ("art_3", "art_4", "same"),
        ("art_4", "art_5", "same"),
        ("art_5", "art_6", "same"),
    ]
    assert (found["only_left"], [place["eid"] for place in found["only_right"]]) == ([], ["art_2"])
    assert found["instruments"] == []


def test_a_concordance_into_a_csv_file_is_csv(files, run, tmp_path):
    shown = run("relate", files[1], files[1], "--format", "concordance", "--lang", "zh")
    written = tmp_path / "table.csv"

    assert "措辞相同" in shown.out
    assert (
        run(
            "relate", files[1], files[1], "--format", "concordance", "-o", written, "--lang", "zh"
        ).code
        == 0
    )
    assert written.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "第一条,第一条,措辞相同," in written.read_text(encoding="utf-8-sig")


def test_only_some_articles_are_asked_for(files, run, tmp_path):
    spare = tmp_path / "spare.txt"
    spare.write_text("示例市渔船办法\n\n第一条　渔船每年检验一次。\n", encoding="utf-8")

    found = json.loads(run("relate", files[1], spare, "--item", "第四条", "--format", "json").out)

    assert [place["eid"] for place in found["only_left"]] == ["art_4"]


def test_judgements_of_a_file_win_over_the_computation(files, run, tmp_path):
    mine = tmp_path / "mine.toml"
    for said in (
        ("--reject", "2=第二条"),
        ("--reject", "2=第三条"),
        ("--confirm", "4=第四条", "--grade", 2),
    ):
        assert run("review", *files, "--reviews", mine, "--by", "张三", *said).code == 0

    outcome = run("relate", *files, "--reviews", mine, "--format", "json")

    assert ("art_2", "art_2", "rejected") in links(outcome)
    assert ("art_4", "art_4", "confirmed") in links(outcome)
    assert coverage(outcome)["art_4"] == ("covered", True)
    assert coverage(outcome)["art_2"][1]


def test_judgements_of_the_repository_can_be_left_out(stored, run):
    run("review", *TITLES, "--reject", "2=第二条", "--by", "张三")

    assert ("art_2", "art_2", "rejected") in links(run("relate", *TITLES, "--format", "json"))
    assert ("art_2", "art_2", "suggested") in links(
        run("relate", *TITLES, "--format", "json", "--no-reviews")
    )


def test_a_judgement_follows_its_text_into_the_next_version(stored, run, tmp_path):
    newer = tmp_path / "newer.txt"
    newer.write_text(AMENDED, encoding="utf-8")
    run(
        "review",
        *TITLES,
        "--confirm",
        "2=第二条",
        "--confirm",
        "3=第三条",
        "--grade",
        2,
        "--by",
        "张三",
    )
    assert run("add", newer, "-q", "--in-force", "2024-07-01").code == 0

    found = json.loads(run("relate", *TITLES, "--format", "json").out)["links"]
    judged = {
        (one["left"]["eid"], one["right"]["eid"], one["stale"])
        for one in found
        if one["status"] == "confirmed"
    }

    assert judged == {("art_2", "art_3", True), ("art_3", "art_4", False)}


SINCE = ("--after", "2017-03-01", "--limit", 20)
OLDER = LAW.replace("2021年5月1日", "2016年5月1日")
"""The law as it was before the opinion."""


def origins(outcome) -> dict[str, str | None]:
    found = json.loads(outcome.out)["links"]
    return {link["right"]["eid"]: link["origin"] for link in found}


def test_two_versions_side_by_side_show_what_is_new_since_the_opinion(files, tmp_path, run):
    older, newer = tmp_path / "older.txt", tmp_path / "newer.txt"
    older.write_text(OLDER, encoding="utf-8")
    newer.write_text(AMENDED, encoding="utf-8")

    outcome = run("relate", files[0], newer, older, "--format", "json", *SINCE)

    assert outcome.code == 0
    assert "the text of 2016-05-01 shows what is new" in outcome.err
    assert origins(outcome) == {"art_2": "new", "art_3": "amended", "art_4": "unchanged"} | {
        eid: "unchanged" for eid in ("art_1", "art_5", "art_6") if eid in origins(outcome)
    }
    found = json.loads(outcome.out)
    assert [one["title"] for one in found["right"]] == [TITLES[1]]
    assert found["origins"] == [{"right": TITLES[1], "version": "2016-05-01"}]
    opinion = policydiff.load(files[0], promulgated="2017-03-01")
    laws = [policydiff.load(path) for path in (older, newer)]
    assert policydiff.relate(opinion, laws, limit=20).to_dict() == found


def test_two_versions_need_the_day_of_the_opinion_or_a_file_named_by_it(files, tmp_path, run):
    older, dated = tmp_path / "older.txt", tmp_path / "2017-03-01.txt"
    older.write_text(OLDER, encoding="utf-8")
    dated.write_text(OPINION, encoding="utf-8")

    unknown = run("relate", *files, older)
    named = run("relate", dated, files[1], older, "--format", "json")

    assert (unknown.code, one_line_on(unknown.err)) == (2, True)
    assert "--after YYYY-MM-DD" in unknown.err
    assert "that in the name of its file is taken, 2017-03-01" in named.err
    assert json.loads(named.out)["origins"] == [{"right": TITLES[1], "version": "2016-05-01"}]


def test_the_text_set_aside_is_never_written_over(files, tmp_path, run):
    older = tmp_path / "older.txt"
    older.write_text(OLDER, encoding="utf-8")

    outcome = run("relate", *files, older, "--format", "markdown", *SINCE, "-o", older)

    assert (outcome.code, one_line_on(outcome.err)) == (2, True)
    assert older.read_text(encoding="utf-8") == OLDER


def test_the_repository_shows_what_is_new_since_the_opinion(stored, tmp_path, run):
    for name, text in (("older.txt", OLDER), ("newer.txt", AMENDED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert run("add", tmp_path / name, "-q").code == 0

    outcome = run("relate", *TITLES, "--format", "json", *SINCE)

    assert origins(outcome)["art_3"] == "amended"
    assert json.loads(outcome.out)["origins"][0]["version"] == "2016-05-01"
    forces = {link["right"]["eid"]: link["force"] for link in json.loads(outcome.out)["links"]}
    assert (forces["art_3"], forces["art_4"]) == ("duty", "duty")


def test_a_work_younger_than_the_opinion_is_new(files, run):
    assert set(origins(run("relate", *files, "--format", "json", *SINCE)).values()) == {"new"}
    assert set(origins(run("relate", *files, "--format", "json")).values()) == {None}


@pytest.mark.parametrize(
    ("arguments", "code", "telling"),
    [
        (("opinion.txt",), 2, "--all"),
        (("opinion.txt", "law.txt", "--on", "2020-01-01"), 2, "--all"),
        (("opinion.txt", "law.txt", "--rank", "local"), 2, "--all"),
        (("opinion.txt", "--all", "--on", "2020-13-01"), 2, "on"),
        (("opinion.txt", "law.txt", "--item", "99"), 4, "no article 99"),
        (("opinion.txt", "law.txt", "--item", "一、"), 4, "no article"),
        (("opinion.txt", "law.txt", "law.txt"), 2, "two of the texts"),
        (("opinion.txt", "no.txt"), 4, "no.txt"),
        (("opinion.txt", "law.txt#第二条"), 2, "leave out what follows #"),
        (("opinion.txt", "law.txt", "--reviews", "no.toml"), 4, "no.toml"),
        (("opinion.txt", "law.txt", "--reviews", "law.txt"), 3, "law.txt"),
        (("opinion.txt", "law.txt", "-o", "law.txt"), 2, "law.txt"),
        (("opinion.txt", "law.txt", "--limit", "0"), 2, "limit"),
    ],
    ids=lambda value: " ".join(map(str, value))[-24:] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_one_line(here, run, arguments, code, telling):
    outcome = run("relate", *arguments)

    assert (outcome.code, one_line_on(outcome.err), outcome.out) == (code, True, "")
    assert telling in outcome.err


def test_judgements_of_other_texts_are_refused(files, run, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(LAW.replace("网络信息保护条例", "投诉办法"), encoding="utf-8")
    run(
        "review",
        files[0],
        other,
        "--reviews",
        tmp_path / "m.toml",
        "--confirm",
        "2=2",
        "--by",
        "张三",
    )
    outcome = run("relate", *files, "--reviews", tmp_path / "m.toml")

    assert (outcome.code, one_line_on(outcome.err)) == (3, True)
    assert "示例省投诉办法" in outcome.err


def test_a_pipe_gets_no_progress(files):
    assert spawn("relate", *files, "-q", cwd=files[0].parent).err == ""


def test_the_day_of_an_opinion_that_tells_none_can_be_given(files, run):
    files[0].write_text(OPINION.replace("（2017年3月1日）\n\n", ""), encoding="utf-8")

    def orders(*more: object) -> set[str | None]:
        return {
            row["order"]
            for row in json.loads(run("relate", *files, "--format", "json", *more).out)["coverage"]
        }

    assert orders() == {None}
    assert orders("--after", "2017-03-01") == {"later"}
    assert orders("--after", "2022-01-01") == {"earlier"}


def test_of_many_works_the_nearest_and_the_judged_are_related_in_full(stored, run, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(260):
        text = f"示例市第{number}号渔港管理办法\n\n第一条　渔船进出第{number}号渔港应当报告。\n\n第二条　本办法自2020年1月1日起施行。\n"
        (inbox / f"{number:03}.txt").write_text(text, encoding="utf-8")
    assert run("import", inbox, "-q").code == 0
    far = "示例市第259号渔港管理办法"
    before = run("relate", TITLES[0], "--all", "--format", "json")
    run("review", TITLES[0], far, "--confirm", "4=1", "--by", "张三")
    after = run("relate", TITLES[0], "--all", "--format", "json")

    def titles(outcome) -> set[str]:
        return {side["title"] for side in json.loads(outcome.out)["right"]}

    assert "261 works were looked at" in before.err
    assert TITLES[1] in titles(before)
    assert len(titles(before)) < 60
    assert titles(after) == titles(before) | {far}
    assert ("art_4", "art_1", "confirmed") in links(after)


def test_a_left_without_a_day_is_told_since_nothing_is_later_than_it(files, run):
    assert "--after YYYY-MM-DD" in run("relate", *files).err
    assert run("relate", *files, "--after", "2017-03-01").err == ""
    assert run("relate", *files, "-q").err == ""


def test_the_table_of_measures_is_written_in_every_form(files, run, tmp_path):
    mine = tmp_path / "m.toml"
    run("review", *files, "--reviews", mine, "--answered", "2.1=第二条", "--by", "张三")
    pair = (*files, "--reviews", mine, "--measures", "--lang", "zh", *SINCE)

    shown = run("relate", *pair)
    assert (
        "● ✓ 《示例省网络信息保护条例》第二条（2021年5月1日、意见后新增；义务；张三）" in shown.out
    )
    for name in ("t.docx", "t.xlsx", "t.html", "t.md"):
        assert run("relate", *pair, "-o", tmp_path / name).code == 0
    assert "| 序号 | 举措 | 对应条文 | 制定或修改时间 | 力度 | 核对人 |" in (
        tmp_path / "t.md"
    ).read_text(encoding="utf-8")
    assert json.loads(run("relate", *pair, "--format", "json").out)["type"] == "relation"
    refused = run("relate", *pair, "--format", "concordance")
    assert (refused.code, one_line_on(refused.err)) == (2, True)


def test_two_laws_have_no_measures(files, tmp_path, run):
    other = tmp_path / "other.txt"
    other.write_text(LAW.replace("示例省", "示例市"), encoding="utf-8")

    outcome = run("relate", files[1], other, "--measures")

    assert (outcome.code, one_line_on(outcome.err), outcome.out) == (2, True, "")


LETTER = "关于浮桥的便函\n\n（2020年1月1日）\n\n请尽快修好浮桥。\n"


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("report", [(), ("--gaps",), ("--format", "json")])
def test_a_text_of_no_articles_is_refused(files, run, tmp_path, side, report):
    given = [*files]
    given[side] = tmp_path / "letter.txt"
    given[side].write_text(LETTER, encoding="utf-8")

    outcome = run("relate", *given, *report)

    assert (outcome.code, outcome.out) == (3, "")
    assert one_line_on(outcome.err)
    assert "letter.txt: no item was recognised" in outcome.err
    assert "policydiff diff" in outcome.err


@pytest.mark.parametrize("command", ["relate", "review"])
def test_a_plan_that_announces_no_task_is_refused(files, run, tmp_path, command):
    plan = tmp_path / "plan.txt"
    plan.write_text("示例省渡口规划\n\n第一章　总体要求\n\n坚持安全第一。\n", encoding="utf-8")

    options = () if command == "relate" else ("--reviews", tmp_path / "mine.toml", "--measures")
    outcome = run(command, plan, files[1], *options)

    assert (outcome.code, outcome.out) == (3, "")
    assert "announce no task (第一章)" in outcome.err


def test_an_opinion_without_items_is_refused_by_the_library(files, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")

    with pytest.raises(policydiff.PolicyDiffError, match="关于浮桥的便函: no item") as found:
        policydiff.relate(policydiff.load(letter), [policydiff.load(files[1])])
    assert found.value.exit_code == 3


@pytest.mark.parametrize("options", [("--all",), ("--all", "--measures"), ("--all", "--gaps")])
def test_a_letter_beside_all_works_is_refused(stored, run, tmp_path, options):
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")

    outcome = run("relate", letter, *options)

    assert (outcome.code, outcome.out) == (3, "")
    assert "letter.txt: no item was recognised" in outcome.err


def test_a_text_of_which_most_numbers_were_not_read_is_refused(files):
    left, right = map(policydiff.load, files)
    doubt = Message("{count} numbers such as {num} were seen and not read", count=9, num="1.1")
    unread = replace(
        right, problems=(Problem(code="numbers-unread", message=doubt, line=3, severity="warning"),)
    )

    for sides in ((left, [unread]), (unread, [left])):
        with pytest.raises(
            policydiff.PolicyDiffError, match=r":3: 9 numbers such as 1\.1"
        ) as found:
            policydiff.relate(*sides)
        assert found.value.exit_code == 3


def test_of_all_works_one_without_articles_is_left_out(stored, run, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")
    assert run("add", letter, "-q").code == 0

    outcome = run("relate", TITLES[0], "--all", "--format", "json")

    assert outcome.code == 0
    assert "关于浮桥的便函" not in outcome.out
    assert "关于浮桥的便函: no articles were recognised" in outcome.err


PLAN = """示例省“十四五”移动互联网发展规划

（2017年3月1日）

第一章　总体要求

第一节　指导思想

坚持统筹协调。

第二章　主要任务

第一节　保护用户

完善个人信息保护制度，严禁非法收集使用用户个人信息，落实网络运营者的保密责任。

第二节　规范投诉处理

网络运营者应当建立投诉举报制度，公布投诉举报方式，及时受理并处理用户投诉。修订《示例省网络信息保护条例》。
"""


def test_a_plan_is_related_by_its_sections(files, tmp_path, run):
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    outcome = run("relate", str(plan), files[1], "--format", "json")
    one = run("relate", str(plan), files[1], "--item", "第二章第二节", "--format", "json")
    named = run("relate", str(plan), "--instruments")

    assert set(coverage(outcome)) == {"chp_2__sec_1", "chp_2__sec_2"}
    assert first(outcome, "chp_2__sec_2") == "art_3"
    assert "第一章第一节" in outcome.err
    assert set(coverage(one)) == {"chp_2__sec_2"}
    assert named.out.splitlines()[1].split("\t")[:3] == [
        "第二章第二节",
        "示例省网络信息保护条例",
        "修订",
    ]


def test_a_section_of_a_plan_is_judged(files, tmp_path, run):
    plan, reviews = tmp_path / "plan.txt", tmp_path / "mine.toml"
    plan.write_text(PLAN, encoding="utf-8")
    options = ("--reviews", str(reviews), "--by", "甲")
    run("review", str(plan), files[1], *options, "--confirm", "第二章第二节=第三条")
    outcome = run("relate", str(plan), files[1], "--reviews", str(reviews), "--format", "json")

    assert ("chp_2__sec_2", "art_3", "confirmed") in links(outcome)


TASKS = """# 示例市移动互联网重点工作任务

为落实规划，提出如下任务。

| 序号 | 工作任务 | 责任单位 | 完成时限 |
| --- | --- | --- | --- |
| 1 | 完善个人信息保护制度，严禁非法收集使用用户个人信息 | 市网信办 | 2017年6月 |
| 2 | 建立投诉举报制度，公布投诉举报方式 | 市网信办、市公安局 | 2017年9月 |
"""


def test_the_rows_of_a_table_of_tasks_are_related(files, tmp_path, run):
    tasks = tmp_path / "tasks.md"
    tasks.write_text(TASKS, encoding="utf-8")
    outcome = run("relate", tasks, files[1], "--after", "2017-03-01", "--format", "json")
    named = run("relate", tasks, files[1], "--item", "table_1__tr_3", "--format", "json")

    assert set(coverage(outcome)) == {"table_1__tr_2", "table_1__tr_3"}
    assert first(outcome, "table_1__tr_3") == "art_3"
    assert set(coverage(named)) == {"table_1__tr_3"}
    measures = json.loads(outcome.out)["measures"]
    assert [measure["left"] for measure in measures] == ["table_1__tr_2", "table_1__tr_3"]


def test_those_who_answer_for_a_task_weigh_nothing(files, tmp_path, run):
    paths = [tmp_path / "with" / "plan.txt", tmp_path / "without" / "plan.txt"]
    for path, words in zip(paths, ("（责任单位：网络运营者、投诉举报部门）", ""), strict=True):
        path.parent.mkdir()
        text = f"示例市互联网意见\n\n1．培养人才。支持高等学校开设课程。{words}\n\n2．培训教师。\n"
        path.write_text(text, encoding="utf-8")
    with_bodies, without = (
        json.loads(run("relate", path, files[1], "--format", "json").out) for path in paths
    )

    assert with_bodies["links"] == without["links"]
    assert with_bodies["coverage"] == without["coverage"]


def test_a_table_that_assigns_the_items_is_named(files, tmp_path, run):
    opinion = tmp_path / "opinion.md"
    table = TASKS.partition("\n\n")[2].partition("\n\n")[2]
    opinion.write_text(
        "# 示例市互联网意见\n\n1．建立投诉举报制度。\n\n2．保护个人信息。\n\n示例市人民政府\n\n2017年3月1日\n\n"
        f"附件\n\n任务分工表\n\n{table}",
        encoding="utf-8",
    )
    outcome = run("relate", opinion, files[1], "--format", "json")

    assert len(coverage(outcome)) == 2
    assert "the tables of tasks in 附件 are not read" in outcome.err


NATIONAL = (
    "中华人民共和国网络信息保护法\n\n（2020年6月1日第十三届全国人民代表大会常务委员会第九次会议通过）\n\n"
    "第一条　网络运营者应当建立投诉、举报制度，及时处理投诉。\n\n第二条　本法自2020年9月1日起施行。\n"
)
DRAFT = NATIONAL.replace("保护法", "安全法（征求意见稿）")


@pytest.fixture
def ranked(stored, run, tmp_path):
    for name, text in (("national", NATIONAL), ("draft", DRAFT)):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        assert run("add", path, "-q").code == 0


def test_the_national_texts_stand_first_and_are_counted_alone(ranked, run):
    found = json.loads(run("relate", TITLES[0], "--all", "--format", "json").out)
    tiers = {row["right"]: row["tier"] for row in found["tiers"]}
    names = [side["uri"] for side in found["right"]]

    assert [tiers[name] for name in names] == ["national", "local", "draft"]
    assert found["counted"] == names[:1]
    for form in ("terminal", "markdown", "html"):
        shown = run("relate", TITLES[0], "--all", "--format", form, "--lang", "en").out
        groups = ("National texts", "Texts of provinces and cities", "Drafts")
        assert all(group in shown for group in groups)
        assert "Counted is the first group alone (National texts: 1)" in shown
        assert "none found in the first group" in shown
        assert "none found in the documents (" not in shown


def test_a_rank_chooses_one_group_and_what_stands_alone_needs_no_group(ranked, run):
    for rank, title in (("national", "中华人民共和国网络信息保护法"), ("local", TITLES[1])):
        outcome = run("relate", TITLES[0], "--all", "--rank", rank, "--format", "json")
        found = json.loads(outcome.out)
        assert [side["title"] for side in found["right"]] == [title]
        assert [row["tier"] for row in found["tiers"]] == [rank]
        assert "counted" not in found
        shown = run("relate", TITLES[0], "--all", "--rank", rank, "--lang", "en").out
        assert "Counted is" not in shown


def test_what_only_a_local_text_covers_is_uncovered(ranked, run):
    whole, local = (
        coverage(run("relate", TITLES[0], "--all", "--only-uncovered", "--format", "json", *more))
        for more in ((), ("--rank", "local"))
    )

    assert set(local) < set(whole)


def test_a_text_that_a_person_names_is_counted_whatever_its_rank(ranked, run):
    outcome = run("relate", *TITLES, "中华人民共和国网络信息保护法", "--format", "json")
    found = json.loads(outcome.out)

    assert [row["tier"] for row in found["tiers"]] == ["local", "national"]
    assert "counted" not in found


def test_a_rank_that_nothing_has_is_an_error(stored, run):
    outcome = run("relate", TITLES[0], "--all", "--rank", "national")

    assert (outcome.code, one_line_on(outcome.err)) == (4, True)
    assert "national" in outcome.err


def test_a_work_that_a_measure_names_is_related_however_far(stored, run, tmp_path):
    inbox = tmp_path / "many"
    inbox.mkdir()
    titles = [f"示例市第{number}号渔港管理办法" for number in range(60)]
    for number, title in enumerate(titles):
        text = (
            f"{title}\n\n第一条　渔船进出渔港应当报告。\n\n第二条　本办法自2020年1月1日起施行。\n"
        )
        (inbox / f"{number:03}.txt").write_text(text, encoding="utf-8")
    assert run("import", inbox, "-q").code == 0
    left = tmp_path / "left.txt"
    body = "关于示例的意见\n\n（2017年3月1日）\n\n一、培养专门人才，修订《{}》。\n"
    for title in titles[::20]:
        left.write_text(body.format(title), encoding="utf-8")
        found = json.loads(run("relate", left, "--all", "--format", "json").out)
        assert title in {side["title"] for side in found["right"]}


def test_measures_are_rows_by_whose_names_a_script_judges(stored, run):
    said = run("relate", *TITLES, "--measures", "--format", "csv", "-q")
    rows = list(csv.DictReader(StringIO(said.out.removeprefix("\ufeff"), newline="")))
    row = next(row for row in rows if row["article"])
    name = f"{row['measure']}={row['article']}"

    judged = run("review", TITLES[0], row["right"], "--partly", name, "--by", "甲")
    after = run("relate", *TITLES, "--measures", "--format", "jsonl", "-q").out.splitlines()

    assert (said.code, judged.code) == (0, 0)
    now = [one for one in map(json.loads, after) if one["measure"] == row["measure"]]
    assert {(one["status"], one["reviewed"], one["reviewer"]) for one in now} == {
        ("partly", True, "甲")
    }
    assert [one["article"] for one in now] == [row["article"]]


def test_each_measure_has_a_row_though_nothing_answers_it(files, run):
    rows = [
        json.loads(line)
        for line in run("relate", *files, "--measures", "--format", "jsonl", "-q").out.splitlines()
    ]
    relation = policydiff.relate(policydiff.load(files[0]), [policydiff.load(files[1])])

    assert rows == list(policydiff.rows(policydiff.MeasuresView(relation=relation)))
    assert {(row["left"], row["span_begin"]) for row in rows} == {
        (one.left, one.span[0]) for one in relation.measures
    }
    assert all(row["article"] is None for row in rows if row["status"] == "none")


def test_links_are_rows(files, run):
    outcome = run("relate", *files, "--format", "jsonl", "-q")
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    relation = policydiff.relate(policydiff.load(files[0]), [policydiff.load(files[1])])

    assert [(row["left"], row["article"], row["score"]) for row in rows] == [
        (link.left.eid, link.right.eid, link.score) for link in relation.links
    ]
    texts = {node.eid: node.text for node in policydiff.load(files[1]).articles}
    assert all(row["article_text"] == texts[row["article"]] for row in rows)


def test_a_notebook_shows_measures_or_links(files):
    left, right = map(policydiff.load, files)

    measures = policydiff.relate(left, [right])._repr_html_()
    links = policydiff.relate(right, [right])._repr_html_()

    assert "<th>measure</th>" in measures
    assert "<th>score</th>" in links
    assert right.articles[0].text in links
    assert "<script" not in measures + links
