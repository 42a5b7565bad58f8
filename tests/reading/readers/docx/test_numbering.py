"""Automatic numbers: how Word writes them, how it counts them, and LibreOffice as the witness."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from word_files import begin_at, definition, instance, level, paragraph, word_file

from policydiff.reading.readers.docx import reader as docx
from policydiff.reading.readers.list_numerals import LARGEST, format_number
from policydiff.text.numerals import read_number, write_number

COUNTING = "chineseCountingThousand"


@pytest.mark.parametrize(
    ("form", "pairs"),
    [
        ("decimal", "1:1 10:10 1260:1260"),
        ("decimalZero", "1:01 9:09 10:10 100:100"),
        ("decimalFullWidth", "1:１ 20:２０"),
        ("decimalEnclosedCircle", "1:① 20:⑳ 21:21"),
        ("decimalEnclosedCircleChinese", "1:① 10:⑩"),
        ("decimalEnclosedParen", "1:⑴ 20:⒇"),
        ("decimalEnclosedFullstop", "1:⒈ 20:⒛"),
        ("chineseCounting", "1:一 10:十 11:十一 20:二十 99:九十九 100:一○○ 101:一○一 120:一二○"),
        ("taiwaneseCounting", "10:十 99:九十九 100:一○○"),
        (
            COUNTING,
            "1:一 10:十 12:十二 20:二十 100:一百 101:一百零一 110:一百一十 111:一百一十一 1000:一千 1001:一千零一 1010:一千零一十 1260:一千二百六十",
        ),
        (COUNTING, "10000:一万 10001:一万零一 10010:一万零一十 110000:十一万 101000:十万一千"),
        ("taiwaneseCountingThousand", "10:十 101:一百零一 20000:二萬"),
        ("chineseLegalSimplified", "1:壹 10:壹拾 11:壹拾壹 101:壹佰零壹 1234:壹仟贰佰叁拾肆"),
        ("ideographLegalTraditional", "3:參 20:貳拾"),
        ("ideographDigital", "1:一 10:一〇 23:二三 100:一〇〇"),
        ("taiwaneseDigital", "10:一○"),
        (
            "japaneseCounting",
            "1:一 10:十 21:二十一 100:百 101:百一 1000:千 1120:千百二十 10000:一万",
        ),
        ("ideographTraditional", "1:甲 10:癸 11:11"),
        ("ideographZodiac", "1:子 12:亥 13:13"),
        ("ideographZodiacTraditional", "1:甲子 60:癸亥 61:61"),
        ("ideographEnclosedCircle", "1:㈠ 10:㈩"),
        ("upperRoman", "1:I 4:IV 1999:MCMXCIX 5000:5000"),
        ("lowerRoman", "9:ix"),
        ("upperLetter", "1:A 26:Z 27:AA 53:AAA"),
        ("lowerLetter", "2:b 28:bb"),
        ("ordinal", "1:1st 2:2nd 3:3rd 11:11th 21:21st 112:112th"),
    ],
    ids=lambda each: each[:30],
)
def test_formats(form, pairs):
    wanted = dict(pair.split(":") for pair in pairs.split())

    assert {number: format_number(int(number), form) for number in wanted} == wanted


@pytest.mark.parametrize("form", ["bullet", "none"])
def test_formats_without_a_number(form):
    assert format_number(3, form) == ""


def test_an_unknown_format_is_none():
    assert format_number(3, "hindiVowels") is None


@given(st.integers(1, LARGEST))
def test_counted_numbers_are_read_back_by_the_parser(number):
    assert read_number(format_number(number, COUNTING)) == number
    if number < 10_000:
        assert format_number(number, COUNTING) == write_number(number)


def read(body, numbering, styles=""):
    return [
        line.text
        for line in docx.read(word_file(body, numbering=numbering, styles=styles), "x.docx").lines
    ]


LAW = definition(
    0,
    level(0, COUNTING, "第%1章"),
    level(1, COUNTING, "第%2条"),
    level(2, COUNTING, "（%3）", suffix="nothing"),
    level(3, "decimal", "%4．", suffix="nothing"),
) + instance(1, 0)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="条"/><w:basedOn w:val="N"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="U"><w:name w:val="条文"/><w:basedOn w:val="T"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="N"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="V"><w:name w:val="正文条"/><w:basedOn w:val="H"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


def lines(*wanted):
    """Paragraphs as "level text" of list 1, or "list:level text"."""
    made = ""
    for each in wanted:
        where, _, text = each.partition(" ")
        number, _, at = where.rpartition(":")
        made += paragraph(text, number=int(number or 1), level=int(at))
    return made


ONE = level(0, COUNTING, "第%1条")
CASES = {
    "levels": (
        lines("0 总则", "1 甲", "2 乙", "2 丙", "3 丁", "1 戊", "2 己", "0 分则", "1 庚"),
        LAW,
        ["第一章 总则", "第一条 甲", "（一）乙", "（二）丙", "1．丁", "第二条 戊", "（一）己", "第二章 分则", "第一条 庚"],
    ),
    "two lists of one definition share the count, a third begins anew": (
        lines("1:0 甲", "2:0 乙", "1:0 丙", "3:0 丁", "3:0 戊", "1:0 己"),
        definition(0, ONE) + instance(1, 0) + instance(2, 0) + instance(3, 0, begin_at(0, 1)),
        ["第一条 甲", "第二条 乙", "第三条 丙", "第一条 丁", "第二条 戊", "第三条 己"],
    ),
    "two definitions count apart": (
        lines("1:0 甲", "2:0 乙", "1:0 丙"),
        definition(0, ONE) + definition(1, level(0, "decimal", "%1.")) + instance(1, 0) + instance(2, 1),
        ["第一条 甲", "1. 乙", "第二条 丙"],
    ),
    "levels in one another": (
        lines("0 甲", "1 乙", "2 丙", "2 丁", "1 戊", "0 己", "1 庚"),
        definition(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")) + instance(1, 0),
        ["1 甲", "1.1 乙", "1.1.1 丙", "1.1.2 丁", "1.2 戊", "2 己", "2.1 庚"],
    ),
    "a level beneath one that was never used": (
        lines("1 甲", "0 乙", "1 丙"),
        definition(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")) + instance(1, 0),
        ["1.1 甲", "2 乙", "2.1 丙"],
    ),
    "legal numbers": (
        lines("0 甲", "1 乙"),
        definition(0, level(0, COUNTING, "第%1章"), level(1, COUNTING, "%1.%2", more="<w:isLgl/>")) + instance(1, 0),
        ["第一章 甲", "1.1 乙"],
    ),
    "an override with a level of its own": (
        lines("1:0 甲", "2:0 乙", "2:0 丙", "1:0 丁"),
        definition(0, ONE)
        + instance(1, 0)
        + instance(2, 0, f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>{level(0, "decimal", "%1)")}</w:lvlOverride>'),
        ["第一条 甲", "5) 乙", "6) 丙", "第七条 丁"],
    ),
    "a list of a style, through a link": (
        lines("2:0 甲", "2:0 乙", "1:0 丙"),
        definition(0, ONE, link='<w:styleLink w:val="L"/>') + definition(5, link='<w:numStyleLink w:val="L"/>') + instance(1, 0) + instance(2, 5),
        ["第一条 甲", "第二条 乙", "第三条 丙"],
    ),
    "an empty paragraph counts": (
        lines("0 甲", "0 ", "0 乙"),
        definition(0, ONE) + instance(1, 0),
        ["第一条 甲", "第二条", "第三条 乙"],
    ),
    "a start of its own": (
        lines("0 甲", "1 乙", "1 丙", "0 丁", "1 戊"),
        definition(0, level(0, "decimal", "%1.", start=3), level(1, "lowerLetter", "%2)", start=3)) + instance(1, 0),
        ["3. 甲", "c) 乙", "d) 丙", "4. 丁", "c) 戊"],
    ),
    "a style that moves the list of its base to another level": (
        paragraph("总则", style="H") + paragraph("甲", style="V") + paragraph("乙", style="V"),
        definition(0, level(0, COUNTING, "第%1章", style="H"), level(1, COUNTING, "第%2条")) + instance(1, 0),
        ["第一章 总则", "第一条 甲", "第二条 乙"],
    ),
    "styles that are based on others": (
        paragraph("总则", style="H") + paragraph("甲", style="T") + paragraph("乙", style="U") + paragraph("丙", style="T", number=0) + paragraph("丁", style="U"),
        definition(0, level(0, COUNTING, "第%1章", style="H"), level(1, COUNTING, "第%2条", style="T")) + instance(1, 0),
        ["第一章 总则", "第一条 甲", "第二条 乙", "丙", "第三条 丁"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_counting(name):
    body, numbering, expected = CASES[name]

    assert read(body, numbering, STYLES) == expected


def test_articles_that_run_on_through_chapters():
    numbering = definition(
        0,
        level(0, COUNTING, "第%1章"),
        level(1, COUNTING, "第%2条", more='<w:lvlRestart w:val="0"/>'),
    ) + instance(1, 0)

    assert read(lines("0 总则", "1 甲", "0 分则", "1 乙"), numbering) == [
        "第一章 总则",
        "第一条 甲",
        "第二章 分则",
        "第二条 乙",
    ]


def test_a_level_that_begins_anew_only_after_a_certain_one():
    more = '<w:lvlRestart w:val="1"/>'
    numbering = definition(
        0,
        level(0, "decimal", "%1"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "[%3]", more=more),
    ) + instance(1, 0)

    assert read(lines("0 a", "1 b", "2 c", "1 d", "2 e", "0 f", "1 g", "2 h"), numbering) == [
        "1 a",
        "1.1 b",
        "[1] c",
        "1.2 d",
        "[2] e",
        "2 f",
        "2.1 g",
        "[1] h",
    ]


@pytest.mark.parametrize(
    ("suffix", "between"), [("tab", "\u3000"), ("space", " "), ("nothing", "")]
)
def test_what_stands_between_number_and_text(suffix, between):
    assert read(
        lines("0 甲"), definition(0, level(0, COUNTING, "第%1条", suffix=suffix)) + instance(1, 0)
    ) == [f"第一条{between}甲"]


def test_bullets_are_no_text():
    assert read(
        lines("0 甲", "1 乙"),
        definition(0, level(0, "bullet", "●"), level(1, "none", "")) + instance(1, 0),
    ) == ["甲", "乙"]


def test_a_form_with_leading_zeros():
    custom = '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    numbering = definition(
        0,
        level(0, "decimal", "%1 ", suffix="nothing").replace('<w:numFmt w:val="decimal"/>', custom),
    ) + instance(1, 0)

    assert read(lines("0 甲"), numbering) == ["001 甲"]


def test_a_format_that_is_not_known_is_told():
    source = docx.read(
        word_file(
            lines("0 甲"), numbering=definition(0, level(0, "hindiVowels", "%1.")) + instance(1, 0)
        ),
        "x.docx",
    )

    assert [line.text for line in source.lines] == ["1. 甲"]
    assert [problem.code for problem in source.problems] == ["number-format-unknown"]


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        instance(1, 7),
        definition(0) + instance(1, 0),
        definition(0, link='<w:numStyleLink w:val="L"/>') + instance(1, 0),
        definition(0, level(0, COUNTING, "第%1条")) + instance(2, 0),
        definition(0, level(77, COUNTING, "第%1条")) + instance(1, 0),
    ],
    ids=["none", "no definition", "no levels", "a link to itself", "another list", "no such level"],
)
def test_numbers_that_lead_nowhere_are_none(numbering):
    assert read(lines("0 甲"), numbering, STYLES) == ["甲"]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30))
@settings(max_examples=examples(60))
def test_counting_equals_a_plain_model(levels):
    """A path of counters: one more at its own level, those above begin with one if need be, those
    below are forgotten.
    """
    path: list[int] = []
    expected = []
    for at in levels:
        path = [*path[: at + 1], *[1] * (at - len(path)), *([0] if len(path) <= at else [])]
        path[at] += 1
        expected.append(".".join(map(str, path)) + " x")
    patterns = [".".join(f"%{n + 1}" for n in range(at + 1)) for at in range(4)]
    numbering = definition(
        0, *(level(at, "decimal", pattern) for at, pattern in enumerate(patterns))
    ) + instance(1, 0)

    assert read(lines(*(f"{at} x" for at in levels)), numbering) == expected


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_counts_the_same(tmp_path):
    """All cases in one file, their lists renamed apart; spaces are LibreOffice's own affair."""
    bodies, definitions, instances, expected = "", "", "", []
    for at, (body, numbering, wanted) in enumerate(CASES.values()):
        if "w:pStyle" in body or "Link" in numbering:
            continue  # these share the styles of the file
        shift = (at + 1) * 100
        bodies += _shifted(body, "numId", shift)
        moved = _shifted(_shifted(numbering, "numId", shift), "abstractNumId", shift)
        split = moved.index("<w:num ")
        definitions, instances = definitions + moved[:split], instances + moved[split:]
        expected += wanted
    for shift, form in enumerate(
        [
            "decimalZero",
            "chineseLegalSimplified",
            "ideographTraditional",
            "upperLetter",
            "lowerRoman",
        ],
        9000,
    ):
        definitions += definition(shift, level(0, form, "第%1条"))
        instances += instance(shift, shift, begin_at(0, 9))
        bodies += lines(f"{shift}:0 甲", f"{shift}:0 乙")
        expected += [
            f"第{format_number(number, form)}条 {text}" for number, text in ((9, "甲"), (10, "乙"))
        ]
    file = tmp_path / "x.docx"
    file.write_bytes(word_file(bodies, numbering=definitions + instances))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            tmp_path,
            file,
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    shown = (tmp_path / "x.txt").read_text(encoding="utf-8-sig").splitlines()

    assert read(bodies, definitions + instances) == expected
    assert ["".join(line.split()) for line in shown if line.strip()] == [
        "".join(line.split()) for line in expected
    ]


def _shifted(xml, name, shift):
    return re.sub(
        rf'(w:{name}(?: w:val)?=")(\d+)', lambda match: f"{match[1]}{int(match[2]) + shift}", xml
    )
