"""The status of an item by its odds, and the order in time of the two sides."""

from __future__ import annotations

from policydiff.model.document import Document
from policydiff.relating.engine.relation import CoverageStatus, Order

LIKELY = 0.5
"""The odds from which a status holds …"""

TOUCHED = 0.64
"""… and those from which a measure or an item counts as answered in part. Here readers agree the
least: at this threshold the verdicts fit a reader of measures and two readers of links best."""


def item_status(covered: float, partly: float) -> CoverageStatus:
    """The status of an item by its odds.

    They are those that it is covered, and that it is covered at least partly.
    """
    return "covered" if covered >= LIKELY else "partly" if partly >= TOUCHED else "none"


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
