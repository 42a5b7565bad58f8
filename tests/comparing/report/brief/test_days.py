"""The day from which a text applies, in a brief. All texts are invented."""

from __future__ import annotations

import pytest

from policydiff.comparing.report.brief import days
from policydiff.model.document import Document
from policydiff.reading import plugins
from policydiff.reading.parsing.parse import parse

RULES = plugins.dialect("cn_rules")


def rules(last: str = "", *, head: str = "") -> Document:
    text = f"考勤管理制度\n{head}第一条　员工应当打卡。\n{last}"
    return parse(plugins.read(text.encode(), "rules.txt"), RULES)


@pytest.mark.parametrize(
    ("new", "stated"),
    [
        (rules("第二条　本制度自发布之日起执行。\n"), [("第二条", "本制度自发布之日起执行。")]),
        (rules("第二条　本协议自双方签字后生效。\n"), [("第二条", "本协议自双方签字后生效。")]),
        (rules(head="生效日期：2025年1月9日\n"), [("生效日期", "2025年1月9日")]),
        (rules(head="生效日期：____\n"), []),
        (rules("第二条　订单自付款之日起生效。\n"), []),
        (rules(), []),
    ],
)
def test_rules_state_their_day_in_a_clause_or_at_the_head(
    new: Document, stated: list[tuple[str, str]]
) -> None:
    found = days.stated_days(rules(), new)

    assert [(day.name, day.text) for day in found if day.in_force] == stated


def test_a_day_at_the_head_that_both_texts_have_is_the_same() -> None:
    new = rules(head="更新日期：2025年2月1日\n生效日期：2025年1月9日\n")

    (day,) = days.stated_days(new, new)
    assert (day.same, day.earlier) == (True, True)
