"""Who issued a text: bodies as a 题注 names them, alone and together."""

from __future__ import annotations

import pytest

from policydiff.model.document import Block
from policydiff.reading.parsing.preface.events import Event, read_authority

NAMED = {
    "with its session": (
        "示例市第十五届人民代表大会常务委员会第二十七次会议",
        "示例市人民代表大会常务委员会",
    ),
    "shortened": ("示例市第九届人大常委会第三十一次会议", "示例市人民代表大会常务委员会"),
    "several": ("示例甲部、示例乙部、示例总局令第7号", "示例甲部、示例乙部、示例总局"),
    "the head of a ministry": ("示例部部长办公会议", "示例部"),
    "a meeting of a ministry": ("示例社会保障部第6次部务会议", "示例社会保障部"),
    "with the country's name": (
        "中华人民共和国国务院、中华人民共和国中央军事委员会令第413号",
        "国务院、中央军事委员会",
    ),
    "a congress whose place is not named": ("市十二届人大常委会第二次会议", None),
    "no body": ("第六次会议", None),
}


@pytest.mark.parametrize(("by", "authority"), NAMED.values(), ids=NAMED)
def test_body_of_an_event(by: str, authority: str | None) -> None:
    events = (Event(verb="通过", date="2020-01-01", by=by),)

    assert read_authority("示例办法", events, (), ()) == authority


def test_title_that_names_more_bodies_than_the_note_is_believed() -> None:
    events = (Event(verb="公布", date="2020-01-01", by="最高人民法院公告"),)

    assert (
        read_authority("最高人民法院、最高人民检察院关于示例的解释", events, (), ())
        == "最高人民法院、最高人民检察院"
    )
    assert read_authority("示例总局关于示例的解释", events, (), ()) == "最高人民法院"


@pytest.mark.parametrize(
    ("title", "authority"),
    [
        ("最高人民法院  最高人民检察院关于示例的解释", "最高人民法院、最高人民检察院"),
        ("国务院、中央军委关于示例的规定", "国务院、中央军委"),
        ("示例办公室关于示例的通知", "示例办公室"),
        ("示例 关于示例的通知", None),
    ],
)
def test_bodies_at_the_head_of_a_title(title: str, authority: str | None) -> None:
    assert read_authority(title, (), (), ()) == authority


def test_signature_comes_first() -> None:
    events = (Event(verb="通过", date="2020-01-01", by="示例委员会第一次会议"),)

    assert (
        read_authority("示例办法", events, (Block(text="示例 公司", role="signature"),), ())
        == "示例公司"
    )
