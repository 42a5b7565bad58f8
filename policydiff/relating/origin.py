"""The origin of a law's articles beside the day of an earlier document.

An article was added after that day, amended after it, or stood there as it does now. It is derived
from dates, and from the text that held before the day; where these do not decide it is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping

from policydiff.diffing.passes import align
from policydiff.diffing.units import read_units
from policydiff.model.document import Document
from policydiff.model.measures import Origin

PAIRED = 0.75
"""The odds from which a pair is one article amended."""

Origins = Mapping[str, Origin | None]
"""eId of an article → its origin."""


def derive_origins(right: Document, day: str, before: Document | None) -> Origins | None:
    """The origins of all articles of a document beside a day (ISO).

    `before` is the text of the same work that held on the day, where it is at hand. None where
    nothing is known of any article: where the document has no date, is a draft that nobody enacted,
    or is younger than the day and neither `before` nor the date of its work shows more.
    """
    date = right.version_date
    if date is None or right.stage is not None:
        return None
    if date <= day:
        return _all(right, "unchanged")
    if before is not None and before.version_date is not None:
        return _compared(before, right, gap=_has_gap(before.version_date, day, right))
    if right.work_date is not None and right.work_date > day:
        return _all(right, "new")
    return None


def _all(document: Document, origin: Origin) -> Origins:
    return dict.fromkeys((article.eid for article in document.articles), origin)


def _has_gap(date: str, day: str, right: Document) -> bool:
    """True where the law may have been amended between the earlier text and the day.

    What differs then may have changed before the day or after it.
    """
    return any(one.date is None or date < one.date <= day for one in right.amendments)


def _compared(before: Document, right: Document, *, gap: bool) -> Origins:
    """The origins by alignment, unknown where a pair is doubtful or only possible.

    With a `gap` only what reads as before is certain.
    """
    old, new = (
        [unit for unit in read_units(document) if unit.level == "article"]
        for document in (before, right)
    )
    pairing = align(old, new)
    possible = {link.right for link in pairing.possible}
    found: dict[str, Origin | None] = {
        unit.eid: None if gap or place in possible else "new" for place, unit in enumerate(new)
    }
    for link in pairing.links():
        left, unit = old[link.left], new[link.right]
        same = (left.heading_key, left.key) == (unit.heading_key, unit.key)
        sure = not gap and link.score >= PAIRED
        found[unit.eid] = "unchanged" if same else "amended" if sure else None
    return found
