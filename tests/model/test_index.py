"""The index: what the steps of a citation name in a document. The texts are invented."""

import pytest

from policydiff.model.document import Attachment, Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.index import descend, index_document, mark_family


def node(level, number, num, *content):
    return Provision(eid="", level=level, number=number, num=num, content=content)


POLICY = name_document(
    Document(
        title="关于花园的意见",
        kind="opinion",
        dialect="cn_policy",
        body=(
            node(
                "chapter",
                "1",
                "一、",
                node("article", "1", "（一）", node("point", "1", "1．", Block(text="甲"))),
                node("article", "2", "（二）"),
            ),
            node(
                "chapter",
                "2",
                "二、",
                node("article", "1", "（一）"),
                node("article", "2", "（二）"),
                node("article", "3", "（三）"),
            ),
            node("article", "3", "三、"),
        ),
    )
)
LAW = name_document(
    Document(
        title="花园法",
        kind="law",
        dialect="cn_law",
        preamble=(Block(text="序言", role="heading"), Block(text="甲"), Block(text="乙")),
        body=(
            node(
                "chapter",
                "1",
                "第一章",
                node(
                    "article",
                    "1",
                    "第一条",
                    node(
                        "paragraph",
                        "1",
                        None,
                        node("point", "1", "（一）"),
                        node("point", "2", "（二）"),
                    ),
                ),
            ),
            node(
                "chapter",
                "2",
                "第二章",
                node(
                    "article",
                    "2",
                    "第二条",
                    node("paragraph", "1", None, node("point", "1", "（一）")),
                    node("paragraph", "2", None, node("point", "1", "（一）")),
                ),
            ),
        ),
        attachments=(
            Attachment(eid="", number="1", num="附件", content=(node("article", "1", "第一条"),)),
        ),
    )
)
FOUND = {
    "article": (LAW, (("article", "2"),), "art_2"),
    "point without its paragraph": (
        LAW,
        (("article", "1"), ("point", "2")),
        "art_1__para_1__point_2",
    ),
    "point of two paragraphs": (LAW, (("article", "2"), ("point", "1")), None),
    "article in its chapter": (LAW, (("chapter", "2"), ("article", "2")), "art_2"),
    "article in another chapter": (LAW, (("chapter", "1"), ("article", "2")), None),
    "paragraph of the preamble": (LAW, (("preamble", "2"),), "preamble__p_3"),
    "paragraph zero of the preamble": (LAW, (("preamble", "0"),), None),
    "attachment": (LAW, (("attachment", "1"),), "att_1"),
    "article of an attachment": (LAW, (("attachment", "1"), ("article", "1")), "att_1__art_1"),
    "no steps": (LAW, (), None),
    "marks": (POLICY, (("enumeration", "2"), ("bracketed", "1")), "chp_2__art_1"),
    "marks down to the digits": (
        POLICY,
        (("enumeration", "1"), ("bracketed", "1"), ("dotted", "1")),
        "chp_1__art_1__point_1",
    ),
    "one mark": (POLICY, (("enumeration", "3"),), "art_3"),
    "one mark that occurs once": (POLICY, (("bracketed", "3"),), "chp_2__art_3"),
    "one mark that occurs twice": (POLICY, (("bracketed", "1"),), None),
    "a mark that is not there means the article": (LAW, (("enumeration", "2"),), "art_2"),
    "marks that are not there": (LAW, (("enumeration", "2"), ("bracketed", "9")), None),
}


@pytest.mark.parametrize(("document", "steps", "eid"), FOUND.values(), ids=FOUND.keys())
def test_find(document, steps, eid):
    found = index_document(document).find(steps)

    assert (found.eid if found else None) == eid


@pytest.mark.parametrize(
    ("num", "family"),
    [
        ("一、", "enumeration"),
        ("（一）", "bracketed"),
        ("(一)", "bracketed"),
        ("1．", "dotted"),
        ("（1）", "bracketed-digit"),
        ("第一条", None),
        (None, None),
    ],
)
def test_mark_family(num, family):
    assert mark_family(num) == family


def test_ancestors_and_levels():
    index = index_document(LAW)

    assert list(index.ancestors("art_1__para_1__point_1")) == ["art_1__para_1", "art_1", "chp_1"]
    assert index.at_level("art_1__para_1__point_1", "article").eid == "art_1"
    assert index.at_level("att_1", "article") is None
    assert index.order["art_1"] < index.order["att_1"]


def test_an_article_is_found_by_what_it_prints():
    law = name_document(
        Document(
            title="花园法",
            kind="law",
            dialect="cn_law",
            body=(
                node("article", "1", "第一条"),
                node("article", "2", "第 二条"),
                node("article", "2", "第二条"),
            ),
            attachments=(
                Attachment(
                    eid="", num="附件", number="1", content=(node("article", "3", "第三条"),)
                ),
            ),
        )
    )
    index = index_document(law)

    assert index.printed("第一条") is law.body[0]
    assert index.printed("第二条") is index.find((("article", "2"),)) is law.body[1]
    assert index.printed("第三条") is None
    assert index.printed("第九条") is None


@pytest.mark.parametrize("num", ["1．", "（一）", "一、"])
def test_a_mark_is_left_to_the_citations(num):
    policy = name_document(
        Document(
            title="意见", kind="opinion", dialect="cn_policy", body=(node("article", "1", num),)
        )
    )

    assert index_document(policy).printed(num) is None


def test_of_two_nodes_with_one_eid_the_first_is_known_and_nothing_stands_in_itself():
    inner = Provision(
        level="article",
        number="1",
        num="第一条",
        eid="art_1",
        content=(Block(text="甲。", eid="art_1__p_1"),),
    )
    outer = Provision(level="article", number="1", num="第一条", eid="art_1", content=(inner,))
    index = index_document(Document(title="甲法", kind="law", dialect="cn_law", body=(outer,)))

    assert index.by_eid["art_1"] is outer
    assert list(index.ancestors("art_1")) == []
    assert list(index.ancestors("art_1__p_1")) == ["art_1"]


@pytest.mark.parametrize("document", [POLICY, LAW])
@pytest.mark.parametrize(
    "steps",
    [
        (("article", "1"),),
        (("article", "3"),),
        (("article", "9"),),
        (("chapter", "1"), ("article", "2")),
        (("article", "1"), ("point", "1")),
        (("point", "1"),),
        (("attachment", "1"),),
    ],
)
def test_an_index_leads_below_nodes_as_a_walk_does(document, steps):
    index = index_document(document)
    for nodes in (document.body, *(one.content for one in document.provisions)):
        for _ in range(2):
            assert index.below(nodes, steps) == descend(nodes, steps)
