"""XML that others wrote: in the profile, out of it, hostile."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from policydiff.akn.profile import MAX_BYTES, MAX_DEPTH, WRITTEN_DEPTH
from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.errors import InputError
from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.model.citation import Citation
from policydiff.model.document import Block, Document, Provision, Quoted, Table
from policydiff.model.source import Problem
from policydiff.model.version import Amendment, Dates, Modification

CASES = Path(__file__).resolve().parent.parent / "cases" / "akn"
EXAMPLES = sorted((CASES / "examples").glob("*.xml"))


def example(name: str) -> bytes:
    return (CASES / "examples" / f"{name}.xml").read_bytes()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_of_the_profile_is_valid(path: Path) -> None:
    assert validate(path.read_bytes()) == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_written_again_as_we_write_it(path: Path, golden) -> None:
    document = from_xml(path.read_bytes())
    written = to_xml(document)

    golden(CASES / f"{path.stem}.golden.xml", written.decode())
    assert from_xml(written) == document
    assert validate(written) == ()


def test_a_law_by_another_hand_is_understood() -> None:
    law = from_xml(example("law"))

    assert (law.title, law.kind, law.dialect) == ("示例数据法", "law", "cn_law")
    assert law.aliases == ("示例数据法",)
    assert law.authority == "示例人民代表大会常务委员会"
    assert law.document_number == "第一号"
    assert law.dates == Dates(promulgated="2021-06-10", in_force="2021-09-01")
    assert law.original_dates == Dates(promulgated="2018-03-01")
    decision = "/akn/cn/act/decision/2021-06-10/example"
    assert law.amendments == (
        Amendment(
            word="", date="2021-06-10", decision="关于修改《示例数据法》的决定", uri=decision
        ),
    )
    assert law.passive_modifications == (
        Modification(
            type="substitution",
            source=(f"{decision}/!main~para_1",),
            destination=("#art_2__para_1",),
        ),
    )
    assert [article.number for article in law.articles] == ["1", "2", "2-1"]
    assert law.articles[1].wid == "2021-06-10.art_2"
    assert law.articles[1].text.split("\n") == [
        "有下列情形之一的，适用本法：",
        "（一）处理下列数据的：",
        "1.公共数据；",
        "2.个人数据。",
        "（二）依照本法第一条第一款和《网络安全法》第二十一条的规定处理的。",
        "法律另有规定的，从其规定。",
        "前款所称数据，是指任何对信息的记录。",
    ]
    table = law.attachments[0].content[1]
    assert isinstance(table, Table)
    assert table.text == "级别\t说明\n一级\t公共数据"


def test_links_by_another_hand_are_understood() -> None:
    inside, outside = from_xml(example("law")).references

    assert (inside.text, inside.span, inside.internal, inside.target) == (
        "本法第一条第一款",
        (2, 10),
        True,
        "art_1__para_1",
    )
    assert inside.holder == "art_2__para_1__point_2"
    assert (outside.text, outside.internal, outside.target) == (
        "《网络安全法》第二十一条",
        False,
        None,
    )
    assert outside.citation == Citation(work="网络安全法", steps=(("article", "21"),))


def test_a_decision_by_another_hand_keeps_its_quoted_text() -> None:
    decision = from_xml(example("decision"))
    first, second, last = decision.body

    assert decision.dialect == "cn_decision"
    assert isinstance(first, Provision)
    assert isinstance(second, Provision)
    lead, quoted = first.children[0].content
    assert lead == Block(text="增加一条，作为第二条：")
    assert isinstance(quoted, Quoted)
    assert (quoted.start, quoted.end, quoted.text) == (
        "“",
        "”",
        "“第二条　本法所称数据，是指任何对信息的记录。”",
    )
    assert second.text == "将第二条改为第三条，其中的“可以”修改为“应当”。"
    swapped = second.children[0].content[0]
    assert isinstance(swapped, Block)
    assert [(words.eid, swapped.text[slice(*words.span)]) for words in swapped.quoted] == [
        ("art_2__qtext_1", "可以"),
        ("art_2__qtext_2", "应当"),
    ]
    law = "/akn/cn/act/law/2018-03-01/example-data-law/!main~"
    assert decision.active_modifications == (
        Modification(
            type="insertion",
            source=("#art_1",),
            destination=(law + "art_2",),
            new=("#art_1__qstr_1",),
        ),
        Modification(
            type="renumbering",
            source=("#art_2",),
            destination=(law + "art_2",),
            new=(law + "art_3",),
        ),
    )
    assert last == Block(text="本决定自2021年9月1日起施行。")
    assert len(decision.articles) == 2


def test_an_opinion_whose_first_date_is_unknown() -> None:
    opinion = from_xml(example("opinion"))

    assert opinion.dates == Dates(signed="2020-05-01")
    assert [article.eid for article in opinion.articles] == [
        "chp_1__art_1",
        "chp_1__art_2",
        "art_2",
    ]


BOMB = (
    b'<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><b>&j;</b>"
)
DOCTYPE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

HOSTILE = {
    "nothing": b"",
    "text": "第一条 为了".encode(),
    "binary": bytes(range(256)),
    "zeros": b"\0" * 100,
    "cut off": example("law")[:2000],
    "a bomb of entities": BOMB,
    "an external entity": DOCTYPE + b"<akomaNtoso>&x;</akomaNtoso>",
    "an entity nobody declared": b"<akomaNtoso>&x;</akomaNtoso>",
    "a document type": b"<!DOCTYPE akomaNtoso SYSTEM 'http://127.0.0.1:9/x.dtd'><akomaNtoso/>",
    "a document type in UTF-16": "<!DOCTYPE a><a/>".encode("utf-16"),
    "a thousand levels": b"<a>" * 1000 + b"</a>" * 1000,
    "two hundred levels": b"<a>" * 200 + b"</a>" * 200,
    "another root": b"<html><body/></html>",
    "the root of another version": b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/2.0"/>',
    "a root without a document": b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/>',
    "bytes that are no UTF-8": b"<a>\xff\xfe</a>",
    "a huge text": b"<a>" + b"x" * 11_000_000 + b"</a>",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bytes_are_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        from_xml(data)

    message = str(refused.value)
    assert refused.value.exit_code == 3
    assert message
    assert "\n" not in message


def test_a_file_beyond_the_limit_is_not_even_parsed() -> None:
    with pytest.raises(InputError, match="bytes, the limit is"):
        from_xml(b"<" * (MAX_BYTES + 1))


PLANTED = {
    "an unknown element in a paragraph": (
        "<p>公共数据；</p>",
        "<p>公共<b>数据</b>；</p>",
        "<b> inside <p>",
    ),
    "an unknown element in a provision": (
        "<content><p>公共数据；</p></content>",
        "<ul/>",
        "<ul> inside <indent>",
    ),
    "text between elements": ("<num>第一章</num>", "第一章", "text directly in <chapter>"),
    "text after an element": (
        "<num>第一章</num>",
        "<num>第一章</num>总",
        "text directly in <chapter>",
    ),
    "an article without eId": (
        '<article eId="art_1" wId="art_1">',
        "<article>",
        "<article> has no eId",
    ),
    "two numbers": ("<num>第一条</num>", "<num>第一</num><num>条</num>", "a second <num>"),
    "an unknown class": ('<p class="promulgation-note">', '<p class="odd">', "unknown class 'odd'"),
    "an inline that is no stop": (
        "<heading>总则</heading>",
        '<heading>总<inline name="x">则</inline></heading>',
        "named stop",
    ),
    "a number with a link": (
        "<num>第一章</num>",
        '<num><ref href="#a">第一章</ref></num>',
        "<ref> inside <num>",
    ),
    "a cell with a list": ("<td><p>一级</p></td>", "<td><ul/></td>", "<ul> inside a cell"),
    "a table with something else": ("<tr><td>", "<caption/><tr><td>", "<caption> inside <table>"),
    "a row with something else": ("<tr><td><p>一级</p></td>", "<tr><p/>", "<p> inside <tr>"),
    "a span that is no number": (
        "<td><p>一级</p>",
        '<td colspan="two"><p>一级</p>',
        "colspan is no number",
    ),
    "an attachment without text": ("<mainBody>", '<mainBody xmlns="urn:other">', "holds one <doc>"),
    "an attachment with two documents": (
        "<attachment ",
        '<attachment eId="att_0"><doc name="attachment"/><doc name="attachment"/></attachment><attachment ',
        "holds one <doc>",
    ),
    "an attachment with a preface": (
        "<mainBody>",
        "<preface><p/></preface><mainBody>",
        "holds one <doc>",
    ),
    "an attachment with a run-in heading": (
        '<attachment eId="att_1">',
        '<attachment eId="att_1"><heading>表<inline name="stop">。</inline></heading>',
        "has no stop",
    ),
    "a table in the conclusions": (
        "<attachments>",
        "<conclusions><table/></conclusions><attachments>",
        "<conclusions> takes paragraphs only",
    ),
    "the body of another root": (
        "<attachments>",
        "<mainBody/><attachments>",
        "<mainBody> has no place here in <act>",
    ),
    "two preambles": (
        "<preface>",
        "<preamble/><preamble/><preface>",
        "<preamble> has no place here in <act>",
    ),
    "a table of contents": ("<preface>", "<coverPage/><preface>", "<coverPage> has no place here"),
    "a structure in the preface": (
        "<preface>",
        "<preface><chapter eId='x'/>",
        "<preface> takes paragraphs and tables only",
    ),
    "no identification": ("<FRBRWork>", '<FRBRWork xmlns="urn:other">', "<meta> has no <FRBRWork>"),
    "a number with no value": (
        '<FRBRnumber value="第一号"/>',
        "<FRBRnumber/>",
        "<FRBRnumber> has no value",
    ),
    "a modification of an unknown type": (
        'type="substitution"',
        'type="improvement"',
        "unknown type of modification 'improvement'",
    ),
    "a modification without a type": (
        '<textualMod type="substitution"',
        "<textualMod",
        "<textualMod> has no type",
    ),
    "a source without an address": (
        '<destination href="#art_2__para_1"/>',
        "<destination/>",
        "<destination> has no href",
    ),
    "a kind with another root": (
        '<act name="law"',
        '<act name="opinion"',
        "but this kind of instrument is a <doc>",
    ),
    "no kind": ('<act name="law"', "<act", "<act> has no name"),
}


@pytest.mark.parametrize(("old", "new", "message"), PLANTED.values(), ids=PLANTED)
def test_what_is_not_of_the_profile_is_refused_with_its_line(
    old: str, new: str, message: str
) -> None:
    source = example("law").decode()
    assert old in source

    with pytest.raises(InputError, match=r"line \d+") as refused:
        from_xml(source.replace(old, new, 1).encode())

    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('severity="note"', 'severity="loud"'),
        ('line="3"', 'line="three"'),
        ('pd:mechanism="itemised"', 'pd:mechanism="guessed"'),
    ],
)
def test_our_own_facts_are_checked_too(old: str, new: str) -> None:
    document = Document(
        title="示例办法",
        kind="law",
        dialect="cn_law",
        amendments=(Amendment(word="修正", date=None, mechanism="itemised"),),
        problems=(Problem(code="x", message=Message.foreign("y"), line=3, severity="note"),),
    )
    spoiled = to_xml(document).decode().replace(old, new)
    assert new in spoiled

    with pytest.raises(InputError, match="not in the profile"):
        from_xml(spoiled.encode())


def test_a_draft_must_say_which_one() -> None:
    draft = to_xml(Document(title="示例办法", kind="law", dialect="cn_law", stage="征求意见稿"))

    assert from_xml(draft).stage == "征求意见稿"
    with pytest.raises(InputError, match="a <bill> is a draft with a stage"):
        from_xml(draft.replace(' stage="征求意见稿"'.encode(), b""))


def test_a_title_only_in_the_text_is_found_there() -> None:
    assert from_xml(example("opinion")).title == "关于促进示例发展的意见"
    with pytest.raises(InputError, match="no title"):
        from_xml(example("opinion").replace("关于促进示例发展的意见".encode(), b""))


@pytest.mark.parametrize("missing", ["meta", "body"])
def test_a_document_needs_its_parts(missing: str) -> None:
    source = re.sub(
        rf"<{missing}>.*?</{missing}>", "", example("decision").decode(), flags=re.DOTALL
    )

    with pytest.raises(InputError, match=f"<act> has no <{missing}>"):
        from_xml(source.encode())


HOSTILE_WORDS = {
    "paragraphs in quoted words": (
        "“<quotedText",
        '“<quotedText><quotedStructure startQuote="" endQuote=""><p>x</p></quotedStructure></quotedText><quotedText',
        "<quotedStructure> inside <quotedText>",
    ),
    "a span of one number": (
        '<quotedText eId="art_2__qtext_1"',
        '<quotedText xmlns:pd="https://policydiff.invalid/ns/1" pd:span="1"',
        "not two",
    ),
    "a span of words": (
        '<quotedText eId="art_2__qtext_1"',
        '<quotedText xmlns:pd="https://policydiff.invalid/ns/1" pd:span="a b"',
        "not two",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_quoted_words_that_make_no_sense_are_refused(old: str, new: str, message: str) -> None:
    source = example("decision").decode()
    assert old in source

    with pytest.raises(InputError, match=message):
        from_xml(source.replace(old, new, 1).encode())


def test_comments_and_cdata_do_not_disturb_the_text() -> None:
    source = example("law").decode()
    disturbed = source.replace("公共数据；", "公共<!-- note --><?x y?><![CDATA[数据]]>；")

    assert disturbed != source
    assert from_xml(disturbed.encode()) == from_xml(source.encode())


def nested(depth: int) -> Document:
    node = Provision(
        eid="indent_0", level="indent", number="0", num="·", content=(Block(text="末"),)
    )
    for number in range(1, depth):
        node = Provision(
            eid=f"indent_{number}", level="indent", number=str(number), num="·", content=(node,)
        )
    return Document(title="示例", kind="law", dialect="cn_law", body=(node,))


def test_what_nests_as_deep_as_we_write_is_read_back() -> None:
    deep = nested(WRITTEN_DEPTH - 4)

    assert from_xml(to_xml(deep)) == deep
    assert validate(to_xml(deep)) == ()


def test_what_nests_deeper_is_refused_when_written() -> None:
    with pytest.raises(InputError, match="nests deeper"):
        to_xml(nested(MAX_DEPTH))


def test_deep_paragraphs_count_too() -> None:
    node: tuple[Quoted | Block, ...] = (Block(text="末"),)
    for _ in range(MAX_DEPTH):
        node = (Quoted(content=node),)

    with pytest.raises(InputError, match="nests deeper"):
        to_xml(Document(title="示例", kind="law", dialect="cn_law", preamble=node))


@pytest.mark.parametrize(
    ("code", "text", "chinese"),
    [
        ("number-skips", "第四条 comes after number 2", "第四条出现在第 2 号之后"),
        (
            "footnotes-left-out",
            "3 footnotes kept apart from the text and not compared",
            "3 条脚注与正文分开，不参加比较",
        ),
        (
            "macros-ignored",
            "the file holds macros; they were neither read nor run",
            "文件带有宏，没有读取，也没有运行",
        ),
        ("number-skips", "第四条 is odd", "第四条 is odd"),
    ],
)
def test_a_problem_of_an_older_file_is_said_in_both_languages(code: str, text: str, chinese: str):
    document = dataclasses.replace(
        from_xml(example("opinion")), problems=(Problem(code=code, message=Message.foreign(text)),)
    )
    (problem,) = from_xml(to_xml(document)).problems

    assert problem.message == text
    assert translate(problem.message, "zh") == chinese


def test_a_file_that_tells_another_template_than_its_words_is_read_by_its_words():
    made = Message("{num} comes after number {last}", num="第四条", last=2)
    xml = to_xml(
        dataclasses.replace(
            from_xml(example("opinion")), problems=(Problem(code="x", message=made),)
        )
    )
    (problem,) = from_xml(xml.replace("第四条 comes".encode(), "第九条 comes".encode())).problems

    assert problem.message == "第九条 comes after number 2"
    assert translate(from_xml(xml).problems[0].message, "zh") == "第四条出现在第 2 号之后"


def test_how_a_message_was_made_is_read_to_a_bounded_depth():
    made = Message("{num} comes after number {last}", num="第四条", last=2)
    xml = to_xml(
        dataclasses.replace(
            from_xml(example("opinion")), problems=(Problem(code="x", message=made),)
        )
    ).decode()
    start = xml.index("made=") + len('made="')
    deep = (
        "{&quot;template&quot;:&quot;{a}&quot;,&quot;fields&quot;:{&quot;a&quot;:" * 5000
        + "&quot;x&quot;"
        + "}}" * 5000
    )
    (problem,) = from_xml((xml[:start] + deep + xml[xml.index('"', start) :]).encode()).problems

    assert problem.message == made
    assert translate(problem.message, "zh") == made
