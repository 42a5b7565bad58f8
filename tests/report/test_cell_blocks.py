"""The text of a cell as paragraphs and tables."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policydiff.report.cell_blocks import CellBlock, cut_blocks, cut_rows
from policydiff.report.pieces import ELLIPSIS, TextPiece

PIECES = st.lists(
    st.builds(
        TextPiece,
        op=st.sampled_from(["equal", "insert", "delete"]),
        text=st.text("甲乙丙\n\t", min_size=1, max_size=8),
        elided=st.booleans(),
    ).filter(lambda piece: piece.op == "equal" or not piece.elided),
    max_size=8,
).map(tuple)


def piece(text: str, op: str = "equal", *, elided: bool = False) -> TextPiece:
    return TextPiece(op=op, text=text, elided=elided)


def shown(blocks) -> list:
    """Paragraphs as their texts, {} around what may be left out, tables as lists of rows."""
    return [
        [["".join(piece.text for piece in cell) for cell in row] for row in block.rows]
        if block.rows
        else "".join(f"{{{one.text}}}" if one.elided else one.text for one in block.line)
        for block in blocks
    ]


@given(PIECES)
def test_nothing_is_lost(pieces):
    """Every character with what happened to it, but line feeds and the tabs between cells."""
    lines = [
        line
        for block in cut_blocks(pieces)
        for line in (block.line, *(cell for row in block.rows for cell in row))
    ]
    after = [
        (one.op, char) for line in lines for one in line if not one.opener for char in one.text
    ]

    assert [pair for pair in after if pair[1] != "\t"] == [
        (one.op, char) for one in pieces for char in one.text if char not in "\n\t"
    ]


def test_a_mark_stands_before_each_stretch_that_may_be_left_out():
    pieces = (piece("甲。"), piece("乙。\n丙。", elided=True), piece("丁。", "insert"))

    blocks = list(cut_blocks(pieces))

    assert shown(blocks) == [f"甲。{{{ELLIPSIS}}}{{乙。}}", "{丙。}丁。"]
    assert [one.opener for one in blocks[0].line] == [False, True, False]


def test_a_paragraph_may_be_left_out_whole():
    pieces = (piece("甲\n"), piece("乙\n丙\n丁", elided=True), piece("\n戊", "delete"))

    assert [block.elided for block in cut_blocks(pieces)] == [False, False, True, True, False]
    assert not CellBlock().elided


def test_rows_side_by_side_are_a_table_and_one_alone_is_text():
    pieces = (piece("表：\n车型\t元\n小型\t"), piece("五", "insert"), piece("\n完。\n单\t行"))

    assert shown(cut_blocks(pieces)) == ["表：", [["车型", "元"], ["小型", "五"]], "完。", "单\t行"]


def test_of_a_table_nothing_is_left_out():
    rows = cut_rows((piece("甲\t乙\n丙\t丁", elided=True),))

    assert [[one.elided for one in cell] for row in rows for cell in row] == [[False]] * 4
