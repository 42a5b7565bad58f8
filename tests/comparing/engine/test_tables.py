"""Tables whose cells change: no cell is lost between the file and the edits."""

from __future__ import annotations

from policydiff import load
from policydiff.comparing.engine.compare import diff
from policydiff.model.document import Document

OLD = [
    ["项目", "标准", "说明"],
    ["雨伞租金", "每日2元", "归还时结算"],
    ["雨伞押金", "每把30元", "全额退还"],
]
NEW = [
    ["项目", "标准", "说明"],
    ["雨伞租金", "每日3元", "按月结算"],
    ["雨伞押金", "每把30元", "全额退还"],
    ["雨伞修理费", "每次5元", "损坏人缴纳"],
]


def page(rows: list[list[str]]) -> Document:
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    text = f"<p>第一条　收费标准如下：</p><table>{table}</table><p>第二条　本办法自2024年1月1日起施行。</p>"
    return load(
        f"<html><body><h1>示例市雨伞收费办法</h1>{text}</body></html>".encode(), name="办法.html"
    )


def test_every_cell_of_both_tables_stands_in_the_edits() -> None:
    comparison = diff(page(OLD), page(NEW))
    table = next(
        match for match in comparison.matches if match.left and match.left[0].level == "table"
    )

    for rows, other in ((OLD, "insert"), (NEW, "delete")):
        text = "".join(edit.text for edit in table.edits if edit.op != other)
        assert text == "\n".join("\t".join(row) for row in rows)
    changed = "".join(edit.text for edit in table.edits if edit.op == "insert")
    assert "雨伞修理费\t每次5元\t损坏人缴纳" in changed
    assert "3" in changed
    assert comparison.problems == ()


def test_equal_tables_are_no_change() -> None:
    assert not diff(page(OLD), page(OLD)).changed
