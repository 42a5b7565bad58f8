"""One item of a decision: each sentence an instruction, context, or `unparsed`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from policydiff.amending.engine.operations import Context, Delete, Operation, ReplaceWords
from policydiff.amending.engine.reading.builders import BUILDERS
from policydiff.amending.engine.reading.item_reading import Reading, with_late_texts
from policydiff.amending.engine.reading.masking import Masked, Quotation, mask
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
    """The order of a heading for all below it: new words, or without `new` repeal."""

    old: tuple[Quotation, ...] = ()
    new: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPart:
    """The part of a decision in which an item stands, with what is stated before it.

    `title` is that of the decision, `many` is true where it amends several works, `short` has the
    short titles that it gave. `work` is the work that the part amends, `below` what its heading
    orders; `lost` is a work that a line before the item names in words that were not understood:
    since then it is not known which work is spoken of.

    `label` is the number of the part, `here` that of what has no own, `path` has the numbers of all
    that stands above, `source` is the eId of the heading or item.
    """

    title: str = ""
    short: Mapping[str, str | None] = field(default_factory=dict)
    below: Below | None = None
    lost: str | None = None
    many: bool = False
    work: str | None = None
    label: str | None = None
    here: str | None = None
    path: tuple[str, ...] = ()
    source: str | None = None

    def headed(self, number: str | None, source: str | None, **changes: Any) -> DecisionPart:
        """The part below a heading of this number."""
        path = (*self.path, number) if number else self.path
        return replace(self, path=path, source=source, **changes)

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


_Ordered = tuple[tuple[Operation, ...], int]
"""What a clause orders, and where it ends in the running text."""


def read_item(nodes: tuple[Node, ...], part: DecisionPart | None = None) -> Iterator[Operation]:
    """The operations of one item, without its number."""
    masked = mask(nodes)
    clauses = (
        tuple(replace(operation, source=masked.paragraph_at(begin)) for operation in operations)
        for begin, _, operations in read_clauses(masked, part or DecisionPart())
    )
    for operations in with_late_texts(clauses):
        yield from (_named(operation, operation.work) for operation in operations)


def read_clauses(
    masked: Masked, part: DecisionPart
) -> Iterator[tuple[int, int, tuple[Operation, ...]]]:
    """The clauses of an item: begin and end in the running text, and operations.

    Nothing stands between two of them but marks, words that instruct nothing (`BETWEEN`) and
    numbers.
    """
    text, at = masked.text, 0
    reading = Reading(masked=masked, lost=part.lost)
    while True:
        between = BETWEEN.match(text, at)
        at = between.end() if between is not None else at
        if at >= len(text):
            return
        number = SUB_NUMBER.match(text, at)
        begin = number.end() if number is not None else at
        ordered = _read(text, begin, reading, part)
        if ordered is None:
            begin, end = at, _sentence_end(text, at)
            ordered = (_unordered(text[at:end].strip(), reading, part),), end
        operations, at = ordered
        yield begin, at, operations


def _unordered(sentence: str, reading: Reading, part: DecisionPart) -> Operation:
    """The operation of a sentence that no form fits; it may name a work."""
    operation = _other(sentence, reading.masked)
    if operation.status == "unparsed":
        reading.here = ()
        reading.lost = unread_work(operation, part, reading.work) or reading.lost
        return _of_work(operation, reading, part)
    reading.work = announced_work(operation, part, reading.work) or reading.work
    return operation


def _of_work(operation: Operation, reading: Reading, part: DecisionPart) -> Operation:
    """A sentence that is not understood, with the work that it is about."""
    words = QUOTED_WORDS.sub("", operation.text or "")
    titles = {part.full(title[0]) for title in _TITLED.finditer(words)}
    head = WORK_AT_HEAD.match(words.strip())
    if head is not None:
        work = part.full(head["work"]) if len(titles) == 1 else None
    else:
        several = reading.lost is not None or ON_SEVERAL.search(words) is not None
        work = None if several else reading.work or part.work
    return replace(operation, work=work)


def _read(text: str, begin: int, reading: Reading, part: DecisionPart) -> _Ordered | None:
    """Read an entry of a list, a form, or a form behind clauses that lead to it."""
    return (
        _listed(text, begin, reading.masked, part)
        or _form(text, begin, reading, part)
        or _led(text, begin, reading, part)
    )


def _listed(text: str, begin: int, masked: Masked, part: DecisionPart) -> _Ordered | None:
    below = part.below
    match = (
        None if below is None else (LISTED_PLACES if below.new else LISTED_WORK).match(text, begin)
    )
    if below is None or match is None or match.end() < _sentence_end(text, begin):
        return None
    if not below.new:
        title = masked.unmask(match["works"]).strip().removeprefix("《").removesuffix("》")
        return (Delete(work=title),), match.end()
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
    return operations, match.end()


def _changed_words(below: Below) -> tuple[Operation, ...]:
    """The substitutions that a heading orders for each place below it."""
    if len(below.new) not in (1, len(below.old)):
        why = Message("as many words must come as go")
        return (ReplaceWords(status="failed", message=why),)
    new = below.new * len(below.old) if len(below.new) == 1 else below.new
    pairs = zip(below.old, new, strict=True)
    return tuple(ReplaceWords(old=old.text, text=text.text) for old, text in pairs)


def _form(text: str, begin: int, reading: Reading, part: DecisionPart) -> _Ordered | None:
    """The clause of the first form that fits here, None where none does."""
    for form in FORMS:
        match = form.pattern.match(text, begin)
        if match is None or ENDS.match(text, match.end()) is None:
            continue
        before = reading.copy()
        _speaks_of(match, part, reading)
        operations = tuple(
            _meant(operation, reading, part) for operation in BUILDERS[form.name](match, reading)
        )
        if operations and all(map(_stands, operations)):
            return operations, match.end()
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


def _speaks_of(match: re.Match[str], part: DecisionPart, reading: Reading) -> None:
    groups = match.groupdict()
    title = reading.masked.unmask(groups.get("work") or groups.get("repealed") or "")
    name = groups.get("name") or groups.get("repealed_name")
    if title:
        reading.work, reading.lost = part.short.get(title, title[1:-1]), None
    elif name is not None:
        foreign = (
            name.endswith(("法", "法典"))
            and not OWN_NAME.fullmatch(name)
            and name not in part.title
        )
        listed = len(name) >= SHORTEST_NAME and not OWN.match(name) and part.many
        if foreign or listed:
            reading.work, reading.lost = name, None


def named_work(words: str, part: DecisionPart, current_work: str | None) -> str | None:
    """The first other work that words name.

    Other than the one that is spoken of and the one in the decision's title. A work that is only
    the legal basis is not meant.
    """
    outside = QUOTED_WORDS.sub("", words)
    titles = [part.full(match["work"]) for match in NAMED_WORK.finditer(outside)]
    bare = None if titles else BARE_WORK.match(outside)
    if bare is not None and not OWN.match(bare["work"]):
        titles.append(bare["work"])
    return next(
        (title for title in titles if title != current_work and not part.is_own(title)), None
    )


def announced_work(
    operation: Operation, part: DecisionPart, current_work: str | None
) -> str | None:
    """The other work that a sentence of context announces: 现对《乙条例》作如下修改."""
    about = ABOUT_WORK.search(operation.text or "") if operation.status == "context" else None
    if about is None or OWN.match(about["work"]):
        return None
    title = part.full(about["work"])
    return title if title != current_work and not part.is_own(title) else None


def unread_work(operation: Operation, part: DecisionPart, current_work: str | None) -> str | None:
    """The other work that a sentence names, where the sentence is not understood."""
    return (
        named_work(operation.text or "", part, current_work)
        if operation.status == "unparsed"
        else None
    )


def _meant(operation: Operation, reading: Reading, part: DecisionPart) -> Operation:
    named = _named(operation, reading.work)
    if operation.work is not None:
        return replace(
            named,
            work=part.short.get(
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


def _led(text: str, start: int, reading: Reading, part: DecisionPart) -> _Ordered | None:
    """An instruction with the clauses before it that give its reason or author."""
    begin = start
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
        operations, end = _form(text, begin, reading, part) or ((), begin)
        if any(operation.kind != "context" for operation in operations):
            words = reading.masked.unmask(text[start : lead.end()].strip())
            return (_context(words), *operations), end
        reading.back_to(before)
    return None


def _sentence_end(text: str, begin: int) -> int:
    match = SENTENCE.match(text, begin)
    return max(match.end(), begin + 1) if match is not None else len(text)


def orders(sentence: str) -> bool:
    """True if a sentence has a word for an order, and a place or a quotation."""
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
