"""Profiles: those that ship, files of one's own, and what a bad one says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from numbered_rules import rule

from policydiff.comparing.actions.profiles import (
    SHIPPED,
    UnknownProfileError,
    profile_for,
    read_profile,
)
from policydiff.reading.load import UnfitFileError, load

OWN = """
title = "《{work}》对照表"
columns = ["left", "right"]
heads = {left = "旧", right = "新"}
"""


def write(folder: Path, text: str) -> str:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_profile_that_ships_is_whole(name):
    profile = read_profile(name)

    assert profile.name == name
    assert all(profile.heads[column] for column in profile.columns)


def test_a_file_is_a_profile(tmp_path):
    profile = read_profile(write(tmp_path, OWN))

    assert (profile.name, profile.columns, profile.heads["left"]) == (
        "own.toml",
        ("left", "right"),
        "旧",
    )


def test_an_unknown_name_lists_those_that_ship():
    with pytest.raises(UnknownProfileError, match="law, draft, listed-company"):
        read_profile("laws")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("title = ", "own.toml: this is no TOML file"),
        (OWN + "[marks]\nnew = 1\n", "no profile has marks"),
        (OWN + "[fonts]\nfoot = ['宋体', 9]\n", "no profile has fonts.foot"),
        (OWN.replace('"right"]', '"wrong"]'), "columns"),
        (OWN.replace('"left", "right"]', '"left"]'), "columns: name each once"),
        (OWN.replace("{work}", "{title}"), "title: the only blank is {work}"),
        (OWN.replace("{work}", "{work"), "title: "),
        (OWN.replace("{work}", "{work:>999999999}"), "title: the only blank is {work}"),
        (OWN.replace("{work}", "{work.__class__}"), "title: the only blank is {work}"),
        (OWN + "[fonts]\ntext = ['宋体', -3]\n", "fonts: sizes are from 4 to 72 points"),
        (OWN + "[fonts]\ntext = ['宋体', nan]\n", "fonts: sizes are from 4 to 72 points"),
        ('columns = ["left", "right"]\nheads = {}\n', "title"),
    ],
)
def test_a_bad_profile_names_the_place(tmp_path, text, named):
    with pytest.raises(UnfitFileError) as caught:
        read_profile(write(tmp_path, text))

    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("title", "new_title", "name"),
    [
        ("某市数据条例", "某市数据条例", "law"),
        ("某市数据条例", "某市数据条例（修订草案）", "draft"),
        ("某公司章程", "某公司章程", "listed-company"),
    ],
)
def test_the_texts_choose_where_nobody_does(title, new_title, name):
    left, right = (
        load(f"{one}\n\n第一条　内容。\n".encode(), name="x.txt") for one in (title, new_title)
    )

    assert profile_for(left, right).name == name


def test_rules_without_articles_have_their_profile():
    numbered = rule("1 总则\n1.1 本制度适用于采购。\n")
    listed = replace(numbered, body=(replace(numbered.articles[0], num="一、"),))
    flat = replace(listed, dialect="cn_policy")
    printed = replace(listed, body=(replace(numbered.articles[0], num="第一条"),))

    assert [profile_for(one, one).name for one in (numbered, listed, flat, printed)] == [
        "rules",
        "rules",
        "listed-company",
        "listed-company",
    ]
