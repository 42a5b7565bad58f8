"""Contracts, terms of use, privacy policies: 第一条, 1.1, (a)."""

from __future__ import annotations

import re
from dataclasses import replace

from policydiff.model.source import SourceLine, SourceText
from policydiff.text.traditions.contracts.words import CONTRACT_WORDS
from policydiff.text.traditions.rules import cn_rules

PARTIES = re.compile(r"[甲乙]\s?方(?:\s?[（(][^（）()\n]{1,30}[）)])?\s?[：:]")
"""A line that names a party: 甲方（委托方）：."""

HEAD, FURTHEST_PARTY = 4, 30
"""Lines among which the title, and the names of the parties, stand."""


def recognise(source: SourceText) -> float:
    """The certainty that a source is a contract or terms, by title and parties."""
    lines = [line for line in source.lines if isinstance(line, SourceLine)]
    if cn_rules.is_state_act(lines):
        return 0.0
    titles = [
        line.text.strip("《》 \u3000")
        for line in lines[:HEAD]
        if line.style != "contents" and not line.text.startswith("第")
    ]
    parties = sum(bool(PARTIES.match(line.text.strip())) for line in lines[:FURTHEST_PARTY])
    return 0.85 if parties >= 2 or any(map(CONTRACT_WORDS.title.search, titles)) else 0.0


DIALECT = replace(
    cn_rules.DIALECT,
    name="cn_contracts",
    label="合同与条款",
    recognise=recognise,
    contracts=CONTRACT_WORDS,
)
