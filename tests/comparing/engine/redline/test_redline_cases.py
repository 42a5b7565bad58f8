"""Redlines that read well: brackets whole, terms whole, phrases where they begin, rewritten
sentences whole.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from checking import marked, side_of
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.engine.redline import hunks as module
from policydiff.comparing.engine.redline.hunks import PAIRS
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.comparison import Edit
from policydiff.text.words import TERMS, cut_words

CASES = Path(__file__).parents[3] / "cases" / "redline"


def test_golden(golden) -> None:
    groups = (CASES / "readable.txt").read_text(encoding="utf-8").strip().split("\n\n")[1:]
    lines = [marked(redline_texts(*group.splitlines())) for group in groups]

    golden(CASES / "readable.expected", "\n".join(lines) + "\n")


def test_every_term_is_one_word() -> None:
    assert [term for term in TERMS if cut_words(term).bounds != (0, len(term))] == []


def test_terms_are_terms() -> None:
    assert len(TERMS) == len(set(TERMS)) > 300
    assert all(3 <= len(term) <= 10 and term.isalpha() for term in TERMS)


def torn(edits: tuple[Edit, ...], side: str) -> list[str]:
    """Pairs of brackets with one half changed."""
    absent = "insert" if side == "left" else "delete"
    signs = [
        (sign, edit.op != "equal") for edit in edits if edit.op != absent for sign in edit.text
    ]
    found, open_at = [], []
    for place, (sign, changed) in enumerate(signs):
        if sign in PAIRS.values():
            open_at.append(place)
        elif sign in PAIRS and open_at and signs[open_at[-1]][0] == PAIRS[sign]:
            begin = open_at.pop()
            if changed != signs[begin][1]:
                found.append("".join(sign for sign, _ in signs[begin : place + 1]))
    return found


@st.composite
def bracketed(draw) -> tuple[str, str]:
    """Two short texts with brackets in them, whole and halves, the second an edit of the first."""
    piece = st.sampled_from(
        [
            "雨伞",
            "《",
            "》",
            "《办法》",
            "（",
            "）",
            "（黑色）",
            "“",
            "”",
            "、",
            "。",
            "和",
            "管理人",
            "12",
        ]
    )
    left = draw(st.lists(piece, max_size=10))
    right = list(left)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(right)))
        right[place : place + draw(st.integers(0, 2))] = draw(st.lists(piece, max_size=3))
    return "".join(left), "".join(right)


@given(bracketed())
def test_no_short_pair_is_torn(pair: tuple[str, str]) -> None:
    """All texts here are shorter than what may be widened; a mark turned round (“ for ”) is noise
    and no half of a pair.
    """
    edits = redline_texts(*pair, exact=True)

    assert side_of(edits, "left") == pair[0]
    assert side_of(edits, "right") == pair[1]
    assert not torn(edits, "left") + torn(edits, "right")
    assert all((before.op, after.op) != ("insert", "delete") for before, after in pairwise(edits))


def test_a_long_quotation_is_read_word_by_word() -> None:
    said = "本条例所称雨伞，包括长柄伞、折叠伞、遮阳伞和其他可以撑开的伞具，但是不包括伞架、伞套和其他附属物品，也不包括雨衣。"
    edits = redline_texts(f"修改为：“{said}”", f"修改为：“{said}雨帽除外。”另有规定的除外。”")

    assert any(edit.op == "equal" and said in edit.text for edit in edits)


def test_texts_full_of_brackets_are_compared_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MANY_PAIRS", 1)
    left, right = "（甲）（乙）丙", "（甲（乙）丙）"
    edits = redline_texts(left, right)

    assert (side_of(edits, "left"), side_of(edits, "right")) == (left, right)


def test_a_comma_inside_a_number_begins_no_phrase() -> None:
    left = "罚款1,000元的雨伞由门卫领取一把并当场签名盖章存档备查。"
    right = "罚款1,000元者，须先登记；经核对后方能取走两把，盖印可以免去，不必留底。"
    edits = redline_texts(left, right)

    assert not {len(edits[0].text)} & cut_words(left).inside
