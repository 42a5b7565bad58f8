"""Instructions on quoted words and on sentences, as changes of the base."""

from __future__ import annotations

import re

from policydiff.amending.engine.effects.base import Base, BaseText, texts_in
from policydiff.amending.engine.effects.punctuation import closing, fitted, has_no_words, opening
from policydiff.amending.engine.effects.texts import rewrite
from policydiff.amending.engine.operations import InsertWords, Operation, ReplaceWords, Steps
from policydiff.amending.engine.reading.quoted_words import (
    find_misquoted,
    find_stretches,
    find_words,
    is_mark,
    level,
    matches_quotation,
    misquoted,
)
from policydiff.amending.engine.tree.changes import (
    TITLE,
    BaseChange,
    ChangedWords,
    Headed,
    Removed,
    Titled,
    UnfitError,
)
from policydiff.messages import Message
from policydiff.model.document import Attachment, Block, Provision, provisions_in
from policydiff.model.kinds import CONTAINERS
from policydiff.text.numerals import POINT_NUMBER

Effect = tuple[tuple[BaseChange, ...], Message | None]
"""The changes of an operation and what is to be said about it."""
_POINT_MARK = re.compile(f"^{POINT_NUMBER}")


def replace_words(operation: Operation, base: Base, old: str, new: str) -> Effect:
    """The changes of words wherever the place has them. Raises `UnfitError`."""
    if operation.steps and operation.steps[-1][0] == "point":
        old, new = _POINT_MARK.sub("", old), _POINT_MARK.sub("", new)
    places = operation.excepted if isinstance(operation, ReplaceWords) else ()
    excepted = [member for place in places for member in base.members(place)]
    alone = {text.eid for place in excepted for text in base.texts(place)}
    if "\n" in new and operation.steps == (("title", ""),):
        raise UnfitError(Message("a title has one line"))
    everywhere = base.marks() if not operation.steps and is_mark(old) and is_mark(new) else []
    holding = [
        *base.holding(operation.steps, old),
        *((text, spans) for text in everywhere if (spans := find_words(text.text, old))),
    ]
    changes: list[BaseChange] = []
    for text, spans in ((text, spans) for text, spans in holding if text.eid not in alone):
        found = _not_so_already(text.text, spans, old, new)
        if "\n" in new and found == [(0, len(text.text))] and text.part is None:
            changes.extend(rewrite(operation, base, _holder(text, base), new))
        else:
            changes.extend(
                _set_right(text, begin, end, new, base, wide=not operation.steps)
                for begin, end in found
            )
    if changes:
        return tuple(changes), None
    if any(text.eid not in alone for text, _ in holding):
        raise UnfitError(Message("it reads so already"))
    near = base.texts(operation.steps) if operation.steps else []
    texts = [text for text in near if text.eid not in alone]
    return _otherwise(operation, base, texts, old, new)


def _not_so_already(
    text: str, found: list[tuple[int, int]], old: str, new: str
) -> list[tuple[int, int]]:
    """Words that do not read as the new ones already: 桥 → 桥梁, but not in 桥梁."""
    at = new.find(old)
    if at < 0 or old == new:
        return found
    ahead, behind = new[:at], new[at + len(old) :]
    return [
        (begin, end)
        for begin, end in found
        if not (text.endswith(ahead, 0, begin) and text.startswith(behind, end))
    ]


def _holder(text: BaseText, base: Base) -> Provision | Block:
    """The paragraph or item whose only text this is, else the text itself."""
    node = base.index.by_eid[text.eid]
    above = base.index.by_eid.get(base.index.parents.get(text.eid) or "")
    whole = above if isinstance(above, Provision) and above.level not in CONTAINERS else node
    return whole if isinstance(whole, Provision | Block) else Block(text=text.text, eid=text.eid)


def _words(text: BaseText, begin: int, end: int, new: str, *, wide: bool = False) -> ChangedWords:
    old = text.text[begin:end]
    return ChangedWords(
        eid=text.eid,
        begin=text.begin + begin,
        end=text.begin + end,
        old=old,
        new=new,
        part=text.part,
        wide=wide,
    )


def _set_right(
    text: BaseText, begin: int, end: int, new: str, base: Base, *, wide: bool
) -> ChangedWords | Removed:
    """Words that become others, with the marks around them.

    A 款 or 项 of which only marks are left goes, unless it is the only one.
    """
    holder = base.index.by_eid.get(base.index.parents.get(text.eid) or "")
    around = (
        base.index.by_eid.get(base.index.parents.get(holder.eid or "") or "")
        if holder is not None
        else None
    )
    if not new and text.part is None and has_no_words(text.text, begin, end):
        one = (
            isinstance(holder, Provision)
            and holder.level in ("paragraph", "point", "indent")
            and len(holder.content) == 1
        )
        if one and holder is not None and isinstance(around, Provision) and len(around.content) > 1:
            return Removed(eid=holder.eid or "")
    if text.part is not None:
        return _words(text, begin, end, new, wide=wide)
    first, last, words = fitted(text.text, begin, end, new)
    return _words(text, first, last, words, wide=wide)


def _otherwise(
    operation: Operation, base: Base, texts: list[BaseText], old: str, new: str
) -> Effect:
    """The changes for words that do not stand there as they are quoted."""
    steps = operation.steps
    if steps and matches_quotation("".join(text.text for text in texts), old):
        remark = misquoted("".join(text.text for text in texts), old)
        if steps == (("title", ""),):
            return (Titled(title=new),), remark
        if steps[-1] == ("heading", ""):
            return (Headed(eid=texts[0].eid, heading=new),), remark
        return rewrite(operation, base, base.target(steps), new), remark
    near = _nearly(operation, texts, old)
    if near is not None:
        text, (begin, end), remark = near
        return (_set_right(text, begin, end, new, base, wide=False),), remark
    item = _item(base, steps, old) if steps else None
    if item is not None:
        return _in_item(operation, base, item, old, new), None
    named = base.headed(old) if not steps or steps[-1] == ("heading", "") else None
    if named is not None:
        return (Headed(eid=named.eid, heading=_without_number(new, named)),), None
    raise UnfitError(
        Message(
            "“{words}” does not stand {where}",
            words=old[:30],
            where=Message("in the title") if texts and texts[0].eid == TITLE else Message("there"),
        )
    )


def _item(base: Base, steps: Steps, old: str) -> Provision | None:
    """The one item in a place that words quote with its printed number."""
    node = base.find(steps)
    below = provisions_in(node.content) if isinstance(node, Provision | Attachment) else ()
    found = [
        inner
        for inner in below
        if inner.num
        and level(old).startswith(level(inner.num))
        and find_words(inner.text, _bare(old, inner))
    ]
    return found[0] if len(found) == 1 else None


def _bare(words: str, item: Provision) -> str:
    return (
        words.strip().removeprefix(item.num or "").strip()
        if level(words).startswith(level(item.num or ""))
        else words
    )


def _in_item(
    operation: Operation, base: Base, item: Provision, old: str, new: str
) -> tuple[BaseChange, ...]:
    """The changes for words that are quoted with the number of their item."""
    remainder = _bare(old, item)
    if not new and level(item.text) == level(remainder):
        return (Removed(eid=item.eid),)
    changes = [
        _words(text, begin, end, _bare(new, item))
        for text in texts_in(item)
        for begin, end in find_words(text.text, remainder)
    ]
    return tuple(changes) or rewrite(operation, base, item, new)


def _nearly(
    operation: Operation, texts: list[BaseText], old: str
) -> tuple[BaseText, tuple[int, int], Message | None] | None:
    """The one stretch of a named place that is misquoted, or quoted by its ends."""
    ends = (
        [(text, span) for text in texts for span in find_stretches(text.text, old)]
        if operation.steps
        else []
    )
    if len(ends) == 1:
        return (*ends[0], None)
    found = (
        [(text, span) for text in texts if (span := find_misquoted(text.text, old)) is not None]
        if operation.steps
        else []
    )
    if len(found) != 1 and len(ends) > 1:
        raise UnfitError(Message("“{words}” may mean several passages there", words=old[:30]))
    if len(found) != 1:
        return None
    text, (begin, end) = found[0]
    return text, (begin, end), misquoted(text.text[begin:end], old)


def _without_number(new: str, node: Provision) -> str:
    return new.removeprefix(node.num or "").strip()


def add_words(operation: InsertWords, base: Base, old: str, new: str) -> Effect:
    """The changes of words that come beside others. Raises `UnfitError`."""
    changes: list[BaseChange] = []
    holding = base.holding(operation.steps, old)
    gap = old + new if operation.side == "after" else new + old
    for text, spans in holding:
        for begin, end in _not_so_already(text.text, spans, old, gap):
            place = end if operation.side == "after" else begin
            changes.append(_words(text, place, place, new, wide=not operation.steps))
    if changes:
        return tuple(changes), None
    texts = base.texts(operation.steps)
    near = _nearly(operation, texts, old)
    if near is not None:
        text, (begin, end), remark = near
        place = end if operation.side == "after" else begin
        return (_words(text, place, place, new),), remark
    if holding:
        raise UnfitError(Message("it reads so already"))
    return _otherwise(operation, base, texts, old, gap)


def add_at_edge(operation: InsertWords, base: Base, new: str) -> Effect:
    """The change of words that come at the edge of a place. Raises `UnfitError`."""
    texts = [text for text in base.texts(operation.steps) if text.part is None]
    if not texts:
        raise UnfitError(Message("the place has no text"))
    if operation.side == "begin":
        return (_words(texts[0], 0, 0, opening(new, texts[0].text)),), None
    begin, end, words = closing(texts[-1].text, new)
    return (_words(texts[-1], begin, end, words),), None
