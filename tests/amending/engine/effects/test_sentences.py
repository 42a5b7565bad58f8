"""Sentences and 款 that become one, or stand alone: their words, and the references in them. All
texts are invented.
"""

import pytest

import policydiff

BASE = """丙县渡口条例
第一条　渡口由县里修。
第二条　依照第三条收费。收费应当公布。公布依照第四条办理。
依照第一条修路。
第三条　船票一元。
第四条　船票可以退。
"""
TITLE = "丙县人民代表大会常务委员会关于修改《丙县渡口条例》的决定\n"


def texts(*items: str) -> dict[str, str]:
    numbered = "".join(f"{'一二三四'[place]}、{item}\n" for place, item in enumerate(items))
    base, decision = (
        policydiff.load(text.encode(), name="text.txt") for text in (BASE, TITLE + numbered)
    )
    result = policydiff.consolidate(base, decision)
    return {article.num: article.text for article in result.document.articles} | {
        operation.instruction or "": f"{operation.status}: {operation.message}"
        for operation in result.operations
        if operation.status == "failed"
    }


NEW = "增加一条，作为第一条：“船有名。”"
"""Every other article gets the next number, so that references must follow."""


@pytest.mark.parametrize(
    ("item", "number", "expected"),
    [
        (
            "将第二条第一款第一句和第二句合并为：“收费并公布。”",
            "第三条",
            "收费并公布。公布依照第五条办理。\n依照第二条修路。",
        ),
        (
            "将第二条第一款第二句、第三句修改为：“不收费。”",
            "第三条",
            "依照第四条收费。不收费。\n依照第二条修路。",
        ),
        (
            "将第二条第一款第一句分为两句：“收费。依照第四条收。”",
            "第三条",
            "收费。依照第四条收。收费应当公布。公布依照第五条办理。\n依照第二条修路。",
        ),
        (
            "将第二条第一款第三句作为第二款。",
            "第三条",
            "依照第四条收费。收费应当公布。\n公布依照第五条办理。\n依照第二条修路。",
        ),
        (
            "将第二条第一款第二句、第三句作为第三款。",
            "第三条",
            "依照第四条收费。\n依照第二条修路。\n收费应当公布。公布依照第五条办理。",
        ),
        (
            "将第二条第一款第一句作为第二款：“不收费。”",
            "第三条",
            "收费应当公布。公布依照第五条办理。\n不收费。\n依照第二条修路。",
        ),
        ("将第二条第一款第三句单列一条，作为第六条。", "第六条", "公布依照第五条办理。"),
        (
            "第二条第二款并入第一款。",
            "第三条",
            "依照第四条收费。收费应当公布。公布依照第五条办理。依照第二条修路。",
        ),
        (
            "将第二条第一款、第二款合并为一款，作为第一款。",
            "第三条",
            "依照第四条收费。收费应当公布。公布依照第五条办理。依照第二条修路。",
        ),
        (
            "将第二条第一款分为两款，第一句、第二句作为第一款，第三句作为第二款。",
            "第三条",
            "依照第四条收费。收费应当公布。\n公布依照第五条办理。\n依照第二条修路。",
        ),
    ],
)
def test_sentences_and_references_in_them(item, number, expected):
    assert texts(NEW, item)[number] == expected


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (
            "将第二条第一款第一句和第三句合并为：“收费。”",
            "failed: the sentences do not follow one another",
        ),
        (
            "将第二条第一款第一句、第三句修改为：“收费。”",
            "failed: as many sentences must come as go",
        ),
        ("将第二条第一款第一句和第二句合并。", None),
        ("将第二条第一款第四句作为第二款。", "failed: the place has 3 sentences"),
        (
            "将第二条第一款第一句作为第三条第二款。",
            "failed: it cannot be put into another article without a new text of that one",
        ),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(item, why):
    found = texts(NEW, item)

    assert found.get("二") == why
    assert found["第三条"] == "依照第四条收费。收费应当公布。公布依照第五条办理。\n依照第二条修路。"
