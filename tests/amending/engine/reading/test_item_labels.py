"""The numbers of items: each of one item alone."""

import pytest

import policydiff

TITLE = "# 丙县人民代表大会常务委员会关于废止和修改部分地方性法规的决定\n"


def numbers(text: str) -> list[str | None]:
    found = policydiff.read_instructions(
        policydiff.load((TITLE + text).encode(), name="decision.md", dialect="cn_decision")
    )
    return [operation.instruction for operation in found.operations if operation.kind != "context"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "一、废止下列1件地方性法规\n（一）《丙县木桥条例》\n"
                "二、修改下列2件地方性法规\n（一）删去《丙县渡口条例》第二条。\n（二）删去《丙县桥梁条例》第二条。\n"
            ),
            ["一、一", "二、一", "二、二"],
        ),
        (
            "一、修改《丙县渡口条例》\n1.删去第二条。\n2.删去第三条。\n二、修改《丙县桥梁条例》\n1.删去第二条。\n",
            ["一、1", "一、2", "二、1"],
        ),
        ("一、删去《丙县渡口条例》第二条。\n二、删去《丙县桥梁条例》第二条。\n", ["一", "二"]),
        ("一、删去《丙县渡口条例》第二条。\n一、删去《丙县桥梁条例》第二条。\n", ["一", "一（2）"]),
        ("一、删去《丙县渡口条例》第二条，第三条改为第二条。\n", ["一", "一"]),
    ],
    ids=["two parts", "parts of one work", "no parts", "a number twice", "two orders of one item"],
)
def test_no_two_items_have_one_number(text, expected):
    assert numbers(text) == expected
