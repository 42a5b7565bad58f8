"""Random revisions of invented law, the truth known: each article is found again, whatever was done
around it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from checking import check
from drafting import document, numeral_of
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison, Match

WORDS = (
    *(
        "雨伞",
        "伞架",
        "伞套",
        "门卫",
        "押金",
        "书架",
        "期刊",
        "读者",
        "座位",
        "暖气",
        "窗帘",
        "校车",
        "司机",
        "站牌",
        "食堂",
        "餐具",
    ),
    *(
        "水池",
        "果树",
        "园丁",
        "花坛",
        "操场",
        "球门",
        "裁判",
        "哨子",
        "琴房",
        "乐谱",
        "合唱",
        "画室",
        "颜料",
        "展板",
        "宿舍",
        "钥匙",
    ),
)
VERBS = (
    "登记",
    "清洗",
    "更换",
    "检查",
    "归还",
    "借出",
    "修理",
    "涂漆",
    "公布",
    "编号",
    "移交",
    "封存",
)
FRESH = (
    "夜间巡查发现漏水时，值班人先关总阀，随后打电话叫修。",
    "本规则没有说到的事，交家长委员会商量后由校长拍板。",
    "毕业典礼那天免收一切费用；下雪天顺延到放晴为止。",
)
"""Articles put in: nothing in them reads like the rest."""

CHAPTERLESS = 99
"""Articles in one chapter, so that none leaves it."""

Law = list[tuple[str, ...]]
"""Articles, each its 款."""


def sentence(place: int) -> str:
    """One of many sentences that share no more than sentences of one law do."""
    chance = random.Random(place)
    a, b, c, d = chance.sample(WORDS, 4)
    do, so, then = chance.sample(VERBS, 3)
    return chance.choice(
        (
            f"{a}的{do}由{b}管理员在第{place + 2}周完成，{c}损坏的，先{so}再{then}{d}。",
            f"凡需{do}{a}的班级，须向{b}小组说明{c}的用途，未经同意不得{so}{d}。",
            f"{a}与{b}每学期{do}一次；{c}不足时，可以{so}{d}代替，并且{then}清单。",
            f"学校鼓励学生{do}{a}，对{so}{b}成绩突出的，奖励{c}{place + 3}件和{d}一份。",
        )
    )


def base(size: int) -> Law:
    return [
        tuple(sentence(10 * place + part) for part in range(1 + place % 3)) for place in range(size)
    ]


def law(articles: Law, chapter: int = 6) -> str:
    lines = []
    for place, paragraphs in enumerate(articles):
        if place % chapter == 0:
            lines.append(
                f"第{numeral_of(place // chapter + 1)}章　部分{numeral_of(place // chapter + 1)}"
            )
        lines += [f"第{numeral_of(place + 1)}条　{paragraphs[0]}", *paragraphs[1:]]
    return "\n".join(lines)


def compared(left: str, right: str) -> Comparison:
    comparison = diff(document(left), document(right))
    check(comparison)
    return comparison


def articles_of(comparison: Comparison) -> Iterator[tuple[Match, list[int], list[int]]]:
    for match in comparison.matches:
        sides = [
            [int(side.eid.rpartition("_")[2]) - 1 for side in part if side.level == "article"]
            for part in (match.left, match.right)
        ]
        if any(sides):
            yield match, *sides


def links_of(comparison: Comparison) -> set[tuple[int | None, int | None]]:
    links: set[tuple[int | None, int | None]] = set()
    for _, left, right in articles_of(comparison):
        links |= {(a, b) for a in left for b in right} or {(a, None) for a in left} | {
            (None, b) for b in right
        }
    return links


def reworded(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    first = paragraphs[0].replace("的", "之", 1).replace("，", "，应当依照本条例", 1)
    return (first[:-1] + "，并且告知家长。", *paragraphs[1:])


@st.composite
def revisions(draw) -> tuple[Law, Law, set[tuple[int | None, int | None]], set[int]]:
    """A law, its revision, the true links, and the old places of what moved."""
    size = draw(st.integers(12, 24))
    old = base(size)
    rows: list[tuple[tuple[str, ...], int | None]] = [
        (paragraphs, place) for place, paragraphs in enumerate(old)
    ]
    marked = draw(st.lists(st.integers(0, size - 1), unique=True, max_size=5))
    for place in marked[:2]:
        rows[place] = (reworded(old[place]), place)
    moved = set()
    for place in marked[2:3]:
        spot = next(at for at, (_, origin) in enumerate(rows) if origin == place)
        row = rows.pop(spot)
        rows.insert(spot + 8 if spot + 8 <= len(rows) else spot - 8, row)
        moved.add(place)
    for place in marked[3:4]:
        rows = [row for row in rows if row[1] != place]
    for count in range(draw(st.integers(0, 3))):
        rows.insert(draw(st.integers(0, len(rows))), ((FRESH[count],), None))
    links: set[tuple[int | None, int | None]] = {
        (origin, place) for place, (_, origin) in enumerate(rows)
    }
    kept = {origin for _, origin in rows}
    return (
        old,
        [paragraphs for paragraphs, _ in rows],
        links | {(place, None) for place in range(size) if place not in kept},
        moved,
    )


@settings(max_examples=examples(40), deadline=None)
@given(revisions())
def test_every_article_is_found_again(revision) -> None:
    old, new, links, moved = revision
    comparison = compared(law(old, CHAPTERLESS), law(new, CHAPTERLESS))

    assert links_of(comparison) == links
    assert moved == {left[0] for match, left, _ in articles_of(comparison) if match.moved}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 17), st.booleans())
def test_a_split_is_found_with_both_parts(place: int, again: bool) -> None:
    old = base(18)
    old[place] = (sentence(900) + sentence(901), sentence(902))
    parts = [
        (sentence(900) + sentence(901),),
        reworded((sentence(902),)) if again else (sentence(902),),
    ]
    comparison = compared(law(old), law([*old[:place], *parts, *old[place + 1 :]]))

    assert {(place, place), (place, place + 1)} <= links_of(comparison)
    assert [match.kind for match, left, _ in articles_of(comparison) if place in left] == ["split"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 16), st.booleans())
def test_a_join_is_found_with_both_parts(place: int, again: bool) -> None:
    old = base(18)
    both = old[place] + (reworded(old[place + 1]) if again else old[place + 1])
    comparison = compared(law(old), law([*old[:place], both, *old[place + 2 :]]))

    assert {(place, place), (place + 1, place)} <= links_of(comparison)
    assert [match.kind for match, _, right in articles_of(comparison) if place in right] == [
        "merged"
    ]


@pytest.mark.parametrize("more", [0, 1, 3])
def test_twins_go_to_their_own(more: int) -> None:
    """The same rules for two kinds of umbrella, word for word but for the kind, each revised a
    little and pushed down.
    """
    rules = [sentence(700 + place) for place in range(5)]
    kinds = ("长柄伞", "折叠伞")
    old = [(f"{kind}的管理人适用下列要求。{rule}",) for kind in kinds for rule in rules]
    new = [
        (f"{kind}的管理人适用下列要求。{rule[:-1]}，并且留存记录。",)
        for kind in kinds
        for rule in rules
    ]
    fresh = [(sentence(800 + place),) for place in range(more)]
    comparison = compared(law(old, 5), law([*fresh, *new], 5))

    assert {(place, place + more) for place in range(10)} <= links_of(comparison)


def test_equal_twins_stay_in_their_chapters() -> None:
    """The same sentence, word for word, in two chapters: what stands around tells them apart."""
    shared = sentence(700)
    old = [(sentence(10),), (shared,), (sentence(11),), (sentence(20),), (shared,), (sentence(21),)]
    new = [
        (sentence(12),),
        (sentence(10),),
        (shared,),
        (sentence(11),),
        (sentence(20),),
        (sentence(21),),
        (shared,),
    ]
    comparison = compared(law(old, 3), law(new, 4))

    assert {(1, 2), (4, 6)} <= links_of(comparison)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 3), st.integers(0, 3))
def test_a_chapter_that_moves_whole_moves_once(chapter: int, to: int) -> None:
    """Its articles went along, and no other moved."""
    chapters = [
        [
            f"第{numeral_of(6 * place + part + 1)}条　{sentence(50 * place + part)}"
            for part in range(6)
        ]
        for place in range(4)
    ]
    headings = ["总则", "借用", "保管", "奖励"]
    order = [place for place in range(4) if place != chapter]
    order.insert(to, chapter)

    def text(places: list[int]) -> str:
        lines, count = [], 0
        for place, home in enumerate(places):
            lines.append(f"第{numeral_of(place + 1)}章　{headings[home]}")
            for article in chapters[home]:
                count += 1
                lines.append(f"第{numeral_of(count)}条　{article.partition('　')[2]}")
        return "\n".join(lines)

    comparison = compared(text([0, 1, 2, 3]), text(order))
    moved = [
        match for match in comparison.matches if match.moved and match.left[0].level == "chapter"
    ]
    articles = {
        match.parent
        for match in comparison.matches
        if match.moved and match.left[0].level == "article"
    }

    assert len(moved) <= abs(chapter - to)
    assert bool(moved) == (chapter != to)
    assert articles == {match.id for match in moved}


REVISIONS = (
    ("学校鼓励学生", "学生不得要求学校"),
    ("可以", "不得"),
    ("先", "五日内"),
    ("奖励", "处罚"),
    ("管理员", "值日生"),
    ("，", ","),
)


def revised(chance: random.Random, articles: Law) -> Law:
    """The articles with words changed and swapped, and their 款 moved, split, joined, put in and
    taken out.
    """
    parts = [list(paragraphs) for paragraphs in articles]
    for _ in range(chance.randint(1, 8)):
        article = chance.choice(parts)
        place = chance.randrange(len(article))
        text = article[place]
        match chance.choice(("words", "swap", "out", "away", "fresh", "split", "join", "part")):
            case "words":
                article[place] = text.replace(*chance.choice(REVISIONS))
            case "swap":
                one, other = chance.sample(WORDS, 2)
                article[place] = text.replace(one, "\0").replace(other, one).replace("\0", other)
            case "out" if len(article) > 1:
                del article[place]
            case "away" if len(article) > 1:
                chance.choice(parts).insert(0, article.pop(place))
            case "fresh":
                article.insert(place, chance.choice(FRESH))
            case "split" if "，" in text[:-1]:
                head, _, tail = text.partition("，")
                article[place : place + 1] = [head + "。", tail]
            case "join" if place:
                article[place - 1 : place + 1] = ["".join(article[place - 1 : place + 1])]
            case "part" if len(article) > 1:
                parts.insert(parts.index(article) + 1, article[1:])
                del article[1:]
    return [tuple(paragraphs) for paragraphs in parts]


@settings(max_examples=examples(60), deadline=None)
@given(st.randoms(use_true_random=False))
def test_whatever_is_revised_no_text_is_told_by_no_edit(chance: random.Random) -> None:
    """`check` proves the edits of every match, and that matches with edits hold all text of both
    sides.
    """
    articles = base(9)
    compared(law(articles), law(revised(chance, articles)))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 90), st.booleans(), st.booleans())
def test_what_introduces_a_list_is_told_where_its_paragraph_was_split(
    place: int, join: bool, again: bool
) -> None:
    first, second = sentence(900), sentence(901)
    points = [f"（{numeral_of(number)}）{sentence(place + number)}" for number in (1, 2)]
    whole = [
        (sentence(1),),
        (f"{first}{reworded((second,))[0] if again else second}属于下列情形的除外：", *points),
    ]
    parts = [(sentence(1),), (f"{first}", f"{second}属于下列情形的除外：", *points)]
    comparison = compared(*(law(parts), law(whole)) if join else (law(whole), law(parts)))
    (match,) = [match for match in comparison.matches if match.kind in ("split", "merged")]

    assert match.left[0].level == "paragraph"
    assert match.edits


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("设备不得转让。", "设备转让。", "不得", ""),
        ("十五日内答复。", "五日内答复。", "十五", "五"),
        ("门卫应当通知班长。", "班长应当通知门卫。", "门卫", "门卫"),
    ],
)
@pytest.mark.parametrize("level", ["an article", "a 款 of a split article"])
def test_short_changes_of_much_weight_are_in_an_edit(
    level: str, before: str, after: str, gone: str, come: str
) -> None:
    own, rest = sentence(900) + sentence(901), sentence(902) + sentence(903)
    if level == "an article":
        left, right = (
            [(sentence(1),), (own + before,), (sentence(2),)],
            [(sentence(1),), (own + after,), (sentence(2),)],
        )
    else:
        left, right = (
            [(sentence(1),), (own + before, rest)],
            [(sentence(1),), (own + after,), (rest,)],
        )
    comparison = compared(law(left), law(right))
    (match,) = [
        match
        for match in comparison.matches
        if match.kind == "reworded" and match.left[0].level == "paragraph"
    ]

    assert gone in "".join(edit.text for edit in match.edits if edit.op == "delete")
    assert come in "".join(edit.text for edit in match.edits if edit.op == "insert")
