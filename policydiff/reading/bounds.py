"""Patterns slower than linear, and the limits of their input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A pattern's longest input, in characters; the constant `enforced_by` holds it."""

    characters: int
    enforced_by: str


BOUNDS: Mapping[str, Bound] = MappingProxyType(
    {
        "policydiff.text.traditions.mainland.cn_decision.AMENDING_TITLE": Bound(
            characters=120,
            enforced_by="policydiff.text.traditions.mainland.cn_decision.LONGEST_TITLE",
        ),
        "policydiff.reading.readers.html.pages._WORD": Bound(
            characters=500, enforced_by="policydiff.reading.readers.html.pages._LONGEST_NAMES"
        ),
        "policydiff.reading.readers.pdf.tables._SPREAD": Bound(
            characters=12, enforced_by="policydiff.reading.readers.pdf.tables._NARROW"
        ),
        "policydiff.relating.engine.instruments.instruments._RUN": Bound(
            characters=60, enforced_by="policydiff.relating.engine.instruments.instruments._WINDOW"
        ),
    }
)
"""The pattern, by module and name → its bound."""
