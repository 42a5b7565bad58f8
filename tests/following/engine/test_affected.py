"""Effects of a change on what one place names. All texts are invented."""

from __future__ import annotations

import pytest
from plain_texts import read
from umbrella_laws import AFTER, BEFORE, LAW, numeral, text

from policydiff.citing.actions.cited_texts import numbering
from policydiff.citing.engine.provision_outcomes import ProvisionOutcomes
from policydiff.comparing.engine.compare import diff
from policydiff.following.engine.affected import (
    ClauseEffect,
    NewFigure,
    RemovedSentences,
    effect_of,
    long_sentences,
)
from policydiff.model.document import Document
from policydiff.model.index import index_document

OLD, NEW = (
    read(text(LAW, day, articles).decode())
    for day, articles in (("2019-03-01", BEFORE), ("2023-06-01", AFTER))
)


@pytest.fixture(scope="module")
def outcomes() -> ProvisionOutcomes:
    return ProvisionOutcomes.of(diff(OLD, NEW), numbering)


def effect(outcomes: ProvisionOutcomes, *numbers: int) -> ClauseEffect:
    eids = [f"art_{number}" for number in numbers]
    became = [
        (f"第{numeral(number)}条", found)
        for number in numbers
        if (found := outcomes.find(f"art_{number}")) is not None
    ]
    return effect_of(became, outcomes.comparison, dict.fromkeys(eids))


def test_nothing_is_said_of_what_stays(outcomes: ProvisionOutcomes) -> None:
    assert effect(outcomes, 1, 2, 9).effects == ("unchanged",)
    assert effect(outcomes, 1, 2, 9).figures == ()


def test_the_effects_of_several_are_those_of_each(outcomes: ProvisionOutcomes) -> None:
    several = effect(outcomes, 2, 4, 6, 7)

    assert several.effects == ("removed", "renumbered", "figures", "reworded")
    assert several.gone == ("第七条",)
    assert several.now == ("第二条", "第四条", "第七条")
    assert several.figures == (NewFigure(old="二百元", new="五百元"),)


def test_what_went_as_a_whole_has_no_part_that_went(outcomes: ProvisionOutcomes) -> None:
    assert (effect(outcomes, 7).effects, effect(outcomes, 7).gone) == (("removed",), ())


def test_only_long_sentences_that_went_are_repeated() -> None:
    gone = RemovedSentences.of(index_document(OLD), NEW)
    nothing = RemovedSentences.of(index_document(OLD), OLD)
    everything = RemovedSentences.of(
        index_document(OLD), Document(title="", kind="document", dialect="")
    )

    assert gone.repeated_in(long_sentences(OLD.articles[6])) == {BEFORE[6]: "art_7"}
    assert gone.repeated_in(long_sentences(OLD.articles[5])) == {}
    assert nothing.repeated_in(long_sentences(OLD.articles[6])) == {}
    assert everything.repeated_in(long_sentences(OLD.articles[5])) == {BEFORE[5]: "art_6"}
    assert everything.repeated_in(long_sentences(OLD.articles[1])) != {}
