"""The origin of articles beside the day of an opinion: by dates, and by the text before the day."""

from __future__ import annotations

from dataclasses import replace

from inventing import RULES, article, law, opinion

from policydiff.comparing.engine.align.passes import align
from policydiff.comparing.engine.align.units import read_units
from policydiff.model.document import Document
from policydiff.model.identifiers import name_document
from policydiff.model.version import Amendment, Dates
from policydiff.relating.engine.laws.force_and_origin import PAIRED, derive_origins, with_traits
from policydiff.relating.engine.relation import Coverage, Relation, order_of
from policydiff.text.numerals import write_number

DAY = "2017-03-01"
ADDED = "果农协会每年公布一次果品检测的全部结果。"
CHANGED = RULES[1].replace("合法、正当、必要", "合法、正当、必要和诚信")
OLD = law(date="2016-01-01")
AMENDED = law(
    (RULES[0], CHANGED, ADDED, *RULES[2:]),
    date="2021-05-01",
    original_dates=Dates(promulgated="2016-01-01"),
    amendments=(Amendment(word="修正", date="2021-05-01"),),
)


def test_what_came_changed_and_stayed_since_the_day():
    assert derive_origins(AMENDED, DAY, OLD) == {
        "art_1": "unchanged",
        "art_2": "amended",
        "art_3": "new",
        "art_4": "unchanged",
        "art_5": "unchanged",
    }


def test_where_an_amendment_before_the_day_is_missing_only_what_stayed_is_certain():
    """Of the version of 2016-06-01 there is no text: what differs may have changed in it."""
    earlier = Amendment(word="修正", date="2016-06-01")
    given = law((RULES[0], CHANGED, ADDED, *RULES[2:]), amendments=(earlier, *AMENDED.amendments))

    found = derive_origins(given, DAY, OLD)

    assert found == {
        "art_1": "unchanged",
        "art_2": None,
        "art_3": None,
        "art_4": "unchanged",
        "art_5": "unchanged",
    }


def test_a_text_under_the_day_in_its_files_name_does_not_report_its_last_changes():
    """Its head ends with the version before the day: what differs may have come before that day."""
    given = replace(AMENDED, dates=Dates(named="2021-05-01", promulgated="2016-01-01"))
    silent = replace(given, original_dates=Dates(), amendments=())
    told = replace(given, dates=Dates(named="2021-09-01", promulgated="2021-05-01"))

    found = derive_origins(silent, DAY, OLD)

    assert found is not None
    assert (found["art_1"], found["art_2"], found["art_3"]) == ("unchanged", None, None)
    assert derive_origins(silent, DAY, None) is None
    assert derive_origins(told, DAY, OLD) == derive_origins(AMENDED, DAY, OLD)


def test_a_text_that_states_no_day_is_neither_new_nor_old():
    given = law(dates=Dates(named="2023-10-16", in_force="2024-01-01"))

    assert derive_origins(given, DAY, None) is None


def test_an_earlier_text_proves_that_the_work_is_older():
    """The head of 2021 looks like that of a first version; the text of 2016 shows that it is not."""
    left, right = opinion(), law(date="2021-05-01")
    row = Coverage(left="sec_1", right=right.title, status="none", best=0.0, order="later")
    relation = Relation(left=left, right=(right,), coverage=(row,))

    (alone,) = with_traits(relation, {}).coverage
    (proved,) = with_traits(relation, {right.title: OLD}).coverage

    assert (alone.order, proved.order) == ("later", "parallel")


def test_the_day_in_the_name_of_a_file_proves_no_order_and_no_origin():
    """Not that the text was before the left, and not that a later one is an amendment of it."""
    named = [law(dates=Dates(named=day)) for day in ("2015-01-01", "2021-05-01")]
    young, left = law(date="2021-05-01"), opinion()

    def traits(right: Document, before: Document) -> tuple[str | None, bool]:
        row = Coverage(
            left="sec_1", right=right.title, status="none", best=0.0, order=order_of(left, right)
        )
        relation = Relation(left=left, right=(right,), coverage=(row,))
        found = with_traits(relation, {right.title: before})
        return found.coverage[0].order, bool(found.origins)

    assert traits(named[1], named[0]) == (None, False)
    assert traits(named[1], OLD) == (None, False)
    assert traits(young, named[0]) == (None, False)
    assert traits(AMENDED, named[0]) == ("parallel", False)
    assert traits(young, OLD) == ("parallel", True)
    assert [derive_origins(one, DAY, None) for one in named] == [None, None]


def test_a_text_of_the_very_day_has_no_origin():
    assert derive_origins(law(date=DAY), DAY, None) is None


def test_an_amendment_without_a_date_leaves_it_open_too():
    given = law(
        (ADDED, *RULES), amendments=(Amendment(word="修正", date=None), *AMENDED.amendments)
    )

    assert derive_origins(given, DAY, OLD) == {
        "art_1": None,
        **{f"art_{number}": "unchanged" for number in (2, 3, 4, 5)},
    }


PLACES = [
    "梨园",
    "桃园",
    "茶园",
    "苗圃",
    "鱼塘",
    "水库",
    "渡口",
    "码头",
    "粮仓",
    "冷库",
    "集市",
    "花市",
    "牧场",
    "林场",
    "蜂场",
    "药圃",
    "菜地",
    "竹林",
    "稻田",
    "果窖",
]
DUTIES = [
    "登记造册",
    "每年检修",
    "公示价格",
    "设置标志",
    "配备人员",
    "保存记录",
    "缴纳保证金",
    "接受检查",
    "报告产量",
    "轮流值守",
    "购买保险",
    "统一编号",
    "定期消毒",
    "公开招标",
    "限制用水",
    "划定界线",
    "签订合同",
    "培训员工",
    "防治虫害",
    "分级管理",
]


def test_a_pair_in_doubt_has_no_origin():
    """The first rule went, and one came that is near to it and to others: is it the same?"""
    rules = tuple(
        f"{place}的经营者应当{duty}，市农业主管部门对{place}{duty}的情况进行监督。"
        for place, duty in zip(PLACES, DUTIES, strict=True)
    )
    mixed = "梨园的经营者应当定期消毒，并且公示价格。"
    before, after = numbered(rules, "2016-01-01"), numbered((*rules[1:5], mixed, *rules[5:]))
    sides = (
        [unit for unit in read_units(side) if unit.level == "article"] for side in (before, after)
    )
    (link,) = (one for one in align(*sides).links() if one.reason != "identical")

    assert link.score < PAIRED
    found = derive_origins(after, DAY, before)
    assert found is not None
    assert [eid for eid, origin in found.items() if origin != "unchanged"] == ["art_5"]
    assert found["art_5"] is None


def numbered(rules: tuple[str, ...], date: str = "2021-05-01") -> Document:
    """An ordinance of so many articles."""
    body = tuple(
        article(number, f"第{write_number(number)}条", rule) for number, rule in enumerate(rules, 1)
    )
    return name_document(replace(law(date=date), body=body))


def test_a_text_from_before_the_day_is_as_it_was():
    found = derive_origins(OLD, DAY, None)

    assert found is not None
    assert set(found.values()) == {"unchanged"}


def test_a_work_that_is_younger_is_new():
    found = derive_origins(law(date="2019-01-01"), DAY, None)

    assert found is not None
    assert set(found.values()) == {"new"}


def test_what_nothing_shows_is_unknown():
    """A version after the day, of a work before it; one without any date; and a draft."""
    assert derive_origins(AMENDED, DAY, None) is None
    assert derive_origins(law(dates=Dates()), DAY, None) is None
    assert derive_origins(law(date="2019-01-01", stage="征求意见稿"), DAY, None) is None
