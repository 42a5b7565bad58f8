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
        "policydiff.dialects.cn_decision.AMENDING_TITLE": Bound(
            characters=120, enforced_by="policydiff.dialects.cn_decision.LONGEST_TITLE"
        ),
        "policydiff.readers._pages._WORD": Bound(
            characters=500, enforced_by="policydiff.readers._pages._LONGEST_NAMES"
        ),
        "policydiff.readers._pdf_tables._SPREAD": Bound(
            characters=12, enforced_by="policydiff.readers._pdf_tables._NARROW"
        ),
        "policydiff.relating.instruments._RUN": Bound(
            characters=60, enforced_by="policydiff.relating.instruments._WINDOW"
        ),
    }
)
"""The pattern, by module and name → its bound."""
