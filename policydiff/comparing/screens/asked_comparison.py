"""A comparison that a visit asks for: its texts, its record, its rows.

Each part is made once for all that it depends on: the texts for the operands and the state of the
repository, the comparison also for its pairings, the view also for the reasons and the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from policydiff.comparing.actions import check_record
from policydiff.comparing.actions.diff import Diffed
from policydiff.comparing.engine.align.overrides import NO_OVERRIDES, Overrides
from policydiff.comparing.engine.check_record import Attribution, CheckRecord
from policydiff.comparing.engine.row_keys import row_keys
from policydiff.comparing.report.table.comparison import ComparisonView, view_comparison
from policydiff.errors import NotFoundError, UsageError
from policydiff.locale import Language, variant
from policydiff.messages import Message
from policydiff.model.names import parse_name
from policydiff.model.reports import ReportOptions
from policydiff.web.job_process import watch
from policydiff.web.state import PREFIX
from policydiff.web.visit import FieldError, Visit
from policydiff.works.session import GivenText, Session


class GoneTextError(NotFoundError):
    """A text that was dropped or pasted is no longer in memory."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "this text was dropped or pasted and is not in memory any more; drop it again: what was ticked and written beside it is found again"
            )
        )


class OneTextError(UsageError):
    """Only one of two texts was given."""

    def __init__(self) -> None:
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
    check: check_record.Checking
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
    reading, made = visit.session, partial(visit.worked_apart, patience=patience)
    operands = _operand(visit, left), _operand(visit, right)
    store = reading.store_if_any()
    base = (*operands, None if store is None else store.tip)
    texts = _texts(visit, operands, ("texts", *base), patience)
    check = check_record.Checking(
        records=check_record.records_for(reading, visit.state.records),
        hashes=texts.hashes,
        texts=texts,
        session=visit.writing if writing else reading,
    )
    record = check.read()
    pairs = (*base, record.pairs)
    language = _language(visit, *(side.document.kind for side in texts.sides))
    found, keys, first = made(
        ("comparison", *pairs),
        lambda: partial(_compare, texts, check_record.stored_of(check), record, language),
    )
    options = ReportOptions(language=language, reasons=check_record.reasons_of(record, keys))
    stamp = ("view", *pairs, options)
    view = (
        first[1]
        if first[0] == options
        else made(stamp, lambda: partial(view_comparison, found.comparison, options))
    )
    return Compared(
        visit=visit,
        left=left,
        right=right,
        check=check,
        record=record,
        found=found,
        view=view,
        options=options,
        keys=keys,
        stamp=stamp,
    )


def _texts(
    visit: Visit, operands: tuple[str, str], key: tuple[object, ...], patience: float | None
) -> check_record.TwoTexts:
    """The two texts; dropped ones are read in a process."""
    if any(operand.startswith(PREFIX) for operand in operands):
        dropped = visit.session_of(*operands)
        return visit.worked_apart(
            key, lambda: partial(check_record.find_texts, *operands, dropped), patience=patience
        )
    return visit.worked_out(
        key, lambda: check_record.find_texts(*operands, visit.session), patience
    )


def prepare() -> None:
    """Compare two texts of our own, so that all that a comparison needs is loaded."""
    given = {
        name: GivenText(
            name=f"{name}.txt",
            data="".join(f"第{n}条　{n}号渡口{words}。\n" for n in range(1, 11)).encode(),
        )
        for name, words in (("old", "夜间停渡"), ("new", "夜间和雾天不得开渡"))
    }
    session = Session(given=given, files=False)
    _compare(check_record.find_texts("old", "new", session), NO_OVERRIDES, CheckRecord(), "zh")


def _compare(
    texts: check_record.TwoTexts, stored: Overrides, record: CheckRecord, language: Language
) -> tuple[Diffed, Mapping[int, str], tuple[ReportOptions, ComparisonView]]:
    """The comparison, the keys of its matches, and its first view with options."""
    found = check_record.compare_texts(texts, stored, record, watch)
    keys = row_keys(found.comparison)
    options = ReportOptions(language=language, reasons=check_record.reasons_of(record, keys))
    return found, keys, (options, view_comparison(found.comparison, options))


def _language(visit: Visit, *kinds: str) -> Language:
    """The language of the page in the words of the texts' makers."""
    private = all(kind == "document" for kind in kinds)
    return variant(visit.language, "company") if private else visit.language


def _operand(visit: Visit, operand: str) -> str:
    """The operand, with the day of reading where it names a work alone."""
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
