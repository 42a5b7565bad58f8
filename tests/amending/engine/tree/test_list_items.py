"""款 and 项 after some came or went: places, numbers, closing marks. All texts are invented."""

import pytest

from policydiff.amending.engine.tree.changes import NewChild
from policydiff.amending.engine.tree.list_items import counted, marked, with_children
from policydiff.model.document import Block, Provision


def items(*texts: str) -> list[Provision]:
    return [
        Provision(eid="", level="point", number=str(n), num=f"（{n}）", content=(Block(text=text),))
        for n, text in enumerate(texts, 1)
    ]


def words(nodes) -> list[str]:
    return [node.text for node in nodes]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("甲；", "乙。", "丙。"), ["甲；", "乙；", "丙。"]),
        (("甲；", "乙；"), ["甲；", "乙。"]),
        (("甲；",), ["甲。"]),
        (("甲。", "乙。"), ["甲。", "乙。"]),
        (("甲；", "乙，"), ["甲；", "乙，"]),
        (("甲。乙。", "丙；", "丁。"), ["甲。乙。", "丙；", "丁。"]),
    ],
    ids=[
        "a new last one",
        "the last one went",
        "one is left",
        "each a sentence",
        "the sentence goes on",
        "an item of two sentences",
    ],
)
def test_the_marks_of_a_list(before, after):
    assert words(marked(items(*before), "。")) == after


def test_a_list_that_text_follows_keeps_its_marks():
    nodes = [*items("甲；", "乙；"), Block(text="的，罚款。")]
    assert words(marked(nodes, "。")) == ["甲；", "乙；", "的，罚款。"]


def test_new_ones_stand_at_their_numbers_and_take_the_mark_of_their_neighbours():
    new = NewChild(holder="x", level="point", number="2", nodes=tuple(items("新")))
    last = NewChild(holder="x", level="point", number=None, nodes=tuple(items("末。")))
    nodes = with_children([Block(text="下列："), *items("甲；", "乙；")], [last, new])
    assert words(nodes) == ["下列：", "甲；", "新；", "乙；", "末。"]


def test_only_what_changed_is_counted_anew():
    nodes = items("甲；", "乙；")[1:]
    assert [node.number for node in counted(nodes, {"point"})] == ["1"]
    assert [node.number for node in counted(nodes, ())] == ["2"]
    paragraphs = [Provision(eid="", level="paragraph", number="7", content=()) for _ in range(2)]
    assert [node.number for node in counted(paragraphs, ())] == ["1", "2"]
