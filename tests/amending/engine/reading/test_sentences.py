"""Sentences of an item: what is an instruction, what leads to one, what is context, and that none
is lost. All texts are invented.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.amending.engine.reading.masking import mask
from policydiff.amending.engine.reading.sentences import DecisionPart, read_clauses, read_item
from policydiff.model.document import Block
from policydiff.text.traditions.mainland.amending import FORMS
from policydiff.text.traditions.mainland.amending_words import BETWEEN, CONTEXT, SUB_NUMBER

soup = st.text(
    alphabet="将第一二三条款项改为修删去增加，。；：“”⟦0⟧作至、（）根据决定本法《》中的附件统合并分前后\n ",
    max_size=80,
)
pieces = st.lists(
    st.sampled_from(
        [form.example for form in FORMS]
        + ["本决定自公布之日起施行。", "第二条重新考虑。", "根据情况，"]
    ),
    max_size=5,
)


def clauses(text: str):
    masked = mask(tuple(Block(text=line) for line in text.split("\n")))
    return masked, list(read_clauses(masked, DecisionPart()))


def statuses(text: str) -> list[str]:
    return [operation.status for operation in read_item((Block(text=text),))]


@pytest.mark.parametrize(
    "text",
    [
        "根据机构改革方案，将第三条中的“水务局”修改为“水利局”。",
        "为了便民，增加一条，作为第四条：“渡口应当挂牌。”",
        "经第三次会议决定，删去第五条。",
        "本决定自公布之日起施行，《丙县木桥办法》同时废止。",
    ],
)
def test_an_instruction_behind_its_reason_is_read(text):
    assert statuses(text) == ["context", "parsed"]


@pytest.mark.parametrize(
    "text",
    [
        "根据会议的决定，第三条“渡口”的提法按照新的表述修改为较好的说法。",
        "会议决定第三条修改为另一种说法。",
        "本决定第三条中的“桥”删去其一。",
        "以上各条中增加的“桥”字予以斟酌，第三条同。",
    ],
)
def test_a_sentence_that_may_instruct_is_never_context(text):
    assert "context" not in statuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "本决定自2030年1月1日起施行。",
        "本决定自公布之日起施行，《丙县渡口条例》根据本决定作相应修改，重新公布。",
        "国务院决定对《丙县渡口条例》作如下修改：",
        "对2件规章的部分条款予以修改。（附件1）",
    ],
)
def test_context(text):
    assert set(statuses(text)) == {"context"}


@given(
    st.one_of(
        soup,
        pieces.map("".join),
        st.tuples(pieces, soup).map(lambda pair: "".join(pair[0]) + pair[1]),
    )
)
def test_every_character_stands_in_a_clause_or_is_a_mark_between_two(text):
    masked, found = clauses(text)
    between = re.compile(rf"(?:{BETWEEN.pattern}|{SUB_NUMBER.pattern.split(')', 1)[1]})*")
    place = 0
    for begin, end, operations in found:
        assert place <= begin < end
        marks = between.match(masked.text, place)
        assert marks is not None
        assert marks.end() >= begin
        assert operations
        place = end

    assert between.fullmatch(masked.text[place:])


def test_words_that_neither_a_place_nor_a_text_stands_beside_are_no_instruction():
    assert statuses("改为“”") == ["unparsed"]
    assert statuses("第一条改为“甲”") == ["parsed"]


@given(soup)
def test_every_operation_says_something(text):
    for operation in read_item((Block(text=text),)):
        assert operation.status in ("parsed", "context", "unparsed", "failed")
        assert (
            operation.text
            or operation.steps
            or operation.result_steps
            or operation.old
            or operation.work
            or operation.kind == "renumbering"
        )


# what stands first, what is repeated, what stands last
HOSTILE = {
    "places": ("", "第一条第一款", ""),
    "list of places": ("", "第一条、", ""),
    "quotations": ("", "第一条“甲”、", ""),
    "words": ("", "根据会议委员会", ""),
    "titles": ("", "《甲", ""),
    "works": ("", "《甲》、", ""),
    "subs": ("第一条", "之一", ""),
    "numbers": ("第", "一二三四五六七八九", "条"),
    "leads": ("", "根据情况，", ""),
    "no marks": ("", "修改为", ""),
    "leads and places": ("", "为第一条，", ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_sentence_costs_little(name, grows_evenly):
    first, repeated, last = HOSTILE[name]

    def read(size):
        _, found = clauses(first + repeated * (size // len(repeated)) + last)
        assert found

    grows_evenly(read, 24_000)


@pytest.mark.parametrize("pattern", CONTEXT, ids=range(len(CONTEXT)))
def test_context_is_told_quickly(pattern, grows_evenly):
    def tell(size):
        for words in (
            "会议",
            "委员会决定",
            "根据",
            "本决定自",
            "对部",
            "公布之日起",
            "《甲》",
            "第一条",
        ):
            pattern.fullmatch(words * (size // len(words)) + "甲")

    grows_evenly(tell, 60_000)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "将《丙县“两水”办法》名称修改为《丙县“三水”办法》。",
            ("丙县“两水”办法", None, "丙县“三水”办法"),
        ),
        ("将《丙县“两水”办法》第二条中的“村”修改为“县”。", ("丙县“两水”办法", "村", "县")),
        (
            "将第一条中的《丁县“山水”办法》修改为《丁县“河水”办法》。",
            (None, "《丁县“山水”办法》", "《丁县“河水”办法》"),
        ),
        ("废止《丙县“两水”办法》。", ("丙县“两水”办法", None, None)),
    ],
    ids=["another title", "an amended work", "a cited work", "a repealed work"],
)
def test_a_title_keeps_the_words_that_it_quotes(text, read):
    (operation,) = read_item((Block(text=text),))

    assert (operation.work, operation.old, operation.text) == read


def test_a_heading_in_corner_marks_keeps_its_own_marks():
    (operation,) = read_item((Block(text="将第五条条标修改为「‘渡船」。"),))

    assert (operation.text, operation.verbatim) == ("‘渡船", True)
