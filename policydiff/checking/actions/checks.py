"""checks: all checks of one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from policydiff.checking.actions.check_return import ReturnOptions, check_return
from policydiff.checking.actions.check_table import check_table
from policydiff.checking.actions.lint import lint
from policydiff.citing.actions.cites import Question, cites
from policydiff.comparing.actions.diff import NoTrackedChangesError, diff_tracked
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.errors import PolicyDiffError, UsageError
from policydiff.messages import Message
from policydiff.model.cited import Citations
from policydiff.model.reports import ReportOptions, Shown
from policydiff.model.source import DOUBTS
from policydiff.report.rows import ComparisonRow
from policydiff.text.lint.flaw import DraftingCheck
from policydiff.works.resolve import Resolved
from policydiff.works.session import Session

CheckName = Literal["return", "tracked", "citations", "lint", "table"]
"""Changes without a trace; the tracked ones, where the sent text is not at hand; citations; drafting;
somebody else's table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileToCheck:
    """A file to check, and what it is checked against, as operands.

    `sent` is the text that was sent, None where it is not at hand. `written` (ISO) is the day of
    the file and `on` that of the versions which its citations are checked against, as in `Question`.
    """

    file: str
    sent: str | None = None
    written: str | None = None
    on: str | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableToCheck:
    """A comparison table and its two texts, as operands."""

    table: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCheck:
    """One check: what it shows, how many findings want a look, remarks on its texts.

    `unchecked` counts what could not be checked, which is no finding. `shown` is None where it could not be made; `why` is the reason.
    """

    name: CheckName
    shown: Shown | None = None
    options: ReportOptions
    findings: int = 0
    unchecked: int = 0
    notes: tuple[Message, ...] = ()
    why: Message | None = None


class NothingToCompareError(UsageError):
    """A file has no tracked changes, and the text that was sent is not at hand."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "the file holds no tracked changes; name the text that was sent, and what was changed without a trace is found"
            )
        )


def check_file(asked: FileToCheck, session: Session) -> tuple[MadeCheck, ...]:
    """All checks of a file, that of its changes first.

    A check that cannot be made does not stop the others. Raises what `resolve.whole_document`
    raises for the file itself.
    """
    drafting = _drafting(asked, session)
    return (
        _made("return", session, lambda: _changes(asked, session)),
        _made("citations", session, lambda: _citations(asked, session)),
        drafting,
    )


def check_somebodys_table(asked: TableToCheck, session: Session) -> MadeCheck:
    """The check of a comparison table. Raises what `check_table` raises."""
    found = check_table(asked.table, asked.old, asked.new, session)
    return MadeCheck(
        name="table",
        shown=found.check,
        options=_options(session, found.sides),
        findings=len(found.check.checked.faults),
        notes=tuple(remarks(found.sides)),
    )


def remarks(sides: Iterable[Resolved]) -> Iterator[Message]:
    """The remarks on texts: why a version was chosen, what reading met with.

    Of stored versions these are the doubts alone; the others were reported when they were added.
    """
    for side in sides:
        yield from side.notes
        for problem in side.document.problems:
            if side.file_name is not None or problem.code in DOUBTS:
                yield problem.message


def _made(name: CheckName, session: Session, make: Callable[[], MadeCheck]) -> MadeCheck:
    try:
        return make()
    except PolicyDiffError as error:
        options = ReportOptions(language=session.language)
        return MadeCheck(name=name, options=options, why=error.message)


def _changes(asked: FileToCheck, session: Session) -> MadeCheck:
    if asked.sent is not None:
        found = check_return(asked.sent, asked.file, session, ReturnOptions(strict=asked.strict))
        return MadeCheck(
            name="return",
            shown=found.check,
            options=_options(session, found.sides),
            findings=found.check.silent,
            notes=tuple(remarks(found.sides)),
        )
    try:
        tracked = diff_tracked(asked.file, session)
    except NoTrackedChangesError:
        raise NothingToCompareError from None
    options = replace(_options(session, tracked.sides), authors=True, only_changed=True)
    view = view_comparison(tracked.comparison, options)
    return MadeCheck(
        name="tracked",
        shown=view,
        options=options,
        findings=sum(isinstance(row, ComparisonRow) for row in view.items),
    )


def _citations(asked: FileToCheck, session: Session) -> MadeCheck:
    found: Citations = cites(
        Question(source=asked.file, written=asked.written, on=asked.on), session
    )
    return MadeCheck(
        name="citations",
        shown=found,
        options=ReportOptions(language=session.language),
        findings=found.tally.faulty,
        unchecked=found.tally.unchecked,
        notes=tuple(
            Message("{name}: {why}", name=name, why=reason) for name, reason in found.unread
        ),
    )


def _drafting(asked: FileToCheck, session: Session) -> MadeCheck:
    linted = lint(asked.file, session)
    check: DraftingCheck = linted.check
    return MadeCheck(
        name="lint",
        shown=check,
        options=ReportOptions(language=session.language),
        findings=check.findings,
        notes=tuple(remarks((linted.resolved,))),
    )


def _options(session: Session, sides: Iterable[Resolved]) -> ReportOptions:
    return ReportOptions(language=session.language_on(*(side.document for side in sides)))
