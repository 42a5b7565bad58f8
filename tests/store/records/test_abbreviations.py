"""Names as lawyers say them. All works are invented but for the names of rules."""

from __future__ import annotations

import pytest

from policydiff.errors import NotFoundError, UsageError
from policydiff.store.records.abbreviations import abbreviates, is_meant
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.works import WorkRecord


def work(title: str, kind: str = "law", *aliases: str) -> WorkRecord:
    slug = f"w{abs(hash(title))}"
    return WorkRecord(
        uri=f"/akn/cn/{slug}",
        title=title,
        kind=kind,
        jurisdiction="cn",
        slug=slug,
        folder=f"works/{slug}",
        aliases=aliases,
    )


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
        ("伞具法司法解释五", True),
        ("伞具法的司法解释5", True),
        ("《伞具法》解释（五）", True),
        ("伞具法规定（五）", True),
        ("最高人民法院关于适用伞具法若干问题的规定（五）", True),
        ("最高法伞具法解释五", True),
        ("伞具法解释（四）", False),
        ("伞具法解释", False),
        ("雨具法解释（五）", False),
    ],
)
def test_an_interpretation_is_called_by_its_law_and_number(name, meant):
    title = "最高人民法院关于适用《中华人民共和国伞具法》若干问题的规定（五）"

    assert is_meant(name, work(title, "interpretation")) is meant
    assert not is_meant(name, work(title, "law"))


def test_a_law_whose_name_ends_like_the_word_for_judicial_is_told_from_it():
    title = "最高人民法院关于适用《中华人民共和国雨具公司法》若干问题的规定（二）"

    for name in ("雨具公司法解释（二）", "雨具公司法司法解释（二）", "雨具公司法司法解释二"):
        assert is_meant(name, work(title, "interpretation"))
    assert not is_meant("雨具公解释（二）", work(title, "interpretation"))


PART = "最高人民法院关于适用《中华人民共和国伞具法》有关押金制度的解释（一）"
WHOLE = "最高人民法院关于适用《中华人民共和国伞具法》的解释"


def test_an_interpretation_on_a_part_is_called_by_the_part():
    shelf = Catalogue([work(PART, "interpretation"), work(WHOLE, "interpretation")])

    assert shelf.find("伞具法押金制度解释一", short=True).title == PART
    assert shelf.find("伞具法解释", short=True).title == WHOLE


def test_several_interpretations_are_listed_where_none_is_named_closely():
    numbered = [
        work(f"最高人民法院关于适用《伞具法》若干问题的规定（{number}）", "interpretation")
        for number in "一二"
    ]

    with pytest.raises(UsageError, match=r"规定（一）.*规定（二）"):
        Catalogue(numbered).find("伞具法解释", short=True)
    with pytest.raises(
        NotFoundError, match="did you mean “最高人民法院关于适用《伞具法》若干问题的规定（一）”"
    ):
        Catalogue(numbered[:1]).find("伞具法解释", short=True)
    with pytest.raises(NotFoundError):
        Catalogue(numbered).find("伞具法解释（三）", short=True)


def test_a_kept_alias_of_a_known_work_helps_where_no_rule_does():
    shelf = Catalogue([work("中华人民共和国消费者权益保护法"), work("消防法")])

    assert shelf.find("消法", short=True).title == "中华人民共和国消费者权益保护法"
    with pytest.raises(NotFoundError):
        shelf.find("消法")
    with pytest.raises(NotFoundError):
        Catalogue([work("消防法")]).find("消法", short=True)


def test_a_name_that_is_there_wins_against_a_known_alias():
    law = work("中华人民共和国消费者权益保护法")

    assert Catalogue([law, work("消法")]).find("消法", short=True).title == "消法"
    assert (
        Catalogue([law, work("消雨法", "law", "消法")]).find("消法", short=True).title == "消雨法"
    )


def test_a_known_alias_settles_what_the_rules_leave_open():
    shelf = Catalogue([work("个人信息保护法"), work("个体保险法")])

    assert shelf.find("个保法", short=True).title == "个人信息保护法"


def test_an_abbreviation_never_wins_against_a_name_that_is_there():
    shelf = Catalogue(
        [work("中华人民共和国雨具安全法"), work("雨季施工条例", "regulation", "雨安法")]
    )

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
