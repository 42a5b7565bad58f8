"""Clauses of operations as sentences of a decision, and what they cost a reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policydiff.amending.engine import operations
from policydiff.amending.engine.operations import Operation, Steps
from policydiff.amending.engine.reading.masking import find_quotations, quoted_text
from policydiff.amending.engine.reading.quoted_words import unnested
from policydiff.comparing.engine.redline.sides import common_start
from policydiff.model.kinds import CONTAINERS
from policydiff.text.places import above, ends, read_places, write_place, written
from policydiff.text.traditions.mainland.amending import FORMS
from policydiff.text.traditions.mainland.amending_places import LEVEL_MARKS

Clause = tuple[Operation, ...]
"""The operations that one clause orders: the same of several places, or what comes or goes side by
side."""
Clauses = tuple[Clause, ...]

LAST = 10**6
"""The order of what stands behind the articles."""
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
PREAMBLE: Steps = (("preamble", ""),)
NESTED = str.maketrans("“”‘’", "‘’“”")
"""Marks as they stand inside a quotation."""
_ENDS, _CLOSING = "。；！？", "”’」』"
_PARTS_OF_ARTICLES = ("paragraph", "point", "indent")
_SIDES = {"before": "前", "after": "后", "begin": "开头", "end": "末尾"}
_FORMS = {form.name: form for form in FORMS}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStyle:
    """The words by which decisions speak of one work."""

    single: bool = False
    """Whether the work quotes with ‘’ alone."""
    itself: str = "全文"
    """The name that it has for itself: 本条例."""
    preamble: str = "引言"


PLAIN = WorkStyle()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedItem:
    """One numbered item of a decision."""

    order: tuple[int, int]
    """Its place by the new text."""
    clauses: Clauses
    keys: tuple[str, ...]
    """What it is about, for the case that it does not come out."""


def write(clauses: Sequence[Clause], style: WorkStyle = PLAIN) -> str:
    """The text of the item that orders these clauses; a place is named once.

    Behind new text that is quoted in paragraphs the next clause begins a line.
    """
    text, quoted = "", False
    named: Steps = ()
    before: Operation | None = None
    for clause in clauses:
        first = clause[0]
        moved = isinstance(before, operations.Renumber)
        again = before is not None and _change_words_of_one_place(before, first)
        sentence = _sentence(clause, style, named, again=again)
        if before is not None:
            text += "\n" if quoted else "，" if again or moved else "；"
        text += sentence.removeprefix("将") if moved else sentence
        quoted = bool(first.text) and sentence.endswith(f"：{_quoted_text(clause, style)}")
        moves = isinstance(first, operations.Renumber)
        named = named or (first.steps if moves else above(first.steps, "paragraph"))
        before = first
    return text if quoted else f"{text}。"


def changes_words(operation: Operation) -> bool:
    """True if an operation changes words beside others, which stay."""
    return operation.old is not None


def head_clause(place: Steps, heading: str) -> Clause:
    """The clause for another heading of a place."""
    return (operations.SetHeading(steps=(*place, ("heading", "")), text=heading),)


def stretch(first: Steps, last: Steps) -> Steps:
    """The range from one place to another, as it is read."""
    return read_places(f"{write_place(first)}至{write_place(last)}")[0]


def _change_words_of_one_place(left: Operation, right: Operation) -> bool:
    return changes_words(left) and changes_words(right) and left.steps == right.steps


def _sentence(clause: Clause, style: WorkStyle, named: Steps, *, again: bool) -> str:
    """A clause, without the places that are `named` before it, or its own (`again`)."""
    first = clause[0]
    quoted = _quoted(clause, style)
    if isinstance(first, operations.SetTitle):
        return _FORMS["retitle"].write(work=f"《{first.work}》", title=f"《{first.text}》")
    if isinstance(first, operations.Renumber | operations.Join):
        return _moved(first, "、".join(_written(operation.steps) for operation in clause))
    if isinstance(first, operations.ReplaceWords) and not first.steps:
        return _throughout(first, style, quoted)
    if isinstance(first, operations.Insert):
        return _coming(clause, named, quoted)
    if isinstance(first, operations.RemoveHeading):
        level = first.steps[-1][1]
        return _FORMS["unhead"].write(at=_written(first.steps[:-1]), head=_heading(level))
    return _in_place(clause, {} if again else _places(clause, named, style), quoted)


def _in_place(clause: Clause, place: dict[str, str], quoted: dict[str, str]) -> str:
    """A change to a place, which `place` names: words, its heading, all of it."""
    first = clause[0]
    if isinstance(first, operations.ReplaceWords):
        return _FORMS["words"].write(**place, **quoted)
    if isinstance(first, operations.InsertWords):
        side = _SIDES[first.side]
        if first.old is not None:
            return _FORMS["add-words"].write(**place, side=side, **quoted)
        return _FORMS["add-sentence"].write(
            **{"at": _written(first.steps)} | place, edge=side, **quoted
        )
    if isinstance(first, operations.Delete | operations.DeleteWords):
        return _FORMS["repeal"].write(**place, **quoted)
    if isinstance(first, operations.SetHeading):
        return _FORMS["whole"].write(**place, head=_heading(first.steps[-2][0]), **quoted)
    return _FORMS["whole"].write(**place, **quoted)


def _places(clause: Clause, named: Steps, style: WorkStyle) -> dict[str, str]:
    """The places of a clause, the first without what is `named`, else 其."""
    first, *others = (operation.steps for operation in clause)
    if isinstance(clause[0], operations.SetHeading):
        first = first[:-1]
    if first == PREAMBLE:
        return {"at": style.preamble}
    if first == named:
        return {"it": "其"}
    brief = isinstance(clause[0], operations.Delete)
    names = (
        _written(steps[-1:] if brief and steps[-1][0] in _PARTS_OF_ARTICLES else steps)
        for steps in others
    )
    return {"at": "、".join((_written(_below(first, named)), *names))}


def _below(steps: Steps, named: Steps) -> Steps:
    return steps[len(named) :] if steps[: len(named)] == named else steps


def _moved(operation: operations.Renumber | operations.Join, places: str) -> str:
    """Places with their new number, or with the chapter into which they go as well."""
    result = operation.result_steps
    if isinstance(operation, operations.Join):
        return _FORMS["join"].write(at=places, to=_written(result))
    if len(result) > 1 and result[-1][0] == "article":
        where, number = _written(result[:-1]), _written(result[-1:])
        return _FORMS["move"].write(at=places, where=where, to=number)
    return _FORMS["renumber"].write(at=places, to=_written(result))


def _throughout(
    operation: operations.ReplaceWords, style: WorkStyle, quoted: dict[str, str]
) -> str:
    but = "、".join(map(_written, operation.excepted))
    excepted = {"but": but} if but else {}
    return _FORMS["throughout"].write(**excepted, work=style.itself, **quoted)


def _coming(clause: Clause, named: Steps, quoted: dict[str, str]) -> str:
    """New provisions with their numbers: 第四条增加两款，作为第二款、第三款：“…”."""
    first = clause[0]
    unit, holder = first.unit or "", _below(first.steps, named)
    numbers = "、".join(_written(operation.result_steps[-1:]) for operation in clause)
    pieces = {"count": _how_many(len(clause)), "unit": LEVEL_MARKS.get(unit, ""), "to": numbers}
    if unit == "preamble":
        pieces |= {"at": "序言", "unit": "个自然段", "to": numbers.replace("序言", "")}
    elif holder:
        pieces["at"] = _written(holder)
    form = "insert-attachment" if unit == "attachment" else "part" if first.side else "insert"
    return _FORMS[form].write(**pieces, **quoted)


def _written(steps: Steps) -> str:
    """A place as decisions print it, of a range both ends in full."""
    low, high = (write_place(end) or "" for end in ends(steps))
    return low if low == high else f"{low}至{high}"


def _heading(level: str) -> str:
    """The word for the heading of a level: 章名, else 条标."""
    return f"{LEVEL_MARKS[level]}名" if level in CONTAINERS else "条标"


def _how_many(count: int) -> str:
    return "两" if count == 2 else written(str(count))


def _quoted(clause: Clause, style: WorkStyle) -> dict[str, str]:
    """The old and the new words of a clause in quotation marks, where it has such."""
    old = clause[0].old
    olds = {} if old is None else {"old": quote(old, single=style.single)}
    news = {} if clause[0].text is None else {"new": _quoted_text(clause, style)}
    return olds | news


def _quoted_text(clause: Clause, style: WorkStyle) -> str:
    return quote(new_text(clause), single=style.single)


def new_text(clause: Clause) -> str:
    """The new text of a clause: one for several chapters, else that of each."""
    first = clause[0]
    if isinstance(first, operations.Insert) and first.unit not in CONTAINERS:
        return "\n".join(operation.text or "" for operation in clause)
    return first.text or ""


def price_alone(clause: Clause) -> int:
    """The price of a clause: the characters that it quotes, and `OPERATION`."""
    return OPERATION + len(clause[0].old or "") + len(new_text(clause))


def price(clauses: Iterable[Clause]) -> int:
    """The price of all clauses, and of how they read together."""
    total = 0
    splices: dict[Steps, list[Clause]] = defaultdict(list)
    for clause in clauses:
        total += price_alone(clause)
        if changes_words(clause[0]):
            splices[clause[0].steps].append(clause)
    return total + ROUGH * sum(map(_roughness, splices.values()))


def _roughness(splices: Sequence[Clause]) -> int:
    """The number of times a reader stumbles over changes of words in one place."""
    small = sum(_is_small(clause[0]) for clause in splices) if len(splices) > 1 else 0
    over = sum(
        _runs_over(clause[0].old or "") or _runs_over(clause[0].text or "") for clause in splices
    )
    return max(0, len(splices) - SPLICES) + max(0, small - 1) + over


def _is_small(operation: Operation) -> bool:
    """True if hardly anything comes or goes."""
    old = (operation.old or "") if operation.side is None else ""
    new = operation.text or ""
    head = common_start(old, new)
    tail = common_start(old[head:][::-1], new[head:][::-1])
    return max(len(old), len(new)) - head - tail <= SMALL


def _runs_over(words: str) -> bool:
    """True if words begin in one sentence and end in the midst of another."""
    tail = words[max(words.rfind(sign) for sign in _CLOSING) + 1 :]
    return bool(tail) and tail[-1] not in _ENDS and any(sign in tail for sign in _ENDS)


def quote(text: str, *, single: bool = False) -> str:
    """Text in quotation marks, one at the head of each line.

    Its own marks are single inside; a work that quotes with single marks anyway (`single`) stays as
    it is. What would not come out of them as it went in stands in corner marks, where marks are
    those of the text itself.
    """
    inner = text if single else text.translate(NESTED)
    curly = "“" + inner.replace("\n", "\n“") + "”"
    return (
        curly
        if _comes_back(curly, text, single=single)
        else "「" + text.replace("\n", "\n「") + "」"
    )


@lru_cache(maxsize=4096)
def reads_back(text: str, *, single: bool = False) -> bool:
    """True if a reader of the decision gets the same text."""
    return not text or _comes_back(quote(text, single=single), text, single=single)


def _comes_back(quoted: str, text: str, *, single: bool) -> bool:
    spans = list(find_quotations(quoted))
    if len(spans) != 1 or (spans[0].begin, spans[0].end) != (0, len(quoted)):
        return False
    inner = quoted_text(quoted, spans[0])
    return (inner if single or quoted[0] == "「" else unnested(inner)) == text


def quoted_characters(text: str) -> int:
    """The characters inside the outer quotation marks, marks at heads of lines aside."""
    quoted = (quoted_text(text, span) for span in find_quotations(text))
    return sum(len(inner.replace("\n", "")) for inner in quoted)
