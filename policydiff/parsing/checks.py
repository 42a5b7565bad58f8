"""Losses of the source that show in a finished document.

These are headings without content, and attachments without content or without their table.
"""

from __future__ import annotations

import dataclasses
import re

from policydiff.messages import Message
from policydiff.model.document import Block, Document, lines_in, walk_provisions
from policydiff.model.kinds import CONTAINERS
from policydiff.model.source import Problem

TABLE_TITLE = re.compile(
    r"^(?:附[表件]?[一二三四五六七八九十\d]*[：:　\s]*)?[^。；，：]{2,30}表(?:（[^）]*）)?$"
)
"""A short line that names a table: 《…税目税率表》."""


def check(document: Document) -> Document:
    """The document with the problems that only the whole text shows."""
    found = (*document.problems, *_empty_provisions(document), *_lost_tables(document))
    return dataclasses.replace(document, problems=found)


def _empty_provisions(document: Document) -> list[Problem]:
    found = []
    for provision in walk_provisions(document):
        if provision.level not in CONTAINERS and provision.level != "article":
            continue
        lines = lines_in(provision.content)
        if next(lines, "") or next(lines, None) is not None:
            continue
        if (
            provision.heading is not None
            and provision.level == "article"
            and document.dialect != "cn_law"
        ):
            continue
        name = " ".join(filter(None, (provision.num, provision.heading)))
        found.append(_lost(Message("{name} has no content", name=name), provision.line))
    return found


def _lost_tables(document: Document) -> list[Problem]:
    found = []
    for attachment in document.attachments:
        if not attachment.content:
            title = " ".join(filter(None, (attachment.num, attachment.heading)))
            found.append(
                _lost(
                    Message("{name} has a title and nothing below it", name=title), attachment.line
                )
            )
        elif all(
            isinstance(node, Block) and TABLE_TITLE.match(node.text) for node in attachment.content
        ):
            found.append(
                _lost(
                    Message(
                        "{name} names a table that is not there",
                        name=attachment.content[0].text[:30],
                    ),
                    attachment.line,
                )
            )
    return found


def _lost(message: Message, line: int | None) -> Problem:
    return Problem(
        code="source-lost-text",
        message=message,
        line=line,
        hint=Message("the source lost text here; look for a better one before you compare"),
        severity="error",
    )
