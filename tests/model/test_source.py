"""No control character gets into what a reader found, however it was made."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.messages import Message
from policydiff.model.source import Dropped, Problem, SourceCell, SourceLine, StatedFact, legible

BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
wild = st.text(st.characters() | st.characters(categories=("Cc", "Cs", "Zl", "Zp")), max_size=20)


@given(wild)
def test_legible_text_holds_no_control_character_and_keeps_every_place(text):
    plain = legible(text)

    assert not BAD.search(plain)
    assert len(plain) == len(text)
    assert legible(plain) == plain
    assert all(one == other for one, other in zip(text, plain, strict=True) if not BAD.match(one))


@pytest.mark.parametrize("text", ["第一条　甲\t乙", "一\n二", "Ａ\u200b\u202e𠮷\U0001f600", ""])
def test_ordinary_text_stays_as_it_is(text):
    assert legible(text) is text


@given(wild)
def test_every_value_of_a_source_is_legible(text):
    assert SourceLine(number=1, text=text).text == legible(text).replace("\n", " ")
    assert (
        SourceCell(text=text).text
        == Dropped(what="x", text=text).text
        == Problem(code="x", message=Message.foreign(text)).message
        == legible(text)
    )
    assert StatedFact(field="title", value=text).value == legible(text)
