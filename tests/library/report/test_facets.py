"""Facets: counts add up, and each row is found under each of its values."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from policydiff.library.report.facets import Facets, fits, places_of, set_of, sums

VALUES = st.sampled_from("abc")
ROWS = st.lists(st.fixed_dictionaries({"kind": VALUES, "maker": VALUES, "year": VALUES}))
CHOICES = st.dictionaries(st.sampled_from(("kind", "maker", "year")), st.lists(VALUES, max_size=2))


@given(st.sets(st.integers(0, 300)))
def test_a_set_of_places_gives_the_places_in_order(places):
    assert list(places_of(set_of(places))) == sorted(places)


@given(ROWS, CHOICES)
def test_the_rows_are_those_that_fit_all_choices(rows, choices):
    facets = Facets(rows)

    assert list(places_of(facets.chosen(choices))) == [
        place for place, row in enumerate(rows) if fits(row, choices)
    ]


@given(ROWS, CHOICES)
def test_the_counts_of_a_facet_add_up_to_the_rows_under_the_other_choices(rows, choices):
    facets = Facets(rows)
    for name in ("kind", "maker", "year"):
        counts = facets.counts(name, choices)
        others = {key: chosen for key, chosen in choices.items() if key != name}
        expected = Counter(row[name] for row in rows if fits(row, others))

        assert sum(counts.values()) == sum(fits(row, others) for row in rows)
        assert {value: count for value, count in counts.items() if count} == dict(expected)


@given(ROWS, CHOICES)
def test_choosing_a_value_gives_as_many_rows_as_it_promised(rows, choices):
    facets = Facets(rows)
    for value, count in facets.counts("kind", choices).items():
        assert facets.chosen({**choices, "kind": [value]}).bit_count() == count


@given(ROWS, CHOICES, st.sets(st.integers(0, 20)))
def test_rows_are_counted_among_others_alone(rows, choices, there):
    facets, among = Facets(rows), {place for place in there if place < len(rows)}
    counts = facets.counts("maker", choices, set_of(among))

    assert sum(counts.values()) == sum(
        fits(rows[place], {**choices, "maker": []}) for place in among
    )


def test_a_chosen_value_without_rows_can_still_be_taken_away():
    facets = Facets([{"kind": "a", "year": "1"}])

    assert facets.counts("kind", {"kind": ["z"], "year": ["2"]}) == {"z": 0}
    assert Facets([]).counts("kind", {}) == {}


@given(st.dictionaries(st.integers(), st.fixed_dictionaries({"kind": VALUES})), st.data())
def test_weights_are_summed_by_value(rows, data):
    weights = {row: data.draw(st.integers(0, 9)) for row in rows}

    found = sums(rows, weights, "kind")

    assert sum(found.values()) == sum(weights.values())
    assert all(found[rows[row]["kind"]] >= weight for row, weight in weights.items())
