"""Articles that are divided or become one are drafted without their texts. All texts are
invented.
"""

import pytest

import policydiff

OLD = """乙省桥梁条例
第一条　为了管理桥梁，制定本条例。
第二条　桥由村里修，路由乡里修，船由县里修，修桥修路修船的费用由村里、乡里和县里分别承担。
村里每年派出工匠二十名，乡里每年派出监工两名，县里每年检查一次并且公布检查的结果。
第三条　桥上不得停放车辆，不得堆放木柴和石料。
第四条　违反第二条第二款规定的，罚款五百元。
第五条　情节严重的，由县里没收车辆，并且通报批评，三年之内不得再次过桥。
第六条　本条例自2010年1月1日起施行。
"""
DIVIDED = (
    OLD.replace("第六条　", "第七条　")
    .replace("第五条　", "第六条　")
    .replace("第四条　违反第二条第二款", "第五条　违反第三条第一款")
    .replace("第三条　", "第四条　")
    .replace("村里每年", "第三条　村里每年")
)
JOINED = OLD.replace("第五条　", "").replace("第六条　", "第五条　")


def drafted(new: str) -> policydiff.DraftedAmendment:
    left, right = (policydiff.load(text.encode(), name="text.txt") for text in (OLD, new))
    found = policydiff.draft_amendment(left, right)
    assert found.exact
    return found


@pytest.mark.parametrize(
    ("new", "item", "quoted"),
    [
        (DIVIDED, "将第二条第二款改为第三条。", 0),
        (
            DIVIDED.replace("二十名", "三十名"),
            "将第二条第二款改为第三条，其中的“二十名”修改为“三十名”。",
            6,
        ),
        (JOINED, "将第四条、第五条合并，作为第四条。", 0),
    ],
    ids=["divided", "divided with other words", "joined"],
)
def test_texts_that_stay_are_not_quoted(new, item, quoted):
    found = drafted(new)

    assert item in found.text
    assert found.quoted == quoted


@pytest.mark.parametrize(
    "new",
    [
        DIVIDED.replace(
            "村里每年派出工匠二十名，乡里每年派出监工两名，县里每年检查一次",
            "工匠二十名、监工两名每年检查一次",
        ),
        DIVIDED.replace(
            "分别承担。\n",
            "分别承担。\n村里每年派出工匠二十名，乡里每年派出监工两名，县里每年检查一次并且公布检查的结果。\n",
        ),
        JOINED.replace("罚款五百元。\n情节", "罚款五百元；情节"),
        JOINED.replace("情节严重的，由县里", "情节特别严重的，由市里"),
    ],
    ids=["another text", "the old one stays too", "run together", "joined with other words"],
)
def test_what_reads_otherwise_is_written_as_before(new):
    text = drafted(new).text

    assert "第二款改为第三条" not in text
    assert "合并" not in text


def chapters(text: str, first: str) -> str:
    """The text in two chapters, the second of which begins before a line."""
    return text.replace("第一条　", "第一章　总则\n第一条　", 1).replace(
        first, f"第二章　细则\n{first}", 1
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (chapters(OLD, "第三条　桥上"), chapters(DIVIDED, "第三条　村里")),
        (chapters(OLD, "第五条　情节"), chapters(JOINED, "第五条　本条例")),
    ],
    ids=["the first of a chapter", "of two chapters"],
)
def test_texts_that_go_over_to_another_chapter_come_out_too(old, new):
    left, right = (policydiff.load(text.encode(), name="text.txt") for text in (old, new))

    assert policydiff.draft_amendment(left, right).exact
