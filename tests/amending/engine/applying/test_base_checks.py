"""What is refused, with the reason and the first instruction that does not fit, and what is carried
out all the same. All texts are invented.
"""

import dataclasses
import pathlib

import pytest
from drafts import load

import policydiff
from policydiff.amending.engine.applying.base_checks import same_work
from policydiff.amending.engine.consolidate import WrongBaseError
from policydiff.model.version import Amendment, Dates
from policydiff.text.numerals import write_number

BASE = """乙省桥梁条例
2009年3月1日乙省第十届人民代表大会常务委员会第五次会议通过
第一条　为了管理桥梁，制定本条例。
第二条　桥由村里修，村里应当每年派出工匠两名。
第三条　桥上不得停放车辆，不得堆放木柴和石料。
第四条　违反本条例第三条规定的，由村里处以五百元罚款。
第五条　桥梁管理机构应当每年检查一次桥面和桥墩。
第六条　本条例自2010年1月1日起施行。
"""
TITLE = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定"
PASSED = "2019年5月1日乙省第十二届人民代表大会常务委员会第八次会议通过"
ITEMS = (
    "将第二条中的“村里应当每年派出工匠两名”修改为“村里应当每年派出工匠十名”。",
    "将第四条修改为：“违反本条例的，由乡里处以一千元罚款。”",
    "删去第五条中的“和桥墩”。",
)
MISSING = (
    "将第一条中的“为了加强渡口和渡船的安全”修改为“为了安全”。",
    "将第三条中的“船上不得饲养牲畜和家禽”修改为“略”。",
    "将第五条中的“渡口管理机构应当每月巡查”修改为“略”。",
)


def decision(*items: str, title: str = TITLE, passed: str = PASSED) -> policydiff.Document:
    return load(
        f"{title}\n{passed}\n"
        + "".join(f"{'一二三四五六七八九十'[place]}、{item}\n" for place, item in enumerate(items))
    )


def refusal(base: policydiff.Document, made: policydiff.Document) -> str:
    with pytest.raises(WrongBaseError) as refused:
        policydiff.consolidate(base, made)
    assert refused.value.exit_code == 3
    return str(refused.value).split("does not fit this text ")[1]


def test_a_decision_for_another_law():
    other = decision(*ITEMS, title=TITLE.replace("桥梁", "渡口"))
    assert refusal(load(BASE), other) == "(it amends 《乙省渡口条例》, this is 乙省桥梁条例)"


def test_a_body_leaves_out_its_name_where_it_amends_a_text_of_its_own():
    short = decision(*ITEMS, title="乙省高级人民法院关于修改《关于桥梁的规定》的决定")
    assert policydiff.consolidate(
        load(BASE.replace("乙省桥梁条例", "乙省高级人民法院关于桥梁的规定")), short
    ).complete
    assert policydiff.consolidate(
        load(BASE.replace("乙省桥梁条例", "关于桥梁的规定")), short
    ).complete
    other = load(BASE.replace("乙省桥梁条例", "丙省高级人民法院关于桥梁的规定"))
    assert (
        refusal(other, short)
        == "(it amends 《关于桥梁的规定》, this is 丙省高级人民法院关于桥梁的规定)"
    )


@pytest.mark.parametrize(
    "titles", ["《乙省渡口条例》和《乙省桥梁条例》", "《乙省渡口条例》等三部地方性法规"]
)
def test_one_of_several_laws_that_the_title_names_is_no_other_and_each_item_must_name_it(titles):
    title = TITLE.replace("《乙省桥梁条例》", titles)
    named = decision(
        f"对《乙省桥梁条例》作如下修改：{ITEMS[0]}",
        f"对《乙省桥梁条例》作如下修改：{ITEMS[1]}",
        title=title,
    )

    assert [
        o.status
        for o in policydiff.consolidate(load(BASE), named).operations
        if o.kind != "context"
    ] == ["applied"] * 2
    assert "the decision amends several works and does not say which is meant" in refusal(
        load(BASE), decision(*ITEMS, title=title)
    )


def test_a_decision_applied_twice():
    once = policydiff.consolidate(load(BASE), decision(*ITEMS)).document
    assert (
        "this text has the amendment of 2019-05-01 already; item 一: 第二条 “村里应当每年派出工匠两名” does not stand there"
        in refusal(once, decision(*ITEMS))
    )


def test_a_decision_applied_twice_without_any_date():
    once = policydiff.consolidate(load(BASE), decision(*ITEMS, passed="")).document
    assert "it is carried out there already: the new text of item 一 stands in it" in refusal(
        once, decision(*ITEMS, passed="")
    )


@pytest.mark.parametrize("number", [21, 99, 100, 101, 105, 110])
def test_a_decision_applied_twice_whatever_the_number_of_its_article(number):
    law = "乙省桥梁条例\n" + "".join(
        f"第{write_number(place)}条　第{place}座桥由村里修，编号为{place * 7}。\n"
        for place in range(1, 111)
    )
    num = f"第{write_number(number)}条"
    text = f"{num}　第{number}座桥由县里修，编号为{number * 7}。"
    once = policydiff.consolidate(load(law), decision(f"将{num}修改为：“{text}”", passed=""))

    assert once.complete
    again = dataclasses.replace(once.document, amendments=())
    with pytest.raises(WrongBaseError, match="carried out there already"):
        policydiff.consolidate(again, decision(f"将{num}修改为：“{text}”", passed=""))


def test_decisions_out_of_order():
    second = decision("将第三条修改为：“桥上不得停车。”", passed=PASSED.replace("2019", "2021"))
    later = policydiff.consolidate(load(BASE), second).document
    assert (
        refusal(later, decision(*ITEMS))
        == "(the decision is of 2019-05-01, and this text has the amendment of 2021-05-01 already)"
    )


def test_another_decision_of_the_same_day_is_no_hindrance():
    base = dataclasses.replace(
        load(BASE),
        amendments=(
            Amendment(
                word="修正", date="2019-05-01", decision="关于修改〈乙省桥梁条例〉等条例的决定"
            ),
        ),
    )
    assert policydiff.consolidate(base, decision(*ITEMS)).complete


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        (
            (*ITEMS[:1], MISSING[0]),
            "too many of its instructions do not fit; item 二: 第一条 “为了加强渡口和渡船的安全” does not stand there",
        ),
        (
            (*ITEMS, *ITEMS[:1] * 4, *MISSING),
            "it quotes words that this text does not have; item 八: 第一条",
        ),
        (
            (*ITEMS, *(f"将第{n}条修改为：“略。”" for n in "七八九")),
            "it is about places that this text does not have; item 四: 第七条 the base has no such place",
        ),
    ],
    ids=["two items", "many quotations", "places"],
)
def test_a_version_that_lacks_what_the_decision_speaks_of(items, reason):
    assert reason in refusal(load(BASE), decision(*items))


@pytest.mark.parametrize(
    "items",
    [
        (*ITEMS, MISSING[0]),
        (*ITEMS, "将第九条修改为：“略。”", "删去第八条。"),
        (ITEMS[0], "将第四条中的“一万元”修改为“一千元”。"),
        (ITEMS[0], "将第三条中的“桥上不得停放车辆，不得堆放木材和石料。”修改为“桥上不得停车。”"),
    ],
    ids=["one of four", "two places of five", "a short word", "a slip of a sign"],
)
def test_one_or_two_instructions_that_do_not_fit_are_no_reason(items):
    found = policydiff.consolidate(load(BASE), decision(*items))
    assert {operation.status for operation in found.operations} == {
        "applied",
        "failed",
    } or found.operations[-1].message.startswith("quoted ")


def test_an_amendment_whose_items_go_on_needs_a_text_with_earlier_ones():
    title = "乙国宪法修正案（2019年）"
    base = load(BASE.replace("乙省桥梁条例", "乙国宪法", 1))
    amendment = load(
        f"{title}\n{PASSED}\n第三条　宪法第二条修改为：“桥由县里修。”\n第四条　宪法第三条修改为：“略。”\n"
    )
    assert (
        "its items continue those of earlier amendments, and this text mentions none since 2009-03-01"
        in refusal(base, amendment)
    )
    told = dataclasses.replace(
        base,
        original_dates=Dates(adopted="2009-03-01"),
        amendments=(Amendment(word="修正", date="2012-01-01"),),
    )
    assert policydiff.consolidate(told, amendment).complete


def test_what_a_title_says_more_does_not_count():
    assert same_work(
        "乙省桥梁条例", dataclasses.replace(load(BASE), title="乙省桥梁条例(2016年修正)")
    )
    assert not same_work(
        "乙省桥梁条例", dataclasses.replace(load(BASE), title="乙省桥梁条例实施办法", aliases=())
    )


@pytest.mark.corpus
def test_no_real_decision_is_carried_out_on_a_wrong_version(corpus: pathlib.Path):
    import json

    golds = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(corpus.glob("gold/*.triple.json"))
    ]
    for gold in golds:
        folder = corpus / "works" / gold["work"]
        made = policydiff.load(folder / gold["decision"])
        for path in sorted(folder.glob("*.md")):
            if "decision" in path.name:
                continue
            if path.name == gold["base"]:
                done = policydiff.consolidate(policydiff.load(path), made)
                assert {operation.status for operation in done.operations} <= {
                    "applied",
                    "context",
                    "other-work",
                }
            else:
                with pytest.raises(WrongBaseError):
                    policydiff.consolidate(policydiff.load(path), made)


def test_an_undated_decision_that_only_deletes_and_is_told_of_already():
    once = policydiff.consolidate(load(BASE), decision("删去第三条。", passed="")).document
    assert "(this text mentions it already" in refusal(once, decision("删去第三条。", passed=""))


def test_a_decision_is_known_in_the_text_that_it_led_to_by_the_places_that_it_gave_its_new_text():
    items = (
        "将第二条改为第三条，第一款修改为：“桥由县里修。”",
        "增加一条，作为第二条：“桥是大家的。”",
    )
    once = policydiff.consolidate(load(BASE), decision(*items, passed="")).document
    bare = dataclasses.replace(once, amendments=())
    assert "it is carried out there already" in refusal(bare, decision(*items, passed=""))


def test_an_undated_decision_that_came_into_force_before_a_later_amendment():
    base = dataclasses.replace(
        load(BASE),
        amendments=(
            Amendment(word="修正", date="2024-11-10", decision="关于修改〈乙省桥梁条例〉的决定"),
        ),
    )
    made = dataclasses.replace(decision(*ITEMS, passed=""), dates=Dates(in_force="2020-01-01"))
    assert (
        refusal(base, made)
        == "(the decision is of before 2020-01-01, and this text has the amendment of 2024-11-10 already)"
    )


@pytest.mark.parametrize(
    ("title", "named", "same"),
    [
        ("甲国渡口法 甲国主席令第八十四号", "甲国渡口法", True),
        ("法释〔2020〕17号甲法院关于渡口的解释", "甲法院关于渡口的解释", True),
        ("关于渡口的解释", "甲法院关于渡口的解释", True),
        ("甲法院关于渡口的解释（二）", "甲法院关于渡口的解释", False),
        ("甲法院关于渡口的解释（二）", "甲法院关于渡口的解释(二)", True),
        ("甲国渡口法（试行）", "甲国渡口法", True),
    ],
)
def test_what_counts_of_a_title(title, named, same):
    assert same_work(named, dataclasses.replace(load(BASE), title=title, aliases=())) == same


def test_a_day_that_the_decision_quotes_for_the_law_is_none_of_its_own():
    base = dataclasses.replace(
        load(BASE), amendments=(Amendment(word="修正", date="2012-01-01", decision="略"),)
    )
    made = decision(ITEMS[0], "将第六条修改为：“本条例自2010年2月1日起施行。”", passed="")
    assert made.dates.in_force is None
    assert policydiff.consolidate(base, made).complete


@pytest.mark.parametrize("num", ["第二十一条", "第一百零一条", "第一百○一条", "第一百〇一条"])
def test_a_new_text_with_its_number_is_known_whatever_its_zero(num):
    articles = {
        n: f"第{write_number(n)}条　第{write_number(n)}座桥由村里修。\n" for n in range(1, 111)
    }
    base = load("乙省桥梁条例\n" + "".join(articles.values()))
    order = decision(f"将{num}修改为：“{num}　桥由县里修，不得延误。”", passed="")
    once = dataclasses.replace(policydiff.consolidate(base, order).document, amendments=())

    assert "it is carried out there already" in refusal(once, order)
