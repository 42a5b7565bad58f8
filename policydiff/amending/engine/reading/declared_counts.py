"""The number of works that a decision declares, against those found in it.

The works that it says it amends or repeals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.amending.engine.operations import Delete, Operation
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.messages import Message
from policydiff.model.source import Problem
from policydiff.text.numerals import canonical
from policydiff.text.traditions.mainland.amending_words import AMENDS, DECLARED, REPEALS

_HINT = Message(
    "Look for the missing ones in the published decision: a heading or an item may not have been understood"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A number of works that a decision declares to amend, to repeal, or both.

    Both where it is the number of works to amend or repeal.
    """

    count: int
    amends: bool
    repeals: bool


def miscounted(
    title: str, lines: Iterable[str], found: Iterable[tuple[Operation, str | None]]
) -> Iterator[Problem]:
    """A problem for each declared number of works that is not the number found.

    The decision declares numbers in its title or in other lines; `found` are its operations, each
    with the work that it is on.
    """
    repealed: set[str] = set()
    amended: set[str] = set()
    for operation, work in found:
        if isinstance(operation, Delete) and not operation.steps:
            repealed.add(level(operation.work or ""))
        elif work:
            amended.add(level(work))
    for declared in dict.fromkeys(entry for line in (title, *lines) for entry in _declared(line)):
        works = (amended if declared.amends else set()) | (repealed if declared.repeals else set())
        if len(works) != declared.count:
            yield _problem(declared, len(works))


def _problem(declared: Declared, found: int) -> Problem:
    if declared.amends and declared.repeals:
        message = Message(
            "the decision says that it amends or repeals {count} works, and {found} are found in it",
            count=declared.count,
            found=found,
        )
    elif declared.amends:
        message = Message(
            "the decision says that it amends {count} works, and {found} are found in it",
            count=declared.count,
            found=found,
        )
    else:
        message = Message(
            "the decision says that it repeals {count} works, and {found} are found in it",
            count=declared.count,
            found=found,
        )
    return Problem(code="works-miscounted", message=message, hint=_HINT, severity="error")


def _declared(line: str) -> Iterator[Declared]:
    """The numbers of works in a line, each with what is done to so many.

    >>> list(_declared("废止下列两件地方性法规，对下列三件地方性法规作出修改："))[1]
    Declared(count=3, amends=True, repeals=False)
    """
    for match in DECLARED.finditer(line):
        number = canonical(match["count"])
        verbs = (match["before"] or "") + (match["after"] or "")
        if number is not None and number.isdecimal() and verbs:
            yield Declared(
                count=int(number),
                amends=AMENDS.search(verbs) is not None,
                repeals=REPEALS.search(verbs) is not None,
            )
