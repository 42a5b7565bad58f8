"""Parts of samples that are built by hand: provisions, edits, and a text that tries to break out of
a report.
"""

from __future__ import annotations

import difflib

from policydiff.model.comparison import Edit, Match, Side
from policydiff.model.document import Block, Provision

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> [bold]粗[/bold] \x1b[31m红\x1b]0;pwn\x07 \u202e倒 `**|~~ [链](javascript:1)'


def edit(op: str, text: str, **extra) -> Edit:
    return Edit(op=op, text=text, **extra)


def redline(left: str, right: str) -> tuple[Edit, ...]:
    """Edits between two texts, by single characters: enough for a sample, whose redline a person
    can check.
    """
    edits: list[Edit] = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if op == "equal":
            edits.append(edit("equal", left[a:b]))
        if op in ("delete", "replace"):
            edits.append(edit("delete", left[a:b]))
        if op in ("insert", "replace"):
            edits.append(edit("insert", right[c:d]))
    return tuple(edits)


def article(number: int, num: str, *paragraphs: str) -> Provision:
    below = tuple(
        Provision(eid="", level="paragraph", number=str(place), content=(Block(text=text),))
        for place, text in enumerate(paragraphs, 1)
    )
    return Provision(eid="", level="article", number=str(number), num=num, content=below)


def chapter(number: int, num: str, heading: str, *articles: Provision) -> Provision:
    return Provision(
        eid="", level="chapter", number=str(number), num=num, heading=heading, content=articles
    )


def match(side: Side, *edits: Edit) -> Match:
    return Match(id=1, kind="reworded", left=(side,), right=(side,), edits=edits)


TABLE = match(
    Side(eid="att_1__tbl_1", num=None, level="table"),
    edit("equal", "河段\t次数\n上游\t"),
    edit("delete", "一"),
    edit("insert", "二\t新列\n下游"),
    edit("equal", "\t三"),
)
"""A table that gets a column and a row."""

ARTICLE_WITH_TABLE = match(
    Side(eid="art_9", num="第九条", level="article"),
    edit("equal", "收费标准如下：\n车型\t元\n小型\t五\n大型\t"),
    edit("insert", "十"),
    edit("equal", "\n本条自公布之日起施行。"),
)
