"""Amending decisions: those stored, and one or several carried out on a base."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from starlette.responses import Response

from policydiff.amending.actions.consolidate import (
    Consolidated,
    consolidate,
    plan_storing,
    write_outcome,
)
from policydiff.amending.actions.consolidate_chain import Chained, consolidate_chain
from policydiff.amending.actions.decisions import (
    AmendedWork,
    StoredChain,
    StoredDecision,
    amended_works,
    chains,
    list_decisions,
)
from policydiff.amending.report.html import chain_html, consolidation_html
from policydiff.checking.actions.checks import remarks
from policydiff.errors import PolicyDiffError, UsageError
from policydiff.library.screens.stored_texts import DoneHtml, undoing
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions
from policydiff.model.version_names import UNOFFICIAL
from policydiff.report.formats import suffixes
from policydiff.report.html.environment import HtmlPage
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.web.addresses import outcome_address, version_address, work_address
from policydiff.web.answers import Endpoint, html, onward, refused, status_of
from policydiff.web.downloads import FORMS, NoSuchDownloadError, keep_file, save
from policydiff.web.dropped import (
    MISTAKES,
    FormState,
    located,
    named,
    named_text,
    take_operand,
    take_operands,
)
from policydiff.web.frame import Frame
from policydiff.web.visit import FieldError, Visit
from policydiff.web.working import PATIENCE
from policydiff.works.resolve import whole_document

WORDS = Labels(
    "decisions of the page",
    {
        "title": "Amending decisions",
        "lead": "What the amended text reads like, and if the republished one has the same words. Dropped texts are not stored.",
        "stored-decisions": "Stored decisions",
        "none": "No amending decision is stored.",
        "date": "Date",
        "decision": "Decision",
        "amends": "Amends",
        "carry-out": "Carry out",
        "carry-out-on": "Carry out on {date}",
        "unstored": "not stored",
        "no-base": "no earlier version stored",
        "drop-title": "Carry out a decision",
        "base": "Text before",
        "decisions": "Decision",
        "decisions-help": "Several are carried out one after another. Without one, those that are stored for a stored base are taken.",
        "against": "Republished text",
        "against-help": "To compare it with what the decision yields; may be left out.",
        "stored": "or a stored version, such as WORK@DATE",
        "here": "Drop a file here, or choose one",
        "paste": "or paste the text",
        "from-republished": "Each step of several starts from the republished text before it",
        "make": "Carry it out",
        "again": "All decisions",
        "then": "Save or store",
        "download": "Save this report",
        "new-text": "The new text",
        "store-title": "Store the text as computed",
        "store-lead": "It is marked everywhere as compiled from the decision, no official text, and gives way to the republished one.",
        "reason": "Reason",
        "store": "Store it",
        "notes": "On reading the texts",
        "done": "Stored",
        "open": "Read it here",
        "chains": "One after another",
        "chain": "{count} decisions on {work}, from {date} on",
        "works-of": "Works that this decision amends",
    },
)

TEXTS = {"text-docx": ("docx", "Word"), "text-txt": ("txt", "txt"), "text-akn": ("akn", "XML")}
"""The formats of the new text, by the last part of the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOutcome:
    """The operands of an outcome: a base, decisions, republished texts.

    Without decisions, or with several, they are carried out as a chain; with `from_republished`
    each of its steps starts from the republished text before it.
    """

    base: str
    decisions: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    from_republished: bool = False

    @property
    def is_chain(self) -> bool:
        """True where not one decision alone is carried out."""
        return len(self.decisions) != 1 or len(self.against) > 1 or self.from_republished


def _addresses(store: Repository | None) -> Callable[[WorkRecord], str]:
    catalogue = None if store is None else store.catalogue()
    return lambda work: "" if catalogue is None else work_address(catalogue, work)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsHtml(HtmlPage):
    """The stored decisions with their works, and the form for dropped ones."""

    template: str = "decisions.html.j2"
    words: Mapping[str, str]
    decisions: Sequence[StoredDecision]
    chains: Sequence[StoredChain]
    work_address: Callable[[WorkRecord], str]
    form: FormState

    def chain(self, chain: StoredChain) -> str:
        """The address of decisions carried out one after another."""
        return outcome_address(chain.base.name)

    def outcome(self, decision: str, amended: AmendedWork) -> str:
        """The address of a decision carried out on the version before it."""
        return _outcome_address(decision, amended)

    def works(self, decision: str) -> str:
        """The page of the works that a decision amends."""
        return "/decisions/outcome?" + urlencode({"decision": decision})


def show_decisions(visit: Visit, error: PolicyDiffError | None = None) -> Response:
    """The form, and the stored decisions with the works that they amend.

    With an `error` the form has what was given, and the mistake in place.
    """
    store = visit.session.store_if_any()
    found: tuple[StoredDecision, ...] = ()
    if store is not None:
        found = visit.state.results.get(("decisions", store.tip), lambda: list_decisions(store))
    words = WORDS[visit.language]
    page = DecisionsHtml(
        title=words["title"],
        words=words,
        decisions=found,
        chains=chains(found),
        work_address=_addresses(store),
        form=FormState(visit=visit, error=error),
    )
    status = 200 if error is None else status_of(error)
    return html(visit, page, frame=Frame(scripts=("drop.js",)), status=status)


def ask_again(visit: Visit, error: PolicyDiffError) -> Response:
    """The form with its mistake in place; any other error as it is."""
    if not isinstance(error, MISTAKES) or (visit.reads and not visit.asked("base")):
        return refused(visit, error)
    names = ("base", "decision", "against")
    asked = [(name, one) for name in names for one in visit.query.getlist(name) if one.strip()]
    return show_decisions(visit, located(visit, error, asked))


def take_decision(visit: Visit) -> Response:
    """Take the texts of the form, and lead to their outcome."""
    base = take_operand(visit, "base")
    if base is None:
        raise FieldError("base", UsageError(Message("choose a file or paste a text")))
    asked = [("base", base)]
    asked += [(name, one) for name in ("decision", "against") for one in take_operands(visit, name)]
    asked += [("from-republished", "1")] if visit.field("from-republished") else []
    return onward("/decisions/outcome?" + urlencode(asked))


def show_outcome(visit: Visit) -> Response:
    """The outcome of decisions on a base.

    Without a base, the works that a decision amends. Raises `StillWorkingError`.
    """
    if not visit.asked("base"):
        return _show_works(visit)
    asked = _asked(visit)
    return _outcome(visit, asked, _carry_out(visit, asked, PATIENCE))


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeHtml(HtmlPage):
    """The report on decisions that were carried out, then what can be done with it.

    `storing` are the hidden fields of the form that stores the text, `not_storable` is why there is
    none.
    """

    template: str = "outcome.html.j2"
    site_words: Mapping[str, str]
    notes: Sequence[str]
    files: Sequence[tuple[str, str]]
    texts_of: Sequence[tuple[str, str]]
    storing: Sequence[tuple[str, str]]
    not_storable: str
    form: FormState


def _outcome(
    visit: Visit,
    asked: AskedOutcome,
    found: Consolidated | Chained,
    error: PolicyDiffError | None = None,
) -> Response:
    options = _options(visit, found)
    report: HtmlPage = (
        chain_html(found.chain, options)
        if isinstance(found, Chained)
        else consolidation_html(found.result, options)
    )
    storing, not_storable = _storing(visit, asked, found)
    page = OutcomeHtml(
        title=report.title,
        styles=report.styles,
        script=report.script,
        inner=report,
        site_words=WORDS[visit.language],
        notes=[visit.words(note) for note in _notes(found)],
        files=[(label, _save(asked, form)) for form, label in FORMS.items()],
        texts_of=[(label, _save(asked, form)) for form, (_, label) in TEXTS.items()],
        storing=storing,
        not_storable=not_storable,
        form=FormState(visit=visit, error=error),
    )
    frame = Frame(styles=("decisions.css",), back=_save(asked))
    return html(visit, page, frame=frame, status=200 if error is None else status_of(error))


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedHtml(HtmlPage):
    """The works that the decision of an operand amends."""

    template: str = "amended.html.j2"
    words: Mapping[str, str]
    operand: str
    decision: str
    amends: Sequence[AmendedWork]
    work_address: Callable[[WorkRecord], str]

    def outcome(self, amended: AmendedWork) -> str:
        """The address of the decision carried out on the version before it."""
        return _outcome_address(self.operand, amended)


def _show_works(visit: Visit) -> Response:
    """The works that a decision amends, each with the way to its outcome."""
    decision = named(visit, "decision")
    if not decision:
        raise NoSuchDownloadError
    store = visit.session.store_if_any()
    key = ("decision", decision, "" if store is None else store.tip)
    session = visit.session_of(decision)
    resolved = visit.worked_apart(key, lambda: partial(whole_document, decision, session))
    words = WORDS[visit.language]
    page = AmendedHtml(
        title=words["works-of"],
        words=words,
        operand=decision,
        decision=resolved.document.title,
        amends=() if store is None else amended_works(resolved.document, store),
        work_address=_addresses(store),
    )
    return html(visit, page)


def _outcome_address(decision: str, amended: AmendedWork) -> str:
    """The address of a decision carried out on the version before it."""
    if amended.base is None:
        return ""
    against = None if amended.result is None else amended.result.name
    return outcome_address(amended.base.name, decision, against)


def _asked(visit: Visit) -> AskedOutcome:
    """The operands of the address. Raises `GoneError`."""
    query = visit.query
    many = {name: tuple(filter(None, query.getlist(name))) for name in ("decision", "against")}
    for operand in (*many["decision"], *many["against"]):
        named_text(visit, operand)
    return AskedOutcome(
        base=named(visit, "base"),
        decisions=many["decision"],
        against=many["against"],
        from_republished=bool(visit.asked("from-republished")),
    )


def _carry_out(
    visit: Visit, asked: AskedOutcome, patience: float | None = None
) -> Consolidated | Chained:
    session = visit.session_of(asked.base, *asked.decisions, *asked.against)
    store = session.store_if_any()
    key = ("outcome", asked, visit.language, "" if store is None else store.tip)

    def made() -> Callable[[], Consolidated | Chained]:
        if asked.is_chain:
            return partial(
                consolidate_chain,
                asked.base,
                asked.decisions,
                asked.against,
                session,
                from_republished=asked.from_republished,
            )
        against = next(iter(asked.against), None)
        return partial(consolidate, asked.base, asked.decisions[0], session, against=against)

    return visit.worked_apart(key, made, patience)


def _options(visit: Visit, found: Consolidated | Chained) -> ReportOptions:
    shown = found.chain if isinstance(found, Chained) else found.result
    return ReportOptions(language=visit.session.language_of(shown.document.full_text()))


def _notes(found: Consolidated | Chained) -> Iterable[Message]:
    own = found.notes if isinstance(found, Chained) else ()
    return dict.fromkeys((*own, *remarks(found.sides)))


def _storing(
    visit: Visit, asked: AskedOutcome, found: Consolidated | Chained
) -> tuple[Sequence[tuple[str, str]], str]:
    """The fields that store the text, or the reason against it; none for a chain."""
    if isinstance(found, Chained) or asked.against:
        return (), ""
    try:
        plan_storing(found, visit.session)
    except PolicyDiffError as error:
        return (), visit.words(error.message)
    return (("base", asked.base), ("decision", asked.decisions[0])), ""


def _save(asked: AskedOutcome, form: str = "") -> str:
    """The address of an outcome, or of a file of it."""
    many = (("decision", asked.decisions), ("against", asked.against))
    query = [("base", asked.base), *((name, one) for name, found in many for one in found)]
    query += [("from-republished", "1")] if asked.from_republished else []
    return "/decisions/outcome" + (f"/{form}?" if form else "?") + urlencode(query)


def save_outcome(visit: Visit) -> Response:
    """The report, or the new text, as a file."""
    form = visit.path["form"]
    asked = _asked(visit)
    found = _carry_out(visit, asked)
    options = _options(visit, found)
    shown = found.chain if isinstance(found, Chained) else found.result
    if form in TEXTS:
        name, _ = TEXTS[form]
        data = write_outcome(shown, name, options, report=False)
        return keep_file(data, shown.document.title, suffixes("document")[name])
    stem = f"{shown.document.title}-{WORDS[visit.language]['title']}"
    return save(shown, form, options, stem)


def _to_store(visit: Visit) -> tuple[str, str]:
    return visit.field("base"), visit.field("decision")


def ask_to_store_again(visit: Visit, error: PolicyDiffError) -> Response:
    """The outcome with the form as it was sent, and the mistake in place."""
    base, decision = _to_store(visit)
    asked = AskedOutcome(base=base, decisions=(decision,))
    return _outcome(visit, asked, _carry_out(visit, asked), error)


def store_outcome(visit: Visit) -> Response:
    """Store the text that a decision yields as a computed version."""
    session = visit.writing
    base, decision = _to_store(visit)
    found = _carry_out(visit, AskedOutcome(base=base, decisions=(decision,)))
    if isinstance(found, Chained):
        raise NoSuchDownloadError
    plan = plan_storing(found, session, visit.field("reason"))
    message, written = session.store().store_computed(plan)
    work = session.store().find(plan.work.uri)
    version = session.store().version(work, found.result.document.version_date)
    done = Message("stored as {name}" if message else "stored already: {name}", name=version.name)
    address = version_address(session.store().catalogue(), work, version)
    page = DoneHtml(
        title=WORDS[visit.language]["done"],
        lines=[visit.words(line) for line in (done, UNOFFICIAL, *written.notes)],
        address=address,
        link=WORDS[visit.language]["open"],
        undoing=undoing(visit, lambda entry: bool(message) and entry.commit == written.tip),
    )
    return html(visit, page, frame=Frame(back=address))


SCREENS = (
    Endpoint(path="/decisions", answer=show_decisions),
    Endpoint(path="/decisions", answer=take_decision, methods=("POST",), refuse=ask_again),
    Endpoint(path="/decisions/outcome", answer=show_outcome, refuse=ask_again),
    Endpoint(
        path="/decisions/outcome",
        answer=store_outcome,
        methods=("POST",),
        refuse=ask_to_store_again,
    ),
    Endpoint(path="/decisions/outcome/{form}", answer=save_outcome),
)
