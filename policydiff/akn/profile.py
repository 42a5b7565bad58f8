"""Names, classes, limits of writer and reader; rules: `schemas/policydiff.rng`."""

from __future__ import annotations

from typing import get_args

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.document import BlockRole
from policydiff.model.kinds import EID_PREFIX, LEVELS, Level
from policydiff.model.version import DateName, Ground

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "https://policydiff.invalid/ns/1"
"""Our own namespace, prefix ``pd``: facts for which Akoma Ntoso has no place."""

UNKNOWN_DATE = "0001-01-01"
"""The date in XML that demands one if none is known; marked as unknown."""

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 128
"""Elements above one another that the reader accepts; libxml2 itself stops at 256."""

WRITTEN_DEPTH = MAX_DEPTH - 8
"""The writer stops earlier: paragraphs and references are not counted there."""

LEVEL_OF_TAG: dict[str, Level] = {f"{{{AKN}}}{level}": level for level in LEVELS}
DATE_NAMES: tuple[DateName, ...] = get_args(DateName)

GROUNDS: tuple[Ground, ...] = get_args(Ground)

ROLE_CLASSES: dict[BlockRole, str] = {
    role: role for role in get_args(BlockRole) if role != "text"
} | {"note": "promulgation-note"}
"""Role of a block → class of its ``p``; running text has none."""

CLASS_ROLES: dict[str, BlockRole] = {name: role for role, name in ROLE_CLASSES.items()}

STEP_PREFIX: dict[str, str] = dict(EID_PREFIX.items()) | {
    "attachment": "att",
    "preamble": "preamble",
}
"""Level word of a citation's step → its abbreviation in an address."""

STEP_LEVEL: dict[str, str] = {prefix: level for level, prefix in STEP_PREFIX.items()}


class TooDeepError(InputError):
    """A document nests deeper than its XML may."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "the document nests deeper than {most} elements of XML; no reader would take it back",
                most=WRITTEN_DEPTH,
            )
        )


def tag(name: str) -> str:
    """The name of an Akoma Ntoso element as lxml spells it."""
    return f"{{{AKN}}}{name}"


def own(name: str) -> str:
    """The name of an element or attribute of our own namespace as lxml spells it."""
    return f"{{{OWN}}}{name}"


def number_in_eid(eid: str) -> str:
    """The number in the last part of an eId.

    ``chp_1__art_120-1`` → ``120-1``; a second ``art_5_2`` gives ``5_2``, which is not its number.
    """
    return eid.rpartition("__")[2].partition("_")[2]
