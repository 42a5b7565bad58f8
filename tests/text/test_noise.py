"""Keys of texts under the noise rule, and the way back to the printed text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.noise import NOISE_RULE, fold, fold_key

ALIKE = {
    "full and half width": ("第１２条 ＡＢＣ", "第12条ABC"),
    "a comma": ("开放，共享", "开放,共享"),
    "a colon of three kinds": ("条件：", "条件︰"),
    "quotation marks": ("“共享”", '"共享"'),
    "single quotation marks": ("‘共享’", "'共享'"),
    "circle and zero": ("二○二一", "二〇二一"),
    "spaces between Chinese characters": ("总　则", "总则"),
    "a space no eye sees": ("共\u200b享\ufeff", "共享"),
    "line feeds": ("第一款。\n第二款。", "第一款。第二款。"),
    "brackets of a document number": ("云府发〔2021〕5号", "云府发[2021]5号"),
    "dots of a foreign name": ("让•雅克", "让·雅克"),
}
DIFFERENT = {
    "a full stop and a semicolon": ("完好。", "完好；"),
    "a comma and an enumeration mark": ("投放，使用", "投放、使用"),
    "a Chinese and an Arabic number": ("二十", "20"),
    "words parted or not": ("AB CD", "ABCD"),
    "titles and quotations": ("《办法》", "“办法”"),
    "another character": ("作", "做"),
    "case": ("iso", "ISO"),
}


@pytest.mark.parametrize("pair", ALIKE.values(), ids=ALIKE.keys())
def test_looks_alike(pair) -> None:
    assert fold_key(pair[0]) == fold_key(pair[1])


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_stays_different(pair) -> None:
    assert fold_key(pair[0]) != fold_key(pair[1])


@pytest.mark.parametrize("pair", ALIKE.values(), ids=ALIKE.keys())
def test_nothing_is_noise_when_all_is_shown(pair) -> None:
    assert fold_key(pair[0], exact=True) != fold_key(pair[1], exact=True)


def test_numbering_has_no_key() -> None:
    assert fold_key("（一）收费；\n（二）退费。", ((0, 3), (7, 10))) == fold_key("收费；退费。")


def test_a_number_hangs_on_to_what_follows_and_a_line_feed_to_what_goes_before() -> None:
    folded = fold("收费；\n（二）退费。", ((4, 7),))

    assert folded.key == "收费;退费。"
    assert folded.text[folded.starts[2] : folded.starts[3]] == "；\n"
    assert folded.text[folded.starts[3] : folded.starts[4]] == "（二）退"


def test_the_rule_names_its_parts_once() -> None:
    assert len(set(NOISE_RULE)) == len(NOISE_RULE)


@given(st.text(), st.data(), st.booleans())
def test_a_key_leads_back_to_the_whole_text(text: str, data, exact: bool) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    folded = fold(text, ((ends[0], ends[1]),), exact=exact)

    assert len(folded.starts) == len(folded.key) + 1
    assert folded.starts[-1] == len(text)
    assert list(folded.starts) == sorted(folded.starts)
    assert not folded.key or folded.starts[0] == 0


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    key = fold_key(text)

    assert fold_key(key) == key
