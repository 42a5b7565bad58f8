"""Footnotes and tracked changes that Word and LibreOffice write into a page."""

from __future__ import annotations

import re

from lxml import etree

from policydiff.messages import Message
from policydiff.model.reading import Revisions
from policydiff.model.source import Dropped, Problem
from policydiff.readers._docx_revisions import Tracked, revisions_problem
from policydiff.readers._pages import take_away
from policydiff.readers._tables import line_of

_NOTE = re.compile(r"(?:ftn|edn|sdfootnote|sdendnote)\d{1,4}$")
"""The name of a note: the first two are Word's, the others LibreOffice's."""

_MARK = re.compile(r"#(?:_(?:ftn|edn)\d{1,4}|(?:sdfootnote|sdendnote)\d{1,4}sym)$")
_BACK = re.compile(r"#(?:_(?:ftn|edn)ref\d{1,4}|(?:sdfootnote|sdendnote)\d{1,4}anc)$")


def take_notes(body: etree._Element, dropped: list[Dropped]) -> tuple[Problem, ...]:
    """Move the footnotes of a page to the dropped parts, and remove their marks.

    Gives a problem with the number of footnotes.
    """
    notes = [node for node in body.iter("div") if _NOTE.match(node.get("id") or "")]
    if not notes:
        return ()
    place = line_of(notes[0])
    marks: list[Dropped] = []
    for note in notes:
        for link in [link for link in note.iter("a") if _BACK.match(link.get("href") or "")]:
            take_away(link, "footnote-mark", marks)
        take_away(note, "footnote", dropped)
    for mark in [link for link in body.iter("a") if _MARK.match(link.get("href") or "")]:
        take_away(mark, "footnote-mark", marks)
    message = Message.counted(
        "{count} footnote kept apart from the text and not compared",
        "{count} footnotes kept apart from the text and not compared",
        len(notes),
        count=len(notes),
    )
    return (Problem(code="footnotes-left-out", message=message, line=place, severity="note"),)


def settle_changes(
    body: etree._Element, revisions: Revisions, dropped: list[Dropped]
) -> tuple[Problem, ...]:
    """Remove the tracked deletions of a page, or its insertions.

    The page then reads as if all tracked changes were accepted, or as before them (`revisions`).
    """
    removed, added = list(body.iter("del")), list(body.iter("ins"))
    for node in removed if revisions == "accepted" else added:
        take_away(node, "tracked-change", dropped)
    return revisions_problem(Tracked(added=len(added), removed=len(removed)), revisions)
