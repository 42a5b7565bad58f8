"""Opinions, notices, plans of mainland China, numbered 一、（一）1．（1）."""

from __future__ import annotations

import re
from dataclasses import replace

from policydiff.model.source import SourceText
from policydiff.text.traditions.mainland import cn_law


def recognise(source: SourceText) -> float:
    """The certainty that a source is a policy document: medium for any text."""
    return 0.5 if source.lines else 0.1


DIALECT = replace(
    cn_law.DIALECT,
    name="cn_policy",
    label="政策文件",
    recognise=recognise,
    citable="numbering",
    closing_text=re.compile(r"^本[一-鿿]{1,6}自.{2,20}起(?:施行|实施|执行)"),
)
