"""The export as a Word file: official layout, the same articles when it is read again, by ourselves
and by LibreOffice.
"""

from __future__ import annotations

import io
import shutil
import subprocess

import docx
import pytest

from policydiff import load
from policydiff.formats.docx import render
from policydiff.model.document import Document
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report.lines import TextTable, official_lines
from policydiff.resources import resource

EXAMPLES = [
    "invented-2018-11-30.txt",
    "invented-2021-09-26.md",
    "invented-2021-09-26.decision.txt",
    "invented-2024-05-31.html",
]


def example(name: str) -> Document:
    return load(resource("corpora", "example", name))


def opinion() -> Document:
    return load(resource("corpora", "opinion", "2017-01-15.txt"))


def articles(document: Document) -> list[tuple[str, str | None, str | None, str]]:
    return [
        (article.eid, article.num, article.heading, article.text) for article in document.articles
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_file_is_read_back_to_the_same_articles(name):
    document = example(name)
    again = load(render(Edition(document=document), ReportOptions()), name="export.docx")

    assert articles(again) == articles(document)
    assert [(part.num, part.heading) for part in again.provisions] == [
        (part.num, part.heading) for part in document.provisions
    ]
    assert [(att.num, att.heading, att.text) for att in again.attachments] == [
        (att.num, att.heading, att.text) for att in document.attachments
    ]


def test_the_opinion_is_read_back_to_the_same_document():
    document = opinion()
    again = load(render(Edition(document=document), ReportOptions()), name="export.docx")

    assert (again.title, again.kind, articles(again)) == (
        document.title,
        document.kind,
        articles(document),
    )
    assert again.full_text() == document.full_text()


@pytest.mark.corpus
@pytest.mark.parametrize(
    "work",
    [
        "environmental-protection-tax-law",
        "policy-double-random",
        *(
            pytest.param(work, marks=pytest.mark.slow)
            for work in ("civil-procedure-law", "patent-law-implementing-rules")
        ),
    ],
)
def test_real_texts_are_read_back_to_the_same_articles(corpus, work):
    document = load(
        max(
            path for path in (corpus / "works" / work).glob("[0-9]*") if "decision" not in path.name
        )
    )
    again = load(render(Edition(document=document), ReportOptions()), name="export.docx")

    assert articles(again) == articles(document)


def test_chapters_are_headings_that_navigation_shows():
    word = docx.Document(
        io.BytesIO(render(Edition(document=example("invented-2024-05-31.html")), ReportOptions()))
    )
    headings = [
        paragraph.text
        for paragraph in word.paragraphs
        if paragraph.style.name == "heading 1" or paragraph.style.style_id == "Heading1"
    ]

    assert headings[0] == "第一章　总　　则"
    assert "Heading2" in {paragraph.style.style_id for paragraph in word.paragraphs}


def test_the_same_document_gives_the_same_bytes_dated_by_its_version():
    document = example("invented-2021-09-26.md")
    data = render(Edition(document=document), ReportOptions())

    assert data == render(Edition(document=document), ReportOptions())
    assert (
        docx.Document(io.BytesIO(data)).core_properties.created.date().isoformat()
        == document.version_date
    )


@pytest.mark.slow
def test_libreoffice_reads_every_line(tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    documents = {name: example(name) for name in EXAMPLES} | {"opinion": opinion()}
    for name, document in documents.items():
        (tmp_path / f"{name}.docx").write_bytes(render(Edition(document=document), ReportOptions()))
    files = [str(tmp_path / f"{name}.docx") for name in documents]
    office = [
        soffice,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--norestore",
    ]
    subprocess.run(
        [*office, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), *files],
        check=True,
        capture_output=True,
        timeout=600,
    )

    for name, document in documents.items():
        found = (tmp_path / f"{name}.txt").read_text("utf-8-sig").split()
        assert found == [
            word
            for item in official_lines(document, whole=False, run_on=True)
            for word in words(item)
        ], name


def words(item) -> list[str]:
    return (
        [word for row in item.rows for cell in row for word in cell.text.split()]
        if isinstance(item, TextTable)
        else item.text.split()
    )
