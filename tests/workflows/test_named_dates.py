"""A date in the name of a file, beside those of its text. All invented."""

import pytest

from policydiff.model.document import Dates, Document
from policydiff.workflows.named_dates import date_in_name, doubt_of_name

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
    return Document(title="示例市雨伞条例", kind="local-regulation", dialect="cn_law", dates=Dates(**dates))


@pytest.mark.parametrize(("name", "day"), NAMES.items())
def test_reads(name, day):
    assert date_in_name(name) == day


def test_the_doubt_says_both_days_and_what_to_do():
    doubt = doubt_of_name("1993-03-29.md", law(adopted="1988-04-12"), {})

    assert doubt is not None
    assert doubt.message == "the file's name says 1993-03-29, its text says 1988-04-12 (adopted)"
    assert doubt.hint == "if the name is right, give --promulgated 1993-03-29, or --adopted 1993-03-29 where the text was passed on it"


def test_a_text_without_a_date_is_doubtful_too():
    doubt = doubt_of_name("1993-03-29.md", law(in_force="1993-06-01"), {})

    assert doubt is not None
    assert doubt.message.endswith("tells no date of its own")


@pytest.mark.parametrize("dates", [{"promulgated": "1993-03-29"}, {"adopted": "1993-03-01", "in_force": "1993-03-29"}])
def test_any_of_the_versions_own_dates_will_do(dates):
    assert doubt_of_name("1993-03-29.md", law(**dates), {}) is None


@pytest.mark.parametrize("given", ["promulgated", "adopted", "approved", "signed"])
def test_a_person_who_gave_the_date_is_not_asked(given):
    assert doubt_of_name("1993-03-29.md", law(**{given: "1990-01-01"}), {given: "1990-01-01"}) is None


def test_the_day_of_entry_into_force_does_not_name_a_version():
    assert doubt_of_name("1993-03-29.md", law(in_force="1990-01-01"), {"in_force": "1990-01-01"}) is not None
