"""Articles that follow one another are named as a range."""

from __future__ import annotations

import pytest

from policydiff.relating.report.relation import join_articles


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        ([], []),
        (["第四十四条"], ["第四十四条"]),
        (
            ["第四十四条", "第十四条", "第十三条", "第十七条", "第十六条", "第十五条"],
            ["第四十四条", "第十三至十七条"],
        ),
        (["第五条", "第六条"], ["第五条", "第六条"]),
        (["第九条", "第十条", "第十一条", "第十条"], ["第九至十一条"]),
        (["第五条", "第五条之一", "第六条", "第七条"], ["第五至七条", "第五条之一"]),
        (["1", "2", "3", "一（一）"], ["1", "2", "3", "一（一）"]),
        (["第何条", "第1条", "第2条", "第3条"], ["第何条", "第1至3条"]),
    ],
)
def test_runs_of_three_and_more_are_joined(names, joined):
    assert join_articles(names) == joined
