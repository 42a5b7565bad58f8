"""Chains of invented texts: a regulation with two decisions, and one whose every text attacks its
reader's program.
"""

from __future__ import annotations

from pathlib import Path

import consolidations

import policydiff
from policydiff.amending.engine.chain import Chain, ChainStep, consolidate_chain

CASES = Path(__file__).resolve().parent.parent / "cases" / "chain"
SLIPS = {"船由县里修": "船由州里修"}


def text(name: str, **words: str) -> policydiff.Document:
    whole = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    for old, new in words.items():
        whole = whole.replace(old, new)
    return policydiff.load(whole.encode(), name=f"{name}.txt")


def chain(first: policydiff.Document | None = None, **others) -> Chain:
    """Two steps whose republished texts both have the same slip."""
    decisions = (first or text("2015.decision"), text("2020.decision"))
    return consolidate_chain(
        text("2010"), decisions, (text("2015", **SLIPS), text("2020", **SLIPS)), **others
    )


def failing() -> Chain:
    """The first step has an item that cannot be carried out, and the version of 2015 came by no
    decision of the chain.
    """
    return chain(text("2015.decision", 将第二条第一款="将第九条第一款"))


def hostile(words: str = consolidations.HOSTILE) -> Chain:
    """A chain in which every text that a source can set is this one."""
    found = consolidations.hostile(words)
    step = ChainStep(result=found, started_from="base", against=found.document, matched="text")
    return Chain(
        base=found.base,
        steps=(step, ChainStep(result=found, started_from="result")),
        unexplained=(words,),
    )
