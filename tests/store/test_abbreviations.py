"""Names as lawyers say them. All works are invented but for the names of rules."""

from __future__ import annotations

import pytest

from policydiff.errors import NotFoundError, UsageError
from policydiff.store.abbreviations import abbreviates, is_meant
from policydiff.store.catalogue import Catalogue
from policydiff.store.records import WorkRecord


def work(title: str, kind: str = "law", *aliases: str) -> WorkRecord:
    slug = f"w{abs(hash(title))}"
    return WorkRecord(uri=f"/akn/cn/{slug}", title=title, kind=kind, jurisdiction="cn", slug=slug, folder=f"works/{slug}", aliases=aliases)


@pytest.mark.parametrize(
    ("name", "title", "meant"),
    [
        ("个保法", "个人信息保护法", True),
        ("网安法", "网络安全法", True),
        ("民诉法", "民事诉讼法", True),
        ("反诈法", "反电信网络诈骗法", True),
        ("消保法", "消费者权益保护法", True),
        ("招投标法", "招标投标法", True),
        ("雨伞登记条例", "雨伞登记管理条例", True),
        ("网络法", "网络安全法", False),  # leaves out what is said of networks
        ("治安处罚法", "治安管理处罚法", True),
        ("人民警察法", "人民武装警察法", False),  # another law
        ("雨具消防条例", "雨具森林消防条例", False),
        ("环保法", "环境保护税法", False),
        ("民法", "民事诉讼法", False),  # one character tells too little
        ("民诉法", "民事诉讼法(试行)", False),
        ("人保法", "个人信息保护法", False),  # begins no title
        ("个息法", "个人信息保护法", False),  # 息 begins no word
        ("保个法", "个人信息保护法", False),
        ("个保条例", "个人信息保护法", False),
        ("个人信息保护法", "个人信息保护法", False),  # the title itself is no abbreviation
        ("法", "个人信息保护法", False),
        ("", "个人信息保护法", False),
    ],
)
def test_rules_of_abbreviation(name, title, meant):
    assert abbreviates(name, title) is meant


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("伞具法解释（五）", True),
        ("伞具法司法解释(五)", True),
        ("伞具法解释（四）", False),
        ("伞具法解释", False),
        ("雨具法解释（五）", False),
    ],
)
def test_an_interpretation_is_called_by_its_law_and_number(name, meant):
    title = "最高人民法院关于适用《中华人民共和国伞具法》若干问题的规定（五）"

    assert is_meant(name, work(title, "interpretation")) is meant
    assert not is_meant(name, work(title, "law"))


def test_an_abbreviation_never_wins_against_a_name_that_is_there():
    shelf = Catalogue([work("中华人民共和国雨具安全法"), work("雨季施工条例", "regulation", "雨安法")])

    assert shelf.find("雨安法", short=True).title == "雨季施工条例"
    assert shelf.find("雨具安法", short=True).title == "中华人民共和国雨具安全法"


def test_an_abbreviation_of_several_works_is_refused_with_their_list():
    shelf = Catalogue([work("雨具安全法"), work("雨伞安全法"), work("桥梁养护法")])

    with pytest.raises(UsageError, match=r"雨具安全法.*雨伞安全法|雨伞安全法.*雨具安全法"):
        shelf.find("雨安法", short=True)
    assert shelf.find("桥养法", short=True).title == "桥梁养护法"


def test_who_changes_a_work_names_it_in_full():
    shelf = Catalogue([work("桥梁养护法")])

    with pytest.raises(NotFoundError):
        shelf.find("桥养法")


def test_a_name_that_is_like_none_is_answered_without_a_suggestion():
    shelf = Catalogue([work("桥梁养护法"), work("雨具安全法")])

    with pytest.raises(NotFoundError, match="see `policydiff list`"):
        shelf.find("税收征收管理法")
    with pytest.raises(NotFoundError, match="did you mean “桥梁养护法”"):
        shelf.find("桥粱养护法")
    with pytest.raises(NotFoundError, match="did you mean “雨具安全法”"):
        shelf.find("雨具安")
