"""Which two changes cannot both be carried out."""

import pytest

from policydiff.amending.changes import Numbered, Removed, Rewritten, Words
from policydiff.amending.contradictions import clash, contradict
from policydiff.model.document import Block


def words(begin: int, end: int, new: str, *, wide: bool = False) -> Words:
    return Words(eid="p", begin=begin, end=end, old="旧" * (end - begin), new=new, wide=wide)


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
    ids=["overlap", "the same", "side by side", "one place", "one place and the work", "longer words first", "twice for the work"],
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
        (NEW, Numbered(eid="p", number="3", group=""), False),
        (Removed(eid="p"), Numbered(eid="p", number="3", group=""), True),
        (Removed(eid="p"), Removed(eid="p__q"), False),
    ],
)
def test_whole_places(one, other, expected):
    assert contradict(one, other) is expected
