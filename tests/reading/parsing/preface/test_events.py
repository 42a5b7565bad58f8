"""What a 题注 tells: several verbs with one day, decisions with and without their marks, notes that
were torn, and sentences that are no event.
"""

from __future__ import annotations

import pytest

from policydiff.model.source import NO_TITLE
from policydiff.reading import plugins
from policydiff.reading.load import load
from policydiff.reading.parsing.preface.events import (
    is_ordered,
    last_revision,
    order_number,
    read_events,
)

LAW = plugins.dialect("cn_law")

TOLD = {
    "an amendment that was passed": (
        ["2018年3月11日 示例大会第一次会议通过的《示例法修正案》"],
        [("修正", "2018-03-11", "示例大会第一次会议", "示例法修正案")],
    ),
    "several of them in one sentence": (
        [
            "根据1990年4月12日示例大会通过的《示例法修正案》、1993年3月29日示例大会通过的《示例法修正案》修正"
        ],
        [
            ("修正", "1990-04-12", "示例大会", "示例法修正案"),
            ("修正", "1993-03-29", "示例大会", "示例法修正案"),
        ],
    ),
    "a numbered one with its entry into force": (
        ["2005年8月31日示例大会通过的《示例条例修正案（二）》　自2006年1月1日起施行"],
        [
            ("修正", "2005-08-31", "示例大会", "示例条例修正案（二）"),
            ("起施行", "2006-01-01", None, None),
        ],
    ),
    "one behind its day alone": (
        ["2005年8月31日 《示例条例修正案（二）》"],
        [("修正", "2005-08-31", None, "示例条例修正案（二）")],
    ),
    "one behind its body alone": (
        ["2005年8月31日示例市人大常委会《示例条例修正案（二）》"],
        [("修正", "2005-08-31", "示例市人大常委会", "示例条例修正案（二）")],
    ),
    "one that was rejected": (
        ["2005年8月31日示例市人大常委会《示例条例修正案（二）》未获支持"],
        [],
    ),
    "a plan that was passed is no amendment": (
        ["2018年3月11日 示例大会第一次会议通过的《示例规划》"],
        [],
    ),
    "another law that was amended": (
        [
            "2012年8月31日，示例大会审议通过了《关于修改〈示例法〉的决定》。根据修改后的示例法，制定本解释。"
        ],
        [],
    ),
    "approved as amended": (
        ["1994年7月13日 国务院批准第一次修订"],
        [("批准", "1994-07-13", "国务院", None), ("修订", "1994-07-13", "国务院", None)],
    ),
    "approved behind the amendment": (
        ["2014年10月29日 示例市大会通过修订", "2014年11月27日 示例省大会批准修订"],
        [
            ("通过", "2014-10-29", "示例市大会", None),
            ("修订", "2014-10-29", "示例市大会", None),
            ("批准", "2014-11-27", "示例省大会", None),
        ],
    ),
    "promulgated and in force at once": (
        ["1982年12月4日 示例大会公告公布施行"],
        [
            ("公布", "1982-12-04", "示例大会公告", None),
            ("施行", "1982-12-04", "示例大会公告", None),
        ],
    ),
    "an order alone": (
        ["2017年11月22日 国务院令第692号"],
        [("公布", "2017-11-22", "国务院令第692号", None)],
    ),
    "by whom": (
        ["2018年7月31日 由示例委员会第6次会议审议通过"],
        [("通过", "2018-07-31", "示例委员会第6次会议", None)],
    ),
    "a region's name is no word": (
        ["2018年7月31日 自治区大会第一次修订"],
        [("修订", "2018-07-31", "自治区大会", None)],
    ),
    "a decision without marks": (
        ["2004年11月25日 示例省大会关于修改《示例条例》等十件法规的决定第一次修正"],
        [("修正", "2004-11-25", "示例省大会", "关于修改《示例条例》等十件法规的决定")],
    ),
    "a title in a title": (
        ["2012年1月13日 示例省大会《关于修改〈示例省实施《示例法》办法〉的决定》第二次修正"],
        [("修正", "2012-01-13", "示例省大会", "关于修改〈示例省实施《示例法》办法〉的决定")],
    ),
    "a decision that was passed on one day and approved on another": (
        [
            "2018年8月28日 示例市大会通过",
            "2018年11月29日 示例省大会批准的《示例市大会关于修改〈示例条例〉的决定》修正",
        ],
        [
            ("通过", "2018-08-28", "示例市大会", None),
            ("修正", "2018-08-28", "示例市大会", "示例市大会关于修改〈示例条例〉的决定"),
            ("批准", "2018-11-29", "示例省大会", None),
        ],
    ),
    "what was passed years before is another text": (
        [
            "2010年8月28日 示例市大会通过",
            "2018年11月29日 示例省大会批准的《示例市大会关于修改〈示例条例〉的决定》修正",
        ],
        [
            ("通过", "2010-08-28", "示例市大会", None),
            ("修正", "2018-11-29", None, "示例市大会关于修改〈示例条例〉的决定"),
            ("批准", "2018-11-29", "示例省大会", None),
        ],
    ),
    "an approval without 的": (
        ["2021年5月28日 示例省大会关于批准《示例县大会关于修改〈示例条例〉的决定》修正"],
        [
            ("修正", "2021-05-28", None, "示例县大会关于修改〈示例条例〉的决定"),
            ("批准", "2021-05-28", "示例省大会", None),
        ],
    ),
    "an approval told first": (
        [
            "2022年1月21日 示例省大会批准的2021年12月29日示例市大会《关于修改〈示例办法〉的决定》修正"
        ],
        [
            ("修正", "2021-12-29", "示例市大会", "关于修改〈示例办法〉的决定"),
            ("批准", "2022-01-21", "示例省大会", None),
        ],
    ),
    "an approved text is no approved decision": (
        ["2018年8月28日 示例市大会通过", "2018年11月29日 示例省大会批准"],
        [("通过", "2018-08-28", "示例市大会", None), ("批准", "2018-11-29", "示例省大会", None)],
    ),
    "two bodies passed it, the first on the later day": (
        ["2020年8月31日 示例法院第3次会议、2020年8月21日示例检察院第4次会议通过"],
        [("通过", "2020-08-31", "示例法院第3次会议、示例检察院第4次会议", None)],
    ),
    "two bodies on lines of their own": (
        ["2018年2月11日 示例法院第3次会议", "2018年2月23日 示例检察院第4次会议通过"],
        [("通过", "2018-02-23", "示例法院第3次会议、示例检察院第4次会议", None)],
    ),
    "a meeting is not joined to a promulgation": (
        ["2018年2月11日 示例法院第3次会议", "2018年2月23日 示例法院公告公布"],
        [("公布", "2018-02-23", "示例法院公告", None)],
    ),
    "in force in other words": (
        ["2006年6月12日 示例委员会通过", "2008年8月1日 起生效", "1999年12月20日 实施"],
        [
            ("通过", "2006-06-12", "示例委员会", None),
            ("起生效", "2008-08-01", None, None),
            ("实施", "1999-12-20", None, None),
        ],
    ),
    "the name of an implementing act is no entry into force": (
        ["2006年6月12日 示例大会关于示例法实施的说明"],
        [],
    ),
    "a law before it was amended": (["申请日在2001年7月1日以前的，适用修改前示例法的规定"], []),
    "another text that was issued": (
        ["1998年9月17日，我院以法〔1998〕86号通知印发了《示例意见》，现规定如下："],
        [],
    ),
    "torn inside its date": (
        ["2014年11月27", "日示例省大会批准"],
        [("批准", "2014-11-27", "示例省大会", None)],
    ),
    "bodies below each other": (
        ["1980年12月27日 示例甲委员会", "示例乙委员会", "示例丙局发布"],
        [("发布", "1980-12-27", "示例甲委员会、示例乙委员会、示例丙局", None)],
    ),
    "a date and nothing else": (["1957年5月22日", "第一条 甲"], []),
}


@pytest.mark.parametrize(("notes", "told"), TOLD.values(), ids=TOLD)
def test_events_of_notes(notes: list[str], told: list[tuple[str, str, str, str | None]]) -> None:
    assert [
        (event.verb, event.date, event.by, event.decision) for event in read_events(notes, LAW)
    ] == told


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("中华人民共和国国务院令第731号第三次修订", "国务院令第731号"),
        (
            "2004年8月1日中华人民共和国国务院、中华人民共和国中央军事委员会令第413号公布",
            "国务院、中央军事委员会令第413号",
        ),
        ("1997年4月10日示例总署第61号令发布", "示例总署第61号令"),
        ("示例大会公告第37号公布", None),
    ],
)
def test_number_of_an_order(text: str, number: str | None) -> None:
    assert order_number(text) == number


@pytest.mark.parametrize(
    ("note", "ordered"),
    [
        ("2018年6月28日 国务院令第699号第二次修订", True),
        ("根据2011年1月8日《国务院关于废止和修改部分行政法规的决定》修订", True),
        ("2011年2月16日 国务院第144次常务会议修订通过", False),
        ("2018年5月24日 示例市大会《关于修改部分地方性法规的决定》修正", False),
    ],
)
def test_the_day_of_an_order_is_no_day_of_a_meeting(note: str, ordered: bool) -> None:
    assert (
        any(
            is_ordered(event, LAW)
            for event in read_events([note], LAW)
            if event.verb in ("修订", "修正")
        )
        is ordered
    )


def test_last_revision_is_the_last_text_given_anew() -> None:
    notes = [
        "1999年5月23日 国务院令第265号发布",
        "2013年7月18日 《国务院关于修改示例条例的决定》修订",
        "2020年10月7日 国务院令第731号修订",
    ]

    assert last_revision(tuple(read_events(notes, LAW)), LAW) == 2
    assert last_revision(tuple(read_events(notes[:2], LAW)), LAW) is None


def test_a_note_without_a_title_above_it_is_no_title():
    text = (
        "（2013年12月28日示例市人民代表大会常务委员会修正）\n\n第一条　为了管理城市，制定本条例。\n"
    )
    document = load(text.encode(), name="文本.txt")

    assert document.title == "文本"
    assert NO_TITLE in [problem.code for problem in document.problems]
    assert document.dates.adopted == "2013-12-28"
    assert load(f"示例市城市条例\n{text}".encode(), name="文本.txt").title == "示例市城市条例"
