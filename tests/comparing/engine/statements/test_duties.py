"""Duties that came, went, or bind in another way; and penal provisions that name them."""

from __future__ import annotations

import pytest
from stating import WORDS, compared, law, stated

from policydiff.comparing.engine.duties import read_duties
from policydiff.comparing.engine.statements.duties import OtherText, named_breaches
from policydiff.comparing.engine.statements.kinship import RuleLikeness
from policydiff.comparing.engine.statements.rules import bag_of, read_rules

STAYS = "果农应当登记果树。登记不收费。"
OTHER = "雨伞由门卫登记后借出。"


def changed(old: str, new: str) -> list[str]:
    """What is stated where one article between others changes."""
    return stated(compared((STAYS, old, OTHER), (STAYS, new, OTHER)))


# Came and gone


def test_a_new_article_with_a_duty():
    new = "果园边缘应当栽种防风林，并补栽枯死的树木。"
    found = compared((STAYS, OTHER), (STAYS, OTHER, new))

    assert stated(found) == ["+ 果园边缘应当栽种防风林，并补栽枯死的树木"]
    assert [(one.kind, one.form, one.source) for one in found.stated] == [
        ("duty", "added", "table")
    ]


def test_a_new_paragraph_with_a_duty():
    new = f"{STAYS}\n渠边禁止焚烧枯枝。"

    assert stated(compared((STAYS, OTHER), (new, OTHER))) == ["+ 渠边禁止焚烧枯枝"]


def test_neighbouring_new_duties_are_one():
    new = "渠边禁止焚烧枯枝。看护人应当携带水桶。"

    assert stated(compared((STAYS, OTHER), (STAYS, OTHER, new))) == [
        "+ 渠边禁止焚烧枯枝。看护人应当携带水桶"
    ]


def test_a_new_article_without_a_duty_is_no_statement():
    assert stated(compared((STAYS,), (STAYS, "凉亭可以避雨，四季开放。"))) == []


def test_a_duty_that_went():
    gone = "放牛的人应当给牛戴上铃铛。"
    found = compared((STAYS, gone, OTHER), (STAYS, OTHER))

    assert stated(found) == ["- 放牛的人应当给牛戴上铃铛"]
    assert found.stated[0].new is None


def test_a_duty_inserted_beside_others_that_stayed():
    new = "果农应当登记果树。登记不收费。邻里之间不得争抢凉亭座位。"

    assert stated(compared((STAYS, OTHER), (new, OTHER))) == ["+ 邻里之间不得争抢凉亭座位"]


def test_a_clause_inserted_in_a_sentence():
    old = "果农在雨季到来以前清理排水沟，并报告清理情况。"
    new = "果农在雨季到来以前清理排水沟，看守凉亭者应当悬挂灯笼，并报告清理情况。"

    assert changed(old, new) == ["+ 看守凉亭者应当悬挂灯笼"]


def test_an_inserted_clause_without_a_duty_is_no_statement():
    old = "果农在雨季到来以前清理排水沟，并报告清理情况。"

    assert changed(old, old.replace("，并", "，凉亭四季开放，并")) == []


@pytest.mark.parametrize(
    "moved",
    [
        "放牛的人应当给牛戴上铃铛。",
        "放牧的人应当给牛、羊戴上铃铛。",
        "牛应当由放牛的人戴上铃铛。",
    ],
)
def test_a_duty_that_stood_elsewhere_is_neither_new_nor_gone(moved):
    old = ("放牛的人应当给牛戴上铃铛。", STAYS, OTHER, "果农应当修补渗漏的渠段。")
    new = (STAYS, OTHER, "果农应当修补渗漏的渠段。", moved)

    assert stated(compared(old, new)) == []


def test_a_text_is_asked_for_the_nearest_rules():
    text = law(STAYS, OTHER, "果农应当修补渗漏的渠段。")
    rules = read_rules(text, read_duties(text), WORDS, ())
    other = OtherText(rules, RuleLikeness([one.words for one in rules]))
    words = bag_of("修补渗漏的渠段")

    assert other.near(words)[0] == bag_of("果农应当修补渗漏的渠段")
    assert other.has(words, other.near(words)) == 1
    assert other.near(bag_of("凉亭灯笼")) == ()
    assert other.has(words, ()) == 0


def test_a_sentence_that_answers_another_is_not_new():
    old = "果农应当在每年三月登记用水面积。"
    new = "灌溉户应当于每年三月如实登记取水数量和面积。"

    assert changed(old, new) == []


# Binding in another way


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("灌溉户可以安装量水设备", "灌溉户应当安装量水设备"),
        ("灌溉户应当安装量水设备", "灌溉户可以安装量水设备"),
        ("灌溉户可以安装量水设备", "灌溉户不得安装量水设备"),
        ("鼓励灌溉户安装量水设备", "灌溉户必须安装量水设备"),
        ("经营树苗的人不以次充好", "经营树苗的人不得以次充好"),
        ("禁止倾倒枯枝、果皮", "禁止倾倒枯枝、果皮、农药包装物"),
        ("禁止倾倒枯枝、果皮、农药包装物", "禁止倾倒枯枝、果皮"),
        ("果农应当保存水票、账簿", "果农应当保存水票、账簿、借条"),
    ],
)
def test_a_clause_that_binds_otherwise_or_to_more_or_less(old, new):
    assert changed(f"{old}。", f"{new}。") == [f"{old} → {new}"]


def test_only_the_clause_that_changed_is_stated():
    old = "灌溉户每年登记面积，可以安装量水设备，并保护渠段。"

    assert changed(old, old.replace("可以", "应当")) == ["可以安装量水设备 → 应当安装量水设备"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("果农应该报告水位。", "果农应当报告水位。"),
        ("果农必须报告水位。", "果农应当报告水位。"),
        ("果农不准截断渠水。", "果农不得截断渠水。"),
        ("严禁截断渠水。", "禁止截断渠水。"),
        ("果农应当按照规定记帐。", "果农应当按规定记账。"),
        ("禁止倾倒枯枝、果皮。", "禁止倾倒果皮、枯枝。"),
        ("禁止倾倒枯枝、果皮。", "禁止倾倒枯枝和果皮。"),
        ("果农应当报告水位。", "果农应当及时报告水位。"),
        ("果农应当报告农业主管部门。", "果农应当报告农业农村主管部门。"),
        ("果农应当报告水位，不得隐瞒。", "果农不得隐瞒，应当报告水位。"),
    ],
)
def test_another_spelling_order_or_emphasis_is_no_statement(old, new):
    assert changed(old, new) == []


def test_a_replacement_throughout_is_no_statement():
    old = ("果农应当向水利局、村委会报告水位。", "果农应当向水利局登记。", "水利局应当公布水位。")
    new = tuple(text.replace("水利局", "水务局、农业局") for text in old)

    assert stated(compared(old, new)) == []


def test_the_case_of_a_rule_is_no_duty():
    old, new = "可以截流的，由水利局公布。", "应当截流的，由水利局公布。"

    assert changed(old, new) == []


def test_a_penal_rule_states_no_duty():
    old, new = (
        (STAYS, "|", f"截断渠水的，由水利局{word}处一千元罚款。") for word in ("可以", "应当")
    )

    assert stated(compared(old, new), "duty") == []


# Penal provisions that name a duty


def named(penal: str) -> dict[str, tuple[str, ...]]:
    text = law(
        "果农应当开展渠道水位调查。",
        "看护人应当悬挂灯笼。",
        "果农不得泄露取水人的家庭收入情况。",
        "|",
        penal,
    )
    return {eid: found for eid, found in named_breaches(read_duties(text)).items() if found}


@pytest.mark.parametrize(
    ("penal", "eid"),
    [
        ("未按照规定开展渠道水位调查的，由水利局处五百元罚款。", "art_1__para_1"),
        (
            "有下列行为之一的，由水利局处五百元罚款：\n（一）未开展渠道水位调查的；\n（二）醉酒的。",
            "art_1__para_1",
        ),
        ("泄露取水人的家庭收入情况的，由水利局处五百元罚款。", "art_3__para_1"),
        ("未对取水人的家庭收入情况泄露的，由水利局处五百元罚款。", "art_3__para_1"),
    ],
)
def test_a_penal_provision_names_a_duty_by_the_conduct(penal, eid):
    assert named(penal) == {eid: ("art_4__para_1",)}


@pytest.mark.parametrize(
    "penal",
    [
        "未悬挂灯笼的，由水利局处五百元罚款。",  # too short to name anything
        "未按照规定开展凉亭客流调查的，由水利局处五百元罚款。",
        "未按照规定公布渠道水位调查的，由水利局处五百元罚款。",  # another verb
        "毁坏凉亭座椅和灯柱的，由水利局处五百元罚款。",
    ],
)
def test_other_conduct_names_no_duty(penal):
    assert named(penal) == {}
