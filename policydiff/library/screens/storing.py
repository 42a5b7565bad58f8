"""Storing a text that was dropped: its facts, and the outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from starlette.responses import Response

from policydiff.errors import PolicyDiffError, UsageError
from policydiff.library.actions.add import AddOptions, Stored, add, follow
from policydiff.library.screens.fact_form import FactFields, at_fact, fact_fields, given_facts
from policydiff.library.screens.stored_texts import DoneHtml, undoing
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.source import NO_TITLE
from policydiff.reading.load import load
from policydiff.reading.plugins import readable_suffixes
from policydiff.report.html.environment import HtmlPage
from policydiff.store.changes.addition_records import DifferentTextError
from policydiff.store.changes.belonging import ForeignTextError
from policydiff.web.addresses import version_address
from policydiff.web.answers import Endpoint, html, onward, refused, status_of
from policydiff.web.dropped import MISTAKES, UNTOUCHED, FormState, take_text, text_of
from policydiff.web.frame import Frame
from policydiff.web.visit import FieldError, Visit
from policydiff.works.session import GivenText

WORDS = Labels(
    "storing on the page",
    {
        "title": "Store a text",
        "lead": "These files are read: {suffixes}",
        "step-read": "The file is read; nothing is stored yet.",
        "step-check": "You see what it states, its title, dates and doubts, and correct it.",
        "step-store": "It is stored as a version of its work; that can be taken back.",
        "here": "Drop a file here, or choose one",
        "drop": "A file, or the text itself",
        "file": "File",
        "paste": "or paste the text",
        "name": "Name of the text",
        "read": "Read it",
        "check": "Check what the text states; correct what you know better",
        "other": "More",
        "work": "Belongs to the stored work",
        "slug": "Short name of a new work (a-z, 0-9, -)",
        "store": "Store it",
        "articles": "articles: {count}",
        "doubts": "To be checked",
        "differs": "A stored version has another text",
        "witness": "Keep both",
        "correct": "Replace the stored text",
        "foreign": "This text may belong to another work",
        "force": "Store it as a version of this work all the same",
        "stored": "Stored",
        "open": "Read it here",
        "unstated": "not stated",
    },
)

_MOST_DOUBTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class StoringHtml(HtmlPage):
    """The form for a text, or for the facts of the `text` that was taken.

    `refusal` is why it was not stored, with the `differences` from what is stored; `shown` is the
    blob of that version.
    """

    template: str = "storing.html.j2"
    words: Mapping[str, str] = field(default_factory=dict)
    form: FormState = UNTOUCHED
    text: str = ""
    name: str = ""
    fields: FactFields | None = None
    articles: int = 0
    doubts: Sequence[str] = ()
    differences: Sequence[str] = ()
    refusal: str = ""
    foreign: bool = False
    shown: str = ""
    work: str = ""
    slug: str = ""

    @property
    def lead(self) -> str:
        """The files that are read."""
        return self.words["lead"].format(suffixes=" ".join(dict.fromkeys(readable_suffixes())))


def ask_again(visit: Visit, error: PolicyDiffError) -> Response:
    """The form with its mistake in place: that of the file, or that of the facts."""
    operand = visit.field("text") or visit.asked("text")
    if not isinstance(error, MISTAKES):
        return refused(visit, error)
    if not visit.reads and operand in visit.state.uploads:
        return _ask_facts(visit, operand, at_fact(visit, error), status_of(error))
    at_file = error if isinstance(error, FieldError) else FieldError("file", error, operand)
    form = FormState(visit=visit, error=at_file)
    return _page(visit, StoringHtml(title=_title(visit), form=form), status_of(error))


def ask_text(visit: Visit) -> Response:
    """The form for a text, or for the facts of the one that was dropped."""
    operand = visit.asked("text")
    if not operand:
        visit.session.store()
        return _page(visit, StoringHtml(title=_title(visit)))
    return _ask_facts(visit, operand)


def _ask_facts(
    visit: Visit, operand: str, error: PolicyDiffError | None = None, status: int = 200
) -> Response:
    """The form with the facts of a text, or with those that a person wrote."""
    given = text_of(visit, operand)
    document = _document(given)
    doubts = [problem.message for problem in document.problems if problem.severity != "note"]
    refusal = error if isinstance(error, (DifferentTextError, ForeignTextError)) else None
    page = StoringHtml(
        title=_title(visit),
        form=FormState(visit=visit, error=None if refusal else error),
        text=operand,
        name=given.name,
        fields=fact_fields(visit, document),
        articles=len(document.articles),
        doubts=[visit.words(doubt) for doubt in doubts[:_MOST_DOUBTS]],
        differences=[visit.words(detail) for detail in refusal.details] if refusal else [],
        refusal=visit.words(refusal.message) if refusal else "",
        foreign=isinstance(error, ForeignTextError),
        shown=error.version.blob if isinstance(error, DifferentTextError) else "",
        work=visit.field("work") or visit.asked("work"),
        slug=visit.field("slug"),
    )
    return _page(visit, page, status)


def store_text(visit: Visit) -> Response:
    """Take a text, or store the one that was taken before."""
    operand = visit.field("text")
    if not operand:
        taken = take_text(visit, "file")
        if taken is None:
            raise FieldError("file", UsageError(Message("choose a file or paste a text")))
        return onward(f"/add?text={taken}")
    given = text_of(visit, operand)
    session, options = visit.writing, _options(visit, given)
    try:
        stored = add(given, session, options)
    except DifferentTextError as error:
        seen = visit.field("shown") == error.version.blob
        if not seen or visit.field("other") != "correct":
            return _ask_facts(visit, operand, error, 409)
        stored = add(given, session, replace(options, correct=True))
    except ForeignTextError as error:
        return _ask_facts(visit, operand, error, 409)
    follow(stored, session)
    return _report(visit, stored)


def _document(given: GivenText) -> Document:
    """The document of a text, without a title that is the name of its file."""
    document = load(given.data, name=given.name)
    untitled = any(problem.code == NO_TITLE for problem in document.problems)
    return replace(document, title="") if untitled else document


def _options(visit: Visit, given: GivenText) -> AddOptions:
    document = _document(given)
    if not (document.title or visit.field("title") or visit.field("work")):
        nameless = Message("no line of the text is its title: give one, or the work it belongs to")
        raise FieldError("title", UsageError(nameless))
    return AddOptions(
        facts=given_facts(visit, document),
        work=visit.field("work") or None,
        slug=visit.field("slug") or None,
        witness=visit.field("other") == "witness",
        force=visit.field("other") == "force",
    )


def _report(visit: Visit, stored: Stored) -> Response:
    added = stored.added
    words = WORDS[visit.language]
    address = version_address(visit.writing.store().catalogue(), added.work, added.version)
    page = DoneHtml(
        title=words["stored"],
        lines=[visit.words(line) for line in (stored.outcome, *stored.notes)],
        address=address,
        link=words["open"],
        undoing=undoing(
            visit, lambda entry: added.commit is not None and entry.commit == added.commit
        ),
    )
    return html(visit, page, frame=Frame(back=address))


def _title(visit: Visit) -> str:
    return WORDS[visit.language]["title"]


def _page(visit: Visit, page: StoringHtml, status: int = 200) -> Response:
    page = replace(page, words=WORDS[visit.language])
    return html(visit, page, frame=Frame(scripts=("drop.js",)), status=status)


SCREENS = (
    Endpoint(path="/add", answer=ask_text, refuse=ask_again),
    Endpoint(path="/add", answer=store_text, methods=("POST",), refuse=ask_again),
)
