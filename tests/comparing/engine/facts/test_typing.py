"""What a change does, typed: invented clauses of invented laws, one change each."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from checking import marked
from drafting import document
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.engine.facts.typing import type_changes
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document

CASES = Path(__file__).resolve().parents[3] / "cases" / "facts"
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))

CHANGES = {
    "must becomes ought": (
        "使用人必须归还雨伞。",
        "使用人应当归还雨伞。",
        ("modality", "必须", "应当"),
    ),
    "may becomes must": (
        "主管部门可以公布名单。",
        "主管部门应当公布名单。",
        ("modality", "可以", "应当"),
    ),
    "may becomes must not": (
        "使用人可以转借雨伞。",
        "使用人不得转借雨伞。",
        ("modality", "可以", "不得"),
    ),
    "a command appears": (
        "雨伞归还后及时擦干。",
        "雨伞归还后应当及时擦干。",
        ("modality", None, "应当"),
    ),
    "a fine grows": (
        "可以处五百元以上二千元以下的罚款。",
        "可以处一千元以上五千元以下的罚款。",
        ("amount", "五百元以上二千元以下", "一千元以上五千元以下"),
    ),
    "another ground, after a word that begins alike": (
        "由经过政府批准的机构负责修伞。",
        "由经备案的机构负责修伞。",
        ("scope", "经过政府批准", "经备案"),
    ),
    "an amount in arabic numerals": (
        "押金不超过30元。",
        "押金不超过50元。",
        ("amount", "30元", "50元"),
    ),
    "an amount with 万": (
        "处2万元以下罚款。",
        "处5万元以下罚款。",
        ("amount", "2万元以下", "5万元以下"),
    ),
    "a multiple of a base": (
        "处违法所得一倍以上三倍以下罚款。",
        "处违法所得一倍以上五倍以下罚款。",
        ("amount", "一倍以上三倍以下", "一倍以上五倍以下"),
    ),
    "a share in words": (
        "损坏率不得超过百分之三。",
        "损坏率不得超过百分之五。",
        ("ratio", "百分之三", "百分之五"),
    ),
    "a share in signs": ("损坏率不得超过3％。", "损坏率不得超过2.5％。", ("ratio", "3％", "2.5％")),
    "a majority": (
        "须经代表三分之二以上同意。",
        "须经代表四分之三以上同意。",
        ("ratio", "三分之二以上", "四分之三以上"),
    ),
    "a number of persons": (
        "管理委员会由五人组成。",
        "管理委员会由七人组成。",
        ("count", "五人", "七人"),
    ),
    "a number of times": ("每人可以借用三次。", "每人可以借用五次。", ("count", "三次", "五次")),
    "a limit in days": (
        "应当在十五日内归还。",
        "应当在三十日内归还。",
        ("period", "十五日内", "三十日内"),
    ),
    "a limit in working days": (
        "应当在5个工作日内答复。",
        "应当在3个工作日内答复。",
        ("period", "5个工作日内", "3个工作日内"),
    ),
    "an age": (
        "未满十四周岁的人由家长陪同。",
        "未满十二周岁的人由家长陪同。",
        ("period", "十四周岁", "十二周岁"),
    ),
    "an age that is attained": (
        "年满十八周岁的居民可以借用。",
        "十六周岁以上的居民可以借用。",
        ("period", "年满十八周岁", "十六周岁以上"),
    ),
    "a date": (
        "本条例自2020年5月1日起施行。",
        "本条例自2024年7月1日起施行。",
        ("period", "2020年5月1日", "2024年7月1日"),
    ),
    "a frequency": (
        "主管部门应当定期检查雨伞。",
        "主管部门应当每年检查雨伞。",
        ("period", "定期", "每年"),
    ),
    "a sanction is added": (
        "逾期不还的，给予警告。",
        "逾期不还的，给予警告，责令停止借用。",
        ("penalty", None, "责令停止借用"),
    ),
    "a sanction is replaced": (
        "情节严重的，吊销营业执照。",
        "情节严重的，吊销雨伞经营许可证。",
        ("penalty", "吊销营业执照", "吊销雨伞经营许可证"),
    ),
    "criminal liability goes": (
        "毁坏雨伞的，给予警告；构成犯罪的，依法追究刑事责任。",
        "毁坏雨伞的，给予警告。",
        ("penalty", "构成犯罪的，依法追究刑事责任", None),
    ),
    "a body is succeeded": (
        "由城建行政主管部门负责实施。",
        "由城市管理主管部门负责实施。",
        ("authority", "城建行政主管部门", "城市管理主管部门"),
    ),
    "a body is told more closely": (
        "使用人可以向民政部门投诉。",
        "使用人可以向区级以上人民政府民政部门投诉。",
        ("authority", "民政部门", "区级以上人民政府民政部门"),
    ),
    "the one who acts is no longer named": (
        "由其所在机关给予处分。",
        "给予处分。",
        ("authority", "由其所在机关", None),
    ),
    "a name is told whole": (
        "省人民政府雨具行政部门应当制定办法。",
        "省人民政府雨具主管机构、气象部门应当制定办法。",
        ("authority", "雨具行政部门", "雨具主管机构、气象部门"),
    ),
    "bodies of a list change places": (
        "由借用地或者归还地人民法院管辖。",
        "由被告住所地或者借用地人民法院管辖。",
        ("authority", "借用地或者归还地人民法院", "被告住所地或者借用地人民法院"),
    ),
    "a body that stayed acts with others": (
        "由雨伞协会工作机构分送有关的专门委员会审查。",
        "由市雨伞代表大会有关的专门委员会和雨伞协会工作机构审查。",
        (
            "authority",
            "雨伞协会工作机构分送有关的专门委员会",
            "市雨伞代表大会有关的专门委员会和雨伞协会工作机构",
        ),
    ),
    "a bracket opens behind the name": (
        "国务院规定的承担雨伞执法职责的机构（以下统称国务院雨伞执法机构）负责检查。",
        "国务院雨伞执法机构负责检查。",
        ("authority", "规定的承担雨伞执法职责的机构", "雨伞执法机构"),
    ),
    "another bearer of a duty": (
        "公民应当爱护雨伞。",
        "任何个人应当爱护雨伞。",
        ("subject", "公民", "任何个人"),
    ),
    "one more bearer of a duty": (
        "出租人不得加收押金。",
        "出租人和代理人不得加收押金。",
        ("subject", None, "代理人"),
    ),
    "one more object": (
        "禁止涂画、拆卸雨伞。",
        "禁止涂画、拆卸、焚烧雨伞。",
        ("scope", None, "焚烧"),
    ),
    "one condition for another": (
        "逾期不还的，加收租金。",
        "情节恶劣的，加收租金。",
        ("scope", "逾期不还", "情节恶劣"),
    ),
    "wording of a definition": (
        "共享雨伞，是指供公众借用的雨伞。",
        "共享雨伞，是指供公众借用的有编号的雨伞。",
        ("definition", None, "有编号的"),
    ),
    "another article": (
        "依照本条例第八条规定处理。",
        "依照本条例第十条规定处理。",
        ("reference", "第八条", "第十条"),
    ),
    "neighbouring articles": (
        "违反本条例第三条、第四条规定的，给予警告。",
        "违反本条例第五条、第六条规定的，给予警告。",
        ("reference", "第三条、第四条", "第五条、第六条"),
    ),
    "a citation goes": (
        "违反本条例第三条规定的，给予警告。",
        "违反本条例规定的，给予警告。",
        ("reference", "第三条", None),
    ),
    "another law": (
        "依照雨具法的规定处理。",
        "依照雨伞法的规定处理。",
        ("reference", "雨具法", "雨伞法"),
    ),
    "one paragraph or two": (
        "依照前款规定处罚。",
        "依照前两款规定处罚。",
        ("reference", "前款", "前两款"),
    ),
    "one term for another": (
        "使用人应当交还雨具。",
        "使用人应当交还雨伞。",
        ("term", "雨具", "雨伞"),
    ),
}

THE_SAME_BODY = {
    "asked in another way": ("使用人应当向国务院申报。", "使用人应当按照国务院规定申报。"),
    "sent to the same court": (
        "雨伞委员会应当将上诉状发交原审人民法院。",
        "雨伞委员会应当将上诉状移交原审人民法院。",
    ),
    "in another clause": (
        "使用人之间的纠纷，当事人可以按照书面协议申请调解，也可以向有管辖权的人民法院起诉。",
        "没有订立仲裁条款的，可以向人民法院起诉。",
    ),
}

EDITORIAL = {
    "punctuation": ("雨伞分为长柄和折叠两类。", "雨伞分为长柄、折叠两类。"),
    "another way to write a word": ("经营者应当登记帐目。", "经营者应当登记账目。"),
    "a particle goes": ("借用雨伞所必需的。", "借用雨伞所必需。"),
    "the short title of a law": (
        "依照《中华人民共和国雨伞法》第三条处理。",
        "依照雨伞法第三条处理。",
    ),
    "an article called by its own number": (
        "违反第六条第三款、第四款的。",
        "违反第六条第三款、第六条第四款的。",
    ),
    "按照 for 按": ("经营者按下列顺序归还雨伞。", "经营者按照下列顺序归还雨伞。"),
    "但 for 但是": ("雨伞可以转借，但是不得出售。", "雨伞可以转借，但不得出售。"),
    "已经 for 已": ("已损坏的雨伞不得出借。", "已经损坏的雨伞不得出借。"),
    "以及 for 及": ("雨伞、雨披及其他雨具。", "雨伞、雨披以及其他雨具。"),
    "a stop that parts a sentence": (
        "损坏雨伞的，应当赔偿，拒不赔偿的，不再借给。",
        "损坏雨伞的，应当赔偿；拒不赔偿的，不再借给。",
    ),
}


def compare(before: str, after: str) -> Comparison:
    return diff(
        document(f"第一条　{before}\n第二条　云岭市适用。"),
        document(f"第一条　{after}\n第二条　云岭市适用。"),
    )


def facts_of(comparison: Comparison) -> list[tuple[str, str | None, str | None]]:
    return [
        (fact.type, fact.before, fact.after) for match in comparison.matches for fact in match.facts
    ]


def test_an_age_that_is_attained_is_the_age_and_above() -> None:
    attained, above, below = (
        f"{age}的居民可以借用雨伞。" for age in ("年满十八周岁", "十八周岁以上", "未满十八周岁")
    )

    assert [kind for kind, _, _ in facts_of(compare(attained, above)) if kind == "period"] == []
    assert ("period", "十八周岁以上", "十八周岁") in facts_of(compare(above, below))


@pytest.mark.parametrize("name", THE_SAME_BODY)
def test_a_body_that_stayed_is_no_change_of_who_acts(name: str) -> None:
    found = facts_of(compare(*THE_SAME_BODY[name]))
    assert found
    assert "authority" not in [kind for kind, _, _ in found]


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_by_its_type(name: str) -> None:
    before, after, expected = CHANGES[name]

    comparison = compare(before, after)

    assert expected in facts_of(comparison)
    assert not any(match.editorial for match in comparison.matches)


@pytest.mark.parametrize(
    "name", [name for name in CHANGES if CHANGES[name][2][0] not in ("scope", "definition")]
)
def test_a_change_turned_round_is_the_same_fact_turned_round(name: str) -> None:
    before, after, (kind, old, new) = CHANGES[name]

    assert (kind, new, old) in facts_of(compare(after, before))


@pytest.mark.parametrize("name", EDITORIAL)
def test_other_words_for_the_same_are_editorial(name: str) -> None:
    comparison = compare(*EDITORIAL[name])

    assert facts_of(comparison) == []
    assert [match.editorial for match in comparison.matches if match.kind == "reworded"] == [
        True,
        True,
    ]
    assert comparison.summary.editorial == 1


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_told_of_what_stayed(name: str) -> None:
    for text in CHANGES[name][:2]:
        assert facts_of(compare(text, text)) == []


def test_a_replacement_that_repeats_is_told_once():
    assert facts_of(
        compare("雨具分类。雨具编号。雨具消毒。", "雨伞分类。雨伞编号。雨伞消毒。")
    ) == [("term", "雨具", "雨伞")]


def test_a_new_tier_of_fines_is_an_amount_and_the_old_tier_keeps_its_own():
    before = "逾期不还的，对个人处五十元以下的罚款。"
    after = "逾期不还的，对个人处一百元以下的罚款；情节严重的，对个人处一百元以上五百元以下的罚款。"

    assert facts_of(compare(before, after))[:2] == [
        ("amount", "五十元以下", "一百元以下"),
        ("amount", None, "一百元以上五百元以下"),
    ]
    assert "penalty" not in {kind for kind, *_ in facts_of(compare(before, after))}


def test_a_fine_for_what_had_none_is_a_sanction_and_an_amount():
    found = facts_of(
        compare("逾期不还的，给予警告。", "逾期不还的，给予警告，可以处一百元以下罚款。")
    )

    assert found == [("penalty", None, "可以处一百元以下罚款"), ("amount", None, "一百元以下")]


def test_a_sanction_that_only_moved_is_no_fact():
    before = "毁坏雨伞的，给予警告，没收违法所得。"
    after = "毁坏雨伞的，没收违法所得，给予警告。"

    assert "penalty" not in {kind for kind, *_ in facts_of(compare(before, after))}


def test_a_duty_that_only_stands_elsewhere_in_its_sentence_is_no_fact():
    before = "园区坚持雨伞为职工服务。雨伞事业应当纳入发展计划。"
    after = "街道办事处应当将雨伞事业纳入发展规划。"
    found = facts_of(compare(before, after))

    assert found
    assert not any("应当" in (old, new) for _, old, new in found)


def test_a_whole_new_rule_is_told_by_its_amounts_and_limits_alone():
    found = facts_of(
        compare("雨伞编号管理。", "雨伞编号管理。丢失雨伞的人应当在三日内赔偿四十元。")
    )

    assert found == [("period", None, "三日内"), ("amount", None, "四十元")]


def test_more_changes_than_anyone_weighs_are_told_one_by_one():
    before, after = (
        "".join(f"{'甲乙丙丁戊'[place % 5]}类雨伞押金{place + more}元；" for place in range(230))
        for more in (10, 1000)
    )

    amounts = [
        (old, new) for kind, old, new in facts_of(compare(before, after)) if kind == "amount"
    ]

    assert amounts == [(f"{place + 10}元", f"{place + 1000}元") for place in range(230)]


def test_words_are_never_cut_at_an_end():
    assert ("scope", None, "及时") in facts_of(
        compare("损坏雨伞的应当、赔偿。", "损坏雨伞的应当及时、赔偿。")
    )


def test_a_rule_without_any_type_is_not_editorial():
    comparison = compare("雨伞编号管理。", "雨伞编号管理。雨伞消毒存放。")

    assert facts_of(comparison) == []
    assert not any(match.editorial for match in comparison.matches)


def test_facts_hang_on_the_article_and_its_paragraphs_say_whether_one_lies_in_them():
    left = document("第一条　押金三十元。\n雨伞所必需的。\n第二条　云岭市适用。")
    right = document("第一条　押金五十元。\n雨伞所必需。\n第二条　云岭市适用。")

    told = {
        match.left[0].eid: (len(match.facts), match.editorial)
        for match in diff(left, right).matches
        if match.kind == "reworded"
    }

    assert told == {"art_1": (1, False), "art_1__para_1": (0, False), "art_1__para_2": (0, True)}


def test_a_paragraph_of_a_split_article_has_its_own_facts():
    left = document(
        "第一条　雨伞由云岭市统一编号并且每周消毒一次。\n借用人应当在三日内把雨伞还到任何一处亭子。\n第二条　略。"
    )
    right = document(
        "第一条　雨伞由云岭市统一编号并且每周消毒一次。\n第二条　借用人应当在五日内把雨伞还到任何一处亭子。\n第三条　略。"
    )

    assert ("period", "三日内", "五日内") in facts_of(diff(left, right))


def test_a_changed_heading_is_never_editorial():
    left = document("第一章　总则\n第一条　雨伞所必需的。")
    right = document("第一章　通则\n第一条　雨伞所必需的。")

    chapter = next(match for match in diff(left, right).matches if match.left[0].level == "chapter")

    assert (chapter.editorial, chapter.facts) == (False, ())


def test_a_tradition_without_words_for_facts_tells_none():
    left = dataclasses.replace(document("第一条　押金三十元。"), dialect="elsewhere")

    assert facts_of(diff(left, document("第一条　押金五十元。"))) == []


LINE = "应当 可以 三日内 五十元 百分之十 七人 由民政部门 公安机关 第三条 第二款 、 ， 。 ； 警告 雨伞 借用人 没收雨伞 的 是指 《雨伞法》 罚款 处 以上 以下 1 （一） 和 1月1日 ⏎"
WORDS = st.sampled_from(LINE.split())


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(WORDS, max_size=14), st.lists(WORDS, max_size=14))
def test_operative_words_are_what_stands_at_their_spans(
    before: list[str], after: list[str]
) -> None:
    left, right = ("第一条　甲" + "".join(words).replace("⏎", "\n乙") for words in (before, after))

    comparison = diff(document(left), document(right))

    for match in comparison.matches:
        texts = [
            "".join(edit.text for edit in match.edits if edit.op != op)
            for op in ("insert", "delete")
        ]
        assert not (match.facts and match.editorial)
        for fact in match.facts:
            assert fact.before or fact.after
            for text, span, words in zip(
                texts, (fact.left_span, fact.right_span), (fact.before, fact.after), strict=True
            ):
                assert (span is None) == (words is None)
                assert span is None or (
                    0 <= span[0] < span[1] <= len(text) and text[slice(*span)] == words
                )


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_a_text_and_itself_have_no_facts(words: list[str]) -> None:
    text = document("第一条　甲" + "".join(words).replace("⏎", "\n乙"))

    assert facts_of(diff(text, text)) == []


def test_facts_are_stated_again_the_same():
    before, after, _ = CHANGES["a sanction is replaced"]
    comparison = compare(before, after)

    assert type_changes(comparison) == comparison


def lines_of(comparison: Comparison) -> list[str]:
    lines = []
    for match in comparison.matches:
        if match.kind == "reworded" and match.left[0].level == "article":
            lines += [
                f"{match.right[0].num}{' editorial' if match.editorial else ''}",
                f"    {marked(match.edits)}",
            ]
            lines += [
                f"    {fact.type}: {fact.before or '—'} → {fact.after or '—'}"
                for fact in match.facts
            ]
    return lines


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, golden) -> None:
    left, right = (CASES / f"{name}.txt").read_text(encoding="utf-8").split("=====\n")

    golden(
        CASES / f"{name}.expected",
        "\n".join(lines_of(diff(document(left), document(right)))) + "\n",
    )


def flat(*lines: str) -> Document:
    """A text whose clauses stand as lines in one article."""
    text = "\n".join(("考勤制度", "一、总则", *lines, ""))
    return policydiff.load(text.encode(), name="rule.txt")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2.1各部门应当打卡。", "3.1各部门应当打卡。"),
        ("2.2人事部应当汇总。", "3.2人事部应当汇总。"),
        ("3.1一般由2人到场。", "3.2一般由2人到场。"),
        ("3.2.1 2人以上应当到场。", "3.2.2 2人以上应当到场。"),
        ("1) 2人应当到场。", "a) 2人应当到场。"),
        ("(a) 2人应当到场。", "（b） 2人应当到场。"),
    ],
)
def test_another_number_of_a_clause_is_no_fact(before: str, after: str) -> None:
    comparison = diff(flat(before), flat(after))

    assert not any(match.facts for match in comparison.matches)
    assert comparison.stated == ()


@pytest.mark.parametrize(
    ("before", "after", "fact"),
    [
        ("2.5小时内报告。", "3.5小时内报告。", ("period", "2.5小时内", "3.5小时内")),
        ("3.5万元以上。", "4.5万元以上。", ("amount", "3.5万元以上", "4.5万元以上")),
        ("2.1 在3日内报告。", "3.1 在5日内报告。", ("period", "3日内", "5日内")),
        ("3.2.1 2人到场。", "3.2.1 3人到场。", ("count", "2人", "3人")),
    ],
)
def test_a_quantity_beside_the_number_of_a_clause_is_one(
    before: str, after: str, fact: tuple[str, str, str]
) -> None:
    facts = [fact for match in diff(flat(before), flat(after)).matches for fact in match.facts]

    assert [(one.type, one.before, one.after) for one in facts] == [fact]
