"""A chapter moves where its articles do; articles that leave their place move by themselves."""

from __future__ import annotations

from drafting import document

from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison

RULES = [
    "投放企业应当按日清点共享雨伞并公布存量",
    "使用人损坏共享单车的应当照价赔偿",
    "街道办事处负责划定饮水机的设置地点",
    "沿街路灯的维护费用由市级财政承担",
    "公园长椅的式样由园林主管部门统一设计",
    "书亭每日开放时间不得少于八小时",
    "公厕保洁由区级市容主管部门监督检查",
    "花坛植物每年春秋两季各更换一次",
]


def text(*chapters: tuple[str, str, list[int]]) -> str:
    """Chapters of a number, a heading and the rules that they hold; articles are numbered
    through.
    """
    lines, number = [], 0
    for num, heading, rules in chapters:
        lines.append(f"第{num}章　{heading}")
        for rule in rules:
            number += 1
            lines.append(f"第{'零一二三四五六七八九十'[number]}条　{RULES[rule]}。")
    return "\n".join(lines)


def moved(comparison: Comparison) -> list[str]:
    return [match.right[0].eid for match in comparison.matches if match.moved]


def test_a_chapter_moves_with_its_articles_whichever_is_the_lighter() -> None:
    left = document(
        text(("一", "总则", [0, 1, 2]), ("二", "设施", [3, 4]), ("三", "养护", [5, 6, 7]))
    )
    right = document(
        text(("一", "总则", [0, 1, 2]), ("二", "养护", [5, 6, 7]), ("三", "设施", [3, 4]))
    )

    assert moved(diff(left, right)) == ["chp_3", "art_7", "art_8"]


def test_a_chapter_stays_where_few_of_its_articles_moved() -> None:
    left = document(text(("一", "总则", [0, 1, 2, 3]), ("二", "设施", [4, 5, 6, 7])))
    right = document(text(("一", "总则", [0, 1, 2, 3]), ("二", "设施", [7, 4, 5, 6])))

    assert moved(diff(left, right)) == ["art_5"]


def test_an_article_alone_moves_without_its_chapter() -> None:
    left = document(text(("一", "总则", [0, 1, 2, 3]), ("二", "设施", [4, 5, 6, 7])))
    right = document(text(("一", "总则", [1, 2, 3, 0]), ("二", "设施", [4, 5, 6, 7])))

    assert moved(diff(left, right)) == ["art_4"]


def test_nothing_moves_where_chapters_are_put_in() -> None:
    left = document(text(("一", "总则", [0, 1]), ("二", "设施", [4, 5])))
    right = document(text(("一", "总则", [0, 1]), ("二", "保障", [2, 3]), ("三", "设施", [4, 5])))

    assert moved(diff(left, right)) == []
