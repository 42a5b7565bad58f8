"""A document as units, their texts as the model prints them."""

from __future__ import annotations

import dataclasses

from drafting import document

from policydiff.comparing.engine.align.units import read_units
from policydiff.model.document import Block, Provision, Quoted, Table, node_lines
from policydiff.model.source import SourceCell
from policydiff.text.noise import fold_key

TEXT = """
雨伞是城市的公共设施。
第一编　总则
第一章　投放
说明一句。
第一条　投放点由街道办事处划定。
投放应当符合下列条件：
（一）有场所；
1．固定的；
2．临时的；
（二）有人员。
第二章　附则
第二条　施行。
>>
云岭市城市管理局
附件一　名录
第一条　长桥。
|甲|乙|
"""


def test_every_part_is_a_unit_in_reading_order() -> None:
    made = document(TEXT)
    units = read_units(made)

    levels = "title preamble part chapter block article paragraph paragraph point indent indent point chapter article paragraph"
    assert [unit.level for unit in units] == [
        *levels.split(),
        "block",
        "attachment",
        "article",
        "paragraph",
        "table",
    ]
    assert [unit.order for unit in units] == list(range(len(units)))


def test_texts_are_those_of_the_model() -> None:
    made = document(TEXT)
    texts = {unit.eid: unit.text for unit in read_units(made)}

    assert all(texts[provision.eid] == provision.text for provision in made.provisions)


def test_the_text_above_holds_the_lead_and_the_text_at_the_offset() -> None:
    for unit in read_units(document(TEXT)):
        if unit.parent is not None:
            whole = unit.lead + unit.text
            assert unit.parent.text[unit.offset : unit.offset + len(whole)] == whole


def test_numbering_is_marked_where_it_stands() -> None:
    for unit in read_units(document(TEXT)):
        numbers = [unit.text[begin:end] for begin, end in unit.numbering]
        assert (
            unit.level != "chapter"
            or unit.heading != "投放"
            or numbers == ["第一条", "（一）", "1．", "2．", "（二）"]
        )


def test_what_stands_before_the_text_is_compared_but_not_twice() -> None:
    roles = ("title", "note", "contents", "fact", "number", "addressee")
    made = dataclasses.replace(
        document("第一条　甲。"), preface=tuple(Block(text=role, role=role) for role in roles)
    )
    units = [(unit.eid, unit.text) for unit in read_units(made) if unit.zone == "preface"]

    assert units == [("preface__p_1", "note"), ("preface__p_2", "addressee")]


def test_headings_on_the_line_and_on_their_own() -> None:
    inner = Provision(
        eid="b",
        level="paragraph",
        number="1",
        content=(Block(text="甲。"), Table(rows=((SourceCell(text="子"),),))),
    )
    quoted = Quoted(
        content=(
            Provision(
                eid="q", level="article", number="9", num="第九条", content=(Block(text="新。"),)
            ),
        )
    )
    for stop in (None, "。"):
        node = Provision(
            eid="a",
            level="article",
            number="1",
            num="1．",
            heading="意义",
            heading_stop=stop,
            content=(inner, quoted),
        )
        made = dataclasses.replace(
            document("第一条　甲。"),
            body=(node, Provision(eid="c", level="article", number="2", num="2．")),
        )
        units = {unit.eid: unit for unit in read_units(made)}

        assert units["a"].lead + units["a"].text == "\n".join(node_lines(node))
        assert units["c"].lead + units["c"].text == "2．"
        assert units["b"].level == "paragraph"


def test_exact_keys_are_the_texts() -> None:
    for unit in read_units(document(TEXT), exact=True):
        assert unit.key == unit.text
        assert unit.heading_key == fold_key(unit.heading or "", exact=True)
