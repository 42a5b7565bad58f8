"""The invented decision that ships leads from one invented version to the next."""

from __future__ import annotations

import policydiff
from policydiff.resources import resource


def test_the_decision_gives_the_next_version():
    base, decision, republished = (
        policydiff.load(resource("corpora", f"example/invented-{name}"))
        for name in ("2018-11-30.txt", "2021-09-26.decision.txt", "2021-09-26.md")
    )

    result = policydiff.consolidate(base, decision, republished)

    assert result.complete
    assert result.verification is not None
    assert result.verification.equal_but_noise
    assert len([one for one in result.operations if one.status == "applied"]) >= 50
