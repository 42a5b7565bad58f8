"""One item of a decision, sentence by sentence.

Each is an instruction, context, or stands as `unparsed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from policydiff.amending.engine.operations import Context, Delete, Operation, ReplaceWords
from policydiff.amending.engine.reading.builders import BUILDERS
from policydiff.amending.engine.reading.item_reading import Reading
from policydiff.amending.engine.reading.masking import Masked, Quotation, mask
from policydiff.amending.engine.reading.text_after_numbers import with_late_texts
from policydiff.messages import Message
from policydiff.model.document import Node
from policydiff.text.places import is_range, read_places, write_place
from policydiff.text.traditions.mainland.amending import FORMS, OWN, OWN_NAME
from policydiff.text.traditions.mainland.amending_words import (
    ABOUT_WORK,
    BARE_WORK,
    BETWEEN,
    CONTEXT,
    ENDS,
    FURTHER_LEAD,
    HEADS_A_CLAUSE,
    INSTRUCTS,
    LEAD_INS,
    LISTED_PLACES,
    LISTED_WORK,
    NAMED_WORK,
    ON_SEVERAL,
    PLACE_OR_QUOTE,
    QUOTED_WORDS,
    SENTENCE,
    SUB_NUMBER,
    WORK_AT_HEAD,
)

NARROW = ("paragraph", "point", "indent", "sentence", "intro")
"""A place that begins with one of these is none: the article that it stands in is not stated."""
SHORTEST_NAME = 5
"""Signs of a name without 《》 that names one of many works: 渡口条例 is the work that is spoken
of, 乙省渡口条例 one of them.
"""
LONGEST_LEAD = 4
"""Clauses that may stand before an instruction."""
_TITLED = re.compile(r"《[^《》]*》")


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """An order of a heading for all that is listed below it.

    Words become others, or (without `new`) the works are repealed.
    """

    old: tuple[Quotation, ...] = ()
    new: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContext:
    """The context of an item within its decision.

    The title of the decision, the short titles that it gave, and the heading over the item.

    `many` is true where the decision amends several works; `lost` is the work that a line before
    the item names in words that were not understood: since then it is not known which work is
    spoken of. `work` is that of the heading over the item, which holds for all of it.
    """

    title: str = ""
    short: Mapping[str, str | None] = field(default_factory=dict)
    below: Below | None = None
    lost: str | None = None
    many: bool = False
    work: str | None = None

    def full(self, title: str) -> str:
        """The full title of a work, without 《》."""
        bare = title.removeprefix("《").removesuffix("》")
        return self.short.get(f"《{bare}》") or bare

    def is_own(self, title: str) -> bool:
        """True if a title names the one work that the decision amends."""
        named = [] if self.many else [match[0][1:-1] for match in _TITLED.finditer(self.title)]
        return self.short.get(f"《{title}》", "") is None or any(
            title.endswith(own) or own.endswith(title) for own in named
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedClause:
    """A stretch [begin, end) of the running text and what it orders."""

    begin: int
    end: int
    operations: tuple[Operation, ...]


def read_item(nodes: tuple[Node, ...], context: ItemContext | None = None) -> Iterator[Operation]:
    """The operations of one item, without its number."""
    masked = mask(nodes)
    clauses = (
        tuple(
            replace(operation, source=masked.paragraph_at(clause.begin))
            for operation in clause.operations
        )
        for clause in read_clauses(masked, context or ItemContext())
    )
    for operations in with_late_texts(clauses):
        yield from (_named(operation, operation.work) for operation in operations)


def read_clauses(masked: Masked, context: ItemContext) -> Iterator[OrderedClause]:
    """The clauses of an item.

    Nothing stands between two of them but marks, words that instruct nothing (`BETWEEN`) and
    numbers.
    """
    text, place = masked.text, 0
    reading = Reading(masked=masked, lost=context.lost)
    while True:
        between = BETWEEN.match(text, place)
        place = between.end() if between is not None else place
        if place >= len(text):
            return
        number = SUB_NUMBER.match(text, place)
        begin = number.end() if number is not None else place
        clause = _read(text, begin, reading, context)
        if clause is None:
            end = _sentence_end(text, place)
            clause = OrderedClause(
                begin=place, end=end, operations=(_other(text[place:end].strip(), masked),)
            )
            if clause.operations[0].status == "unparsed":
                reading.here = ()
                named = unread_work(clause.operations[0], context, reading.work)
                reading.lost = named or reading.lost
                clause = _of_work(clause, reading, context)
            else:
                reading.work = (
                    announced_work(clause.operations[0], context, reading.work) or reading.work
                )
        yield clause
        place = clause.end


def _of_work(clause: OrderedClause, reading: Reading, context: ItemContext) -> OrderedClause:
    """A sentence that is not understood, with the work that it is about."""
    words = QUOTED_WORDS.sub("", clause.operations[0].text or "")
    titles = {context.full(title[0]) for title in _TITLED.finditer(words)}
    head = WORK_AT_HEAD.match(words.strip())
    if head is not None:
        work = context.full(head["work"]) if len(titles) == 1 else None
    else:
        open_ = reading.lost is not None or ON_SEVERAL.search(words) is not None
        work = None if open_ else reading.work or context.work
    (operation,) = clause.operations
    return replace(clause, operations=(replace(operation, work=work),))


def _read(text: str, place: int, reading: Reading, context: ItemContext) -> OrderedClause | None:
    """Read an entry of a list, a form, or a form behind clauses that lead to it."""
    return (
        _listed(text, place, reading.masked, context)
        or _form(text, place, reading, context)
        or _led(text, place, reading, context)
    )


def _listed(text: str, place: int, masked: Masked, context: ItemContext) -> OrderedClause | None:
    below = context.below
    match = (
        None if below is None else (LISTED_PLACES if below.new else LISTED_WORK).match(text, place)
    )
    if below is None or match is None or match.end() < _sentence_end(text, place):
        return None
    if not below.new:
        title = masked.unmask(match["works"]).strip().removeprefix("《").removesuffix("》")
        return OrderedClause(begin=place, end=match.end(), operations=(Delete(work=title),))
    words = _changed_words(below)
    operations = tuple(
        replace(
            operation,
            work=masked.unmask(match["work"][1:-1]),
            steps=steps,
            target_num=write_place(steps),
        )
        for steps in read_places(match["at"])
        for operation in words
    )
    return OrderedClause(begin=place, end=match.end(), operations=operations)


def _changed_words(below: Below) -> tuple[Operation, ...]:
    """The substitutions that a heading orders for each place below it."""
    if len(below.new) not in (1, len(below.old)):
        why = Message("as many words must come as go")
        return (ReplaceWords(status="failed", message=why),)
    new = below.new * len(below.old) if len(below.new) == 1 else below.new
    pairs = zip(below.old, new, strict=True)
    return tuple(ReplaceWords(old=old.text, text=text.text) for old, text in pairs)


def _form(text: str, place: int, reading: Reading, context: ItemContext) -> OrderedClause | None:
    """The clause of the first form that fits here, None where none does."""
    for form in FORMS:
        match = form.pattern.match(text, place)
        if match is None or ENDS.match(text, match.end()) is None:
            continue
        before = reading.copy()
        _speaks_of(match, context, reading)
        operations = tuple(
            _meant(operation, reading, context) for operation in BUILDERS[form.name](match, reading)
        )
        if operations and all(map(_stands, operations)):
            return OrderedClause(begin=place, end=match.end(), operations=operations)
        reading.back_to(before)
    return None


def _stands(operation: Operation) -> bool:
    """True if an operation is complete: it has a place, a work or words.

    A renumbering needs none. Words may be missing (改为“” has none); a place that needs a wider one
    is not complete.
    """
    if operation.steps and operation.steps[0][0] in NARROW:
        return False
    content = (
        operation.text
        or operation.steps
        or operation.result_steps
        or operation.old
        or operation.work
    )
    return bool(content) or operation.kind == "renumbering"


def _speaks_of(match: re.Match[str], context: ItemContext, reading: Reading) -> None:
    groups = match.groupdict()
    title = reading.masked.unmask(groups.get("work") or groups.get("repealed") or "")
    name = groups.get("name") or groups.get("repealed_name")
    if title:
        reading.work, reading.lost = context.short.get(title, title[1:-1]), None
    elif name is not None:
        other = (
            name.endswith(("法", "法典"))
            and not OWN_NAME.fullmatch(name)
            and name not in context.title
        )
        listed = len(name) >= SHORTEST_NAME and not OWN.match(name) and context.many
        if other or listed:
            reading.work, reading.lost = name, None


def named_work(words: str, context: ItemContext, current_work: str | None) -> str | None:
    """The first other work that words name.

    Other than the one that is spoken of and the one in the decision's title. A work that is only
    the legal basis is not meant.
    """
    outside = QUOTED_WORDS.sub("", words)
    titles = [context.full(match["work"]) for match in NAMED_WORK.finditer(outside)]
    bare = None if titles else BARE_WORK.match(outside)
    if bare is not None and not OWN.match(bare["work"]):
        titles.append(bare["work"])
    return next(
        (title for title in titles if title != current_work and not context.is_own(title)), None
    )


def announced_work(
    operation: Operation, context: ItemContext, current_work: str | None
) -> str | None:
    """The other work that a sentence of context announces for amendment.

    The sentence orders nothing by itself: 现对《乙条例》作如下修改.
    """
    about = ABOUT_WORK.search(operation.text or "") if operation.status == "context" else None
    if about is None or OWN.match(about["work"]):
        return None
    title = context.full(about["work"])
    return title if title != current_work and not context.is_own(title) else None


def unread_work(operation: Operation, context: ItemContext, current_work: str | None) -> str | None:
    """The other work that a sentence names, where the sentence is not understood."""
    return (
        named_work(operation.text or "", context, current_work)
        if operation.status == "unparsed"
        else None
    )


def _meant(operation: Operation, reading: Reading, context: ItemContext) -> Operation:
    named = _named(operation, reading.work)
    if operation.work is not None:
        return replace(
            named,
            work=context.short.get(
                operation.work, operation.work.removeprefix("《").removesuffix("》")
            ),
        )
    if reading.lost is None or operation.kind == "context" or operation.status != "parsed":
        return named
    why = Message(
        "a sentence before it that is not understood names 《{work}》, so that it is not known which work is meant",
        work=reading.lost,
    )
    return replace(named, work=None, status="failed", message=why)


def _named(operation: Operation, work: str | None) -> Operation:
    return replace(
        operation,
        work=operation.work or work if operation.kind != "context" else operation.work,
        target_num=write_place(operation.steps),
        result_num=write_place(operation.result_steps),
        range_num=write_place(next(filter(is_range, (operation.range, operation.steps)), ())),
    )


def _led(text: str, place: int, reading: Reading, context: ItemContext) -> OrderedClause | None:
    """An instruction with the clauses before it that give its reason or author."""
    begin = place
    for following in range(LONGEST_LEAD):
        lead = next(
            (match for pattern in LEAD_INS if (match := pattern.match(text, begin)) is not None),
            None,
        )
        if lead is None and following:
            lead = FURTHER_LEAD.match(text, begin)
        if lead is None or orders(lead[0]):
            return None
        between = BETWEEN.match(text, lead.end())
        begin = between.end() if between is not None else lead.end()
        before = reading.copy()
        clause = _form(text, begin, reading, context)
        if clause is not None and any(
            operation.kind != "context" for operation in clause.operations
        ):
            words = reading.masked.unmask(text[place : lead.end()].strip())
            return OrderedClause(
                begin=place, end=clause.end, operations=(_context(words), *clause.operations)
            )
        reading.back_to(before)
    return None


def _sentence_end(text: str, place: int) -> int:
    match = SENTENCE.match(text, place)
    return max(match.end(), place + 1) if match is not None else len(text)


def orders(sentence: str) -> bool:
    """True if a sentence may instruct.

    It has a word for it, and a place or a quotation.
    """
    bare = _TITLED.sub("《》", sentence)
    return INSTRUCTS.search(bare) is not None and PLACE_OR_QUOTE.search(bare) is not None


def _other(sentence: str, masked: Masked) -> Operation:
    words = masked.unmask(sentence)
    if (
        not orders(sentence)
        and HEADS_A_CLAUSE.search(sentence) is None
        and any(pattern.fullmatch(sentence) for pattern in CONTEXT)
    ):
        return _context(words)
    return Context(status="unparsed", text=words)


def _context(words: str) -> Operation:
    return Context(status="context", text=words)
