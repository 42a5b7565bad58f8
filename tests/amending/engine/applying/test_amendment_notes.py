"""The 题注 after one more amendment, in the manner of the one that is there. All texts are
invented.
"""

import pytest

from policydiff.amending.engine.applying.amendment_notes import amended_notes
from policydiff.model.document import Block, Document
from policydiff.model.version import Amendment, Dates

FIRST = "2009年3月1日乙省人大第五次会议通过"
ONCE = "根据2012年5月2日乙省人大第九次会议《关于修改〈乙省桥梁条例〉的决定》修正"
NO_DATES = Dates()
NEW = Amendment(
    word="修正",
    date="2019-05-01",
    by="乙省人大第八次会议",
    decision="乙省人大常委会关于修改《乙省桥梁条例》的决定",
)
CLAUSE = "根据2019年5月1日乙省人大第八次会议《关于修改〈乙省桥梁条例〉的决定》"


def notes(
    *lines: str, earlier: int = 0, new: Amendment = NEW, dates: Dates = NO_DATES
) -> list[str]:
    blocks = [Block(text=line, role="note") for line in lines]
    amendments = tuple(Amendment(word="修正", date="2012-05-02") for _ in range(earlier))
    base = Document(
        title="乙省桥梁条例", kind="local-regulation", dialect="cn_law", amendments=amendments
    )
    return [block.text for block in amended_notes(list(blocks), base, new, dates)]


def test_the_first_amendment_has_no_number():
    assert notes(FIRST) == [FIRST, CLAUSE + "修正"]
    assert notes(f"（{FIRST}）") == [f"（{FIRST}　{CLAUSE}修正）"]


def test_with_the_second_both_are_counted():
    first = ONCE.replace("修正", "第一次修正")
    assert notes(FIRST, ONCE, earlier=1) == [FIRST, first, CLAUSE + "第二次修正"]
    assert notes(f"（{FIRST}　{ONCE}）", earlier=1) == [f"（{FIRST}　{first}　{CLAUSE}第二次修正）"]


def test_a_bracket_over_several_lines_closes_behind_the_last():
    first = ONCE.replace("修正", "第一次修正")
    assert notes(f"（{FIRST}", f"{ONCE}）", earlier=1) == [
        f"（{FIRST}",
        first,
        CLAUSE + "第二次修正）",
    ]


def test_the_manner_of_the_one_before_is_kept():
    second = "2015年1月1日 乙省人大第一次会议《关于修改〈乙省桥梁条例〉的决定》第二次修正"
    found = notes(FIRST, ONCE.replace("修正", "第一次修正"), second, earlier=2)
    assert (
        found[-1] == "2019年5月1日 乙省人大第八次会议《关于修改〈乙省桥梁条例〉的决定》第三次修正"
    )


def test_a_list_of_amendments_goes_on():
    assert (
        notes("根据下列修正案修正:", "1. 1999年1月1日第五届会议", earlier=1)[-1]
        == "2. 2019年5月1日乙省人大第八次会议"
    )


def test_a_list_of_acts_by_number_goes_on_behind_its_last_line():
    lines = (
        FIRST,
        "2012年5月2日 乙省人大第七次会议通过的《乙省桥梁条例修正案》",
        ONCE,
        "2015年1月1日 乙省人大第九次会议通过的《乙省桥梁条例修正案（二）》",
    )
    new = Amendment(
        word="修正", date="2019-05-01", by="乙省人大第八次会议", decision="乙省桥梁条例修正案（三）"
    )

    assert notes(*lines, earlier=3, new=new) == [
        *lines,
        "2019年5月1日 乙省人大第八次会议通过的《乙省桥梁条例修正案（三）》",
    ]


@pytest.mark.parametrize(
    ("decision", "by", "clause"),
    [
        (
            "乙国宪法修正案（2019年）",
            "乙国大会第一次会议",
            "根据2019年5月1日乙国大会第一次会议通过的《乙国宪法修正案》修正",
        ),
        (
            "乙国政府关于修改《乙省桥梁条例》的决定",
            "乙国政府",
            "根据2019年5月1日《乙国政府关于修改〈乙省桥梁条例〉的决定》修正",
        ),
    ],
)
def test_what_is_known_of_the_decision_is_told(decision, by, clause):
    assert notes(
        FIRST, new=Amendment(word="修正", date="2019-05-01", by=by, decision=decision)
    ) == [FIRST, clause]


def test_without_a_date_the_rest_is_told():
    undated = Amendment(
        word="修正",
        date=None,
        by="乙省人大第八次会议",
        decision="乙省人大常委会关于修改《乙省桥梁条例》的决定",
    )
    assert notes(FIRST, new=undated) == [
        FIRST,
        "根据乙省人大第八次会议《关于修改〈乙省桥梁条例〉的决定》修正",
    ]
    second = "2015年1月1日 乙省人大第一次会议《关于修改〈乙省桥梁条例〉的决定》第二次修正"
    assert (
        notes(second, earlier=2, new=undated)[-1]
        == "根据乙省人大第八次会议《关于修改〈乙省桥梁条例〉的决定》第三次修正"
    )


def test_when_an_amendment_took_effect_is_said_of_each():
    follow = "该修正自2012年6月1日施行"
    found = notes(FIRST, ONCE, follow, earlier=1, dates=Dates(in_force="2020-01-01"))
    assert found[2:] == [follow, CLAUSE + "第二次修正", "该修正自2020年1月1日施行"]
    assert notes(FIRST, ONCE, follow, earlier=1)[2:] == [follow, CLAUSE + "第二次修正"]


def test_facts_of_the_old_version_do_not_stand_for_the_new_one():
    assert (
        notes("施行时间：2009年5月1日", dates=Dates(in_force="2020-01-01"))[0]
        == "施行时间：2020年1月1日"
    )
    assert notes("施行时间：2009年5月1日") == []
    assert notes("制定机关：乙省人大")[0] == "制定机关：乙省人大"
