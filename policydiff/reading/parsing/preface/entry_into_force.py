"""The day of entry into force: in the closing provision, the 题注, or the order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from policydiff.model.document import Block, Document, Node, Provision, Quoted
from policydiff.model.version import Dates, Ground
from policydiff.reading.parsing.lines.lines import bare
from policydiff.reading.parsing.preface.events import read_events
from policydiff.reading.parsing.preface.head import ending_nodes, head_nodes, read_head
from policydiff.text.dates import first_date, read_date
from policydiff.text.traditions.dialect import Dialect

_QUOTED = re.compile(r"“[^“”]*”?|「[^「」]*」?")
LONGEST_CLOSING = 600
"""Characters from the end of the text in which the day of entry into force is looked for."""


def closing_text(nodes: Sequence[Node], dialect: Dialect) -> str:
    """The end of the last provision, or one of up to three lines behind that.

    In rules and contracts it is the end of the provision before the last where that one alone states
    the entry into force of the text. Without quotations: a decision (本决定自2026年1月1日起施行。) quotes the
    law's own day.
    """
    behind = takewhile(lambda node: not isinstance(node, Provision), reversed(nodes[-3:]))
    stating = (
        text for text in map(_unquoted, behind) if dialect.preface.in_force.search(bare(text))
    )
    last = next(stating, "".join(map(_unquoted, nodes[-1:])))[-LONGEST_CLOSING:]
    if not dialect.preface.of_rules or stated_force(last, dialect) is not None:
        return last
    before = [node for node in nodes if isinstance(node, Provision)][-2:-1]
    earlier = "".join(map(_unquoted, before))[-LONGEST_CLOSING:]
    return last if stated_force(earlier, dialect) is None else earlier


def stated_force(closing: str, dialect: Dialect) -> re.Match[str] | None:
    """The sentence that sets the entry into force of the text; None without one.

    None for that of a later text: 修改后的协议自公布之日起生效.
    """
    changed = dialect.preface.if_changed
    if changed is None:
        return dialect.preface.in_force.search(bare(closing))
    text = "\n".join(map(bare, closing.split("\n")))
    return next(
        (
            match
            for match in dialect.preface.in_force.finditer(text)
            if not changed.search(text, max(0, match.start() - 30), match.start())
        ),
        None,
    )


def by_signing(match: re.Match[str]) -> bool:
    """True for a sentence by which the signatures put the text in force."""
    return match.groupdict().get("signing") is not None


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
    match = stated_force(closing, dialect)
    if match is not None and by_signing(match):
        return "signature"
    if day is None:
        return None
    if match and day == (promulgated if match["promulgation"] else first_date(match["date"])):
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
    dates = document.dates
    head = read_head(head_nodes(document), ending_nodes(document), dialect)
    if dates.in_force is not None and head.fields.get("in_force") == dates.in_force:
        return "text"
    preface = (node for node in document.preface if isinstance(node, Block))
    return ground_of(
        dates.in_force, dates.promulgated, preface, closing_text(document.body, dialect), dialect
    )


def begins_when_promulgated(document: Document, dialect: Dialect) -> bool:
    """True for an unamended text in force since its promulgation (自公布之日起施行)."""
    if document.amendments or document.original_dates != Dates():
        return False
    match = stated_force(closing_text(document.body, dialect), dialect)
    return match is not None and match["promulgation"] is not None


def _unquoted(node: Node) -> str:
    if isinstance(node, Quoted):
        return ""
    if isinstance(node, Provision):
        return "\n".join(map(_unquoted, node.content))
    return _QUOTED.sub("", node.text)
