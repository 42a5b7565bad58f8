"""A table of overrides is resolved and checked against both texts; each mistake has its place in
the message.
"""

from __future__ import annotations

import tomllib

import pytest
from drafting import document

import policydiff
from policydiff.comparing.engine.align.overrides import Overrides, Pin
from policydiff.comparing.engine.align.overrides_reading import (
    BadOverrideError,
    UnknownPartError,
    read_overrides,
)
from policydiff.reading import plugins

LEFT = document("""
# 果园条例
序言第一段。
第一章　总则
第一条　为了保护果园，制定本条例。
第二条　果农应当：
（一）修剪果树；
（二）清理枯枝。
落叶自行处理。
第三条　本条例自公布之日起施行。
附件一　果树名录
第一条　苹果。
""")
RIGHT = document("""
# 果园条例
第一章　总则
第一条　为了保护果园，制定本条例。
第二条　果农应当修剪果树。
第三条　果农应当清理枯枝。
第四条　落叶自行处理。
第五条　本条例自公布之日起施行。
""")
WORDS = (plugins.dialect("cn_law").citations,) * 2


def read(text: str) -> Overrides:
    return read_overrides(tomllib.loads(text), LEFT, RIGHT, WORDS, name="pairs.toml")


def test_an_empty_table_sets_nothing():
    assert read("") == Overrides()


def test_every_table_with_citations_and_eids():
    found = read("""
    [[link]]
    left = "第二条第二款"
    right = "第四条"
    note = "落叶"
    [[unlink]]
    left = "art_3"
    right = "第5条"
    [[unlink]]
    right = "第一章"
    [[split]]
    left = "第二条第一款"
    right = ["第二条", "第三条"]
    [[join]]
    left = ["第一条", "3"]
    right = "art_1"
    """)

    assert found.pins == (
        Pin(left=("art_2__para_2",), right=("art_4",)),
        Pin(right=("chp_1",)),
        Pin(left=("art_2__para_1",), right=("art_2", "art_3")),
        Pin(left=("art_1", "art_3"), right=("art_1",)),
    )
    assert found.apart == (("art_3", "art_5"),)


def test_a_part_may_be_kept_from_one_and_linked_to_another():
    found = read("""
    unlink = [{left = "第一条", right = "第一条"}]
    link = [{left = "第一条", right = "第二条"}]
    """)

    assert found == Overrides(
        pins=(Pin(left=("art_1",), right=("art_2",)),), apart=(("art_1", "art_1"),)
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[pin]]", "pin: there is no such table; known: link, unlink, split, join"),
        ("link = 3", "link: write it as [[link]], once for each entry"),
        ("[link]\nleft = '第一条'", "link: write it as [[link]], once for each entry"),
        ("link = [3]", "link[1]: this is no table with left and right"),
        ("[[link]]\nleft = '第一条'", "link[1].right: this side is missing"),
        ("[[unlink]]", "unlink[1]: name left, right or both"),
        (
            "[[link]]\nleft = '第一条'\nright = '第一条'\nrihgt = '第二条'",
            "link[1].rihgt: there is no such key; known: left, right, note",
        ),
        (
            "[[link]]\nleft = 1\nright = '第一条'",
            "link[1].left: this is no name; write an eId or a citation in quotation marks",
        ),
        (
            "[[link]]\nleft = ' '\nright = '第一条'",
            "link[1].left: this is no name; write an eId or a citation in quotation marks",
        ),
        (
            "[[link]]\nleft = '第一条'\nright = ['第一条', '第二条']",
            "link[1].right: one name stands here; several make a [[split]] (on the right) or a [[join]] (on the left)",
        ),
        (
            "[[split]]\nleft = '第一条'\nright = '第二条'",
            "split[1].right: a split names two parts or more here, in a list",
        ),
        (
            "[[join]]\nleft = ['第一条']\nright = '第二条'",
            "join[1].left: a join names two parts or more here, in a list",
        ),
        (
            "[[link]]\nleft = '第一条'\nright = '第一章'",
            "link[1]: a chapter and a provision cannot correspond",
        ),
        (
            "[[link]]\nleft = 'att_1'\nright = '第一条'",
            "link[1]: a provision and an attachment cannot correspond",
        ),
        (
            "[[join]]\nleft = ['第二条', '第二条第一款']\nright = '第一条'",
            "join[1]: art_2__para_1 stands inside another part that is named here",
        ),
        (
            "[[split]]\nleft = '第一条'\nright = ['第二条', 'art_2']",
            "split[1].right: art_2 is named already, in split[1]",
        ),
        (
            "link = [{left = '第一条', right = '第一条'}, {left = '第一条', right = '第二条'}]",
            "link[2].left: art_1 is named already, in link[1]",
        ),
        (
            "link = [{left = '第一条', right = '第一条'}]\nunlink = [{right = 'art_1'}]",
            "unlink[1].right: art_1 is named already, in link[1]",
        ),
        (
            "link = [{left = '第一条', right = '第一条'}]\nunlink = [{left = '第一条', right = '第一条'}]",
            "unlink[1]: art_1 and art_1 are linked as well",
        ),
    ],
    ids=lambda value: value.replace("\n", " ")[:50],
)
def test_nonsense_is_refused_with_its_place(text, message):
    with pytest.raises(BadOverrideError) as caught:
        read(text)

    assert str(caught.value) == f"pairs.toml: {message}"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "name",
    ["第九条", "art_9", "第二条第三款", "《别的法》第一条", "title", "胡言乱语", "第一条、第二条"],
)
def test_what_the_document_does_not_have_is_not_found(name):
    with pytest.raises(UnknownPartError) as caught:
        read(f"[[split]]\nleft = '第一条'\nright = ['第一条', '{name}']")

    assert str(caught.value).startswith(
        f"pairs.toml: split[1].right[2]: 果园条例 has no '{name}'; write an eId"
    )
    assert caught.value.exit_code == 4


def test_a_name_that_means_several_is_ambiguous():
    left = document("第一章　甲\n第一条　果树。\n第二章　乙\n第一条　枯枝。")

    with pytest.raises(
        BadOverrideError,
        match=r"link\[1\].left: '第一条' is ambiguous: chp_1__art_1, chp_2__art_1; write one of these",
    ):
        read_overrides({"link": [{"left": "第一条", "right": "第一条"}]}, left, RIGHT, WORDS)


def test_clauses_of_rules_are_named_as_printed():
    text = "果园制度\n\n1 总则\n\n1.1 果农应当：\n\na) 修剪；\n\nb) 清理。\n\n1.2 另行处理。\n\n1.3 保存。\n"
    rules = policydiff.load(text.encode(), name="rules.txt")
    words = (plugins.dialect("cn_rules").citations,) * 2
    table = (
        '[[link]]\nleft = "1.1(b)"\nright = "1.1b)"\n[[link]]\nleft = "第1.2条"\nright = "1.3"\n'
    )

    with pytest.raises(UnknownPartError):
        read_overrides(tomllib.loads(table.replace("(b)", "(c)")), rules, rules, words)
    assert read_overrides(tomllib.loads(table), rules, rules, words).pins == (
        Pin(left=("art_1.1__para_1__point_b",), right=("art_1.1__para_1__point_b",)),
        Pin(left=("art_1.2",), right=("art_1.3",)),
    )
