"""Figures in pairs: what took the place of what, what came or went, and what is open."""

from __future__ import annotations

import pytest
from stating import compared, punished, stated, unsure

from policydiff.comparing.engine.statements.kinship import Kinship, RuleLikeness
from policydiff.comparing.engine.statements.pairing import pair_figures

CUT = "违反本条例规定，擅自截断渠水的，由水利局"
DUTY = "果农应当爱护果树。"


def changed(old: str, new: str) -> list[str]:
    """What is stated where the sanction of one conduct changes."""
    found = punished(CUT + old, CUT + new)
    assert unsure(found) == ([], [])
    return stated(found)


def test_nothing_is_paired_without_rules():
    nothing = Kinship(pairs=(), divided=frozenset(), kin={})
    figures = pair_figures(((), ()), nothing, RuleLikeness(()), ((), ()))

    assert figures.arrows == []
    assert figures.open == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "arrow"),
    [
        (
            "处一千元以上五千元以下罚款。",
            "处五千元以上二万元以下罚款。",
            "一千元以上五千元以下 → 五千元以上二万元以下",
        ),
        (
            "处三日以上七日以下停业整顿。",
            "处七日以上十日以下停业整顿。",
            "三日以上七日以下 → 七日以上十日以下",
        ),
        (
            "并处违法所得一倍罚款。",
            "并处违法所得三倍以上五倍以下罚款。",
            "并处违法所得一倍 → 并处违法所得三倍以上五倍以下",
        ),
        (
            "处货值金额百分之五的罚款。",
            "处货值金额百分之十的罚款。",
            "百分之五 → 百分之十",
        ),
        ("给予警告。", "给予通报批评。", "给予警告 → 给予通报批评"),
        ("吊销取水许可证。", "暂扣取水许可证。", "吊销取水许可证 → 暂扣取水许可证"),
        (
            "责令改正；逾期不改正的，处一千元罚款。",
            "责令改正；拒不改正的，处五千元罚款。",
            "一千元 → 五千元",
        ),
    ],
)
def test_one_figure_takes_the_place_of_another(old, new, arrow):
    assert changed(old, new) == [arrow]
    assert changed(old, old) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("处一千元罚款。", "没收违法所得，并处违法所得二倍罚款。"),
        ("处货值金额百分之五的罚款。", "处违法所得百分之八的罚款。"),
        ("处一千元罚款。", "责令改正；拒不改正的，处五千元罚款。"),
        ("处二千元罚款；情节较轻的，处一千元罚款。", "处二千元罚款；情节较重的，处五千元罚款。"),
        (
            "对单位处二千元罚款，对直接负责的主管人员处一千元罚款。",
            "对单位处二千元罚款，对果农个人处五千元罚款。",
        ),
        (
            "处二千元罚款；违法所得不足五万元的，处一千元罚款。",
            "处二千元罚款；违法所得不足五万元的，处违法所得一倍罚款。",
        ),
        ("处二千元罚款；情节严重的，处九千元罚款。", "处二千元罚款；再次截流的，处八千元罚款。"),
    ],
    ids=["times", "base", "condition", "grade", "bearer", "measure", "repeated"],
)
def test_no_arrow_leads_to_another_bearer_case_or_basis(old, new):
    found = punished(CUT + old, CUT + new)

    assert all(one.form != "arrow" for one in found.stated if one.kind in ("amount", "ratio"))


def test_a_milder_case_that_went_and_a_graver_one_that_came():
    old = "处二千元罚款；情节较轻的，处一千元罚款。"
    new = "处二千元罚款；情节较重的，处五千元罚款。"
    (gone, came) = punished(CUT + old, CUT + new).stated

    assert (gone.form, gone.old and gone.old.words, gone.tier) == (
        "removed",
        "一千元",
        "情节较轻的",
    )
    assert (came.form, came.new and came.new.words, came.tier) == ("added", "五千元", "情节较重的")


def test_an_unnamed_unit_is_a_unit():
    assert changed("处一千元罚款。", "对渠道管理单位处五千元罚款。") == ["一千元 → 五千元"]


def test_a_fine_on_officers_came_or_went():
    both = "对单位处一千元罚款，对直接负责的主管人员处五百元罚款。"

    assert changed(both, "对单位处一千元罚款。") == ["- 五百元"]
    assert changed("对单位处一千元罚款。", both) == ["+ 五百元"]


@pytest.mark.parametrize(
    ("old", "new", "arrow"),
    [
        ("可以处一千元罚款。", "处五千元罚款。", "可以处一千元 → 处五千元"),
        ("可以处一千元罚款。", "处一千元罚款。", "可以处一千元 → 处一千元"),
        ("处一千元罚款。", "可以处一千元罚款。", "处一千元 → 可以处一千元"),
        (
            "给予警告，可以并处一千元罚款。",
            "给予警告，并处五千元罚款。",
            "可以并处一千元 → 并处五千元",
        ),
        ("可以处一千元罚款。", "可以处五千元罚款。", "一千元 → 五千元"),
    ],
)
def test_a_power_that_became_a_duty_is_in_the_words(old, new, arrow):
    assert changed(old, new) == [arrow]


def test_that_a_fine_is_added_to_something_is_no_change_by_itself():
    assert changed("给予警告，处一千元罚款。", "给予警告，并处一千元罚款。") == []


def test_a_count_that_came_or_went_is_not_stated():
    one = "渠道管理委员会设主任一人，任期三年，由灌溉户推选。"
    two = "渠道管理委员会设主任一人、副主任二人，任期三年，由灌溉户推选。"

    assert stated(compared((DUTY, one), (DUTY, two))) == []
    assert stated(compared((DUTY, two), (DUTY, one))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("设主任一人、副主任二人", "设主任一名、副主任二名"),
        ("设主任一人", "设主任一名、副主任二名"),
        ("设主任一人、副主任二人", "设主任一名"),
    ],
)
def test_other_words_for_the_number_of_an_office_are_no_change(old, new):
    frame = "渠道管理委员会{}，任期三年，由灌溉户推选。"

    assert stated(compared((DUTY, frame.format(old)), (DUTY, frame.format(new)))) == []


def test_a_count_and_a_period_take_the_place_of_others():
    old = "渠道管理委员会由五人组成，任期三年，应当在七日内公布名单。"
    new = "渠道管理委员会由七人组成，任期五年，应当在三日内公布名单。"

    assert stated(compared((DUTY, old), (DUTY, new))) == [
        "五人 → 七人",
        "三年 → 五年",
        "七日内 → 三日内",
    ]


@pytest.mark.parametrize("before", ["六个月以内", "六个月之内", "六个月内"])
def test_another_spelling_of_a_period_is_no_change(before):
    old, new = f"借用人应当在{before}归还水泵。", "借用人应当在六个月内交还水泵。"

    assert stated(compared((DUTY, old), (DUTY, new))) == []


CRIME = "违反本条例规定，构成犯罪的，依法追究刑事责任。"


def test_a_sanction_that_moved_to_a_general_article_neither_went_nor_came():
    old = (DUTY, "|", f"{CUT}处一千元罚款；构成犯罪的，依法追究刑事责任。")
    new = (DUTY, "|", f"{CUT}处五千元罚款。", CRIME)

    assert stated(compared(old, new)) == ["一千元 → 五千元"]
    assert stated(compared(new, old)) == ["五千元 → 一千元"]


def test_a_general_sanction_that_the_other_text_nowhere_has_went():
    old = f"{CUT}处一千元罚款；构成犯罪的，依法追究刑事责任。"
    found = punished(old, f"{CUT}处一千元罚款。")

    assert stated(found) == ["- 依法追究刑事责任"]
    assert found.stated[0].condition == "构成犯罪的"


def test_a_sanction_in_other_words_neither_went_nor_came():
    assert changed("责令停止用水，处一千元罚款。", "责令其停止用水，处五千元罚款。") == [
        "一千元 → 五千元"
    ]


def test_a_sanction_that_came():
    assert changed("处一千元罚款。", "没收渔具，处一千元罚款。") == ["+ 没收渔具"]
    assert changed("没收渔具，处一千元罚款。", "处一千元罚款。") == ["- 没收渔具"]


def test_a_sanction_that_another_rule_of_the_article_may_have_is_neither():
    old = "截断渠水的，没收工具，处一千元罚款。\n砍伐林木的，处二千元罚款。"
    new = "截断渠水的，处一千元罚款。\n砍伐林木的，没收斧头，处二千元罚款。"

    assert stated(punished(old, new)) == []


def test_one_on_another_bearer_is_no_answer():
    old = "截断渠水的，对个人没收工具，处一千元罚款。\n砍伐林木的，处二千元罚款。"
    new = "截断渠水的，处一千元罚款。\n砍伐林木的，对渠道管理单位暂停业务，处二千元罚款。"

    assert stated(punished(old, new), "sanction") == ["- 没收工具", "+ 暂停业务"]


def test_a_disciplinary_sanction_is_one_whoever_is_named():
    assert changed("对直接负责的主管人员依法给予处分。", "由有关机关给予行政处分。") == []


def test_lesser_sanctions_of_a_new_rule_say_nothing():
    new = (DUTY, "|", "出租染病果园的，由农业局责令改正，给予警告，没收租金，处八百元罚款。")

    assert stated(compared((DUTY,), new), "sanction", "amount") == ["+ 没收租金", "+ 八百元"]


def test_a_sanction_that_went_to_other_laws_has_not_gone():
    old = f"{CUT}吊销取水许可证。"
    new = f"{CUT}依照有关水法律的规定给予处罚。"

    assert "- 吊销取水许可证" not in stated(punished(old, new))


def test_figures_that_may_be_one_another_are_open():
    found = punished(
        f"{CUT}处五千元罚款，可以处一千元罚款。", f"{CUT}处六千元罚款，可以处二千元罚款。"
    )

    assert stated(found) == []
    assert unsure(found) == (["五千元", "一千元"], ["六千元", "二千元"])


def test_two_figures_in_the_place_of_one_are_open():
    found = punished(f"{CUT}处五千元罚款。", f"{CUT}处六千元罚款，可以处二千元罚款。")

    assert stated(found) == []
    assert unsure(found)[0] == ["五千元"]


def test_periods_in_like_clauses_are_open():
    old = "水利局应当自收到材料之日起七日内公布水位、修补渠段。"
    new = "水利局应当在三日内通知果农，自通知之日起五日内修补。"
    found = compared((DUTY, old), (DUTY, new))

    assert all(one.form != "arrow" for one in found.stated)


PARTS = "违反本条例规定，擅自截断渠水、砍伐护渠林木、在渠道内捕鱼的，由水利局"
RANGE = "处一千元以上五千元以下罚款"


@pytest.mark.parametrize("milder", ["", "；情节较轻的，处一百元以上五百元以下罚款"])
def test_conduct_that_was_parted_off_is_no_milder_case(milder):
    new = (
        "违反本条例规定，擅自截断渠水、砍伐护渠林木的，由水利局处五千元以上二万元以下罚款"
        f"{milder.replace('一百元以上五百元', '五百元以上二千元')}。\n"
        "违反本条例规定，在渠道内捕鱼的，由水利局处二百元以下罚款。"
    )
    found = punished(f"{PARTS}{RANGE}{milder}。", new)
    parted = [one for one in found.stated if one.new and one.new.words == "二百元以下"]

    assert stated(found)[0] == "一千元以上五千元以下 → 五千元以上二万元以下"
    assert all(one.old is None or one.old.words == "一千元以上五千元以下" for one in parted)
    assert [one.matter for one in parted] == ["在渠道内捕鱼的"]


def test_a_part_with_an_item_of_its_own_is_open():
    old = f"{PARTS}{RANGE}。"
    new = (
        "违反本条例规定，有下列行为的，由水利局按照下列规定处罚：\n"
        "（一）擅自截断渠水的，处九千元以下罚款；\n（二）砍伐护渠林木的，处八千元以下罚款。"
    )
    found = punished(old, new)

    assert all(one.form != "removed" for one in found.stated)


def test_merged_articles_change_two_figures_into_one():
    old = (DUTY, "|", "截断渠水的，由水利局处一千元罚款。", "砍伐林木的，由水利局处二千元罚款。")
    new = (DUTY, "|", "截断渠水或者砍伐林木的，由水利局处五千元罚款。")

    assert stated(compared(old, new)) == ["一千元 → 五千元", "二千元 → 五千元"]
    assert stated(compared(new, old)) == ["五千元 → 一千元", "五千元 → 二千元"]


@pytest.mark.parametrize(
    ("old", "new", "arrows"),
    [
        ("配备两名值班员。", "配备三名值班员和一名修伞匠。", ["两名 → 三名"]),
        ("配备两名值班员。", "配备一名修伞匠和三名值班员。", ["两名 → 三名"]),
        ("配备两名值班员和一名修伞匠。", "配备三名值班员。", ["两名 → 三名"]),
        ("配备两名值班员。", "配备三名看守和一名修伞匠。", []),
        ("配备两名值班员。", "配备三名值班员和一名值班长。", []),
    ],
    ids=["behind", "before", "one went", "others", "same words"],
)
def test_of_two_figures_in_a_clause_the_one_counts_that_counts_the_same(old, new, arrows):
    found = compared((DUTY, f"每个伞亭应当{old}"), (DUTY, f"每个伞亭应当{new}"))

    assert [
        f"{one.old.words} → {one.new.words}" for one in found.stated if one.form == "arrow"
    ] == arrows
