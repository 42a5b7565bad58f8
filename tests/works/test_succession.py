"""A clause is followed from a law into the one that took its place, and a day finds the law that
was in force. All texts are invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from ready_repositories import new_repository

import policydiff
from policydiff.errors import NotFoundError
from policydiff.model.names import parse_name
from policydiff.store.repository import Repository
from policydiff.tracing.actions.history import history, trace
from policydiff.works.resolve import resolve
from policydiff.works.session import Session
from policydiff.works.succession import NoneInForceError, version_in_force

FERRY = "渡口由船主养护，每年检修一次，检修的结果报村公所。"
FINE = "在渡口打鱼的，处五十元罚款。"
SCHOOL = "学生过渡免收船钱，由县财政补贴。"


def add(repository: Repository, title: str, day: str, *articles: str) -> None:
    numbers = "一二三四五"
    head = f"{title}\n\n（{day}示例省人民代表大会常务委员会通过）\n\n"
    data = (
        head
        + "\n\n".join(f"第{numbers[place]}条　{one}" for place, one in enumerate(articles))
        + "\n"
    ).encode()
    repository.add(policydiff.load(data, name="law.txt"), data, "law.txt")


@pytest.fixture
def ferries(tmp_path: Path) -> Repository:
    """Rules on trial in two versions, and the regulation that put them out of force."""
    repository = new_repository(tmp_path / "laws")
    add(
        repository,
        "示例省渡口办法（试行）",
        "1980年3月1日",
        FERRY,
        FINE,
        "本办法自1980年5月1日起施行。",
    )
    add(
        repository,
        "示例省渡口办法（试行）",
        "1985年3月1日",
        FERRY,
        FINE.replace("五十", "八十"),
        "本办法自1985年5月1日起施行。",
    )
    end = "本条例自2001年5月1日起施行，《示例省渡口办法（试行）》同时废止。"
    add(repository, "示例省渡口条例", "2001年3月1日", SCHOOL, FERRY.replace("一次", "两次"), end)
    return repository


def told(repository: Repository, name: str) -> list[list[tuple[str, str, str]]]:
    found = history(name, Session(repository=repository.root))
    return [
        [(moment.version.title[3:], one.eid, one.kind) for one in moment.clauses]
        for moment in found.moments
    ]


def test_a_clause_is_followed_from_either_end(ferries):
    both = [
        [("渡口办法（试行）", "art_1", "first")],
        [("渡口办法（试行）", "art_1", "unchanged")],
        [("渡口条例", "art_2", "reworded")],
    ]

    assert told(ferries, "示例省渡口条例#第二条") == both
    assert told(ferries, "示例省渡口办法（试行）#第一条") == both
    assert told(ferries, "示例省渡口办法（试行）@1980-03-01#第一条") == both


def test_what_the_other_law_does_not_have_stays_in_its_own(ferries):
    assert told(ferries, "示例省渡口条例#第一条") == [[("渡口条例", "art_1", "first")]]
    assert len(told(ferries, "示例省渡口办法（试行）#第二条")) == 2


def test_the_title_is_that_of_the_work_that_was_asked_for(ferries):
    found = history("示例省渡口办法（试行）#第一条", Session(repository=ferries.root))

    assert (found.title, found.asked) == ("示例省渡口办法（试行）", "1985-03-01")
    assert found.to_dict()["versions"][2]["work"]["title"] == "示例省渡口条例"


def test_of_several_predecessors_that_counts_in_which_the_clause_stood(ferries):
    add(ferries, "示例省学生过渡办法", "1990年1月1日", SCHOOL, "本办法自1990年2月1日起施行。")
    ferries.write_replaces(ferries.find("示例省渡口条例"), ferries.find("示例省学生过渡办法"))

    assert [moment[0][0] for moment in told(ferries, "示例省渡口条例#第一条")] == [
        "学生过渡办法",
        "渡口条例",
    ]
    assert [moment[0][0] for moment in told(ferries, "示例省渡口条例#第二条")] == [
        "渡口办法（试行）",
        "渡口办法（试行）",
        "渡口条例",
    ]


@pytest.mark.parametrize(
    ("name", "version", "notes"),
    [
        ("示例省渡口办法（试行）@@1982-01-01", "示例省渡口办法（试行）@1980-03-01", ()),
        (
            "示例省渡口条例@@1990-01-01",
            "示例省渡口办法（试行）@1985-03-01",
            (
                "示例省渡口条例 was not yet in force on 1990-01-01; it took the place of 示例省渡口办法（试行）",
            ),
        ),
    ],
)
def test_a_day_finds_the_law_that_was_in_force(ferries, name, version, notes):
    found, said = version_in_force(ferries, parse_name(name))

    assert (found.name, said) == (version, notes)


def test_after_its_end_a_work_is_refused_with_who_ended_it(ferries):
    assert trouble(ferries, "示例省渡口办法（试行）@@2010-01-01") == (
        "示例省渡口办法（试行） was no longer in force on 2010-01-01: repealed on 2001-05-01 by 示例省渡口条例; ask for 示例省渡口条例@@2010-01-01"
    )


def test_where_none_was_in_force_all_are_named(ferries):
    with pytest.raises(
        NoneInForceError, match=r"1970-01-01.*it took the place of 示例省渡口办法（试行）$"
    ):
        version_in_force(ferries, parse_name("示例省渡口条例@@1970-01-01"))


def test_a_successor_of_unknown_entry_into_force_is_told(ferries):
    add(
        ferries,
        "示例省水路条例",
        "2015年1月1日",
        FERRY,
        "本条例由交通厅负责解释，《示例省渡口条例》同时废止。",
    )

    found, said = version_in_force(ferries, parse_name("示例省渡口条例@@2020-01-01"))

    assert found.name == "示例省渡口条例@2001-03-01"
    assert said == ("示例省水路条例 took the place of 示例省渡口条例, but on which day is unknown",)
    assert [other.name for other in found.others] == ["示例省水路条例@2015-01-01"]


def test_a_law_of_unknown_days_does_not_hide_the_one_after_it(ferries):
    add(
        ferries,
        "示例省水路条例",
        "2015年1月1日",
        FERRY,
        "本条例由交通厅负责解释，《示例省渡口条例》同时废止。",
    )
    add(
        ferries,
        "示例省水运条例",
        "2020年1月1日",
        FERRY,
        "本条例自2020年5月1日起施行，《示例省水路条例》同时废止。",
    )

    found, said = version_in_force(ferries, parse_name("示例省渡口条例@@2016-01-01"))

    assert found.name == "示例省渡口条例@2001-03-01"
    assert said == ("示例省水路条例 took the place of 示例省渡口条例, but on which day is unknown",)
    assert trouble(ferries, "示例省水路条例@@2021-01-01").endswith(
        "repealed on 2020-05-01 by 示例省水运条例; ask for 示例省水运条例@@2021-01-01"
    )


def trouble(repository: Repository, name: str) -> str:
    with pytest.raises(NotFoundError) as caught:
        resolve(name, Session(repository=repository.root))
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "示例省渡口条例@1985",
            "stored are 2001-03-01; it took the place of 示例省渡口办法（试行）; ask for 示例省渡口办法（试行）@1985",
        ),
        (
            "示例省渡口条例@1970",
            "stored are 2001-03-01; it took the place of 示例省渡口办法（试行）",
        ),
        (
            "示例省渡口办法（试行）@2001-03-01",
            "stored are 1980-03-01, 1985-03-01; 示例省渡口条例 took its place; ask for 示例省渡口条例@2001-03-01",
        ),
        (
            "示例省渡口办法（试行）@2003",
            "stored are 1980-03-01, 1985-03-01; 示例省渡口条例 took its place",
        ),
        ("示例省渡口办法（试行）@1983", "stored are 1980-03-01, 1985-03-01"),
    ],
)
def test_a_date_of_which_another_work_of_the_line_has_a_version_leads_there(ferries, name, told):
    assert trouble(ferries, name).endswith(told)


def test_a_work_far_down_the_line_is_named_where_it_has_the_version(ferries):
    add(
        ferries,
        "示例省水路条例",
        "2015年1月1日",
        FERRY,
        "本条例自2015年5月1日起施行，《示例省渡口条例》同时废止。",
    )

    assert trouble(ferries, "示例省水路条例@1980").endswith(
        "it took the place of 示例省渡口条例; ask for 示例省渡口办法（试行）@1980"
    )


def test_a_work_of_no_line_names_no_other(ferries):
    add(ferries, "示例省桥梁条例", "2015年1月1日", SCHOOL)

    assert (
        trouble(ferries, "示例省桥梁条例@1985")
        == "示例省桥梁条例 has no version of 1985; stored are 2015-01-01"
    )


def test_the_newest_version_of_a_replaced_work_says_so(ferries):
    ended = ("示例省渡口办法（试行）: repealed on 2001-05-01 by 示例省渡口条例",)

    for name in ("示例省渡口办法（试行）", "示例省渡口办法（试行）@1985-03-01"):
        assert resolve(name, Session(repository=ferries.root)).notes == ended
    assert trace("示例省渡口办法（试行）", Session(repository=ferries.root)).notes == ended
    assert resolve("示例省渡口条例", Session(repository=ferries.root)).notes == ()


def test_a_day_is_answered_alike_from_either_name(ferries):
    add(
        ferries,
        "示例省水路条例",
        "2015年1月1日",
        FERRY,
        "本条例由交通厅负责解释，《示例省渡口条例》同时废止。",
    )

    for day, version, presumed in (
        ("2016-01-01", "2001-03-01", True),
        ("2010-01-01", "2001-03-01", False),
        ("1990-01-01", "1985-03-01", False),
    ):
        answers = [
            resolve(f"{name}@@{day}", Session(repository=ferries.root))
            for name in ("示例省渡口条例", "示例省水路条例")
        ]
        assert {one.document.version_date for one in answers} == {version}
        assert {one.presumed for one in answers} == {presumed}


def test_a_later_version_of_the_successor_ends_the_doubt(ferries):
    for day, article in (("2015年1月1日", FERRY), ("2019年1月1日", FERRY.replace("一次", "三次"))):
        add(
            ferries,
            "示例省水路条例",
            day,
            article,
            "本条例由交通厅负责解释，《示例省渡口条例》同时废止。",
        )

    found = resolve("示例省水路条例@@2020-01-01", Session(repository=ferries.root))
    assert (found.document.version_date, [other.version_date for other in found.others]) == (
        "2015-01-01",
        ["2019-01-01"],
    )


def test_after_a_repeal_the_name_is_refused_with_the_day(ferries):
    data = (
        "示例省人民代表大会常务委员会关于废止《示例省渡口条例》的决定\n（2018年3月1日示例省人民代表大会常务委员会通过）\n"
        "会议决定废止《示例省渡口条例》。\n本决定自2018年4月1日起施行。\n"
    ).encode()
    ferries.add(policydiff.load(data, name="decision.txt"), data, "decision.txt")

    assert trouble(ferries, "示例省渡口条例@@2018-04-01").endswith(
        "repealed on 2018-04-01 by 示例省人民代表大会常务委员会关于废止《示例省渡口条例》的决定"
    )
    found = resolve("示例省渡口条例@@2018-03-31", Session(repository=ferries.root))
    assert found.document.version_date == "2001-03-01"
