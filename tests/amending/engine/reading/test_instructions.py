"""Every form of instruction, what stands between them, and that no sentence is lost. All texts are
invented.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policydiff
from policydiff.amending.engine.consolidate import WrongBaseError
from policydiff.amending.engine.reading.builders import BUILDERS
from policydiff.amending.engine.reading.instructions import read_item
from policydiff.model.document import Block, Document, Quoted, walk_blocks
from policydiff.text.numerals import write_number
from policydiff.text.traditions.mainland.amending import FORMS

TITLE = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n"


def read(text: str) -> list[str]:
    return [line(operation) for operation in read_item((Block(text=text),))]


def line(operation) -> str:
    parts = f"{operation.kind} {operation.target_num or ''} → {operation.result_num or ''}"
    return parts.replace("  →", " →").removesuffix(" → ").removesuffix(" →").strip()


def decision(*lines: str) -> Document:
    return policydiff.load((TITLE + "\n".join(lines)).encode(), name="decision.txt")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_form_reads_its_example(form):
    assert tuple(read(form.example)) == form.expected


def test_every_form_has_a_builder():
    assert {form.name for form in FORMS} == set(BUILDERS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "将第四条第一款、第三款和第六条修改为：“略。”",
            ["substitution 第四条第一款", "substitution 第四条第三款", "substitution 第六条"],
        ),
        (
            "第七条至第九条改为第八条至第十条。",
            ["renumbering 第七条至第九条 → 第八条至第十条"],
        ),
        (
            "第二条、第四条至第六条改为第三条至第六条。",
            [
                "renumbering 第二条 → 第三条",
                "renumbering 第四条 → 第四条",
                "renumbering 第五条 → 第五条",
                "renumbering 第六条 → 第六条",
            ],
        ),
        ("删去第十、十一条之一。", ["repeal 第十条", "repeal 第十一条之一"]),
        ("删去第二、三条第一款。", ["repeal 第二条第一款", "repeal 第三条第一款"]),
        ("将第三条至第五条中的“县”修改为“市”。", ["substitution 第三条至第五条"]),
        (
            "将第三条至第四条改为第四条至第五条，修改为：“第四条　甲。\n第五条　乙。”",
            [
                "renumbering 第三条至第四条 → 第四条至第五条",
                "substitution 第三条 → 第四条",
                "substitution 第四条 → 第五条",
            ],
        ),
        ("增加一条，作为第十条之一：“略。”", ["insertion → 第十条之一"]),
        ("第三条增加一项，作为第（四）项：“（四）渡船；”", ["insertion 第三条 → 第三条第四项"]),
        (
            "第五条增加一款，作为第二款：“略。”第二款改为第三款。",
            ["insertion 第五条 → 第五条第二款", "renumbering 第五条第二款 → 第五条第三款"],
        ),
        ("将序言第二自然段修改为：“略。”", ["substitution 序言第二自然段"]),
        ("将引言修改为：“略。”", ["substitution 引言"]),
        ("第二章章名修改为“渡口”。", ["substitution 第二章标题"]),
        ("第二章增加一节，作为第三节“渡船”。", ["insertion 第二章 → 第二章第三节"]),
        ("将“桥管处”修改为“桥梁管理机构”。", ["substitution"]),
        (
            "第八条中的“五日”修改为“三日”，“十日”修改为“七日”。",
            ["substitution 第八条", "substitution 第八条"],
        ),
        (
            "第二条中“桥”修改为“桥梁”。这一条相应修改为：“略。”",
            ["substitution 第二条", "substitution 第二条"],
        ),
        ("将附件二第三条修改为：“略。”", ["substitution 附件二第三条"]),
    ],
)
def test_places_follow_from_what_was_said_before(text, expected):
    assert read(text) == expected


def test_words_are_paired_in_their_order():
    (first, second) = read_item((Block(text="将第一条中的“县”、“乡”分别修改为“市”、“镇”。"),))
    assert [(o.old, o.text) for o in (first, second)] == [("县", "市"), ("乡", "镇")]


def test_new_text_of_several_paragraphs_is_one_text():
    found = policydiff.read_instructions(
        decision("一、将第二条修改为：", "“桥由村里修。", "“路由乡里修。”", "二、删去第三条。")
    ).to_dict()["operations"]
    assert [(o["instruction"], o["kind"], o["text"]) for o in found] == [
        ("一", "substitution", "桥由村里修。\n路由乡里修。"),
        ("二", "repeal", None),
    ]


def test_new_text_without_quotation_marks_ends_where_the_next_instruction_begins():
    nodes = (
        Block(text="增加一条，作为第四条。内容如下："),
        Block(text="桥由村里修。"),
        Block(text="第四条相应改为第五条。"),
    )
    assert [(line(o), o.text) for o in read_item(nodes)] == [
        ("insertion → 第四条", "桥由村里修。"),
        ("renumbering 第四条 → 第五条", None),
    ]


def test_quoted_old_text_may_stand_in_a_paragraph_of_its_own():
    nodes = (
        Block(text="第一条："),
        Quoted(content=(Block(text="旧文。"),)),
        Block(text="修改为："),
        Quoted(content=(Block(text="新文。"),)),
    )
    (operation,) = read_item(nodes)
    assert (operation.old, operation.text) == ("旧文。", "新文。")


def test_a_decision_on_many_works_names_the_work_of_each_item():
    found = policydiff.read_instructions(
        policydiff.load(
            (
                "乙省人民政府关于修改《乙省桥梁办法》等二件规章的决定\n对《乙省桥梁办法》等二件规章作如下修改：\n"
                "一、修改《乙省桥梁办法》\n1.删除第二条。\n2.将第三条修改为：“略。”\n"
                "二、修改《乙省渡口办法》\n1.删除第五条。\n2.条文顺序作相应调整。\n本决定自2021年1月1日起施行。\n"
            ).encode(),
            name="decision.txt",
        )
    )
    assert [(o.instruction, o.work) for o in found.operations if o.status == "parsed"] == [
        ("一、1", "乙省桥梁办法"),
        ("一、2", "乙省桥梁办法"),
        ("二、1", "乙省渡口办法"),
        ("二、2", "乙省渡口办法"),
    ]


def test_what_no_form_fits_stands_as_unparsed_with_its_words():
    found = policydiff.read_instructions(
        decision("一、第二条重新考虑。", "二、删去第三条。", "本决定自公布之日起施行。")
    )
    assert [operation.text for operation in found.unparsed] == ["第二条重新考虑。"]
    assert [operation.status for operation in found.operations] == ["unparsed", "parsed", "context"]


def test_as_many_places_must_come_as_go():
    found = list(read_item((Block(text="第二条、第三条改为第四条。"),)))
    assert [(operation.status, operation.message) for operation in found] == [
        ("parsed", None),
        ("failed", "as many places must come as go"),
    ]


def test_the_signs_that_stand_for_quotations_are_no_quotations_in_a_source():
    assert [operation.status for operation in read_item((Block(text="将第一条修改为⟦7⟧。"),))] == [
        "unparsed"
    ]


@given(st.text(alphabet="将第一二三条款项改为修删去增加，。；：“”⟦0⟧作至、（）\n ", max_size=60))
def test_reading_is_total(text):
    for operation in read_item((Block(text=text),)):
        assert operation.status in ("parsed", "context", "unparsed", "failed")
        assert (
            operation.text
            or operation.steps
            or operation.result_steps
            or operation.old
            or operation.kind == "renumbering"
        )


def test_an_operation_names_its_item_or_else_its_paragraph():
    numbered = decision(
        "一、删去第三条。", "二、第四条增加一款，作为第二款：", "“略。”", "本决定自公布之日起施行。"
    )
    loose = decision(
        "对《乙省桥梁条例》作如下修改：", "删去第三条。", "将第四条改为第三条。删去第五条。"
    )

    assert [(o.kind, o.source) for o in policydiff.read_instructions(numbered).operations] == [
        ("repeal", "art_1"),
        ("insertion", "art_2"),
        ("context", "p_1"),
    ]
    blocks = {block.eid: block.text for block in walk_blocks(loose)}
    found = [(o.kind, blocks[o.source]) for o in policydiff.read_instructions(loose).operations]
    assert found == [
        ("context", "对《乙省桥梁条例》作如下修改："),
        ("repeal", "删去第三条。"),
        ("renumbering", "将第四条改为第三条。删去第五条。"),
        ("repeal", "将第四条改为第三条。删去第五条。"),
    ]


def test_items_take_time_in_proportion_to_their_number(grows_evenly):
    def read(items: int) -> None:
        lines = [
            f"{write_number(place)}、将第{write_number(place)}条改为第{write_number(place + 1)}条，第一款修改为：“桥由村里修。\n“路由乡里修。”\n"
            f"删去第{write_number(place)}条第二款中的“桥”和第三款中的“路”。"
            for place in range(1, items + 1)
        ]
        made = decision(*lines)
        assert len(policydiff.read_instructions(made).operations) == 4 * items

    read(30)
    grows_evenly(read, 1200)


SEVERAL = "# 丙县人民代表大会常务委员会关于修改部分地方性法规的决定\n丙县人民代表大会常务委员会决定作如下修改：\n"
ONE = "# 丙县人民代表大会常务委员会关于修改《丙县渡口条例》的决定\n丙县人民代表大会常务委员会决定作如下修改：\n"
FERRIES = "丙县渡口条例\n第一条　渡口由村里修。\n第二条　渡口应当有船。\n第三条　渡口应当有桨。\n"


def carried_out(text: str) -> list[tuple[str | None, str]]:
    """Operations with the works that they are for, and what became of them in the law on
    ferries.
    """
    found = policydiff.consolidate(
        policydiff.load(FERRIES.encode(), name="law.txt"),
        policydiff.load(text.encode(), name="decision.md", dialect="cn_decision"),
    )
    return [
        (operation.work, operation.status)
        for operation in found.operations
        if operation.kind != "context"
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "关于《丙县桥梁条例》",
        "对《丙县桥梁条例》作如下修改：",
        "现对《丙县桥梁条例》作如下修改：",
        "二、《丙县桥梁条例》",
        "二、关于《丙县桥梁条例》的修改",
        "## 《丙县桥梁条例》",
        "## 二、《丙县桥梁条例》",
        "## 关于《丙县桥梁条例》",
    ],
)
@pytest.mark.parametrize("item", ["1.删去第二条。", "（一）删去第二条。", "删去第二条。"])
@pytest.mark.parametrize(
    "opening",
    [f"{SEVERAL}一、《丙县渡口条例》\n1.删去第三条。\n", f"{ONE}一、删去第三条。\n"],
    ids=["several", "one"],
)
def test_what_is_said_under_the_heading_of_another_work_is_said_of_that(opening, heading, item):
    found = carried_out(f"{opening}{heading}\n{item}\n")

    assert [status for _, status in found] == ["applied", "other-work"]
    assert found[-1][0] == "丙县桥梁条例"


@pytest.mark.parametrize(
    "heading",
    [
        "《丙县桥梁条例》修改意见若干",
        "清理《丙县桥梁条例》的有关问题若干事项及其说明：",
        "关于丙县桥梁条例的说明",
        "（二）关于丙县桥梁条例的修改",
    ],
)
@pytest.mark.parametrize(
    "opening",
    [f"{SEVERAL}一、《丙县渡口条例》\n1.删去第三条。\n", f"{ONE}一、删去第三条。\n"],
    ids=["several", "one"],
)
def test_nothing_is_carried_out_behind_a_line_that_names_another_work_and_is_not_understood(
    opening, heading
):
    found = carried_out(f"{opening}{heading}\n1.删去第二条。\n")

    assert [status for _, status in found][:1] == ["applied"]
    assert "applied" not in [status for _, status in found[1:]]


def test_a_sentence_that_is_not_understood_and_names_another_work_ends_what_was_said_of_the_former():
    found = list(
        read_item(
            (
                Block(
                    text="删去第三条。《丙县桥梁条例》第二条的语气缓和一些。删去第四条。删去《丙县木桥条例》第五条。"
                ),
            )
        )
    )

    assert [(operation.work, operation.status) for operation in found] == [
        (None, "parsed"),
        ("丙县桥梁条例", "unparsed"),
        (None, "failed"),
        ("丙县木桥条例", "parsed"),
    ]
    assert "names 《丙县桥梁条例》" in (found[2].message or "")


def test_a_work_that_a_sentence_rests_on_ends_nothing():
    found = list(
        read_item(
            (Block(text="删去第三条。根据《丙县桥梁条例》第三条的语气缓和一些。删去第四条。"),)
        )
    )

    assert [operation.status for operation in found if operation.kind != "context"] == [
        "parsed",
        "parsed",
    ]


def test_one_work_of_several_that_no_item_names_is_not_guessed():
    with pytest.raises(
        WrongBaseError, match="the decision amends several works and does not say which is meant"
    ):
        carried_out(f"{SEVERAL}一、删去第三条。\n")


def test_a_short_title_of_one_of_several_works_is_that_work():
    text = f"{SEVERAL}一、对《丙县渡口条例》（以下简称《条例》）作如下修改：删去第三条。\n二、删去《条例》第二条。\n三、删去《丙县桥梁条例》第二条。\n"

    assert carried_out(text) == [
        ("丙县渡口条例", "applied"),
        ("丙县渡口条例", "applied"),
        ("丙县桥梁条例", "other-work"),
    ]


def test_words_that_change_throughout_several_works_are_one_operation_for_each():
    found = carried_out(
        f"{SEVERAL}一、将《丙县渡口条例》《丙县桥梁条例》和《丙县木桥条例》中的“应当”统一修改为“必须”。\n"
    )

    assert found == [
        ("丙县渡口条例", "applied"),
        ("丙县桥梁条例", "other-work"),
        ("丙县木桥条例", "other-work"),
    ]


def test_what_a_decision_on_one_work_opens_with_leaves_its_items_alone():
    title, opening = ONE.split("\n")[:2]
    found = carried_out(
        f"{title}\n《丙县桥梁条例》的若干问题及其说明：\n{opening}\n一、删去第二条。\n二、删去第三条。\n"
    )

    assert [status for _, status in found] == ["applied", "applied"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("“甲”“乙”", "“丁”“戊”", [("parsed", "甲", "丁"), ("parsed", "乙", "戊")]),
        ("“甲”“乙”", "“丁”", [("parsed", "甲", "丁"), ("parsed", "乙", "丁")]),
        ("“甲”、“乙”、“丙”", "“丁”、“戊”", [("failed", None, None)]),
        ("“甲”", "“丁”“戊”", [("failed", None, None)]),
    ],
)
def test_words_of_a_heading_are_paired_where_as_many_come_as_go(old, new, expected):
    text = (
        "乙省人民政府关于修改部分规章的决定\n"
        f"一、将下列规章中的{old}修改为{new}\n"
        "1.《乙省桥梁办法》第二条\n2.《乙省渡口办法》第三条\n"
    )
    found = policydiff.read_instructions(policydiff.load(text.encode(), name="decision.txt"))

    for work, target in (("乙省桥梁办法", "第二条"), ("乙省渡口办法", "第三条")):
        words = [o for o in found.operations if o.work == work and o.target_num == target]
        assert [(o.status, o.old, o.text) for o in words] == expected
        assert {o.message for o in words} == {
            "as many words must come as go" if o.status == "failed" else None for o in words
        }


SEVERAL = "# 丙县人民代表大会常务委员会关于废止和修改部分地方性法规的决定\n"


def numbers(text: str) -> list[str | None]:
    found = policydiff.read_instructions(
        policydiff.load((SEVERAL + text).encode(), name="decision.md", dialect="cn_decision")
    )
    return [operation.instruction for operation in found.operations if operation.kind != "context"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "一、废止下列1件地方性法规\n（一）《丙县木桥条例》\n"
                "二、修改下列2件地方性法规\n（一）删去《丙县渡口条例》第二条。\n（二）删去《丙县桥梁条例》第二条。\n"
            ),
            ["一、一", "二、一", "二、二"],
        ),
        (
            "一、修改《丙县渡口条例》\n1.删去第二条。\n2.删去第三条。\n二、修改《丙县桥梁条例》\n1.删去第二条。\n",
            ["一、1", "一、2", "二、1"],
        ),
        ("一、删去《丙县渡口条例》第二条。\n二、删去《丙县桥梁条例》第二条。\n", ["一", "二"]),
        ("一、删去《丙县渡口条例》第二条。\n一、删去《丙县桥梁条例》第二条。\n", ["一", "一（2）"]),
        ("一、删去《丙县渡口条例》第二条，第三条改为第二条。\n", ["一", "一"]),
    ],
    ids=["two parts", "parts of one work", "no parts", "a number twice", "two orders of one item"],
)
def test_no_two_items_have_one_number(text, expected):
    assert numbers(text) == expected
