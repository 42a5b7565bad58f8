"""New text that a decision quotes, found line by line before any number is read. All texts are
invented.
"""

import pytest

from policydiff.reading.parsing.lines.lines import SourceParagraph
from policydiff.reading.parsing.structure.quotes import QuotedLines, take_quotes
from policydiff.text.traditions.mainland.cn_decision import DIALECT


def parts(text: str) -> list[str | list[str]]:
    """Running lines as they are, quoted ones as lists."""
    found, _ = take_quotes(
        [
            SourceParagraph(number=place, text=line)
            for place, line in enumerate(text.split("\n"), 1)
        ],
        DIALECT,
    )
    return [
        [line.text for line in part.lines] if isinstance(part, QuotedLines) else part.text
        for part in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修改为：“甲。\n“乙。”\n删去第三条。", ["修改为：", ["甲。", "乙。"], "删去第三条。"]),
        ('第三款："甲。"第三款相应改为第四款。', ["第三款：", ["甲。"], "第三款相应改为第四款。"]),
        (
            '第十六条："甲。""乙。"修改为："丙。"',
            ["第十六条：", ["甲。"], ["乙。"], "修改为：", ["丙。"]],
        ),
        ("修改为：「甲。」", ["修改为：", ["甲。"]]),
        ('修改为："所称"渡口"，是指码头。"', ["修改为：", ['所称"渡口"，是指码头。']]),
        (
            "修改为：“用语：\n“渡口”，是指码头。\n“船”，是指木船。”",
            ["修改为：", ["用语：", "“渡口”，是指码头。", "“船”，是指木船。"]],
        ),
        (
            '修改为："下列情形：\n（一）甲；\n（二）乙。\n"单位依照前款。"\n三、删去第四条。',
            [
                "修改为：",
                ["下列情形：", "（一）甲；", "（二）乙。", "单位依照前款。"],
                "三、删去第四条。",
            ],
        ),
        (
            "将第五条修改为“渡口：\n一、甲；\n二、乙。”\n三、删去第四条。",
            ["将第五条修改为", ["渡口：", "一、甲；", "二、乙。"], "三、删去第四条。"],
        ),
        ("将“桥修改为“船”。\n三、删去第四条。", ["将“桥修改为“船”。", "三、删去第四条。"]),
        (
            "修改为：“甲。\n“乙。\n三、将第四条修改为：“丙。”",
            ["修改为：", ["甲。", "乙。"], "三、将第四条修改为：", ["丙。"]],
        ),
    ],
    ids=[
        "marks at every head",
        "words behind a straight mark",
        "two behind one another",
        "corners",
        "a term inside",
        "defined terms",
        "heads without marks",
        "over items",
        "a stray mark",
        "not closed",
    ],
)
def test_what_is_new_text(text, expected):
    assert parts(text) == expected


def test_a_quotation_that_is_not_closed_is_a_problem():
    _, problems = take_quotes(
        [
            SourceParagraph(number=1, text="修改为：“甲。"),
            SourceParagraph(number=2, text="二、删去第四条。"),
        ],
        DIALECT,
    )

    assert [(problem.code, problem.line) for problem in problems] == [("quote-unclosed", 1)]
