"""Which text belongs to which step. All texts are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

import policydiff
from policydiff.amending.engine.republished import (
    UnmatchedTextError,
    fill_by_date,
    fill_by_place,
    match_by_date,
    match_by_text,
    step_of,
)
from policydiff.model.version import Amendment, Dates

NOTHING = Dates()


def text(
    words: str,
    *,
    promulgated: str | None = None,
    adopted: str | None = None,
    amended: str | None = None,
) -> policydiff.Document:
    document = policydiff.load(f"丙县井水办法\n第一条　{words}\n".encode(), name="text.txt")
    amendments = () if amended is None else (Amendment(word="修正", date=amended),)
    return replace(
        document, dates=Dates(promulgated=promulgated, adopted=adopted), amendments=amendments
    )


FIRST = text("一", promulgated="2001-01-01", adopted="2000-12-20")
SECOND = text("二", promulgated="2002-02-02")


def test_the_date_of_the_version_tells_first():
    assert step_of(text("甲", promulgated="2002-02-02", adopted="2000-12-20"), [FIRST, SECOND]) == 1


@pytest.mark.parametrize(
    "known", [{"adopted": "2000-12-20"}, {"amended": "2000-12-20"}, {"amended": "2001-01-01"}]
)
def test_else_any_day_that_the_text_and_the_decision_share(known):
    assert step_of(text("甲", **known), [FIRST, SECOND]) == 0


def test_of_two_decisions_of_one_day_a_text_belongs_to_the_last():
    assert step_of(text("甲", promulgated="2001-01-01"), [FIRST, FIRST, SECOND]) == 1


def test_a_text_of_another_day_belongs_nowhere():
    assert step_of(text("甲", promulgated="1999-09-09"), [FIRST, SECOND]) is None
    assert step_of(text("甲"), [FIRST, SECOND]) is None


def test_two_texts_of_one_day_are_both_left():
    one, two, alone = (
        text("甲", promulgated="2001-01-01"),
        text("乙", promulgated="2001-01-01"),
        text("丙", promulgated="2002-02-02"),
    )
    found, rest = match_by_date([FIRST, SECOND], [one, alone, two])

    assert ({place: match.document for place, match in found.items()}, rest) == (
        {1: alone},
        [one, two],
    )


def test_what_is_left_goes_to_the_outcome_that_it_reads_like():
    outcomes = [text("井水归村里管，每年淘一次。"), text("井水归镇里管，每月淘两次。")]
    found = match_by_text(
        {}, [text("井水归镇里管，每月淘两次"), text("井水归村里管，每年淘一次")], outcomes
    )

    assert {
        place: (match.document.articles[0].text[2:4], match.matched)
        for place, match in found.items()
    } == {
        1: ("归镇", "text"),
        0: ("归村", "text"),
    }


def test_a_text_that_is_like_no_outcome_is_refused():
    with pytest.raises(UnmatchedTextError, match=r"its date is unknown.*leads to a text like it"):
        match_by_text({}, [text("全然不同的另一件事")], [text("井水归村里管，每年淘一次。")])


def test_a_text_for_no_outcome_at_all_is_refused():
    with pytest.raises(UnmatchedTextError):
        match_by_text({}, [text("井水")], [])


def test_a_second_text_for_one_step_is_refused_with_the_first():
    words = "井水归村里管，每年淘一次。"
    with pytest.raises(
        UnmatchedTextError, match="another text already: 丙县井水办法 \\(2001-01-01\\)"
    ) as refused:
        match_by_text(
            {},
            [text(words, promulgated="2001-01-01"), text(words, promulgated="2001-01-01")],
            [text(words)],
        )
    assert refused.value.exit_code == 3


NEVER_DATED = text("三")


@pytest.mark.parametrize(
    ("decisions", "days", "expected"),
    [
        ([NEVER_DATED], ["2003-01-01"], {0: "2003-01-01"}),
        ([FIRST, NEVER_DATED, SECOND], ["2001-05-05"], {1: "2001-05-05"}),
        ([FIRST, NEVER_DATED], ["2001-05-05", "2001-06-06"], {}),
        ([NEVER_DATED, NEVER_DATED], ["2003-01-01"], {}),
        ([FIRST, NEVER_DATED, SECOND], ["2005-05-05"], {}),
        ([NEVER_DATED], [], {}),
    ],
)
def test_a_decision_without_a_date_has_the_one_text_between_its_neighbours(
    decisions, days, expected
):
    spare = [text("甲", promulgated=day) for day in days]
    found = fill_by_place({}, text("零", promulgated="2000-01-01"), decisions, spare)

    assert {place: match.document.version_date for place, match in found.items()} == expected
    assert all(match.matched == "place" for match in found.values())


def test_a_text_that_was_found_already_stays():
    mine = match_by_text({}, [text("甲")], [text("甲")])

    assert (
        fill_by_place(
            mine,
            text("零", promulgated="2000-01-01"),
            [NEVER_DATED],
            [text("乙", promulgated="2003-01-01")],
        )
        == mine
    )


def test_a_spare_text_never_takes_the_place_of_another():
    mine, spare, other = (
        text("甲", promulgated="2001-01-01"),
        text("乙", promulgated="2001-01-01"),
        text("丙", promulgated="2002-02-02"),
    )
    found, _ = match_by_date([FIRST, SECOND], [mine])
    filled = fill_by_date(found, [FIRST, SECOND], [spare, other, text("丁")])

    assert {place: match.document for place, match in filled.items()} == {0: mine, 1: other}
