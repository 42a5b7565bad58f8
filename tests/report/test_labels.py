"""The words of the reports."""

from __future__ import annotations

import string

import pytest

from policydiff.model.comparison import FactType
from policydiff.model.kinds import LEVELS
from policydiff.model.version import Dates
from policydiff.report.labels import WORDS, date_word, fact_word, field_word, noise_word
from policydiff.report.rows import CATEGORIES
from policydiff.text.noise import NOISE_RULE


def test_both_languages_hold_the_same_keys():
    assert WORDS["zh"].keys() == WORDS["en"].keys()


@pytest.mark.parametrize("key", sorted(WORDS["zh"]))
def test_both_languages_fill_in_the_same_values(key):
    fields = [
        {name for _, name, _, _ in string.Formatter().parse(WORDS[language][key]) if name}
        for language in ("zh", "en")
    ]

    assert fields[0] == fields[1]


def test_every_count_and_level_has_a_word():
    assert set(CATEGORIES) | set(LEVELS) <= WORDS["zh"].keys()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_name_of_the_model_has_a_word(language):
    for name in NOISE_RULE:
        assert noise_word(name, language) != name or language == "en"
    for name in FactType.__args__:
        assert fact_word(name, language) != name or language == "en"
    for name in (
        *Dates.__slots__,
        "title",
        "kind",
        "authority",
        "document_number",
        "jurisdiction",
        "stage",
    ):
        assert field_word(name, language) != name


@pytest.mark.parametrize(
    ("date", "language", "expected"),
    [
        ("2016-11-07", "zh", "2016年11月7日"),
        ("2016-11-07", "en", "2016-11-07"),
        ("二〇一六年", "zh", "二〇一六年"),
    ],
)
def test_dates_as_the_language_writes_them(date, language, expected):
    assert date_word(date, language) == expected
