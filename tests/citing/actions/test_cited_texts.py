"""The version that a citation means, by the rule of WORK@@DATE; and amending decisions, which speak
of what they amend. All texts are invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from ferry_law import DECISION, FIRST, ORDER, SECOND, TITLE
from ready_repositories import new_repository

import policydiff
from policydiff.citing.actions.cites import Question, cites
from policydiff.model.cited import Citations, CrossCitation
from policydiff.store.repository import Repository
from policydiff.works.lineage import in_force
from policydiff.works.session import Session

THIRD = SECOND.replace(
    "修正）",
    f"第一次修正　根据2027年3月1日示例省人民代表大会常务委员会《关于修改〈{TITLE}〉的决定》第二次修正）",
).replace("村公所", "乡公所")
ORDER_ALONE = f"示例省人民代表大会常务委员会关于加强渡口安全的决定\n（2017年1月1日示例省人民代表大会常务委员会通过）\n一、渡口依照《{TITLE}》第一条的规定检修。\n二、村公所应当巡查渡口。\n"


def rules(day: str, cited: str = "第一条、第二条") -> str:
    """A text of a day that cites the law."""
    year, month, date = map(int, day.split("-"))
    return f"示例省码头规定\n（{year}年{month}月{date}日示例省人民政府公布）\n第一条　码头的检修依照《{TITLE}》{cited}的规定办理。\n第二条　村公所负责巡查。\n"


@pytest.fixture
def laws(tmp_path: Path) -> Repository:
    return new_repository(tmp_path / "laws")


def add(repository: Repository, *texts: str) -> Repository:
    for text in texts:
        repository.add(policydiff.load(text.encode(), name="law.txt"), text.encode(), "law.txt")
    return repository


def ask(repository: Repository, **question: object) -> Citations:
    return cites(Question(**question), Session(repository=repository.root))  # type: ignore[arg-type]


def told(
    repository: Repository,
) -> list[tuple[str | None, str | None, str, tuple[str | None, ...]]]:
    found = ask(repository, source="示例省码头规定").citations
    return [
        (one.cited.eid, one.cited.date, one.cited.basis, one.cited.candidates)
        for one in found
        if one.cited
    ]


@pytest.mark.parametrize(
    ("texts", "day", "version", "basis"),
    [
        (
            (FIRST, SECOND, ORDER),
            "2025-06-01",
            "2016-03-01",
            "in force",
        ),  # the decision says that it waits
        ((FIRST, SECOND, ORDER), "2026-01-01", "2025-03-01", "in force"),
        ((FIRST,), "2020-01-01", "2016-03-01", "in force"),
        ((FIRST,), "2016-04-01", "2016-03-01", "published"),
        ((FIRST, SECOND), "2016-04-01", "2016-03-01", "published"),
        ((FIRST, SECOND), "2010-01-01", "2016-03-01", "later"),
        (
            (FIRST.replace("第三条　本条例自2016年5月1日起施行。\n", ""),),
            "2020-01-01",
            "2016-03-01",
            "published",
        ),
    ],
)
def test_which_version_is_meant(laws, texts, day, version, basis):
    add(laws, *texts, rules(day, "第一条"))

    assert told(laws) == [("art_1", version, basis, ())]


@pytest.mark.parametrize(
    "day", ["2016-05-01", "2020-01-01", "2025-03-02", "2025-12-31", "2026-01-01", "2027-06-01"]
)
@pytest.mark.parametrize("texts", [(FIRST, SECOND, THIRD), (FIRST, SECOND, THIRD, ORDER)])
def test_it_is_the_version_that_the_name_with_a_day_means(laws, texts, day):
    add(laws, *texts, rules(day, "第二条"))

    assert [date for _, date, _, _ in told(laws)] == [in_force(laws, laws.find(TITLE), day).date]


def test_what_reads_the_same_in_every_candidate_is_not_presumed(laws):
    add(laws, FIRST, SECOND, rules("2025-06-01"))

    assert told(laws) == [
        ("art_1", "2016-03-01", "in force", ("2016-03-01", "2025-03-01")),
        ("art_2", "2016-03-01", "in force", ()),
    ]


def test_a_whole_work_is_presumed_where_its_texts_differ(laws):
    add(laws, FIRST, SECOND, rules("2025-06-01", ""))

    assert [candidates for *_, candidates in told(laws)] == [("2016-03-01", "2025-03-01")]


def test_a_range_is_presumed_where_anything_in_it_differs(laws):
    add(laws, FIRST, SECOND, rules("2025-06-01", "第一条至第三条"))

    assert [candidates for *_, candidates in told(laws)] == [("2016-03-01", "2025-03-01")]


def test_what_only_one_candidate_has_is_found_there(laws):
    longer = SECOND + "第四条　渡口应当悬挂标志。\n"
    add(laws, FIRST, longer, rules("2025-06-01", "第四条"))

    assert told(laws) == [("art_4", "2025-03-01", "published", ("2016-03-01", "2025-03-01"))]
    assert ask(laws, dangling=True).citations == ()


def outdated(repository: Repository) -> list[str | None]:
    return [one.cited and one.cited.eid for one in ask(repository, outdated=True).citations]


def test_what_one_candidate_still_has_is_not_called_outdated(laws):
    assert outdated(add(laws, FIRST, SECOND, rules("2025-06-01"))) == []
    assert outdated(add(laws, THIRD)) == ["art_1"]


def test_what_was_changed_for_certain_is_outdated(laws):
    assert outdated(add(laws, FIRST, SECOND, rules("2020-06-01"))) == ["art_1"]


def of_decisions(found: Citations) -> list[CrossCitation]:
    return [one for one in found.citations if "决定" in one.mention.place.title]


def test_amending_decisions_are_left_out_and_counted(laws):
    add(laws, FIRST, SECOND, ORDER, rules("2020-06-01"))
    found = ask(laws, outdated=True)

    assert of_decisions(found) == []
    assert [one.mention.place.title for one in found.citations] == ["示例省码头规定"]
    assert found.left_out == ((f"{DECISION}@2025-03-01", 1),)
    assert found.to_dict()["left_out"] == {
        "citations": 1,
        "decisions": [{"name": f"{DECISION}@2025-03-01", "citations": 1}],
    }


def test_they_are_there_where_they_are_asked_for(laws):
    add(laws, FIRST, SECOND, ORDER, rules("2020-06-01"))

    assert len(of_decisions(ask(laws, outdated=True, decisions=True))) == 1
    assert ask(laws, outdated=True, decisions=True).left_out == ()
    assert len(of_decisions(ask(laws, outdated=True, source=DECISION))) == 1
    assert len(of_decisions(ask(laws, cited=f"{TITLE}#第一条"))) == 1


def test_nothing_is_left_out_where_there_is_no_amending_decision(laws):
    add(laws, FIRST, SECOND, ORDER_ALONE)
    found = ask(laws, outdated=True)

    assert len(of_decisions(found)) == 1
    assert found.left_out == ()


def test_the_day_that_is_asked_for_is_answered_as_show_does(laws):
    add(laws, FIRST, SECOND, rules("2020-06-01"))

    first = ask(laws, cited=f"{TITLE}@@2025-06-01#第一条")
    second = ask(laws, cited=f"{TITLE}@@2025-06-01#第二条")
    assert (first.presumed, second.presumed, ask(laws, cited=TITLE).presumed) == (
        True,
        False,
        False,
    )
    assert first.notes[-1] == "presumed: which of these texts was in force on the day is not known"
    assert second.notes[-1] == "both texts say the same"
