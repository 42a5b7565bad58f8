"""Since when a provision has borne its number. All names are invented."""

from __future__ import annotations

from policydiff.model.lineage import WorkLineage


def test_an_eid_counts_from_the_version_that_first_gave_it_to_this_name() -> None:
    lineage = WorkLineage(
        versions=("2001-01-01", "2005-05-05", "2010-10-10", "2015-05-15"),
        steps=(),
        wids=(
            {"art_1": "art_1", "art_2": "art_2"},
            {"art_1": "art_1", "art_2": "2005-05-05.art_2", "art_3": "art_2"},
            {"art_1": "art_1", "art_2": "2005-05-05.art_2", "art_3": "art_2"},
            {"art_1": "art_2", "art_2": "art_1"},
        ),
    )

    assert lineage.since(0) == {"art_1": "2001-01-01", "art_2": "2001-01-01"}
    assert lineage.since(2) == {"art_1": "2001-01-01", "art_2": "2005-05-05", "art_3": "2005-05-05"}
    assert lineage.since(3) == {"art_1": "2015-05-15", "art_2": "2015-05-15"}
