"""The facts of the new version, and the lines before its text.

Title, dates, 题注, table of contents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from policydiff.amending.engine.applying.amendment_notes import amended_notes
from policydiff.amending.engine.operations import Operation
from policydiff.model.document import Block, Document, Node, Provision, Table
from policydiff.model.kinds import CONTAINERS
from policydiff.model.version import Amendment, Dates
from policydiff.reading.parsing.preface.events import read_events
from policydiff.text.dates import read_date
from policydiff.text.traditions.mainland.cn_decision import DIALECT

_OWN = re.compile(r"本(?:决定|修正案)")
_DECIDES = re.compile(r"(?P<meeting>[^，。；：《》“”]{2,60}?会议)(?:审议|讨论)?(?:通过|决定)")
_STATE_COUNCIL = re.compile(r"国务院|人民政府")


def new_dates(decision: Document, operations: Iterable[Operation]) -> Dates:
    """The dates of the new version.

    Those of the decision; the day of entry into force also where a sentence between its items
    states it.
    """
    dates = decision.dates
    if dates.in_force is not None:
        return dates
    for operation in operations:
        text = re.sub(r"\s", "", operation.text or "") if operation.kind == "context" else ""
        found = DIALECT.preface.in_force.search(text) if _OWN.search(text) else None
        if found is not None:
            return replace(
                dates, in_force=read_date(found["date"]) if found["date"] else dates.promulgated
            )
    return dates


def amendment_of(base: Document, decision: Document) -> Amendment:
    """The decision as an amendment of the text.

    When, by which meeting, and with the word that the text has for its earlier ones.
    """
    return Amendment(
        word=base.amendments[-1].word
        if base.amendments
        else "修订"
        if _STATE_COUNCIL.match(decision.authority or "")
        else "修正",
        date=decision.version_date,
        by=_meeting(decision) or decision.authority,
        decision=decision.title,
        mechanism="itemised",
    )


def _meeting(decision: Document) -> str | None:
    """The meeting that took the decision, by its 题注 or its first words."""
    stated = next(
        (
            event.by
            for event in read_events(_notes(decision), DIALECT)
            if event.verb == "通过" and event.by
        ),
        None,
    )
    first = next(
        (node for node in (*decision.preamble, *decision.body) if isinstance(node, Block)), None
    )
    decided = _DECIDES.match(re.sub(r"\s", "", first.text)) if first is not None else None
    return stated or (decided["meeting"] if decided is not None else None)


def _notes(decision: Document) -> list[str]:
    return [
        block.text
        for block in decision.preface
        if isinstance(block, Block) and block.role == "note"
    ]


def new_preface(
    base: Document, title: str, amendment: Amendment, dates: Dates, body: tuple[Node, ...]
) -> tuple[Block | Table, ...]:
    """The lines before the text of the new version.

    With the new title, the amendment in the 题注, and the new headings in the table of contents.
    """
    blocks = _titled(base, title)
    blocks = amended_notes(blocks, base, amendment, dates)
    return tuple(_contents(blocks, base.body, body))


def _titled(base: Document, title: str) -> list[Block | Table]:
    if title == base.title:
        return list(base.preface)
    found: list[Block | Table] = []
    for block in base.preface:
        if not isinstance(block, Block) or block.role != "title":
            found.append(block)
        elif not any(isinstance(b, Block) and b.role == "title" for b in found):
            found.append(replace(block, text=title))
    return found


def _contents(
    blocks: list[Block | Table], old: tuple[Node, ...], new: tuple[Node, ...]
) -> Iterator[Block | Table]:
    """Lines of the table of contents.

    Those that name no container stay, the others are written again from the new headings.
    """
    places = [
        place
        for place, block in enumerate(blocks)
        if isinstance(block, Block) and block.role == "contents"
    ]
    before = {_bare(_line(node, "")): node for node in _containers(old)}
    named = [place for place in places if _bare(blocks[place].text) in before]
    after = list(_containers(new))
    if not named or [_line(node, "") for node in before.values()] == [
        _line(node, "") for node in after
    ]:
        yield from blocks
        return
    levels = {before[_bare(blocks[place].text)].level for place in named}
    gap = _gap(blocks[named[0]].text)
    for place, block in enumerate(blocks):
        if place == named[0]:
            yield from (
                Block(text=_line(node, gap), role="contents")
                for node in after
                if node.level in levels
            )
        elif place not in named:
            yield block


def _containers(nodes: tuple[Node, ...]) -> Iterator[Provision]:
    for node in nodes:
        if isinstance(node, Provision) and node.level in CONTAINERS:
            yield node
            yield from _containers(node.content)


def _line(node: Provision, gap: str) -> str:
    return (node.num or "") + gap + (node.heading or "")


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _gap(line: str) -> str:
    """The space between number and heading in a line."""
    found = re.match(r"\S+?[编章节](\s*)", line)
    return found[1] if found else "　"
