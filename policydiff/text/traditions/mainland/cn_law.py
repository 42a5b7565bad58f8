"""Laws, regulations, interpretations of mainland China: 编 分编 章 节 条 款 项 目."""

from __future__ import annotations

import re

from policydiff.model.source import SourceLine, SourceText
from policydiff.text.traditions.dialect import Dialect
from policydiff.text.traditions.mainland.citations import CITATIONS
from policydiff.text.traditions.mainland.drafting import DRAFTING_WORDS
from policydiff.text.traditions.mainland.facts import FACT_WORDS
from policydiff.text.traditions.mainland.instruments import INSTRUMENT_WORDS
from policydiff.text.traditions.mainland.kinds import KINDS, LOCALITIES, STAGES
from policydiff.text.traditions.mainland.numbering import ARTICLE, LAW_MARKERS, UNREAD
from policydiff.text.traditions.mainland.preface import PREFACE


def recognise(source: SourceText) -> float:
    """The certainty, from 0 to 1, that a source is a law or regulation.

    It is high where lines begin with 第一条 or with several 第…条, and 0 without any.
    """
    numbers = [
        m["number"]
        for line in source.lines
        if isinstance(line, SourceLine) and (m := ARTICLE.pattern.match(line.text.lstrip("　 ")))
    ]
    if not numbers:
        return 0.0
    return 0.8 if re.sub(r"\s", "", numbers[0]) in ("一", "1", "１") or len(numbers) > 2 else 0.3


DIALECT = Dialect(
    name="cn_law",
    label="法律法规",
    recognise=recognise,
    markers=LAW_MARKERS,
    unread=UNREAD,
    citations=CITATIONS,
    preface=PREFACE,
    kinds=KINDS,
    stages=STAGES,
    localities=LOCALITIES,
    facts=FACT_WORDS,
    drafting=DRAFTING_WORDS,
    instruments=INSTRUMENT_WORDS,
    citable="articles",
)
