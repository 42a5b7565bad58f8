"""What rows leave unmarked on both sides is the same text, whatever became of the parts in them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from drafting import document
from hypothesis import given, settings
from lanes import examples
from revisions import bare, revisions, version

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.match_rows import build_rows
from policydiff.model.document import Document
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.report.pieces import TextPiece
from policydiff.report.rows import ComparisonRow, RowCell

MARKS = {"delete": "[-{}-]", "insert": "[+{}+]", "equal": "{}"}


def rows_of(left: Document, right: Document, **options) -> tuple[ComparisonRow, ...]:
    return build_rows(diff(left, right), ReportOptions(**options))


def shown(cell: RowCell) -> str:
    """A cell as one line: [-gone-] [+come+], moved text with a ~, notes as they stand."""
    return f"{cell.label} " + "".join(map(marked, cell.text)).replace("\n", "⏎")


def marked(piece: TextPiece) -> str:
    return MARKS[piece.op].format(("~" if piece.moved else "") + piece.text)


def unmarked(cells: tuple[RowCell, ...]) -> str:
    return bare(
        "".join(
            piece.text
            for cell in cells
            for piece in (*cell.heading, *cell.text)
            if piece.op == "equal" and not piece.note
        )
    )


def hidden(row: ComparisonRow) -> str:
    """What one side of a row leaves unmarked that the other does not say: in any order where
    several parts stand on a side.
    """
    left, right = unmarked(row.left), unmarked(row.right)
    if not row.left or not row.right:
        return "" if row.container else left + right
    several = len(row.left) > 1 or len(row.right) > 1
    return (
        ""
        if left == right or (several and Counter(left) == Counter(right))
        else f"{left} | {right}"
    )


def check(left: Document, right: Document) -> None:
    for row in rows_of(left, right, whole=True):
        assert hidden(row) == "", row.names
    for row in rows_of(left, right):
        elided = [
            [piece.elided for cell in cells for piece in cell.text if piece.elided]
            for cells in (row.left, row.right)
        ]
        assert not (row.left and row.right) or elided[0] == elided[1]


@settings(max_examples=examples(150))
@given(revisions())
def test_no_revision_hides_a_change(revision):
    check(version("2019-01-01", revision[0]), version("2024-01-01", revision[1]))


@settings(max_examples=examples(50))
@given(revisions())
def test_each_side_reads_as_its_text(revision):
    left, right = version("2019-01-01", revision[0]), version("2024-01-01", revision[1])
    texts = {
        "left": {one.num: one.text for one in left.articles},
        "right": {one.num: one.text for one in right.articles},
    }
    for row in rows_of(left, right, whole=True):
        for name, cells in (("left", row.left), ("right", row.right)):
            for cell in cells:
                own = "".join(piece.text for piece in cell.text if not piece.note)
                assert own == texts[name].get(cell.num, own)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("取水许可不得转让。", "取水许可转让。", ["取水许可[-不得-]转让。", "取水许可转让。"]),
        ("十五日内答复。", "五日内答复。", ["[-十五日-]内答复。", "[+五日+]内答复。"]),
        ("甲应当通知乙。", "乙应当通知甲。", ["[-甲-]应当通知[-乙-]。", "[+乙+]应当通知[+甲+]。"]),
    ],
)
def test_small_changes_are_marked(before, after, told):
    (row,) = rows_of(document(f"第一条　{before}"), document(f"第一条　{after}"))

    assert [shown(row.left[0]), shown(row.right[0])] == [f"第一条 {text}" for text in told]


OLD = """
第一条　河长应当每年组织巡查所辖河道，并形成巡查报告。巡查报告应当载明水质、堤岸和违法建筑的情况，保存五年。
巡护员在汛期不得擅自离开巡护站，确需离开的，应当安排他人代班。
第二条　乡镇应当在公告栏公布每月的水质检测结果，接受村民监督。
取水人应当在十五日内核对水表，并向水务部门报告核对的结果和取水的用途。
第三条　水务部门负责修缮堤坝，所需费用由县级财政承担，不得向村民摊派。
"""
NEW = """
第一条　河长应当每年组织巡查所辖河道，并形成巡查报告。
巡查报告应当载明水质、堤岸和违法建筑的情况，保存十年。
第二条　巡护员在汛期不得擅自离开巡护站，确需离开的，应当安排他人代班并登记。
第三条　乡镇应当在公告栏公布每月的水质检测结果，接受村民监督。
第四条　水务部门负责修缮堤坝，所需费用由县级财政承担，不得向村民摊派。
取水人应当在五日内核对水表，并向水务部门报告核对的结果和取水的用途。
"""


@pytest.mark.parametrize("chapter", ["", "第一章　总则\n"])
def test_a_paragraph_that_moved_is_told_once_at_both_places(chapter):
    found = rows_of(document(chapter + OLD), document(chapter + NEW), whole=True)
    rows = {row.names: row for row in found if not row.container}
    left, right = rows[("第二条", "第三条")], rows[("第三条", "第四条")]

    assert shown(left.left[0]).endswith(
        "[-~取水人应当在-][-十五日-][-~内核对水表，并向水务部门报告核对的结果和取水的用途。-]（移至第四条第二款）"
    )
    assert shown(left.right[0]) == "第三条 乡镇应当在公告栏公布每月的水质检测结果，接受村民监督。"
    assert (
        shown(right.left[0])
        == "第三条 水务部门负责修缮堤坝，所需费用由县级财政承担，不得向村民摊派。"
    )
    assert shown(right.right[0]).endswith(
        "[+~取水人应当在+][+五日+][+~内核对水表，并向水务部门报告核对的结果和取水的用途。+]（移自第二条第二款）"
    )
    assert len(rows) == 3


def test_a_paragraph_divided_within_a_split_is_marked():
    (row,) = (
        row for row in rows_of(document(OLD), document(NEW), whole=True) if row.category == "split"
    )

    assert [shown(cell) for cell in (*row.left, *row.right)] == [
        (
            "第一条 河长应当每年组织巡查所辖河道，并形成巡查报告。巡查报告应当载明水质、堤岸和违法建筑的情况，保存[-五年-]。"
            "⏎巡护员在汛期不得擅自离开巡护站，确需离开的，应当安排他人代班。"
        ),
        "第一条 河长应当每年组织巡查所辖河道，并形成巡查报告。⏎巡查报告应当载明水质、堤岸和违法建筑的情况，保存[+十年+]。",
        "第二条 巡护员在汛期不得擅自离开巡护站，确需离开的，应当安排他人代班[+并登记+]。",
    ]


def test_a_part_that_went_nowhere_in_a_split_is_struck_where_it_stood():
    first = "河长应当每年组织巡查所辖河道，并形成巡查报告，保存五年。"
    gone = "巡查费用由乡镇承担，不足的部分由县级财政补足。"
    last = "巡护员在汛期不得擅自离开巡护站，确需离开的，应当安排他人代班。"
    rows = rows_of(
        document(f"第一条　{first}\n{gone}\n{last}"), document(f"第一条　{first}\n第二条　{last}")
    )

    assert [row.category for row in rows] == ["split"]
    assert shown(rows[0].left[0]) == f"第一条 {first}⏎[-{gone}-]⏎{last}"


@pytest.mark.corpus
@pytest.mark.parametrize(
    "work",
    ["women-rights-law", "state-secrets-law", "sports-law", "cultural-relics-law", "charity-law"],
)
def test_no_real_revision_hides_a_change(corpus: Path, work: str):
    files = sorted((corpus / "works" / work).glob("*.md"))
    check(load(files[-2]), load(files[-1]))
