"""A whole text, part by part."""

from __future__ import annotations

import policydiff
from policydiff.amending.report.html import whole_text

TEXT = """甲市桥梁办法

目　录
第一章　总则
第二章　附则

第一章　总则

第一条　桥由市里修。
每年查一次。

第二章　附则

第二条　本办法自公布之日起施行。

附件1
桥梁名录
"""


def test_every_part_in_its_order_without_the_table_of_contents():
    parts = list(whole_text(policydiff.load(TEXT.encode(), name="a.txt")))

    assert [(part.look, part.heading) for part in parts if part.heading] == [
        ("title", "甲市桥梁办法"),
        ("container", "第一章　总则"),
        ("container", "第二章　附则"),
        ("container", "附件1　桥梁名录"),
    ]
    assert [[(line.num, line.text) for line in part.lines] for part in parts if part.lines] == [
        [("第一条", "　桥由市里修。"), ("", "每年查一次。")],
        [("第二条", "　本办法自公布之日起施行。")],
    ]
    assert all(part.eid for part in parts)
