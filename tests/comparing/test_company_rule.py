"""The tour of the README through texts that are not laws: corpora/example."""

from __future__ import annotations

from pathlib import Path

import docx as word
import pytest

import policydiff
from policydiff.resources import resource

EXAMPLE = resource("corpora", "example")
OLD, NEW = (EXAMPLE / "company-rule" / f"{version}.md" for version in ("v2.0", "v3.0"))
POLICIES = [
    EXAMPLE / "privacy-policy" / f"{day}.md" for day in ("2023-05-01", "2024-09-01", "2025-11-01")
]


def test_a_company_rule_is_read_by_its_numbers() -> None:
    document = policydiff.load(NEW)

    assert (document.dialect, document.document_number) == ("cn_rules", "YS-IT-007")
    assert document.dates.in_force == "2025-07-01"
    assert [(entry.label, entry.value) for entry in document.head][:2] == [
        ("版本", "V3.0"),
        ("密级", "内部"),
    ]
    numbers = [provision.num for provision in document.provisions if provision.num]
    assert numbers[:8] == ["1", "1.1", "1.2", "1.3", "1.3.1", "1.3.2", "1.3.3", "2"]
    assert not document.problems


def test_clauses_are_matched_across_levels_and_chapters() -> None:
    comparison = policydiff.diff(policydiff.load(OLD), policydiff.load(NEW))
    (split,) = (match for match in comparison.matches if match.kind == "split")
    numbers = {
        match.left[0].num: match.right[0].num
        for match in comparison.matches
        if len(match.left) == len(match.right) == 1 and match.left[0].num
    }

    assert ([side.num for side in split.left], [side.num for side in split.right]) == (
        ["3.4"],
        ["4.4.1", "4.4.2"],
    )
    assert [numbers[number] for number in ("a)", "b)", "c)")] == ["2.3.1", "2.3.2", "2.3.3"]
    assert (numbers["3"], numbers["3.2.2"], numbers["5.2"]) == ("4", "4.2.2", "6.2")
    assert comparison.summary.removed == 0


def test_the_table_that_is_sent_holds_and_checks(run, tmp_path: Path) -> None:
    table = tmp_path / "table.docx"
    run("--lang", "zh", "diff", OLD, NEW, "--profile", "rules", "-o", table)
    rows = [[cell.text for cell in row.cells] for row in word.Document(str(table)).tables[0].rows]

    assert [cell.strip() for cell in rows[0]] == [
        "原条款号",
        "修订前",
        "现条款号",
        "修订后",
        "修订说明",
    ]
    assert [row[:4] for row in rows[1:4]] == [
        ["版本", "V2.0", "版本", "V3.0"],
        ["修订", "2023年3月1日", "修订", "2025年7月1日"],
        ["施行", "2023年3月1日", "施行", "2025年7月1日"],
    ]
    (period,) = (row for row in rows if row[0] == "3.1.3")
    assert (period[2], period[4]) == ("4.1.3", "条款号由3.1.3调整为4.1.3")
    assert "未发现差错" in run("--lang", "zh", "check-table", table, OLD, NEW).out


def test_a_wrong_period_in_the_table_is_found(run, tmp_path: Path) -> None:
    table = tmp_path / "table.docx"
    run("diff", OLD, NEW, "--profile", "rules", "-o", table)
    document = word.Document(str(table))
    for row in document.tables[0].rows:
        for paragraph in row.cells[3].paragraphs:
            for piece in paragraph.runs:
                if "六个月" in piece.text:
                    piece.text = piece.text.replace("六个月", "九个月")
    document.save(str(table))

    done = run("--lang", "zh", "check-table", table, OLD, NEW)

    assert "发现 1 处差错" in done.out
    assert "4.1.3" in done.out
    assert done.code == 6


def test_three_versions_of_a_privacy_policy_stand_side_by_side(run) -> None:
    done = run("--lang", "zh", "diff", *POLICIES)

    assert "二、（三）*" in done.out
    assert "三、2+" in done.out


def test_the_brief_of_terms_asks_what_a_lawyer_asks(run) -> None:
    done = run("--lang", "zh", "diff", *POLICIES[1:], "--format", "brief")

    assert "管辖、仲裁与适用法律（1 条）" in done.out
    assert "15个工作日内 → 7个工作日内" in done.out.replace("\n  ", "")


def test_a_head_in_lines_stands_as_entries(run, tmp_path: Path) -> None:
    old = "考勤制度\n编号：KQ-01\n版本号：V1.0\n1 总则\n1.1 为规范考勤，制定本制度。\n1.2 每日打卡。\n"
    (tmp_path / "old.txt").write_text(old, encoding="utf-8")
    (tmp_path / "new.txt").write_text(old.replace("V1.0", "V2.0"), encoding="utf-8")
    table = tmp_path / "table.md"
    run("diff", tmp_path / "old.txt", tmp_path / "new.txt", "--profile", "rules", "-o", table)
    text = table.read_text(encoding="utf-8")

    assert "| 版本号 | V1.0 | 版本号 | V2.0 |" in text
    assert "KQ-01" not in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("保管人：张三\n保管人：1", "保管人：张三\n保管人：2"),
        ("保管人：10", "保管人：V2.0"),
    ],
)
def test_entries_hide_no_other_change_of_the_head(
    run, tmp_path: Path, before: str, after: str
) -> None:
    head = "考勤制度\n编号：KQ-01\n版本：{}\n{}\n1 总则\n1.1 为规范考勤，制定本制度。\n1.2 每日打卡。\n"
    (tmp_path / "old.txt").write_text(head.format("V1.0", before), encoding="utf-8")
    (tmp_path / "new.txt").write_text(head.format("V2.0", after), encoding="utf-8")
    table = tmp_path / "table.md"
    run("diff", tmp_path / "old.txt", tmp_path / "new.txt", "--profile", "rules", "-o", table)
    text = table.read_text(encoding="utf-8")

    assert "| 版本 | V1.0 | 版本 | V2.0 |" in text
    assert before.rpartition("：")[2] in text.replace("V1.0", "")
    assert f"保管人：**{after.rpartition('：')[2]}**" in text or "| 保管人 |" in text


def test_entries_hide_no_cell_of_a_table_at_the_head(run, tmp_path: Path) -> None:
    for name, version, copies in (("old", "V1.0", "1"), ("new", "V2.0", "2")):
        file = word.Document()
        file.add_heading("雨伞管理制度", 0)
        rows = (
            ("编号", "GL-07", "版本", version),
            ("份数", "存放", "页", "册"),
            (copies, "库", "9", "3"),
        )
        cells = file.add_table(rows=len(rows), cols=4)
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                cells.cell(at, column).text = words
        for line in (
            "1 总则",
            "1.1 本制度规定雨伞的领用。",
            "1.2 员工应当归还雨伞。",
            "2 领用",
            "2.1 填表。",
        ):
            file.add_paragraph(line)
        file.save(tmp_path / f"{name}.docx")
    table = tmp_path / "table.md"
    run("diff", tmp_path / "old.docx", tmp_path / "new.docx", "--profile", "rules", "-o", table)
    text = table.read_text(encoding="utf-8")

    assert "| 版本 | V1.0 | 版本 | V2.0 |" in text
    assert "<del>1\t</del>" in text
    assert "<strong>2\t</strong>" in text


def test_a_number_in_the_table_of_the_head_is_printed_once(run, tmp_path: Path) -> None:
    laws = tmp_path / "laws"
    run("init", laws)
    run("-C", laws, "add", NEW)
    whole = run("-C", laws, "show", "云杉精密仪器有限公司信息系统账号管理制度").out

    assert whole.count("YS-IT-007") == 1
