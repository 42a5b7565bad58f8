"""Which pairings a reader should check. All texts are invented."""

from __future__ import annotations

from dataclasses import replace

from drafting import document

from policydiff.comparing.engine.align.confidence import (
    CONFIDENT,
    DOUBTFUL,
    is_doubtful,
    is_sure,
    judge,
)
from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison, Match

KEPT = (
    "雨伞应当每周清洗一次，清洗的日期和次数由门卫当场记入登记簿。",
    "伞架放在教学楼一层的门厅，放学后由值日生搬回储藏室并且上锁。",
    "外来人员借用雨伞的，押金为二十元，归还时当面退还。",
)
OLD = "班长每月清点雨伞的数量，清点结果张贴在门厅的公告栏。"
NEW = "班长每月清点雨伞，发现破损的送修，修理费用从班费中列支并逐笔记录。"


def law(*texts: str) -> str:
    return "\n".join(f"第{'一二三四五六'[place]}条　{text}" for place, text in enumerate(texts))


def match_of(comparison: Comparison) -> Match:
    return next(
        match
        for match in comparison.matches
        if match.left and match.right and match.kind == "reworded" and match.right[0].num
    )


def test_an_equal_number_between_matched_neighbours_is_no_doubt() -> None:
    comparison = diff(document(law(KEPT[0], OLD, KEPT[1])), document(law(KEPT[0], NEW, KEPT[1])))

    assert (match_of(comparison).score or 1) < CONFIDENT
    assert not match_of(comparison).doubtful


def test_at_an_end_one_neighbour_is_enough() -> None:
    comparison = diff(document(law(*KEPT, OLD)), document(law(*KEPT, NEW)))

    assert (match_of(comparison).score or 1) < CONFIDENT
    assert not match_of(comparison).doubtful


def renumbered(score: float) -> Match:
    """A match with another number on each side, judged at these odds."""
    comparison = diff(
        document(law(KEPT[0], OLD, KEPT[1])),
        document(law("本规则由校长公布，家长委员会备案。", KEPT[0], NEW, KEPT[1])),
    )
    assert match_of(comparison).renumbered
    matches = (
        replace(match, score=score, doubtful=False) if match == match_of(comparison) else match
        for match in comparison.matches
    )
    return match_of(judge(replace(comparison, matches=tuple(matches))))


def test_another_number_is_a_doubt_at_low_odds() -> None:
    match = renumbered(DOUBTFUL - 0.01)

    assert match.doubtful
    assert is_doubtful(match)
    assert not is_sure(match)
    assert match.to_dict()["doubtful"] is True


def test_likely_pairs_are_no_doubts_and_nothing_rests_on_them() -> None:
    assert not any(renumbered(odds).doubtful for odds in (DOUBTFUL, CONFIDENT, 1.0))
    assert not is_sure(renumbered(DOUBTFUL))
    assert is_sure(renumbered(CONFIDENT))


def test_an_equal_number_between_others_is_a_doubt() -> None:
    """Nothing beside it corresponds, so that the number alone would say it."""
    left, right = (
        law(KEPT[0], OLD, KEPT[1]),
        law("本规则由校长公布，家长委员会备案。", NEW, "毕业典礼那天免收一切费用。"),
    )
    doubts = [
        match
        for match in diff(document(left), document(right)).matches
        if match.left and match.right and match.score and match.score < 0.6
    ]

    assert all(match.doubtful for match in doubts)


def test_what_is_alike_is_no_doubt_and_not_told() -> None:
    comparison = diff(document(law(*KEPT)), document(law(*KEPT).replace("每周", "每月")))

    assert not any(match.doubtful for match in comparison.matches)
    assert all("doubtful" not in match.to_dict() for match in comparison.matches)
