"""The items that a law covers, and the order in time of the two."""

from __future__ import annotations

from policydiff.model.document import Document
from policydiff.model.relation import CoverageStatus, Order

COVERED = 0.17
"""Share of an item that its best article speaks of, from which the item counts as covered."""

PARTLY = 0.13
"""The same, from which it counts as partly covered."""


def status_of(share: float, *, named: bool = False) -> CoverageStatus:
    """The status of an item by the largest share of it that one article speaks of.

    The thresholds were found by cross-validation, see `benchmarks/README.md`. A law that the item
    announces by its name (`named`) answers it at least partly, whatever its articles say.
    """
    return "covered" if share >= COVERED else "partly" if share >= PARTLY or named else "none"


def order_of(left: Document, right: Document) -> Order | None:
    """The place of a law in time relative to the document of the left.

    None where a date is unknown.
    """
    since, work, version = left.version_date, right.work_date, right.version_date
    if since is None or version is None:
        return None
    if work is not None and work > since:
        return "later"
    in_force = right.dates.in_force
    return (
        "parallel" if version > since or (in_force is not None and in_force > since) else "earlier"
    )
