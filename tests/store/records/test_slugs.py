"""ASCII names of works."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import make

from policydiff.errors import UsageError
from policydiff.store.records.slugs import LONGEST, check_slug, slug_of


@pytest.mark.parametrize(
    ("title", "number", "slug"),
    [
        ("中华人民共和国示例贸易法", None, "shilimaoyifa"),
        ("示例条例", "国令第707号", "guoling-707"),
        ("示例条例", "国务院令第７０７号", "guowuyuanling-707"),
        ("关于示例的意见", "国发〔2018〕39号", "guofa-2018-39"),
        ("关于示例的意见", "国发[2018]039号", "guofa-2018-39"),
        ("关于示例的意见", "京政发（2020）3号", "jingzhengfa-2020-3"),
        ("示例贸易法", "中华人民共和国主席令第53号", "shilimaoyifa"),
        ("示例贸易法", "主席令第五十三号", "shilimaoyifa"),
        ("示例 ABC 法", None, "shiliabcfa"),
        ("女子示例法", None, "nvzishilifa"),
    ],
)
def test_slug_comes_from_the_number_or_the_title(title: str, number: str | None, slug: str) -> None:
    assert slug_of(make(title, document_number=number)) == slug


HOSTILE = [
    "../../etc/passwd",
    "con",
    "CON",
    "-rf",
    "--help",
    ".git",
    ".",
    "..",
    "/",
    "a/b",
    "nul",
    "COM1",
    "\x00",
    "😀",
    "%2e%2e",
    "a\\b",
    " ",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_becomes_a_plain_slug(title: str) -> None:
    assert check_slug(slug_of(make(title)))


@given(st.text(st.characters(), min_size=1), st.none() | st.text(st.characters()))
def test_every_slug_is_checked(title: str, number: str | None) -> None:
    slug = slug_of(make(title, document_number=number))

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST
    assert check_slug(slug) == slug


def test_long_title_is_cut_between_syllables() -> None:
    slug = slug_of(make("关于" + "示例" * 100))

    assert len(slug) <= LONGEST
    assert slug.startswith("guanyushilishili")
    assert slug.endswith(("shi", "li"))


@pytest.mark.parametrize(
    "slug", ["", "A", "a b", "../x", "con", "git", "-a", "a-", "a--b", "法", "a" * 61, "a/b", "a.b"]
)
def test_bad_slug_of_a_person_is_refused(slug: str) -> None:
    with pytest.raises(UsageError, match="cannot be the slug"):
        check_slug(slug)
