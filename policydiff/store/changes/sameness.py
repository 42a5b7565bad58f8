"""The test that two sources give one text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from policydiff.comparing.engine.redline.redline import redline
from policydiff.messages import Message
from policydiff.model.comparison import Edit
from policydiff.model.document import (
    Attachment,
    Block,
    Document,
    Node,
    Provision,
    Table,
    node_lines,
    number_gap,
)
from policydiff.model.index import index_document
from policydiff.reading import plugins
from policydiff.report.citations import called, preamble_paragraph
from policydiff.text.noise import Span, fold, fold_key

MOST = 10
"""So many differences are told one by one."""

_AROUND = frozenset(("fact", "contents", "comment"))
"""Roles of what the container says beside the text: header tables, tables of contents, remarks of
an editor.
"""

_PLACES = {
    "title": Message("the title"),
    "note": Message("the note under the title"),
    "preface": Message("the lines before the text"),
}
_TEXT, _CONCLUSIONS = "the text", Message("the lines behind the text")

_AROUND_LENGTH, _LENGTH = 6, 60
"""Characters that are shown on each side of a difference, and of the difference itself."""

_SETTING = re.compile(
    r"""《[^《》]*》                                       # a title keeps its brackets
      |(?P<set>[()\[\]（）［］【】〔〕]                  # those around an event or all of them
        |[,，;；.。、]\s{0,9}(?=(?:根据)?\s{0,9}\d{4}\s?年)  # what parts one event from the next
        |根据(?=\s{0,9}\d{4}\s?年)
        |[,，;；.。、]\s{0,9}\Z)""",
    re.VERBOSE,
)
"""How a 题注 is set: one event a line or all in one pair of brackets, with 根据 before an event or
without; its words are none of it.

（2019年3月1日通过　根据2022年5月6日《甲（试行）决定》修正） and 2019年3月1日 通过 ⏎
2022年5月6日《甲（试行）决定》修正 say the same.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _TextLines:
    """Lines at `place`, an eId or a word for it; with `note` they are a 题注."""

    text: str
    place: str
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """The whole content of a document, as one text."""

    document: Document
    text: str
    setting: tuple[Span, ...]
    pieces: tuple[_TextLines, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> _Content:
        pieces = tuple(_pieces(document))
        starts: list[int] = []
        setting: list[Span] = []
        place = 0
        for piece in pieces:
            starts.append(place)
            if piece.note:
                setting += [(place + begin, place + end) for begin, end in _setting(piece.text)]
            place += len(piece.text) + 1
        text = "\n".join(piece.text for piece in pieces)
        return cls(
            document=document,
            text=text,
            setting=tuple(setting),
            pieces=pieces,
            starts=tuple(starts),
        )

    def place(self, offset: int) -> str:
        """The name for readers of the provision in which a character stands."""
        place = self.pieces[max(0, bisect_right(self.starts, offset) - 1)].place
        index = index_document(self.document)
        node = index.by_eid.get(place)
        if isinstance(node, Provision | Attachment):
            return called(index, place, "zh")
        return place if node is None else preamble_paragraph(index, place, "zh") or _TEXT


def text_key(document: Document) -> str:
    """The key that is equal for two sources of one text."""
    content = _Content.of(document)
    return fold_key(content.text, content.setting)


def is_same_text(stored: Document, other: Document) -> bool:
    """True for two sources of one text; one of them may lack the 题注 of the other."""
    if text_key(stored) == text_key(other):
        return True
    bare = _without_note(stored), _without_note(other)
    if stored.stage != other.stage or (bare[0] is not stored and bare[1] is not other):
        return False
    return text_key(bare[0]) == text_key(bare[1])


def _without_note(document: Document) -> Document:
    """The document without its 题注; itself where it has none."""
    words = plugins.dialect(document.dialect).preface
    preface = tuple(
        node
        for node in document.preface
        if _role(node) != "note" or not words.note.search(fold_key(node.text))
    )
    return document if len(preface) == len(document.preface) else replace(document, preface=preface)


def differences(stored: Document, other: Document, most: int = MOST) -> tuple[Message, ...]:
    """A line for each difference from the stored document; one for all beyond `most`."""
    left, right = _Content.of(stored), _Content.of(other)
    edits = redline(fold(left.text, left.setting), fold(right.text, right.setting))
    found = list(_differences(edits, left, right))
    more = (Message("and {count} more", count=len(found) - most),) if len(found) > most else ()
    return (*found[:most], *more)


def further_facts(stored: Document, other: Document) -> tuple[Message, ...]:
    """The new facts, such as ``in_force 2023-03-01 (stored: unknown)``."""
    left, right = _facts(stored), _facts(other)
    return tuple(
        Message(
            "{name} {value} (stored: {old})",
            name=Message(name),
            value=value,
            old=left.get(name) or Message("unknown"),
        )
        for name, value in right.items()
        if left.get(name) != value
    )


def with_facts_of(stored: Document, other: Document) -> Document:
    """The other document with the facts of the stored one, where that has any."""
    dates = {name: day for name, day in stored.dates.to_dict().items() if day is not None}
    ground = stored if "in_force" in dates else other
    return replace(
        other,
        kind=stored.kind,
        document_number=stored.document_number or other.document_number,
        authority=stored.authority or other.authority,
        dates=replace(other.dates, **dates),
        in_force_ground=ground.in_force_ground,
        in_force_act=ground.in_force_act,
    )


def _facts(document: Document) -> dict[str, str]:
    facts = {
        name: getattr(document, name) for name in ("kind", "stage", "document_number", "authority")
    }
    return {
        name: value
        for name, value in (facts | document.dates.to_dict()).items()
        if value is not None and name != "named"
    }


def _pieces(document: Document) -> Iterator[_TextLines]:
    """Yield the pieces of the text in reading order, title first."""
    yield from _preface(document)
    for node in (*document.preamble, *document.body):
        yield from _below(node, _TEXT)
    for block in document.conclusions:
        yield _TextLines(text=block.text, place=_CONCLUSIONS)
    for attachment in document.attachments:
        lead = "　".join(filter(None, (attachment.num, attachment.heading)))
        yield from [_TextLines(text=lead, place=attachment.eid)] if lead else []
        for node in attachment.content:
            yield from _below(node, attachment.eid)


def _preface(document: Document) -> Iterator[_TextLines]:
    """Yield the title once, and the other pieces before the text."""
    kept = [node for node in document.preface if _role(node) not in _AROUND]
    first = next((place for place, node in enumerate(kept) if _role(node) == "title"), None)
    if first is None:
        yield _TextLines(text=document.title, place=_PLACES["title"])
    head = kept[: first or 0]
    behind = next(
        (
            place
            for place, node in enumerate(kept)
            if place > (first or 0) and _role(node) != "title"
        ),
        len(kept),
    )
    titles: set[str] = set()
    for role, nodes in groupby(
        (*kept[len(head) : behind], *_without_letterhead(head), *kept[behind:]), key=_role
    ):
        lines = [node.text for node in nodes]
        text = "\n".join(_once(lines) if role == "title" else lines)
        if role != "title" or fold_key(text) not in titles:
            yield _TextLines(
                text=text, place=_PLACES.get(role, _PLACES["preface"]), note=role == "note"
            )
        titles.update([fold_key(text)] if role == "title" else [])


def _without_letterhead(head: Sequence[Block | Table]) -> Iterator[Block | Table]:
    """Yield the blocks above the title, without 某某人民政府文件 and notes without digits."""
    closing = max(
        (place for place, node in enumerate(head) if fold_key(node.text).endswith("文件")),
        default=-1,
    )
    for place, node in enumerate(head):
        if place > closing or _role(node) != "note" or any(char.isdigit() for char in node.text):
            yield node


def _once(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a title, once where they repeat it."""
    half = len(lines) // 2
    return (
        lines[:half]
        if half and fold_key("".join(lines[:half])) == fold_key("".join(lines[half:]))
        else lines
    )


def _role(node: Block | Table) -> str:
    return node.role if isinstance(node, Block) else "table"


def _below(node: Node, above: str) -> Iterator[_TextLines]:
    place = (
        node.eid
        if node.eid is not None and (isinstance(node, Provision) or above == _TEXT)
        else above
    )
    if not isinstance(node, Provision) or node.heading_stop is not None:
        yield _TextLines(text="\n".join(node_lines(node)), place=place)
        return
    lead = (node.num or "") + ("" if node.heading is None else number_gap(node) + node.heading)
    yield from [_TextLines(text=lead, place=place)] if lead else []
    for inner in node.content:
        yield from _below(inner, place)


def _setting(note: str) -> Iterator[Span]:
    return (found.span("set") for found in _SETTING.finditer(note) if found["set"])


def _differences(edits: Iterable[Edit], left: _Content, right: _Content) -> Iterator[Message]:
    """Yield a message for each stretch of edits that is no noise."""
    places = [0, 0]
    before = ""
    runs = [
        (changed, tuple(run))
        for changed, run in groupby(edits, key=lambda edit: edit.op != "equal" and not edit.noise)
    ]
    for count, (changed, run) in enumerate(runs):
        old, new = (
            "".join(edit.text for edit in run if edit.op != op) for op in ("insert", "delete")
        )
        if changed:
            side, offset = (left, places[0]) if old.strip() else (right, places[1])
            begin = offset + len(text := old if old.strip() else new) - len(text.lstrip())
            behind = (
                "".join(edit.text for edit in runs[count + 1][1] if edit.op != "insert")
                if count + 1 < len(runs)
                else ""
            )
            behind = "" if "\n" in (old[-1:], new[-1:]) else behind
            yield _difference(side.place(begin), old, new, (before, behind))
        places = [places[0] + len(old), places[1] + len(new)]
        before = old


def _difference(place: str, old: str, new: str, around: tuple[str, str]) -> Message:
    """A message on one difference with a few characters of context."""
    before, behind = (
        around[0].split("\n")[-1][-_AROUND_LENGTH:],
        around[1].split("\n")[0][:_AROUND_LENGTH],
    )
    alone = "" if old.strip() and new.strip() else (old + new).strip()
    if len(alone) > _AROUND_LENGTH or (alone and not before + behind):
        shown = _short(old + new)
        return (
            Message("{place}: only here: “{shown}”", place=place, shown=shown)
            if new.strip()
            else Message("{place}: only in the stored text: “{shown}”", place=place, shown=shown)
        )
    return Message(
        "{place}: stored “{old}”, here “{new}”",
        place=place,
        old=f"{before}{_short(old)}{behind}",
        new=f"{before}{_short(new)}{behind}",
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LENGTH else f"{line[: _LENGTH // 2]}…{line[-_LENGTH // 2 :]}"
