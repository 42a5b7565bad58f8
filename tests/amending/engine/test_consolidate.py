"""Carrying out decisions: numbers, references, quoted text, lists, and the comparison with a
republished text. All texts are invented.
"""

import json
import pathlib

import pytest
from drafts import load
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.amending.engine.consolidate import WrongBaseError

BASE = """乙省桥梁条例
第一章　总则
第一条　为了管理桥梁，制定本条例。
第二条　桥由村里修。
路由乡里修。
第二章　管理
第三条　有下列情形之一的，不得上桥：
（一）醉酒；
（二）超重；
（三）无灯。
第四条　违反本条例第三条第三项、第五条规定的，罚款五百元。
第五条　桥梁管理机构应当每年检查一次。
第六条　本条例自2010年1月1日起施行。
"""
TITLE = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n"
END = "\n本决定自2020年1月1日起施行。\n《乙省桥梁条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n"


def carry_out(*items: str, against: str | None = None):
    marks = "一二三四五六七八九"
    lines = "\n".join(f"{marks[place]}、{item}" for place, item in enumerate(items))
    return policydiff.consolidate(
        load(BASE), load(TITLE + lines + END), load(against) if against else None
    )


def texts(result) -> dict[str, str]:
    return {article.num: article.text for article in result.document.articles}


def test_references_in_text_that_stays_follow_and_quoted_text_stands():
    found = carry_out(
        "增加一条，作为第三条：“依照本条例第五条，船不上桥。”",
        "将第五条改为第六条，修改为：“依照本条例第三条检查。”",
    )
    assert texts(found)["第三条"] == "依照本条例第五条，船不上桥。"
    assert texts(found)["第五条"] == "违反本条例第四条第三项、第六条规定的，罚款五百元。"
    assert texts(found)["第六条"] == "依照本条例第三条检查。"
    assert list(texts(found)) == [
        "第一条",
        "第二条",
        "第三条",
        "第四条",
        "第五条",
        "第六条",
        "第七条",
    ]


def test_a_new_article_stands_in_the_chapter_of_the_one_before_it():
    found = carry_out("增加一条，作为第三条：“略。”")
    assert [[a.num for a in chapter.children] for chapter in found.document.body[:1]] == [
        ["第一条", "第二条", "第三条"]
    ]


def test_what_remains_of_a_list_is_counted_anew_and_references_follow():
    found = carry_out("删去第三条第二项。")
    assert texts(found)["第三条"] == "有下列情形之一的，不得上桥：\n（一）醉酒；\n（二）无灯。"
    assert "第三条第二项、第五条" in texts(found)["第四条"]


def test_a_new_point_takes_the_mark_of_its_neighbours():
    found = carry_out(
        "第三条增加一项，作为第二项“（二）牵牛”，第二项、第三项相应改为第三项、第四项。"
    )
    assert texts(found)["第三条"].split("\n")[1:] == [
        "（一）醉酒；",
        "（二）牵牛；",
        "（三）超重；",
        "（四）无灯。",
    ]
    assert "第三条第四项" in texts(found)["第四条"]


@pytest.mark.parametrize(
    ("item", "number", "text"),
    [
        ("将第二条第一款修改为：“桥由县里修。”", "第二条", "桥由县里修。\n路由乡里修。"),
        (
            "第二条增加一款，作为第一款：“人人爱桥。”",
            "第二条",
            "人人爱桥。\n桥由村里修。\n路由乡里修。",
        ),
        ("删去第二条第二款。", "第二条", "桥由村里修。"),
        (
            "将第四条中的“五百元”修改为“一千元”。",
            "第四条",
            "违反本条例第三条第三项、第五条规定的，罚款一千元。",
        ),
        ("在第五条中的“每年”后增加“春天”。", "第五条", "桥梁管理机构应当每年春天检查一次。"),
        (
            "第五条末尾增加：“检查结果应当公开。”",
            "第五条",
            "桥梁管理机构应当每年检查一次。检查结果应当公开。",
        ),
        ("删去第五条中的“每年”。", "第五条", "桥梁管理机构应当检查一次。"),
        ("将“桥梁管理机构”修改为“桥管所”。", "第五条", "桥管所应当每年检查一次。"),
        ("将第二条、第三条第一项合并，作为第二条，修改为：“都归村里。”", "第二条", "都归村里。"),
        (
            "将第三条第三项修改为：“（三）无灯的；”",
            "第三条",
            "有下列情形之一的，不得上桥：\n（一）醉酒；\n（二）超重；\n（三）无灯的；",
        ),
    ],
)
def test_one_instruction(item, number, text):
    found = carry_out(item)
    assert texts(found)[number] == text
    assert [
        operation.message for operation in found.operations if operation.status == "failed"
    ] == []


def test_a_repealed_article_leaves_its_number_unless_the_articles_are_counted_anew():
    found = policydiff.consolidate(
        load(BASE), load(TITLE + "一、删去第二条。\n本决定自2020年1月1日起施行。\n")
    )
    assert list(texts(found)) == ["第一条", "第三条", "第四条", "第五条", "第六条"]
    renumbered = carry_out("删去第二条。", "条文顺序作相应调整。")
    assert list(texts(renumbered)) == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert texts(renumbered)["第三条"] == "违反本条例第二条第三项、第四条规定的，罚款五百元。"


def test_an_article_between_numbers_shifts_nothing():
    found = carry_out("增加一条，作为第四条之一：“略。”")
    assert list(texts(found)) == [
        "第一条",
        "第二条",
        "第三条",
        "第四条",
        "第四条之一",
        "第五条",
        "第六条",
    ]


def test_two_new_articles_of_one_number_are_no_silent_loss():
    found = carry_out("增加一条，作为第三条：“甲。”", "增加一条，作为第三条：“乙。”")
    told = [
        ("failed", "item 二 gives this number too"),
        ("failed", "item 一 gives this number too"),
    ]

    assert [(o.status, o.message) for o in found.operations[:2]] == told
    assert texts(found) == {article.num: article.text for article in load(BASE).articles}


def test_an_instruction_that_cannot_be_carried_out_leaves_nothing_half_done():
    found = carry_out("将第三条、第九条合并，作为第三条。", "删去第二条第二款。")
    assert {o.status for o in found.operations if o.instruction == "一"} == {"failed"}
    assert texts(found)["第三条"] == texts(carry_out("删去第二条第二款。"))["第三条"]
    assert len(texts(found)) == 6


def test_a_chapter_heading():
    found = carry_out("第二章章名修改为“养护”。")
    assert found.document.body[1].heading == "养护"


def test_what_does_not_fit_is_failed_and_the_rest_is_carried_out():
    found = carry_out("将第九条修改为：“略。”", "删去第四条中的“一万元”。", "删去第二条第二款。")
    assert [(o.instruction, o.status) for o in found.operations[:3]] == [
        ("一", "failed"),
        ("二", "failed"),
        ("三", "applied"),
    ]
    assert not found.complete


def test_a_decision_that_fits_nowhere_is_refused_with_the_first_reason():
    with pytest.raises(
        WrongBaseError, match="item 一: 第九十条 the base has no such place"
    ) as refused:
        carry_out("将第九十条修改为：“略。”")
    assert refused.value.exit_code == 3


def test_the_new_version_has_the_dates_of_the_decision_and_tells_of_it():
    found = carry_out("删去第二条第二款。")
    assert found.document.dates.in_force == "2020-01-01"
    assert found.document.amendments[-1].decision == found.decision.title
    assert policydiff.from_xml(policydiff.to_xml(found.document)) == found.document


def test_differences_are_tied_to_the_item_that_orders_them_or_to_none():
    official = BASE.replace("桥由村里修。", "桥由省里修。").replace("五百元", "五元")
    found = carry_out("将第二条第一款修改为：“桥由县里修。”", against=official).verification
    assert [(d.num, d.instruction) for d in found.differences] == [
        ("第二条", "一"),
        ("第四条", None),
    ]
    assert (found.exact, found.equal_but_noise, found.articles, found.equal_articles) == (
        False,
        False,
        6,
        4,
    )


def test_a_text_that_differs_in_noise_only_is_equal_but_for_noise():
    official = BASE.replace("桥由村里修。", "桥由县里修。").replace("制定本条例。", "制定 本条例。")
    found = carry_out("将第二条第一款修改为：“桥由县里修。”", against=official).verification
    assert (found.exact, found.equal_but_noise, found.differences) == (False, True, ())


ITEMS = (
    "将第一条修改为：“为了桥，制定本条例。”",
    "删去第二条第二款。",
    "第二条增加一款，作为第一款：“人人爱桥。”",
    "增加一条，作为第三条：“依照本条例第四条办理。”",
    "增加一条，作为第七条之一：“略。”",
    "删去第三条第二项。",
    "第三条增加一项，作为第三项：“（三）牵牛。”",
    "将第四条中的“五百元”修改为“一千元”。",
    "将第五条改为第七条，修改为：“每年检查。”",
    "将“桥”修改为“桥隧”。",
    "将“桥梁”修改为“大桥”。",
    "第二章章名修改为“养护”。",
    "增加一章，作为第三章：\n“第三章　监督\n“第八条　人大监督。”",
)


@settings(max_examples=examples(60))
@given(st.permutations(ITEMS), st.integers(1, 9))
def test_the_order_of_the_items_does_not_matter(items, count):
    chosen = items[:count]
    results = [
        carry_out(*order) for order in (chosen, sorted(chosen), sorted(chosen, reverse=True))
    ]
    assert len({result.document.full_text() for result in results}) == 1
    assert all(result.complete for result in results)


@settings(max_examples=examples(150), deadline=None)
@given(
    st.lists(
        st.text(
            alphabet="将第零一二三十百条款项章节之改为修作删去增加合并，。“”（）至、序言",
            min_size=1,
            max_size=40,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_no_decision_breaks_it(items):
    try:
        found = carry_out("删去第二条第二款。", *items)
    except WrongBaseError:
        return
    assert {operation.status for operation in found.operations} <= {
        "applied",
        "failed",
        "unparsed",
        "context",
        "other-work",
    }


@pytest.mark.corpus
def test_real_decisions_lead_to_the_republished_texts():
    corpus = pathlib.Path(__file__).resolve().parents[4] / "shared" / "corpus"
    if not corpus.exists():
        pytest.skip("the texts are not here")
    for path in sorted(corpus.glob("gold/*.triple.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        base, decision, after = (
            policydiff.load(corpus / "works" / gold["work"] / gold[key])
            for key in ("base", "decision", "after")
        )
        found = policydiff.consolidate(base, decision, after)
        assert {operation.status for operation in found.operations} <= {"applied", "context"}, (
            path.name
        )
        assert len(found.verification.differences) <= 3, path.name


def test_marks_that_change_throughout_change_in_the_numbers_of_items_too():
    base = "丁县桥梁办法\n第一条　下列桥由县管理:\n(一)石桥(长桥);\n(二)木桥。\n第二条　桥上不得停车。\n"
    decision = "丁县人民政府关于修改《丁县桥梁办法》的决定\n一、将第二条中的“停车”修改为“摆摊”。\n二、将本办法中的“(”“)”分别修改为“（”“）”。\n"

    found = policydiff.consolidate(load(base), load(decision))

    assert found.complete
    assert found.document.articles[0].text == "下列桥由县管理:\n（一）石桥（长桥）;\n（二）木桥。"


def test_corner_marks_quote_single_marks_as_they_are():
    base = "丁县桥梁办法\n第一条　“大桥”由县管理。\n第二条　桥上不得停车。\n"
    decision = "丁县人民政府关于修改《丁县桥梁办法》的决定\n一、将第二条修改为：「桥上不得有‘三乱’。」\n二、将第一条中的“县”修改为“省‘桥管处’”。\n"

    found = policydiff.consolidate(load(base), load(decision))

    assert found.complete
    assert [article.text for article in found.document.articles] == [
        "“大桥”由省“桥管处”管理。",
        "桥上不得有‘三乱’。",
    ]


def test_an_article_that_is_quoted_with_its_number_comes_as_it_is_quoted():
    base = "丁县桥梁办法\n第一条　桥由县管理。\n"
    decision = "丁县人民政府关于修改《丁县桥梁办法》的决定\n一、增加一条，作为第二条：“第二条　桥上不得停车．”\n二、增加一条，作为第三条：“桥下可以停船”\n"

    found = policydiff.consolidate(load(base), load(decision))

    assert [article.text for article in found.document.articles[1:]] == [
        "桥上不得停车．",
        "桥下可以停船。",
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("将第四条、第五条合并，作为第四条。", ["第四条", "第五条之一", "第六条"]),
        ("将第五条、第六条合并，作为第五条，修改为：“检查。”", ["第四条", "第五条", "第五条之一"]),
        ("删去第五条。", ["第四条", "第五条之一", "第六条"]),
        ("删去第五条，第五条之一改为第五条。", ["第四条", "第五条", "第六条"]),
        (
            "增加一条，作为第五条：“船不上桥。”",
            ["第四条", "第五条", "第六条", "第六条之一", "第七条"],
        ),
    ],
)
def test_a_number_with_a_sub_stays_where_the_article_before_it_goes(item, expected):
    base = load(BASE.replace("第六条", "第五条之一　人人爱桥。\n第六条"))
    found = policydiff.consolidate(base, load(TITLE + f"一、{item}\n" + END))

    assert [article.num for article in found.document.articles][3:] == expected


@pytest.mark.parametrize("quoted", ["……", "…", "…… ……"])
def test_an_ellipsis_alone_is_no_stretch(quoted):
    found = carry_out(f"将第二条中的“{quoted}”修改为“乙方”。", "删去第二条第二款。")

    assert [operation.status for operation in found.operations[:2]] == ["failed", "applied"]


def test_a_title_has_one_line():
    found = carry_out(
        "将名称中的“桥梁”修改为“桥梁\n渡口”。",
        "将名称修改为：“乙省\n桥梁条例”。",
        "删去第二条第二款。",
    )

    assert {
        operation.message for operation in found.operations if operation.status == "failed"
    } == {"a title has one line"}
