"""Which items a law covers, and in which order of time the two came."""

from __future__ import annotations

import pytest
from inventing import law, opinion

from policydiff.model.version import Amendment, Dates
from policydiff.relating.engine.relation import item_status, order_of


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["answered"], "covered"),
        (["answered", "none"], "covered"),
        (["answered", "partly", "none"], "partly"),
        (["partly", "none", "none"], "partly"),
        (["none", "none"], "none"),
        ([], "none"),
    ],
)
def test_the_status_of_an_item_follows_from_its_measures(statuses, status):
    assert item_status(statuses) == status


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
        ({"dates": Dates(named="2023-10-16", in_force="2024-01-01")}, None),
        ({"dates": Dates(named="2023-10-16", adopted="2023-09-20")}, "later"),
        ({"dates": Dates(named="2023-10-16", adopted="2012-09-20")}, "parallel"),
        ({"dates": Dates(named="2017-04-01", adopted="2016-12-20")}, None),
        ({"dates": Dates(named="2016-10-16", in_force="2016-12-01")}, None),
        ({"dates": Dates(adopted="2017-03-01", in_force="2017-06-01")}, None),
        ({"dates": Dates(adopted="2016-11-07")}, "earlier"),
        ({"dates": Dates(in_force="2015-06-01")}, None),
        (
            {
                "dates": Dates(named="2023-10-16"),
                "original_dates": Dates(in_force="2009-01-01"),
            },
            None,
        ),
        (
            {
                "dates": Dates(promulgated="2023-05-01"),
                "amendments": (Amendment(word="修订", date="2023-05-01"),),
            },
            None,
        ),
        (
            {
                "dates": Dates(promulgated="2023-05-01"),
                "amendments": (
                    Amendment(word="修正", date="2016-05-01"),
                    Amendment(word="修正", date="2023-05-01"),
                ),
            },
            "parallel",
        ),
    ],
)
def test_the_order_of_time(facts, order):
    assert order_of(opinion(), law(**facts)) == order


def test_an_opinion_without_a_date_has_no_order():
    assert order_of(opinion(dates=Dates()), law()) is None
