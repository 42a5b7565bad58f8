"""The parts that a comparison covers or leaves out, and the facts of both files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydiff.locale import Language, translate
from policydiff.messages import Message, template
from policydiff.model.comparison import Comparison, Side
from policydiff.model.kinds import CONTAINERS
from policydiff.model.office_content import UncomparedParts
from policydiff.model.source import UnreadKind
from policydiff.report.pieces import neutral

_LIST = template("{first} / {second}")

_AROUND = {
    "title": Message("printed title"),
    "preface": Message("notes below the title"),
    "conclusions": Message("closing lines"),
}
"""The parts around a text, by how their names begin."""

_PARTS = {
    "preamble": Message("preamble"),
    "container": Message("headings of chapters and sections"),
    "article": Message("articles"),
    "block": Message("other paragraphs"),
    "table": Message("tables"),
    "attachment": Message("attachments"),
}
"""The parts of a text, by their level."""

_STATED = Message("stated dates, numbers and authorities")

_NAMES: dict[UnreadKind, Message] = {
    "title": Message("title of the file"),
    "subject": Message("subject of the file"),
    "header": Message("page headers"),
    "footer": Message("page footers"),
    "watermark": Message("watermarks"),
    "box": Message("text boxes"),
    "footnote": Message("footnotes"),
    "endnote": Message("endnotes"),
    "picture": Message("pictures"),
    "object": Message("embedded objects"),
    "chart": Message("charts and diagrams"),
    "macro": Message("macros"),
    "formula": Message("formulas"),
    "field": Message("fields that Word fills in"),
    "hidden": Message("hidden text"),
    "turned": Message("text at an angle"),
    "note": Message("notes of the drafters"),
}
"""The facts of a file, and its parts that are not read."""


def no_difference(comparison: Comparison) -> Message:
    """The sentence on two texts that do not differ, with all that was compared.

    It is stated of what was compared alone where either text has parts that nobody read.
    """
    parts = Message.joined(_covered(comparison), _LIST)
    if comparison.noise_rule:
        same = Message("The two texts do not differ, leaving out what is not counted as a change")
        part = Message("What was compared does not differ, leaving out what is no change")
    else:
        same = Message("The two texts do not differ")
        part = Message("What was compared does not differ")
    if not comparison.uncompared:
        return Message("{same}. Compared: {parts}.", same=same, parts=parts)
    return Message(
        "{same}. Compared: {parts}. {left_out}",
        same=part,
        parts=parts,
        left_out=_not_compared(comparison.uncompared),
    )


def outside_articles(comparison: Comparison) -> Message:
    """The sentence on two texts of which no article changed, but something else did."""
    if comparison.text_changed:
        return Message("no article changed, but other parts of the text did")
    names = (_NAMES[kind] for kind in dict.fromkeys(one.kind for one in comparison.files.changes))
    return Message(
        "no word of the text changed, but the file itself did: {facts}",
        facts=Message.joined(names, _LIST),
    )


def unread_line(comparison: Comparison, language: Language) -> str:
    """The sentence on the parts of two texts that differ which were not compared.

    Those that are the same on both sides are left out; "" where nothing is left.
    """
    parts = tuple(one for one in comparison.uncompared if not one.same)
    return translate(_not_compared(parts), language) if comparison.changed and parts else ""


def _not_compared(parts: Iterable[UncomparedParts]) -> Message:
    return Message("Not compared: {parts}.", parts=Message.joined(map(_uncompared, parts), _LIST))


def file_rows(comparison: Comparison, language: Language) -> tuple[tuple[str, str, str], ...]:
    """Name, left, right of each fact of the files that differs; — for none."""
    return tuple(
        (
            translate(Message("File: {fact}", fact=_NAMES[change.kind]), language),
            neutral(change.left or "—"),
            neutral(change.right or "—"),
        )
        for change in comparison.files.changes
    )


def beside_table(comparison: Comparison) -> Iterator[Message]:
    """A sentence for each fact of the files that differs.

    They are for whoever gets a table that has articles alone.
    """
    for change in comparison.files.changes:
        yield Message(
            "the file itself changed, {fact}: {left} → {right}",
            fact=_NAMES[change.kind],
            left=_one_line(change.left or "—"),
            right=_one_line(change.right or "—"),
        )


def _covered(comparison: Comparison) -> Iterator[Message]:
    """The names of all that was compared, each once, in the order of a text."""
    sides = [side for match in comparison.matches for side in (*match.left, *match.right)]
    there = {_part_of(side) for side in sides}
    names: Iterable[tuple[str, Message]] = (
        *list(_AROUND.items())[:2],
        *_PARTS.items(),
        *list(_AROUND.items())[2:],
    )
    yield from (name for key, name in names if key in there)
    yield _STATED
    yield from (_NAMES[kind] for kind in comparison.files.kinds)


def _part_of(side: Side) -> str:
    """The key of the part in which one side of a match stands."""
    around = side.eid.split("__")[0]
    if around in _AROUND:
        return around
    if side.level in _PARTS:
        return side.level
    return "container" if side.level in CONTAINERS else "article"


def _uncompared(parts: UncomparedParts) -> Message:
    """图片（修订前 2 处，修订后 1 处，内容不同）."""
    counts = (
        Message("{left} before, {right} after", left=parts.left, right=parts.right)
        if parts.left and parts.right
        else Message("{left} before", left=parts.left)
        if parts.left
        else Message("{right} after", right=parts.right)
    )
    if parts.same is not None:
        counts = (
            Message("{counts}, the same in both files", counts=counts)
            if parts.same
            else Message("{counts}, not the same", counts=counts)
        )
    return Message("{name} ({counts})", name=_NAMES[parts.kind], counts=counts)


def _one_line(text: str) -> str:
    return " ".join(neutral(text).split())
