"""The page on amending decisions is in step with the forms that the program reads."""

from __future__ import annotations

import policydiff
from policydiff.cli.commands.help_page import page
from policydiff.text.traditions.mainland.amending import FORMS, Form

HEAD = "| form | what it does | example | operations |\n|---|---|---|---|\n"


def row(form: Form) -> str:
    example = form.example.replace("\n", " ")
    return f"| `{form.name}` | {form.about} | {example} | {'; '.join(form.expected)} |"


def test_every_form_stands_on_the_page_with_its_example():
    text = page("amendments")
    table = text[text.index(HEAD) + len(HEAD) :].split("\n\n", maxsplit=1)[0]

    assert table == "\n".join(row(form) for form in FORMS)


def test_what_the_page_calls_unread_is_unparsed():
    text = page("amendments")
    listed = text[text.index("## What is not read") :].split("\n## ", maxsplit=1)[0]
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
