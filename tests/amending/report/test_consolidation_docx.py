"""The Word table of a consolidation: its rows and marks, and LibreOffice's opinion of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from consolidations import carried_out, sample
from reading_docx import W, cells, printed_pages, tables, tree

from policydiff.formats import docx
from policydiff.model.reports import ReportOptions


def render(result, **options) -> bytes:
    return docx.render(result, ReportOptions(**options))


def test_the_page_lies_on_its_side_and_the_head_is_repeated():
    found = tree(render(sample()))
    heads = [
        table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables(render(sample()))
    ]

    assert found.find(f".//{W}pgSz").get(f"{W}orient") == "landscape"
    assert heads == [False, True, True, True]


def test_the_words_of_an_item_reach_down_over_its_clauses():
    data = render(carried_out("将第一条中的“村里”修改为“镇里”，删去第二条。"))
    lines = tables(data)[1].findall(f"{W}tr")

    assert [[merge.get(f"{W}val") for merge in row.iter(f"{W}vMerge")] for row in lines] == [
        [],
        ["restart"],
        ["continue"],
    ]
    assert [cells(row)[0] for row in lines[1:]] == [
        "一、将第一条中的“村里”修改为“镇里”，删去第二条。",
        "",
    ]


@pytest.mark.skipif(
    not shutil.which("soffice") or not shutil.which("pdftotext"),
    reason="LibreOffice or poppler is not installed",
)
def test_libreoffice_repeats_the_head(tmp_path: Path):
    pages = printed_pages(render(sample()), tmp_path)

    assert len(pages) >= 2
    assert all("决定条目" in page and "修改后" in page for page in pages[:2])
    assert "须人工处理" in pages[0]
