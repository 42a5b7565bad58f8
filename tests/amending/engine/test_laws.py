"""Laws of carrying out: what a decision makes of a text is what its items say, whatever their
number, order and mixture. All texts are invented.
"""

from __future__ import annotations

from drafts import load
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.text.places import printed_number

TITLE = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n"
END = "《乙省桥梁条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n"
MARKS = "一二三四五六七八九十"


def law(count: int) -> str:
    """Articles of two chapters, each citing the one in the middle."""
    lines = [
        f"{printed_number(str(n))}　依照{printed_number(str((count + 1) // 2))}，第{n}座桥由村里修。\n"
        for n in range(1, count + 1)
    ]
    half = count // 2
    return "".join(("乙省桥梁条例\n第一章　总则\n", *lines[:half], "第二章　管理\n", *lines[half:]))


def bare(text: str) -> str:
    return text.split("，", maxsplit=1)[1] if text.startswith("依照") else text


@st.composite
def orders(draw: st.DrawFn) -> tuple[int, list[str], list[str]]:
    """A law, the items of a decision in any order, and the texts of the new articles, without what
    they cite.
    """
    count = draw(st.integers(4, 12))
    fates = draw(
        st.lists(
            st.sampled_from(["stays", "stays", "stays", "goes", "new text", "new words"]),
            min_size=count,
            max_size=count,
        )
    )
    before = draw(st.sets(st.integers(2, count), max_size=3))
    items: list[str] = []
    texts: list[str] = []
    for number, fate in enumerate(fates, start=1):
        old = f"第{number}座桥由村里修。"
        if number in before:
            texts.append(f"新桥{number}由省里修。")
            items.append(f"增加一条，作为{printed_number(str(len(texts)))}：“{texts[-1]}”")
        if fate == "goes":
            items.append(f"删去{printed_number(str(number))}。")
            continue
        texts.append(
            {"new text": f"旧桥{number}拆除。", "new words": old.replace("村里", "县里")}.get(
                fate, old
            )
        )
        if fate == "new text":
            moved = (
                f"将{printed_number(str(number))}改为{printed_number(str(len(texts)))}，"
                if number != len(texts)
                else f"将{printed_number(str(number))}"
            )
            items.append(f"{moved}修改为：“{texts[-1]}”")
        elif fate == "new words":
            items.append(f"将{printed_number(str(number))}中的“村里”修改为“县里”。")
    return count, draw(st.permutations(items)), texts


@settings(max_examples=examples(120))
@given(orders())
def test_the_new_version_is_what_the_items_say(made):
    count, items, texts = made
    if not items or not texts:
        return
    numbered = "".join(
        f"{MARKS[place % 10] if place < 10 else '十' + MARKS[place - 10]}、{item}\n"
        for place, item in enumerate(items[:18])
    )
    if len(items) > 18:
        return

    found = policydiff.consolidate(load(law(count)), load(TITLE + numbered + END))

    assert found.complete, [operation.message for operation in found.operations]
    assert [bare(article.text) for article in found.document.articles] == texts
    assert [article.num for article in found.document.articles] == [
        printed_number(str(n)) for n in range(1, len(texts) + 1)
    ]


@settings(max_examples=examples(120))
@given(orders())
def test_what_is_cited_is_still_cited(made):
    count, items, texts = made
    middle = f"第{(count + 1) // 2}座桥"
    if not 0 < len(items) <= 10 or not any(text.startswith(middle) for text in texts):
        return
    numbered = "".join(f"{MARKS[place]}、{item}\n" for place, item in enumerate(items))

    found = policydiff.consolidate(load(law(count)), load(TITLE + numbered + END))

    cited = next(
        article.num for article in found.document.articles if bare(article.text).startswith(middle)
    )
    carried = [
        article.text for article in found.document.articles if article.text.startswith("依照")
    ]
    assert all(text.startswith(f"依照{cited}，") for text in carried)
    assert found.problems == ()
