"""Which work and which provision a citation means."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from policydiff.citing.actions.cited_texts import numbering
from policydiff.citing.engine.resolution import identify, is_form, leads_to, resolve
from policydiff.model.cited import CitedPlace, CitingPlace, Mention
from policydiff.model.document import Provision
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.reading.load import load
from policydiff.text.traditions.mainland.cn_law import DIALECT

WORDS = DIALECT.citations
PLACE = CitingPlace(
    uri=None,
    title="示例办法",
    date="2020-01-01",
    eid="art_1",
    number="第一条",
    span=(2, 6),
    text="河道法第",
)
MENTION = Mention(place=PLACE, name="河道法", steps=(("article", "2"),))
CITED = CitedPlace(uri="/x", title="河道法", date=None, basis="published")


@dataclass(frozen=True)
class Work:
    title: str
    jurisdiction: str = "cn"
    stage: str | None = None
    uri: str = ""


LAW, LOCAL, OTHER, DRAFT = (
    Work("河道法"),
    Work("河道法", "cn-bj"),
    Work("河道法", "cn-sh"),
    Work("河道法", stage="草案"),
)


def named(*works: Work):
    return lambda name: tuple(work for work in works if work.title == name)


@pytest.mark.parametrize(
    ("works", "jurisdiction", "expected"),
    [
        ((), "cn", ()),
        ((LAW,), "cn-bj", (LAW,)),
        ((LAW, LOCAL), "cn-bj", (LOCAL,)),
        ((LAW, LOCAL), "cn-gd", (LAW,)),
        ((LOCAL, OTHER), "cn-gd", (LOCAL, OTHER)),
        ((LAW, DRAFT), "cn", (LAW,)),
        ((DRAFT,), "cn", (DRAFT,)),
    ],
)
def test_which_of_several_works(
    works: tuple[Work, ...], jurisdiction: str, expected: tuple[Work, ...]
) -> None:
    assert identify(MENTION, jurisdiction, WORDS, named(*works))[1] == expected


def test_words_before_a_name_without_marks_are_none_of_it() -> None:
    mention = replace(
        MENTION,
        name="由河道法",
        quoted=False,
        place=replace(PLACE, text="由河道法第二条", span=(2, 9)),
    )

    shorter, works = identify(mention, "cn", WORDS, named(LAW))

    assert works == (LAW,)
    assert (shorter.name, shorter.place.text, shorter.place.span) == (
        "河道法",
        "河道法第二条",
        (3, 9),
    )


@pytest.mark.parametrize(("name", "quoted"), [("劳动河道法", False), ("由河道法", True)])
def test_the_end_of_another_title_is_not_taken(name: str, quoted: bool) -> None:
    mention = replace(MENTION, name=name, quoted=quoted)

    assert identify(mention, "cn", WORDS, named(LAW)) == (mention, ())


def index(text: str) -> ProvisionIndex:
    return index_document(load(text.encode(), name="invented.txt"))


def number(index: ProvisionIndex, eid: str) -> str:
    node = index.by_eid[eid]
    return (node.num if isinstance(node, Provision) else None) or ""


HEAD = "示例河道法\n\n"
LAW_TEXT = index(
    HEAD
    + "第一条　甲。\n\n第二条　乙。\n丙：\n（一）丁；\n（二）戊。\n\n第三条　己。\n\n第四条　庚。\n"
)
BOOK = index(HEAD + "第三编　合同\n\n第四百六十三条　甲。\n\n第四百六十四条　乙。\n")


@pytest.mark.parametrize(
    ("steps", "index", "expected"),
    [
        ((), LAW_TEXT, ("resolved", None)),
        ((("article", "2"),), LAW_TEXT, ("resolved", "art_2")),
        ((("article", "2"), ("point", "2")), LAW_TEXT, ("resolved", "art_2__para_2__point_2")),
        ((("article", "1"), ("paragraph", "1")), LAW_TEXT, ("resolved", "art_1__para_1")),
        ((("article", "1"), ("paragraph", "2")), LAW_TEXT, ("dangling", "art_1")),
        ((("article", "9"),), LAW_TEXT, ("dangling", None)),
        ((("chapter", "1"),), LAW_TEXT, ("dangling", None)),
        ((("article", "464"),), BOOK, ("resolved", "art_464")),
        ((("article", "12"),), BOOK, ("not stored", None)),
        ((("part", "1"),), BOOK, ("not stored", None)),
    ],
)
def test_what_a_citation_leads_to(
    steps, index: ProvisionIndex, expected: tuple[str, str | None]
) -> None:
    found = resolve(replace(MENTION, steps=steps), CITED, index, number)

    assert found.cited is not None
    assert (found.status, found.cited.eid) == expected


def test_a_range_has_two_ends() -> None:
    found = resolve(replace(MENTION, end=(("article", "4"),)), CITED, LAW_TEXT, number)

    assert found.cited is not None
    assert (found.cited.number, found.cited.end_number) == ("第二条", "第四条")


@pytest.mark.parametrize(
    ("begin", "end", "eid", "expected"),
    [
        ("art_2", None, "art_2", True),
        ("art_2__para_2__point_1", None, "art_2", True),
        ("art_2", None, "art_2__para_1", False),
        ("art_1", "art_3", "art_2", True),
        ("art_1", "art_3", "art_2__para_2", True),
        ("art_1", "art_3", "art_3", True),
        ("art_1", "art_3", "art_4", False),
        (None, None, "art_1", False),
    ],
)
def test_whether_a_citation_is_of_a_provision(
    begin: str | None, end: str | None, eid: str, expected: bool
) -> None:
    assert leads_to(begin, end, eid, LAW_TEXT) is expected


def test_forms_are_no_works() -> None:
    assert is_form(replace(MENTION, name="渡口登记表", steps=()), WORDS)
    assert not is_form(replace(MENTION, name="渡口登记表"), WORDS)
    assert not is_form(replace(MENTION, steps=()), WORDS)


LAKE = """示例湖条例

第一条　船主应当：

（一）系缆；

（二）点灯。

夜间应当：

（一）鸣笛；

（二）减速。

第二条　禁止捕鱼。

禁止游泳。

第三条　下列船只除外：

（一）渡船。
"""

AMENDMENT = """示例湖条例修正案（二）

一、将示例湖条例第二条修改为：“禁止下列行为：

“（一）捕鱼；

“（二）游泳。

“违反前款规定的，处十元罚款。”

二、删去示例湖条例第三条。
"""


@pytest.mark.parametrize(
    ("text", "steps", "expected"),
    [
        (LAKE, (("article", "2"), ("point", "2")), ("dangling", "第二条", "第（二）项", "absent")),
        (LAKE, (("article", "2"), ("paragraph", "3")), ("dangling", "第二条", "第三款", "absent")),
        (
            LAKE,
            (("article", "2"), ("point", "2-1")),
            ("dangling", "第二条", "第（二）项之一", "absent"),
        ),
        (LAKE, (("article", "2"), ("paragraph", "2")), ("resolved", "第二条第二款", None, None)),
        (
            LAKE,
            (("article", "2"), ("paragraph", "2"), ("point", "1")),
            ("dangling", "第二条第二款", "第（一）项", "absent"),
        ),
        (LAKE, (("article", "1"), ("point", "2")), ("resolved", "第一条", "第（二）项", "several")),
        (
            LAKE,
            (("article", "3"), ("point", "1")),
            ("resolved", "第三条第一款第（一）项", None, None),
        ),
        (LAKE, (("article", "9"), ("point", "1")), ("dangling", None, None, None)),
        (LAKE, (("chapter", "2"),), ("dangling", None, None, None)),
        (AMENDMENT, (("article", "1"),), ("resolved", "一", None, None)),
        (AMENDMENT, (("article", "1"), ("paragraph", "2")), ("resolved", "一", "第二款", "quoted")),
        (AMENDMENT, (("article", "1"), ("point", "2")), ("resolved", "一", "第（二）项", "quoted")),
        (
            AMENDMENT,
            (("article", "1"), ("paragraph", "2"), ("point", "1")),
            ("dangling", "一", "第二款第（一）项", "absent"),
        ),
        (AMENDMENT, (("article", "1"), ("paragraph", "3")), ("dangling", "一", "第三款", "absent")),
        (AMENDMENT, (("article", "2"), ("paragraph", "2")), ("dangling", "二", "第二款", "absent")),
    ],
)
def test_a_part_that_an_article_does_not_have_leads_to_the_article(
    text: str, steps: tuple[tuple[str, str], ...], expected: tuple[str | None, ...]
) -> None:
    found = resolve(replace(MENTION, steps=steps), CITED, index(text), numbering)

    assert found.cited is not None
    cited = found.cited
    assert (found.status, cited.number, cited.part, cited.part_is) == expected
    assert (cited.doubt is None) == (cited.part is None)
    assert not found.outdated


RULES = """示例公司河道制度

一、总则

1.1 甲。

1.2 乙。

二、巡查

2.1 每日巡查：

(a) 上午；

(b) 下午。

三、报告

1. 逐级报告。

2. 书面报告。
"""


@pytest.mark.parametrize(
    ("steps", "eid"),
    [
        ((("article", "1.2"),), "art_1.2"),
        ((("article", "2.1"), ("point", "b")), "art_2.1__para_1__point_b"),
        ((("article", "2"),), "chp_2"),
        ((("article", "3.2"),), None),
        ((("article", "9.9"),), None),
    ],
)
def test_a_clause_of_a_rule_is_cited(steps, eid):
    index = index_document(load(RULES.encode(), name="rules.txt"))
    citation = resolve(replace(MENTION, steps=steps), CITED, index, numbering)

    if steps == (("article", "3.2"),):
        eid = next(node.eid for node in index.document.provisions if node.num == "2.")
    assert citation.cited is not None
    assert citation.cited.eid == eid
    assert (citation.status == "resolved") == (eid is not None)
