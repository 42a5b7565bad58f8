"""Changes of nothing but glyphs and marks. All texts are invented."""

from __future__ import annotations

import pytest
from checking import check
from drafting import document

from policydiff.comparing.engine.compare import diff

BASE = "第一条　门卫应当在记帐本上登记借伞的时间，惟一的凭证是学生证；编号为AB12。"


@pytest.mark.parametrize(
    ("before", "after", "glyphs"),
    [
        ("记帐本", "记账本", True),
        ("惟一", "唯一", True),
        ("，", ",", True),
        ("AB12", "ＡＢ１２", True),
        ("，惟一", ",唯一", True),
        ("，", "、", False),
        ("；", "。", False),
        ("应当", "可以", False),
        ("时间", "时刻", False),
        ("门卫", "门 卫", False),
        ("记帐本", "登记本", False),
        ("AB12", "AB13", False),
        ("第一条", "第二条", False),
    ],
)
def test_only_another_glyph_or_mark_of_the_same(before: str, after: str, glyphs: bool) -> None:
    comparison = diff(document(BASE), document(BASE.replace(before, after)))
    check(comparison)

    assert {match.glyphs_only for match in comparison.matches if "art_" in match.right[0].eid} == {
        glyphs
    }


def test_another_word_beside_another_glyph() -> None:
    comparison = diff(
        document(BASE), document(BASE.replace("记帐", "记账").replace("应当", "可以"))
    )

    assert not any(match.glyphs_only for match in comparison.matches)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("或者", "和"),
        ("具体行政行为", "行政行为"),
        ("其它", "其他"),
        ("签字", "签名"),
        ("作出", "做出"),
    ],
)
def test_what_a_report_used_to_call_editorial(before: str, after: str) -> None:
    text = "第一条　门卫{}班长认为不合适的，不予借用。"
    comparison = diff(document(text.format(before)), document(text.format(after)))

    assert not any(match.glyphs_only for match in comparison.matches)


def test_nothing_changed_is_no_change_of_glyphs() -> None:
    assert not any(match.glyphs_only for match in diff(document(BASE), document(BASE)).matches)
