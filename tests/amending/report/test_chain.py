"""What is said of a chain. All texts are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chains import CASES, chain, failing, text
from reading_docx import dump

import policydiff
from policydiff.amending.engine.chain import consolidate_chain
from policydiff.amending.report.chain import changed_by, numbers, shown_steps, trace_to_last
from policydiff.amending.report.chain_words import CHAIN_WORDS
from policydiff.model.reports import ReportOptions
from policydiff.model.version import Dates
from policydiff.report import formats


def shown(found, **options) -> list[str]:
    return (
        formats.write(found, "terminal", ReportOptions(width=200, **options)).decode().splitlines()
    )


def test_a_line_a_step_and_each_difference_once():
    title = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定"
    lines = shown(chain(), language="en")

    assert lines[0] == "乙省桥梁条例: amending decisions carried out one after another"
    assert lines[1].startswith("Base: 乙省桥梁条例  Adopted 2010-03-01")
    assert lines[2].startswith("Consolidated version: 乙省桥梁条例")
    assert lines[3:] == [
        "",
        f"2015-06-02  {title}  2 applied, 0 failed, 0 not read  the republished text differs in one place (4 of 5 articles are equal)",
        "    第三条 (二)  船由[-县里-]{+州里+}修。",
        f"2020-09-03  {title}  2 applied, 0 failed, 0 not read  the republished text differs in one place (4 of 5 articles are equal)",
        "    第三条: as in the step before",
        "",
        "steps: 2; 4 applied, 0 failed, 0 not read; articles after: 5",
        CHAIN_WORDS["en"]["carried-on"],
    ]


def test_nothing_goes_on_where_steps_start_from_the_republished_text():
    lines = shown(chain(from_republished=True), language="zh")

    assert "5 条、无序号段落和附件与重新公布的文本一致（题注、目录、公布令" in lines[6]
    assert lines[-1] == "共 2 步：已改入 4 项，未能改入 0 项，未能识别 0 句；修改后文本共 5 条"


def test_what_failed_stands_below_its_step_with_the_reason():
    lines = shown(failing(), language="zh")

    assert lines[4].startswith("2015-06-02")
    assert "已改入 1 项，未能改入 1 项" in lines[4]
    assert lines[5].startswith("    ✗ 一  未能改入  修改  第九条第一款")


def test_what_a_person_should_look_at_stands_below_its_step():
    whole = (CASES / "2015.decision.txt").read_text(encoding="utf-8")
    deleting = policydiff.load(
        whole.replace("将第二条第一款修改为：“桥由镇里修。”", "删去第二条。").encode(),
        name="2015.decision.txt",
    )
    found = consolidate_chain(text("2010"), (deleting,))
    doubts = [line for line in shown(found, language="en") if line.startswith("    ! ")]

    assert len(doubts) == len(found.steps[0].result.problems) > 0
    assert "第二条" in doubts[0]


def test_versions_without_a_decision_are_told():
    found = consolidate_chain(text("2010"), (text("2020.decision"),), spare=(text("2015"),))

    assert "no republished text to compare with" in shown(found, language="en")[4]
    assert (
        "no decision leads to these versions, and the text after does not have what they changed: 2015-06-02"
        in shown(found, language="en")
    )


def test_how_a_text_was_found_is_told_where_its_date_does_not():
    undated = replace(text("2015.decision"), dates=Dates())
    lines = shown(consolidate_chain(text("2010"), (undated,), spare=(text("2015"),)), language="en")

    assert "(that of 2015-06-02: the decision has no date, and no" in " ".join(lines)


def written(form: str, found, **options) -> str:
    """A report as text."""
    data = formats.write(found, form, ReportOptions(**options))
    return dump(data) if form == "docx" else data.decode("utf-8")


@pytest.mark.parametrize("form", ["html", "markdown", "docx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_tells_the_same(form, language):
    words = CHAIN_WORDS[language]
    found = failing()
    whole = written(form, replace(found, unexplained=("2012-01-01",)), language=language)

    for key in (
        "base-name",
        "result-name",
        "date",
        "decision",
        "verified",
        "sum",
        "from-base",
        "from-result",
        "carried-on",
    ):
        assert words[key].casefold() in whole.casefold()
    for place in (1, 2):
        assert words["step-name"].format(place=place) in whole
    assert words["left-out"].format(dates="2012-01-01").casefold() in whole.casefold()
    assert whole.index("二、增加一条，作为第三条：") < whole.index("二、删去第二条第二款。")


def test_what_went_on_is_not_shown_twice():
    first, second = shown_steps(chain(), ReportOptions())

    assert ([one.num for one in first.fresh], first.again) == (["第三条"], ())
    assert (second.fresh, [one.num for one in second.again]) == ((), ["第三条"])


def test_the_counts_add_up():
    first, second, total = numbers(shown_steps(chain(), ReportOptions()))

    assert (first.applied, second.applied, total.applied) == (2, 2, 4)
    assert (first.before, first.after, second.after) == (4, 5, 5)
    assert (total.before, total.after, total.items) == (4, 5, 4)


def clauses(found) -> dict[str, list[tuple[int, str | None]]]:
    """By the eId of a clause of the last text, step and item of all that changed it."""
    steps = shown_steps(found, ReportOptions())
    return {
        eid: [(shown.place, line.item.number) for shown, line in items]
        for eid, items in changed_by(steps, trace_to_last(steps)).items()
    }


@pytest.mark.parametrize("from_republished", [False, True])
def test_a_clause_is_followed_through_the_steps(from_republished):
    assert clauses(chain(from_republished=from_republished)) == {
        "art_2": [(1, "一"), (2, "二")],
        "art_3": [(1, "二")],
        "art_4": [(2, "一")],
    }


def test_a_clause_that_came_and_went_is_in_no_text_and_one_that_moved_is_found_by_its_new_number():
    later = "将第四条中的“五百元”修改为“八百元”。"
    gone = text("2020.decision", **{later: "删去第一条。", "删去第二条第二款": "删去第三条"})
    found = consolidate_chain(text("2010"), (text("2015.decision"), gone))

    assert [article.num for article in found.document.articles] == ["第二条", "第四条", "第五条"]
    assert clauses(found) == {"art_2": [(1, "一")]}
