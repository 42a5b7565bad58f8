"""The places of what was removed among what goes on."""

from __future__ import annotations

from drafting import document
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.match_rows import build_rows
from policydiff.model.comparison import Comparison
from policydiff.model.reports import ReportOptions

RULES = (
    "游船码头由水务部门统一编号，并公布负责人的姓名和电话",
    "湖区的航行规则由管理站拟订，报区人民政府批准",
    "船员应当经过培训，考核合格以后方可驾驶",
    "每条游船应当配备与载客人数相当的救生衣",
    "木质船体每年上油两次，开裂的应当停止使用",
    "码头栈桥的护栏损坏的，管理站应当在三日内修复",
    "风力达到六级以上的，停止一切游船活动",
    "管理站应当每半年组织一次落水救援的演练",
)
"""Articles that have nothing in common."""

GENERAL = ("总则", [0, 1])
BOATS = ("设施", [2, 3])
CARE = ("养护", [4, 5])
SAFETY = ("安全", [6, 7])


def chapters(*parts: tuple[str, list[int]]) -> str:
    """Chapters of a heading and the rules that they hold; articles are numbered through."""
    lines, number = [], 0
    for place, (heading, rules) in enumerate(parts):
        lines.append(f"第{'一二三四'[place]}章　{heading}")
        for rule in rules:
            lines.append(f"第{'一二三四五六七八'[number]}条　{RULES[rule]}。")
            number += 1
    return "\n".join(lines)


def listed(comparison: Comparison) -> list[str]:
    """The rows by the numbers of both sides: 第三章-, 第四条→第三条."""
    rows = (
        (
            "、".join(side.num or side.level for side in match.left),
            "、".join(side.num or side.level for side in match.right),
        )
        for match in comparison.matches
        if {side.level for side in (*match.left, *match.right)} & {"title", "chapter", "article"}
    )
    return [left if left == right else f"{left}→{right}" for left, right in rows]


def test_a_removed_chapter_stands_between_its_old_neighbours() -> None:
    left = document(chapters(GENERAL, BOATS, CARE))
    right = document(chapters(GENERAL, CARE))

    assert listed(diff(left, right))[1:] == [
        *("第一章", "第一条", "第二条"),
        *("第二章→", "第三条→", "第四条→"),
        *("第三章→第二章", "第五条→第三条", "第六条→第四条"),
    ]


def test_the_first_chapter_that_is_gone_stands_below_the_title() -> None:
    left = document("# 游船办法\n" + chapters(GENERAL, BOATS))
    right = document("# 游船管理办法\n" + chapters(BOATS))

    assert listed(diff(left, right))[:3] == ["title", "第一章→", "第一条→"]


def test_a_heading_alone_that_is_gone_stands_before_its_articles() -> None:
    left = document(chapters(GENERAL, BOATS, CARE))
    right = document(chapters(GENERAL, ("设施", [2, 3, 4, 5])))

    assert listed(diff(left, right))[4:] == [
        *("第二章", "第三条", "第四条"),
        *("第三章→", "第五条", "第六条"),
    ]


def test_what_a_removed_chapter_lost_stands_between_what_it_left() -> None:
    left = document(chapters(GENERAL, BOATS, ("养护", [4, 5, 6]), ("附则", [7])))
    right = document(chapters(GENERAL, ("设施", [2, 3, 4, 6]), ("附则", [7])))

    assert listed(diff(left, right))[7:] == [
        *("第三章→", "第五条", "第六条→", "第七条→第六条"),
        *("第四章→第三章", "第八条→第七条"),
    ]


def test_headings_that_are_all_gone_stand_before_their_articles() -> None:
    left = document(chapters(GENERAL, BOATS))
    right = document("\n".join(f"第{'一二三四'[place]}条　{RULES[place]}。" for place in range(4)))

    assert listed(diff(left, right))[1:] == [
        *("第一章→", "第一条", "第二条"),
        *("第二章→", "第三条", "第四条"),
    ]


def test_a_new_article_at_the_end_of_a_chapter_stays_in_it() -> None:
    left = document(chapters(GENERAL, BOATS, CARE))
    right = document(chapters(("总则", [0, 1, 7]), CARE))

    assert listed(diff(left, right))[3:7] == ["第二条", "→第三条", "第二章→", "第三条→"]


def test_the_chapter_around_a_removed_heading_is_listed_before_it() -> None:
    comparison = diff(
        document(chapters(GENERAL, BOATS, CARE)),
        document(chapters(GENERAL, ("设施", [2, 3, 4, 5]))),
    )

    depths = {
        row.label: row.depth for row in build_rows(comparison, ReportOptions()) if row.container
    }

    assert depths["第三章"] > depths["第二章"] == depths["第一章"]


@given(st.sets(st.integers(0, 3), max_size=3))
def test_what_stays_and_what_goes_stands_in_the_old_order(gone: set[int]) -> None:
    """Where nothing moved and nothing came, the rows are those of the old text."""
    parts = (GENERAL, BOATS, CARE, SAFETY)
    left = document(chapters(*parts))
    right = document(chapters(*(part for place, part in enumerate(parts) if place not in gone)))

    rows = listed(diff(left, right))

    assert [row.partition("→")[0] for row in rows] == listed(diff(left, left))
