"""Text that XML can hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from policydiff.views.pieces import neutral


def test_controls_become_pictures_and_direction_marks_are_shown():
    assert neutral("甲\x00\x1b\x7f\u202e\ud800\ufffe乙\t丙\n丁") == "甲␀␛␡���乙\t丙\n丁"


@given(st.text(alphabet=st.characters()))
def test_any_text_can_stand_in_xml_and_comes_back(text):
    element = etree.Element("t")
    element.text = neutral(text)

    assert etree.fromstring(etree.tostring(element)).text in (
        element.text,
        None if element.text == "" else element.text,
    )
    assert neutral(neutral(text)) == neutral(text)
