"""The lines that an office prints above a title.

They are its name in red (某某人民政府文件), the document number, the grade of secrecy and the
urgency.
"""

from __future__ import annotations

from collections.abc import Sequence

from policydiff.model.dialect import Dialect
from policydiff.model.document import BlockRole
from policydiff.parsing.lines import SourceParagraph, bare

MOST_OFFICES = 8
"""Offices that issue one document together, each on a line of its own."""


def letterhead_roles(lines: Sequence[SourceParagraph], dialect: Dialect) -> tuple[BlockRole, ...]:
    """The roles of the first lines that stand above the title.

    Empty where the title is the first line, or where nothing follows them.
    """
    roles: list[BlockRole] = []
    while len(roles) < len(lines) and (found := _head(lines, len(roles), dialect)):
        roles.extend(found)
    return tuple(roles) if len(roles) < len(lines) else ()


def _head(lines: Sequence[SourceParagraph], place: int, dialect: Dialect) -> list[BlockRole]:
    """The roles of the next line, or of several offices in a row.

    Empty where the letterhead ends.
    """
    words = dialect.preface
    text = _text(lines, place)
    if not text or words.order_title.match(text):
        return []
    if words.document_number.match(text):
        return ["number"]
    if words.letterhead.match(text) or words.bare_attachment.match(text):
        return ["note"]
    offices = 0
    while offices < MOST_OFFICES and words.office.match(_text(lines, place + offices)):
        offices += 1
    closing = _text(lines, place + offices)
    return (
        ["note"] * offices
        if offices and (words.document_number.match(closing) or words.letterhead.match(closing))
        else []
    )


def _text(lines: Sequence[SourceParagraph], place: int) -> str:
    """The bare text of a plain line, empty for any other and behind the last one."""
    if place >= len(lines):
        return ""
    line = lines[place]
    return bare(line.text) if line.style == "plain" and line.table is None else ""
