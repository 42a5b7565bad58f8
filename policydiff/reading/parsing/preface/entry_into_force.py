"""The day of entry into force: in the closing provision, the 题注, or the order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from policydiff.model.document import Block, Document, Node, Provision, Quoted
from policydiff.model.version import Dates, Ground
from policydiff.reading.parsing.lines.lines import bare
from policydiff.reading.parsing.preface.events import read_events
from policydiff.text.dates import read_date
from policydiff.text.traditions.dialect import Dialect

_QUOTED = re.compile(r"“[^“”]*”?|「[^「」]*」?")
LONGEST_CLOSING = 600
"""Characters from the end of the text in which the day of entry into force is looked for."""


def closing_text(nodes: Sequence[Node], dialect: Dialect) -> str:
    """The end of the last provision, or one of up to three lines behind that.

    Without quotations: a decision (本决定自2026年1月1日起施行。) quotes the law's own day.
    """
    behind = takewhile(lambda node: not isinstance(node, Provision), reversed(nodes[-3:]))
    stating = (
        text for text in map(_unquoted, behind) if dialect.preface.in_force.search(bare(text))
    )
    return next(stating, "".join(map(_unquoted, nodes[-1:])))[-LONGEST_CLOSING:]


def ground_of(
    day: str | None,
    promulgated: str | None,
    preface: Iterable[Block],
    closing: str,
    dialect: Dialect,
) -> Ground | None:
    """The ground of a day (ISO): its own words, or the order at its head; else None.

    `closing` is the text of the last provisions, `preface` the blocks above the first.
    """
    if day is None:
        return None
    match = dialect.preface.in_force.search(bare(closing))
    if match and day == (promulgated if match["promulgation"] else read_date(match["date"])):
        return "text"
    blocks = tuple(preface)
    if day in _stated_days(
        (block.text for block in blocks if block.role in ("note", "date")), dialect
    ):
        return "text"
    return (
        "order"
        if day in _stated_days((block.text for block in blocks if block.role == "order"), dialect)
        else None
    )


def _stated_days(notes: Iterable[str], dialect: Dialect) -> frozenset[str]:
    """The days of entry into force in notes: an event, or a label (施行日期：…)."""
    lines = tuple(notes)
    days = {
        event.date
        for event in read_events(lines, dialect)
        if dialect.preface.event_dates.get(event.verb) == "in_force"
    }
    labelled = (match for line in lines if (match := dialect.preface.labelled.match(bare(line))))
    named = (
        read_date(found["value"])
        for found in labelled
        if dialect.preface.labels[found["label"]] == "in_force"
    )
    return frozenset(days | {day for day in named if day is not None})


def ground_in(document: Document, dialect: Dialect) -> Ground | None:
    """The ground for a document's day of entry into force, from its own text."""
    preface = (node for node in document.preface if isinstance(node, Block))
    dates = document.dates
    return ground_of(
        dates.in_force, dates.promulgated, preface, closing_text(document.body, dialect), dialect
    )


def begins_when_promulgated(document: Document, dialect: Dialect) -> bool:
    """True for an unamended text in force since its promulgation (自公布之日起施行)."""
    if document.amendments or document.original_dates != Dates():
        return False
    match = dialect.preface.in_force.search(bare(closing_text(document.body, dialect)))
    return match is not None and match["promulgation"] is not None


def _unquoted(node: Node) -> str:
    if isinstance(node, Quoted):
        return ""
    if isinstance(node, Provision):
        return "\n".join(map(_unquoted, node.content))
    return _QUOTED.sub("", node.text)
