"""What became of provisions. The texts are invented."""

from __future__ import annotations

import pytest

from policydiff.citing.actions.cited_texts import numbering
from policydiff.citing.engine.provision_outcomes import ProvisionOutcomes
from policydiff.comparing.engine.compare import diff
from policydiff.model.document import Document
from policydiff.reading.load import load

OLD = (
    "为了保护河道，制定本条例。",
    "河道两岸五十米以内为保护范围，不得堆放垃圾和其他废弃物。",
    "在河道中采砂的，应当申请采砂许可证。\n申请人应当说明采砂的地点、数量和期限。",
    "夜间禁止在河道中行驶竹筏。",
    "违反本条例第三条规定的，处一千元以上五千元以下的罚款。",
    "阻碍河道巡查的，由公安机关依法处理。",
)
NEW = (
    OLD[0],
    OLD[1],
    "县级人民政府应当设立河长，负责巡查并公布结果。",
    OLD[2],
    "违反本条例第四条规定的，处二千元以上九千元以下的罚款。",
    OLD[5],
)


def document(articles: tuple[str, ...], date: str) -> Document:
    lines = ["示例省河道条例", "", f"（{date}示例省人民代表大会常务委员会通过）", ""]
    lines += [
        line
        for number, text in zip("一二三四五六", articles, strict=True)
        for line in (f"第{number}条　{text}", "")
    ]
    return load("\n".join(lines).encode(), name="invented.txt")


@pytest.fixture(scope="module")
def outcomes() -> ProvisionOutcomes:
    return ProvisionOutcomes.of(
        diff(document(OLD, "2018年1月1日"), document(NEW, "2022年1月1日")), numbering
    )


@pytest.mark.parametrize(
    ("eid", "end", "expected"),
    [
        ("art_2", None, ("unchanged", ["第二条"], False)),
        ("art_3", None, ("renumbered", ["第四条"], False)),
        ("art_3__para_2", None, ("renumbered", ["第四条第二款"], False)),
        ("art_4", None, ("removed", [], False)),
        ("art_5", None, ("reworded", ["第五条"], True)),
        ("art_1", "art_2", ("unchanged", ["第一条", "第二条"], False)),
        ("art_2", "art_4", ("renumbered", ["第二条", "第四条"], True)),
        ("art_5", "art_6", ("reworded", ["第五条", "第六条"], True)),
    ],
)
def test_what_became_of_it(
    outcomes: ProvisionOutcomes, eid: str, end: str | None, expected: tuple[str, list[str], bool]
) -> None:
    became = outcomes.find(eid, end)

    assert became is not None
    assert (became.outcome, [number for _, number in became.now], became.reworded) == expected
    assert became.date == "2022-01-01"


def test_what_is_not_there(outcomes: ProvisionOutcomes) -> None:
    assert outcomes.find("art_99") is None


def test_words_that_only_follow_a_renumbering_are_explained() -> None:
    old = (*OLD[:4], "违反本条例第三条规定的，处一千元以上五千元以下的罚款。", OLD[5])
    new = (*NEW[:4], "违反本条例第四条规定的，处一千元以上五千元以下的罚款。", NEW[5])
    became = ProvisionOutcomes.of(
        diff(document(old, "2018年1月1日"), document(new, "2022年1月1日")), numbering
    ).find("art_5")

    assert became is not None
    assert (became.outcome, became.explained) == ("reworded", True)
