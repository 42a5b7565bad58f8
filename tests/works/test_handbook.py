"""Citations to paste: the examples of the handbook, nothing that is not known, CSL-JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.model.document import Document
from policydiff.model.version import Amendment, Dates
from policydiff.text.numerals import write_number
from policydiff.works.handbook import (
    CitedAct,
    arabic,
    cited_act,
    csl_item,
    csl_json,
    handbook_citation,
)

MINIMUM = "国务院关于在全国建立农村最低生活保障制度的通知"
RULING = "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释"
BAN = "全国人民代表大会常务委员会关于严禁卖淫嫖娼的决定"


def act(title, kind, **facts):
    return CitedAct(title=title, kind=kind, **facts)


@pytest.mark.parametrize(
    ("cited", "provision", "expected"),
    [
        (act("民法总则", "law"), "第二十七条第二款第（三）项", "《民法总则》第27条第2款第3项"),
        (act("公司法", "law", version="2013年修正"), "第三十六条", "《公司法》（2013年修正）第36条"),
        (act("公司法", "law", version="2005年修订"), "", "《公司法》（2005年修订）"),
        (act("刑法", "law", number="主席令第83号"), "第一百三十三条之一", "《刑法》第133条之一"),
        (act("甲条例", "regulation", number="国务院令第1号"), "第18条", "《甲条例》第18条"),
        (act(RULING, "interpretation", number="法释〔2018〕1号"), "第一百条",
         "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》（法释〔2018〕1号）第100条"),
        (act(RULING, "interpretation", number="法释〔2018〕1号"), "",
         "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》（法释〔2018〕1号）"),
        (act(MINIMUM, "notice", number="国发〔2007〕19号", dates=Dates(promulgated="2007-07-11")), "",
         f"《{MINIMUM}》，国发〔2007〕19号，2007年7月11日发布"),
        (act(MINIMUM, "notice", number="国发〔2007〕19号", dates=Dates(signed="2007-07-11")), "",
         f"《{MINIMUM}》，国发〔2007〕19号，2007年7月11日"),
        (act(MINIMUM, "notice", number="国发〔2007〕19号"), "第四节", f"《{MINIMUM}》（国发〔2007〕19号）第四节"),
        (act(MINIMUM, "notice"), "", f"《{MINIMUM}》"),
        (act(MINIMUM, "opinion"), "一（一）", f"《{MINIMUM}》，一（一）"),
        (act("甲条例", "regulation"), "附件1第二条", "《甲条例》附件1第2条"),
        (act(BAN, "decision", dates=Dates(adopted="1991-09-04")), "", f"《{BAN}》，1991年9月4日通过"),
    ],
)  # fmt: skip
def test_the_form_is_that_of_the_handbook(cited, provision, expected):
    assert handbook_citation(cited, provision) == expected


@given(st.integers(1, 9_999), st.integers(1, 99), st.integers(1, 30))
def test_every_number_is_arabic(article, paragraph, point):
    chinese = (
        f"第{write_number(article)}条第{write_number(paragraph)}款第（{write_number(point)}）项"
    )

    assert arabic(chinese) == f"第{article}条第{paragraph}款第{point}项"
    assert arabic(arabic(chinese)) == arabic(chinese)


@pytest.mark.parametrize(
    "name", ["", "一（一）", "3.2.1", "附件1", "序言第七自然段", "第二章", "第条"]
)
def test_what_is_no_article_stays_as_it_is(name):
    assert arabic(name) == name


def document(date=None, **facts):
    plain = {"title": "示例法", "kind": "law", "dialect": "cn_law"}
    return Document(**plain | {"dates": Dates(adopted=date)} | facts)


def test_a_version_is_named_where_the_title_alone_means_another():
    amended = document("2018-10-26", amendments=(Amendment(word="修正", date="2018-10-26"),))
    twice = document("2018-03-01", amendments=(Amendment(word="修正", date="2018-03-01"),))
    first = document("2005-01-02")

    assert cited_act(first).version is None
    assert cited_act(first, [amended]).version == "2005年通过"
    assert cited_act(amended).version == "2018年修正"
    assert cited_act(amended, [twice]).version == "2018年10月26日修正"
    unnamed = document(
        None, amendments=(Amendment(word="修正", date=None),), dates=Dates(named="2019-05-06")
    )
    assert cited_act(unnamed).version is None
    assert cited_act(unnamed, [first]).version == "2019年5月6日文本"


def test_the_number_has_the_brackets_of_the_handbook():
    for number in ("国发[2007]19号", "国发（2007）19号", "国发［2007］19号", "国发〔2007〕19号"):
        found = cited_act(document(kind="notice", document_number=number))
        assert handbook_citation(found) == "《示例法》，国发〔2007〕19号"
        assert csl_item(found)["number"] == "国发〔2007〕19号"


def test_csl_has_what_is_known_and_no_more():
    cited = cited_act(document("2005-01-02", authority="某部", document_number="主席令第1号"))

    assert csl_item(cited, "第五条") == {
        "id": "《示例法》第5条",
        "type": "legislation",
        "title": "示例法",
        "authority": "某部",
        "section": "第5条",
        "issued": {"date-parts": [[2005, 1, 2]]},
        "language": "zh-CN",
    }
    bare = csl_item(cited_act(document()))
    assert set(bare) == {"id", "type", "title", "language"}
    assert json.loads(csl_json(bare)) == [bare]


def test_a_hostile_title_steers_nothing():
    found = handbook_citation(cited_act(document(title="\x1b[31m甲\u202e法")))

    assert "\x1b" not in found
    assert "\u202e" not in found
