"""A comparison that a visit asks for: its texts, its record, its rows.

Each part is made once for all that it depends on: the texts for the operands and the state of the
repository, the comparison also for its pairings, the view also for the reasons and the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from policydiff.comparing.actions.check_record import (
    Checking,
    compare_texts,
    find_texts,
    reasons_of,
    records_for,
    row_keys,
)
from policydiff.comparing.actions.diff import Diffed
from policydiff.comparing.engine.check_record import Attribution, CheckRecord
from policydiff.comparing.report.table.comparison import ComparisonView, view_comparison
from policydiff.errors import NotFoundError, UsageError
from policydiff.locale import Language, variant
from policydiff.messages import Message
from policydiff.model.names import parse_name
from policydiff.model.reports import ReportOptions
from policydiff.web.uploads import PREFIX
from policydiff.web.visit import FieldError, Visit


class GoneTextError(NotFoundError):
    """A text that was dropped or pasted is no longer in memory."""

    def __init__(self) -> None:
        """Make the error, with the advice to drop it again."""
        super().__init__(
            Message(
                "this text was dropped or pasted and is not in memory any more; drop it again: what was ticked and written beside it is found again"
            )
        )


class OneTextError(UsageError):
    """Only one of two texts was given."""

    def __init__(self) -> None:
        """Make the error."""
        super().__init__(Message("two texts are compared: give both"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison as a visit sees it.

    `left` and `right` are the operands as they stand in the address. `keys` are those of the
    matches, by their ids.
    """

    visit: Visit
    left: str
    right: str
    check: Checking
    record: CheckRecord
    found: Diffed
    view: ComparisonView
    options: ReportOptions
    keys: Mapping[int, str]
    stamp: tuple[object, ...]
    """Everything that the view depends on."""


def compared(
    visit: Visit, left: str, right: str, *, writing: bool = False, patience: float | None = None
) -> Compared:
    """The comparison of two operands, worked out once for all who ask.

    With `writing` its session may change the repository. Raises `OneTextError`, `GoneTextError`,
    what `find_texts` and `compare_texts` raise, and what `Working.get` raises with this `patience`.
    """
    if not (left and right):
        raise FieldError("right" if left else "left", OneTextError())
    reading, made = visit.session, partial(visit.state.worked_out, patience=patience)
    operands = _operand(visit, left), _operand(visit, right)
    store = reading.store_if_any()
    base = (*operands, None if store is None else store.tip)
    texts = made(("texts", *base), lambda: find_texts(*operands, reading))
    check = Checking(
        texts=texts,
        records=records_for(reading, visit.state.records),
        session=visit.writing if writing else reading,
    )
    record = check.read()
    pairs = (*base, record.pairs)
    found = made(("comparison", *pairs), lambda: compare_texts(check, record))
    comparison = found.comparison
    keys = made(("keys", *pairs), lambda: row_keys(comparison))
    options = ReportOptions(
        language=_language(visit, *(side.document.kind for side in found.sides)),
        reasons=reasons_of(record, keys),
    )
    stamp = ("view", *pairs, options)
    return Compared(
        visit=visit,
        left=left,
        right=right,
        check=check,
        record=record,
        found=found,
        view=made(stamp, lambda: view_comparison(comparison, options)),
        options=options,
        keys=keys,
        stamp=stamp,
    )


def _language(visit: Visit, *kinds: str) -> Language:
    """The language of the page in the words of the texts' makers."""
    private = all(kind == "document" for kind in kinds)
    return variant(visit.language, "company") if private else visit.language


def _operand(visit: Visit, operand: str) -> str:
    """The operand, with the day of reading where it names a work alone.

    Raises `GoneTextError`.
    """
    if operand.startswith(PREFIX):
        if operand.partition("#")[0] not in visit.state.uploads:
            raise GoneTextError
        return operand
    name = parse_name(operand)
    open_day = name.date is None and name.in_force_on is None and name.provision is None
    return f"{operand}@@{visit.day}" if visit.day and open_day else operand


def attribution_of(visit: Visit) -> Attribution:
    """The attribution of an act now: the person, and this machine's time."""
    return Attribution(by=visit.name, at=datetime.now().astimezone().isoformat(timespec="seconds"))
