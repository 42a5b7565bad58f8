"""Where a new article stands in the tree."""

import pytest

from policydiff.amending.engine.tree.placing import articles, has, put_article
from policydiff.model.document import Block, Provision


def article(number: str) -> Provision:
    return Provision(eid=f"art_{number}", level="article", number=number)


def chapter(number: str, *content) -> Provision:
    return Provision(eid=f"chp_{number}", level="chapter", number=number, content=content)


TREE = (
    chapter(
        "1",
        Provision(
            eid="chp_1__sec_1", level="section", number="1", content=(article("1"), article("2"))
        ),
    ),
    chapter("2", article("3"), article("5")),
    chapter("3"),
)


def shape(nodes) -> list:
    return [
        (node.eid, shape(node.content)) if node.level != "article" else node.number
        for node in nodes
        if isinstance(node, Provision)
    ]


@pytest.mark.parametrize(
    ("number", "hint", "where"),
    [
        ("2-1", None, ("chp_1__sec_1", ["1", "2", "2-1"])),
        ("4", None, ("chp_2", ["3", "4", "5"])),
        ("4", "chp_3", ("chp_3", ["4"])),
        ("3-1", "chp_2", ("chp_2", ["3", "3-1", "5"])),
        ("6", "nowhere", ("chp_2", ["3", "5", "6"])),
        ("0", None, ("chp_1__sec_1", ["0", "1", "2"])),
    ],
)
def test_behind_the_one_before_it_or_in_the_container_that_is_named(number, hint, where):
    nodes = put_article(TREE, article(number), hint)
    eid, numbers = where
    assert f"('{eid}', {numbers})" in str(shape(nodes))
    assert len(articles(nodes)) == 5


def test_in_a_text_without_articles_it_stands_at_the_end():
    assert [
        node.eid for node in put_article((Block(text="甲", eid="p_1"),), article("1"), None)
    ] == ["p_1", "art_1"]


def test_what_stands_below():
    assert has(TREE, "art_2")
    assert not has(TREE, "art_9")
