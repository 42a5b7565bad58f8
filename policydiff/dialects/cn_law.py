"""Laws, regulations, interpretations of mainland China: 编 分编 章 节 条 款 项 目."""

from __future__ import annotations

import re

from policydiff.dialects import _mainland as mainland
from policydiff.dialects._mainland_drafting import DRAFTING_WORDS
from policydiff.dialects._mainland_facts import FACT_WORDS
from policydiff.dialects._mainland_instruments import INSTRUMENT_WORDS
from policydiff.model.dialect import Dialect
from policydiff.model.source import SourceLine, SourceText


def recognise(source: SourceText) -> float:
    """Sure where lines begin with 第一条 or with several 第…条; not at all without any."""
    numbers = [
        m["number"]
        for line in source.lines
        if isinstance(line, SourceLine)
        and (m := mainland.ARTICLE.pattern.match(line.text.lstrip("　 ")))
    ]
    if not numbers:
        return 0.0
    return 0.8 if re.sub(r"\s", "", numbers[0]) in ("一", "1", "１") or len(numbers) > 2 else 0.3


DIALECT = Dialect(
    name="cn_law",
    label="法律法规",
    recognise=recognise,
    markers=mainland.LAW_MARKERS,
    unread=mainland.UNREAD,
    citations=mainland.CITATIONS,
    preface=mainland.PREFACE,
    kinds=mainland.KINDS,
    stages=mainland.STAGES,
    localities=mainland.LOCALITIES,
    facts=FACT_WORDS,
    drafting=DRAFTING_WORDS,
    instruments=INSTRUMENT_WORDS,
    citable="articles",
)
