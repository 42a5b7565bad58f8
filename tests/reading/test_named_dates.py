"""A date in the name of a file, beside those of its text. All invented."""

import dataclasses

import pytest

from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.model.document import Document
from policydiff.model.version import Amendment, Dates
from policydiff.reading.load import with_facts
from policydiff.reading.named_dates import (
    date_in_name,
    dated_by_name,
    doubt_of_name,
    origin_of_date,
)

NAMES = {
    "1993-03-29.md": "1993-03-29",
    "示例市雨伞条例(2019-01-05).md": "2019-01-05",
    "示例市雨伞条例_20190105.docx": "2019-01-05",
    "示例市雨伞条例（2019年1月5日）.txt": "2019-01-05",
    "2019.01.05 雨伞.pdf": "2019-01-05",
    "20190105-2019-01-05.md": "2019-01-05",
    "雨伞条例.md": None,
    "2019-01-05至2020-01-05.md": None,
    "2019-02-30.md": None,
    "20191305.md": None,
    "120190105.md": None,
    "A20190105号.md": "2019-01-05",
}


def law(**dates: str) -> Document:
    return Document(
        title="示例市雨伞条例", kind="local-regulation", dialect="cn_law", dates=Dates(**dates)
    )


@pytest.mark.parametrize(("name", "day"), NAMES.items())
def test_reads(name, day):
    assert date_in_name(name) == day


def test_the_doubt_says_both_days_and_what_to_do():
    doubt = doubt_of_name("1993-03-29.md", law(adopted="1988-04-12"), {})

    assert doubt is not None
    assert doubt.message == "the file's name has 1993-03-29, its text says 1988-04-12 (adopted)"
    assert doubt.hint == (
        "if the name is right, give --dates-from-names, or --promulgated 1993-03-29, or --adopted 1993-03-29 where the text was passed on it"
    )


def test_a_head_that_ends_later_is_not_dated_by_the_name():
    document = law(adopted="1999-04-12")
    doubt = doubt_of_name("1993-03-29.md", document, {})

    assert doubt is not None
    assert (
        doubt.hint
        == "if the name is right, give --promulgated 1993-03-29, or --adopted 1993-03-29 where the text was passed on it"
    )
    assert dated_by_name("1993-03-29.md", document, {}) == document


def test_a_text_without_a_date_is_doubtful_too():
    doubt = doubt_of_name("1993-03-29.md", law(in_force="1993-06-01"), {})

    assert doubt is not None
    assert doubt.message.endswith("states no date of its own")


@pytest.mark.parametrize(
    "dates", [{"promulgated": "1993-03-29"}, {"adopted": "1993-03-01", "in_force": "1993-03-29"}]
)
def test_any_of_the_versions_own_dates_will_do(dates):
    assert doubt_of_name("1993-03-29.md", law(**dates), {}) is None


@pytest.mark.parametrize("given", ["promulgated", "adopted", "approved", "signed"])
def test_a_person_who_gave_the_date_is_not_asked(given):
    assert (
        doubt_of_name("1993-03-29.md", law(**{given: "1990-01-01"}), {given: "1990-01-01"}) is None
    )


def test_the_day_of_entry_into_force_does_not_name_a_version():
    assert (
        doubt_of_name("1993-03-29.md", law(in_force="1990-01-01"), {"in_force": "1990-01-01"})
        is not None
    )


def test_the_day_in_the_name_dates_a_text_whose_head_ends_earlier():
    document = dated_by_name("2019-04-23.md", law(adopted="2012-04-19", in_force="2019-06-01"), {})

    assert (document.version_date, document.version_basis) == ("2019-04-23", "named")
    assert document.dates == Dates(adopted="2012-04-19", in_force="2019-06-01", named="2019-04-23")
    assert (
        origin_of_date(document)
        == "its date 2019-04-23 is the one in its file's name, its text says 2012-04-19 (adopted)"
    )
    assert doubt_of_name("2019-04-23.md", document, {}) is None


def test_a_text_that_tells_no_date_is_dated_by_it_too():
    document = dated_by_name("2019-04-23.md", law(), {})

    assert document.version_date == "2019-04-23"
    assert (
        origin_of_date(document)
        == "its date 2019-04-23 is the one in its file's name, its text states no date of its own"
    )


@pytest.mark.parametrize(
    ("name", "dates", "given"),
    [
        ("雨伞.md", {"adopted": "2012-04-19"}, {}),
        ("2012-04-19.md", {"adopted": "2012-04-19"}, {}),
        ("2019-06-01.md", {"adopted": "2019-04-19", "in_force": "2019-06-01"}, {}),
        ("2019-04-23.md", {"promulgated": "2012-04-19"}, {"promulgated": "2012-04-19"}),
    ],
)
def test_nothing_is_taken_from_a_name_that_says_nothing_new(name, dates, given):
    document = law(**dates)

    assert dated_by_name(name, document, given) == document
    assert origin_of_date(document) is None


def test_a_day_of_force_before_the_day_in_the_name_is_that_of_the_first_version():
    told = dataclasses.replace(
        law(promulgated="2010-07-08", in_force="2010-09-01"), in_force_ground="text"
    )
    document = dated_by_name("2019-04-23.md", told, {})

    assert document.dates.in_force is None
    assert document.original_dates.in_force == "2010-09-01"
    assert document.work_date == "2010-07-08"
    assert (
        dated_by_name(
            "2019-04-23.md", law(in_force="2010-09-01"), {"in_force": "2010-09-01"}
        ).dates.in_force
        == "2010-09-01"
    )


def test_the_first_version_of_an_amended_text_is_what_its_head_tells():
    document = dataclasses.replace(
        law(adopted="2012-04-19"),
        original_dates=Dates(adopted="2004-05-01"),
        amendments=(Amendment(word="修正", date="2012-04-19"),),
    )

    assert (
        dated_by_name("2019-04-23.md", document, {}).work_date == document.work_date == "2004-05-01"
    )


def test_xml_keeps_where_the_date_comes_from():
    document = dated_by_name(
        "2019-04-23.md", law(promulgated="2010-07-08", in_force="2010-09-01"), {}
    )
    xml = to_xml(document)

    assert b'<FRBRdate date="2019-04-23" name="named"/>' in xml
    assert validate(xml) == ()
    assert from_xml(xml) == document
    assert b"named" not in to_xml(law(promulgated="2010-07-08")).replace(
        b'named="no"', b""
    ).replace(b"unnamed", b"")


def test_a_date_that_a_person_gives_wins_where_it_names_the_version():
    document = dated_by_name("2019-04-23.md", law(adopted="2012-04-19"), {})

    assert with_facts(document, promulgated="2019-05-05").dates == Dates(
        adopted="2012-04-19", promulgated="2019-05-05"
    )
    assert with_facts(document, in_force="2019-06-01").version_date == "2019-04-23"
    stale = dated_by_name("2019-04-23.md", law(promulgated="2012-05-01"), {})
    assert with_facts(stale, adopted="2019-04-20").version_date == "2019-04-23"
