"""New texts that lie elsewhere tell of another version. All texts are invented."""

import pytest
from drafts import load

import policydiff
from policydiff.amending.engine.consolidate import WrongBaseError

LINES = (
    "为了管理渡口，保护乘客的生命和财产，制定本条例。",
    "渡口由县人民政府设立，设立前应当听取沿岸居民的意见。",
    "渡船应当每年检验一次，检验合格的，发给红色的合格证书。",
    "船工应当年满二十周岁，会游泳，并且经过三十天的培训。",
    "船票每人一元，儿童免费，牲畜按照大小加收二元到五元。",
    "违反规定的，由县交通部门责令改正，并处以二百元罚款。",
)
TITLE = "丙县人民代表大会常务委员会关于修改《丙县渡口条例》的决定\n"
NUMBERS = "一二三四五六七八九十"
ITEMS = (
    "将第三条修改为：“渡船应当每年检验两次，检验合格的，发给红色的合格证书。”",
    "将第五条修改为：“船票每人二元，儿童免费，牲畜按照大小加收二元到五元。”",
)


def base(*lines: str) -> policydiff.Document:
    return load(
        "丙县渡口条例\n"
        + "".join(f"第{NUMBERS[place]}条　{line}\n" for place, line in enumerate(lines))
    )


def decision(*items: str) -> policydiff.Document:
    return load(TITLE + "".join(f"{NUMBERS[place]}、{item}\n" for place, item in enumerate(items)))


def refusal(old: policydiff.Document, *items: str) -> str:
    with pytest.raises(WrongBaseError) as refused:
        policydiff.consolidate(old, decision(*items))
    return str(refused.value)


def test_a_version_with_other_numbers_is_refused():
    assert policydiff.consolidate(base(*LINES), decision(*ITEMS)).complete
    later = base(*LINES[:2], "县交通部门主管渡口，乡里协助它管理，村里派人帮忙。", *LINES[2:])
    assert "the new text of item 一 is that of another article here" in refusal(later, *ITEMS)
    assert policydiff.consolidate(later, decision(*ITEMS[:1])).complete


def test_a_new_article_that_stands_in_the_text_already():
    item = "增加一条，作为第六条：“县交通部门主管渡口，乡里协助它管理，村里派人帮忙。”"
    assert policydiff.consolidate(base(*LINES), decision(item)).complete
    later = base(*LINES[:2], "县交通部门主管渡口，乡里协助它管理，村里派人帮忙。", *LINES[2:])
    assert "the new text of item 一 is that of another article here" in refusal(later, item)


def test_an_article_that_the_decision_takes_out_and_puts_in_elsewhere_is_no_sign():
    moved = ("删去第二条。", f"增加一条，作为第五条：“{LINES[1]}”")
    assert policydiff.consolidate(base(*LINES), decision(*moved)).complete
    swapped = (f"将第二条修改为：“{LINES[2]}”", f"将第三条修改为：“{LINES[1]}”")
    assert policydiff.consolidate(base(*LINES), decision(*swapped)).complete
