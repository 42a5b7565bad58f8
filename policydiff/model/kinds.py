"""Kinds of instrument, the levels of their numbered parts, the signs of numbers."""

from __future__ import annotations

from typing import Literal

from policydiff.messages import Message, template

Level = Literal["part", "subpart", "chapter", "section", "article", "paragraph", "point", "indent"]
Root = Literal["act", "doc", "bill"]

LEVELS: tuple[Level, ...] = (
    "part",
    "subpart",
    "chapter",
    "section",
    "article",
    "paragraph",
    "point",
    "indent",
)
"""From the widest to the narrowest: 编 分编 章 节 条 款 项 目."""

LEVEL_WORDS: dict[Level, str] = dict(
    zip(LEVELS, ["编", "分编", "章", "节", "条", "款", "项", "目"], strict=True)
)
"""The word behind the number of each: 第五条."""

CONTAINERS: frozenset[Level] = frozenset(("part", "subpart", "chapter", "section"))

NUMERALS = "〇○◯零Ｏ一二三四五六七八九十百千万两廿卅"
DIGITS = "0-9０-９"
"""The signs of printed numbers, as a class of a pattern holds them: 第一百○一条, 第两百条, 第１０条.
`policydiff.text.numerals` reads them and has the patterns; no other module spells them.
"""

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
    template("constitution"): "act",
    template("law"): "act",
    template("regulation"): "act",
    template("supervisory-regulation"): "act",
    template("interpretation"): "act",
    template("local-regulation"): "act",
    template("autonomous-regulation"): "act",
    template("department-rule"): "act",
    template("local-rule"): "act",
    template("normative-document"): "act",
    template("decision"): "act",
    template("amendment"): "act",
    template("resolution"): "act",
    template("order"): "act",
    template("standard"): "act",
    template("party-regulation"): "act",
    template("opinion"): "doc",
    template("notice"): "doc",
    template("plan"): "doc",
    template("reply"): "doc",
    template("letter"): "doc",
    template("circular"): "doc",
    template("announcement"): "doc",
    template("document"): "doc",
}
"""Kind of instrument → root element. `document` is what has no known kind. A draft (a stage is set)
of any of them is a bill.
"""

_RANKS = {kind: rank for rank, kind in enumerate(KIND_ROOTS)}

NATIONAL_KINDS = frozenset(
    (
        "constitution",
        "law",
        "regulation",
        "supervisory-regulation",
        "interpretation",
        "department-rule",
    )
)
"""The kinds of the whole country, which no act of a place ends."""

LOCAL_KINDS = frozenset(("local-regulation", "autonomous-regulation", "local-rule"))
"""The kinds of a province, a city or an autonomous place."""


def rank_of(kind: str, stage: str | None) -> int:
    """The rank of a work among others, 0 for the highest; of a draft the last."""
    return 31 if stage else _RANKS.get(kind, 30)


def kind_name(kind: str) -> Message:
    """The name of a kind of instrument for a person; an unknown one as it is."""
    return Message(kind) if kind in KIND_ROOTS else Message.foreign(kind)


def root_of(kind: str, stage: str | None) -> Root:
    """The Akoma Ntoso root element of an instrument; `doc` for an unknown kind."""
    return "bill" if stage else KIND_ROOTS.get(kind, "doc")
