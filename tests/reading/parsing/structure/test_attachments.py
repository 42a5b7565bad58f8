"""A list that names attachments, and what only looks like one; the texts are invented."""

from __future__ import annotations

import pytest

import policydiff

ACT = """示例市灯具条例

（2020年1月1日示例市人民代表大会常务委员会通过）

第一条　灯具应当合格。

第二条　灯具目录见附件。

第三条　本条例自2020年2月1日起施行。

"""
TWO = "附件1\n\n灯具目录\n\n一、路灯\n\n二、台灯\n\n附件2\n\n收费标准\n\n一、路灯每盏十元\n"


def read(tail: str, act: str = ACT) -> tuple[list[str], list[tuple[str | None, str | None]]]:
    """The lines that close the act, and number and heading of each attachment."""
    document = policydiff.load((act + tail).encode(), name="a.txt")
    return [block.text for block in document.conclusions], [
        (one.num, one.heading) for one in document.attachments
    ]


BOTH = [("附件1", "灯具目录"), ("附件2", "收费标准")]
LISTS = [
    ("附件：1．灯具目录\n\n2．收费标准\n", ["附件：1．灯具目录", "2．收费标准"], []),
    ("附件：1．灯具目录 2．收费标准\n", ["附件：1．灯具目录 2．收费标准"], []),
    ("附件：1．灯具目录\n\n2．收费标准\n\n" + TWO, ["附件：1．灯具目录", "2．收费标准"], BOTH),
    (
        "附件：1.灯具目录\n2.收费标准\n" + TWO.replace("\n\n", "\n"),
        ["附件：1.灯具目录", "2.收费标准"],
        BOTH,
    ),
    (
        "附件：\n\n1．灯具目录\n\n2．收费标准\n\n" + TWO,
        ["附件：", "1．灯具目录", "2．收费标准"],
        BOTH,
    ),
    (
        "附件：灯具目录\n\n附件\n\n灯具目录\n\n一、路灯\n",
        ["附件：灯具目录"],
        [("附件", "灯具目录")],
    ),
]


@pytest.mark.parametrize(("tail", "closing", "attachments"), LISTS)
def test_a_list_of_attachments_closes_an_act_without_a_signature(tail, closing, attachments):
    assert read(tail) == (closing, attachments)


@pytest.mark.parametrize(
    ("tail", "attachments"),
    [
        ("附件：灯具目录\n\n一、路灯\n\n二、台灯\n", [("附件：", "灯具目录")]),
        ("附件：\n\n1．路灯\n\n2．台灯\n", [("附件：", None)]),
        ("附件：灯具要求\n\n1．灯具应当明亮。\n\n2．灯具应当安全。\n", [("附件：", "灯具要求")]),
        ("附件：1．灯具应当明亮。\n\n2．灯具应当安全。\n", []),
        (
            "附件1：灯具目录\n\n一、路灯\n\n附件2：收费标准\n\n一、路灯每盏十元\n",
            [("附件1：", "灯具目录"), ("附件2：", "收费标准")],
        ),
        (
            "附件：灯具目录\n\n一、路灯\n\n附件\n\n收费标准\n\n一、十元\n",
            [("附件：", "灯具目录"), ("附件", "收费标准")],
        ),
        ("附件：灯具目录\n", [("附件：", "灯具目录")]),
    ],
    ids=[
        "a list of its own",
        "no names",
        "sentences",
        "no head",
        "numbered heads",
        "another name",
        "nothing below",
    ],
)
def test_what_is_no_list_of_attachments_stays_what_it_is(tail, attachments):
    assert read(tail) == ([], attachments)


def test_an_act_with_a_signature_is_read_as_before():
    signed = "示例市人民政府\n\n2020年1月1日\n\n"
    listed = "附件：1．灯具目录\n\n2．收费标准\n\n"

    assert read(listed + signed + TWO) == (
        ["附件：1．灯具目录", "2．收费标准", "示例市人民政府", "2020年1月1日"],
        BOTH,
    )
    assert read(signed + listed + TWO) == (
        ["示例市人民政府", "2020年1月1日", "附件：1．灯具目录", "2．收费标准"],
        BOTH,
    )
