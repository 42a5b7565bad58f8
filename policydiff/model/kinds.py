"""Kinds of instrument and the levels of their numbered parts."""

from __future__ import annotations

from typing import Literal

Level = Literal["part", "subpart", "chapter", "section", "article", "paragraph", "point", "indent"]
Root = Literal["act", "doc", "bill"]

LEVELS: tuple[Level, ...] = ("part", "subpart", "chapter", "section", "article", "paragraph", "point", "indent")
"""From the widest to the narrowest: 编 分编 章 节 条 款 项 目."""

CONTAINERS: frozenset[Level] = frozenset(("part", "subpart", "chapter", "section"))

RANK: dict[Level, int] = {level: rank for rank, level in enumerate(LEVELS)}

EID_PREFIX: dict[Level, str] = {
    "part": "part",
    "subpart": "subpart",
    "chapter": "chp",
    "section": "sec",
    "article": "art",
    "paragraph": "para",
    "point": "point",
    "indent": "indent",
}
"""The abbreviations of the Akoma Ntoso Naming Convention, section 5.2."""

KIND_ROOTS: dict[str, Root] = {
    "constitution": "act",
    "law": "act",
    "regulation": "act",
    "supervisory-regulation": "act",
    "interpretation": "act",
    "local-regulation": "act",
    "autonomous-regulation": "act",
    "department-rule": "act",
    "local-rule": "act",
    "normative-document": "act",
    "decision": "act",
    "amendment": "act",
    "resolution": "act",
    "order": "act",
    "standard": "act",
    "party-regulation": "act",
    "opinion": "doc",
    "notice": "doc",
    "plan": "doc",
    "reply": "doc",
    "letter": "doc",
    "circular": "doc",
    "announcement": "doc",
    "document": "doc",
}
"""Kind of instrument → root element. `document` is what has no known kind. A draft (a stage is set) of any of them is a bill."""


def root_of(kind: str, stage: str | None) -> Root:
    """The Akoma Ntoso root element of an instrument of this kind; an unknown kind is a `doc`."""
    return "bill" if stage else KIND_ROOTS.get(kind, "doc")
