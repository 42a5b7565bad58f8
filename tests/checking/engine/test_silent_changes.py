"""Two files as paragraphs: nothing that differs is hidden, nothing that is the same is named."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

from policydiff.checking.engine.return_check import PlacedPassage
from policydiff.checking.engine.silent_changes import silent_changes
from policydiff.model.office_content import CellPlace, Passage

WORDS = st.sampled_from(("甲方", "乙方", "付款", "交货", "　", " ", "a", "b", "，", ","))
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map("".join).filter(str.strip)


def cell(place: int) -> CellPlace:
    """The places of a table of two columns, filled row by row."""
    return CellPlace(table=1, row=place // 2 + 1, column=place % 2 + 1)


@st.composite
def files(draw) -> list[PlacedPassage]:
    """A few paragraphs, those of a table last."""
    texts, cells = draw(st.lists(TEXTS, max_size=6)), draw(st.lists(TEXTS, max_size=6))
    label = draw(st.sampled_from(("", "1.")))
    return [
        *(PlacedPassage(passage=Passage(story="text", text=text, label=label)) for text in texts),
        *(
            PlacedPassage(passage=Passage(story="text", text=text, cell=cell(place)))
            for place, text in enumerate(cells)
        ),
    ]


@settings(max_examples=examples(300))
@given(files(), files())
def test_what_no_change_names_is_the_same_on_both_sides(sent, returned):
    changes = silent_changes(sent, returned, strict=True)
    named = [change for change in changes if change.kind not in ("number", "hidden", "cell")]
    same = [
        Counter(one.passage.text for one in side)
        - Counter(one.passage.text for change in named for one in of(change))
        for side, of in (
            (sent, lambda change: change.sent),
            (returned, lambda change: change.returned),
        )
    ]

    assert same[0] == same[1]
    if [one.passage.text for one in sent] != [one.passage.text for one in returned]:
        assert changes


@settings(max_examples=examples(100))
@given(files())
def test_a_file_is_itself(sent):
    assert silent_changes(sent, sent, strict=True) == ()


@settings(max_examples=examples(200))
@given(files(), files())
def test_edits_make_both_paragraphs(sent, returned):
    for change in silent_changes(sent, returned):
        if change.edits and change.kind in ("reworded", "spacing"):
            for side, op in ((change.sent, "insert"), (change.returned, "delete")):
                (one,) = side
                made = "".join(edit.text for edit in change.edits if edit.op != op)
                assert made == one.passage.text


def test_ten_thousand_equal_paragraphs_are_compared():
    sent = [PlacedPassage(passage=Passage(story="text", text="同上。"))] * 10_000
    returned = [*sent[:5_000], PlacedPassage(passage=Passage(story="text", text="不同。")), *sent]

    changes = silent_changes(sent, returned)

    assert sum(len(change.returned) - len(change.sent) for change in changes) == 5_001
