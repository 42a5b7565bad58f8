"""Punctuation around words that come and go: no-op and change tables. All texts are invented."""

import pytest

from policydiff.amending.engine.effects.punctuation import (
    closed,
    closing,
    fitted,
    has_no_words,
    opening,
)


def changed(text: str, old: str, new: str = "") -> str:
    begin = text.index(old)
    first, last, words = fitted(text, begin, begin + len(old), new)
    return text[:first] + words + text[last:]


@pytest.mark.parametrize(
    ("text", "old", "expected"),
    [
        ("村民、居民以及船工可以过渡。", "居民", "村民以及船工可以过渡。"),
        ("村民、居民、船工可以过渡。", "居民", "村民、船工可以过渡。"),
        ("由村管；由乡修。", "由乡修", "由村管。"),
        ("可以减轻，但不低于一半。", "但不低于一半", "可以减轻。"),
        ("可以减轻，但不低于一半。", "但不低于一半。", "可以减轻。"),
        ("村民可以过渡，船工，免费。", "船工", "村民可以过渡，免费。"),
        ("平时，村民可以过渡。", "平时", "村民可以过渡。"),
        ("村民（成年，本村）可以过渡。", "成年", "村民（本村）可以过渡。"),
        ("渡口由村管。渡船由乡管。", "渡船由乡管。", "渡口由村管。"),
        ("（一）醉酒；", "醉酒；", "（一）；"),
    ],
)
def test_marks_that_would_meet_become_one(text, old, expected):
    assert changed(text, old) == expected


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("渡口由村管理。", "由村管理", "归村里。", "渡口归村里。"),
        ("渡口由村管理。", "由村管理。", "归村里", "渡口归村里。"),
        ("渡口由村管理，免费。", "由村管理", "归村里，", "渡口归村里，免费。"),
        ("有下列情形的：", "有下列情形的：", "遇到下列情形的", "遇到下列情形的："),
        ("渡口由村管理。", "村", "乡", "渡口由乡管理。"),
        ("渡口，由村管理。", "，由村管理", "", "渡口。"),
        ("称为“渡口。”", "“渡口。”", "“桥。”", "称为“桥。”"),
    ],
)
def test_new_words_end_as_the_sentence_needs(text, old, new, expected):
    assert changed(text, old, new) == expected


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("渡口由村管。", "桥由乡管。", "渡口由村管。桥由乡管。"),
        ("渡口由村管。", "桥由乡管", "渡口由村管。桥由乡管。"),
        ("渡口由村管。", "，不得收费", "渡口由村管，不得收费。"),
        ("渡口由村管。", "；桥由乡管。", "渡口由村管；桥由乡管。"),
        ("超重；", "、超长", "超重、超长；"),
        ("渡口由村管", "，桥由乡管", "渡口由村管，桥由乡管"),
    ],
)
def test_words_at_the_end_stand_before_or_behind_its_mark(text, new, expected):
    begin, end, words = closing(text, new)
    assert text[:begin] + words + text[end:] == expected


def test_a_clause_at_the_beginning_is_parted_from_what_follows():
    assert opening("渡船停航的，不适用本条例", "渡口由村管。") == "渡船停航的，不适用本条例；"
    assert opening("省级", "人民政府主管渡口。") == "省级"
    assert opening("渡船停航的，不收费。", "渡口由村管。") == "渡船停航的，不收费。"


def test_what_says_nothing_and_what_is_closed_already():
    assert (has_no_words("。"), has_no_words("（一）。"), has_no_words("")) == (True, False, True)
    assert (closed("桥。", "渡口。"), closed("桥", "渡口"), closed("桥，", "渡口。")) == (
        "桥。",
        "桥",
        "桥，",
    )
