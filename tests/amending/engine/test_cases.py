"""What each form of instruction makes of one small law: tests/cases/amending, instruction by
instruction. All texts are invented.

A case is a line for each item of the decision, behind "> ", and what comes of it: the lines of the
law that go (-) and come (+), and what is said of the operations (!).
"""

import difflib
import pathlib

import pytest
from drafts import load

import policydiff
from policydiff.amending.engine.consolidate import WrongBaseError

CASES = pathlib.Path(__file__).resolve().parents[2] / "cases" / "amending"
TITLE = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n2019年5月1日乙省第十二届人民代表大会常务委员会第八次会议通过\n"
END = "本决定自2020年1月1日起施行。\n《乙省桥梁条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n"
NOTE = "根据2019年5月1日乙省第十二届人民代表大会常务委员会第八次会议《关于修改〈乙省桥梁条例〉的决定》修正"
BASE = (CASES / "base.txt").read_text(encoding="utf-8")


def decision(items: list[str]) -> policydiff.Document:
    numbered = [f"{'一二三四五六七八九'[place]}、{item}\n" for place, item in enumerate(items)]
    return load(TITLE + "".join(numbered) + END)


def cases(text: str) -> list[list[str]]:
    """The items of each case; a line that begins with a quotation mark goes on with the item before
    it.
    """
    found: list[list[str]] = []
    for block in text.split("\n\n"):
        items: list[str] = []
        for line in (
            line.removeprefix("> ") for line in block.split("\n") if line.startswith("> ")
        ):
            if line.startswith("“"):
                items[-1] += f"\n{line}"
            else:
                items.append(line)
        found.append(items)
    return [items for items in found if items]


def outcome(items: list[str]) -> list[str]:
    base = load(BASE)
    try:
        result = policydiff.consolidate(base, decision(items))
    except WrongBaseError as error:
        return [f"! {error}"]
    lines = difflib.unified_diff(
        base.full_text().split("\n"), result.document.full_text().split("\n"), n=0, lineterm=""
    )
    changed = [
        line for line in lines if not line.startswith(("---", "+++", "@@")) and line != f"+{NOTE}"
    ]
    told = [
        f"! {o.instruction}: {o.message or o.status}"
        for o in result.operations
        if o.message or o.status == "unparsed"
    ]
    return [*changed, *told, *(f"! {problem.message}" for problem in result.problems)]


@pytest.mark.parametrize(
    "path",
    sorted(path for path in CASES.glob("*.txt") if path.name != "base.txt"),
    ids=lambda path: path.stem,
)
def test_each_case_reads_as_written(path, golden):
    found = cases(path.read_text(encoding="utf-8"))

    actual = "\n".join(
        "\n".join(
            [*(f"> {line}" for item in items for line in item.split("\n")), *outcome(items), ""]
        )
        for items in found
    )

    assert found
    golden(path, actual)
