"""Articles of a law that was rewritten, paired by the odds. All texts are invented."""

from __future__ import annotations

from dataclasses import replace

from drafting import document, numeral_of
from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.comparing.actions.pairs import read_pairs
from policydiff.comparing.engine.align.passes import RIVALS
from policydiff.comparing.engine.align.probable import EVEN, MOVED_SHARE, POSSIBLE
from policydiff.comparing.engine.align.weights import SHIPPED
from policydiff.comparing.engine.compare import diff

SUBJECTS = (
    "雨伞",
    "伞架",
    "押金",
    "登记簿",
    "门卫",
    "校车",
    "食堂",
    "宿舍",
    "图书馆",
    "广播站",
    "温室",
    "果园",
)
DUTIES = (
    "{}由总务处统一采购，采购清单应当在开学前十日张贴在公告栏。",
    "{}每学期检查两次，检查结果由值日教师签字后存档三年。",
)
ARTICLES = [duty.format(subject) for subject in SUBJECTS for duty in DUTIES]
LOAN = "借用人归还物品时发现损坏的，应当如实说明损坏的经过。"
FINE = "故意损坏的，照原价赔偿，并且一个月内不得再次借用。"
OUTING = "春游由年级组长带队，出发前核对名单，返校后逐一点名。"


def law(*texts: str):
    return document("\n".join(f"第{numeral_of(at)}条　{text}" for at, text in enumerate(texts, 1)))


def links(left: list[str], right: list[str], **options) -> set[tuple[int, int]]:
    """The places of articles that correspond."""
    found = set()
    for match in diff(law(*left), law(*right), **options).matches:
        sides = [
            [int(side.eid.removeprefix("art_")) - 1 for side in half if side.level == "article"]
            for half in (match.left, match.right)
        ]
        if match.links and sides[0] and sides[1]:
            found |= {
                tuple(int(eid.removeprefix("art_")) - 1 for eid in pair) for pair in match.links
            }
        else:
            found |= {(old, new) for old in sides[0] for new in sides[1]}
    return found


def test_a_split_and_a_join_among_many_articles():
    left = [*ARTICLES, LOAN + FINE]
    right = [LOAN, *ARTICLES[:6], ARTICLES[6] + ARTICLES[7], *ARTICLES[8:], FINE]
    found = links(left, right)

    assert {(24, 0), (24, 24)} <= found
    assert {(6, 7), (7, 7)} <= found
    assert len(found) == len(ARTICLES) + 2


def test_what_came_is_no_partner_of_what_went():
    found = links([*ARTICLES, LOAN + FINE], [OUTING, *ARTICLES])

    assert found == {(place, place + 1) for place in range(len(ARTICLES))}


def test_an_article_modelled_on_one_that_goes_on_took_nothing_from_it():
    model = "伞架由值日学生每周擦洗，擦洗后登记，发现松动的应当立即报修，并挂牌停用。"
    found = links(
        [*ARTICLES[:8], model, *ARTICLES[8:]],
        [
            *ARTICLES[:8],
            model.replace("每周", "每月"),
            *ARTICLES[8:],
            model.replace("伞架", "滑梯"),
        ],
    )

    assert found == {(place, place) for place in range(len(ARTICLES) + 1)}


def test_articles_that_read_the_same_are_paired_in_their_order():
    left = [*ARTICLES, *["借用人应当向管理员说明用途。"] * 3]
    right = [*ARTICLES, *["借用人应当书面向管理员说明用途。"] * 3]

    assert {(24, 24), (25, 25), (26, 26)} <= links(left, right)


def test_without_changes_nothing_corresponds_twice():
    assert links(ARTICLES, ARTICLES) == {(place, place) for place in range(len(ARTICLES))}


def test_other_weights_decide_otherwise():
    left, right = [*ARTICLES, LOAN + FINE], [*ARTICLES, FINE.replace("一个月", "两个月")]
    never = replace(SHIPPED, second={**SHIPPED.second, "": -99.0})

    assert (24, 24) in links(left, right)
    assert (24, 24) not in links(left, right, weights=never)


def unsure(left: list[str], right: list[str], lowered: float):
    """The comparison by a model whose odds are lowered, in log odds."""
    second = {**SHIPPED.second, "": SHIPPED.second[""] - lowered}
    return diff(law(*left), law(*right), weights=replace(SHIPPED, second=second))


def test_the_score_of_a_match_is_its_odds():
    left, right = [*ARTICLES, LOAN + FINE], [*ARTICLES, FINE.replace("一个月", "两个月")]
    scores = []
    for lowered in (0.0, 1.0, 2.0):
        (match,) = (m for m in unsure(left, right, lowered).matches if m.reason == "odds")
        scores.append(match.score)

    assert scores == sorted(scores, reverse=True)
    assert all(0.5 <= score <= 1 for score in scores)


def test_below_even_odds_a_pair_is_possible_and_no_match():
    left, right = [*ARTICLES, LOAN + FINE], [*ARTICLES, FINE.replace("一个月", "两个月")]
    for lowered in range(1, 60):
        found = unsure(left, right, lowered / 2)
        gone = next(
            match for match in found.matches if match.left and match.left[0].num == "第二十五条"
        )
        if not gone.right:
            break
    come = next(match for match in found.matches if not match.left and match.right)

    assert (gone.kind, come.kind) == ("removed", "added")
    (to,), (of,) = gone.possible, come.possible
    assert (to.side.eid, of.side.eid) == ("art_25", "art_25")
    assert to.score == of.score
    assert POSSIBLE <= to.score < EVEN
    assert gone.to_dict()["possible"] == [{"eid": "art_25", "num": "第二十五条", "score": to.score}]


def test_what_a_person_set_apart_is_not_possible():
    left, right = [*ARTICLES, LOAN + FINE], [*ARTICLES, FINE.replace("一个月", "两个月")]
    pairs = read_pairs({"unlink": [{"left": "art_25", "right": "art_25"}]}, law(*left), law(*right))
    found = diff(law(*left), law(*right), pairs=pairs)

    assert not any(match.possible for match in found.matches)


moves = st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23)), min_size=1, max_size=8)


@settings(max_examples=25)
@given(moves)
def test_articles_and_their_paragraphs_do_not_contradict_one_another(moved):
    left = [[ARTICLES[place], ARTICLES[(place + 7) % 24] + FINE] for place in range(24)]
    right = [[*paragraphs] for paragraphs in left]
    for old, new in moved:
        if right[old]:
            right[new].append(right[old].pop().replace("一个月", "两个月"))
    sides = [law(*("\n".join(lines) for lines in side if lines)) for side in (left, right)]
    found = diff(*sides)
    lengths = [{part.eid: len(part.text) for part in side.provisions} for side in sides]
    groups = {side.eid: match for match in found.matches for side in match.left}

    for match in found.matches:
        ends = [side.eid.split("__")[0] for half in (match.left, match.right) for side in half]
        if len(ends) != 2 or not match.left or match.left[0].level != "paragraph":
            continue
        around = groups[ends[0]]
        if ends[1] in {side.eid for side in around.right} and around.links:
            share = lengths[0][match.left[0].eid] / min(lengths[0][ends[0]], lengths[1][ends[1]])
            assert tuple(ends) in around.links or share < MOVED_SHARE


def test_unrelated_texts_hardly_correspond():
    left = [*ARTICLES, LOAN, FINE]
    right = [
        f"{city}的渡口应当配备救生衣，渡船第{numeral_of(at)}号由船长检查缆绳。"
        for at, city in enumerate("东西南北中前后左右上下内外天地日月星云山水", 1)
    ]

    assert len(links(left, right)) <= 1


def test_the_odds_are_for_texts_with_enough_rivals():
    assert len(ARTICLES) >= RIVALS
    few = diff(law(LOAN, FINE), law(LOAN, FINE.replace("照", "按")))
    assert "odds" not in {match.reason for match in few.matches}
    many = diff(law(*ARTICLES, FINE), law(*ARTICLES, FINE.replace("照", "按")))
    assert "odds" in {match.reason for match in many.matches}
