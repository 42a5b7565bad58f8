"""What a person sees: the layout of official texts in each format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html
from reading_back import regulation, squeezed, written

from policydiff.formats.txt import plain
from policydiff.model.citation import Reference
from policydiff.model.document import Attachment, Block, Document, Provision, Quoted, Table
from policydiff.model.reports import Edition, ReportOptions
from policydiff.model.source import SourceCell
from policydiff.model.version import Dates
from policydiff.reading.load import load
from policydiff.report import formats
from policydiff.report.printed import PrintedParagraph, paragraphs

CASES = Path(__file__).parent.parent / "cases" / "exports"


def invented() -> Document:
    return load(CASES / "invented.md")


def page(document: Document, language: str = "zh"):
    return lxml_html.fromstring(
        formats.write(Edition(document=document), "html", ReportOptions(language=language)).decode()
    )


@pytest.mark.parametrize(("form", "ending"), [("txt", "txt"), ("markdown", "md"), ("akn", "xml")])
def test_golden(form, ending, golden):
    golden(CASES / f"invented.{form}.{ending}", written(invented(), form).decode())


def test_golden_page_without_its_styles(golden):
    head, _, rest = written(invented(), "html").decode().partition("<style>")

    golden(CASES / "invented.html.html", f"{head}<style>…{rest[rest.index('</style>') :]}")


@pytest.mark.parametrize("form", ["txt", "markdown", "html", "akn"])
def test_the_same_document_gives_the_same_bytes(form):
    assert written(invented(), form) == written(invented(), form)


def test_page_links_references_and_contents_to_places_that_are_there():
    root = page(invented())
    places = set(root.xpath("//@id"))

    targets = [href.removeprefix("#") for href in root.xpath("//a/@href")]

    assert "art_3__para_1" in targets
    assert targets.count("chp_1") == 1
    assert set(targets) <= places
    assert len(places) == len(root.xpath("//@id"))
    assert {provision.eid for provision in invented().provisions} <= places


def test_a_paragraph_never_begins_with_a_link():
    """Whoever reads pages takes a line that begins with one for a line of the contents."""
    root = page(invented())

    for link in root.xpath("//main//p[not(ancestor::nav)]/a"):
        assert squeezed(
            "".join(link.xpath("preceding-sibling::node()//text() | preceding-sibling::text()"))
        )


def test_page_runs_nothing_and_fetches_nothing():
    root = page(invented())

    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy
    assert policy[0].startswith("default-src 'none'")
    assert "script-src" not in policy[0]
    assert not root.xpath("//script | //@src | //*[starts-with(@href, 'http')]")


def test_page_escapes_what_a_hostile_text_says():
    hostile = '"><script>alert(1)</script><a href="javascript:x">\u202e&amp;'
    made = Provision(
        eid='art_1"><img src=x>',
        level="article",
        number="1",
        num="第一条",
        content=(Block(text=hostile),),
    )
    document = Document(
        title=hostile, kind="law", dialect="cn_law", body=(made,), authority=hostile
    )

    data = written(document, "html").decode()

    root = lxml_html.fromstring(data)
    assert not root.xpath("//script | //img | //a")
    assert "\u202e" not in data
    assert root.findtext(".//h1").startswith('"><script>alert(1)</script>')


def test_facts_stand_in_the_footer_in_both_languages():
    document = replace(
        invented(),
        document_number="示例〔2019〕1号",
        dates=Dates(adopted="2019-03-01", in_force="2019-05-01"),
    )

    assert squeezed(page(document, "en").findtext(".//footer/span")) == "Number 示例〔2019〕1号"
    assert "施行 2019-05-01" in page(document).find(".//footer").text_content()


def test_number_is_printed_once():
    """A number that only the header of a page states is set below the title; one that the text
    itself bears is not set again.
    """
    stated = replace(invented(), document_number="示例〔2019〕1号")
    ordered = replace(
        stated,
        document_number="示例省公告第三号",
        preface=(Block(text="示例省公告", role="order"), Block(text="（第三号）", role="order")),
    )

    assert [item.text for item in paragraphs(stated) if isinstance(item, PrintedParagraph)][
        1
    ] == "示例〔2019〕1号"
    assert "示例省公告第三号" not in written(ordered, "txt").decode()


def test_facts_and_remarks_of_a_page_are_left_out():
    front = (
        Block(text="索引号：1", role="fact"),
        Block(text="编者注", role="comment"),
        Block(text="示例市示例条例", role="title"),
    )

    text = written(replace(regulation([["甲。"]]), preface=front), "txt").decode()

    assert "索引号" not in text
    assert "编者注" not in text
    assert text.count("示例市示例条例") == 1


def test_merged_cells_go_into_markdown_as_html():
    rows = (
        (SourceCell(text="甲 <b>", colspan=2, header=True),),
        (SourceCell(text="乙"), SourceCell(text="丙\n丁")),
    )
    attachment = Attachment(eid="att_1", number="1", num="附件", content=(Table(rows=rows),))

    text = written(replace(regulation([["甲。"]]), attachments=(attachment,)), "markdown").decode()

    assert (
        '<tr><th colspan="2">甲 &lt;b&gt;</th></tr>\n<tr><td>乙</td><td>丙<br>丁</td></tr>' in text
    )


def test_markdown_leads_to_a_heading_that_comes_again():
    chapters = tuple(
        Provision(
            eid=f"chp_{n}", level="chapter", number=str(n), num=f"第{'一二'[n - 1]}章", heading="甲", content=(
                Provision(eid=f"chp_{n}__sec_1", level="section", number="1", num="第一节", heading="一般规定"),
            )
        )
        for n in (1, 2)
    )  # fmt: skip
    text = written(
        Document(title="某法", kind="law", dialect="cn_law", body=chapters), "markdown"
    ).decode()

    assert "- [第一章 甲](#第一章-甲)\n  - [第一节 一般规定](#第一节-一般规定)\n" in text
    assert "  - [第一节 一般规定](#第一节-一般规定-1)\n" in text


def test_text_is_centred_and_signed_at_the_right():
    signed = replace(
        regulation([["甲。"]]),
        conclusions=(
            Block(text="示例市人民政府", role="signature"),
            Block(text="2019年3月1日", role="date"),
        ),
    )

    lines = written(signed, "txt").decode().split("\n")

    assert lines[0] == "　" * 11 + "示例市示例条例"
    assert lines[2] == "　　第一条　甲。"
    assert lines[-3].startswith("　" * 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b", "a < b"),
        ("<!-- x", "&lt;!-- x"),
        ("甲<BR/>乙", "甲&lt;BR/>乙"),
        ("A&B", "A&B"),
        ("&nbsp;", "&amp;nbsp;"),
        ("&#x41;", "&amp;#x41;"),
    ],
)
def test_plain_text_writes_out_only_what_is_read_as_markup(text, expected):
    assert plain(text) == expected


@pytest.mark.parametrize("form", ["txt", "markdown", "html"])
def test_what_only_foreign_xml_holds_does_no_harm(form):
    """Line feeds in a title or a number, spans that lead out of the text, empty quotations and
    tables.
    """
    wild = (
        Reference(span=(0, 99), text="x", internal=True, target="art_1"),
        Reference(span=(-1, 1), text="x", internal=True, target="art_1"),
    )
    article = Provision(
        eid="art_1",
        level="article",
        number="1",
        num="第一\n条",
        content=(Block(text="甲乙丙", references=wild),),
    )
    bare = Provision(eid="art_2", level="article", number="2", num=" ", content=(Table(rows=()),))

    text = written(
        Document(
            title="示\n例", kind="law", dialect="cn_law", body=(article, bare, Quoted(content=()))
        ),
        form,
    ).decode()

    assert "示 例" in text
    assert "第一 条" in text
    assert "甲乙丙" in text
    assert "“”" in text
    assert "****" not in text
    assert "<a " not in text
