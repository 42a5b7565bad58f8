"""What is said of a chain. All texts are invented."""

from __future__ import annotations

import inspect
import json
from dataclasses import replace
from pathlib import Path

import pytest

import policydiff
from policydiff import plugins
from policydiff.amending.chain import consolidate_chain
from policydiff.model.document import Dates
from policydiff.model.plugins import ReportOptions
from policydiff.reports import chain as folder
from policydiff.reports.chain._words import CHAIN_WORDS

CASES = Path(__file__).parent.parent / "cases" / "chain"


def text(name: str, **words: str) -> policydiff.Document:
    whole = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    for old, new in words.items():
        whole = whole.replace(old, new)
    return policydiff.load(whole.encode(), name=f"{name}.txt")


def chain(first: policydiff.Document | None = None, **others):
    slips = {"船由县里修": "船由州里修"}
    decisions = (first or text("2015.decision"), text("2020.decision"))
    return consolidate_chain(text("2010"), decisions, (text("2015", **slips), text("2020", **slips)), **others)


def shown(found, **options) -> list[str]:
    return plugins.chain_report("terminal").render(found, ReportOptions(width=200, **options)).decode().splitlines()


def test_every_file_is_in_its_table():
    here = Path(inspect.getfile(folder)).parent
    assert {path.stem: f"policydiff.reports.chain.{path.stem}" for path in here.glob("[!_]*.py")} == plugins.CHAIN_REPORTS


def test_both_languages_have_the_same_words():
    assert set(CHAIN_WORDS["zh"]) == set(CHAIN_WORDS["en"])


def test_a_line_a_step_and_each_difference_once():
    title = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定"
    assert shown(chain(), language="en") == [
        "乙省桥梁条例 · amending decisions carried out one after another",
        "Starting from 乙省桥梁条例 2010-03-01",
        f"2015-06-02  {title}  2 applied, 0 failed, 0 not read  the republished text differs in 1 places (4 of 5 articles are equal)",
        "    第三条 (二)  船由[-县-]{+州+}里修。",
        f"2020-09-03  {title}  2 applied, 0 failed, 0 not read  the republished text differs in 1 places (4 of 5 articles are equal)",
        "    第三条: as in the step before",
        "",
        "steps: 2; 4 applied, 0 failed, 0 not read; articles after: 5",
        CHAIN_WORDS["en"]["carried-on"],
    ]


def test_nothing_goes_on_where_steps_start_from_the_republished_text():
    lines = shown(chain(from_republished=True), language="zh")

    assert lines[4].endswith("与重新公布的文本一致")
    assert lines[-1] == "共 2 步：已执行 4 项，不能执行 0 项，未能识别 0 句；修改后文本共 5 条"


def test_what_failed_stands_below_its_step_with_the_reason():
    lines = shown(chain(text("2015.decision", 将第二条第一款="将第九条第一款")), language="zh")

    assert lines[2].startswith("2015-06-02")
    assert "已执行 1 项，不能执行 1 项" in lines[2]
    assert lines[3].startswith("    ✗ 一  不能执行  第九条第一款")


def test_what_a_person_should_look_at_stands_below_its_step():
    whole = (CASES / "2015.decision.txt").read_text(encoding="utf-8")
    deleting = policydiff.load(whole.replace("将第二条第一款修改为：“桥由镇里修。”", "删去第二条。").encode(), name="2015.decision.txt")
    found = consolidate_chain(text("2010"), (deleting,))
    doubts = [line for line in shown(found, language="en") if line.startswith("    ! ")]

    assert len(doubts) == len(found.steps[0].result.problems) > 0
    assert "第二条" in doubts[0]


def test_versions_without_a_decision_are_told():
    found = consolidate_chain(text("2010"), (text("2020.decision"),), spare=(text("2015"),))

    assert "no republished text to compare with" in shown(found, language="en")[2]
    assert "no decision leads to these versions, and the text after does not have what they changed: 2015-06-02" in shown(
        found, language="en"
    )


def test_how_a_text_was_found_is_told_where_its_date_does_not():
    undated = replace(text("2015.decision"), dates=Dates())
    lines = shown(consolidate_chain(text("2010"), (undated,), spare=(text("2015"),)), language="en")

    assert "(that of 2015-06-02: the decision has no date, and no" in lines[2]


def test_colour_marks_the_redline_without_brackets():
    lines = shown(chain(), language="en", colour=True)

    assert not any("[-" in line or "{+" in line for line in lines)
    assert any("\x1b[" in line for line in lines)


@pytest.mark.parametrize("width", [20, 60, 200])
def test_no_line_is_wider_than_the_terminal(width):
    from rich.cells import cell_len

    lines = plugins.chain_report("terminal").render(chain(), ReportOptions(width=width)).decode().splitlines()

    assert max(map(cell_len, lines)) <= width


def test_json_is_that_of_the_model():
    found = chain()

    assert json.loads(plugins.chain_report("json").render(found, ReportOptions())) == found.to_dict()
