"""Forty invented documents of companies: read, compared, and written by every profile."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from companies import FORMS, CompanyPair, pairs, written
from reading_docx import rows

from policydiff.comparing.actions.profiles import SHIPPED, read_profile
from policydiff.comparing.actions.written import sent_table
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.sent.word import render_sent_table
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.text.numerals import write_number

PAIRS = pairs()
MARKED = re.compile(r"\{\+.*?\+\}|\[-.*?-\]")
NUMBER = re.compile(r"第[一二三四五六七八九十]+条　?")
LABELS = {"新增", "删去", "删除"}


def document(pair: CompanyPair, side: str, place: int):
    form = FORMS[(2 * place + (side == "new")) % len(FORMS)]
    return load(written(getattr(pair, side), form), name=f"{side}.{form}")


@pytest.fixture(scope="module")
def comparisons():
    return [
        diff(document(pair, "old", place), document(pair, "new", place))
        for place, pair in enumerate(PAIRS)
    ]


def name(place: int) -> str:
    return f"第{write_number(place + 1)}条"


def test_every_document_is_read_article_by_article(comparisons):
    assert len(PAIRS) == 20
    for pair, comparison in zip(PAIRS, comparisons, strict=True):
        for text, read in ((pair.old, comparison.left), (pair.new, comparison.right)):
            assert read.title == text.title
            assert ["".join(article.text.split()) for article in read.articles] == list(
                text.articles
            )


@pytest.mark.parametrize("profile", SHIPPED)
def test_the_tables_hide_nothing_and_invent_nothing(comparisons, profile):
    shape = ReportOptions(profile=read_profile(profile))
    columns = shape.profile.columns
    left, right = columns.index("left"), columns.index("right")
    for pair, comparison in zip(PAIRS, comparisons, strict=True):
        table = sent_table(comparison, shape)
        data = render_sent_table(table, ReportOptions())
        found = [cells for cells in rows(data)[1:] if len(cells) == len(columns)]
        texts = [
            (NUMBER.sub("", MARKED.sub("", row[left])), NUMBER.sub("", MARKED.sub("", row[right])))
            for row in found
            if not {row[left], row[right]} & LABELS and not row[left].startswith("“")
        ]
        listed = {
            part.num
            for row in table.rows
            if row.source is not None and not row.source.around
            for part in row.source.right
        }

        assert all(old == new for old, new in texts)
        assert {name(new) for _, new in pair.edited} | {name(new) for new in pair.added} <= listed
        assert docx.Document(io.BytesIO(data)).tables
        if not pair.replaced:
            assert len(listed) == len(pair.edited) + len(pair.added)


def test_a_replacement_is_stated_only_where_it_was_made(comparisons):
    shape = ReportOptions(profile=read_profile("listed-company"))
    for pair, comparison in zip(PAIRS, comparisons, strict=True):
        stated = sent_table(comparison, shape).replacements

        assert stated in ((), (("股东大会", "股东会"),))
        assert pair.replaced or not stated


@pytest.mark.slow
def test_libreoffice_opens_every_table(comparisons, tmp_path: Path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    for place, comparison in enumerate(comparisons):
        profile = SHIPPED[place % len(SHIPPED)]
        data = render_sent_table(
            sent_table(comparison, ReportOptions(profile=read_profile(profile))), ReportOptions()
        )
        (tmp_path / f"{place}.docx").write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            *sorted(tmp_path.glob("*.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )

    assert len(list(tmp_path.glob("*.pdf"))) == len(comparisons)
