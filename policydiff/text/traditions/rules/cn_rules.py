"""Company rules, charters, procedures, standards: 1, 1.1, 1.1.1."""

from __future__ import annotations

from dataclasses import replace

from policydiff.model.source import SourceLine, SourceText
from policydiff.text.traditions.mainland import cn_law
from policydiff.text.traditions.rules.numbers import (
    CLAUSE_MARKERS,
    DOTTED,
    FEWEST,
    read_signs,
)
from policydiff.text.traditions.rules.preface import RULES_PREFACE


def recognise(source: SourceText) -> float:
    """The certainty that a source is numbered in clauses.

    Below a law's and above an opinion's; above a law's where lists below 第一条 are of marks that
    laws do not use. 0 where no numbers of clauses follow one another and no list is nested by its source.
    """
    lines = [line for line in source.lines if isinstance(line, SourceLine)]
    signs = read_signs(lines)
    if signs.contract:
        return 0.82
    if signs.decimals >= FEWEST:
        return 0.7
    nested = any(line.item and line.indent >= 2 for line in lines)
    headed = any(line.style == "heading" and DOTTED.pattern.match(line.text) for line in lines)
    return 0.6 if nested or headed or signs.own >= FEWEST else 0.0


DIALECT = replace(
    cn_law.DIALECT,
    name="cn_rules",
    label="规章制度",
    recognise=recognise,
    markers=CLAUSE_MARKERS,
    unread=(),
    citable="clauses",
    preface=RULES_PREFACE,
)
