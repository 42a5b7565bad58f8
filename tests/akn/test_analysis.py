"""Modifications of every type, and the lasting names of an exported version. All texts are
invented.
"""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest

from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.errors import InputError
from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import LastingNames
from policydiff.model.version import Amendment, Dates, Modification, ModificationType, anchor

WORK = "/akn/cn/act/law/2018-03-01/example-data-law"
DECISION = "/akn/cn/act/decision/2021-06-10/example"


def article(number: str, wid: str | None = None) -> Provision:
    return Provision(
        eid=f"art_{number}",
        level="article",
        number=number,
        num=f"第{number}条",
        content=(Block(text="略。"),),
        wid=wid,
    )


def law(*modifications: Modification) -> Document:
    return Document(
        title="示例数据法",
        kind="law",
        dialect="cn_law",
        dates=Dates(promulgated="2021-06-10"),
        original_dates=Dates(promulgated="2018-03-01"),
        amendments=(
            Amendment(
                word="修正",
                date="2021-06-10",
                decision="关于修改《示例数据法》的决定",
                uri=DECISION,
            ),
        ),
        passive_modifications=modifications,
        body=(
            article("1", "art_1"),
            article("2", "2021-06-10.art_2"),
            article("3", "art_2"),
            article("4"),
        ),
        uri=WORK,
    )


def of_type(type_: ModificationType) -> Modification:
    return Modification(
        type=type_,
        source=(f"{DECISION}/!main~art_1",),
        destination=(anchor("art_2"), anchor("art_3")),
        previous=f"{WORK}/zho@2018-03-01/!main~art_2",
        old=(f"{DECISION}/!main~art_1__qtext_1",),
        new=(f"{DECISION}/!main~art_1__qtext_2", f"{DECISION}/!main~art_1__qstr_1"),
    )


@pytest.mark.parametrize("type_", get_args(ModificationType))
def test_a_modification_of_every_type_is_valid_and_read_back(type_: ModificationType) -> None:
    document = law(of_type(type_), of_type("repeal"))
    data = to_xml(document)

    assert validate(data) == ()
    assert from_xml(data) == document


def test_active_and_passive_ones_stand_apart() -> None:
    document = dataclasses.replace(
        law(of_type("split")), active_modifications=(of_type("join"), of_type("insertion"))
    )
    data = to_xml(document).decode()

    assert [data.index(eid) for eid in ("amod_1", "amod_2", "pmod_1")] == sorted(
        data.index(eid) for eid in ("amod_1", "amod_2", "pmod_1")
    )
    assert from_xml(data.encode()) == document


def test_a_document_without_any_has_no_analysis() -> None:
    assert b"<analysis" not in to_xml(law())


def test_a_modification_that_points_nowhere_is_a_problem_not_a_crash() -> None:
    lost = dataclasses.replace(of_type("repeal"), destination=(anchor("art_9"),), old=("#",))
    document = law(lost)
    data = to_xml(document)

    assert from_xml(data) == document
    assert [(problem.code, problem.severity, problem.message) for problem in validate(data)] == [
        (
            "dangling-address",
            "error",
            "the analysis: <destination> points to #art_9, which is not in the file",
        ),
        ("dangling-address", "error", "the analysis: <old> points to #, which is not in the file"),
    ]


def test_an_address_of_an_odd_form_is_a_problem_not_a_crash() -> None:
    odd = dataclasses.replace(of_type("repeal"), source=("http://example.org/ a",), destination=())
    data = to_xml(law(odd))

    assert from_xml(data) == law(odd)
    assert {problem.code for problem in validate(data)} == {"akn-schema", "profile-schema"}


def test_lasting_names_are_told_and_not_read_back() -> None:
    document = law()
    names = LastingNames(
        master=f"{WORK}/zho@2018-03-01", since={"art_2": "2021-06-10", "art_3": "2020-01-01"}
    )
    data = to_xml(document, names)
    text = data.decode()

    assert f'<FRBRmasterExpression href="{WORK}/zho@2018-03-01" showAs="示例数据法"/>' in text
    assert [line.strip() for line in text.split("\n") if "<mapping " in line] == [
        '<mapping eId="map_1" original="#2021-06-10.art_2" current="#art_2" start="#evt_2"/>',
        '<mapping eId="map_2" original="#art_2" current="#art_3"/>',
    ]
    assert validate(data) == ()
    assert from_xml(data) == document


def test_the_first_version_has_neither_master_nor_mappings() -> None:
    first = dataclasses.replace(law(), body=(article("1", "art_1"),))
    data = to_xml(first, LastingNames(since={"art_1": "2018-03-01"}))

    assert data == to_xml(first)


def test_a_type_nobody_knows_is_refused() -> None:
    spoiled = to_xml(law(of_type("replacement"))).replace(b'"replacement"', b'"miracle"')

    with pytest.raises(InputError, match="unknown type of modification 'miracle'"):
        from_xml(spoiled)
