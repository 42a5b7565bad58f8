"""Checks that a decision is for this work and version, and not carried out yet.

One or two instructions that do not fit are no reason to refuse; words that the text has nowhere, and
places that it lacks, are one where they are many.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from policydiff.amending.engine.applying.place_checks import lies_elsewhere
from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.operations import Instructions, Operation, Steps, item_of
from policydiff.amending.engine.reading.quoted_words import LONG_STRETCH, level
from policydiff.amending.engine.tree.changes import UnfitError
from policydiff.messages import Message
from policydiff.model.document import Block, Document
from policydiff.text.citations.resolving import amended_title
from policydiff.text.numerals import ARTICLE_NUMBER, NUMERAL, POINT_NUMBER, canonical

_MARKS = re.compile(r"\s|《|》|〈|〉|中华人民共和国")
_CARRIER = re.compile(r"^[一-鿿]{1,8}〔\d{4}〕\d+号|[一-鿿]{1,8}〔\d{4}〕\d+号$")
"""The number of a document that is printed with the title."""
_ORDER = re.compile(r"(?:[一-鿿]{0,12}令)?第[^第号]{1,9}号")
"""The number of the order that carries a text, behind its title."""
_COUNTED = re.compile(rf"（(?:第)?{NUMERAL}+）")
"""What tells one work from another of the same title: 解释（二）."""
_NAMED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_BODY = re.compile(r"([^《》]+?)关于(?:修改|修订|修正)《")
_ITEM = re.compile(r"第(.+)条")
_NUMBERED = re.compile(f"^(?:{POINT_NUMBER}|{ARTICLE_NUMBER})")

LONG = 8
"""Characters of a quotation that cannot stand somewhere by chance, or be missing by a slip of a
sign.
"""
LIKE = 0.95
SLIP = 2
"""The share of a long quotation that stands in a text, in stretches of four signs and more, or the
number of signs that do not, where there is only a slip between them.
"""
MANY_WORDS = 3
SHARE_OF_WORDS = 0.1
SHARE_OF_ITEMS = 1 / 3
"""So many long quotations that the text has nowhere, and so large a share of all; or one such and
so many items that do not fit. The decisions on the constitution set them: on a version that is one
amendment too old 2 of 6 items, or 3 of 24 quotations, do not fit; on the right one, all do.
"""
MANY_PLACES = 3
SHARE_OF_PLACES = 1 / 3
"""So many items for places that the text lacks, and so large a share of all."""


def why_not(base: Document, instructions: Instructions) -> Message | None:
    """The reason why a decision does not fit this text; None where there is none."""
    decision = instructions.decision
    named = _amended(decision)
    if (
        named
        and _titled(base)
        and not any(same_work(title, base) for title in (*named, *_with_body(named, decision)))
    ):
        return Message(
            "it amends {named}, this is {title}",
            named="、".join(f"《{title}》" for title in named),
            title=base.title,
        )
    later = _later(base, decision)
    if later is not None:
        return Message(
            "the decision is of {day}, and this text has the amendment of {later} already",
            day=_day(decision) or Message("before {day}", day=decision.dates.in_force),
            later=later,
        )
    if _continues(instructions) and base.dates.adopted is not None and not base.amendments:
        return Message(
            "its items continue those of earlier amendments, and this text mentions none since {adopted}",
            adopted=base.dates.adopted,
        )
    reported = _day(decision) is None and any(
        (amendment.date, amendment.decision) == (None, decision.title)
        for amendment in base.amendments
    )
    already = _already(base, instructions) or (
        Message("this text mentions it already") if reported else None
    )
    return already or _elsewhere(base, instructions)


def _amended(decision: Document) -> list[str]:
    """The works that a decision amends by its title; none where it names one of many."""
    title = amended_title(decision)
    if "》等" in decision.title:
        return []
    if title:
        return [title]
    named = re.search(r"(?:修改|修订|修正)(《.{1,190}》)的决定$", re.sub(r"\s", "", decision.title))
    return _NAMED.findall(named[1]) if named is not None else []


def _with_body(named: list[str], decision: Document) -> list[str]:
    """Titles that begin with 关于, behind the name of the body."""
    body = _BODY.match(re.sub(r"\s", "", decision.title))
    return (
        [body[1] + title for title in named if title.startswith("关于")] if body is not None else []
    )


def _titled(base: Document) -> bool:
    """True if the title stands in the text, and is not that of its file."""
    return any(isinstance(block, Block) and block.role == "title" for block in base.preface)


def same_work(title: str, base: Document) -> bool:
    """True if a title names the work of this text.

    What one of the two says more, such as （2016年修正）, the number of an order, or the body of a
    text 关于…, does not count; （二） does.
    """
    wanted = _bare_title(title)
    return any(_same_title(_bare_title(name), wanted) for name in (base.title, *base.aliases))


def _bare_title(title: str) -> str:
    return _CARRIER.sub("", level(_MARKS.sub("", title)))


def _same_title(name: str, wanted: str) -> bool:
    more = name.removeprefix(wanted) if name.startswith(wanted) else None
    if more is not None:
        return (
            not more
            or _ORDER.fullmatch(more) is not None
            or (more.startswith("（") and _COUNTED.match(more) is None)
        )
    return name.startswith("关于") and wanted.endswith(name)


def _day(decision: Document) -> str | None:
    return decision.dates.adopted or decision.version_date


def _later(base: Document, decision: Document) -> str | None:
    """The date of an amendment in the text that is not earlier than the decision."""
    day = _day(decision)
    force = decision.dates.in_force
    if day is None and force is not None:
        return max(
            (
                amendment.date
                for amendment in base.amendments
                if amendment.date is not None and amendment.date > force
            ),
            default=None,
        )
    amended = [(amendment.date, amendment.decision) for amendment in base.amendments]
    if base.original_dates.adopted is not None and not amended:
        amended.append((base.dates.adopted, None))
    dates = [
        date
        for date, by in amended
        if date is not None
        and day is not None
        and (date > day or (date == day and _same(by, decision)))
    ]
    return max(dates, default=None)


def _same(title: str | None, decision: Document) -> bool:
    """True if the title in a 题注 can be that of the decision; who decided is left out."""
    stated = level(_MARKS.sub("", title or ""))
    return level(_MARKS.sub("", decision.title)).endswith(stated)


def _continues(instructions: Instructions) -> bool:
    """True if items are counted on from earlier decisions: the first is 第三条."""
    first = next(
        (
            operation.instruction
            for operation in instructions.operations
            if operation.status == "parsed"
        ),
        None,
    )
    item = _ITEM.fullmatch(first or "") if instructions.decision.kind == "amendment" else None
    return item is not None and canonical(item[1]) not in ("1", None)


def _already(base: Document, instructions: Instructions) -> Message | None:
    """The message that the decision is carried out already, else None."""
    carried = find_carried_out(base, instructions)
    others = [operation for operation in _with_new_text(instructions) if operation not in carried]
    text = Base(document=base)
    if len(carried) < max(1, len(others)) or (
        len(carried) == len(others) == 1 and _fits(others[0], text)
    ):
        return None
    return Message(
        "it is carried out there already: the new text of {item} stands in it",
        item=item_of(carried[0]),
    )


def _elsewhere(base: Document, instructions: Instructions) -> Message | None:
    """The message that a new text lies elsewhere in the base, else None."""
    own = [
        operation
        for operation in instructions.operations
        if operation.work is None or same_work(operation.work, base)
    ]
    found = lies_elsewhere(own, Base(document=base))
    if found is None:
        return None
    return Message(
        "the new text of {item} is that of another article here",
        item=Message("item {item}", item=found.instruction)
        if found.instruction
        else Message("an instruction"),
    )


def find_carried_out(base: Document, instructions: Instructions) -> list[Operation]:
    """The operations whose new text stands in the base."""
    text = Base(document=base, moves=stated_moves(instructions.operations))
    return [operation for operation in _with_new_text(instructions) if _stands(operation, text)]


def _with_new_text(instructions: Instructions) -> list[Operation]:
    return [
        operation
        for operation in instructions.operations
        if operation.status == "parsed" and operation.text
    ]


def _stands(operation: Operation, base: Base) -> bool:
    """True if the new text of an operation stands in the base."""
    if operation.old is None:
        node = base.find(operation.result_steps or _moved(operation.steps, base))
        return (
            node is not None
            and hasattr(node, "text")
            and _bare(node.text) == _bare(operation.text or "")
        )
    old, new = level(operation.old), level(operation.text or "")
    if old == new:
        return False
    there = _place(operation, base)
    return len(new) >= LONG and new in there and (old not in there or old in new)


def _fits(operation: Operation, base: Base) -> bool:
    if operation.old is not None:
        return level(operation.old) in _place(operation, base)
    return base.find(operation.steps) is not None


def stated_moves(operations: Iterable[Operation]) -> dict[str, str]:
    """Article → its new number, where the decision gives it."""
    renumberings = [
        (operation.steps, operation.result_steps)
        for operation in operations
        if operation.kind == "renumbering"
    ]
    return {
        old[-1][1]: new[-1][1]
        for old, new in renumberings
        if old[-1:] and new[-1:] and old[-1][0] == new[-1][0] == "article"
    }


def _moved(steps: Steps, base: Base) -> Steps:
    """A place with the number that its article is to get."""
    return tuple(
        (kind, base.moves.get(number, number) if kind == "article" else number)
        for kind, number in steps
    )


def _bare(text: str) -> str:
    """A text without the number of an item before it and the mark behind it."""
    return _NUMBERED.sub("", level(text)).rstrip("；。，")


def _place(operation: Operation, base: Base) -> str:
    """The text of the place that is meant, of the whole work where there is no such."""
    try:
        texts = base.texts(operation.steps)
    except UnfitError:
        texts = base.texts(())
    return level("".join(text.text for text in texts))


def misfit(base: Base, decision: Document, operations: Sequence[Operation]) -> Message | None:
    """The reason why a decision does not fit, by its operations; None where it does."""
    failed = [operation for operation in operations if operation.status == "failed"]
    if not any(operation.status == "applied" for operation in operations):
        unread = any(operation.status == "unparsed" for operation in operations)
        none = (
            Message("none of its instructions can be read")
            if unread
            else Message("it amends another work, or none")
        )
        return Message("nothing of it fits") if failed else none
    wanting = [
        operation
        for operation in failed
        if operation.old is not None and lacks(base, operation.old)
    ]
    homeless = [operation for operation in failed if base.find(_node(operation)) is None]
    items = _items(operations)
    if wanting and len(_items(wanting + homeless)) >= SHARE_OF_ITEMS * len(items):
        return Message("too many of its instructions do not fit")
    if len(_quotations(wanting)) >= max(MANY_WORDS, SHARE_OF_WORDS * len(_quotations(operations))):
        return Message("it quotes words that this text does not have")
    if len(_items(homeless)) >= max(MANY_PLACES, SHARE_OF_PLACES * len(items)):
        return Message("it is about places that this text does not have")
    day, dated = _day(decision), base.document.version_date
    return (
        Message("the decision is of {day}, this text of {dated}", day=day, dated=dated)
        if failed and day is not None and dated is not None and dated > day
        else None
    )


def _node(operation: Operation) -> Steps:
    return tuple(
        step
        for step in operation.steps
        if step[0] not in ("heading", "title", "intro", "sentence", "row")
        and step != ("preamble", "")
    )


def _items(operations: Sequence[Operation]) -> set[str | None]:
    return {
        operation.instruction
        for operation in operations
        if operation.status in ("applied", "failed")
    }


def _quotations(operations: Sequence[Operation]) -> set[tuple[str | None, str]]:
    """The old words of each item, once whatever the number of places."""
    return {
        (operation.instruction, operation.old)
        for operation in operations
        if operation.old is not None
    }


def lacks(base: Base, old: str) -> bool:
    """True if a text has a long quotation nowhere, and nothing like it either."""
    wanted = level(old)
    if len(wanted) < LONG:
        return False
    most = max(SLIP, (1 - LIKE) * len(wanted))
    return wanted not in base.folded.whole and (
        _missing(wanted, base.folded.stretches) > most
        or all(_missing(wanted, text) > most for text in base.folded.folded)
    )


def _missing(wanted: str, text: Container[str]) -> int:
    """The signs of a quotation that stand in a text in no stretch of four and more."""
    covered: set[int] = set()
    for at in range(len(wanted) - LONG_STRETCH + 1):
        if wanted[at : at + LONG_STRETCH] in text:
            covered.update(range(at, at + LONG_STRETCH))
    return len(wanted) - len(covered)
