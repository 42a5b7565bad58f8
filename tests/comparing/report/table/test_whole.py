"""Reports of whole documents as the program reads and compares them: nothing of either text is
missing.
"""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from invented import rendered

from policydiff.comparing.engine.compare import diff
from policydiff.formats import html
from policydiff.model.document import Attachment, Block, Document, Provision
from policydiff.model.index import index_document
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.resources import resource

VERSIONS = ("invented-2018-11-30.txt", "invented-2021-09-26.md", "invented-2024-05-31.html")
PAIRS = [(0, 1), (1, 2), (0, 2), (2, 0), (1, 1)]
BLANK = re.compile(r"\s+")


def versions() -> list[Document]:
    return [load(resource("corpora", "example", name)) for name in VERSIONS]


def squeezed(text: str) -> str:
    return BLANK.sub("", text)


def missing(page: bytes, side: str, document: Document) -> list[str]:
    """The texts of the document's parts that the side of the table does not hold."""
    tree = lxml.html.document_fromstring(page.decode())
    for extra in tree.xpath("//button[@class='cut'] | //td//*[contains(@class, 'note')]"):
        extra.drop_tree()
    held = squeezed(
        "".join(
            cell.text_content()
            for cell in tree.xpath(f"//td[contains(@class, '{side}')] | //tr[@class='chapter']/th")
        )
    )
    return [text for text in parts(document) if squeezed(text) not in held]


def parts(document: Document) -> list[str]:
    """Headings, articles with all below them, and unnumbered blocks."""
    found = []
    for node in index_document(document).by_eid.values():
        if isinstance(node, Provision | Attachment) and (node.heading or "").strip():
            found.append(node.heading)
        if isinstance(node, Block) or (isinstance(node, Provision) and node.level == "article"):
            found.append(node.text)
    return found


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_the_page_holds_both_texts_whole(left, right):
    documents = versions()
    page = rendered(html, diff(documents[left], documents[right]), ReportOptions())

    assert missing(page, "left", documents[left]) == []
    assert missing(page, "right", documents[right]) == []


@pytest.mark.corpus
@pytest.mark.parametrize(
    "work", ["foreign-trade-law", "constitution", "science-awards-regulation", "labor-law"]
)
def test_pages_of_real_laws_hold_both_texts_whole(corpus: Path, work: str):
    files = sorted((corpus / "works" / work).glob("*.md"))
    left, right = load(files[-2]), load(files[-1])
    page = rendered(html, diff(left, right), ReportOptions())

    assert missing(page, "left", left) == []
    assert missing(page, "right", right) == []
