"""One change that an amending act makes to a text.

It is a ``textualMod`` in Akoma Ntoso, with the addresses that it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ModificationType = Literal[
    "repeal", "substitution", "insertion", "replacement", "renumbering", "split", "join"
]
Address = str
"""``#art_2``, a place in the document itself, or a path from the root:
``/akn/cn/act/law/2018-03-01/example/!main~art_2``.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modification:
    """Active in the act that makes it, passive in the version that has suffered it.

    `source` is the item that orders it, `destination` the place that it changes: in an act one of
    the amended work, in a version one of that version itself. `previous` is the place in the
    version before, by the address of that version. `old` and `new` are the places of the words that
    go and of those that come.
    """

    type: ModificationType
    source: tuple[Address, ...]
    destination: tuple[Address, ...]
    previous: Address | None = None
    old: tuple[Address, ...] = ()
    new: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedText:
    """Words that a decision quotes within a sentence, to delete or to insert them.

    `span` is [begin, end) in characters of the block that holds them, without the quotation marks.
    """

    span: tuple[int, int]
    eid: str | None = None


def anchor(eid: str) -> Address:
    """The address of a place in the document itself."""
    return "#" + eid
