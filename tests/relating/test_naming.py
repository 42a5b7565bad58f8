"""Whether a text names a document."""

from __future__ import annotations

import pytest

from policydiff.relating.naming import names_document, plain_title


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("中华人民共和国雨伞法", "雨伞法"),
        ("中华人民共和国雨伞法（2018年修正）", "雨伞法"),
        ("雨伞条例（征求意见稿）", "雨伞条例"),
        ("雨伞条例征求意见稿", "雨伞条例"),
        ("雨 伞　条例", "雨伞条例"),
        ("雨伞纠纷的解释（二）", "雨伞纠纷的解释（二）"),
    ],
)
def test_the_title_as_texts_name_it(title, plain):
    assert plain_title(title) == plain


@pytest.mark.parametrize(
    ("text", "title", "named"),
    [
        ("全面贯彻实施雨伞法，加快立法。", "中华人民共和国雨伞法", True),
        ("制定雨伞\n借用条例。", "雨伞借用条例（草案）", True),
        ("制定雨伞管理办法。", "雨伞借用条例", False),
        ("依照刑法处理。", "中华人民共和国刑法", False),
    ],
)
def test_naming(text, title, named):
    assert names_document(text, title) is named
