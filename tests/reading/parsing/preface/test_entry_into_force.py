"""By what the day of entry into force is known. All texts are invented."""

from __future__ import annotations

import dataclasses

import pytest

import policydiff
from policydiff.akn.reader import from_xml, head_from_xml
from policydiff.akn.writer import to_xml
from policydiff.model.document import Document
from policydiff.model.version import Decision
from policydiff.reading import plugins
from policydiff.reading.parsing.parse import parse
from policydiff.reading.parsing.preface.entry_into_force import begins_when_promulgated, ground_in
from policydiff.text.traditions.rules.preface import RULES_PREFACE

PLACE = "示例省人民代表大会常务委员会"
BODY = "第一条　渡口由船主养护。\n第二条　学生免收船钱。\n"
LAST = "第三条　本条例自2016年5月1日起施行。\n"
ORDER = "示例省人民政府令\n第9号\n《示例省渡口条例》已经2016年3月1日省人民政府第2次常务会议通过，现予公布，自2016年5月1日起施行。\n省长　张三\n2016年3月8日\n"


def text(head: str, *, before: str = "", closing: str = "", name: str = "text.txt") -> Document:
    return policydiff.load(f"{before}示例省渡口条例\n{head}\n{BODY}{closing}".encode(), name=name)


CASES = {
    "the last provision": (
        text(f"（2016年3月1日{PLACE}通过）", closing=LAST),
        "2016-05-01",
        "text",
    ),
    "since its promulgation": (
        text(
            "（2016年3月1日示例省人民政府令第9号公布）",
            closing="第三条　本条例自公布之日起施行。\n",
        ),
        "2016-03-01",
        "text",
    ),
    "on trial": (
        text("", closing="第三条　本条例自2016年5月1日起试行，试行期一年。\n"),
        "2016-05-01",
        "text",
    ),
    "the note": (text(f"（2016年3月1日{PLACE}通过　2016年5月1日起施行）"), "2016-05-01", "text"),
    "the order": (text("（2016年3月1日通过）", before=ORDER), "2016-05-01", "order"),
    "the order and the last provision": (
        text("（2016年3月1日通过）", before=ORDER, closing=LAST),
        "2016-05-01",
        "text",
    ),
    "nothing": (text(f"（2016年3月1日{PLACE}通过）"), None, None),
    "that of the first version alone": (
        text(f"（2016年3月1日{PLACE}通过　2020年1月2日{PLACE}修正）", closing=LAST),
        None,
        None,
    ),
}


@pytest.mark.parametrize(("document", "day", "ground"), CASES.values(), ids=CASES)
def test_by_what_a_day_is_known(document, day, ground):
    assert (document.dates.in_force, document.in_force_ground) == (day, ground)


@pytest.mark.parametrize(
    ("document", "ground"), [(one, ground) for one, _, ground in CASES.values()], ids=CASES
)
def test_what_an_older_program_stored_is_known_by_its_text(document, ground):
    older = dataclasses.replace(document, in_force_ground=None)

    assert ground_in(older, plugins.dialect(older.dialect)) == ground


def test_a_day_that_the_text_does_not_tell_has_no_ground_in_it():
    told = text(f"（2016年3月1日{PLACE}通过）")
    known = dataclasses.replace(told, dates=dataclasses.replace(told.dates, in_force="2016-06-01"))

    assert ground_in(known, plugins.dialect(known.dialect)) is None


@pytest.mark.parametrize(
    ("closing", "head", "begins"),
    [
        ("第三条　本条例自公布之日起施行。\n", f"（2016年3月1日{PLACE}通过）", True),
        (
            "第三条　本条例自公布之日起施行。\n",
            f"（2016年3月1日{PLACE}通过　2020年1月2日{PLACE}修正）",
            False,
        ),
        (LAST, f"（2016年3月1日{PLACE}通过）", False),
        ("", f"（2016年3月1日{PLACE}通过）", False),
    ],
)
def test_since_its_promulgation(closing, head, begins):
    document = text(head, closing=closing)

    assert begins_when_promulgated(document, plugins.dialect(document.dialect)) is begins


def test_what_another_act_told_is_not_written():
    told = text(f"（2016年3月1日{PLACE}通过）")
    act = Decision(
        title="示例省人民政府令", name="示例省人民政府令@2016-03-08", in_force="2016-05-01"
    )
    known = dataclasses.replace(
        told,
        dates=dataclasses.replace(told.dates, in_force="2016-05-01"),
        in_force_ground="order",
        in_force_act=act,
    )

    assert to_xml(known) == to_xml(told)


@pytest.mark.parametrize("document", [one for one, _, _ in CASES.values()], ids=CASES)
def test_the_head_alone_tells_the_same_facts(document):
    head, whole = head_from_xml(to_xml(document)), from_xml(to_xml(document))

    assert head == dataclasses.replace(
        whole, preface=(), preamble=(), body=(), conclusions=(), attachments=()
    )


def test_a_head_that_is_not_written_as_ours_is_read_all_the_same():
    data = to_xml(CASES["the order"][0])
    other = data.replace(b"<act ", b"<!-- </meta> --><act ", 1)

    assert head_from_xml(other).dates == from_xml(other).dates


RULES = dataclasses.replace(plugins.dialect("cn_law"), preface=RULES_PREFACE)


def rules(closing: str, *, below: str = "", head: str = "") -> tuple[str | None, str | None]:
    """The day of entry into force of rules with this last clause, and its ground."""
    lines = f"考勤管理制度\n{head}第一条　员工应当打卡。\n第二条　{closing}\n{below}"
    document = parse(plugins.read(lines.encode(), "rules.txt"), RULES)
    assert from_xml(to_xml(document)).in_force_ground == document.in_force_ground
    return document.dates.in_force, document.in_force_ground


@pytest.mark.parametrize(
    "below", ["", "第三条　本制度由人事部负责解释。\n"], ids=["last", "before"]
)
@pytest.mark.parametrize(
    ("closing", "day"),
    [
        ("本制度自2025年3月1日起施行。", "2025-03-01"),
        ("本制度自2025-03-01起正式执行。", "2025-03-01"),
        ("本标准于2025年3月1日实施。", "2025-03-01"),
        ("本政策将于2025年3月1日生效。", "2025-03-01"),
        ("本制度自2025年3月1日起施行，原2020年1月1日起施行的制度同时废止。", "2025-03-01"),
        ("本制度由人事部负责解释，自2025年3月1日起执行。", "2025-03-01"),
        ("经董事会审议通过，自2025年3月1日起执行。", "2025-03-01"),
        ("自2025年3月1日起执行。", "2025-03-01"),
        ("新的工资标准，自2025年3月1日起执行。", None),
        ("本制度自下发之日起执行。", None),
        ("本协议自您点击同意之日起生效。", None),
        ("订单自2025年3月1日起生效。", None),
        ("订单自付款之日起生效。", None),
        ("更新后的政策自公布之日起生效。", None),
        ("修改后的协议自2026年1月1日起生效。", None),
        ("本协议有效期自2025年1月1日起至2025年12月31日止。", None),
        ("公司员工自2025年3月1日起执行新工资。", None),
    ],
)
def test_the_last_clauses_of_rules_set_the_day(closing: str, day: str | None, below: str) -> None:
    assert rules(closing, below=below) == (day, day and "text")


@pytest.mark.parametrize(
    ("closing", "ground"),
    [
        ("本协议自双方签字盖章之日起生效。", "signature"),
        ("本合同一式两份，双方各执一份，经双方法定代表人签字并加盖公章后生效。", "signature"),
        ("合同自双方签订之日起生效。", "signature"),
        ("本合同未尽事宜，双方的补充协议经双方签字后生效。", None),
        ("订单经双方签字后生效。", None),
    ],
)
def test_signatures_put_a_contract_in_force(closing: str, ground: str | None) -> None:
    signed = "甲方（盖章）：\n乙方（盖章）：\n日期：2025年3月1日\n"

    assert rules(closing) == (None, ground)
    assert rules(closing, below=signed) == (ground and "2025-03-01", ground)


def test_the_head_states_the_day_of_rules() -> None:
    assert rules("略。", head="生效日期：2025年3月1日\n") == ("2025-03-01", "text")
    assert rules("本制度自发布之日起执行。", head="发布日期：2025年3月1日\n") == (
        "2025-03-01",
        "text",
    )
