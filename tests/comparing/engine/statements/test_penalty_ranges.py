"""Ranges of penalties: read, and called milder only where the words prove it."""

from __future__ import annotations

import pytest
from plain_texts import read

from policydiff.comparing.engine.statements.penalty_ranges import (
    circumstances_of,
    compare_circumstances,
)
from policydiff.text.numerals import write_number

CONDUCT = "违反本条例规定，在井旁养鹅的，"
FLIPPED = {"left": "right", "right": "left"}


def law(*articles: str) -> str:
    numbered = (f"第{write_number(place)}条　{text}" for place, text in enumerate(articles, 1))
    return "\n".join(("示例水井管理条例", "", *numbered))


def circumstances(text: str):
    return circumstances_of(read(law(text, "本条例自2001年1月1日起施行。")), "art_1")


def verdicts(one: str, two: str) -> list[tuple[str, str]]:
    found = compare_circumstances((0, 1), circumstances(one), circumstances(two))
    back = compare_circumstances((0, 1), circumstances(two), circumstances(one))
    assert [FLIPPED.get(each.verdict, each.verdict) for each in found] == [
        each.verdict for each in back
    ]
    return [(each.verdict, each.obstacle) for each in found]


def test_circumstances_have_their_conditions():
    found = circumstances(
        f"{CONDUCT}由水井部门责令限期改正；逾期不改正的，处一百元以上二百元以下的罚款；"
        "情节严重的，处二百元以上五百元以下的罚款，并吊销许可证。"
    )

    assert [(one.case, one.grade, one.precondition) for one in found] == [
        ("", "", False),
        ("逾期不改正的", "", True),
        ("情节严重的", "严重", False),
    ]
    assert found[2].words == "处二百元以上五百元以下的罚款，并吊销许可证"


@pytest.mark.parametrize(
    ("one", "two", "verdict"),
    [
        ("处一百元以上二百元以下罚款。", "处一百元以上二百元以下罚款。", ("equal", "")),
        ("处一百元以上二百元以下罚款。", "处一百元以上三百元以下罚款。", ("left", "")),
        ("处五十元以上三百元以下罚款。", "处一百元以上三百元以下罚款。", ("left", "")),
        ("处一百元以上三百元以下罚款。", "处五十元以上四百元以下罚款。", ("open", "mixed")),
        ("由甲部门处二百元以下罚款。", "由乙部门处三百元以下罚款。", ("left", "")),
        ("处二百元以下罚款。", "可以处三百元以下罚款。", ("open", "words")),
        ("处二百元以下罚款。", "处三百元以下罚款，并吊销许可证。", ("open", "words")),
        ("处二百元以下罚款。", "处违法所得一倍以下罚款。", ("open", "words")),
        ("处三日以下拘留。", "处五日以下拘留。", ("left", "")),
        ("给予警告。", "给予警告。", ("open", "unmeasured")),
        ("依照本条例第九条的规定处罚。", "依照本条例第九条的规定处罚。", ("open", "elsewhere")),
        ("由法院追究刑事责任。", "由法院追究刑事责任。", ("open", "elsewhere")),
    ],
)
def test_milder_is_what_the_words_prove(one, two, verdict):
    assert verdicts(CONDUCT + one, CONDUCT + two) == [verdict]


@pytest.mark.parametrize(
    ("one", "two", "obstacle"),
    [
        (
            f"{CONDUCT}处二百元以下罚款。",
            "违反本条例规定，在井旁养鸭的，处三百元以下罚款。",
            "conduct",
        ),
        (
            f"{CONDUCT}处二百元以下罚款。",
            f"{CONDUCT}由水井部门责令改正；拒不改正的，处二百元以下罚款。",
            "cases",
        ),
        (
            f"{CONDUCT}处二百元以下罚款；情节严重的，处三百元以下罚款。",
            f"{CONDUCT}处二百元以下罚款；造成严重后果的，处三百元以下罚款。",
            "cases",
        ),
    ],
)
def test_other_conduct_and_other_conditions_are_not_compared(one, two, obstacle):
    assert verdicts(one, two) == [("open", obstacle)]


def test_a_paragraph_that_came_leaves_the_others_comparable():
    one = f"{CONDUCT}处二百元以下罚款。"
    two = f"{CONDUCT}处三百元以下罚款。\n违反本条例规定，向井内扔石的，处九百元以下罚款。"

    assert verdicts(one, two) == [("left", ""), ("open", "alone")]


def test_conduct_of_a_changed_paragraph_is_not_compared():
    back = "有前款行为，情节严重的，处{}元以下罚款。"
    one = f"{CONDUCT}处二百元以下罚款。\n{back.format('五百')}"
    two = f"违反本条例规定，在井旁养鸭的，处二百元以下罚款。\n{back.format('九百')}"

    assert verdicts(one, two) == [("open", "conduct"), ("open", "conduct")]
    assert verdicts(one, one.replace("五百", "九百")) == [("equal", ""), ("left", "")]


@pytest.mark.parametrize(
    ("one", "two", "verdict"),
    [
        ("三年以下有期徒刑或者拘役", "五年以下有期徒刑或者拘役", ("left", "")),
        ("三年以下有期徒刑或者拘役", "三年以下有期徒刑、拘役或者管制", ("right", "")),
        ("十年以上有期徒刑或者无期徒刑", "十年以上有期徒刑、无期徒刑或者死刑", ("left", "")),
        ("十年以上有期徒刑", "五年以上十年以下有期徒刑", ("right", "")),
        ("拘役或者管制", "拘役或者管制", ("equal", "")),
    ],
)
def test_main_penalties_go_by_the_highest_then_the_lowest(one, two, verdict):
    found = verdicts(f"偷窃水桶的，处{one}，并处罚金。", f"偷窃水桶的，处{two}，并处罚金。")

    assert found == [verdict]


def test_other_penalties_beside_main_ones_are_not_weighed():
    one = "偷窃水桶的，处三年以下有期徒刑，并处罚金。"

    assert verdicts(one, "偷窃水桶的，处五年以下有期徒刑，并处没收财产。") == [("open", "words")]


def test_the_lowest_penalty_is_open_where_another_may_stand_alone():
    one = "偷窃水桶的，处三年以下有期徒刑或者拘役，并处或者单处罚金。"
    two = "偷窃水桶的，处三年以下有期徒刑、拘役或者管制，并处或者单处罚金。"

    assert verdicts(one, two) == [("open", "mixed")]


@pytest.mark.parametrize(
    "sentence",
    [
        "但是情节轻微的，可以免予处罚。",
        "养鹅户的名单由水井部门公布。",
        "前款规定适用于养鸭。",
        "水井应当加盖。",
    ],
)
@pytest.mark.parametrize("mark", ["", "\n"])
def test_a_sentence_that_is_not_read_stands_among_the_circumstances(sentence, mark):
    plain = f"{CONDUCT}处二百元以下罚款。"
    found = circumstances(plain + mark + sentence)

    assert [(one.read, one.words) for one in found] == [
        (True, "处二百元以下罚款"),
        (False, sentence.strip("。")),
    ]
    assert {one for one, _ in verdicts(plain, plain + mark + sentence)} == {"open"}
    dearer = plain.replace("二百", "三百") + mark + sentence
    assert ("left", "") not in verdicts(plain, dearer)
    both = verdicts(plain + mark + sentence, dearer)
    assert both == [("left", "") if mark else ("open", "sentences")]


def test_a_ban_in_another_paragraph_is_never_dropped():
    ban = "养鹅人员五年内不得从事水井工作。"
    found = circumstances(f"{CONDUCT}处二百元以下罚款。\n{ban}")

    assert [(one.read, one.words) for one in found][1:] == [(False, ban.strip("。"))]


def test_a_sanction_before_those_that_are_read_is_never_dropped():
    text = "单位偷窃水桶的，对单位判处罚金，并对直接负责的主管人员处{}年以下有期徒刑。"
    found = circumstances(text.format("三"))

    assert any("对单位判处罚金" in one.words for one in found)
    assert verdicts(text.format("三"), text.format("五")) == [("open", "sentences")]


def test_a_clause_without_a_sanction_has_no_circumstances():
    assert circumstances("水井应当加盖。") == ()


def test_a_clause_on_the_course_of_a_case_has_no_range():
    one, two = (f"处{amount}元以下罚款的案件，应当听证。" for amount in ("五万", "三万"))

    assert [each.read for each in circumstances(one)] == [False]
    assert verdicts(one, two) == [("open", "sentences")]


@pytest.mark.parametrize(
    ("one", "two", "verdict"),
    [
        ("处罚款。", "处二百元以下罚款。", ("open", "unranged")),
        ("列入失信名单。", "处二百元以下罚款。", ("open", "sentences")),
        ("列入失信名单。", "列入失信名单。", ("open", "sentences")),
    ],
)
def test_a_sanction_that_is_not_read_is_never_called_absent(one, two, verdict):
    assert verdicts(CONDUCT + one, CONDUCT + two) == [verdict]


def test_nothing_stands_beside_a_clause_without_any_words_of_a_sanction():
    assert verdicts("水井应当加盖。", f"{CONDUCT}处二百元以下罚款。") == [("open", "alone")]


def test_a_milder_ground_of_one_text_leaves_the_range_open():
    one = f"{CONDUCT}处二百元以下罚款。"
    two = f"{CONDUCT}处三百元以下罚款。\n养鹅人主动迁走的，可以从轻处罚。"

    assert {verdict for verdict, _ in verdicts(one, two)} == {"open"}


def test_terms_of_other_conduct_are_not_compared():
    one, two = "在井旁养鹅的，处五日以下拘留。", "在井旁养鸭的，处三日以下拘留。"

    assert verdicts(one, two) == [("open", "conduct")]
