"""Opinions, notices, plans of mainland China.

Their numbers are 一、（一）1．（1）; the citable level follows from the numbering itself.
"""

from __future__ import annotations

import re

from policydiff.dialects.mainland.citations import CITATIONS
from policydiff.dialects.mainland.drafting import DRAFTING_WORDS
from policydiff.dialects.mainland.facts import FACT_WORDS
from policydiff.dialects.mainland.instruments import INSTRUMENT_WORDS
from policydiff.dialects.mainland.kinds import KINDS, LOCALITIES, STAGES
from policydiff.dialects.mainland.numbering import LAW_MARKERS, UNREAD
from policydiff.dialects.mainland.preface import PREFACE
from policydiff.model.dialect import Dialect
from policydiff.model.source import SourceText


def recognise(source: SourceText) -> float:
    """The certainty, from 0 to 1, that a source is a policy document.

    It is medium for any text: one that is not clearly a statute or an amending decision is read so.
    """
    return 0.5 if source.lines else 0.1


DIALECT = Dialect(
    name="cn_policy",
    label="政策文件",
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
    citable="numbering",
    closing_text=re.compile(r"^本[一-鿿]{1,6}自.{2,20}起(?:施行|实施|执行)"),
)
