"""link: what a person says of a work's lineage is stored, checked, and holds."""

from __future__ import annotations

import json
import subprocess

import pytest
from running_cli import one_line_on

NAME = "示例省图书借阅条例"


def kinds(run, place: str) -> list[list[str]]:
    told = json.loads(run("history", f"{NAME}#{place}", "--format", "json").out)
    return [
        [f"{clause['eid']} {clause['kind']}" for clause in version["clauses"]]
        for version in told["versions"]
    ]


def test_a_link_holds_until_it_is_forgotten(two, run):
    before = kinds(run, "第二条")
    assert before == [["art_2 first"], ["art_2 reworded"]]

    assert (
        run("link", NAME, "2019-03-01#第一条", "2023-06-02#第二条").out
        == "2019-03-01#art_1 2023-06-02#art_2 linked\n"
    )
    assert kinds(run, "第二条") == [["art_1 first"], ["art_2 reworded"]]
    assert run("fsck").code == 0
    (path,) = two.glob("works/**/lineage.toml")
    assert (
        path.read_text(encoding="utf-8")
        == '[[link]]\nleft = "2019-03-01#art_1"\nright = "2023-06-02#art_2"\n'
    )

    assert run("link", NAME, "2019-03-01#第一条", "2023-06-02#第二条").out.endswith(" unchanged\n")
    assert run("link", NAME, "2019-03-01#第一条", "2023-06-02#第二条", "--forget").code == 0
    assert kinds(run, "第二条") == before
    assert not path.exists()


def test_a_link_is_evidence_in_diff_in_both_directions(two, run):
    run("link", NAME, "2019-03-01#第一条", "2023-06-02#第二条")

    for left, right, pair in (
        ("2019-03-01", "2023-06-02", ("art_1", "art_2")),
        ("2023-06-02", "2019-03-01", ("art_2", "art_1")),
    ):
        told = json.loads(run("diff", f"{NAME}@{left}", f"{NAME}@{right}", "--format", "json").out)
        pinned = [
            (m["left"][0]["eid"], m["right"][0]["eid"])
            for m in told["matches"]
            if m["reason"] == "pinned"
        ]
        assert pinned == [pair]


def test_a_break_parts_what_was_taken_for_one(two, run):
    assert run("link", NAME, "2019-03-01#第三条", "2023-06-02#第三条", "--break").code == 0

    assert kinds(run, "第三条") == [[], ["art_3 added"]]


def test_two_links_from_one_clause_are_a_split(two, run):
    run("link", NAME, "2019-03-01#第二条", "2023-06-02#第一条")
    run("link", NAME, "2019-03-01#第二条", "2023-06-02#第二条")

    assert kinds(run, "第二条") == [["art_2 first"], ["art_2 split"]]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("2023-06-02#第一条", "2019-03-01#第一条"), 2),
        (("2019-03-01", "2023-06-02#第一条"), 2),
        (("2019-03-01#第九条", "2023-06-02#第一条"), 4),
        (("2019-03-01#第一章", "2023-06-02#第一条"), 2),
        (("2018-01-01#第一条", "2023-06-02#第一条"), 4),
    ],
)
def test_trouble_is_one_line_and_stores_nothing(two, run, arguments, code):
    done = run("link", NAME, *arguments)

    assert done.code == code
    assert one_line_on(done.err)
    assert list(two.glob("works/**/lineage.toml")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[link]]\nleft = 3\n", "lineage.toml"),
        ("[[link]]\nleft = '2019-03-01#art_9'\nright = '2023-06-02#art_1'\n", "2019-03-01#art_9"),
    ],
)
def test_fsck_tells_of_a_damaged_file(two, run, text, told):
    run("link", NAME, "2019-03-01#第一条", "2023-06-02#第二条")
    (path,) = two.glob("works/**/lineage.toml")
    path.write_text(text, encoding="utf-8")
    identity = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *identity, "commit", "-qam", "edit"], cwd=two, check=True)

    done = run("fsck")

    assert done.code == 5
    assert told in done.out + done.err


@pytest.fixture
def parted(two, texts, run):
    """A version between the two that were linked."""
    run("link", NAME, "2019-03-01#第一条", "2023-06-02#第二条")
    run("link", NAME, "2019-03-01#第三条", "2023-06-02#第三条", "--break")
    text = (
        (texts / "old.txt")
        .read_text(encoding="utf-8")
        .replace("2019年3月1日", "2021年4月5日")
        .replace("五册", "六册")
    )
    (texts / "middle.txt").write_text(text, encoding="utf-8")
    assert run("add", texts / "middle.txt", "-q").code == 0
    return two


def test_a_link_holds_when_a_version_is_added_between(parted, run):
    assert kinds(run, "第二条") == [["art_1 first"], ["art_1 unchanged"], ["art_2 reworded"]]


def test_links_hold_where_three_versions_are_compared_and_in_reports(parted, run, tmp_path):
    days = ("2019-03-01", "2021-04-05", "2023-06-02")
    told = json.loads(run("diff", *(f"{NAME}@{day}" for day in days), "--format", "json").out)
    assert run("report", NAME, "-o", tmp_path / "out", "--format", "json").code == 0
    report = json.loads(
        next((tmp_path / "out").glob("*2023-06-02.json")).read_text(encoding="utf-8")
    )

    for comparison in (told["comparisons"][1], report):
        pinned = [
            (m["left"][0]["eid"], m["right"][0]["eid"])
            for m in comparison["matches"]
            if m["reason"] == "pinned"
        ]
        assert pinned == [("art_1", "art_2")]


def test_the_list_tells_what_is_said_and_what_is_not_used(parted, run):
    (path,) = parted.glob("works/**/lineage.toml")
    path.write_text(
        path.read_text(encoding="utf-8").replace("2019-03-01#art_3", "2018-01-01#art_3"),
        encoding="utf-8",
    )
    identity = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *identity, "commit", "-qam", "edit"], cwd=parted, check=True)
    remark = "the break of 2018-01-01#art_3 and 2023-06-02#art_3 is not used: no version of 2018-01-01 is stored"

    assert run("link", NAME).out.splitlines() == [
        "2021-04-05#第一条  2023-06-02#第二条  linked by hand",
        "2018-01-01#art_3  2023-06-02#第三条  apart",
        f"unused  {remark}",
    ]
    assert run("link", NAME, "--list", "--lang", "zh").out.splitlines()[0].endswith("人工指定")
    assert run("history", f"{NAME}#第一条").err == f"{remark}\n"
    assert run("blame", NAME).err == f"{remark}\n"
    assert run("link", NAME, "2018-01-01#art_3", "2023-06-02#art_3", "--forget").out.endswith(
        "forgotten\n"
    )
    assert run("history", f"{NAME}#第一条").err == ""


@pytest.mark.parametrize(
    "arguments",
    [("2019-03-01#第一条",), ("--forget",), ("2019-03-01#第一条", "2023-06-02#第一条", "--list")],
)
def test_two_clauses_or_none(two, run, arguments):
    assert run("link", NAME, *arguments).code == 2


@pytest.fixture
def replaced(laws, texts, run):
    """Another regulation, which says nothing of the first."""
    text = (
        (texts / "new.txt")
        .read_text(encoding="utf-8")
        .replace("示例省图书借阅条例", "示例省图书馆条例")
    )
    (texts / "other.txt").write_text(text, encoding="utf-8")
    assert run("add", texts / "other.txt", "-q").code == 0
    return laws


def test_a_work_replaces_another(replaced, run):
    assert (
        run("link", "示例省图书馆条例", "--replaces", NAME).out
        == f"示例省图书馆条例 replaces {NAME} stored\n"
    )
    assert run("link", "示例省图书馆条例", "--replaces", NAME).out.endswith("unchanged\n")

    assert run("link", NAME).out == f"{NAME}  replaced by  示例省图书馆条例  by hand\n"
    assert run("link", "示例省图书馆条例", "--list", "--lang", "zh").out.startswith(
        "示例省图书馆条例  取代  "
    )
    out = run("history", f"{NAME}#第二条").out
    assert "《示例省图书馆条例》adopted 2023 (2023-06-02)" in out
    assert f"took the place of 《{NAME}》" in "".join(out.split("\n"))
    shown = run("show", f"{NAME}@@2024-01-01#第一条")
    assert shown.code == 4
    assert "示例省图书馆条例 took its place on 2023-09-01; ask for 示例省图书馆条例@@" in shown.err
    assert run("fsck").code == 0
    assert run("link", "示例省图书馆条例", "--replaces", NAME, "--forget").out.endswith(
        "forgotten\n"
    )
    assert run("link", NAME).out == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((NAME, "--replaces", NAME), 2),
        ((NAME, "--replaces", "没有这部法"), 4),
        ((NAME, "--replaces", "示例省图书馆条例", "--break"), 2),
        ((NAME, "2019-03-01#第一条", "--replaces", "示例省图书馆条例"), 2),
    ],
)
def test_trouble_with_replaces_is_one_line(replaced, run, arguments, code):
    done = run("link", *arguments)

    assert done.code == code
    assert one_line_on(done.err)


WHOLE = "果农应当在每年春季按照技术规范修剪果树，并清理枯枝落叶。"
WATER = "县级人民政府应当建立果园灌溉设施的维护制度，保障灌溉用水。"
ORCHARD = "示例省果园条例"


def orchard(day: str, *articles: str) -> str:
    texts = ("为了保护果园，制定本条例。", *articles, "本条例自公布之日起施行。")
    numbered = "\n".join(f"第{'一二三四'[place]}条　{text}" for place, text in enumerate(texts))
    return f"{ORCHARD}\n（{day}示例省第十届人民代表大会常务委员会第五次会议通过）\n{numbered}\n"


@pytest.fixture(params=["split", "merged"])
def divided(laws, texts, run, request):
    """第二条 split into 第二条 and 第三条, or the two merged; the arguments of a link of the part
    that is not the first.
    """
    versions = [("2019年3月1日", (WHOLE + WATER,)), ("2023年6月2日", (WHOLE, WATER))]
    bodies = [articles for _, articles in versions][:: 1 if request.param == "split" else -1]
    for name, (day, _), articles in zip(("a.txt", "b.txt"), versions, bodies, strict=True):
        (texts / name).write_text(orchard(day, *articles), encoding="utf-8")
        assert run("add", texts / name, "-q").code == 0
    left, right = ("第二条", "第三条") if request.param == "split" else ("第三条", "第二条")
    return request.param, (f"2019-03-01#{left}", f"2023-06-02#{right}")


def told_of(run, *arguments: str):
    return json.loads(run(*arguments, "--format", "json").out)


def test_a_link_of_one_part_of_a_split_or_join_keeps_the_other(divided, run):
    kind, places = divided
    questions = [("history", f"{ORCHARD}#第二条"), ("blame", ORCHARD)]
    before = [told_of(run, *question) for question in questions]

    assert run("link", ORCHARD, *places).code == 0

    assert run("link", ORCHARD).out == f"{'  '.join(places)}  linked by hand\n"
    assert [told_of(run, *question) for question in questions][1] == before[1]
    after = told_of(run, *questions[0])
    assert [[clause["kind"] for clause in version["clauses"]] for version in after["versions"]] == [
        [clause["kind"] for clause in version["clauses"]] for version in before[0]["versions"]
    ]
    compared = told_of(run, "diff", f"{ORCHARD}@2019-03-01", f"{ORCHARD}@2023-06-02")
    (match,) = [
        one
        for one in compared["matches"]
        if one["kind"] == kind and one["links"] and "__" not in one["links"][0][0]
    ]
    assert len(match["links"]) == 2
    assert match["pinned"] == [["art_2", "art_3"] if kind == "split" else ["art_3", "art_2"]]
    assert run("fsck").code == 0


def test_a_break_of_the_other_part_parts_it(divided, run):
    kind, places = divided
    run("link", ORCHARD, *places)
    run("link", ORCHARD, "2019-03-01#第二条", "2023-06-02#第二条", "--break")

    compared = told_of(run, "diff", f"{ORCHARD}@2019-03-01", f"{ORCHARD}@2023-06-02")

    assert kind not in [one["kind"] for one in compared["matches"]]
    assert {one["reason"] for one in compared["matches"]} >= {"pinned"}


def test_a_file_of_pairings_links_one_part_and_keeps_the_other(divided, run, texts, tmp_path):
    kind, places = divided
    left, right = (place.partition("#")[2] for place in places)
    (tmp_path / "pairs.toml").write_text(
        f'[[link]]\nleft = "{left}"\nright = "{right}"\n', encoding="utf-8"
    )
    options = (texts / "a.txt", texts / "b.txt", "--pairs", tmp_path / "pairs.toml", "-q")

    compared = told_of(run, "diff", *options)

    assert [
        one["pinned"] for one in compared["matches"] if one["kind"] == kind and "pinned" in one
    ] == [[["art_2", "art_3"] if kind == "split" else ["art_3", "art_2"]]]
    assert "paired in part by hand" in run("diff", *options, "--format", "markdown").out


def test_the_pairings_of_two_links_are_written_so_that_they_change_nothing(divided, run, tmp_path):
    kind, places = divided
    run("link", ORCHARD, *places)
    run("link", ORCHARD, "2019-03-01#第二条", "2023-06-02#第二条")
    versions = f"{ORCHARD}@2019-03-01", f"{ORCHARD}@2023-06-02"
    assert run("pairs", *versions, "-o", tmp_path / "pairs.toml").code == 0

    written = (tmp_path / "pairs.toml").read_text(encoding="utf-8")
    again = told_of(run, "diff", *versions, "--pairs", tmp_path / "pairs.toml")

    assert f"\n[[{'split' if kind == 'split' else 'join'}]]\n" in written
    assert again["matches"] == told_of(run, "diff", *versions)["matches"]
