"""Doubts that only a pair of texts shows."""

from __future__ import annotations

import pytest

from policydiff import load
from policydiff.comparing.engine.compare import diff
from policydiff.model.document import Document

UMBRELLAS = [
    "为了规范雨伞的借用和归还，保护借用人的权利，制定本办法。",
    "本市行政区域内公共雨伞的投放、借用、维修和报废，适用本办法。",
    "市交通部门负责公共雨伞的统一管理，区交通部门负责日常巡查。",
    "雨伞应当保持干净完好，破损的雨伞应当在三日内更换或者修理。",
    "借用雨伞应当登记姓名和联系方式，归还时应当当场核对雨伞状况。",
    "逾期不归还雨伞的，由管理单位催告；催告后仍不归还的，处五十元罚款。",
    "故意损坏雨伞的，应当照价赔偿，并由公安机关依法给予警告。",
    "管理单位应当每年公布雨伞的投放数量、借用次数和经费使用情况。",
]
KITES = [
    "放飞风筝的人须年满十二周岁，未满的要有成年亲属陪伴在旁。",
    "机场净空保护区、高压线路走廊、铁路两侧各五百米以内禁止放风筝。",
    "每逢春季举办一次全国性比赛，奖项设金、银、铜三等，获奖作品送博物馆收藏。",
    "制作者可向民间工艺协会申请称号，经评审委员会投票过半数者授予。",
    "线轴长度不超过一千米；使用含金属丝线者没收器材，另课以二百至一千元罚金。",
    "遇雷雨大风蓝色以上预警信号，赛事主办方须立刻停赛并疏散观众。",
    "外国选手参赛凭护照报名，器材入境免征关税，离境时原数带出。",
    "博物馆每周一闭馆，其余日子免费向学生、老人、军人开放参观。",
]


def text(clauses: list[str], title: str, day: str = "") -> Document:
    lines = [title, *([f"（{day}示例市人民代表大会常务委员会第三次会议通过）"] if day else [])]
    lines += [
        f"第{number}条　{clause}"
        for number, clause in zip("一二三四五六七八", clauses, strict=False)
    ]
    return load("\n\n".join(lines).encode(), name="文本.txt")


def codes(left: Document, right: Document) -> list[str]:
    return [problem.code for problem in diff(left, right).problems]


def test_two_texts_that_have_hardly_anything_in_common() -> None:
    comparison = diff(text(UMBRELLAS, "示例市雨伞办法"), text(KITES, "示例市风筝办法"))

    assert [problem.message for problem in comparison.problems] == [
        "the two texts have hardly anything in common: 0% of the shorter one stands in the other"
    ]
    assert (
        codes(text(UMBRELLAS[:3], "示例市雨伞办法"), text(KITES[:3], "示例市风筝办法")) == []
    )  # too short to tell


def test_versions_that_share_a_part_are_not_doubted() -> None:
    base = text(UMBRELLAS, "示例市雨伞办法")

    assert codes(base, base) == []
    assert codes(base, text(UMBRELLAS[2:4] + KITES[:6], "示例市雨伞和风筝办法")) == []
    assert codes(base, text([*reversed(UMBRELLAS)], "示例市雨伞条例")) == []


def test_the_older_date_on_the_right() -> None:
    old, new = (text(UMBRELLAS, "示例市雨伞办法", day) for day in ("2019年3月1日", "2023年5月6日"))

    assert codes(new, old) == ["older-on-the-right"]
    assert codes(old, new) == codes(old, old) == []
    assert codes(new, text(UMBRELLAS, "示例市雨伞办法")) == []


CLAUSES = "第一条　雨伞应当保持干净完好。\n\n第二条　借用雨伞应当登记。\n"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            ("雨伞办法（征求意见稿）", "", "甲"),
            ("雨伞办法", "", "正式稿"),
            ("征求意见稿", "正式稿"),
        ),
        (
            ("雨伞条例（草案）", "", "甲"),
            ("雨伞条例（草案二次审议稿）", "", "乙"),
            ("草案", "草案二次审议稿"),
        ),
        (("雨伞制度", "版本：V3.0", "甲"), ("雨伞制度", "版本：V10.0", "乙"), ("V3.0", "V10.0")),
        (("雨伞制度", "", "雨伞V1"), ("雨伞制度", "", "雨伞V1.1"), ("V1", "V1.1")),
        (("雨伞制度", "", "雨伞2022"), ("雨伞制度", "", "雨伞2025"), ("2022", "2025")),
        (
            ("雨伞制度", "", "雨伞2022年3月1日"),
            ("雨伞制度", "", "雨伞2022-04-01"),
            ("2022-03-01", "2022-04-01"),
        ),
    ],
)
def test_the_older_text_on_the_right_by_other_signs(
    old: tuple[str, str, str], new: tuple[str, str, str], shown: tuple[str, str]
) -> None:
    left, right = (
        load(f"{title}\n\n{below}\n\n{CLAUSES}".encode(), name=f"{name}.txt")
        for title, below, name in (old, new)
    )

    assert codes(left, right) == []
    (problem,) = diff(right, left).problems
    assert (
        problem.message == f"the older text stands on the right: {shown[0]} comes before {shown[1]}"
    )


def test_the_draft_of_a_revision_follows_the_final_text() -> None:
    law = load(f"雨伞条例\n\n{CLAUSES}".encode(), name="公布稿.txt")
    draft = load(f"雨伞条例（修订草案）\n\n{CLAUSES}".encode(), name="甲.txt")

    assert codes(law, draft) == codes(draft, law) == []


def test_the_surest_sign_of_age_decides() -> None:
    """Dates of versions win over the names of files."""
    old, new = (
        load(
            f"雨伞条例\n\n（{day}示例市人民代表大会常务委员会通过）\n\n{CLAUSES}".encode(),
            name=name,
        )
        for day, name in (("2019年3月1日", "雨伞V9.txt"), ("2023年5月6日", "雨伞V2.txt"))
    )

    assert codes(old, new) == []
    assert codes(new, old) == ["older-on-the-right"]


def test_a_share_counts_what_was_split_and_what_stands_outside_articles() -> None:
    plain = load(("雨伞说明\n\n" + "\n\n".join(UMBRELLAS * 2)).encode(), name="文本.txt")
    parted = text(
        [*UMBRELLAS[:3], UMBRELLAS[3][:14] + "。", UMBRELLAS[3][15:], *UMBRELLAS[4:7]],
        "示例市雨伞规定",
    )

    assert (
        codes(plain, load(("雨伞须知\n\n" + "\n\n".join(UMBRELLAS)).encode(), name="文本.txt"))
        == []
    )
    assert codes(text(UMBRELLAS, "示例市雨伞办法"), parted) == []
