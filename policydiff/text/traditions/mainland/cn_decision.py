"""Amending decisions of mainland China: items with new text in quotation marks."""

from __future__ import annotations

import re
from dataclasses import replace

from policydiff.model.source import SourceLine, SourceText
from policydiff.text.numerals import NUMBER
from policydiff.text.traditions.mainland import cn_law
from policydiff.text.traditions.mainland.amending_places import DEFINED_TERM, RESUMES

_STAGE = r"(?:（[^（）]*(?:草案|稿)[^（）]*）|\([^()]*(?:草案|稿)[^()]*\))?"
"""That a text is a draft: 关于修改《…》的决定（草案二次审议稿）."""
LONGEST_TITLE = 120
"""Signs of a line that may be a title."""
AMENDING_TITLE = re.compile(
    rf"(?:关于|通过)(?:修改|修订|修正|废止|调整).*(?:决定|决议){_STAGE}$|关于(?:修改|修正|废止).*(?:通知|公告){_STAGE}$"
    rf"|关于对《.*(?:修改|修正)的(?:决定|决议){_STAGE}$|修正案(?:（[^（）]*）|\([^()]*\)|(?:{NUMBER})?)?$|修正草案$"
)
INSTRUCTION = re.compile(
    rf"修改为|改为|[后前]增加|增加(?:{NUMBER})?个?[条款项章节句]|删去|删除|合并为|作为第|作(?:出)?(?:如下|以下)修改|废止|失效"
)


LONGEST_ORDER = 15
"""Lines among which the title stands where an order comes first: 国务院令 第…号."""


def recognise(source: SourceText) -> float:
    """The certainty, from 0 to 1, that a source is an amending decision.

    It is high where a title names an amendment and lines instruct one, or where most lines
    instruct.
    """
    lines = [line for line in source.lines if isinstance(line, SourceLine)]
    titles = [fact.value for fact in source.facts if fact.field == "title"]
    heads = [line.text for line in lines[:4] if line.style != "quote"]
    carried = [
        line.text
        for line in lines[4:LONGEST_ORDER]
        if line.style != "quote" and ("修改" in line.text or "修正案" in line.text)
    ]
    titles += [heads[0]] if heads else []
    titles += (
        ["".join(heads[:count]) for count in (2, 3, 4)]
        if heads and lines[0].style != "heading"
        else []
    )
    titles += carried
    named = any(
        len(title) < LONGEST_TITLE and AMENDING_TITLE.search(re.sub(r"\s", "", title))
        for title in titles
    )
    instructs = sum(1 for line in lines if INSTRUCTION.search(line.text))
    if named and instructs:
        return 0.95
    return 0.85 if instructs >= 3 and instructs * 2 >= len(lines) else 0.0


DIALECT = replace(
    cn_law.DIALECT,
    name="cn_decision",
    label="修改决定",
    recognise=recognise,
    citable="items",
    quotes_new_text=True,
    quotation_marks=(("“", "”"), ('"', '"'), ("「", "」"), ("『", "』")),
    quote_resumes=RESUMES,
    quoted_term=DEFINED_TERM,
    closing_text=re.compile(
        r"^(?:此外，?)?(?:本决定|本修正案|《.*》(?:根据|依照)本决定|(?>《.*?》等).*(?:根据|依照)本决定|根据本决定|(?>.*?(?:作相应修改|作相应调整)).*重新公布)"
    ),
)
