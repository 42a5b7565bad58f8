"""The consolidated text against a republished one: what differs, where, and by whose order. All
texts are invented.
"""

import dataclasses

import planted
import pytest
from drafts import load

import policydiff
from policydiff.amending.engine.compared_parts import remaining
from policydiff.amending.engine.verify import verify
from policydiff.amending.report.lines import marked_redline

TEXT = """乙省桥梁条例
第一章　总则
第一条　为了管理桥梁，制定本条例。
第二条　桥由村里修。
路由乡里修。
第二章　管理
第三条　有下列情形之一的，不得上桥：
（一）醉酒；
（二）超重。
第四条　桥梁管理机构每年检查。
附件一
桥梁名录
东桥
附件二
检查办法
第一条　检查由村里做。
"""
TITLE = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n"
DECISION = "一、将第四条中的“每月”修改为“每年”。\n二、第二章章名修改为“管理”。\n三、将第二条第二款修改为：“路由乡里修。”\n四、将“村里”修改为“县里”。\n"


def compare(ours: str, official: str):
    read = policydiff.read_instructions(load(TITLE + DECISION)).operations
    return verify(
        load(ours),
        load(official),
        [dataclasses.replace(operation, status="applied") for operation in read],
    )


def test_the_same_text_is_exact():
    found = compare(TEXT, TEXT)
    assert (found.exact, found.equal_but_noise, found.articles, found.equal_articles) == (
        True,
        True,
        5,
        5,
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("制定本条例。", "制定 本条例。"), ("不得上桥：", "不得上桥:"), ("总则", "总　则")],
)
def test_spaces_and_the_width_of_marks_are_noise(old, new):
    found = compare(TEXT, TEXT.replace(old, new))
    assert (found.exact, found.differences) == (False, ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("乙省桥梁条例", "乙省桥隧条例", ("title", "名称", None)),
        ("总则", "一般规定", ("heading", "第一章", None)),
        ("第二章　管理", "第二章　养护", ("heading", "第二章", "二")),
        ("每年检查", "每月检查", ("article", "第四条", "一")),
        ("路由乡里修", "路由县里修", ("article", "第二条", "三")),
        ("检查由村里做", "检查由县里做", ("article", "第一条", "四")),
        ("东桥", "西桥", ("attachment", "附件一", None)),
        ("检查办法", "检查规则", ("attachment", "附件二", None)),
        ("修。\n路", "修。路", ("structure", "第二条", "三")),
    ],
    ids=[
        "title",
        "heading",
        "ordered heading",
        "article",
        "paragraph",
        "words anywhere",
        "attachment",
        "title of one",
        "structure",
    ],
)
def test_each_part_of_the_text_counts(old, new, expected):
    (difference,) = compare(TEXT, TEXT.replace(old, new, 1)).differences
    assert (difference.part, difference.num, difference.instruction) == expected


def test_a_difference_of_structure_names_the_places():
    (difference,) = compare(TEXT, TEXT.replace("修。\n路", "修。路", 1)).differences
    assert [(edit.op, edit.text) for edit in difference.edits] == [("delete", "第二款")]
    assert difference.to_dict()["part"] == "structure"


def test_what_only_one_has_is_a_difference():
    found = compare(
        TEXT, TEXT.replace("附件二\n检查办法\n第一条　检查由村里做。\n", "") + "附件三\n规则\n略\n"
    ).differences
    assert [(d.part, d.num) for d in found] == [
        ("attachment", "附件三"),
        ("attachment", "附件二"),
        ("article", "第一条"),
    ]


def test_each_difference_belongs_to_the_item_that_orders_it():
    base = TEXT.replace("每年", "每月")
    official = (
        TEXT.replace("每年", "每天")
        .replace("第二章　管理", "第二章　养护")
        .replace("路由乡里修", "路由省里修")
        .replace("制定", "发布")
    )
    made = load(TITLE + DECISION.replace("村里", "桥梁管理机构", 1))
    found = policydiff.consolidate(load(base), made, load(official)).verification.differences
    assert [(d.num, d.instruction) for d in found] == [
        ("第一条", None),
        ("第二条", "三"),
        ("第二章", "二"),
        ("第四条", "一"),
    ]


def test_another_paragraph_of_the_article_is_not_what_the_item_orders():
    made = load(
        TITLE
        + "一、将第二条第二款修改为：“路由乡里修。”\n二、删去第九条。\n三、第一条修改为：“略。”\n四、第三条修改为：“略。”\n"
    )
    official = TEXT.replace("桥由村里修", "桥由省里修")
    found = policydiff.consolidate(load(TEXT), made, load(official)).verification.differences
    assert next(d.instruction for d in found if d.num == "第二条") is None


FAULTS = (
    planted.words,
    planted.gone,
    planted.twice,
    planted.swapped,
    planted.other_cells,
    planted.under_others,
    planted.other_paragraphs,
)


def faulty(change) -> list[policydiff.Document]:
    document = planted.whole()
    if change is planted.titles_and_attachments:
        return list(change(document))
    return list(planted.planted(change, document))


@pytest.mark.parametrize(
    "change", [planted.titles_and_attachments, *FAULTS], ids=lambda change: change.__name__
)
def test_no_planted_fault_is_equal(change):
    document, found = planted.whole(), faulty(change)
    assert found
    for other in found:
        for ours, official in ((document, other), (other, document)):
            verification = verify(ours, official, ())
            assert verification.differences
            assert not verification.exact
            assert remaining(ours, official)


def test_the_same_text_read_from_other_lines_is_equal():
    loose = planted.TEXT.replace("。", "。 ").replace("：", ":").replace("\n\n", "\n\n\n")
    other = policydiff.load(loose.encode(), name="text.md")
    found = verify(planted.whole(), other, ())
    assert (found.exact, found.differences) == (False, ())
    assert verify(planted.whole(), planted.whole(), ()).exact
    assert not remaining(planted.whole(), planted.whole())


def test_what_stands_around_the_text_is_not_compared():
    noted = planted.TEXT.replace(
        "序言\n", "（2020年1月5日乙省人民代表大会常务委员会通过）\n\n序言\n", 1
    )
    other = policydiff.load(noted.encode(), name="text.md")
    assert other.dates != planted.whole().dates
    assert verify(planted.whole(), other, ()).exact


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "本章是说明",
            "本章不是说明",
            ("block", "第一章", "本章[-是-]{+不是+}说明。\n说明另有附图。"),
        ),
        ("本节另有说明", "本节没有说明", ("block", "第二章第一节", "本节[-另有-]{+没有+}说明。")),
        ("附则\n", "", ("block", None, "[-附则-]")),
        (
            "本办法由县里制定",
            "本办法由省里制定",
            ("block", "附件二", "本办法由[-县里-]{+省里+}制定。"),
        ),
        (
            "| 10元 | |",
            "| | 10元 |",
            ("article", "第四条", "马车\t[-10元-]\t{+10元+}"),
        ),
        (
            "修。渡口由县里管。\n\n",
            "修。\n\n渡口由县里管。",
            ("article", "第二条", "桥由村里修。[-渡口由县里管。-]\n{+渡口由县里管。+}路由乡里修。"),
        ),
    ],
)
def test_a_difference_names_its_place_and_shows_the_words(old, new, expected):
    official = policydiff.load(planted.TEXT.replace(old, new, 1).encode(), name="text.md")
    (found,) = verify(planted.whole(), official, ()).differences
    assert (found.part, found.num, marked_redline(found)) == expected


def test_an_article_under_another_heading_names_both():
    article = "路由乡里修。\n第二章　管理\n第三条　有下列情形之一的，不得上桥：\n"
    official = TEXT.replace(
        article, "路由乡里修。\n第三条　有下列情形之一的，不得上桥：\n"
    ).replace("（二）超重。\n", "（二）超重。\n第二章　管理\n")
    (found,) = compare(TEXT, official).differences
    assert (found.part, found.num, marked_redline(found)) == (
        "structure",
        "第三条",
        "[-第二章-]{+第一章+}",
    )
    assert compare(TEXT, official).equal_articles == 4


def test_a_paragraph_without_a_number_belongs_to_no_item_on_its_chapter():
    made = load(TITLE + "一、第一章章名修改为“概则”。\n")
    base = TEXT.replace("总则\n", "总则\n本章是说明。\n")
    official = base.replace("总则", "概则").replace("本章是说明", "本章不是说明")
    (found,) = policydiff.consolidate(load(base), made, load(official)).verification.differences
    assert (found.part, found.num, found.instruction) == ("block", "第一章", None)


def test_sentences_that_were_not_read_are_counted():
    made = load(TITLE + "一、将第四条中的“每年”修改为“每月”。\n二、第一条把制定换成发布。\n")
    official = TEXT.replace("每年", "每月").replace("制定", "发布")
    found = policydiff.consolidate(load(TEXT), made, load(official)).verification
    assert [(one.num, one.instruction) for one in found.differences] == [("第一条", None)]
    assert found.unparsed == 1
    assert verify(load(TEXT), load(official), None).unparsed is None
