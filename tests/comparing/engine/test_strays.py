"""A 款 that stands in another article on the other side is told once. All texts are invented."""

from __future__ import annotations

import pytest
from checking import check, marked
from drafting import document
from hypothesis import given, settings
from hypothesis import strategies as st
from json_schemas import validator
from lanes import examples
from versions import END, PRUNE, TEST, WATER, traced, version

from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.tracing.engine.blame import blame
from policydiff.tracing.engine.history import follow_clause

SCHEMA = validator("comparison")

CLEAN = "雨伞应当每周清洗一次，清洗的日期和次数由门卫当场记入登记簿。"
SHELF = "伞架放在教学楼一层的门厅，放学后由值日生搬回储藏室并且上锁。"
RENT = "外来人员借用雨伞的，押金为二十元，归还时当面退还。"
LOST = "遗失雨伞的，照原价赔偿；十日内找回的，赔偿款退还一半。"
NAMES = "借用人在登记簿上写明姓名、班级和电话。"


def compared(left: str, right: str) -> Comparison:
    comparison = diff(document(left), document(right))
    check(comparison)
    return comparison


def article(comparison: Comparison, num: str) -> Match:
    return next(
        match
        for match in comparison.matches
        if any(side.num == num for side in match.right or match.left)
    )


def elsewhere(match: Match) -> list[tuple[str, str, str | None]]:
    return [
        (edit.op, edit.text, edit.elsewhere) for edit in match.edits if edit.elsewhere is not None
    ]


LEFT = f"第一条　{NAMES}\n{CLEAN}\n第二条　{SHELF}\n第三条　{RENT}"
RIGHT = f"第一条　{NAMES}\n第二条　{SHELF}\n第三条　{RENT}\n{CLEAN.replace('一次', '两次')}"


def test_a_paragraph_that_moved_is_told_once() -> None:
    comparison = compared(LEFT, RIGHT)
    told = [
        match
        for match in comparison.matches
        if any("清洗" in edit.text for edit in match.edits) and not elsewhere(match)
    ]

    assert elsewhere(article(comparison, "第一条")) == [("delete", CLEAN, "art_3__para_2")]
    assert elsewhere(article(comparison, "第三条")) == [
        ("insert", CLEAN.replace("一次", "两次"), "art_1__para_2")
    ]
    (match,) = told
    assert (match.left[0].eid, match.right[0].eid, match.parent, match.moved) == (
        "art_1__para_2",
        "art_3__para_2",
        None,
        True,
    )
    assert [(edit.op, edit.text) for edit in match.edits if edit.op != "equal"] == [
        ("delete", "一次"),
        ("insert", "两次"),
    ]


def test_the_place_elsewhere_stands_in_json() -> None:
    told = compared(LEFT, RIGHT).to_dict()
    SCHEMA.validate(told)

    assert [
        edit["elsewhere"]
        for match in told["matches"]
        for edit in match["edits"]
        if "elsewhere" in edit
    ] == [
        "art_3__para_2",
        "art_1__para_2",
    ]


def test_nothing_else_differs_where_it_moved() -> None:
    """The line feed that went with it is noise: there is nothing else to show."""
    comparison = compared(LEFT, RIGHT)

    for num in ("第一条", "第三条"):
        assert all(
            edit.op == "equal" or edit.noise or edit.elsewhere
            for edit in article(comparison, num).edits
        )


def test_a_stretch_in_the_middle_and_other_changes_beside_it() -> None:
    left = f"第一条　{NAMES}\n{CLEAN}\n{LOST}\n第二条　{SHELF}\n第三条　{RENT}"
    right = (
        f"第一条　{NAMES}\n{LOST.replace('十日', '五日')}\n第二条　{SHELF}\n{CLEAN}\n第三条　{RENT}"
    )
    comparison = compared(left, right)

    assert marked(article(comparison, "第一条").edits).count("[") == 4
    assert elsewhere(article(comparison, "第一条")) == [("delete", CLEAN, "art_2__para_2")]
    assert ("delete", "十日") in [
        (edit.op, edit.text) for edit in article(comparison, "第一条").edits
    ]


def test_out_of_an_article_that_went_and_into_one_that_is_new() -> None:
    short = "雨伞应当每周由门卫清洗一次晾干。"
    left = f"第一条　{NAMES}\n第二条　{SHELF}\n{short}\n{LOST}\n第三条　{RENT}"
    right = f"第一条　{NAMES}\n第二条　{RENT}\n第三条　毕业典礼那天不设门卫，校长致辞以后各班自行离场。\n{short}\n本规则由家长委员会解释，争议由校长裁决。"
    comparison = compared(left, right)
    told = {match.kind: elsewhere(match) for match in comparison.matches if elsewhere(match)}

    assert told == {
        "removed": [("delete", short, "art_3__para_2")],
        "added": [("insert", short, "art_2__para_2")],
    }


def test_an_article_that_became_a_paragraph() -> None:
    """Its only 款 says what it says, and did not go either."""
    short = "雨伞应当每周由门卫清洗一次晾干。"
    left = f"第一条　{NAMES}\n第二条　{short}\n第三条　{SHELF}\n第四条　{RENT}"
    right = f"第一条　{NAMES}\n第二条　{SHELF}\n第三条　{RENT}\n{short}"
    comparison = compared(left, right)
    (match,) = [match for match in comparison.matches if match.reason == "elsewhere"]
    (gone,) = [inner for inner in comparison.matches if inner.kind == "removed"]

    assert (match.left[0].eid, match.right[0].eid) == ("art_2", "art_3__para_2")
    assert elsewhere(article(comparison, "第三条")) == [("insert", short, "art_2")]
    assert (gone.parent, elsewhere(gone)) == (match.id, [("delete", short, "art_3__para_2")])


def test_a_chapter_names_the_articles_that_left_it() -> None:
    left = f"第一章　借用\n第一条　{NAMES}\n第二条　{CLEAN}\n第三条　{RENT}\n第二章　保管\n第四条　{SHELF}\n第五条　{LOST}"
    right = f"第一章　借用\n第一条　{NAMES}\n第二条　{RENT}\n第二章　保管\n第三条　{SHELF}\n第四条　{LOST}\n第五条　{CLEAN}"
    comparison = compared(left, right)

    assert [(op, eid) for op, _, eid in elsewhere(article(comparison, "第一章"))] == [
        ("delete", "art_5")
    ]
    assert [(op, eid) for op, _, eid in elsewhere(article(comparison, "第二章"))] == [
        ("insert", "art_2")
    ]


def test_nothing_stands_elsewhere_where_nothing_moved() -> None:
    comparison = compared(LEFT, LEFT.replace("每周", "每月"))

    assert not any(edit.elsewhere for match in comparison.matches for edit in match.edits)


POOL = (CLEAN, SHELF, RENT, LOST, NAMES)


@settings(max_examples=examples(40), deadline=None)
@given(
    st.permutations(POOL),
    st.permutations(POOL),
    st.sets(st.integers(1, 4)),
    st.sets(st.integers(1, 4)),
)
@pytest.mark.parametrize("exact", [False, True])
def test_however_paragraphs_move_the_edits_make_both_texts(
    exact: bool, old: list[str], new: list[str], cuts: set[int], others: set[int]
) -> None:
    def law(parts: list[str], breaks: set[int]) -> str:
        heads = {
            place: f"第{'一二三四五'[count]}条　"
            for count, place in enumerate(sorted({0, *breaks}))
        }
        return "\n".join(heads.get(place, "") + part for place, part in enumerate(parts))

    check(diff(document(law(old, cuts)), document(law(new, others)), show_noise=exact))


FIRST = version("2018-03-01", f"{PRUNE}\n{TEST}", WATER, END)
SECOND = version("2021-05-01", PRUNE, f"{WATER}\n{TEST.replace('二年', '三年')}", END)


def changes(edits: tuple[Edit, ...]) -> list[tuple[str, str, str | None]]:
    return [
        (edit.op, edit.text, edit.elsewhere)
        for edit in edits
        if edit.op != "equal" and not edit.noise
    ]


def test_the_history_of_an_article_and_of_its_paragraph_agree() -> None:
    documents, lineage = traced(FIRST, SECOND)
    clauses = {
        eid: follow_clause(documents, lineage, 1, eid, eid).moments[1].clauses[0]
        for eid in ("art_1", "art_2", "art_2__para_2")
    }

    assert changes(clauses["art_1"].edits) == [("delete", TEST, "art_2__para_2")]
    assert changes(clauses["art_2"].edits) == [
        ("insert", TEST.replace("二年", "三年"), "art_1__para_2")
    ]
    assert clauses["art_2__para_2"].left == ("art_1__para_2",)
    assert changes(clauses["art_2__para_2"].edits) == [
        ("delete", "二年", None),
        ("insert", "三年", None),
    ]


def test_the_words_of_a_paragraph_that_moved_keep_their_version_in_its_article() -> None:
    documents, lineage = traced(FIRST, SECOND)
    article = {part.eid: part for part in blame(documents, lineage, 1).parts}["art_2"]
    (alone,) = blame(documents, lineage, 1, "art_2__para_2").parts

    assert article.passages[-1] == alone.passages[0]
    assert [run.version for one in alone.passages[0].sentences for run in one.runs] == [0, 1, 0]
    assert [one.version for passage in article.passages[:-1] for one in passage.sentences] == [0]


def test_what_moved_away_changes_no_wording_beside_it() -> None:
    """Without a mark at its end, the deletion would be one of the sentence before it."""
    old, new = (
        version("2018-03-01", f"{PRUNE[:-1]}\n{TEST}", WATER, END),
        version("2021-05-01", PRUNE[:-1], f"{WATER}\n{TEST}", END),
    )
    found = blame(*traced(old, new), 1)

    assert [one.version for passage in found.parts[0].passages for one in passage.sentences] == [0]
