"""The entries in the head of a text: 编号：GL-07, 版本：V2.0."""

from __future__ import annotations

import re

from policydiff.model.document import Block, Document

_ENTRY = re.compile(r"(?P<name>[^：:\t\n]{1,20})[：:\t](?P<value>[^\n]*)")
"""A name and its value: 编　号：GL-07."""


_TITLES = ("标题", "名称", "题目", "文件名称", "制度名称")
"""Words for the title of a text."""


def head_entry(document: Document, name: str) -> str | None:
    """The value of an entry, or the title; None where the head has no such entry."""
    if name in _TITLES and not document.untitled:
        return document.title
    return head_entries(document).get(name)


def head_entries(document: Document) -> dict[str, str]:
    """The values of the head by their names without spaces; the first of each name."""
    entries: dict[str, str] = {}
    for block in document.preface:
        if isinstance(block, Block) and block.role == "fact":
            for line in block.text.split("\n"):
                entry = _ENTRY.fullmatch(line)
                if entry is not None:
                    entries.setdefault("".join(entry["name"].split()), entry["value"].strip())
    for stated in document.head:
        entries.setdefault(stated.name, stated.value or "")
    return entries
