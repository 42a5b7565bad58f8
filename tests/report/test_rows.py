"""Rows: one for each article or unnumbered part, everything below it inside, quiet neighbours
gathered.
"""

from __future__ import annotations

import dataclasses

import pytest

import policydiff
from policydiff.comparing.report.table.match_rows import build_rows
from policydiff.model.comparison import Comparison, Match, Side
from policydiff.model.document import Block, Document
from policydiff.model.identifiers import name_document
from policydiff.model.reports import ReportOptions
from policydiff.report.rows import ComparisonRow, Gap, gather

OPTIONS = ReportOptions()


def outline(items) -> list[str]:
    return [
        f"…{item.category}×{len(item.rows)}"
        if isinstance(item, Gap)
        else f"{'#' if item.container else ''}{item.label}:{item.category}"
        for item in items
    ]


def text_of(cells) -> list[str]:
    return ["".join(piece.text for piece in cell.text) for cell in cells]


def test_rows_in_the_order_of_the_matches(sample):
    assert outline(build_rows(sample, OPTIONS)) == [
        "序言:reworded",
        "#第一章:unchanged",
        "第一条:unchanged",
        "第二条:unchanged",
        "第三条:moved",
        "第四条:reworded",
        "#第二章:reworded",
        "第五条:reworded",
        "第六条、第七条:split",
        "第六条:removed",
        "第八条:added",
        "第九条:renumbered",
        "附件1:reworded",
    ]


def test_quiet_neighbours_are_gathered(sample):
    assert outline(gather(build_rows(sample, OPTIONS))) == [
        "序言:reworded",
        "#第一章:unchanged",
        "…unchanged×2",
        "第三条:moved",
        "第四条:reworded",
        "#第二章:reworded",
        "第五条:reworded",
        "第六条、第七条:split",
        "第六条:removed",
        "第八条:added",
        "…renumbered×1",
        "附件1:reworded",
    ]


def test_only_changed_leaves_out_what_did_not_change(sample):
    rows = build_rows(sample, OPTIONS)

    assert "…unchanged×2" not in outline(gather(rows, only_changed=True))
    assert "…renumbered×1" in outline(gather(rows, only_changed=True))


def test_the_whole_has_no_gaps_and_leaves_nothing_out(sample):
    whole = build_rows(sample, ReportOptions(whole=True))

    assert list(gather(whole, whole=True)) == list(whole)
    assert "…unchanged×2" not in outline(gather(whole, whole=True, only_changed=True))
    assert any(piece.elided for row in build_rows(sample, OPTIONS) for piece in row.text)
    assert not any(
        piece.elided
        for row in whole
        for cell in (*row.left, *row.right)
        for piece in (*row.text, *cell.text)
    )


def test_a_chapter_without_changes_goes_with_its_articles(same):
    assert list(gather(build_rows(same, OPTIONS), only_changed=True)) == []


def test_a_chapter_waits_for_its_first_changed_row():
    def row(identity: int, category: str, depth: int | None = None) -> ComparisonRow:
        return ComparisonRow(
            id=identity,
            category=category,
            left=(),
            right=(),
            container=depth is not None,
            depth=depth or 0,
        )

    rows = (
        row(1, "unchanged", 4),
        row(2, "unchanged"),
        row(3, "unchanged", 4),
        row(4, "unchanged", 5),
        row(5, "unchanged"),
        row(6, "unchanged", 5),
        row(7, "added"),
        row(8, "unchanged", 5),
        row(9, "reworded", 4),
    )

    assert [item.id for item in gather(rows, only_changed=True)] == [3, 6, 7, 9]


def test_nothing_is_lost_in_gaps(sample):
    rows = build_rows(sample, OPTIONS)
    gathered = [
        row for item in gather(rows) for row in (item.rows if isinstance(item, Gap) else (item,))
    ]

    assert gathered == list(rows)


def test_a_split_row_shows_all_sides_with_the_edits_of_its_parts(sample):
    row = next(row for row in build_rows(sample, OPTIONS) if row.category == "split")

    assert text_of(row.left) == ["巡护员每周巡河一次。\n巡护记录保存二年。"]
    assert text_of(row.right) == ["巡护员每周巡河二次。", "巡护记录保存三年。"]
    assert [piece.text for piece in row.left[0].text if piece.op == "delete"] == ["一", "二"]
    assert [piece.text for cell in row.right for piece in cell.text if piece.op == "insert"] == [
        "二",
        "三",
    ]


def test_a_gap_is_called_by_its_ends_on_both_sides(sample):
    gaps = [item for item in gather(build_rows(sample, OPTIONS)) if isinstance(item, Gap)]

    assert [gap.names("{first}至{last}") for gap in gaps] == [
        ("第一条至第二条", "第一条至第二条"),
        ("第八条", "第九条"),
    ]


def test_what_changed_inside_a_chapter_is_told_by_its_articles(sample):
    """A chapter whose text differs but whose heading stayed is no change of its own."""
    matches = tuple(
        dataclasses.replace(match, kind="reworded") if match.id == 2 else match
        for match in sample.matches
    )
    rows = build_rows(dataclasses.replace(sample, matches=matches), OPTIONS)

    assert [row.category for row in rows if row.container] == ["unchanged", "reworded"]
    assert all(not cell.text for row in rows if row.container for cell in (*row.left, *row.right))


def with_matches(sample: Comparison, *matches: Match) -> tuple[ComparisonRow, ...]:
    return build_rows(dataclasses.replace(sample, matches=matches), OPTIONS)


def of(eid: str, num: str | None, level: str) -> tuple[Side, ...]:
    return (Side(eid=eid, num=num, level=level),)


def test_a_paragraph_that_became_an_article_has_its_own_row(sample):
    rows = with_matches(
        sample,
        Match(
            id=1,
            kind="reworded",
            left=of("art_5", "第五条", "article"),
            right=of("art_6", "第六条", "article"),
        ),
        Match(
            id=2,
            kind="reworded",
            left=of("art_5__para_2", None, "paragraph"),
            right=of("art_7", "第七条", "article"),
        ),
    )

    assert [(row.id, row.names) for row in rows] == [
        (1, ("第五条", "第六条")),
        (2, ("第五条第二款", "第七条")),
    ]


def test_parts_whose_article_is_on_one_side_only_stay_inside(sample):
    rows = with_matches(
        sample,
        Match(id=1, kind="added", right=of("art_7", "第七条", "article")),
        Match(id=2, kind="added", right=of("art_7__para_1", None, "paragraph")),
    )

    assert [row.id for row in rows] == [1]
    assert text_of(rows[0].right) == ["巡护记录保存三年。"]


@pytest.mark.parametrize(
    ("kind", "op"),
    [("added", "insert"), ("removed", "delete"), ("unchanged", "equal")],
    ids=["added", "removed", "unchanged"],
)
def test_a_match_without_edits_still_shows_its_text(sample, kind, op):
    side = of("art_1", "第一条", "article")
    left, right = (() if kind == "added" else side), (() if kind == "removed" else side)
    (row,) = with_matches(sample, Match(id=1, kind=kind, left=left, right=right))

    assert [(piece.op, piece.text) for piece in row.text] == [(op, "河道巡护遵循属地负责的原则。")]


def test_an_unchanged_title_needs_no_row_and_a_changed_one_has_it(sample):
    title = of("title", None, "title")

    assert with_matches(sample, Match(id=1, kind="unchanged", left=title, right=title)) == ()
    assert outline(with_matches(sample, Match(id=1, kind="reworded", left=title, right=title))) == [
        "标题:reworded"
    ]


def test_paragraphs_of_a_preamble_are_counted_and_its_heading_is_none():
    texts = ("甲国历史悠久。", "甲国的河流众多。", "甲国要建设渡口。")
    before, after = (
        name_document(
            Document(
                title="甲国宪法",
                kind="constitution",
                dialect="cn_law",
                preamble=(
                    Block(text="序言", role="heading"),
                    *(Block(text=text) for text in (*texts[:2], last)),
                ),
            )
        )
        for last in (texts[2], "甲国要建设渡口和桥梁。")
    )

    gap, changed = gather(build_rows(policydiff.diff(before, after), OPTIONS))

    assert changed.label == "序言第三自然段"
    assert isinstance(gap, Gap)
    assert (gap.names("{first}至{last}")[1], gap.count) == ("序言第一自然段至序言第二自然段", 2)


def test_a_run_names_no_article_that_stands_elsewhere(sample):
    """第八条至第十条 would name 第九条, which another row shows."""
    row = next(one for one in build_rows(sample, OPTIONS) if one.category == "renumbered")

    def named(left: str, right: str) -> ComparisonRow:
        sides = ((row.left, left), (row.right, right))
        cells = [(dataclasses.replace(side[0], label=name),) for side, name in sides]
        return dataclasses.replace(row, left=cells[0], right=cells[1])

    rows = [
        named(*names)
        for names in (
            ("第七条", "第八条"),
            ("第八条", "第九条"),
            ("第十条", "第十条"),
            ("第十条之一", "第十一条"),
        )
    ]
    other = dataclasses.replace(named("第九条", "第二条"), category="reworded")
    gaps = [item for item in gather([other, *rows]) if isinstance(item, Gap)]

    assert [gap.names("{first}至{last}") for gap in gaps] == [
        ("第七条至第八条", "第八条至第九条"),
        ("第十条至第十条之一", "第十条至第十一条"),
    ]
