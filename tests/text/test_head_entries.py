"""The entries in the head of a text."""

from __future__ import annotations

import pytest

from policydiff.model.document import Block, Document
from policydiff.text.head_entries import head_entries, head_entry


def headed(*lines: str) -> Document:
    facts = tuple(Block(text=line, role="fact") for line in lines)
    return Document(title="采购管理制度", kind="document", dialect="cn_policy", preface=facts)


@pytest.mark.parametrize(
    ("line", "entries"),
    [
        ("编号：GL-07", {"编号": "GL-07"}),
        ("版　本: V2.0", {"版本": "V2.0"}),
        ("生效日期\t2024年1月1日", {"生效日期": "2024年1月1日"}),
        ("编号：GL-07\n版本：V2.0", {"编号": "GL-07", "版本": "V2.0"}),
        ("时间：10：30", {"时间": "10：30"}),
        ("没有名称和值", {}),
        ("：无名", {}),
    ],
)
def test_names_and_values(line, entries):
    assert head_entries(headed(line)) == entries


def test_a_name_that_comes_twice_has_its_first_value():
    assert head_entries(headed("版本：V1.0", "版本：V2.0")) == {"版本": "V1.0"}


def test_running_text_is_no_entry():
    document = Document(
        title="采购管理制度",
        kind="document",
        dialect="cn_policy",
        preface=(Block(text="版本：V1.0", role="note"),),
    )

    assert head_entries(document) == {}


def test_the_title_is_an_entry_too():
    assert head_entry(headed("版本：V1.0"), "标题") == "采购管理制度"
    assert head_entry(headed("版本：V1.0"), "版本") == "V1.0"
    assert head_entry(headed("版本：V1.0"), "密级") is None
