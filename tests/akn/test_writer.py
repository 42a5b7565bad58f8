"""What each part of a document becomes in XML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.messages import Message
from policydiff.model.citation import Citation, Reference
from policydiff.model.document import Attachment, Block, Document, Node, Provision, Quoted, Table
from policydiff.model.identifiers import name_document
from policydiff.model.source import Dropped, Problem, SourceCell
from policydiff.model.version import Amendment, Dates

CASES = Path(__file__).resolve().parent.parent / "cases" / "akn"


def write(*body: Node, kind: str = "law", **facts: object) -> str:
    """The XML of a small document, after it was seen to be valid and to be read back."""
    document = name_document(
        Document(title="示例办法", kind=kind, dialect="cn_law", body=body, **facts)
    )
    data = to_xml(document)

    assert validate(data) == ()
    assert from_xml(data) == document
    return data.decode()


def inside(xml: str, tag: str = "body") -> str:
    """What an element holds, without the indentation."""
    found = re.search(rf"<{tag}[^>]*>(.*)</{tag}>", xml, re.DOTALL)
    assert found
    return re.sub(r"\n *", "", found[1])


def article(*content: Node, **fields: object) -> Provision:
    return Provision(eid="", level="article", number="1", num="第一条", content=content, **fields)


def test_a_document_with_everything(golden) -> None:
    body = (
        Provision(
            eid="",
            level="chapter",
            number="1",
            num="第一章",
            heading="总则",
            content=(
                Block(text="本章为示例。"),
                article(
                    Provision(
                        eid="",
                        level="paragraph",
                        number="1",
                        content=(Block(text="示例须真实，\n不得抄录。"),),
                    ),
                    Table(
                        rows=(
                            (SourceCell(text="级别", header=True, colspan=2),),
                            (SourceCell(text="一级"), SourceCell(text="甲\n乙")),
                        )
                    ),
                    Provision(
                        eid="",
                        level="paragraph",
                        number="2",
                        content=(Block(text="前款规定除外。"),),
                    ),
                    heading="目的",
                    heading_stop="。",
                    wid="art_1",
                ),
            ),
        ),
        Block(text="此处不编号。", role="heading"),
    )
    document = Document(
        title="示例办法",
        kind="department-rule",
        dialect="cn_law",
        jurisdiction="cn-bj",
        aliases=("办法",),
        authority="示例部",
        document_number="示例部令第1号",
        dates=Dates(
            adopted="2020-01-02",
            signed="2020-01-03",
            promulgated="2020-01-05",
            in_force="2020-03-01",
        ),
        original_dates=Dates(promulgated="2010-05-05", in_force="2010-06-01"),
        amendments=(
            Amendment(
                word="修正",
                date="2015-07-01",
                by="示例部",
                decision="关于修改《示例办法》的决定",
                mechanism="itemised",
            ),
            Amendment(word="修订", date=None, mechanism="rewritten"),
        ),
        preface=(
            Block(text="示例部令", role="order"),
            Block(text="示例办法", role="title"),
            Block(text="（2010年5月5日公布）", role="note"),
            Table(rows=((SourceCell(text="索引号"), SourceCell(text="000")),)),
        ),
        preamble=(Block(text="为了示例，制定本办法。"),),
        body=body,
        conclusions=(
            Block(text="示例部", role="signature"),
            Block(text="2020年1月5日", role="date"),
        ),
        attachments=(
            Attachment(
                eid="", number="1", num="附件1", heading="示例表", content=(Block(text="表略。"),)
            ),
        ),
        problems=(
            Problem(
                code="number-skips",
                message=Message.foreign("第二条 之后是第四条"),
                line=12,
                hint=Message.foreign("看看原文"),
            ),
        ),
        dropped=(
            Dropped(what="navigation", text="首页 > 政策\n返回", line=1),
            Dropped(what="comment", text="略", beside="art_1"),
        ),
        source_sha256="0a" * 32,
    )
    data = to_xml(name_document(document))

    golden(CASES / "everything.golden.xml", data.decode())
    assert validate(data) == ()


def test_an_article_without_any_text() -> None:
    assert (
        inside(write(article(heading="定义")))
        == '<article eId="art_1"><num>第一条</num><heading>定义</heading></article>'
    )


def test_an_empty_body_is_held_open() -> None:
    assert inside(write()) == '<hcontainer name="block" eId="hcontainer_1"/>'
    assert (
        inside(write(kind="reply"), "mainBody") == '<hcontainer name="block" eId="hcontainer_1"/>'
    )


def test_unnumbered_text_of_an_act_is_wrapped_and_of_a_doc_is_not() -> None:
    text = Block(text="同意。")

    assert (
        inside(write(text))
        == '<hcontainer name="block" eId="hcontainer_1"><content><p eId="p_1">同意。</p></content></hcontainer>'
    )
    assert inside(write(text, kind="reply"), "mainBody") == '<p eId="p_1">同意。</p>'


def test_the_stop_after_a_run_in_heading_survives() -> None:
    xml = write(article(Block(text="要重视。"), heading="重要性", heading_stop="。"))

    assert '<heading>重要性<inline name="stop">。</inline></heading>' in xml


def test_text_before_between_and_after_provisions() -> None:
    first = Provision(eid="", level="point", number="1", num="（一）")
    second = Provision(eid="", level="point", number="2", num="（二）")
    xml = write(article(Block(text="甲"), first, Block(text="乙"), second, Block(text="丙")))

    assert re.findall(r"<(intro|point|hcontainer|wrapUp)", xml) == [
        "intro",
        "point",
        "hcontainer",
        "point",
        "wrapUp",
    ]


def test_quoted_text_stands_in_the_paragraph_that_leads_to_it() -> None:
    new = article(Block(text="新文。"))
    xml = write(
        article(
            Block(text="改为："),
            Quoted(content=(new,)),
            Quoted(content=(Block(text="又。"),), end=""),
        )
    )

    assert (
        '<mod eId="art_1__mod_1">改为：<quotedStructure eId="art_1__qstr_1" startQuote="“" endQuote="”"><article'
        in xml
    )
    assert '<quotedStructure eId="art_1__qstr_2" startQuote="“" endQuote=""><p' in xml


@pytest.mark.parametrize(
    "content",
    [
        (Quoted(content=()),),
        (Quoted(content=()), Block(text="后")),
        (Block(text=""), Quoted(content=())),
        (Block(text="前"), Block(text=""), Quoted(content=(Block(text=""),))),
        (Quoted(content=(Quoted(content=(Block(text="内"),)),)),),
        (Table(rows=()), Quoted(content=(Table(rows=((),)),))),
    ],
)
def test_odd_neighbours_of_quoted_text_are_read_back(content: tuple[Node, ...]) -> None:
    write(article(*content))
    write(*content)
    write(*content, kind="notice")
    write(preamble=content, attachments=(Attachment(eid="", number="1", content=content),))


def test_a_preamble_with_provisions_is_read_back() -> None:
    xml = write(
        preamble=(
            Block(text="甲"),
            Provision(eid="", level="point", number="1", num="一、", content=(Block(text="乙"),)),
        )
    )

    assert (
        '<p><subFlow name="preamble"><p eId="preamble__p_1">甲</p><point eId="preamble__point_1">'
        in xml
    )


REFERENCES = {
    "inside": (
        Reference(span=(2, 5), text="第二条", internal=True, target="art_2", holder="art_1"),
        '<ref href="#art_2">第二条</ref>',
    ),
    "inside, as cited": (
        Reference(
            span=(2, 5),
            text="第二条",
            internal=True,
            target="art_2",
            citation=Citation(work=None, steps=(("article", "2"),)),
            holder="art_1",
        ),
        '<ref href="#art_2" pd:cites="art_2">第二条</ref>',
    ),
    "nowhere": (
        Reference(span=(2, 5), text="第二条", internal=True, holder="art_1"),
        '<ref href="#">第二条</ref>',
    ),
    "a range": (
        Reference(
            span=(2, 5),
            text="第二条",
            internal=True,
            target="art_2",
            end_target="art_4",
            holder="art_1",
        ),
        '<rref from="#art_2" upTo="#art_4">第二条</rref>',
    ),
    "another work": (
        Reference(
            span=(2, 5),
            text="第二条",
            internal=False,
            citation=Citation(work="例/法", steps=(("article", "21-1"), ("paragraph", "1"))),
            holder="art_1",
        ),
        '<ref href="/akn/cn/!work/%E4%BE%8B%2F%E6%B3%95/!main~art_21-1__para_1">第二条</ref>',
    ),
    "a work not named": (
        Reference(
            span=(2, 5),
            text="第二条",
            internal=False,
            citation=Citation(work=None, steps=(("article", "2"),)),
            holder="art_1",
        ),
        '<ref href="/akn/cn/!work" pd:cites="art_2">第二条</ref>',
    ),
    "another holder": (
        Reference(span=(2, 5), text="第二条", internal=True, target="art_2", holder="chp_1"),
        '<ref href="#art_2" pd:holder="chp_1">第二条</ref>',
    ),
    "no holder": (
        Reference(span=(2, 5), text="第二条", internal=True, target="art_2"),
        '<ref href="#art_2" pd:holder="">第二条</ref>',
    ),
    "other words": (
        Reference(span=(2, 5), text="第2条", internal=True, target="art_2", holder="art_1"),
        '<ref href="#art_2" pd:text="第2条">第二条</ref>',
    ),
    "outside the text": (
        Reference(span=(20, 23), text="第二条", internal=True, target="art_2", holder="art_1"),
        '<ref href="#art_2" pd:span="20 23" pd:text="第二条"></ref>',
    ),
}


@pytest.mark.parametrize(("reference", "markup"), REFERENCES.values(), ids=REFERENCES)
def test_a_reference_becomes_a_link(reference: Reference, markup: str) -> None:
    assert markup in write(article(Block(text="依照第二条办理", references=(reference,))))


def test_spaces_and_line_breaks_inside_a_paragraph_survive() -> None:
    xml = write(article(Block(text="　第一　 行 \n\n  第二\t行\r ")))

    assert ">　第一　 行 <eol/><eol/>  第二\t行&#13; </p>" in xml


ILLEGAL = "\0\x01\x08\x0b\x0c\x1f\ud800\udfff\ufffe\uffff"


def test_what_xml_cannot_hold_becomes_the_replacement_character_everywhere() -> None:
    reference = Reference(
        span=(0, 1),
        text=ILLEGAL,
        internal=False,
        citation=Citation(work=ILLEGAL, steps=((ILLEGAL, ILLEGAL),)),
    )
    node = Provision(
        eid=ILLEGAL,
        level="article",
        number=ILLEGAL,
        num=ILLEGAL,
        heading=ILLEGAL,
        content=(
            Block(text=ILLEGAL, references=(reference,)),
            Table(rows=((SourceCell(text=ILLEGAL),),)),
        ),
        wid=ILLEGAL,
    )
    document = Document(
        title=ILLEGAL,
        kind=ILLEGAL,
        dialect=ILLEGAL,
        authority=ILLEGAL,
        body=(node,),
        attachments=(Attachment(eid=ILLEGAL, number="1"),),
        amendments=(Amendment(word=ILLEGAL, date=None, decision=ILLEGAL),),
        problems=(Problem(code=ILLEGAL, message=Message.foreign(ILLEGAL)),),
        uri=ILLEGAL,
    )
    read = from_xml(to_xml(document))

    replaced = "\ufffd" * len(ILLEGAL)
    assert read.title == read.kind == read.uri == read.authority == replaced
    assert read.full_text() == document.full_text().translate(
        {ord(character): "\ufffd" for character in ILLEGAL}
    )
    assert read.references[0].citation == Citation(work=replaced, steps=((replaced, replaced),))


def test_markup_in_a_text_is_only_text() -> None:
    evil = '</p><script>alert("x")</script>&lt;]]><![CDATA[<!-- -->'
    xml = write(article(Block(text=evil), heading=evil), authority=evil, aliases=(evil,))

    assert "<script" not in xml
    assert from_xml(xml.encode()).articles[0].heading == evil


def test_a_work_without_uri_has_none_when_read_back() -> None:
    assert '<FRBRuri value="/akn/cn/act/law/unknown/-"/>' in write()
    assert "/akn/cn/act/law/unknown/-" in write(uri="/akn/cn/act/law/unknown/-")


def test_unknown_dates_stay_unknown() -> None:
    xml = write()

    assert xml.count('<FRBRdate date="0001-01-01" name="unknown"/>') == 2
    assert "lifecycle" not in xml
    assert "temporalData" not in xml


@pytest.mark.parametrize(("kind", "root"), [("law", "act"), ("opinion", "doc"), ("memo", "doc")])
def test_the_root_tells_the_kind(kind: str, root: str) -> None:
    assert f'  <{root} name="{kind}" contains="originalVersion">' in write(kind=kind)


def test_a_draft_is_a_bill() -> None:
    assert '  <bill name="law" contains="originalVersion">' in write(stage="一审稿")


@pytest.mark.corpus
def test_real_texts_are_read_back_and_valid(corpus: Path) -> None:
    import policydiff

    texts = sorted((corpus / "bulk").glob("*.md"))[::80]
    assert texts
    for path in texts:
        document = policydiff.load(path)
        data = to_xml(document)
        assert from_xml(data) == document, path.name
        assert validate(data) == (), path.name
