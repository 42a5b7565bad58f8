"""A clause on the days of an act: invented laws, with and without the rule in the library."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plain_texts import read
from ready_repositories import new_repository

from policydiff.errors import UsageError
from policydiff.library.actions.set_facts import set_facts
from policydiff.model.reports import ReportOptions
from policydiff.model.version import Dates
from policydiff.reading.load import load
from policydiff.report.formats import write
from policydiff.tracing.actions.applicable import ActDays, BadDaysError, applicable, read_days
from policydiff.works.session import Session
from policydiff.works.show import NoSuchProvisionError
from policydiff.works.succession import NoneInForceError

TITLE = "示例水井管理条例"
CONDUCT = "违反本条例规定，在井旁养鹅的，"
FINES = (
    "处一百元以上二百元以下罚款。",
    "处二百元以上四百元以下罚款。",
    "处一百元以上三百元以下罚款。",
)
DAYS = ("2001-01-01", "2005-01-01", "2010-01-01")
RULE = "中华人民共和国行政处罚法"


def law(place: int) -> str:
    """A version of the law; the clause on geese has another number from the second on."""
    added = () if place == 0 else ("井盖由水井部门检查。",)
    late = ("违反本条例规定，向井内扔石的，处五十元以下罚款。",) if place == 2 else ()
    old = ("本条例施行前已经养鹅的，应当在一个月内迁走。",) if place == 1 else ()
    articles = ("为了管理水井，制定本条例。", *added, CONDUCT + FINES[place], *late, *old)
    numbers = "一二三四五六"
    return "\n".join(
        (TITLE, "", *(f"第{n}条　{text}" for n, text in zip(numbers, articles, strict=False)))
    )


def store(repository, text: str, day: str, **facts):
    document = replace(
        read(text), dates=Dates(promulgated=day, in_force=facts.pop("in_force", day)), **facts
    )
    repository.add(document, document.full_text().encode(), "law.txt")


@pytest.fixture
def session(tmp_path):
    repository = new_repository(tmp_path / "laws")
    for place, day in enumerate(DAYS):
        store(repository, law(place), day)
    return Session(repository=tmp_path / "laws")


def days(first: str, decision: str = "2012-01-01", last: str | None = None) -> ActDays:
    return ActDays(first=first, last=last or first, decision=decision)


def roles(found) -> list[tuple[str, str | None, list[tuple[str, str | None]]]]:
    return [
        (
            one.version.name,
            one.clauses[0].num if one.clauses else None,
            [(day.role, day.day) for day in one.days],
        )
        for one in found.versions
    ]


def test_the_clause_is_followed_through_its_numbers(session):
    found = applicable(f"{TITLE}#第三条", days("2003-01-01", "2007-01-01"), session)

    assert roles(found) == [
        ("2001-01-01", "第二条", [("conduct", "2003-01-01")]),
        ("2005-01-01", "第三条", [("between", "2005-01-01"), ("decision", "2007-01-01")]),
    ]
    assert [(one.verdict, one.proof) for one in found.comparisons] == [
        ("left", (("一百元以上二百元以下", "二百元以上四百元以下"),))
    ]


def test_conduct_that_goes_on_has_every_version_of_its_days(session):
    found = applicable(f"{TITLE}#第三条", days("2003-01-01", last="2007-01-01"), session)

    assert [one[2] for one in roles(found)] == [
        [("conduct", "2003-01-01")],
        [("during", "2005-01-01"), ("conduct", "2007-01-01")],
        [("between", "2010-01-01"), ("decision", "2012-01-01")],
    ]
    assert [(one.left, one.right, one.verdict) for one in found.comparisons] == [
        (0, 1, "left"),
        (0, 2, "left"),
        (1, 2, "right"),
    ]


def test_a_clause_that_is_new_after_the_conduct_is_nowhere_on_that_day(session):
    found = applicable(f"{TITLE}#第四条", days("2003-01-01"), session)

    assert [one[1] for one in roles(found)] == [None, None, "第四条"]
    assert all(one.followed for one in found.versions)
    assert found.comparisons == ()


def test_one_version_for_all_days(session):
    found = applicable(f"{TITLE}#第三条", days("2011-01-01"), session)

    assert len(found.versions) == 1
    assert [day.role for day in found.versions[0].days] == ["conduct", "decision"]
    assert found.searched == ()


def test_transitional_clauses_between_are_listed(session):
    found = applicable(f"{TITLE}#第三条", days("2003-01-01"), session)

    assert [(one.num, one.sources) for one in found.transitional] == [
        ("第四条", (f"{TITLE}@2005-01-01",))
    ]
    assert found.searched == (f"{TITLE}@2005-01-01", f"{TITLE}@2010-01-01")


def test_a_rule_that_is_not_stored_is_named(session):
    found = applicable(f"{TITLE}#第三条", days("2003-01-01", "2024-01-01"), session)

    assert [(one.rule.title, one.version, one.passages) for one in found.rules] == [
        (RULE, None, ())
    ]
    assert str(found.rules[0].why) == "the library does not have its text"


@pytest.mark.parametrize(
    ("words", "quoted"), [("依违法行为发生时的示例规则办理。", True), ("示例规则另定。", False)]
)
def test_a_rule_is_quoted_from_the_library_where_it_has_these_words(session, words, quoted):
    articles = (*(f"示例之{n}。" for n in range(36)), words)
    numbers = [*"一二三四五六七八九", "十", *(f"十{n}" for n in "一二三四五六七八九"), "二十"]
    numbers += [
        *(f"二十{n}" for n in "一二三四五六七八九"),
        "三十",
        *(f"三十{n}" for n in "一二三四五六七"),
    ]
    text = "\n".join(
        (RULE, "", *(f"第{n}条　{one}" for n, one in zip(numbers, articles, strict=True)))
    )
    store(session.store(), text, "2021-01-22", in_force="2021-07-15")
    found = applicable(f"{TITLE}#第三条", days("2003-01-01", "2024-01-01"), session)

    (rule,) = found.rules
    assert [one.text for one in rule.passages] == ([words] if quoted else [])
    assert (rule.version is not None) == quoted


def test_a_repeal_is_stated_for_its_day(session):
    title = f"示例市人民代表大会常务委员会关于废止《{TITLE}》的决定"
    store(
        session.store(),
        f"{title}\n\n{TITLE}自本决定公布之日起废止。",
        "2015-01-01",
        kind="decision",
    )
    found = applicable(f"{TITLE}#第三条", days("2003-01-01", "2016-01-01"), session)

    assert [(one.role, one.day) for one in found.missing] == [("decision", "2016-01-01")]
    assert "废止" in str(found.missing[0].why)
    assert found.versions[-1].version.name == "2010-01-01"


def test_conduct_goes_on_into_the_work_that_took_its_place(session):
    title = "示例水井新条例"
    clause = f"{CONDUCT}处九百元以下罚款。"
    repeal = f"本条例自2015年1月1日起施行。《{TITLE}》同时废止。"
    text = f"{title}\n\n第一条　水井应当加盖。\n第二条　{clause}\n第三条　{repeal}"
    store(session.store(), text, "2015-01-01")
    found = applicable(f"{TITLE}#第三条", days("2012-01-01", "2017-01-01", "2016-01-01"), session)

    assert [(one.version.title, one.followed) for one in found.versions] == [
        (TITLE, True),
        (title, True),
    ]
    assert [day.role for day in found.versions[1].days] == ["during"]
    assert [one.role for one in found.missing] == ["conduct", "decision"]
    assert found.versions[1].text == clause


def test_a_day_of_force_that_no_text_states_is_not_certain(tmp_path):
    repository = new_repository(tmp_path / "laws")
    store(repository, law(0), "2001-01-01")
    store(repository, law(1), "2005-01-01", in_force=None)
    found = applicable(
        f"{TITLE}#第三条", days("2003-01-01", "2007-01-01"), Session(repository=tmp_path / "laws")
    )

    assert {day.certainty for day in found.versions[-1].days} <= {"presumed", "unknown"}
    assert found.uncertain


def test_a_day_before_every_version_has_none(session):
    found = applicable(f"{TITLE}#第三条", days("1999-01-01"), session)

    assert [one.role for one in found.missing] == ["conduct"]
    with pytest.raises(NoneInForceError):
        applicable(f"{TITLE}#第三条", days("1998-01-01", "1999-01-01"), session)


def test_what_is_not_there_is_refused(session):
    with pytest.raises(NoSuchProvisionError):
        applicable(f"{TITLE}#第九条", days("2003-01-01"), session)


@pytest.mark.parametrize(
    "text", ["", "2003", "2003-02-30", "2004-01-01..2003-01-01", "2003-01-01.."]
)
def test_days_that_are_none_are_refused(text):
    with pytest.raises(BadDaysError):
        read_days(text, "2012-01-01", "2020-01-01")


def test_a_decision_before_the_conduct_is_refused():
    with pytest.raises(UsageError):
        read_days("2003-01-01", "2002-12-31", "2020-01-01")


def test_without_a_decision_it_is_today():
    found = read_days("2003-01-01..2004-01-01", None, "2020-01-01")

    assert found == ActDays(
        first="2003-01-01", last="2004-01-01", decision="2020-01-01", chosen=False
    )


def test_the_act_that_ended_the_work_is_searched(session):
    title = f"示例市人民代表大会常务委员会关于废止《{TITLE}》的决定"
    words = "施行前的养鹅行为，适用修改前的规定。"
    store(
        session.store(),
        f"{title}\n\n{TITLE}自本决定公布之日起废止。\n{words}",
        "2015-01-01",
        kind="decision",
    )
    found = applicable(f"{TITLE}#第三条", days("2011-01-01", "2016-01-01"), session)

    assert found.searched == (f"{title}@2015-01-01",)
    assert [one.text for one in found.transitional] == [words]


def test_an_act_that_ended_the_work_and_is_not_at_hand_is_named(session):
    set_facts(TITLE, session, life={"ended": "2015-01-01", "by": "示例市第三号公告"})
    found = applicable(f"{TITLE}#第三条", days("2011-01-01", "2016-01-01"), session)

    assert (found.searched, found.unread) == ((), ("示例市第三号公告",))


def test_the_versions_stand_in_the_order_of_days(session):
    set_facts(TITLE, session, life={"ended": "2011-01-01", "by": "示例市第三号公告"})
    found = applicable(f"{TITLE}#第三条", days("2003-01-01", "2016-01-01"), session)
    text = write(found, "markdown", ReportOptions(language="en")).decode()

    firsts = [one.days[0].day or "" for one in found.versions]
    assert firsts == sorted(firsts)
    assert text.index("day of the conduct") < text.index("day of the decision")


def test_a_day_of_a_version_that_is_not_stored_is_presumed(tmp_path):
    title = "中华人民共和国公司法"
    repository = new_repository(tmp_path / "laws")
    text = f"{title}\n\n第一条　示例。\n第二条　{CONDUCT}{FINES[0]}"
    store(repository, text, "2013-12-28", in_force="2014-03-01")
    here = Session(repository=tmp_path / "laws")
    known = applicable(f"{title}#第二条", days("2015-01-01", "2016-01-01"), here)
    found = applicable(f"{title}#第二条", days("2015-01-01", "2024-08-01"), here)

    assert [day.certainty for day in known.versions[0].days] == ["in force", "in force"]
    assert [day.certainty for day in found.versions[0].days] == ["in force", "presumed"]
    assert (known.uncertain, found.uncertain) == (False, True)
    assert "推定" in write(found, "markdown", ReportOptions(language="zh")).decode()


@pytest.mark.parametrize(
    ("before", "after", "doubtful"),
    [
        ("擅自占用河道的", "未经批准围垦河道的", True),
        ("在井旁养鹅的", "在井旁养鸭的", False),
    ],
)
def test_a_clause_with_another_conduct_is_to_be_checked(tmp_path, before, after, doubtful):
    repository = new_repository(tmp_path / "laws")
    for conduct, day in zip((before, after), DAYS, strict=False):
        articles = f"第一条　水井应当加盖。\n第二条　{conduct}，{FINES[0]}\n第三条　井盖应当检查。"
        store(repository, f"{TITLE}\n\n{articles}", day)
    here = Session(repository=tmp_path / "laws")
    found = applicable(f"{TITLE}#第二条", days("2003-01-01", "2007-01-01"), here)

    assert [one.clauses[0].doubtful for one in found.versions] == [False, doubtful]
    text = write(found, "markdown", ReportOptions(language="zh")).decode()
    assert ("核对" in text) == doubtful


def test_a_fine_of_a_company_rule_is_no_administrative_penalty(tmp_path):
    repository = new_repository(tmp_path / "rules")
    for day, fine in (("2001年1月1日", "一百元"), ("2005年1月1日", "二百元")):
        path = tmp_path / "rule.txt"
        path.write_text(
            f"示例公司水井规定\n\n版本：V1.0\n发布日期：{day}\n生效日期：{day}\n\n1 总则\n"
            f"1.1 员工不得在井旁养鹅。\n1.2 水井由后勤部检查。\n"
            f"2 处罚\n2.1 违反1.1规定的，给予警告，并处{fine}罚款。\n2.2 处罚由后勤部决定。\n",
            encoding="utf-8",
        )
        repository.add(load(path), path.read_bytes(), "rule.txt")

    found = applicable(
        "示例公司水井规定#art_2.1", days("2003-01-01"), Session(repository=tmp_path / "rules")
    )

    assert [one.version.name for one in found.versions] == ["2001-01-01", "2005-01-01"]
    assert found.sorts == ("undecided",)
