"""Tracked changes settled in the tree: all accepted, or none made."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from policydiff.model.office_content import Signature
from policydiff.model.source import TrackedChange
from policydiff.reading.contract import Revisions
from policydiff.reading.readers.docx.names import w
from policydiff.reading.readers.tracked import Tracked

_ADDED = (w("ins"), w("moveTo"))
_REMOVED = (w("del"), w("moveFrom"))
_RENAMED = {w("delText"): w("t"), w("delInstrText"): w("instrText")}
_FORMER = (w("pPrChange"), w("rPrChange"))
_OWN = (w("rPr"), w("sectPr"), *_ADDED, *_REMOVED)
"""Properties of a paragraph or its end that a change of format leaves alone."""

TRACE = "{urn:policydiff:trace}change"
"""An element of ours where a tracked change begins that the text shows."""

_MOVED = (w("moveTo"), w("moveFrom"))
_LONGEST = 10_000
"""Characters of a change that are recorded."""


def signatures_in(root: etree._Element) -> frozenset[Signature]:
    """The authors and dates of the tracked changes of a part."""
    return frozenset(
        map(_signature, root.iter(*_ADDED, *_REMOVED, w("cellIns"), w("cellDel"), *_FORMER))
    )


def _signature(node: etree._Element) -> Signature:
    return node.get(w("author")) or "", node.get(w("date"))


def settle(
    root: etree._Element, revisions: Revisions, spared: frozenset[Signature] = frozenset()
) -> Tracked:
    """Rewrite the tree without tracked changes (`spared` accepted); their numbers."""
    added, removed = (
        list(root.iter(*_ADDED, w("cellIns"))),
        list(root.iter(*_REMOVED, w("cellDel"))),
    )
    counted = Tracked(added=_count(added), removed=_count(removed))
    gone, kept = (removed, added) if revisions == "accepted" else (added, removed)
    if spared and revisions == "original":
        inserted = frozenset((*_ADDED, w("cellIns")))
        marks = [*added, *removed]
        gone = [mark for mark in marks if (mark.tag in inserted) != (_signature(mark) in spared)]
        kept = [one for one in marks if (one.tag in inserted) == (_signature(one) in spared)]
    if revisions == "original":
        _restore_formats(root, spared)
    ends = [paragraph for node in gone if (paragraph := _ended_by(node)) is not None]
    for node in gone:
        _drop(node)
    for paragraph in reversed(ends):  # the last one first: what is joined on is moved once
        _join(paragraph)
    for node in kept:
        _leave_trace(node)
    for node in kept:
        _unwrap(node)
    for node in list(root.iter(*_RENAMED)):
        node.tag = _RENAMED[str(node.tag)]
    return counted


def change_of(trace: etree._Element, line: int) -> TrackedChange:
    """The tracked change of a trace that `settle` left, on this line."""
    kinds: dict[str | None, Literal["insertion", "deletion", "move"]] = {
        "insertion": "insertion",
        "deletion": "deletion",
    }
    return TrackedChange(
        kind=kinds.get(trace.get("kind"), "move"),
        text=trace.text or "",
        author=trace.get("author") or "",
        date=trace.get("date"),
        line=line,
    )


def _leave_trace(node: etree._Element) -> None:
    """Put one trace of a change where its text begins."""
    parent, marked = node.getparent(), _ended_by(node)
    if parent is None:
        return
    box = parent.getparent() if parent.tag in (w("trPr"), w("tcPr")) else None
    if marked is not None:
        place = None if marked.find(str(node.tag)) is not None else marked.find(w("pPr"))
    elif box is not None:
        inner = (one for one in box.iter(TRACE, *_ADDED, *_REMOVED) if one is not node)
        place = next(box.iter(w("p")), None) if next(inner, None) is None else None
    else:
        place = node if parent.tag != w("rPr") else None
    if place is None:
        return
    deleted = node.tag in (w("del"), w("cellDel"))
    kind = "move" if node.tag in _MOVED else "deletion" if deleted else "insertion"
    trace = etree.Element(TRACE, kind=kind)
    for name in ("author", "date"):
        if (value := node.get(w(name))) is not None:
            trace.set(name, value)
    trace.text = _text(node if box is None else box)[:_LONGEST]
    if place.tag == w("p"):
        place.insert(0 if place.find(w("pPr")) is None else 1, trace)
    elif place.tag == w("pPr"):
        place.addnext(trace)
    else:
        place.addprevious(trace)


def _text(node: etree._Element) -> str:
    return "".join(text.text or "" for text in node.iter(w("t"), w("delText")))


def _count(marks: list[etree._Element]) -> int:
    """The number of changes; a paragraph's end counts with the text before it."""
    ends = ((mark, _ended_by(mark)) for mark in marks)
    return sum(
        1 for mark, paragraph in ends if paragraph is None or paragraph.find(str(mark.tag)) is None
    )


def _ended_by(node: etree._Element) -> etree._Element | None:
    """The paragraph whose end is marked, None where something else is marked."""
    run = node.getparent()
    properties = run.getparent() if run is not None and run.tag == w("rPr") else None
    return properties.getparent() if properties is not None and properties.tag == w("pPr") else None


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    if parent.tag == w("numPr"):  # the paragraph was not in a list
        _detach(parent)
    else:
        _detach(parent.getparent() if parent.tag in (w("trPr"), w("tcPr")) else node)


def _join(paragraph: etree._Element) -> None:
    """Join a paragraph without its end to the next, which keeps its properties."""
    following = paragraph.getnext()
    while following is not None and following.tag not in (w("p"), w("tbl")) and not len(following):
        following = following.getnext()  # bookmarks and other empty marks between two paragraphs
    content = [child for child in paragraph if child.tag != w("pPr")]
    speaks = any(_holds_content(child) for child in content)
    if following is None or following.tag != w("p"):
        if not speaks and following is not None:
            _detach(paragraph)
        return
    if speaks and not any(_holds_content(child) for child in following if child.tag != w("pPr")):
        _give_properties(paragraph, following)
    anchor = next((child for child in following if child.tag != w("pPr")), None)
    for child in content:
        if anchor is None:
            following.append(child)
        else:
            anchor.addprevious(child)
    _detach(paragraph)


def _give_properties(paragraph: etree._Element, following: etree._Element) -> None:
    """Give an empty paragraph the next one's properties, except for its end mark."""
    own, given = following.find(w("pPr")), paragraph.find(w("pPr"))
    mark = None if own is None else own.find(w("rPr"))
    if own is not None:
        following.remove(own)
    if given is None:
        given = etree.Element(w("pPr"))
    for old in given.findall(w("rPr")):
        given.remove(old)
    if mark is not None:
        given.append(mark)
    following.insert(0, given)


def _holds_content(node: etree._Element) -> bool:
    return node.tag == w("r") or next(node.iterdescendants(w("r")), None) is not None


def _detach(node: etree._Element | None) -> None:
    parent = None if node is None else node.getparent()
    if parent is not None and node is not None:
        parent.remove(node)


def _unwrap(node: etree._Element) -> None:
    if node.getparent() is not None:
        for child in list(node):
            node.addprevious(child)
        _detach(node)


def _restore_formats(root: etree._Element, spared: frozenset[Signature]) -> None:
    """Put back the properties that a change of format replaced, unless it is spared."""
    for change in list(root.iter(*_FORMER)):
        if _signature(change) in spared:
            continue
        properties = change.getparent()
        former = next(iter(change), None)
        if properties is None or former is None or former.tag != properties.tag:
            continue
        for child in list(properties):
            if child.tag not in _OWN and child is not change:
                properties.remove(child)
        for child in list(former):
            properties.append(child)
