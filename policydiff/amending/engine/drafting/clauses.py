"""The orders of a drafted decision for one place, and their price.

The price is what a clause makes a reader read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from policydiff.amending.engine.operations import Steps
from policydiff.comparing.engine.redline.sides import common_start

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
"""What one more instruction costs, in quoted characters: a provision that changes in many places is
quoted whole.
"""
SPLICES = 2
"""So many changes of words in one place read well; a person rewrites a text with more of them.
"""
SMALL = 2
"""Signs that come or go where a change is so small that several of them in one place are not seen
for what they are.
"""
ROUGH = 30
"""What each of these costs a reader, in quoted characters: a change beyond `SPLICES`, a small one
beside another, one over the end of a sentence.
"""
_ENDS, _CLOSING = "。；！？", "”’」』"
WORDS: frozenset[Form] = frozenset(("replace", "delete", "after", "before"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedClause:
    """One instruction. `place` means the base.

    Of what comes or goes together, `level` is the level and `numbers` are the numbers, those of the
    new version of what comes. `old` and `new` are as the work itself prints them.
    """

    form: Form
    place: Steps
    old: str = ""
    new: str = ""
    level: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def price(self) -> int:
        """The price of the clause, in quoted characters.

        What it quotes, and what an instruction costs by itself (`OPERATION`).
        """
        return OPERATION + len(self.old) + len(self.new)

    @property
    def is_small(self) -> bool:
        """True if hardly anything comes or goes."""
        old = self.old if self.form in ("replace", "delete") else ""
        head = common_start(old, self.new)
        tail = common_start(old[head:][::-1], self.new[head:][::-1])
        return max(len(old), len(self.new)) - head - tail <= SMALL

    @property
    def runs_over(self) -> bool:
        """True if quoted words begin in one sentence and end in the midst of another."""
        return any(_runs_over(words) for words in (self.old, self.new))

    @property
    def words(self) -> tuple[Form, str, str]:
        """The form of the change and its words, wherever they stand."""
        return self.form, self.old, self.new


Clauses = tuple[DraftedClause, ...]


def price(clauses: Iterable[DraftedClause]) -> int:
    """The price of all clauses, and of how they read together."""
    described = tuple(clauses)
    splices: dict[Steps, list[DraftedClause]] = defaultdict(list)
    for clause in described:
        if clause.form in WORDS:
            splices[clause.place].append(clause)
    return sum(clause.price for clause in described) + ROUGH * sum(
        map(_roughness, splices.values())
    )


def _runs_over(words: str) -> bool:
    tail = words[max(words.rfind(sign) for sign in _CLOSING) + 1 :]
    return bool(tail) and tail[-1] not in _ENDS and any(sign in tail for sign in _ENDS)


def _roughness(splices: Sequence[DraftedClause]) -> int:
    """The number of times a reader stumbles over changes of words in one place."""
    small = sum(clause.is_small for clause in splices) if len(splices) > 1 else 0
    return (
        max(0, len(splices) - SPLICES)
        + max(0, small - 1)
        + sum(clause.runs_over for clause in splices)
    )
