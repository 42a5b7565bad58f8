"""Citations over a repository of invented laws."""

from __future__ import annotations

from pathlib import Path

import pytest
from ready_repositories import new_repository
from river_laws import river_laws

import policydiff
from policydiff.citing.actions.cites import Question, cites
from policydiff.citing.report.lines import citation_lines
from policydiff.errors import NotFoundError, UsageError
from policydiff.model.cited import Citations
from policydiff.reading.load import load
from policydiff.store.repository import Repository
from policydiff.works.session import Session
from policydiff.works.show import NoSuchProvisionError

LAW = "示例省河道保护条例"


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return river_laws(tmp_path_factory.mktemp("river") / "laws")


def ask(laws: Repository, **question: object) -> Citations:
    return cites(Question(**question), Session(repository=laws.root))  # type: ignore[arg-type]


def texts(found: Citations) -> list[str]:
    return [one.mention.place.text for one in found.citations]


def test_who_cites_a_work(laws: Repository) -> None:
    found = ask(laws, cited=LAW)

    assert len(found.citations) == 9
    assert {one.mention.place.title for one in found.citations} == {
        "示例省河道采砂规定",
        "示例省竹筏管理规定",
    }
    assert found.texts == 3


def test_a_provision_is_found_under_its_former_number(laws: Repository) -> None:
    assert texts(ask(laws, cited=f"{LAW}#第四条")) == [
        "《河道条例》第三条第二款第（一）项",
        "《示例省河道保护条例》第二条至第四条",
    ]


def test_a_provision_of_one_version_is_found_under_its_number_there(laws: Repository) -> None:
    cited = ["示例省河道保护条例第四条", "第四条", "《示例省河道保护条例》第二条至第四条"]

    assert texts(ask(laws, cited=f"{LAW}@2018-03-01#第四条")) == cited
    assert texts(ask(laws, cited=f"{LAW}@@2020-01-01#第四条")) == cited
    assert texts(ask(laws, cited=f"{LAW}@2022-06-01")) == [
        "《示例省河道保护条例》（2022年修订）第三条"
    ]


def test_each_citation_says_why_its_version(laws: Repository) -> None:
    bases = {
        one.mention.place.text: one.cited.basis
        for one in ask(laws, cited=LAW).citations
        if one.cited
    }

    assert bases["《河道条例》第二条"] == "in force"
    assert bases["示例省河道保护条例第四条"] == "later"
    assert bases["《示例省河道保护条例》（2022年修订）第三条"] == "named"


def test_what_a_text_cites(laws: Repository) -> None:
    found = ask(laws, source="示例省河道采砂规定")

    assert [one.status for one in found.citations] == [
        *["resolved"] * 5,
        "dangling",
        "unknown work",
        "resolved",
    ]
    assert found.counts == {"resolved": 6, "dangling": 1, "unknown work": 1}


def test_citations_of_the_text_itself_on_request(laws: Repository) -> None:
    internal = [
        one for one in ask(laws, source=LAW, internal=True).citations if one.mention.internal
    ]

    assert [(one.mention.place.text, one.cited.eid if one.cited else None) for one in internal] == [
        ("本条例第四条", "art_4")
    ]
    assert "本条例第四条" in texts(ask(laws, cited=f"{LAW}#第四条", internal=True))


def test_every_version_of_the_citing_works_on_request(laws: Repository) -> None:
    found = ask(laws, source=LAW, internal=True, every_version=True)

    assert texts(found) == ["本条例第三条", "本条例第四条"]


def test_dangling(laws: Repository) -> None:
    assert texts(ask(laws, dangling=True)) == ["示例省河道保护条例第九条"]


def test_outdated(laws: Repository) -> None:
    outcomes = {
        one.mention.place.text: one.became.outcome
        for one in ask(laws, outdated=True).citations
        if one.became
    }

    assert outcomes == {
        "《河道条例》第三条第二款第（一）项": "renumbered",
        "第四条": "removed",
        "该条例第五条": "reworded",
        "《示例省河道保护条例》第二条至第四条": "renumbered",
    }


def test_what_was_cited_before_any_stored_version_is_not_called_outdated(laws: Repository) -> None:
    one = next(
        one
        for one in ask(laws, source="示例省竹筏管理规定").citations
        if one.cited and one.cited.basis == "later"
    )

    assert one.became is not None
    assert one.became.outcome == "removed"
    assert not one.outdated


def test_questions_join(laws: Repository) -> None:
    assert len(ask(laws, dangling=True, outdated=True).citations) == 5
    assert texts(ask(laws, cited=f"{LAW}@2018-03-01#第五条", outdated=True)) == ["该条例第五条"]
    assert texts(ask(laws, source="示例省竹筏管理规定", cited=f"{LAW}@2022-06-01")) == [
        "《示例省河道保护条例》（2022年修订）第三条"
    ]


def test_progress_runs_to_its_end(laws: Repository) -> None:
    seen: list[tuple[str, int, int]] = []
    cites(
        Question(dangling=True),
        Session(repository=laws.root, watch=lambda *step: seen.append(step)),
    )

    assert seen == [("reading", 1, 3), ("reading", 2, 3), ("reading", 3, 3), ("resolving", 1, 1)]


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (Question(), UsageError),
        (Question(source=f"{LAW}#第一条"), UsageError),
        (Question(cited="没有的法"), NotFoundError),
        (Question(cited=f"{LAW}#第九十条"), NoSuchProvisionError),
        (Question(source="没有的法"), NotFoundError),
    ],
)
def test_what_cannot_be_answered(
    laws: Repository, question: Question, error: type[Exception]
) -> None:
    with pytest.raises(error):
        cites(question, Session(repository=laws.root))


def test_library(laws: Repository) -> None:
    assert policydiff.citations(laws, f"{LAW}#第四条") == ask(laws, cited=f"{LAW}#第四条")
    assert policydiff.citations(laws, outdated=True) == ask(laws, outdated=True)


OLD = "示例省渔船条例\n\n（2010年3月1日示例省第十一届人民代表大会常务委员会第一次会议通过）\n\n第一条　渔船应当登记。\n\n第二条　本条例自2010年6月1日起施行。\n"
NEW = (
    "示例省渔业条例\n\n（2023年5月1日示例省第十四届人民代表大会常务委员会第一次会议通过）\n\n第一条　渔船应当登记。\n\n"
    "第二条　本条例自2023年10月1日起施行。《示例省渔船条例》同时废止。\n"
)
BEFORE, AFTER = (
    f"示例省渔{name}规定\n\n（{day}示例省人民政府第1次常务会议通过）\n\n第一条　依照《示例省渔船条例》第一条登记。\n\n第二条　本规定自公布之日起施行。\n"
    for name, day in (("港", "2015年1月1日"), ("网", "2024年1月1日"))
)


def test_citations_of_a_work_that_another_took_the_place_of(tmp_path: Path) -> None:
    texts_of = {"old": OLD, "new": NEW, "before": BEFORE, "after": AFTER}
    store = new_repository(tmp_path / "laws")
    for name, text in texts_of.items():
        store.add(load(text.encode(), name=f"{name}.txt"), text.encode(), f"{name}.txt")

    found = ask(store, outdated=True).citations

    assert [(one.mention.place.title, one.cited and one.cited.basis) for one in found] == [
        ("示例省渔港规定", "in force"),
        ("示例省渔网规定", "ended"),
    ]
    assert {(one.replaced.title, one.replaced.date) for one in found if one.replaced} == {
        ("示例省渔业条例", "2023-10-01")
    }
    assert {one.ended and one.ended.message for one in found} == {
        "repealed on 2023-10-01 by 示例省渔业条例"
    }
    assert found[0].to_dict()["ended"]["kind"] == "repealed"


RULES = """示例省渔业管理办法

（2023年3月1日示例省人民政府令第9号公布）

第一条　依照《示例省河道保护条例》第一条第（三）项、《示例省河道保护条例》第一条第四款，制定本办法。
"""


def test_a_part_that_an_article_does_not_have_counts_for_the_article(tmp_path: Path) -> None:
    laws = river_laws(tmp_path / "laws")
    source = RULES.encode()
    laws.add(load(source, name="rules.txt"), source, "rules.txt")
    found = [
        one
        for one in ask(laws, cited=f"{LAW}#第一条").citations
        if one.mention.place.title == "示例省渔业管理办法"
    ]

    assert [one.cited.part for one in found if one.cited] == ["第（三）项", "第四款"]
    assert {one.status for one in found} == {"dangling"}
    assert texts(ask(laws, source="示例省渔业管理办法", dangling=True)) == [
        one.mention.place.text for one in found
    ]
    assert not ask(laws, source="示例省渔业管理办法", outdated=True).citations
    assert "第一条 has no 第四款" in "\n".join(citation_lines(ask(laws, cited=LAW), "en"))
