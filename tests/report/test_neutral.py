"""Text that XML can hold."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from policydiff.report.pieces import neutral


def test_controls_become_pictures_and_direction_marks_are_shown():
    assert neutral("甲\x00\x1b\x7f\u202e\ud800\ufffe乙\t丙\n丁") == "甲␀␛␡���乙\t丙\n丁"


def test_nothing_that_steers_passes_by_itself_or_beside_other_text():
    steering = [
        char
        for char in map(chr, range(0x10000))
        if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n"
    ]
    for char in (*steering, *"\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufff9\ufffe"):
        assert char not in neutral(char) + neutral(f"甲{char}\u3000乙")


@given(st.text(alphabet=st.characters()))
def test_any_text_can_stand_in_xml_and_comes_back(text):
    element = etree.Element("t")
    element.text = neutral(text)

    assert etree.fromstring(etree.tostring(element)).text in (
        element.text,
        None if element.text == "" else element.text,
    )
    assert neutral(neutral(text)) == neutral(text)
