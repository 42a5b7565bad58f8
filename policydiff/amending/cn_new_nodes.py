"""The quoted new text of a decision as 目 and attachments."""

from __future__ import annotations

import re

from policydiff.dialects.cn_law import DIALECT
from policydiff.model.document import Attachment, Block, Node, Provision
from policydiff.parsing.lines import SourceParagraph
from policydiff.parsing.outline import outline

_INDENT = re.compile(r"(?P<num>[（(]?(?P<number>\d{1,3})(?:[）)]|[.．、]))\s*+(?P<text>.+)")
_TITLE = re.compile(r"(?!第|[（(]|[一二三四五六七八九十]+、|\d)[^。；：，]{2,40}")
"""A line that can be the title of an attachment."""


def read_indents(text: str) -> tuple[Provision, ...]:
    """New text as 目, one a line, whatever number it begins with.

    Empty where a line has no number.
    """
    matches = [_INDENT.match(line.strip()) for line in text.split("\n")]
    found = [match for match in matches if match is not None]
    if len(found) != len(matches):
        return ()
    return tuple(
        Provision(
            eid="",
            level="indent",
            number=str(int(match["number"])),
            num=match["num"],
            content=(Block(text=match["text"]),),
        )
        for match in found
    )


def read_attachment(text: str, number: str, tables: tuple[Node, ...] = ()) -> Attachment:
    """New text as an attachment: its first line may name it, the next its title.

    `tables` are its nodes where it holds tables.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    named = DIALECT.preface.attachment.match(re.sub(r"\s", "", lines[0])) if lines else None
    num, heading = (
        (named["word"] + (named["number"] or ""), named["title"] or None)
        if named is not None
        else (None, None)
    )
    remainder = lines[1:] if named is not None else lines
    if (
        heading is None
        and remainder[:1]
        and (named is not None or len(remainder) > 1)
        and _TITLE.fullmatch(remainder[0])
    ):
        heading, remainder = remainder[0], remainder[1:]
    content = tuple(
        node for node in tables if not isinstance(node, Block) or node.text.strip() in remainder
    )
    if not tables:
        content = outline(
            [SourceParagraph(number=0, text=line) for line in remainder], DIALECT, of_statute=True
        ).nodes
    return Attachment(eid="", number=number, num=num, heading=heading, content=content)
