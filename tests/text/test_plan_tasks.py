"""The tasks of a plan: its chapters and sections, boxes, and tables of tasks."""

from __future__ import annotations

from pathlib import Path

import pytest
from plain_texts import read

from policydiff.reading.load import load
from policydiff.text.plan_tasks import parts_without_tasks, tables_without_items, with_tasks

PLAN = """示例省“十四五”渡口发展规划

（2021年3月1日）

为了发展渡口，制定本规划。

第一章　总体要求

第一节　指导思想

坚持安全第一。

第二章　主要任务

第一节　建设渡口

改造老旧渡口。

第二节　夯实发展基础

培训渡工。

第三章　保障措施

建立联席会议制度。
"""


def plan_of(text: str = PLAN):
    return read(text, "cn_policy")


def test_the_tasks_of_a_plan_are_its_articles():
    plan = plan_of()
    document = with_tasks(plan)

    assert [(one.num, one.heading) for one in document.articles] == [
        ("第二章第一节", "建设渡口"),
        ("第二章第二节", "夯实发展基础"),
        ("第三章", "保障措施"),
    ]
    assert document.articles[0].text == "改造老旧渡口。"
    assert parts_without_tasks(plan) == ("第一章第一节",)
    assert with_tasks(document) == document


def test_numbers_of_sections_that_run_on_need_no_chapter():
    text = PLAN.replace("第一节　建设渡口", "第二节　建设渡口").replace("第二节　夯", "第三节　夯")

    assert [one.num for one in with_tasks(plan_of(text)).articles][:2] == ["第二节", "第三节"]


@pytest.mark.parametrize(
    "text",
    [
        "示例省渡口意见\n\n一、改造渡口。\n\n二、培训渡工。\n",
        "示例省渡口条例\n\n第一章　总则\n\n第一条　为了安全，制定本条例。\n",
    ],
    ids=["items", "law"],
)
def test_other_texts_stay_as_they_are(text):
    document = plan_of(text)

    assert with_tasks(document) is document
    assert parts_without_tasks(document) == ()


def test_a_plan_whose_parts_announce_nothing_has_no_items():
    plan = plan_of("示例省渡口规划\n\n第一章　总体要求\n\n坚持安全第一。\n")

    assert with_tasks(plan).articles == ()
    assert parts_without_tasks(plan) == ("第一章",)


OUTLINE = """示例省渡口发展纲要

第一篇　开启新征程

第一章　发展环境

成绩显著。

第二篇　建设现代渡口

第二章　改造渡口

加快改造渡口，推进撤渡建桥。

第一节　老旧渡口

改造老旧渡口三百座。

专栏1　渡口工程
1．渡口改造。改造渡口三百座。
2．渡船更新。更新渡船二百艘。

第二节　渡工

建立渡工培训制度。

专栏2　渡工行动
1．岗前培训。培训新渡工。
2．技能竞赛。每年举办竞赛。

第三章　发展物流

重点做好以下工作：

第一节　配送

鼓励利用渡口配送。
"""


def test_the_points_of_a_box_belong_to_their_section():
    document = with_tasks(plan_of(OUTLINE))

    assert [(one.num, one.eid) for one in document.articles] == [
        ("第二篇第二章", "part_2__chp_2__p_1"),
        ("第二章第一节", "part_2__chp_2__sec_1"),
        ("第二章第二节", "part_2__chp_2__sec_2"),
        ("第三章第一节", "part_2__chp_3__sec_1"),
    ]
    assert document.articles[0].text == "加快改造渡口，推进撤渡建桥。"
    assert "2．技能竞赛。每年举办竞赛。" in document.articles[2].text
    assert with_tasks(document) == document


def test_no_text_of_a_part_with_tasks_is_lost():
    plan = plan_of(OUTLINE)
    items = "\n".join(article.text for article in with_tasks(plan).articles)
    silent = ("成绩显著。", "重点做好以下工作：")

    lost = [
        line
        for provision in plan.provisions
        for line in provision.own_text.split("\n")
        if line and line not in items
    ]
    assert tuple(lost) == silent


def load_text(folder: Path, text: str, name: str = "plan.md"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load(path)


TASKS = """
| 序号 | 重点任务 | 具体措施 | 责任单位 | 完成时限 |
| --- | --- | --- | --- | --- |
| 1 | 改造渡口 | 制定改造标准，改造渡口三十座。 | 市交通局 | 2022年6月 |
| 2 | 改造渡口 | 更新渡船；建立检验制度。 | 市交通局、市财政局 | 2022年12月 |
| 3 | 培训渡工 | 建立培训制度 | 市人社局 | 持续推进 |
"""


def test_rows_of_a_table_of_tasks_are_items(tmp_path):
    document = with_tasks(load_text(tmp_path, f"# 示例市渡口任务分工方案\n\n制定本方案。\n{TASKS}"))

    assert [(one.eid, one.num, one.heading) for one in document.articles] == [
        ("table_1__tr_2", "1", "改造渡口"),
        ("table_1__tr_3", "2", "改造渡口"),
        ("table_1__tr_4", "3", "培训渡工"),
    ]
    assert document.articles[0].text == (
        "制定改造标准，改造渡口三十座。\n责任单位：市交通局\n完成时限：2022年6月"
    )


NOTICE = """# 示例市人民政府办公室关于印发渡口任务分工的通知

各县人民政府：

{body}

示例市人民政府办公室

2022年3月1日

附件

渡口任务分工表
"""


@pytest.mark.parametrize(
    ("body", "items"),
    [
        ("现将任务分工印发给你们，请执行。", ["1", "2", "3"]),
        ("一、提高认识，加强领导。\n\n二、每季度报送进展。", ["一、", "二、", "1", "2", "3"]),
    ],
    ids=["cover", "cover with items"],
)
def test_an_attached_table_of_a_notice_is_the_plan(tmp_path, body, items):
    document = load_text(tmp_path, NOTICE.format(body=body) + TASKS)

    assert [one.num for one in with_tasks(document).articles] == items
    assert tables_without_items(document) == ()


def test_a_table_that_assigns_the_items_of_an_opinion_is_no_plan(tmp_path):
    text = NOTICE.format(body="一、改造渡口。\n\n二、培训渡工。") + TASKS
    document = load_text(tmp_path, text.replace("关于印发渡口任务分工的通知", "关于渡口安全的意见"))

    assert [one.num for one in with_tasks(document).articles] == ["一、", "二、"]
    assert tables_without_items(document) == ("附件",)


def test_cells_that_span_rows_stand_in_each(tmp_path):
    rows = (
        "<tr><td colspan=3>渡口任务表</td></tr><tr><td>重点任务</td><td>措施</td><td>牵头单位</td></tr>"
        "<tr><td colspan=3>一、建设</td></tr>"
        "<tr><td rowspan=2>改造渡口</td><td>改造三十座</td><td rowspan=2>市交通局</td></tr>"
        "<tr><td>更新渡船</td></tr>"
    )
    text = f"<html><body><h1>示例市渡口行动计划</h1><p>制定本计划。</p><table>{rows}</table></body></html>"
    items = with_tasks(load_text(tmp_path, text, "plan.html")).articles

    assert [(one.num, one.heading, one.text) for one in items] == [
        ("第2行", "一、建设　改造渡口", "改造三十座\n牵头单位：市交通局"),
        ("第3行", "一、建设　改造渡口", "更新渡船\n牵头单位：市交通局"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# 示例市渡口情况表\n\n| 渡口 | 座位 |\n| --- | --- |\n| 东渡 | 20 |\n",
        "# 关于商请支持渡口的函\n\n省交通厅：\n\n请给予支持。\n\n示例市人民政府\n",
    ],
    ids=["table without tasks", "letter"],
)
def test_other_texts_have_no_items(tmp_path, text):
    document = load_text(tmp_path, text)

    assert with_tasks(document) == document
    assert document.articles == ()
