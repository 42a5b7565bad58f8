"""The page on amending decisions is in step with the forms that the program reads."""

from __future__ import annotations

import re

import pytest

import policydiff
from policydiff.amending.report.words import CONSOLIDATION_WORDS
from policydiff.cli.commands.help_page import page
from policydiff.text.traditions.mainland.amending import FORMS, Form

HEAD = "| form | what it does | example | operations |\n|---|---|---|---|\n"
CHINESE_HEAD = "| 形式 | 作用 | 例子 | 修改操作 |\n|---|---|---|---|\n"


def row(form: Form) -> str:
    example = form.example.replace("\n", " ")
    return f"| `{form.name}` | {form.about} | {example} | {'; '.join(form.expected)} |"


def test_every_form_stands_on_the_page_with_its_example():
    text = page("amendments")
    table = text[text.index(HEAD) + len(HEAD) :].split("\n\n", maxsplit=1)[0]

    assert table == "\n".join(row(form) for form in FORMS)


def chinese_row(form: Form) -> str:
    """The pattern of a row in Chinese, whose operations have the words of reports."""
    example = form.example.replace("\n", " ")
    operations = (
        " ".join([CONSOLIDATION_WORDS["zh"][kind], *place])
        for kind, *place in (operation.split(" ", maxsplit=1) for operation in form.expected)
    )
    return rf"\| `{form.name}` \| [^|a-z]+ \| {re.escape(example)} \| {re.escape('；'.join(operations))} \|"


def test_every_form_stands_on_the_chinese_page():
    text = page("amendments", "zh")
    table = text[text.index(CHINESE_HEAD) + len(CHINESE_HEAD) :].split("\n\n", maxsplit=1)[0]

    assert re.fullmatch("\n".join(map(chinese_row, FORMS)), table)


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "## What is not read"), ("zh", "## 不能读懂的行文")]
)
def test_what_the_page_calls_unread_is_unparsed(language, heading):
    text = page("amendments", language)
    listed = text[text.index(heading) :].split("\n## ", maxsplit=1)[0]
    examples = [
        line.removeprefix("- ").split("：", maxsplit=1)[0]
        for line in listed.splitlines()
        if line.startswith("- ")
    ]

    assert examples
    for example in examples:
        title = "丙县人民代表大会常务委员会关于修改《丙县渡口条例》的决定"
        opening = "丙县第九届人民代表大会常务委员会第三次会议决定对《丙县渡口条例》作如下修改："
        decision = policydiff.load(
            f"{title}\n{opening}\n一、{example}。\n二、删去第九条。\n".encode(),
            name="decision.txt",
            dialect="cn_decision",
        )
        assert policydiff.read_instructions(decision).unparsed, example
