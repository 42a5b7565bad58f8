"""The version in force on a day, by its own text or by the stored decision that led to it. All
texts are invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from ferry_law import DECISION, FIRST, ORDER, SECOND, TITLE
from ready_repositories import new_repository

import policydiff
from policydiff.formats import terminal
from policydiff.model.reports import ReportOptions
from policydiff.store.records.versions import NotInForceError
from policydiff.store.repository import Repository
from policydiff.tracing.actions.history import history
from policydiff.works.life import EndedError
from policydiff.works.lineage import in_force
from policydiff.works.session import Session
from policydiff.works.show import candidates, in_force_to_dict, presumed, redline_of, show


def add(repository: Repository, *texts: str) -> Repository:
    for text in texts:
        repository.add(policydiff.load(text.encode(), name="law.txt"), text.encode(), "law.txt")
    return repository


@pytest.fixture
def laws(tmp_path: Path) -> Repository:
    return new_repository(tmp_path / "laws")


def chosen(repository: Repository, day: str) -> tuple[str | None, tuple[str, ...]]:
    found = in_force(repository, repository.find(TITLE), day)
    return found.date, found.notes


@pytest.mark.parametrize(
    ("day", "version", "notes"),
    [
        ("2020-01-01", "2016-03-01", ()),
        ("2025-12-31", "2016-03-01", ()),
        ("2026-01-01", "2025-03-01", (f"it came into force on 2026-01-01, as {DECISION} says",)),
    ],
)
def test_the_stored_decision_tells_from_when_on_the_amended_version_applies(
    laws, day, version, notes
):
    assert chosen(add(laws, FIRST, SECOND, ORDER), day) == (version, notes)


def test_without_the_decision_it_is_unknown(laws):
    silent = ("the version of 2025-03-01 is later, but when it came into force is unknown",)

    assert chosen(add(laws, FIRST, SECOND), "2026-02-01") == ("2016-03-01", silent)


def test_a_decision_that_tells_no_day_changes_nothing(laws):
    undated = ORDER.replace("本决定自2026年1月1日起施行。\n", "")
    date, notes = chosen(add(laws, FIRST, SECOND, undated), "2026-02-01")

    assert (date, len(notes)) == ("2016-03-01", 1)


def test_a_name_with_a_day_finds_it_and_says_so(laws):
    found, shown = show(
        f"{TITLE}@@2026-01-01#第一条", Session(repository=add(laws, FIRST, SECOND, ORDER).root)
    )

    assert "两次" in shown.text
    assert found.notes[0] == f"by the stored texts, in force on 2026-01-01: {TITLE}@2025-03-01"
    assert DECISION in found.notes[1]


@pytest.mark.parametrize(
    ("texts", "day", "why"),
    [
        ((FIRST,), "2016-04-01", "2016-03-01 not before 2016-05-01"),
        ((FIRST, SECOND), "2016-04-01", "2016-03-01 not before 2016-05-01"),
        (
            (FIRST.replace("第三条　本条例自2016年5月1日起施行。\n", ""),),
            "2010-01-01",
            "the oldest is of 2016-03-01",
        ),
    ],
)
def test_why_none_was_in_force(laws, texts, day, why):
    with pytest.raises(NotInForceError, match=f"in force on {day}: {why}; ask for WORK@DATE"):
        chosen(add(laws, *texts), day)


UNDATED = FIRST.replace("第三条　本条例自2016年5月1日起施行。\n", "")


def test_the_only_text_published_by_then_is_not_refused(laws):
    told = ("when the version of 2016-03-01 came into force is unknown",)

    assert chosen(add(laws, UNDATED), "2020-01-01") == ("2016-03-01", told)


def later(day: str, times: str) -> str:
    """The text as amended again on a day, which it does not call that of its entry into force."""
    year, month, date = map(int, day.split("-"))
    when = f"{year}年{month}月{date}日示例省人民代表大会常务委员会"
    return UNDATED.replace(
        "通过）", f"通过　根据{when}《关于修改〈{TITLE}〉的决定》修正）"
    ).replace("一次", times)


@pytest.mark.parametrize(
    ("day", "version", "others"),
    [
        ("2017-01-01", "2016-03-01", []),
        ("2018-03-02", "2016-03-01", ["2018-03-01"]),
        ("2025-04-01", "2018-03-01", ["2025-03-01"]),
        ("2019-04-01", "2016-03-01", ["2018-03-01"]),
        (
            "2025-12-01",
            "2018-03-01",
            ["2025-03-01", "2025-11-01"],
        ),  # the text of March may still be waiting for its day
    ],
)
def test_the_newest_text_of_unknown_day_and_the_one_before_it_are_candidates(
    laws, day, version, others
):
    add(
        laws,
        FIRST,
        later("2018-03-01", "两次"),
        later("2025-03-01", "三次"),
        later("2025-11-01", "四次"),
    )
    found = in_force(laws, laws.find(TITLE), day)

    assert (found.date, [other.date for other in found.others]) == (version, others)


def test_a_provision_that_all_candidates_have_is_certain(laws):
    resolved, shown = show(
        f"{TITLE}@@2025-06-01#第二条", Session(repository=add(laws, FIRST, SECOND).root)
    )
    texts = candidates(resolved, shown)

    assert [text.document.version_date for text in texts] == ["2016-03-01", "2025-03-01"]
    assert not presumed(texts)
    assert in_force_to_dict(resolved, texts) == {"presumed": False}


def test_a_provision_that_differs_is_presumed(laws):
    resolved, shown = show(
        f"{TITLE}@@2025-06-01#第一条", Session(repository=add(laws, FIRST, SECOND).root)
    )
    texts = candidates(resolved, shown)
    edits = redline_of(*texts)

    assert presumed(texts)
    assert [edit.text for edit in edits if edit.op != "equal"] == ["一次", "两次"]
    assert [text["date"] for text in in_force_to_dict(resolved, texts)["candidates"]] == [
        "2016-03-01",
        "2025-03-01",
    ]


def test_a_provision_that_one_candidate_lacks_is_presumed(laws):
    shorter = SECOND.replace("第三条　本条例自2016年5月1日起施行。\n", "")
    resolved, shown = show(
        f"{TITLE}@@2025-06-01#第三条", Session(repository=add(laws, FIRST, shorter).root)
    )
    texts = candidates(resolved, shown)

    assert presumed(texts)
    assert in_force_to_dict(resolved, texts)["candidates"][1] == {
        "date": "2025-03-01",
        "text": None,
    }


def test_a_day_that_leaves_no_choice_is_not_presumed(laws):
    resolved, shown = show(
        f"{TITLE}@@2020-01-01#第一条", Session(repository=add(laws, FIRST, SECOND).root)
    )

    assert candidates(resolved, shown) == ()


REPEAL = (
    "示例省人民代表大会常务委员会关于废止《示例省桥梁条例》和《示例省渡口条例》的决定\n"
    "（2020年3月1日示例省人民代表大会常务委员会通过）\n会议决定废止《示例省桥梁条例》和《示例省渡口条例》。\n本决定自2020年4月1日起施行。\n"
)


def test_after_a_repeal_the_answer_is_its_day(laws):
    add(laws, FIRST, REPEAL)

    assert (
        "每年检修一次" in show(f"{TITLE}@@2020-03-31#第一条", Session(repository=laws.root))[1].text
    )
    with pytest.raises(
        EndedError,
        match=r"示例省渡口条例 was no longer in force on 2020-04-01: repealed on 2020-04-01 by ",
    ) as refused:
        show(f"{TITLE}@@2020-04-01#第一条", Session(repository=laws.root))
    assert refused.value.exit_code == 4


def test_a_decision_that_repeals_another_work_changes_nothing(laws):
    add(laws, FIRST, REPEAL.replace("《示例省渡口条例》", "《示例省渡口管理条例》"))
    add(laws, REPEAL.replace("废止《示例省桥梁条例》和", "废止《示例省渡船条例》、修改"))

    assert (
        show(f"{TITLE}@@2024-01-01#第一条", Session(repository=laws.root))[0].document.version_date
        == "2016-03-01"
    )


def test_a_text_issued_anew_after_a_repeal_is_in_force(laws):
    add(
        laws,
        FIRST,
        REPEAL,
        FIRST.replace("2016年3月1日", "2022年3月1日").replace("2016年5月1日", "2022年5月1日"),
    )

    assert (
        show(f"{TITLE}@@2024-01-01#第一条", Session(repository=laws.root))[0].document.version_date
        == "2022-03-01"
    )


def test_history_tells_the_day_of_the_decision(laws):
    found = history(f"{TITLE}#第一条", Session(repository=add(laws, FIRST, SECOND, ORDER).root))
    shown = terminal.render(found, ReportOptions(language="zh", width=200)).decode()

    assert found.to_dict()["versions"][1]["decision"]["in_force"] == "2026-01-01"
    assert "2026年1月1日起施行" in shown
