"""Readable edits that concatenate exactly to both texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from checking import marked, side_of
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

from policydiff.comparing.engine.redline import redline as module
from policydiff.comparing.engine.redline.redline import joined, redline, redline_texts
from policydiff.model.comparison import Edit
from policydiff.text.noise import fold, fold_key
from policydiff.text.words import cut_characters, cut_words

READS = {
    "an amount whole": ("处1000元罚款", "处5000元罚款", "处[-1000-][+5000+]元罚款"),
    "a Chinese number whole": ("共二十五万人", "共二十六万人", "共[-二十五万-][+二十六万+]人"),
    "a date whole": (
        "自2021年3月1日起施行",
        "自2021年3月15日起施行",
        "自[-2021年3月1日-][+2021年3月15日+]起施行",
    ),
    "a percentage whole": (
        "不低于百分之三十",
        "不低于百分之三十五",
        "不低于[-百分之三十-][+百分之三十五+]",
    ),
    "a citation whole": (
        "依照第十二条处罚",
        "依照第十三条处罚",
        "依照[-第十二条-][+第十三条+]处罚",
    ),
    "an article with a sub-number": (
        "依照第十二条之一处罚",
        "依照第十二条之二处罚",
        "依照[-第十二条之一-][+第十二条之二+]处罚",
    ),
    "a Latin word whole": (
        "适用ISO-9001标准",
        "适用ISO-9002标准",
        "适用[-ISO-9001-][+ISO-9002+]标准",
    ),
    "a decimal whole": ("费率3.5%", "费率3.75%", "费率[-3.5%-][+3.75%+]"),
    "words, not characters": (
        "由半数以上的董事通过",
        "由过半数的董事通过",
        "由[-半数以上-][+过半数+]的董事通过",
    ),
    "a word more": ("应当归还雨伞", "应当及时归还雨伞", "应当[+及时+]归还雨伞"),
    "a word less": ("应当及时归还雨伞", "应当归还雨伞", "应当[-及时-]归还雨伞"),
    "a word of which one sign stayed": (
        "对于查封的财产",
        "对查封的财产",
        "[-对于-][+对+]查封的财产",
    ),
    "a word with one sign more": ("吊销许可证的", "吊销许可证件的", "吊销[-许可证-][+许可证件+]的"),
    "a word that begins alike": (
        "省级人民政府",
        "省、自治区、直辖市人民政府",
        "[-省级-][+省、自治区、直辖市+]人民政府",
    ),
    "a name that the segmenter cuts": (
        "由经营人承担责任",
        "由运营人承担责任",
        "由[-经营人-][+运营人+]承担责任",
    ),
    "a word in a compound": (
        "国家工作人员不得",
        "国家公职人员不得",
        "国家[-工作人员-][+公职人员+]不得",
    ),
    "words put into a word": ("通知工作人员", "通知工作相关人员", "通知工作[+相关+]人员"),
    "a number in a word": (
        "在二十四小时内报告",
        "在八小时内报告",
        "在[-二十四-][+八+]小时内报告",
    ),
    "a particle in a word": (
        "自公布之日起施行",
        "自2025年3月1日起施行",
        "自[-公布之日-][+2025年3月1日+]起施行",
    ),
    "a stretch that ends inside a word": (
        "经伞业主管部门或省级部门批准",
        "经伞业行政主管部门或者市级人民政府部门批准",
        "经伞业[+行政+]主管部门[-或省级-][+或者市级人民政府+]部门批准",
    ),
    "noise marked": ("干净,完好", "干净，完整", "干净~[-,-]~[+，+][-完好-][+完整+]"),
    "noise alone": ("总　则", "总则", "总~[-　-]则"),
    "nothing before": ("", "新增", "[+新增+]"),
    "nothing after": ("删去", "", "[-删去-]"),
    "nothing but noise": ("　", "", "~[-　-]"),
    "nothing at all": ("", "", ""),
}


@pytest.mark.parametrize(("left", "right", "expected"), READS.values(), ids=READS.keys())
def test_reads(left: str, right: str, expected: str) -> None:
    assert marked(redline_texts(left, right)) == expected


def test_characters_on_demand_but_numbers_whole() -> None:
    edits = redline_texts(
        "由半数以上董事于2021年通过", "由半数以下董事于2022年通过", granularity="char"
    )

    assert marked(edits) == "由半数以[-上-][+下+]董事于[-2021年-][+2022年+]通过"


def test_an_island_of_one_character_is_no_island() -> None:
    edits = redline_texts("企业必须的设备清单", "个人可以的账户密码")

    assert "的" not in [edit.text for edit in edits if edit.op == "equal"]


def test_a_word_cut_two_ways_is_not_a_change() -> None:
    """The segmenter joins 人 to what follows or to what goes before; the shared stretch stays."""
    edits = redline_texts("法定代表人辞任的", "法定代表人担任的")

    assert edits[0] == Edit(op="equal", text="法定代表人")


@pytest.mark.parametrize(
    "clause",
    ["经{}决议通过", "召开{}会议的", "上市公司{}选举董事", "出席{}", "职工代表大会、{}"],
)
def test_one_replacement_is_cut_the_same_everywhere(clause: str) -> None:
    edits = redline_texts(clause.format("股东大会"), clause.format("股东会"))

    assert [edit.text for edit in edits if edit.op != "equal"] == ["股东大会", "股东会"]


def test_a_line_feed_goes_with_the_text_that_it_came_with() -> None:
    edits = joined(
        [
            Edit(op="equal", text="甲。"),
            Edit(op="insert", text="\n", noise=True),
            Edit(op="insert", text="乙。"),
        ]
    )

    assert edits == (Edit(op="equal", text="甲。"), Edit(op="insert", text="\n乙。"))


def test_texts_beyond_the_matrix_are_compared_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MATRIX_LIMIT", 4)

    assert marked(
        redline_texts("雨伞应当干净、完好，伞骨不得外露", "雨伞应当干净、完整，伞骨不得外露")
    ) == ("雨伞应当干净、[-完好-][+完整+]，伞骨不得外露")


def test_texts_beyond_all_measure_are_replaced_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORK_LIMIT", 4)

    assert marked(redline_texts("雨伞应当干净", "雨伞必须清洁")) == "雨伞[-应当干净-][+必须清洁+]"


def test_more_words_than_private_code_points() -> None:
    words = [chr(0x4E00 + number // 200) + str(number) for number in range(140_000)]
    hunks = module._hunks(words, [*words[:70_000], "新", *words[70_000:]])

    assert hunks == [((70_000, 70_000), (70_000, 70_001))]


def test_more_words_than_code_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PLANES", (range(0xE000, 0xE002),))

    assert module._hunks(["甲", "乙"], ["甲", "丙"]) == [((0, 2), (0, 2))]


@st.composite
def versions(draw):
    """Two texts that share most of their words."""
    word = st.sampled_from(
        [
            "雨伞",
            "应当",
            "，",
            ",",
            "。",
            "　",
            " ",
            "\n",
            "第十二条",
            "12",
            "3.5%",
            "ISO",
            "的",
            "二〇二一年",
            "𠮷",
            "○",
            "“",
            '"',
        ]
    )
    left = draw(st.lists(word, max_size=30))
    right = list(left)
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(right)))
        right[place : place + draw(st.integers(0, 3))] = draw(st.lists(word, max_size=3))
    return "".join(left), "".join(right)


def check(left: str, right: str, edits) -> None:
    assert side_of(edits, "left") == left
    assert side_of(edits, "right") == right
    for before, after in pairwise(edits):
        assert (before.op, before.noise) != (after.op, after.noise)
        assert not (before.op == "insert" and after.op == "delete" and before.noise == after.noise)


@given(versions(), st.sampled_from(["word", "char"]), st.booleans())
def test_versions_are_rebuilt_exactly(pair, granularity, exact: bool) -> None:
    edits = redline_texts(*pair, granularity=granularity, exact=exact)

    check(*pair, edits)
    alike = fold_key(pair[0], exact=exact) == fold_key(pair[1], exact=exact)
    assert alike == all(edit.op == "equal" or edit.noise for edit in edits)


@settings(max_examples=examples(200))
@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=40), st.data())
def test_any_two_texts_are_rebuilt_exactly(left: str, right: str, data) -> None:
    """Halves of surrogate pairs, controls and signs beyond the first plane among them; numbers
    anywhere.
    """
    end = data.draw(st.integers(0, len(left)))
    edits = redline(fold(left, ((0, end),)), fold(right))

    assert side_of(edits, "left") == left
    assert side_of(edits, "right") == right


@given(versions())
def test_no_edit_ends_inside_a_number_or_latin_word(pair) -> None:
    edits = redline_texts(*pair, exact=True)
    for side, text in zip(("left", "right"), pair, strict=True):
        absent = "insert" if side == "left" else "delete"
        place, ends = 0, set()
        for edit in edits:
            place += len(edit.text) if edit.op != absent else 0
            ends.add(place)
        assert not ends & cut_words(text).inside


@given(st.text(st.characters(), max_size=60))
def test_cuts_tile_any_text(text: str) -> None:
    for cuts in (cut_words(text), cut_characters(text)):
        assert cuts.bounds[0] == 0
        assert cuts.bounds[-1] == len(text)
        assert list(cuts.bounds) == sorted(set(cuts.bounds))
