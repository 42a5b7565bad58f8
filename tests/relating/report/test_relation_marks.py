"""Numbers of shared terms, and the stretches of a text that carry them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from relations import relation

from policydiff.relating.engine.relation import ArticlePlace, Evidence, Link
from policydiff.relating.report.marks import (
    EACH,
    MOST,
    answered,
    left_spans,
    number_terms,
    right_spans,
    stretches,
)


def told(text, spans, **more):
    return [
        (stretch.text, stretch.numbers, stretch.ends) for stretch in stretches(text, spans, **more)
    ]


def test_terms_are_numbered_as_the_item_has_them():
    links = [link for link in relation().links if link.left.eid == "art_2"]

    assert number_terms(links) == {
        "果农个人信息": 1,
        "收集使用": 2,
        "投诉举报渠道": 3,
        "及时处理投诉": 4,
    }


def test_the_weightiest_terms_are_numbered():
    place = ArticlePlace(eid="art_1", num="1．", title="甲")
    evidence = tuple(
        Evidence(term=f"用语{n}", left=((n, n + 1),), right=((0, 1),), weight=n / 100)
        for n in range(MOST + 3)
    )
    numbers = number_terms([Link(left=place, right=place, score=1.0, evidence=evidence)])

    assert list(numbers.items()) == [(f"用语{n + 3}", n + 1) for n in range(MOST)]


def test_the_first_terms_of_each_link_come_before_the_rest_of_another():
    place = ArticlePlace(eid="art_1", num="1．", title="甲")

    def link(name: str, weight: float) -> Link:
        evidence = tuple(
            Evidence(
                term=f"{name}{n:02}", left=((n, n + 1),), right=((0, 1),), weight=weight - n / 100
            )
            for n in range(MOST)
        )
        return Link(left=place, right=place, score=1.0, evidence=evidence)

    numbers = number_terms([link("重", 0.9), link("轻", 0.3)])

    assert [name for name in sorted(numbers) if name.startswith("轻")] == [
        f"轻{n:02}" for n in range(EACH)
    ]
    assert len(numbers) == MOST


def test_a_variant_has_the_number_of_the_left_term():
    link = next(link for link in relation().links if link.stale)
    numbers = number_terms([link])

    assert numbers == {"果农个人信息": 1, "收集使用": 2}
    assert {number for _, number in right_spans(link, numbers)} == {1, 2}
    assert left_spans([link, link], numbers) == left_spans([link], numbers)


def test_stretches_of_terms_that_overlap():
    assert told("处理个人信息的", [((0, 6), 1), ((2, 6), 2), ((5, 7), 3)]) == [
        ("处理", (1,), ()),
        ("个人信", (1, 2), ()),
        ("息", (1, 2, 3), (1, 2)),
        ("的", (3,), (3,)),
    ]


def test_sentences_and_the_answer_begin_stretches():
    found = list(stretches("一。二。三。", [], sentences=[(0, 2), (2, 4), (4, 6)], answer=(2, 4)))

    assert [(part.text, part.sentence, part.answer) for part in found] == [
        ("一。", 1, False),
        ("二。", 2, True),
        ("三。", 3, False),
    ]


@pytest.mark.parametrize(
    ("span", "number"),
    [
        (None, ""),
        ((0, 2), "1"),
        ((2, 3), "2"),
        ((1, 3), "1–2"),
        ((0, 99), "1–3"),
        ((50, 60), ""),
        ((2, 2), ""),
    ],
)
def test_the_answered_sentence_is_named(span, number):
    assert answered("一。二。三。", span) == number


spans = st.tuples(st.integers(-5, 30), st.integers(-5, 30))


@given(
    st.text("甲乙丙。\n", max_size=20),
    st.lists(st.tuples(spans, st.integers(1, 5)), max_size=8),
    spans,
    st.lists(spans, max_size=4),
)
def test_stretches_are_the_whole_text(text, marks, answer, sentences):
    found = list(stretches(text, marks, sentences=sentences, answer=answer))

    assert "".join(part.text for part in found) == text
    assert all(part.text for part in found)
    for part in found:
        assert set(part.ends) <= set(part.numbers)


@given(
    st.text("甲乙丙", min_size=1, max_size=20),
    st.lists(st.tuples(spans, st.integers(1, 5)), max_size=8),
)
def test_a_number_stands_on_just_the_characters_of_its_spans(text, marks):
    expected = [
        {number for (begin, end), number in marks if begin <= place < end}
        for place in range(len(text))
    ]

    assert [set(part.numbers) for part in stretches(text, marks) for _ in part.text] == expected
