"""Consolidations of invented texts: one with an item of each kind, one whose every text attacks its
reader's program.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import policydiff
from policydiff.amending.engine.operations import Consolidation, Context, Difference, Verification
from policydiff.formats import html
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions, Shown

FOLDER = Path(__file__).resolve().parent.parent / "cases" / "consolidation"
BASE = "乙省桥梁条例\n第一条　桥由村里修。\n第二条　路由乡里修。\n第三条　依照第二条修路的，发给补助。\n"
TITLE = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> \x1b[31m红\x1b]0;pwn\x07 \u202e倒 `**|~~ [链](javascript:1)'


def loaded(text: str) -> policydiff.Document:
    return policydiff.load(text.encode(), name="text.txt")


def carried_out(*items: str, base: str = BASE, against: str | None = None) -> Consolidation:
    """A decision of these items carried out on the base."""
    lines = "\n".join(
        f"{mark}、{item}" for mark, item in zip("一二三四五六七八九", items, strict=False)
    )
    return policydiff.consolidate(
        loaded(base), loaded(TITLE + lines + "\n"), None if against is None else loaded(against)
    )


def sample() -> Consolidation:
    """Every kind of item once, with a republished text that has two slips."""
    base, decision, official = (
        policydiff.load(FOLDER / f"{name}.txt") for name in ("base", "decision", "official")
    )
    return policydiff.consolidate(base, decision, official)


def hostile(text: str = HOSTILE) -> Consolidation:
    """A consolidation in which every text that a source can set is this one."""
    found = carried_out(
        "将第一条中的“村里”修改为“镇里”。", "将第九条中的“村里”修改为“镇里”。", "请学习。"
    )
    first = found.document.articles[0]
    block = dataclasses.replace(first.children[0].content[0], text=text)
    paragraph = dataclasses.replace(first.children[0], content=(block,))
    article = dataclasses.replace(first, num=text, heading=text, content=(paragraph,))
    document = dataclasses.replace(
        found.document, title=text, authority=text, body=(article, *found.document.body[1:])
    )
    item = found.decision.articles[0]
    words = dataclasses.replace(item, num=text, content=(dataclasses.replace(block, eid=None),))
    decision = dataclasses.replace(
        found.decision, title=text, document_number=text, body=(words, *found.decision.body[1:])
    )
    verification = Verification(
        exact=False,
        articles=3,
        equal_articles=2,
        differences=(
            Difference(
                eid=None,
                num=text,
                instruction=text,
                edits=(policydiff.model.comparison.Edit(op="insert", text=text),),
            ),
        ),
    )
    operations = [
        dataclasses.replace(
            o,
            instruction=text,
            work=text,
            message=Message.foreign(text),
            target_num=text,
            result_num=text,
        )
        for o in found.operations
    ]
    context = Context(
        status="context",
        instruction=text,
        work=text,
        message=Message.foreign(text),
        target_num=text,
        result_num=text,
        text=text,
    )
    other = dataclasses.replace(operations[0], status="other-work", source=None)
    return Consolidation(
        base=dataclasses.replace(found.base, title=text),
        decision=decision,
        operations=(*operations, context, other),
        document=document,
        verification=verification,
    )


def page(found: Shown, **options) -> str:
    """The page of a consolidation or a chain."""
    return html.render(found, ReportOptions(**options)).decode("utf-8")


def body(whole: str) -> str:
    """The page without its styles, an element with an id, a row or a section a line."""
    whole = re.sub(r"<style>.*?</style>", "<style/>", whole, flags=re.DOTALL)
    return re.sub(r"(<(?:tr|tbody|section|header|main|h[1-4]|div|li)\b)", r"\n\1", whole)
