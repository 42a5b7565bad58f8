"""Readable cases of instructions (tests/cases/instructions): an item of a decision and its
operations. All texts are invented.
"""

import pytest
from written_cases import CASES, decision, read_cases, written

import policydiff

FILES = sorted(CASES.glob("*.txt"))
FOUND = [case for path in FILES for case in read_cases(path)]


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.name)
def test_an_item_reads_as_its_case_says(case):
    operations = policydiff.read_instructions(decision(case.text)).operations

    assert (
        tuple(written(operation) for operation in operations if operation.instruction == "一")
        == case.expected
    )


def test_the_cases_hold_every_kind_and_many_sentences():
    kinds = {
        line.split(" ")[0] for case in FOUND for line in case.expected if not line.startswith("《")
    }

    assert kinds >= {
        "insertion",
        "substitution",
        "repeal",
        "renumbering",
        "split",
        "join",
        "context",
        "unparsed",
    }
    assert len(FOUND) >= 79


@pytest.mark.parametrize(
    "path", sorted((CASES / "decisions").glob("*.txt")), ids=lambda path: path.stem
)
def test_a_whole_decision_reads_as_written(path, golden):
    found = policydiff.read_instructions(policydiff.load(path))
    lines = [
        f"{operation.instruction or '–'}　{written(operation)}" for operation in found.operations
    ]

    golden(path.with_suffix(".operations"), "\n".join(lines) + "\n")
    assert found.unparsed == ()
