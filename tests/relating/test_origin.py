"""The origin of articles beside the day of an opinion: by dates, and by the text before the day."""

from __future__ import annotations

from inventing import RULES, law

from policydiff.model.version import Amendment, Dates
from policydiff.relating.origin import derive_origins

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


def test_an_amendment_without_a_date_leaves_it_open_too():
    given = law(
        (ADDED, *RULES), amendments=(Amendment(word="修正", date=None), *AMENDED.amendments)
    )

    assert derive_origins(given, DAY, OLD) == {
        "art_1": None,
        **{f"art_{number}": "unchanged" for number in (2, 3, 4, 5)},
    }


def test_a_pair_in_doubt_has_no_origin():
    """第二条 was written again almost wholly: is it another article, or the old one amended?"""
    rewritten = "处理个人信息应当公开透明，采取加密措施，并且每年向社会报告一次处理情况和安全状况。"
    found = derive_origins(law((RULES[0], rewritten, *RULES[2:])), DAY, OLD)

    assert found is not None
    assert found["art_2"] is None


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
