"""Patterns whose time grows faster than their input, and limits of the input.

Every other pattern of the package is linear by its structure; a test reads them all. An entry here
gives the greatest length of the input of one of these, and the constant of the module that enforces
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The longest input of a pattern, in characters, and what enforces it.

    `enforced_by` is the constant (module.NAME) that the caller observes.
    """

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
