"""The words for versions and their days. All texts are invented."""

from __future__ import annotations

import pytest

from policydiff.model.document import Document
from policydiff.model.version import Amendment, Dates
from policydiff.report.versions import day_word


def act(dates: Dates, *amendments: Amendment) -> Document:
    return Document(
        title="甲法", kind="law", dialect="cn_law", dates=dates, amendments=tuple(amendments)
    )


def amended(word: str, date: str | None = "2019-04-23") -> Amendment:
    return Amendment(word=word, date=date)


@pytest.mark.parametrize(
    ("amendments", "zh", "en"),
    [
        ((), "通过", "Adopted"),
        ((amended("修正"),), "修正", "Amended"),
        ((amended("修订"),), "修订通过", "Revision adopted"),
        ((amended("修改"),), "修改", "Amended"),
        ((amended("修订", "2017-11-04"), amended("修正")), "修正", "Amended"),
        ((amended("修正", "2017-11-04"),), "通过", "Adopted"),
        ((amended("修正", None),), "通过", "Adopted"),
        ((amended("公布"),), "通过", "Adopted"),
    ],
    ids=[
        "first version",
        "amended",
        "revised",
        "changed",
        "the last of several",
        "another day",
        "no day",
        "another word",
    ],
)
def test_the_day_of_an_amendment_is_called_as_the_preface_does(amendments, zh, en):
    document = act(Dates(adopted="2019-04-23", in_force="2019-06-01"), *amendments)

    assert day_word("adopted", document, "zh") == zh
    assert day_word("adopted", document, "en") == en
    assert day_word("in_force", document, "zh") == "施行"


def test_one_day_alone_is_the_day_of_the_amendment():
    """The order that promulgates a revised text keeps its word where its adoption is stated."""
    both = act(Dates(adopted="2019-04-23", promulgated="2019-05-08"), amended("修订"))
    order = act(Dates(promulgated="2019-04-23"), amended("修订"))
    same = act(Dates(adopted="2019-04-23", promulgated="2019-04-23"), amended("修正"))

    assert [day_word(name, both, "zh") for name in ("adopted", "promulgated")] == [
        "修订通过",
        "公布",
    ]
    assert day_word("promulgated", order, "zh") == "修订"
    assert [day_word(name, same, "zh") for name in ("adopted", "promulgated")] == ["修正", "公布"]


def test_the_approval_of_an_amendment_stays_an_approval():
    document = act(Dates(adopted="2019-04-23", approved="2019-05-30"), amended("修正"))

    assert day_word("approved", document, "zh") == "批准"
