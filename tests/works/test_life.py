"""The life of a work on a day: what ends it, prolongs it, and what it rests on. All texts are
invented.
"""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ready_repositories import new_repository
from test_version_status import LAMP, add

import policydiff
from policydiff.library.actions.remove import remove
from policydiff.library.actions.set_facts import NobodyNamedError, set_facts
from policydiff.model.work_life import ENDED, LifeClause, LifeFact
from policydiff.store.records.work_toml import BadWorkFileError, work_from_toml, work_to_toml
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.life import EndedError, WorkLives, later, status_on
from policydiff.works.session import Session

TITLE = "示例省灯塔条例"
FIRST, LAST = date(1990, 1, 1), date(2030, 12, 31)
DAYS = st.dates(FIRST, LAST).map(date.isoformat)


@pytest.fixture
def lamps(tmp_path) -> Repository:
    repository = new_repository(tmp_path / "laws")
    add(repository, TITLE, "1990年3月1日", LAMP, "本条例自1990年5月1日起施行。")
    return repository


def status(repository: Repository, day: str, title: str = TITLE) -> tuple[str, str | None]:
    found = WorkLives(repository).status(repository.find(title), day)
    return found.kind, None if found.end is None else found.end.day


def work_of(*days: str) -> WorkRecord:
    """A work with versions of these days."""
    made = WorkRecord(
        uri="/akn/cn/act/law/1990/a",
        title="甲法",
        kind="law",
        jurisdiction="cn",
        slug="a",
        folder="a",
    )
    versions = (
        VersionRecord(work_uri=made.uri, title="甲法", date=day, path=f"a/{day}.xml", blob="0")
        for day in days
    )
    return made.with_versions(versions)


FACTS = st.lists(
    st.builds(
        LifeFact,
        kind=st.sampled_from(
            ("repealed", "void", "stopped", "ended", "replaced", "part", "in force")
        ),
        source=st.just("甲决定"),
        day=st.none() | DAYS,
    ),
    max_size=5,
)


@given(FACTS, DAYS, DAYS)
def test_a_work_has_ended_from_the_first_end_on(facts, day, made):
    """An end that a version was made after no longer counts."""
    work = work_of(made)
    ends = {
        one.day
        for one in facts
        if one.kind in ENDED and one.day is not None and one.day <= day
        if not one.day < made <= day
    }

    found = status_on(facts, work, day)

    assert (None if found.end is None else found.end.day) == min(ends, default=None)
    assert (found.kind in ENDED) == bool(ends)
    assert found.end is None or found.coming is None


@given(FACTS, DAYS, st.integers(0, 5000))
def test_what_has_ended_stays_so_where_no_version_is_made(facts, day, more):
    work = work_of("1980-01-01")
    after = (date.fromisoformat(day) + timedelta(days=more)).isoformat()

    first = status_on(facts, work, day).end

    assert first is None or status_on(facts, work, after).end == first


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_months_are_counted_by_the_calendar(day, months, more):
    assert later(day, 0) == day
    assert later(day, months) <= later(day, months + more)
    assert later(day, 12 * months)[4:7] == day[4:7]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2019-08-01", 60, "2024-08-01"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2023-12-31", 2, "2024-03-01"),
        ("9998-01-01", 600, "9999-12-31"),
    ],
)
def test_the_day_after_a_term(day, months, expected):
    assert later(day, months) == expected


def term(kind="term", day="2024-08-01", **more) -> LifeFact:
    return LifeFact(kind=kind, source="甲办法", name="甲法@2019-08-01", day=day, **more)


def test_a_term_ends_a_work_and_what_prolongs_it_moves_the_end():
    work = work_of("2019-08-01")
    longer = LifeFact(kind="prolonged", source="甲通知", begin="2024-06-01", months=24)

    assert status_on([term()], work, "2024-07-31").kind == "none"
    assert status_on([term()], work, "2024-07-31").coming.day == "2024-08-01"
    assert status_on([term()], work, "2024-08-01").kind == "expired"
    assert status_on([term(), longer], work, "2024-08-01").kind == "none"
    found = status_on([term(), longer], work, "2026-08-01")
    assert (found.kind, found.end.source) == ("expired", "甲通知")


def test_a_later_text_without_a_term_has_none():
    assert status_on([term()], work_of("2019-08-01", "2022-01-01"), "2025-01-01").kind == "none"


def test_a_time_of_trial_ends_nothing():
    found = status_on([term("trial")], work_of("2019-08-01"), "2025-01-01")

    assert (found.kind, found.end) == ("trial over", None)
    assert "to be checked" in found.message
    assert status_on([term("trial")], work_of("2019-08-01"), "2024-07-31").kind == "none"


def test_a_part_and_a_region_leave_the_work_alone():
    facts = [
        LifeFact(kind="part", source="甲决定", day="2020-01-01", places=("第七条",)),
        LifeFact(
            kind="suspended",
            source="乙决定",
            day="2021-01-01",
            until="2024-01-01",
            places=("第三条",),
            region="示例试验区",
        ),
    ]
    work = work_of("2019-08-01")

    found = status_on(facts, work, "2022-01-01")

    assert (found.kind, found.facts) == ("none", tuple(facts))
    assert found.notes[1] == (
        "第三条 adjusted or not applied from 2021-01-01 on, by 乙决定, in 示例试验区, to 2023-12-31"
    )
    assert status_on(facts, work, "2024-01-01").facts == (facts[0],)


def test_in_force_is_stated_by_a_source_alone(lamps):
    assert status(lamps, "2020-01-01") == ("none", None)
    set_facts(
        TITLE, Session(repository=lamps.root), life={"still_in_force": "2020-01-01", "by": "李某"}
    )
    assert status(lamps, "2019-12-31") == ("none", None)
    assert status(lamps, "2020-01-01") == ("in force", None)


def test_an_end_set_by_hand_is_refused_without_a_source_and_taken_back(lamps):
    session = Session(repository=lamps.root)
    with pytest.raises(NobodyNamedError):
        set_facts(TITLE, session, life={"ended": "2020-01-01"})

    set_facts(TITLE, session, life={"ended": "2020-01-01", "why": "机构已撤销"})
    lamps = Repository.open(lamps.root)
    assert status(lamps, "2020-01-01") == ("ended", "2020-01-01")
    with pytest.raises(EndedError, match="ended on 2020-01-01, as 机构已撤销 states"):
        WorkLives(lamps).refuse_ended(lamps.find(TITLE), "2020-01-01")
    message, _ = set_facts(TITLE, session, life={"ended": "2021-01-01", "by": "甲公告"})
    assert "- end: 2021-01-01, 甲公告 (before: 2020-01-01, 机构已撤销)" in message
    lamps = Repository.open(lamps.root)
    assert status(lamps, "2020-12-31") == ("none", None)
    set_facts(TITLE, session, life={"not_ended": True})
    lamps = Repository.open(lamps.root)
    assert status(lamps, "2025-01-01") == ("none", None)
    lamps.undo()
    assert status(Repository.open(lamps.root), "2025-01-01") == ("ended", "2021-01-01")


def test_what_is_made_anew_under_the_same_title_lives(lamps):
    decision = f"示例省人民代表大会常务委员会关于废止《{TITLE}》的决定"
    add(lamps, decision, "2010年3月1日", f"废止《{TITLE}》。", "本决定自2010年4月1日起施行。")
    assert status(lamps, "2015-01-01") == ("repealed", "2010-04-01")

    add(lamps, TITLE, "2014年1月1日", LAMP.replace("一次", "三次"), "本条例自2014年2月1日起施行。")

    assert status(lamps, "2012-01-01") == ("repealed", "2010-04-01")
    assert status(lamps, "2015-01-01") == ("none", None)


def test_what_ends_a_work_that_is_not_stored_is_known_when_it_comes(tmp_path):
    repository = new_repository(tmp_path / "laws")
    decision = f"示例省人民代表大会常务委员会关于废止《{TITLE}》的决定"
    add(repository, decision, "2010年3月1日", f"废止《{TITLE}》。", "本决定自2010年4月1日起施行。")
    add(repository, TITLE, "1990年3月1日", LAMP, "本条例自1990年5月1日起施行。")

    assert status(repository, "2015-01-01") == ("repealed", "2010-04-01")


def test_what_a_removed_text_ended_lives(lamps):
    decision = f"示例省人民代表大会常务委员会关于废止《{TITLE}》的决定"
    add(lamps, decision, "2010年3月1日", f"废止《{TITLE}》。", "本决定自2010年4月1日起施行。")

    remove(decision, Session(repository=lamps.root))

    assert status(Repository.open(lamps.root), "2015-01-01") == ("none", None)


def test_a_work_whose_ground_ended_has_not(lamps):
    add(lamps, "示例县灯塔细则", "2000年1月1日", f"根据《{TITLE}》，制定本细则。", LAMP)
    set_facts(TITLE, Session(repository=lamps.root), life={"ended": "2020-01-01", "by": "甲公告"})
    lamps = Repository.open(lamps.root)

    found = WorkLives(lamps).status(lamps.find("示例县灯塔细则"), "2020-01-01")

    assert (found.kind, [one.title for one in found.grounds]) == ("none", [TITLE])
    assert WorkLives(lamps).status(lamps.find("示例县灯塔细则"), "2019-12-31").grounds == ()


CLAUSES = st.builds(
    LifeClause,
    kind=st.sampled_from(("repealed", "part", "term", "suspended", "in force")),
    words=st.text(max_size=20),
    title=st.none() | st.text(min_size=1, max_size=9),
    day=st.none() | DAYS,
    until=st.none() | DAYS,
    months=st.none() | st.integers(1, 900),
    places=st.lists(st.text(min_size=1, max_size=4), max_size=3).map(tuple),
    by=st.none() | st.text(max_size=5),
)


@given(st.lists(st.tuples(st.sampled_from(("", "2020-01-01")), CLAUSES), max_size=4))
def test_what_is_stated_is_read_back_from_its_file(life):
    work = dataclasses.replace(work_of(), life=tuple(life))

    assert work_from_toml(work_to_toml(work), "a") == work


@pytest.mark.parametrize(
    "line", ['kind = "gone"\nwords = ""', 'kind = "term"\nwords = ""\nday = "soon"', 'words = ""']
)
def test_a_damaged_statement_is_refused(line):
    data = work_to_toml(work_of()) + f"\n[[life]]\n{line}\n".encode()

    with pytest.raises(BadWorkFileError):
        work_from_toml(data, "a")


def test_titles_of_an_older_program_are_statements():
    data = work_to_toml(work_of()).replace(b'slug = "a"', 'slug = "a"\nrepeals = ["乙法"]'.encode())

    assert work_from_toml(data, "a").repeals == ("乙法",)


def test_an_act_of_a_place_ends_nothing_of_the_whole_country(tmp_path):
    repository = new_repository(tmp_path / "laws")
    add(repository, "中华人民共和国灯塔法", "1990年3月1日", LAMP, "本法自1990年5月1日起施行。")
    add(
        repository,
        "北京市灯塔条例",
        "2010年1月1日",
        LAMP,
        "本条例自2010年2月1日起施行。《灯塔法》同时废止。",
    )

    assert status(repository, "2015-01-01", "中华人民共和国灯塔法") == ("none", None)


def test_a_rule_of_the_place_gives_a_term_that_is_presumed(tmp_path):
    """The document itself states none; it ends nothing."""
    repository = new_repository(tmp_path / "laws")
    text = "湖南省灯塔管理办法\n湘政发〔2015〕9号\n（2015年3月1日）\n第一条　为了养护灯塔，制定本办法。\n第二条　本办法自2015年4月1日起施行。\n"
    data = text.encode()
    repository.add(policydiff.load(data, name="a.txt", kind="normative-document"), data, "a.txt")

    assert status(repository, "2020-03-31", "湖南省灯塔管理办法") == ("none", None)
    assert status(repository, "2020-04-01", "湖南省灯塔管理办法") == ("presumed over", None)
    found = WorkLives(repository).status(repository.find("湖南省灯塔管理办法"), "2020-04-01")
    assert "《湖南省行政程序规定》" in found.message


@pytest.mark.parametrize(
    ("facts", "ended"),
    [
        ("", True),
        ("（1990年3月1日示例省人民代表大会常务委员会通过）", True),
        ("（1979年3月1日示例省人民代表大会常务委员会通过）", False),
    ],
)
def test_the_day_beside_a_title_tells_which_text_is_meant(lamps, facts, ended):
    add(
        lamps,
        "示例省航标条例",
        "2012年3月1日",
        LAMP,
        f"本条例自2012年5月1日起施行，《{TITLE}》{facts}同时废止。",
    )

    assert (status(lamps, "2020-01-01")[0] == "repealed") == ended


def test_an_end_holds_until_the_new_text_of_the_title_is_in_force(lamps):
    decision = f"示例省人民代表大会常务委员会关于废止《{TITLE}》的决定"
    add(lamps, decision, "2010年3月1日", f"废止《{TITLE}》。", "本决定自2010年4月1日起施行。")
    add(lamps, TITLE, "2014年1月1日", LAMP.replace("一次", "三次"), "本条例自2014年6月1日起施行。")

    assert status(lamps, "2014-05-31") == ("repealed", "2010-04-01")
    assert status(lamps, "2014-06-01") == ("none", None)


def test_an_end_without_a_day_is_no_life(lamps):
    end = "本条例由航道局负责解释，《示例省灯塔条例》同时废止。"
    add(lamps, "示例省航标条例", "2012年3月1日", LAMP, end)

    found = WorkLives(lamps).status(lamps.find(TITLE), "2020-01-01")

    assert (found.kind, found.end) == ("end undated", None)
    assert found.message == "repealed by 示例省航标条例, from which day on is unknown"


def test_what_comes_is_no_absence(lamps):
    set_facts(TITLE, Session(repository=lamps.root), life={"ended": "2030-01-01", "by": "甲公告"})
    lamps = Repository.open(lamps.root)

    found = WorkLives(lamps).status(lamps.find(TITLE), "2026-01-01")

    assert (found.kind, found.notes) == ("none", ())
    assert found.message == "not ended by 2026-01-01: ended on 2030-01-01, as 甲公告 states"
