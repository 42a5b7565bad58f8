"""One fact has one source: all commands tell the same day of force with the same ground. All texts
are invented.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import policydiff
from policydiff.library.actions.set_facts import set_facts
from policydiff.relating.engine.instruments.catalogue import CatalogueEntry, CatalogueEvent
from policydiff.store.repository import Repository
from policydiff.tracing.actions.history import trace
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.session import Session

PLACE = "示例省人民代表大会常务委员会"
ARTICLES = "第一条　{name}由船主养护，每年检修一次。\n第二条　学生免收船钱。\n"
SINCE = "第三条　本条例自{day}起施行。\n"


def first(name: str, closing: str = SINCE.format(day="2016年5月1日")) -> str:
    return f"示例省{name}条例\n（2016年3月1日{PLACE}通过）\n" + ARTICLES.format(name=name) + closing


def second(name: str, head: str) -> str:
    return first(name).replace("通过）", f"通过　{head}）").replace("一次", "两次")


AMENDED = f"根据2025年3月1日{PLACE}《关于修改〈示例省{{name}}条例〉的决定》修正"
REVISED = f"2025年3月1日{PLACE}修订"
DECISION = (
    f"{PLACE}关于修改《示例省渡口条例》的决定\n（2025年3月1日{PLACE}通过）\n会议决定对《示例省渡口条例》作如下修改：\n"
    "将第一条中的“一次”修改为“两次”。\n本决定自2026年1月1日起施行。\n《示例省渡口条例》根据本决定作相应修改，重新公布。\n"
)
ORDER = "示例省人民政府令\n第12号\n《示例省码头条例》已经2025年3月1日省人民政府第3次常务会议修订通过，现予公布，自2025年6月1日起施行。\n省长　张三\n2025年3月8日\n"
CARRIED = "示例省人民政府令\n第9号\n《示例省船闸条例》已经2025年3月1日省人民政府第2次常务会议通过，现予公布，自2025年7月1日起施行。\n省长　张三\n2025年3月8日\n"

OF_THE_CATALOGUE = (
    "中华人民共和国公司法\n（1993年12月29日第八届全国人民代表大会常务委员会第五次会议通过　{head}）\n"
    "第一条　渡口公司由船主设立，每年检修一次。\n第二条　{rule}\n"
)
"""A law of which the shipped catalogue has the versions; the articles are invented."""
AMENDING = "根据{day}全国人民代表大会常务委员会《关于修改〈中华人民共和国公司法〉的决定》修正"

KNOWN: dict[str, tuple[str | None, str | None]] = {
    "示例省渡口条例": ("2026-01-01", "decision"),
    "示例省码头条例": ("2025-06-01", "order"),
    "示例省栈桥条例": ("2025-09-01", "user"),
    "示例省浮桥条例": (None, None),
    "示例省航标条例": ("2016-05-01", "text"),
    "示例省船闸条例": ("2025-07-01", "order"),
    "中华人民共和国公司法": ("2018-10-26", "catalogue"),
}
"""Each work, the day from which on its newest version applies, and by what that is known."""

WORDS = {
    "decision": "修改决定",
    "order": "公布令",
    "user": "人工设定",
    "text": "本文",
    "catalogue": "随附目录",
}


def company_law(day: str, rule: str) -> str:
    return OF_THE_CATALOGUE.format(head=AMENDING.format(day=day), rule=rule)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a work for each ground."""
    store = Repository.init(tmp_path_factory.mktemp("built") / "laws")
    carried = (
        CARRIED + f"示例省船闸条例\n（2025年3月1日{PLACE}通过）\n" + ARTICLES.format(name="船闸")
    )
    heads = {name: AMENDED.format(name=name) for name in ("渡口", "栈桥", "浮桥")} | {
        "码头": REVISED
    }
    texts = [text for name, head in heads.items() for text in (first(name), second(name, head))]
    laws = [
        company_law("2013年12月28日", "学生免收船钱。"),
        company_law("2018年10月26日", "船钱一律免收。"),
    ]
    for text in (*texts, *laws, DECISION, ORDER, first("航标"), carried):
        store.add(policydiff.load(text.encode(), name="text.txt"), text.encode(), "text.txt")
    set_facts("示例省栈桥条例", Session(repository=store.root), in_force="2025-09-01")
    for work in KNOWN:
        trace(work, Session(repository=store.root))  # as `add` does, so that no test compares anew
    return store.root


@pytest.fixture
def six(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it; the current folder."""
    folder = tmp_path / "laws"
    shutil.copytree(built, folder)
    monkeypatch.setenv("POLICYDIFF_LANG", "zh")
    monkeypatch.chdir(folder)
    return folder


def told(value: dict[str, Any]) -> tuple[str | None, str | None]:
    """The day of force of a version or a document in JSON, and its ground."""
    day = value["in_force"] if "in_force" in value else value["dates"].get("in_force")
    return day, value["in_force_ground"]


def in_json(run, work: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each command says in JSON of the newest version of a work."""

    def read(*arguments: object) -> dict[str, Any]:
        outcome = run(*arguments, "--format", "json")
        assert outcome.code == 0, outcome.err
        found: dict[str, Any] = json.loads(outcome.out)
        return found

    yield "log", read("log", work)["versions"][0]
    yield "list", next(one for one in read("list")["works"] if one["title"] == work)["versions"][-1]
    yield "show", read("show", work)
    yield "history", read("history", f"{work}#第一条")["versions"][-1]
    yield "blame", read("blame", work)["versions"][-1]
    yield "diff", read("diff", "示例省航标条例", work)["right"]
    yield "many", read("diff", "示例省航标条例", "示例省浮桥条例", work)["comparisons"][-1]["right"]


@pytest.mark.parametrize("work", KNOWN)
def test_all_say_the_same_in_json(six, run, work):
    said = {name: told(value) for name, value in in_json(run, work)}

    assert said == dict.fromkeys(said, KNOWN[work])
    assert len(said) == 7


@pytest.mark.parametrize("work", [work for work, (day, _) in KNOWN.items() if day is not None])
def test_a_day_asked_for_is_answered_by_it(six, run, work):
    day, ground = KNOWN[work]
    found = run("show", f"{work}@@{day}", "--format", "json")

    assert told(json.loads(found.out)) == (day, ground)
    assert "presumed" not in found.out or json.loads(found.out)["presumed"] is False


def in_text(run, six: Path, work: str) -> Iterator[tuple[str, str]]:
    """What each command says to a person of the newest version of a work; only the part that is
    about it.
    """
    yield "log", run("log", work).out.split("\n")[1]
    yield "list", next(line for line in run("list").out.split("\n") if line.startswith(f"{work}\t"))
    yield "history", run("history", f"{work}#第一条").out
    yield (
        "diff",
        next(
            line
            for line in run("diff", "示例省航标条例", work).out.split("\n")
            if line.startswith(f"《{work}》")
        ),
    )
    many = six / "many.md"
    assert run("diff", "示例省航标条例", "示例省浮桥条例", work, "-o", many).code == 0
    yield "many", many.read_text().split("\n- **")[3].split("\n")[0]
    for form in ("html", "markdown"):
        assert (
            run("diff", "示例省航标条例", work, "-o", six / f"report.{form}", "--format", form).code
            == 0
        )
    yield (
        "html",
        (six / "report.html").read_text().split('class="versions"')[1].split("</section>")[1],
    )
    yield (
        "markdown",
        next(
            line
            for line in (six / "report.markdown").read_text().split("\n")
            if line.startswith(f"- **《{work}》")
        ),
    )


@pytest.mark.parametrize("work", [work for work in KNOWN if work != "示例省航标条例"])
def test_all_say_the_same_in_words(six, run, work):
    day, ground = KNOWN[work]
    for name, line in in_text(run, six, work):
        if day is None:
            assert "施行" not in line or name == "history", (name, line)
            continue
        year, month, date = map(int, day.split("-"))
        listed = name in ("log", "list")
        assert (f"{day} {WORDS[ground]}" if listed else f"{year}年{month}月{date}日") in line, (
            name,
            line,
        )
        assert listed or f"（{WORDS[ground]}）" in line, (name, line)


def test_the_text_itself_is_no_ground_that_a_report_names(six, run):
    line = next(
        line for line in run("log", "示例省航标条例").out.split("\n") if "2016-03-01" in line
    )

    assert "2016-05-01 本文" in line
    assert "（本文）" not in run("diff", "示例省渡口条例", "示例省航标条例").out


def test_what_is_unknown_is_said_to_be(six, run):
    assert run("log", "示例省浮桥条例").out.split("\n")[1].split("\t")[3] == "-"


def test_the_index_of_reports_and_the_timeline_tell_it_too(six, run):
    assert run("report", "示例省渡口条例", "-o", six / "reports").code == 0
    version = json.loads((six / "reports" / "index.json").read_text())["works"][0]["versions"][-1]

    assert told(version) == ("2026-01-01", "decision")
    assert "2026年1月1日起施行（修改决定）" in (six / "reports" / "index.html").read_text()

    assert run("timeline").code == 0
    told_by_git = subprocess.run(
        ["git", "log", "--format=%B", "timeline"], check=True, capture_output=True, cwd=six
    ).stdout.decode()
    assert "In-Force: 2026-01-01" in told_by_git


def test_what_another_act_tells_is_not_stored_as_the_text(six, run):
    assert "2026-01-01" not in run("show", "示例省渡口条例", "--format", "xml").out
    assert run("set", "示例省渡口条例", "--authority", PLACE).code == 0
    assert "2026-01-01" not in run("show", "示例省渡口条例", "--format", "xml").out
    assert run("fsck").code == 0


def test_a_day_that_a_person_sets_is_theirs_and_can_be_taken_back(six, run):
    assert run("set", "示例省渡口条例", "--in-force", "2026-02-01").code == 0
    assert told(
        json.loads(run("log", "示例省渡口条例", "--format", "json").out)["versions"][0]
    ) == ("2026-02-01", "user")

    assert run("undo").code == 0
    assert told(
        json.loads(run("log", "示例省渡口条例", "--format", "json").out)["versions"][0]
    ) == ("2026-01-01", "decision")


def test_a_day_before_the_version_of_the_catalogue_is_certain(six, run):
    shown = run("show", "公司法@@2018-10-25", "--format", "json")
    document = json.loads(shown.out)

    assert shown.code == 0
    assert told(document) == ("2014-03-01", "catalogue")
    assert (document["version_date"], document["presumed"]) == ("2013-12-28", False)


def test_a_day_of_the_catalogue_is_said_with_its_act(six, run):
    notes = run("show", "公司法@@2018-10-25").err

    assert "据随附目录，自 2014-03-01 起施行（《关于修改〈" in notes


def test_a_version_of_the_catalogue_that_is_not_stored_is_missed(six, run):
    shown = run("show", "公司法@@2024-07-01", "--format", "json")

    assert shown.code == 6
    assert json.loads(shown.out)["presumed"] is True
    assert "2023-12-29" in shown.err
    assert "库中没有" in shown.err
    clause = run("show", "公司法@@2024-07-01#第二条", "--format", "json")
    assert (clause.code, json.loads(clause.out)["presumed"]) == (6, True)
    assert run("history", "公司法@@2024-07-01#第二条").code == 6
    assert run("show", "公司法@@2024-06-30").code == 0


def test_a_day_that_a_person_sets_wins_over_the_catalogue_and_is_noted(six, run):
    assert run("set", "公司法@2013-12-28", "--in-force", "2014-05-01").code == 0
    notes = run("show", "公司法@@2018-10-25").err

    assert "随附目录所载施行日期为 2014-03-01" in notes
    assert run("show", "公司法@2013-12-28").err.count("随附目录") == 2


def test_a_law_with_other_days_is_not_of_the_catalogue(tmp_path):
    store = Repository.init(tmp_path / "laws")
    text = company_law("2017年1月2日", "学生免收船钱。")
    store.add(policydiff.load(text.encode(), name="text.txt"), text.encode(), "text.txt")
    work = store.find("公司法")
    days = DaysOfForce(store)

    assert days.document(work, work.versions[0]).dates.in_force is None
    assert days.remarks(work, work.versions[0], store.load(work.versions[0])) == ()


def test_a_draft_is_no_version_of_the_catalogue(tmp_path):
    store = Repository.init(tmp_path / "laws")
    text = company_law("2013年12月28日", "学生免收船钱。").replace("公司法\n", "公司法（草案）\n")
    store.add(policydiff.load(text.encode(), name="text.txt"), text.encode(), "text.txt")
    (work,) = store.works()

    assert work.stage is not None
    assert DaysOfForce(store).document(work, work.versions[0]).dates.in_force is None


def test_another_catalogue_can_be_given(tmp_path):
    store = Repository.init(tmp_path / "laws")
    text = "示例浮桥法\n（2016年3月1日第八届全国人民代表大会常务委员会第五次会议通过）\n" + ARTICLES
    store.add(policydiff.load(text.encode(), name="text.txt"), text.encode(), "text.txt")
    (work,) = store.works()
    entry = CatalogueEntry(
        title="示例浮桥法",
        kind="law",
        status="in force",
        sources=("示例公报",),
        adopted="2016-03-01",
        in_force="2016-07-01",
        events=(CatalogueEvent(date="2016-03-01", what="enacted", source="示例公报"),),
    )
    known = DaysOfForce(store, {"示例浮桥法": entry}.get).document(work, work.versions[0])

    assert (known.dates.in_force, known.in_force_ground) == ("2016-07-01", "catalogue")
    assert DaysOfForce(store).document(work, work.versions[0]).dates.in_force is None
