"""Numbers of what stays: free ones in order, explicit ones, 之, gaps, and what moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.amending.engine.tree.changes import NewChild
from policydiff.amending.engine.tree.numbering import (
    counted,
    head,
    key,
    marked,
    number_remaining,
    renumbered,
    with_children,
)
from policydiff.model.document import Block, Provision


def nodes(*numbers: str) -> list[Provision]:
    return [Provision(eid=f"art_{number}", level="article", number=number) for number in numbers]


def numbers(base, gone=(), explicit=None, taken=(), *, close=False):
    into = gone if isinstance(gone, dict) else dict.fromkeys(gone)
    numbered, moved = number_remaining(
        nodes(*base),
        {f"art_{n}": number for n, number in into.items()},
        {f"art_{k}": v for k, v in (explicit or {}).items()},
        set(taken),
        close=close,
    )
    return {eid.removeprefix("art_"): number for eid, number in numbered.items()}, {
        eid.removeprefix("art_") for eid in moved
    }


@pytest.mark.parametrize(
    ("num", "number", "new"),
    [
        ("第五条", "6", "第六条"),
        ("第五条之一", "6-1", "第六条之一"),
        ("第二章", "3", "第三章"),
        ("（五）", "6", "（六）"),
        ("5.", "6", "6."),
        (None, "6", None),
        ("附则", "6", "附则"),
        ("附件二", "1", "附件一"),
    ],
)
def test_a_printed_number_keeps_its_manner(num, number, new):
    assert renumbered(num, number) == new


def test_the_others_take_what_is_free():
    assert numbers("12345", taken=["3"])[0] == {"1": "1", "2": "2", "3": "4", "4": "5", "5": "6"}
    assert numbers("12345", gone="2")[0] == {"1": "1", "3": "2", "4": "3", "5": "4"}
    assert numbers("12345", explicit={"3": "5"}, taken=["3", "4"])[0] == {
        "1": "1",
        "2": "2",
        "3": "5",
        "4": "6",
        "5": "7",
    }


def test_numbers_with_a_sub_stay_with_the_one_before_and_follow_one_another():
    assert numbers(["1", "2", "2-1", "2-2", "3"], taken=["1"])[0] == {
        "1": "2",
        "2": "3",
        "2-1": "3-1",
        "2-2": "3-2",
        "3": "4",
    }
    assert numbers(["1", "1-1", "1-2", "2"], gone=["1-1"])[0] == {"1": "1", "1-2": "1-1", "2": "2"}


def test_numbers_with_a_sub_keep_theirs_where_the_one_before_goes():
    base = ["1", "2", "2-1", "3"]
    assert numbers(base, gone=["2"])[0] == {"1": "1", "2-1": "2-1", "3": "3"}
    assert numbers(base, gone={"1": "1", "2": "1"}, taken=["1"])[0] == {"2-1": "2-1", "3": "3"}
    assert numbers(base, gone={"2": "2", "3": "2"}, taken=["2"])[0] == {"1": "1", "2-1": "2-1"}
    assert numbers(base, gone={"2": "3", "3": "3"}, taken=["1", "3"])[0] == {"1": "2", "2-1": "3-1"}
    assert numbers(base, gone=["2"], explicit={"3": "2"}) == (
        {"3": "2", "1": "1", "2-1": "2-1"},
        {"3"},
    )
    assert numbers(base, gone=["2"], explicit={"2-1": "2"})[0] == {"1": "1", "2-1": "2", "3": "3"}


def test_a_gap_of_the_base_stays_unless_all_are_closed():
    assert numbers(["1", "2", "5", "6"], taken=["2"])[0] == {"1": "1", "2": "3", "5": "6", "6": "7"}
    assert numbers(["1", "2", "5", "6"], close=True)[0] == {"1": "1", "2": "2", "5": "3", "6": "4"}


def test_a_number_that_passes_others_moves():
    assert numbers("123456", explicit={"6": "2"}) == (
        {"6": "2", "1": "1", "2": "3", "3": "4", "4": "5", "5": "6"},
        {"6"},
    )
    assert numbers("1234", explicit={"1": "3", "3": "1"})[0] == {
        "1": "3",
        "2": "2",
        "3": "1",
        "4": "4",
    }
    assert numbers("1234", explicit={"3": "4"}, taken=["3"])[1] == set()


@given(st.integers(1, 30), st.sets(st.integers(1, 30)), st.sets(st.integers(1, 40)))
def test_no_number_is_given_twice_and_the_order_stays(count, gone, taken):
    base = [str(n) for n in range(1, count + 1)]
    found, moved = numbers(base, gone=[str(n) for n in gone], taken=[str(n) for n in taken])
    given_numbers = [head(number) for number in found.values()]
    assert given_numbers == sorted(set(given_numbers))
    assert not set(given_numbers) & taken
    assert moved == set()


def test_numbers_have_an_order():
    assert sorted(["10", "2", "10-1", "9"], key=key) == ["2", "9", "10", "10-1"]


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
