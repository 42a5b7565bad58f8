"""A provision of one version with its grounds.

They state what was in force, by what, and from which source it was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from policydiff.messages import Message
from policydiff.model.history import VersionFacts
from policydiff.model.plugins import Family
from policydiff.model.version import Dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The words of a provision, and all that shows what they are.

    `citation` is the form in which it is cited, with its version; `lines` are its printed lines.
    `sources` are the names of the files from which the version was read, with their SHA-256;
    `remarks` state its status on `day` (ISO).
    """

    family: ClassVar[Family] = "extract"

    citation: str
    lines: tuple[str, ...]
    facts: VersionFacts
    dates: Dates
    sources: tuple[tuple[str, str], ...]
    day: str
    remarks: tuple[Message, ...] = ()
