"""Pairs of readable, invented texts and what the comparison says of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import check, lines_of
from drafting import document

from policydiff.comparing.engine.compare import diff

CASES = Path(__file__).resolve().parents[2] / "cases" / "diffing"
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))


def pair(name: str):
    left, right = (CASES / f"{name}.txt").read_text(encoding="utf-8").split("=====\n")
    return document(left), document(right)


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, golden) -> None:
    comparison = diff(*pair(name))

    check(comparison)
    golden(CASES / f"{name}.expected", "\n".join(lines_of(comparison)) + "\n")


@pytest.mark.parametrize("name", NAMES)
def test_no_case_differs_from_itself(name: str) -> None:
    for side in pair(name):
        comparison = diff(side, side)

        assert not comparison.changed
        assert comparison.summary.unchanged == len(side.articles)
        assert {match.kind for match in comparison.matches} == {"unchanged"}
        assert all(edit.op == "equal" for match in comparison.matches for edit in match.edits)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("no-op")])
def test_no_op_cases_are_no_changes(name: str) -> None:
    assert not diff(*pair(name)).changed


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("no-op")])
def test_other_cases_are_changes(name: str) -> None:
    assert diff(*pair(name)).changed


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("options", [{"granularity": "char"}, {"show_noise": True}])
def test_the_laws_hold_under_every_option(name: str, options) -> None:
    check(diff(*pair(name), **options))


@pytest.mark.parametrize("name", NAMES)
def test_swapped_sides_mirror(name: str) -> None:
    left, right = pair(name)
    there, back = diff(left, right).summary, diff(right, left).summary

    assert (there.added, there.removed, there.split, there.merged) == (
        back.removed,
        back.added,
        back.merged,
        back.split,
    )
    assert (there.unchanged, there.reworded, there.renumbered) == (
        back.unchanged,
        back.reworded,
        back.renumbered,
    )
