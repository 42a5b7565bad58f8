"""What a drafted decision orders for one place, as a value, and its price: what it makes a reader read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from policydiff.model.consolidation import Steps

Form = Literal[
    "replace",  # words become others
    "delete",  # words go
    "after",  # words come behind others
    "before",  # words come before others
    "begin",  # words come at the beginning of the place
    "end",  # words come at the end of the place
    "rewrite",  # the place gets a new text
    "head",  # the place gets another heading
    "come",  # 款, 项 or natural paragraphs come into the place
    "go",  # the place goes, with others of its kind
]
OPERATION = 12
"""What one more instruction costs, in quoted characters: a provision that changes in many places is quoted whole."""
WORDS: frozenset[Form] = frozenset(("replace", "delete", "after", "before"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One instruction. `place` means the base; of what comes or goes together, `level` is the level and `numbers` are the numbers,
    those of the new version of what comes. `old` and `new` are as the work itself prints them.
    """

    form: Form
    place: Steps
    old: str = ""
    new: str = ""
    level: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def price(self) -> int:
        """Quoted characters, and what an instruction costs by itself."""
        return OPERATION + len(self.old) + len(self.new)

    @property
    def words(self) -> tuple[Form, str, str]:
        """What is done to which words, wherever they stand."""
        return self.form, self.old, self.new


Clauses = tuple[Clause, ...]


def price(clauses: Iterable[Clause]) -> int:
    """That of all."""
    return sum(clause.price for clause in clauses)
