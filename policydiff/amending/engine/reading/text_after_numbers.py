"""New text that a sentence quotes behind the numbers which make room for it.

增加一项，第四项改为第五项：“（四）…”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from policydiff.amending.engine.operations import (
    Insert,
    NewText,
    Operation,
    Recount,
    Renumber,
    Steps,
)
from policydiff.amending.engine.reading.item_reading import ARTICLE_HEAD
from policydiff.text.numerals import NUMERAL, canonical
from policydiff.text.places import counted, ends

_HEAD = re.compile(
    rf"[（(](?P<number>{NUMERAL}+)[）)]|第(?P<article>{NUMERAL}+)条|(?P<indent>\d+)[.．、]"
)
_UNITS = ("article", "paragraph", "point", "indent")
_Clause = tuple[Operation, ...]


def with_late_texts(clauses: Iterable[_Clause]) -> Iterator[_Clause]:
    """The clauses, with late texts given to the insertions that they belong to.

    An insertion without its text takes that which is quoted behind the next new number.

    It does not where the quoted text has the number that is given there:
    增加一项，第四项改为第五项：“（五）…”.
    """
    waiting: list[_Clause] = []
    for clause in clauses:
        if waiting and all(isinstance(operation, Renumber | Recount) for operation in clause):
            waiting.append(clause)
            continue
        numbers = tuple(
            takewhile(lambda operation: isinstance(operation, Renumber | Recount), clause)
        )
        texts = clause[len(numbers) :]
        if (
            waiting
            and numbers
            and texts
            and _belongs(waiting[0], tuple(o for c in waiting[1:] for o in c) + numbers, texts)
        ):
            yield _given(waiting[0], (*waiting[1:], numbers), texts)
            yield from (*waiting[1:], numbers)
            waiting = []
            continue
        yield from waiting
        waiting = [clause] if _lacks_text(clause) else []
        yield from () if waiting else (clause,)
    yield from waiting


def _lacks_text(clause: _Clause) -> bool:
    bare = [
        o
        for o in clause
        if isinstance(o, Insert) and o.status == "parsed" and o.unit in _UNITS and not o.text
    ]
    return bool(bare) and len(bare) == len(clause) and len({(o.steps, o.unit) for o in bare}) == 1


def _belongs(coming: _Clause, numbers: Sequence[Operation], texts: _Clause) -> bool:
    """True if the quoted text is that of the insertions, which have none."""
    first = coming[0]
    beside = all(number.steps[-1:] and number.steps[-1][0] == first.unit for number in numbers)
    inside = first.unit == "article" or all(number.steps[:-1] == first.steps for number in numbers)
    head = _HEAD.match(texts[0].text or "")
    stated = (
        (canonical(head["number"] or head["article"] or head["indent"]) or "")
        if head is not None
        else ""
    )
    if (
        not beside
        or not inside
        or stated in {place[-1][1] for number in numbers for place in _results(number)}
    ):
        return False
    return (
        first.unit != "article"
        or len(coming) == 1
        or len(ARTICLE_HEAD.findall(_text(texts))) == len(coming)
    )


def _results(operation: Operation) -> tuple[Steps, ...]:
    return counted((operation.result_steps,)) if operation.result_steps else ()


def _given(coming: _Clause, numbers: Sequence[_Clause], texts: _Clause) -> _Clause:
    """The insertions with their text."""
    nodes = dict.fromkeys(node for operation in texts for node in operation.structure)
    verbatim = isinstance(texts[0], NewText) and texts[0].verbatim
    freed = ends(numbers[0][0].steps)[0]
    return tuple(
        replace(
            operation,
            text=_text(texts),
            structure=tuple(nodes),
            verbatim=verbatim,
            result_steps=operation.result_steps or (freed if len(coming) == 1 else ()),
        )
        for operation in coming
        if isinstance(operation, Insert)
    )


def _text(texts: _Clause) -> str:
    """The text of a clause; a text that was shared out among places is one again."""
    return "\n".join(dict.fromkeys(operation.text for operation in texts if operation.text))
