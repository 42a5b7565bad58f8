"""Which two changes cannot both be carried out."""

import pytest

import policydiff
from policydiff.amending.engine.applying.trials import clash, contradictions
from policydiff.amending.engine.operations import Context
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.amending.engine.tree.changes import ChangedWords, NewNumber, Removed, Rewritten
from policydiff.model.document import Block
from policydiff.model.index import index_document


def words(begin: int, end: int, new: str, *, wide: bool = False) -> ChangedWords:
    return ChangedWords(eid="p", begin=begin, end=end, old="旧" * (end - begin), new=new, wide=wide)


NEW = Rewritten(eid="p", nodes=(Block(text="新文。"),))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (words(0, 3, "甲"), words(2, 4, "乙"), True),
        (words(0, 3, "甲"), words(0, 3, "甲"), False),
        (words(0, 3, "甲"), words(3, 4, "乙"), False),
        (words(3, 3, "甲"), words(3, 3, "乙"), True),
        (words(0, 3, "甲", wide=True), words(0, 3, "乙"), False),
        (words(0, 4, "甲", wide=True), words(1, 3, "乙", wide=True), False),
        (words(0, 3, "甲", wide=True), words(0, 3, "乙", wide=True), True),
    ],
    ids=[
        "overlap",
        "the same",
        "side by side",
        "one place",
        "one place and the work",
        "longer words first",
        "twice for the work",
    ],
)
def test_words(one, other, expected):
    assert clash(one, other) is expected
    assert clash(other, one) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (NEW, Removed(eid="p"), True),
        (NEW, NEW, False),
        (NEW, words(0, 2, "新"), False),
        (NEW, words(0, 2, "甲"), True),
        (NEW, words(0, 2, "甲", wide=True), False),
        (NEW, NewNumber(eid="p", number="3", group=""), False),
        (Removed(eid="p"), NewNumber(eid="p", number="3", group=""), True),
        (Removed(eid="p"), Removed(eid="p__q"), False),
    ],
)
def test_whole_places(one, other, expected):
    assert one.excludes(other, level(one.new_text)) is expected


INDEX = index_document(policydiff.load("第一条　甲。\n第二条　乙。\n".encode(), name="law.txt"))


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        (
            [("一", NEW), ("二", Removed(eid="p"))],
            {0: "item 二 deletes the same place", 1: "item 一 rewrites the same place"},
        ),
        (
            [("一", NEW), ("一", Removed(eid="p"))],
            {0: "item 一 deletes the same place", 1: "item 一 rewrites the same place"},
        ),
        ([("一", NEW), ("一", Removed(eid="p", into="7"))], {}),
        ([("一", NEW), ("二", NEW)], {}),
        ([("一", NEW), ("二", Removed(eid="q"))], {}),
        (
            [("一", words(0, 3, "甲")), ("二", words(2, 4, "乙")), ("三", words(5, 6, "丙"))],
            {
                0: "item 二 changes the same words otherwise",
                1: "item 一 changes the same words otherwise",
            },
        ),
        (
            [("一", words(0, 3, "甲")), ("二", words(0, 3, "乙")), ("三", words(0, 3, "丙"))],
            {
                0: "item 二 changes the same words otherwise",
                1: "item 一 changes the same words otherwise",
                2: "item 一 changes the same words otherwise",
            },
        ),
    ],
    ids=[
        "two items",
        "one item",
        "what goes lives on",
        "the same twice",
        "two places",
        "the rest stands",
        "three of one place",
    ],
)
def test_of_two_that_contradict_each_other_neither_holds(orders, expected):
    told = [((Context(instruction=item),), (change,)) for item, change in orders]

    assert contradictions(told, INDEX) == expected
