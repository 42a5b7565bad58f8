"""The changes of a contract by subject: for words in what changed, and for no others."""

from __future__ import annotations

import json
from io import BytesIO

import docx as word
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff import load
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.brief.brief import Brief, view_brief
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.formats import docx, html, markdown
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document
from policydiff.model.reports import ReportOptions
from policydiff.report import formats
from policydiff.text.numerals import write_number
from policydiff.text.traditions.registry import DIALECTS

CLAUSES = (
    "本协议由青禾伞厂与用户订立。",
    "用户应当在收到雨伞之日起三十日内支付租金，每把五元。",
    "用户迟延归还的，每日按照千分之一支付违约金。",
    "伞厂对雨伞造成的间接损失不承担责任。",
    "伞厂变更营业时间的，应当书面通知用户。用户可以到店咨询。",
    "任何一方可以提前三十日解除本协议。",
    "因本协议发生的争议，由伞厂所在地人民法院管辖。",
    "伞厂收集用户的手机号码。雨伞的颜色为蓝色。",
    "本协议一式两份。",
)
REWORDED = {
    1: ("用户应当在收到雨伞之日起十五日内支付租金，每把八元。", {"amounts", "periods"}),
    2: ("用户迟延归还的，每日按照千分之三支付违约金。", {"penalties"}),
    3: ("伞厂对雨伞造成的一切损失不承担责任。", {"caps"}),
    4: ("伞厂变更营业时间的，应当提前公告。用户可以到店咨询。", {"notice"}),
    5: ("任何一方均不得解除本协议。", {"periods", "termination"}),
    6: ("因本协议发生的争议，提交云岭仲裁委员会裁决。", {"jurisdiction"}),
    7: ("伞厂收集用户的手机号码和位置。雨伞的颜色为蓝色。", {"data"}),
}
"""Another wording of a clause, and the subjects in which it stands."""
UNRELATED = {
    0: "本协议由青禾制伞厂与用户订立。",
    4: "伞厂变更营业时间的，应当书面通知用户。用户可以打电话咨询。",
    7: "伞厂收集用户的手机号码。雨伞的颜色为绿色。",
    8: "本协议一式三份。",
}
"""Changes in sentences that name no subject; the clause around some of them does."""
OPTIONS = ReportOptions(language="zh")
_CONTRACTS = DIALECTS["cn_contracts"].contracts
assert _CONTRACTS is not None
WORDS = _CONTRACTS


def compared(
    old: tuple[str, ...], new: tuple[str, ...], title: str = "雨伞租赁服务协议"
) -> Comparison:
    return diff(*(contract(clauses, title) for clauses in (old, new)))


def contract(clauses: tuple[str, ...], title: str) -> Document:
    numbered = (f"第{write_number(number)}条　{text}" for number, text in enumerate(clauses, 1))
    return load("\n\n".join((title, *numbered)).encode(), name="雨伞.txt")


def brief(comparison: Comparison, language: str = "zh") -> Brief:
    options = ReportOptions(language=language)
    return view_brief(view_comparison(comparison, options), options)


def changed(changes: dict[int, str]) -> Comparison:
    new = tuple(changes.get(place, clause) for place, clause in enumerate(CLAUSES))
    return compared(CLAUSES, new)


def subjects(shown: Brief) -> dict[str, set[str]]:
    """The subjects of each clause, by its citation."""
    found: dict[str, set[str]] = {}
    for group in shown.groups:
        for clause in group.clauses:
            found.setdefault(clause.row.label, set()).add(group.subject)
    return found


@given(st.sets(st.sampled_from(sorted(REWORDED))), st.sets(st.sampled_from(sorted(UNRELATED))))
def test_a_clause_stands_where_the_words_of_its_changed_sentences_are(named, unrelated) -> None:
    changes = {place: UNRELATED[place] for place in unrelated} | {
        place: REWORDED[place][0] for place in named
    }
    shown = brief(changed(changes))

    names = [f"第{numeral}条" for numeral in "一二三四五六七八九"]
    assert subjects(shown) == {names[place]: REWORDED[place][1] for place in named}


@given(st.sets(st.sampled_from(range(len(CLAUSES))), min_size=1, max_size=4))
def test_a_clause_that_came_or_went_stands_where_its_words_are(places) -> None:
    rest = tuple(clause for place, clause in enumerate(CLAUSES) if place not in places)
    for old, new in ((CLAUSES, rest), (rest, CLAUSES)):
        for group in brief(compared(old, new)).groups:
            for clause in group.clauses:
                side = clause.row.left or clause.row.right
                text = "".join(piece.text for cell in side for piece in cell.text)
                assert WORDS.subjects[group.subject].search(text)


def test_a_replacement_that_is_stated_once_is_no_change_of_a_subject() -> None:
    old = tuple(clause.replace("用户", "承租人") for clause in CLAUSES)
    shown = brief(compared(old, CLAUSES))

    assert shown.view.replacements
    assert shown.groups == ()


def test_a_word_far_from_the_change_of_a_long_sentence_counts_for_nothing() -> None:
    filling = "，".join(["雨伞应当放在店内的架子上"] * 12)
    text = "伞厂收集个人信息的，{}，颜色为{}。"
    old, new = ((*CLAUSES[:2], text.format(filling, colour)) for colour in ("蓝色", "绿色"))

    assert brief(compared(old, new)).groups == ()


def test_both_wordings_are_shown_and_the_end_of_a_sentence_cuts_no_pair() -> None:
    shown = brief(changed({5: "任何一方可以提前三十日解除本协议，但租期内除外。归还雨伞。"}))
    lines = {line.name.split("（")[0]: line.text for line in shown.lines}

    assert "任何一方可以提前三十日解除本协议 → 任何一方" in lines["解除与终止"]


@pytest.mark.parametrize(
    "title",
    ["雨伞采购合同", "某某隐私政策", "用户服务协议（2024版）", "共享雨伞使用条款", "版权声明"],
)
def test_contracts_and_terms_are_recognised_by_their_title(title) -> None:
    new = (*CLAUSES[:-1], "伞厂不承担责任。")

    assert [group.subject for group in brief(compared(CLAUSES, new, title)).groups] == ["caps"]


@pytest.mark.parametrize("title", ["雨伞管理条例", "合同示范文本管理办法", "关于雨伞合同的决定"])
def test_an_act_is_not_grouped(title) -> None:
    new = (*CLAUSES[:-1], "伞厂不承担责任。")

    assert brief(compared(CLAUSES, new, title)).groups == ()


@pytest.mark.parametrize(
    ("language", "heading", "line"),
    [
        ("zh", "按修改处语句的用语归类", "违约与赔偿（1 条）"),
        ("en", "Changed clauses by subject", "Breach and damages (articles: 1)"),
    ],
)
def test_every_format_has_the_groups(language, heading, line) -> None:
    comparison = changed({2: REWORDED[2][0]})
    options = ReportOptions(language=language)
    shown = brief(comparison, language)
    document = word.Document(BytesIO(docx.render(shown, options)))

    texts = (
        html.render(shown, options).decode(),
        markdown.render(shown, options).decode(),
        "\n".join(paragraph.text for paragraph in document.paragraphs),
    )
    for text in texts:
        assert heading in text
        assert line in text


def test_json_has_the_changed_sentences_of_each_subject() -> None:
    data = json.loads(formats.write(brief(changed({2: REWORDED[2][0]})), "json", OPTIONS))

    (group,) = data["groups"]
    assert group["subject"] == "penalties"
    assert group["clauses"][0]["changes"] == [{"old": CLAUSES[2], "new": REWORDED[2][0]}]
    assert group["clauses"][0]["match"] in {match["id"] for match in data["matches"]}


def test_json_of_an_act_has_no_groups() -> None:
    new = (*CLAUSES[:-1], "伞厂不承担责任。")
    shown = brief(compared(CLAUSES, new, "雨伞管理条例"))

    assert shown.to_dict() == shown.view.to_dict()


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("amounts", "每把雨伞五十元"),
        ("periods", "应当在收到之日起 5 个工作日内付款"),
        ("penalties", "按照日万分之五支付滞纳金"),
        ("caps", "赔偿总额以已付租金为限"),
        ("caps", "免除伞厂的全部责任"),
        ("notice", "应当提前以邮件方式通知对方"),
        ("notice", "自送达之日起生效"),
        ("termination", "伞厂有权单方终止服务"),
        ("jurisdiction", "任何一方可以向伞厂所在地人民法院提起诉讼"),
        ("jurisdiction", "本协议适用中华人民共和国法律"),
        ("data", "与关联公司共享您的位置信息"),
    ],
)
def test_the_words_of_a_subject(subject, text) -> None:
    assert WORDS.subjects[subject].search(text)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("amounts", "雨伞由多种元素组成"),
        ("periods", "雨伞于三月五日开放"),
        ("penalties", "用户应当爱护雨伞"),
        ("caps", "伞厂承担全部责任"),
        ("notice", "读取系统通知栏"),
        ("jurisdiction", "在适用的法律法规允许的范围内"),
        ("jurisdiction", "与犯罪侦查、起诉、审判直接相关的"),
        ("data", "雨伞的颜色为绿色"),
    ],
)
def test_words_that_are_of_no_subject(subject, text) -> None:
    assert not WORDS.subjects[subject].search(text)
