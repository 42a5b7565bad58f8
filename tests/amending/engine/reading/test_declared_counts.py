"""The number of works that a decision declares. All texts are invented."""

import pytest

import policydiff

FERRIES = "丙县渡口条例\n第一条　渡口由村里修。\n第二条　渡口应当有船。\n"
TITLE = "# 丙县人民代表大会常务委员会关于{}的决定\n"
TWO = "一、删去《丙县渡口条例》第二条。\n二、删去《丙县桥梁条例》第二条。\n"
PARTS = "一、废止下列1件地方性法规\n（一）《丙县木桥条例》\n二、修改下列两件地方性法规\n（一）删去《丙县渡口条例》第二条。\n（二）删去《丙县桥梁条例》第二条。\n"
OF_THREE = "the decision says that it amends 3 works, and 2 are found in it"


def decision(title: str, text: str) -> policydiff.Document:
    return policydiff.load(
        (TITLE.format(title) + text).encode(), name="decision.md", dialect="cn_decision"
    )


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("修改《丙县渡口条例》等两件地方性法规", TWO, []),
        ("修改《丙县渡口条例》等三件地方性法规", TWO, [OF_THREE]),
        (
            "修改部分地方性法规",
            f"丙县人民代表大会常务委员会决定，对下列3件地方性法规作出修改：\n{TWO}",
            [OF_THREE],
        ),
        (
            "修改部分地方性法规",
            f"丙县人民代表大会常务委员会决定，对下列二项地方性法规作如下修改：\n{TWO}",
            [],
        ),
        (
            "修改部分地方性法规",
            f"丙县人民代表大会常务委员会决定，对3部地方性法规的部分条款予以修改。\n{TWO}",
            [OF_THREE],
        ),
        ("废止和修改部分地方性法规", PARTS, []),
        ("废止和修改三件地方性法规", PARTS, []),
        (
            "废止和修改4件地方性法规",
            PARTS,
            ["the decision says that it amends or repeals 4 works, and 3 are found in it"],
        ),
        (
            "废止和修改部分地方性法规",
            PARTS.replace("废止下列1件", "废止下列2件"),
            ["the decision says that it repeals 2 works, and 1 are found in it"],
        ),
        (
            "修改部分地方性法规",
            "一、《丙县渡口条例》\n1.删去第二条。\n关于《丙县桥梁条例》\n1.语气缓和一些。\n",
            [],
        ),
        ("修改《丙县渡口条例》", "一、将第二条中的“船”修改为“等三件规章”。\n", []),
    ],
    ids=[
        "two",
        "three",
        "in the opening",
        "项",
        "some of their places",
        "parts",
        "both verbs",
        "both verbs, wrongly",
        "repealed",
        "an unread part",
        "one work",
    ],
)
def test_a_number_that_is_not_the_number_found_is_told(title, text, expected):
    found = policydiff.read_instructions(decision(title, text))

    assert [problem.message for problem in found.problems] == expected
    assert found.complete == (not expected and not found.unparsed)


def test_a_consolidation_is_not_complete_where_a_work_is_missing():
    base = policydiff.load(FERRIES.encode(), name="law.txt")
    whole, lacking = (
        policydiff.consolidate(base, decision(f"修改《丙县渡口条例》等{number}件地方性法规", TWO))
        for number in ("两", "三")
    )

    assert (whole.complete, lacking.complete) == (True, False)
    assert [problem["message"] for problem in lacking.to_dict()["problems"]] == [OF_THREE]


def test_the_numbers_that_agree_are_given_too():
    found = policydiff.read_instructions(decision("废止和修改部分地方性法规", PARTS)).declared

    assert [(one.count, one.found, one.amends, one.repeals) for one in found] == [
        (1, 1, False, True),
        (2, 2, True, False),
    ]
    assert all(one.agrees for one in found)
