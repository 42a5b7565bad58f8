"""HTML from values: text never becomes an element."""

from __future__ import annotations

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from policydiff.render._markup import Markup, element, joined
from policydiff.views.pieces import neutral

ANY = st.text(st.characters(exclude_characters="\r"))


@given(ANY)
def test_text_comes_back_as_it_was(text):
    parsed = lxml.html.fragment_fromstring(element("p", text))

    assert parsed.text_content() == neutral(text)
    assert len(parsed) == 0


@given(ANY)
def test_attributes_come_back_as_they_were(text):
    parsed = lxml.html.fragment_fromstring(element("p", title=text))

    assert dict(parsed.attrib) == {"title": neutral(text)}


def test_names_of_attributes():
    made = element(
        "input", class_="a", data_kind="b", http_equiv="c", checked=True, hidden=False, title=None
    )

    assert made == '<input class="a" data-kind="b" http-equiv="c" checked>'


def test_markup_inside_stands_as_it_is():
    assert element("p", element("b", "<"), "&") == "<p><b>&lt;</b>&amp;</p>"
    assert joined([Markup("<i>"), "<i>"]) == "<i>&lt;i&gt;"
