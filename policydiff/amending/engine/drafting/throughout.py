"""Words that change throughout the work.

Stated once, with the articles that are excepted, where every one of them changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from policydiff.amending.engine.drafting.carried_texts import Carried, Throughout
from policydiff.amending.engine.drafting.items import LAST, DraftedItem, InstructionWriter
from policydiff.amending.engine.drafting.pairs import Pairs
from policydiff.amending.engine.drafting.quotes import reads_back
from policydiff.amending.engine.drafting.structure import shortest
from policydiff.amending.engine.reading.quoted_words import find_words, is_mark, level
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.document import Provision, provisions_in
from policydiff.model.index import index_document
from policydiff.text.places import write_place

LEAST = 4
"""Articles in which words change before they are said to change throughout; marks are said so from
two on.
"""
EXCEPTED = 3
"""Articles that are excepted at most."""
LONGEST = 40
_PLACE = re.compile(r"第.{1,150}[编章节条款项目]")
"""Citations follow by themselves."""
_KINDS = re.compile(r"(?:法典|法|条例|规定|办法|解释|规则|细则)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """An article of the base as it stands by itself, and as it is to be.

    With the marks of its items.
    """

    old: Provision
    before: str
    after: str


def find_throughout(pairs: Pairs, carried: Carried) -> tuple[Throughout, ...]:
    """Words that change wherever they stand, the most frequent first.

    What is part of another such change is none of its own.
    """
    sides = list(_sides(pairs, carried))
    counts = Counter(pair for side in sides for pair in set(_hunks(side)))
    found: list[Throughout] = []
    for (old, new), number in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        least = 2 if is_mark(old) else LEAST
        if (
            number >= least
            and not _PLACE.search(old + new)
            and not any(old in other.old or other.old in old for other in found)
        ):
            stays = _stays(old, new, sides, least)
            if stays is not None and not _elsewhere(old, new, carried, pairs):
                found.append(Throughout(old=old, new=new, excepted=stays))
    return tuple(found)


def _sides(pairs: Pairs, carried: Carried) -> Iterator[_Sides]:
    before, after = index_document(pairs.old).by_eid, index_document(pairs.new).by_eid
    for eid in pairs.articles:
        old, new = before[eid], after[pairs.lives[eid]]
        if isinstance(old, Provision) and isinstance(new, Provision):
            yield _Sides(old=old, before=carried.node(old).text, after=new.text)


def _hunks(side: _Sides) -> Iterator[tuple[str, str]]:
    """Words and what stands in their place."""
    if side.before == side.after:
        return
    gone = ""
    for edit in redline_texts(side.before, side.after, exact=True):
        if (
            edit.op == "insert"
            and gone
            and "\n" not in gone + edit.text
            and max(len(gone), len(edit.text)) <= LONGEST
        ):
            yield from (
                _marks(gone, edit.text) if level(gone) == level(edit.text) else ((gone, edit.text),)
            )
        gone = edit.text if edit.op == "delete" else ""


def _marks(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The single marks that are printed otherwise."""
    if len(old) == len(new):
        yield from (
            (one, other)
            for one, other in zip(old, new, strict=True)
            if one != other and is_mark(one)
        )


def _stays(old: str, new: str, sides: list[_Sides], least: int) -> tuple[str, ...] | None:
    """The few articles in which the words stay.

    None where they stay in many, or somewhere beside others that change.
    """
    stays: list[str] = []
    changes = 0
    for side in sides:
        stood = _count(side.before, old)
        still = side.after.count(old) - side.after.count(new) * new.count(old)
        if stood and still >= stood:
            stays.append(side.old.eid)
        elif stood and still > 0:
            return None
        changes += bool(stood) and still <= 0
    fits = (
        changes >= least
        and len(stays) <= min(EXCEPTED, changes // 4)
        and reads_back(old)
        and reads_back(new)
    )
    return tuple(stays) if fits and not (is_mark(old) and stays) else None


def _count(text: str, old: str) -> int:
    """The number of times that words stand in a text; a mark as it is printed."""
    return text.count(old) if is_mark(old) else len(find_words(text, old))


def _elsewhere(old: str, new: str, carried: Carried, pairs: Pairs) -> bool:
    """True if the words stay somewhere outside the articles.

    In the preamble, in a heading, in an attachment.
    """
    texts = [
        text
        for text in carried.base.texts(())
        if carried.base.index.at_level(text.eid, "article") is None or text.eid.startswith("att_")
    ]
    if not any(_count(text.text, old) for text in texts):
        return False
    parts = (*pairs.new.preamble, *pairs.new.attachments)
    lines = [node.text for node in parts] + [
        node.heading or "" for node in provisions_in(pairs.new.body)
    ]
    there = "\n".join(lines)
    return there.count(old) - there.count(new) * new.count(old) > 0


def throughout_items(
    found: tuple[Throughout, ...], carried: Carried, writer: InstructionWriter
) -> Iterator[DraftedItem]:
    """The items for words that change throughout the work, behind all others."""
    title = carried.base.document.title
    kind = _KINDS.search(title)
    work = f"本{kind[0]}" if kind is not None else "全文"
    for place, change in enumerate(found):
        named = [carried.base.index.by_eid[eid] for eid in change.excepted]
        places = "、".join(
            write_place(shortest(carried.base.index, node)) or ""
            for node in named
            if isinstance(node, Provision)
        )
        lead = f"除{places}外，将" if places else "将"
        text = f"{lead}{work}中的{writer.quote(change.old)}修改为{writer.quote(change.new)}。"
        yield DraftedItem(order=(LAST, place), text=text, keys=(f"throughout {change.old}",))
