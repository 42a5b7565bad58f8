"""Which items a law covers, and in which order of time the two came."""

from __future__ import annotations

import pytest
from inventing import law, opinion

from policydiff.model.version import Dates
from policydiff.relating.coverage import COVERED, PARTLY, order_of, status_of


@pytest.mark.parametrize(
    ("share", "status"),
    [
        (0.0, "none"),
        (PARTLY - 0.001, "none"),
        (PARTLY, "partly"),
        (COVERED - 0.001, "partly"),
        (COVERED, "covered"),
        (1.0, "covered"),
    ],
)
def test_the_thresholds(share, status):
    assert status_of(share) == status


def test_a_law_that_is_named_answers_at_least_partly():
    assert [status_of(share, named=True) for share in (0.0, PARTLY, COVERED)] == [
        "partly",
        "partly",
        "covered",
    ]


@pytest.mark.parametrize(
    ("facts", "order"),
    [
        ({"dates": Dates(promulgated="2021-05-01")}, "later"),
        (
            {
                "dates": Dates(promulgated="2021-05-01"),
                "original_dates": Dates(promulgated="2012-05-01"),
            },
            "parallel",
        ),
        ({"dates": Dates(promulgated="2016-11-07", in_force="2017-06-01")}, "parallel"),
        ({"dates": Dates(promulgated="2012-05-01", in_force="2012-06-01")}, "earlier"),
        ({"dates": Dates()}, None),
    ],
)
def test_the_order_of_time(facts, order):
    assert order_of(opinion(), law(**facts)) == order


def test_an_opinion_without_a_date_has_no_order():
    assert order_of(opinion(dates=Dates()), law()) is None
