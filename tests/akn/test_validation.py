"""Both schemas see what is wrong, and say where."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from lxml import etree

from policydiff.akn import validation
from policydiff.akn.profile import ROLE_CLASSES
from policydiff.akn.reader import from_xml
from policydiff.akn.validation import MOST_PROBLEMS, validate
from policydiff.akn.writer import to_xml
from policydiff.errors import InputError
from policydiff.model.kinds import KIND_ROOTS
from policydiff.reading.load import load
from policydiff.resources import resource

CASES = Path(__file__).resolve().parent.parent / "cases" / "akn"
CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "example"
OASIS_SHA256 = "6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd"
RNG = "{http://relaxng.org/ns/structure/1.0}"


def example(name: str = "law.golden.xml") -> str:
    return (CASES / name).read_text(encoding="utf-8")


BOTH = {"akn-schema", "profile-schema"}
OASIS = {"akn-schema"}
OURS = {"profile-schema"}
NOWHERE = {"dangling-address"}

PLANTED = {
    "an item, which is illegal here": ("<indent ", "<item ", "</indent>", "</item>", BOTH),
    "a paragraph between points": ("<point ", "<p>x</p><point ", "", "", BOTH),
    "a bare paragraph in the body": ("<body>", "<body><p>x</p>", "", "", BOTH),
    "an eId that stands twice": ('eId="art_2__para_2"', 'eId="art_2__para_1"', "", "", OASIS),
    "an eId with a space": ('eId="art_1"', 'eId="art 1"', "", "", BOTH),
    "an eId in Chinese": ('eId="art_1"', 'eId="第一条"', "", "", OURS),
    "no eId": ('<article eId="art_1"', "<article", "", "", OURS),
    "a wrong date": ('date="2021-06-10"', 'date="2021-6-10"', "", "", BOTH),
    "a date of an unknown name": ('name="promulgated"', 'name="heard"', "", "", OURS),
    "a sentinel that claims to be known": (
        'date="2018-03-01" name="promulgated"',
        'date="2018-03-01" name="unknown"',
        "",
        "",
        OURS,
    ),
    "a change of nothing": (
        '<destination href="#art_2__para_1"/>',
        '<destination href="#art_9"/>',
        "",
        "",
        NOWHERE,
    ),
    "a change of no place": (
        '<destination href="#art_2__para_1"/>',
        '<destination href="#"/>',
        "",
        "",
        NOWHERE,
    ),
    "a change of an unknown type": ('type="substitution"', 'type="improvement"', "", "", BOTH),
    "a change without a place": ('<destination href="#art_2__para_1"/>', "", "", "", BOTH),
    "a mapping of nothing": (
        "</passiveModifications>",
        '</passiveModifications><mappings source="#policydiff"><mapping eId="map_1" original="#art_1" current="#art_9"/></mappings>',
        "",
        "",
        NOWHERE,
    ),
    "an unknown kind of act": ('name="law"', 'name="poem"', "", "", OURS),
    "an opinion as an act": ('name="law"', 'name="opinion"', "", "", OURS),
    "a class that is no role": ('class="promulgation-note"', 'class="bold"', "", "", OURS),
    "a chapter below an article": (
        "<num>第一条</num>",
        '<num>第一条</num><chapter eId="x"><num>x</num></chapter>',
        "",
        "",
        OURS,
    ),
    "an article below a point": (
        "<num>1.</num>",
        '<num>1.</num><article eId="x"><num>x</num></article>',
        "",
        "",
        BOTH,
    ),
    "an article without number": ("<num>第一条</num>", "", "", "", OURS),
    "a heading before the number": (
        "<num>第一章</num>",
        "<heading>x</heading><num>第一章</num>",
        "",
        "",
        OURS,
    ),
    "an element of HTML": ("公共数据；", "<b>公共</b>数据；", "", "", OURS),
    "a link without an address": ('<ref href="#art_1__para_1">', "<ref>", "", "", BOTH),
    "a link out of the ontology": (
        'href="#art_1__para_1"',
        'href="http://example.org/"',
        "",
        "",
        OURS,
    ),
    "an unknown reason of an event": ('type="generation"', 'type="birth"', "", "", BOTH),
    "an amendment done in an unknown way": (
        'pd:word=""',
        'pd:word="" pd:mechanism="x"',
        "",
        "",
        OURS,
    ),
    "an attribute nobody knows": (
        "<num>第一章</num>",
        '<num pd:odd="1">第一章</num>',
        "",
        "",
        OURS,
    ),
    "a foreign fact": ("<pd:original", "<pd:odd/><pd:original", "", "", OURS),
    "no dialect": (' dialect="cn_law"', "", "", "", OURS),
    "a hash that is none": ('dialect="cn_law"', 'dialect="cn_law" sha256="12"', "", "", OURS),
    "another language": ('language="zho"', 'language="eng"', "", "", OURS),
    "no country": ('<FRBRcountry value="cn"/>', "", "", "", BOTH),
    "an interval that refers to nothing": (
        ' refersTo="#inForce"/>\n        </temporalGroup>',
        "/>\n        </temporalGroup>",
        "",
        "",
        BOTH,
    ),
    "an empty table": (
        "<tr><td><p>一级</p></td><td><p>公共数据</p></td></tr>",
        "<tr/>",
        "",
        "",
        BOTH,
    ),
    "an attachment without meta": ('<doc name="attachment"', '<doc name="annex"', "", "", OURS),
    "a table of contents": ("<preface>", "<coverPage><p>x</p></coverPage><preface>", "", "", OURS),
}


@pytest.mark.parametrize(("old", "new", "closing", "other", "codes"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_found(
    old: str, new: str, closing: str, other: str, codes: set[str]
) -> None:
    valid = example()
    assert old in valid
    spoiled = valid.replace(old, new, 1)
    spoiled = spoiled.replace(closing, other, 1) if closing else spoiled

    problems = validate(spoiled.encode())

    assert {problem.code for problem in problems} == codes
    assert all(problem.severity == "error" for problem in problems)
    assert all(problem.line and "{http" not in problem.message for problem in problems)


def test_a_fault_has_its_line() -> None:
    lines = example().split("\n")
    place = next(place for place, line in enumerate(lines) if "<num>1.</num>" in line)
    lines[place] = "<num>1.</num><ul/>"

    problems = validate("\n".join(lines).encode())

    assert place + 1 in {problem.line for problem in problems}
    assert {problem.message.split(":")[0] for problem in problems} == {
        "Akoma Ntoso 3.0 (OASIS, strict)",
        "the profile of policydiff",
    }


def test_decisions_need_their_quotation_marks() -> None:
    assert validate(example("decision.golden.xml").encode()) == ()
    assert {
        problem.code
        for problem in validate(
            example("decision.golden.xml").replace(' endQuote="”"', "").encode()
        )
    } == OURS


def test_of_very_many_faults_the_first_are_told() -> None:
    spoiled = example().replace("</preface>", '\n<p class="odd" eId=" "/>' * 1000 + "</preface>")

    codes = [problem.code for problem in validate(spoiled.encode())]

    assert codes == ["akn-schema"] * MOST_PROBLEMS + ["profile-schema"] * MOST_PROBLEMS


def test_what_is_no_xml_is_refused() -> None:
    with pytest.raises(InputError):
        validate(b"<!DOCTYPE a><a/>")


def test_a_wrong_root_is_a_fault() -> None:
    assert {problem.code for problem in validate(b"<a/>")} == BOTH


def test_the_profile_knows_our_kinds_and_roles() -> None:
    schema = etree.parse(resource("schemas", "policydiff.rng"))
    values = {value.text for value in schema.iterfind(f".//{RNG}define[@name='class']//{RNG}value")}
    acts = [kind for kind, root in KIND_ROOTS.items() if root == "act"]

    assert values == set(ROLE_CLASSES.values())
    assert [
        value.text for value in schema.iterfind(f".//{RNG}define[@name='act-kind']//{RNG}value")
    ] == acts
    assert [value.text for value in schema.iterfind(f".//{RNG}except//{RNG}value")] == acts


def test_every_rule_of_the_profile_is_used() -> None:
    text = resource("schemas", "policydiff.rng").read_text(encoding="utf-8")

    assert set(re.findall(r'<define name="([^"]+)"', text)) == set(
        re.findall(r'<ref name="([^"]+)"', text)
    )


RULES = """示例公司安全规程

版本：V1.0

一、总则
1 目的
1.1 范围
1.1.1 一般范围
1.1.1.1 适用于全体员工。
1.1.1.2 适用于外包人员：
(a) 驻场人员；
(b) 临时人员。
1.2 定义
设备，是指机器。
二、要求
2 检查
2.1 设备应当检查。
2.1.1 每日检查一次，并且记录。
"""
"""Headings with decimal numbers on four levels."""


@pytest.mark.parametrize(
    "name", ["company-rule/v2.0.md", "company-rule/v3.0.md", "privacy-policy/2025-11-01.md", RULES]
)
def test_rules_with_nested_or_unnumbered_headings_are_valid(name: str, tmp_path: Path) -> None:
    path = CORPUS / name
    if name == RULES:
        path = tmp_path / "rules.txt"
        path.write_text(name, encoding="utf-8")
    document = load(path)
    data = to_xml(document)

    assert validate(data) == ()
    assert from_xml(data) == document


def test_the_schema_of_oasis_is_shipped_unchanged_under_its_own_licence() -> None:
    data = resource("schemas", "akomantoso30.xsd").read_bytes()

    assert hashlib.sha256(data).hexdigest() == OASIS_SHA256
    assert b"under licence\n\t\tcc-by 4.0" in data.replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    ("attribute", "valid"),
    [
        ('xml:lang="zh-Hans"', True),
        ('xml:lang=""', True),
        ('xml:lang="中文"', False),
        ('xml:space="preserve"', True),
        ('xml:space="keep"', False),
    ],
)
def test_attributes_of_the_xml_namespace_are_checked(attribute: str, valid: bool) -> None:
    schema = validation._oasis_schema()
    text = example().replace("<body", f"<body {attribute}", 1)

    assert schema.validate(etree.fromstring(text.encode())) is valid
