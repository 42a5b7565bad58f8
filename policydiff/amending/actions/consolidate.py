"""consolidate: apply an amending decision to a base and write the outcome."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from policydiff.amending.engine import consolidate as amending
from policydiff.amending.engine.chain import Chain
from policydiff.amending.engine.operations import Consolidation
from policydiff.amending.engine.republished import days_of
from policydiff.errors import IncompleteError, UsageError
from policydiff.library.actions.export import export_form, write_export
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import UNDATED
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report import formats
from policydiff.store.changes.computing import Computing
from policydiff.store.git.writer import Written
from policydiff.store.records.unofficial import OfficialThereError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.lineage import trace_work
from policydiff.works.resolve import Resolved, whole_document
from policydiff.works.session import Session


class NoSuchFormError(UsageError):
    """A report or a text was asked for in a form that it does not have."""

    def __init__(self, form: str, reports: Collection[str], *, report: bool) -> None:
        """`reports` are the forms of reports; `report` is True if one was asked for."""
        what, forms = (
            ("report", reports) if report else (Message("new text"), formats.formats("document"))
        )
        super().__init__(
            Message(
                "the {what} is not written as {form}, but as {forms}",
                what=what,
                form=form,
                forms=", ".join(forms),
            )
        )


class NotStoredError(UsageError):
    """A consolidation cannot be stored."""

    def __init__(self, why: Message) -> None:
        """`why` is the obstacle, and what to do about it."""
        super().__init__(Message("nothing is stored: {why}", why=why))
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    """A consolidation with its base, decision and, where given, republished text."""

    result: Consolidation
    sides: tuple[Resolved, ...]


def consolidate(
    base: str,
    decision: str,
    session: Session,
    *,
    against: str | None = None,
) -> Consolidated:
    """Apply a decision to a base.

    Each operand is a file, or a name in the repository.

    Raises what `resolve.whole_document` raises, `UsageError`, and `WrongBaseError`.
    """
    named = (base, decision, against) if against is not None else (base, decision)
    sides = tuple(whole_document(operand, session) for operand in named)
    refuse_compiled(sides[2:])
    result = amending.consolidate(*(side.document for side in sides))
    return Consolidated(result=result, sides=sides)


def refuse_compiled(against: Iterable[Resolved]) -> None:
    """Raise `UsageError` where a republished text was in fact compiled."""
    for side in against:
        if side.document.computed is not None:
            raise UsageError(
                Message(
                    "{operand} was compiled from the decision and is no republished text: nothing is learnt by comparing the two",
                    operand=side.operand,
                )
            )


def store_consolidation(
    found: Consolidated, session: Session, reason: str = ""
) -> tuple[str, Written]:
    """Store the text as a compiled version, until the official one is published.

    Gives the message of the commit, empty where it is stored already, and what was written.

    Raises what `plan_storing` raises.
    """
    return session.store().store_computed(plan_storing(found, session, reason))


def plan_storing(found: Consolidated, session: Session, reason: str = "") -> Computing:
    """The compiled version that would be stored; nothing is written.

    Raises `NotStoredError`, `IncompleteError`, `OfficialThereError`, and what `trace_work` raises.
    """
    for side in found.sides:
        refuse_unstored(side)
        if side.document.computed is not None:
            raise NotStoredError(
                Message(
                    "{operand} was itself compiled; wait for its official text, or compile one decision after another with --chain --store",
                    operand=side.operand,
                )
            )
    return plan_compiled(session.store(), found.result, reason)


def plan_compiled(
    store: Repository, result: Consolidation, reason: str = "", others: Container[str | None] = ()
) -> Computing:
    """The compiled version of what stored texts yield; the base may be compiled too.

    `others` are the dates of official versions to which other decisions led.

    Raises `NotStoredError`, `IncompleteError`, `OfficialThereError`, and what `trace_work` raises.
    """
    _refuse_result(result)
    work, base = _stored(store, result.base)
    act, decision = _stored(store, result.decision)
    _refuse_place(store, work, base, decision, result.document, others=others)
    return Computing(
        work=work, base=base, act=act, decision=decision, document=result.document, reason=reason
    )


def refuse_unstored(side: Resolved) -> None:
    """Raise `NotStoredError` for a file, and for a text that is presumed."""
    if side.file_name is not None:
        raise NotStoredError(
            Message(
                "{operand} is a file; add it to the repository first, then name it as it is stored there",
                operand=side.operand if side.path is not None else side.file_name,
            )
        )
    if side.presumed:
        raise NotStoredError(
            Message(
                "which text {operand} means is presumed; name the version by its own date",
                operand=side.operand,
            )
        )


def _refuse_result(result: Consolidation) -> None:
    """Refuse a result that cannot make a stored version."""
    if not result.complete:
        raise IncompleteError(
            Message(
                "nothing is stored: not all that the decision says could be carried out, so that the text is not what it yields"
            )
        )
    if result.document.version_date is None:
        raise NotStoredError(
            Message(
                "the decision has no date, so that the version would have none; set it with `policydiff set`"
            )
        )


def _stored(store: Repository, document: Document) -> tuple[WorkRecord, VersionRecord]:
    work = store.find(document.uri or document.title)
    return work, store.version(work, document.version_date or UNDATED)


def _refuse_place(
    store: Repository,
    work: WorkRecord,
    base: VersionRecord,
    decision: VersionRecord,
    document: Document,
    *,
    others: Container[str | None],
) -> None:
    """Raise an error where the compiled version has no place among the versions."""
    own, day = base.date or "", document.version_date or ""
    official = [
        version
        for version in work.versions
        if version.computed is None and (version.date or "") > own and version.date not in others
    ]
    same = next(
        (version for version in official if days_of(store.load(version)) & days_of(document)), None
    )
    if same is not None:
        raise OfficialThereError(same)
    if own >= day:
        raise NotStoredError(
            Message("{decision} is not newer than {base}", decision=decision.name, base=base.name)
        )
    between = next((version for version in work.versions if own < (version.date or "") < day), None)
    if between is not None:
        raise NotStoredError(
            Message(
                "{other} lies between {base} and {decision}, so that this is not the version that it amends",
                other=between.name,
                base=base.name,
                decision=decision.name,
            )
        )
    lineage = trace_work(store, work).lineage if official else None
    for version in official:
        led = None if lineage is None else lineage.decision(work.versions.index(version))
        if led is not None and led.name == decision.name:
            raise OfficialThereError(version)


def write_outcome(
    result: Consolidation | Chain, form: str, options: ReportOptions, *, report: bool = True
) -> bytes:
    """A report on the outcome of decisions, or the text that they lead to.

    The text is in a format of `export`.

    Raises `UnknownFormatError`.
    """
    if report:
        return formats.write(result, form, options)
    return write_export(Edition(document=result.document), form, options)


def chosen_form(
    form: str | None,
    output: Path | None,
    *,
    report: bool | None,
    reports: Collection[str] = formats.formats("consolidation"),
) -> tuple[str, bool]:
    """The form to write, and True where it is a report.

    The form that is asked for, else the one of the output's ending, else the terminal's report.

    Where `report` is None, those of html and docx that `reports` has are reports, and txt, markdown
    and akn the new text. Raises `UnknownEndingError`, `NoSuchFormError`.
    """
    if form is None and output is not None:
        form = "json" if output.suffix.lower() == ".json" else export_form(output)
    form = form or ("txt" if report is False else "terminal")
    if form == "txt" and report:
        form = "terminal"
    if report is None:
        report = form in reports and form != "markdown"
    if form not in (reports if report else formats.formats("document")):
        raise NoSuchFormError(form, reports, report=report)
    return form, report
