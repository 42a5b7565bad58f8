"""Changes of one sort that meet at the end of a paragraph are kept apart, and both texts stay the
same.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.report.tracked.tracked import TrackedLine, TrackedStretch, part_seams
from policydiff.report.lines import FacedSpan, TextLine

OPS = {"+": "insert", "-": "delete", "=": "equal"}


def lines(*texts: str) -> list[TrackedLine]:
    """“=甲 +乙 |=”: stretches by their sign, then what becomes of the end."""
    found = []
    for text in texts:
        *parts, end = text.split(" ")
        stretches = tuple(
            TrackedStretch(op=OPS[part[0]], span=FacedSpan(text=part[1:])) for part in parts
        )
        found.append(
            TrackedLine(line=TextLine(style="Body", spans=()), stretches=stretches, end=OPS[end[1]])
        )
    return found


def signs(items) -> list[str]:
    back = {name: sign for sign, name in OPS.items()}
    return [
        " ".join([*(back[s.op] + s.span.text for s in item.stretches), "|" + back[item.end]])
        for item in items
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["=甲乙 +丙 |=", "+丁 |+", "=戊 |="], ["=甲 +乙 +丙 -乙 |=", "+丁 |+", "=戊 |="]),
        (["=甲乙 -丙 |=", "-丁 =戊 |="], ["=甲 -乙 -丙 +乙 |=", "-丁 =戊 |="]),
        (["-甲 +乙 |=", "+丙 =丁 |="], ["+乙 -甲 |=", "+丙 =丁 |="]),
        (["+甲 |=", "+乙 =丙丁 |="], ["+甲 |=", "-丙 +乙 +丙 =丁 |="]),
        (
            ["-甲 +乙 |=", "-丙 +丁 |=", "+戊 |+", "=己 |="],
            ["+乙 -甲 |=", "+丁 -丙 |=", "+戊 |+", "=己 |="],
        ),
    ],
)
def test_parted(given, expected):
    assert signs(part_seams(lines(*given))) == expected
    assert not touching(part_seams(lines(*given)))


@pytest.mark.parametrize(
    "given",
    [
        ["=甲 +乙 |+", "+丙 |+", "=丁 |="],
        ["=甲 +乙 |=", "-丙 =丁 |="],
        ["=甲 |=", "+丙 =丁 |="],
        ["+甲 |=", "+乙 |+", "=丁 |="],
    ],
)
def test_left_alone(given):
    assert signs(part_seams(lines(*given))) == given


def touching(items) -> bool:
    """True where a change ends at an end that stays and the next paragraph begins with one of the
    same sort.
    """
    openings = [item.stretches[0].op if item.stretches else item.end for item in items]
    closings = [
        item.stretches[-1].op if item.stretches and item.end == "equal" else "equal"
        for item in items
    ]
    return any(
        closing == opening != "equal"
        for closing, opening in zip(closings, openings[1:], strict=False)
    )


PARTS = st.lists(
    st.tuples(st.sampled_from("+-="), st.sampled_from(["甲", "乙丙"])).map("".join), max_size=4
)
TRACKED = st.lists(
    st.tuples(PARTS, st.sampled_from(["|+", "|-", "|="])).map(
        lambda pair: " ".join((*pair[0], pair[1]))
    ),
    max_size=5,
)


def text(items, op: str) -> str:
    """One of the two texts, the ends of paragraphs as line feeds."""
    return "".join(
        "".join(s.span.text for s in item.stretches if s.op in ("equal", op))
        + ("\n" if item.end in ("equal", op) else "")
        for item in items
    )


@given(TRACKED)
def test_both_texts_stay_the_same(tracked):
    before, after = lines(*tracked), part_seams(lines(*tracked))

    assert [text(after, op) for op in ("insert", "delete")] == [
        text(before, op) for op in ("insert", "delete")
    ]
