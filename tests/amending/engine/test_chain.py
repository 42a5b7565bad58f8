"""Decisions one after another: order, what a step starts from, and which republished text belongs
to it. All texts are invented.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import policydiff
from policydiff.amending.engine.chain import (
    BrokenChainError,
    NoDecisionError,
    OutOfOrderError,
    consolidate_chain,
)

CASES = Path(__file__).parents[2] / "cases" / "chain"
TWO = ("2015", "2020")


def text(name: str, **words: str) -> policydiff.Document:
    """A text of the case, some of its words put otherwise."""
    whole = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    for old, new in words.items():
        assert old in whole
        whole = whole.replace(old, new)
    return policydiff.load(whole.encode(), name=f"{name}.txt")


def decisions(*years: str) -> list[policydiff.Document]:
    return [text(f"{year}.decision") for year in years]


def verified(chain) -> list[bool | None]:
    return [
        None if step.result.verification is None else step.result.verification.exact
        for step in chain.steps
    ]


def test_each_step_starts_from_the_outcome_of_the_one_before():
    chain = consolidate_chain(text("2010"), decisions(*TWO), [text("2015"), text("2020")])

    assert verified(chain) == [True, True]
    assert [step.started_from for step in chain.steps] == ["base", "result"]
    assert chain.steps[1].result.base == chain.steps[0].result.document
    assert [article.text for article in chain.document.articles] == [
        article.text for article in text("2020").articles
    ]
    assert chain.complete


def test_a_chain_of_one_step_is_the_consolidation():
    base, (first,), after = text("2010"), decisions("2015"), text("2015")

    assert consolidate_chain(base, [first], [after]).steps[0].result == policydiff.consolidate(
        base, first, after
    )


def test_a_chain_that_is_cut_leads_to_the_same_text():
    whole = consolidate_chain(text("2010"), decisions(*TWO))
    first = consolidate_chain(text("2010"), decisions("2015"))

    assert consolidate_chain(first.document, decisions("2020")).document == whole.document


def test_the_texts_are_matched_by_date_whatever_their_order():
    chain = consolidate_chain(text("2010"), decisions(*TWO), [text("2020"), text("2015")])

    assert [(step.against.version_date, step.matched) for step in chain.steps] == [
        ("2015-06-02", "date"),
        ("2020-09-03", "date"),
    ]


def test_one_step_without_a_republished_text_is_not_verified():
    assert verified(consolidate_chain(text("2010"), decisions(*TWO), [text("2020")])) == [
        None,
        True,
    ]


def test_two_texts_of_one_date_go_to_the_steps_that_they_read_like():
    misdated = replace(text("2020"), dates=text("2015").dates, amendments=text("2015").amendments)
    chain = consolidate_chain(text("2010"), decisions(*TWO), [misdated, text("2015")])

    assert verified(chain) == [True, True]
    assert [step.matched for step in chain.steps] == ["text", "text"]


def test_a_text_without_a_date_goes_to_the_step_that_it_reads_like():
    undated = replace(
        text("2020"),
        dates=policydiff.load("未注明日期。".encode(), name="x.txt").dates,
        amendments=(),
    )
    assert verified(consolidate_chain(text("2010"), decisions(*TWO), [undated])) == [None, True]


def test_a_slip_goes_on_unless_a_step_starts_from_the_republished_text():
    slip = text("2015", 船由县里修="船由州里修")
    later = text("2020", 船由县里修="船由州里修")
    carried = consolidate_chain(text("2010"), decisions(*TWO), [slip, later])
    anew = consolidate_chain(text("2010"), decisions(*TWO), [slip, later], from_republished=True)

    assert [[d.num for d in step.result.verification.differences] for step in carried.steps] == [
        ["第三条"],
        ["第三条"],
    ]
    assert [[d.num for d in step.result.verification.differences] for step in anew.steps] == [
        ["第三条"],
        [],
    ]
    assert [step.started_from for step in anew.steps] == ["base", "republished"]


def test_spare_texts_serve_where_no_other_does_and_the_others_are_unexplained():
    spare = [text("2015", 船由县里修="船由州里修"), text("2020")]
    chain = consolidate_chain(text("2010"), decisions("2015"), [text("2015")], spare=spare)

    assert verified(chain) == [True]
    assert (chain.unexplained, chain.left_out, chain.complete) == (("2020-09-03",), (), True)


def test_a_version_between_that_no_decision_leads_to_is_left_out_and_told():
    base, later = (
        text(
            "2010",
            第四条="第五条",
            第三条="第四条",
            路由乡里修="路由乡里修。\n\n第三条　船由国里修",
        ),
        decisions("2020"),
    )
    chain = consolidate_chain(base, later, spare=[text("2015"), text("2020")])

    assert (chain.unexplained, chain.left_out) == (("2015-06-02",), ("2015-06-02",))
    assert not chain.complete
    assert not chain.steps[0].result.verification.equal_but_noise


def test_with_from_republished_a_step_starts_from_the_newest_version_before_it():
    chain = consolidate_chain(
        text("2010"), decisions("2020"), spare=[text("2015"), text("2020")], from_republished=True
    )

    assert (chain.unexplained, chain.left_out, chain.complete) == (("2015-06-02",), (), True)
    assert (chain.steps[0].started_from, verified(chain)) == ("republished", [True])


def test_decisions_out_of_order_are_refused():
    with pytest.raises(
        OutOfOrderError, match=r"2015-06-02 is older than the decision before it, .*2020-09-03"
    ) as refused:
        consolidate_chain(text("2010"), decisions("2020", "2015"))
    assert refused.value.exit_code == 3


def test_a_decision_older_than_the_base_is_refused():
    with pytest.raises(
        OutOfOrderError, match=r"2015-06-02 is older than the base, 乙省桥梁条例 \(2020-09-03\)"
    ):
        consolidate_chain(text("2020"), decisions("2015"))


def test_a_step_that_does_not_fit_is_named_with_its_reason():
    with pytest.raises(
        BrokenChainError, match=r"step 2 of 2: .*it amends 《乙省渡口条例》, this is 乙省桥梁条例"
    ) as refused:
        consolidate_chain(text("2010"), [*decisions("2015"), text("2020.decision", 桥梁="渡口")])
    assert (refused.value.step, refused.value.exit_code) == (2, 3)


def test_the_same_decision_twice_is_refused_at_the_second():
    with pytest.raises(
        BrokenChainError, match=r"step 2 of 2: .*this text has the amendment of 2015-06-02 already"
    ):
        consolidate_chain(text("2010"), decisions("2015", "2015"))


def test_a_chain_without_a_decision_is_none():
    with pytest.raises(NoDecisionError):
        consolidate_chain(text("2010"), [])


def test_what_failed_in_a_step_makes_the_chain_incomplete_and_the_rest_goes_on():
    first = text("2015.decision", 将第二条第一款="将第九条第一款")
    chain = consolidate_chain(text("2010"), [first, *decisions("2020")])

    assert [step.result.complete for step in chain.steps] == [False, True]
    assert not chain.complete
    assert chain.document.articles[3].text == "依照第二条修路的，发给补助八百元。"


def test_progress_is_told_before_and_after_each_step():
    told: list[tuple[str, int, int]] = []
    consolidate_chain(text("2010"), decisions(*TWO), watch=lambda *step: told.append(step))

    assert told == [
        ("2015-06-02", 0, 2),
        ("2015-06-02", 1, 2),
        ("2020-09-03", 1, 2),
        ("2020-09-03", 2, 2),
    ]


def test_json_has_each_step_in_the_form_of_a_consolidation():
    chain = consolidate_chain(text("2010"), decisions(*TWO), [text("2015")])
    found = json.loads(json.dumps(chain.to_dict()))

    assert (found["type"], found["schema_version"], found["complete"]) == (
        "consolidation-chain",
        1,
        True,
    )
    assert [(step["type"], step["date"], step["started_from"]) for step in found["steps"]] == [
        ("consolidation", "2015-06-02", "base"),
        ("consolidation", "2020-09-03", "result"),
    ]
    assert found["steps"][1]["operations"] == [
        operation.to_dict() for operation in chain.steps[1].result.operations
    ]
    assert found["document"] == found["steps"][1]["document"]
    assert found["steps"][0]["against"]["title"] == "乙省桥梁条例"
    assert found["steps"][1]["against"] is None


@pytest.mark.corpus
def test_the_constitution_from_1982_to_2018(corpus):
    """Five amendments. What differs are slips of the stored texts, such as ‘’ for “” from 2004 on;
    the text of 1993 bears the date of 1988.
    """
    folder, days = (
        corpus / "works" / "constitution",
        ("1988-04-12", "1993-03-29", "1999-03-15", "2004-03-14", "2018-03-11"),
    )
    base = policydiff.load(folder / "1982-12-04.md")
    series = [policydiff.load(folder / f"{day}.decision.md") for day in days]
    republished = [policydiff.load(folder / f"{day}.md") for day in days]
    for from_republished in (False, True):
        chain = policydiff.consolidate_chain(
            base, series, republished, from_republished=from_republished
        )
        assert chain.complete
        assert [step.against for step in chain.steps] == republished
        assert all(
            len(step.result.verification.differences) <= (1 if step.date == "1999-03-15" else 3)
            for step in chain.steps
        )
    assert [step.result.verification.exact for step in chain.steps][1:4] == [True, True, False]
