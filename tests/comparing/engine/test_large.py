"""Texts of very many articles: time grows with their length, and what is not weighed is said."""

from __future__ import annotations

import random

import pytest

from policydiff.comparing.engine.align import assignment, likeness
from policydiff.comparing.engine.compare import diff
from policydiff.model.document import Block, Document, Provision

WORDS = [
    "经营",
    "企业",
    "主管",
    "部门",
    "登记",
    "申请",
    "许可",
    "检查",
    "记录",
    "报告",
    "数据",
    "网络",
    "保护",
    "处理",
    "人员",
    "单位",
    "监督",
    "服务",
    "规划",
    "环境",
    "道路",
    "交通",
    "教育",
    "医疗",
    "食品",
    "标准",
]


def law(texts: list[str]) -> Document:
    """A law of these articles, each of one 款."""
    return Document(
        title="示例法",
        kind="law",
        dialect="cn_law",
        body=tuple(article(number, text) for number, text in enumerate(texts, 1)),
    )


def article(number: int, text: str) -> Provision:
    paragraph = Provision(
        eid=f"art_{number}__para_1", level="paragraph", number="1", content=(Block(text=text),)
    )
    return Provision(
        eid=f"art_{number}",
        level="article",
        number=str(number),
        num=f"第{number}条",
        content=(paragraph,),
    )


def reworded(count: int) -> tuple[list[str], list[str]]:
    """Articles of which each has one other word."""
    chance, left, right = random.Random(1), [], []
    for _ in range(count):
        words = [chance.choice(WORDS) for _ in range(12)]
        other = list(words)
        other[chance.randrange(12)] = "其他"
        left.append("".join(words) + "。")
        right.append("".join(other) + "。")
    return left, right


def alike(count: int) -> tuple[list[str], list[str]]:
    """Articles that are alike but for a number."""
    left = [f"经营单位应当在{number}日内向主管部门报告处理情况。" for number in range(1, count + 1)]
    return left, [text.replace("报告", "书面报告") for text in left]


def exchanged(count: int) -> tuple[list[str], list[str]]:
    """Articles that went, and others that came."""
    chance, halves = random.Random(1), (WORDS[::2], WORDS[1::2])
    left, right = (
        [f"{''.join(chance.choice(words) for _ in range(12))}。" for _ in range(count)]
        for words in halves
    )
    return left, right


@pytest.mark.parametrize(
    "texts", [reworded, alike, exchanged], ids=["reworded", "alike", "exchanged"]
)
def test_time_grows_evenly(texts, grows_evenly):
    made = {size: [law(side) for side in texts(size)] for size in (200, 1_600)}

    grows_evenly(lambda size: diff(*made[size]), 1_600)


@pytest.mark.parametrize("count", [120, 300])
def test_articles_that_read_the_same_pair_in_their_order(count):
    """Every bigram stands in all of them, so none tells which belong together."""
    comparison = diff(
        law(["经营单位应当向主管部门报告。"] * count),
        law(["经营单位应当及时向主管部门报告。"] * count),
    )

    assert comparison.summary.reworded == count
    assert not comparison.summary.moved


def test_beyond_the_named_size_pairs_are_found_and_the_limit_is_told(monkeypatch):
    monkeypatch.setattr(likeness, "LARGEST", 10_000)
    monkeypatch.setattr(likeness, "HITS", 1_000)
    monkeypatch.setattr("policydiff.comparing.engine.compare.LARGEST", 10_000)
    monkeypatch.setattr(assignment, "LARGEST", 10_000)
    left, right = reworded(300)

    comparison = diff(law(left), law(right))

    assert [problem.code for problem in comparison.problems] == ["pairs-narrowed"]
    assert comparison.problems[0].message.startswith("300 and 300 provisions differ")
    pairs = {
        match.left[0].eid: match.right[0].eid
        for match in comparison.matches
        if match.left and match.right
    }
    assert sum(pairs.get(f"art_{number}") == f"art_{number}" for number in range(1, 301)) > 290


def test_within_it_nothing_is_told():
    assert diff(*(law(side) for side in reworded(100))).problems == ()


def test_nothing_is_hidden_beyond_it(monkeypatch):
    """Whatever is paired: all of both texts stands in the comparison."""
    monkeypatch.setattr(likeness, "LARGEST", 100)
    monkeypatch.setattr(likeness, "HITS", 10)
    left, right = exchanged(40)

    comparison = diff(law(left), law(right[:30] + left[:5]))

    paragraphs = [
        match
        for match in comparison.matches
        if any(side.level == "paragraph" for side in (*match.left, *match.right))
    ]
    assert sorted(side.eid for match in paragraphs for side in match.left) == sorted(
        f"art_{number}__para_1" for number in range(1, 41)
    )
    assert sorted(side.eid for match in paragraphs for side in match.right) == sorted(
        f"art_{number}__para_1" for number in range(1, 36)
    )
