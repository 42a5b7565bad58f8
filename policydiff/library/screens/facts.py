"""The facts of a stored version: 更正, 移出, 撤销上一步."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from policydiff.errors import OutdatedError, PolicyDiffError
from policydiff.library.actions.log import change_path
from policydiff.library.actions.remove import remove
from policydiff.library.actions.set_facts import set_facts
from policydiff.library.report.export import version_facts
from policydiff.library.screens import fact_form
from policydiff.library.screens.stored_texts import DoneHtml, undoing, work_of
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.names import UNDATED
from policydiff.report.html.environment import HtmlPage
from policydiff.store.changes.removing import ChangedMeanwhileError, DependentsError
from policydiff.store.changes.subjects import line_of, subject_of
from policydiff.store.git.writer import Written
from policydiff.store.records.works import SourceRecord, VersionRecord, WorkRecord
from policydiff.web.addresses import version_address, work_address
from policydiff.web.answers import Endpoint, conflict, html, maker_words, refused, status_of
from policydiff.web.dropped import MISTAKES, FormState
from policydiff.web.frame import Frame
from policydiff.web.visit import FieldError, Visit
from policydiff.works.concurrent_edits import WrittenMeanwhileError
from policydiff.works.resolve import resolve_stored

WORDS = Labels(
    "facts on the page",
    {
        "title": "Facts of the version",
        "sources": "Sources",
        "correct": "Correct",
        "correct-help": "The text stays; a fact that you set takes the place of what it states.",
        "alias": "A further name of the work",
        "ended": "First day on which the work no longer applied",
        "ended-by": "The act that ended it, or who states that",
        "ended-why": "Why it ended",
        "ended-help": "Empty: what texts state counts.",
        "reason": "Why",
        "remove": "Remove",
        "remove-help": "The history keeps all; a removal can be taken back.",
        "remove-version": "Remove this version",
        "remove-work": "Remove the whole work",
        "dependents": "with all that hangs on it",
        "unstated": "not stated",
        "done": "Done",
        "unchanged": "Nothing was to be changed.",
        "library": "To the library",
    },
)


def ask_again(visit: Visit, error: PolicyDiffError) -> Response:
    """The form as sent with the mistake beside its field, or with newer facts."""
    if isinstance(error, WrittenMeanwhileError):
        return _older_facts(visit, error)
    removing = visit.request.url.path.endswith("/remove")
    if removing and isinstance(error, ChangedMeanwhileError):
        stamp = _stamp(work_of(visit, visit.session.store()))
        return _conflict(visit, error, (), {"shown": stamp})
    if not isinstance(error, (*MISTAKES, DependentsError)):
        return refused(visit, error)
    if removing:
        return show_facts(visit, FieldError("remove", error))
    return show_facts(visit, fact_form.at_fact(visit, error))


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsHtml(HtmlPage):
    """The stored facts of a version, and the forms that change them.

    `shown` are the cells of the first form, `stamp` is that of the work; with `alone` it is the only
    version.
    """

    template: str = "facts.html.j2"
    words: Mapping[str, str]
    version: VersionRecord
    stated: Sequence[tuple[str, str]]
    sources: Sequence[SourceRecord]
    fields: fact_form.FactFields
    form: FormState
    life: Mapping[str, str]
    address: str
    alone: bool
    undoing: tuple[str, str] | None
    shown: str
    stamp: str


def show_facts(visit: Visit, error: PolicyDiffError | None = None) -> Response:
    """Show the facts of a version and their forms; with an `error` as sent."""
    name, store = _name(visit), visit.session.store()
    found = resolve_stored(store, name)
    work, version = work_of(visit, store), found.stored
    if version is None:
        raise TypeError(name)
    document, words = found.document, WORDS[visit.language]
    address = version_address(store.catalogue(), work, version)
    page = FactsHtml(
        title=words["title"],
        words=words,
        version=version,
        stated=list(version_facts(document, visit.language)),
        sources=work.sources_of(version.date),
        fields=fact_form.fact_fields(visit, document),
        form=FormState(visit=visit, error=error),
        life=fact_form.life_fields(visit, work),
        address=address,
        alone=len(work.versions) == 1,
        undoing=undoing(
            visit,
            lambda entry: (
                entry.work == work.uri and entry.version in (None, version.date or UNDATED)
            ),
        ),
        shown=json.dumps(fact_form.stored_cells(document, work)),
        stamp=_stamp(work),
    )
    status = 200 if error is None else status_of(error)
    return html(visit, page, frame=Frame(back=f"{address}/facts"), status=status)


def correct_facts(visit: Visit) -> Response:
    """Set the facts that a person changed in the form."""
    name, before = _name(visit), visit.session.store().tip
    document = resolve_stored(visit.session.store(), name).document
    work = work_of(visit, visit.session.store())
    given = fact_form.merged_facts(visit, document, work)
    changed = fact_form.given_facts(given, document)
    alias = visit.field("alias")
    life = fact_form.given_life(given, work)
    if not changed and not alias and not life:
        return _done(visit, before, "", None)
    message, written = set_facts(
        name,
        visit.writing,
        aliases=(alias,) if alias else (),
        life=life,
        reason=visit.field("reason"),
        **changed,
    )
    return _done(visit, before, message, written)


def remove_version(visit: Visit) -> Response:
    """Remove a version, or the whole work."""
    before = visit.session.store().tip
    _refuse_stale(visit)
    whole = visit.field("what") == "work"
    message, written = remove(
        work_of(visit, visit.session.store()).uri if whole else _name(visit),
        visit.writing,
        reason=visit.field("reason"),
        with_dependents=visit.field("dependents") == "yes",
    )
    return _done(visit, before, message, written)


def undo(visit: Visit) -> Response:
    """Take back the newest change."""
    before = visit.session.store().tip
    return _done(visit, before, *visit.writing.store().undo(visit.field("seen")))


def _stamp(work: WorkRecord) -> str:
    versions = [[version.date, version.blob, version.title] for version in work.versions]
    life = [[version, clause.to_dict()] for version, clause in work.life]
    told = [work.uri, work.kind, work.title, *work.aliases, *work.titled, versions, life]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _refuse_stale(visit: Visit) -> None:
    """Raise `ChangedMeanwhileError` if the form showed another state of the work."""
    work = work_of(visit, visit.session.store())
    if visit.field("shown") != _stamp(work):
        raise ChangedMeanwhileError(work)


def _name(visit: Visit) -> str:
    return f"{work_of(visit, visit.session.store()).uri}@{visit.path['date']}"


def _done(visit: Visit, before: str | None, message: str, written: Written | None) -> Response:
    """The page of a change with its commit's words and links to its version."""
    words = WORDS[visit.language]
    subject, _, body = message.partition("\n")
    lines = [visit.words(subject_of(subject))] if written is not None else [words["unchanged"]]
    lines += [
        visit.words(line_of(line.removeprefix("- ")))
        for line in body.split("\n")
        if line.startswith("- ")
    ]
    lines += [visit.words(note) for note in (written.notes if written else ())]
    page = DoneHtml(
        title=words["done"],
        lines=lines,
        address="/works",
        link=words["library"],
        undoing=undoing(visit, lambda entry: written is not None and entry.commit == written.tip),
    )
    store = visit.writing.store()
    newest = next(iter(store.log(after=before)), None) if written is not None else None
    back = "" if newest is None else change_path(store.catalogue(), newest)
    return html(visit, page, frame=Frame(back=back))


def _older_facts(visit: Visit, error: WrittenMeanwhileError) -> Response:
    labels = fact_form.cell_labels(visit, WORDS[visit.language])
    differences = [(labels[key], now, given) for key, now, given in error.differences]
    again = {key: text for key, text in error.given.items() if key in visit.fields}
    return _conflict(visit, error, differences, {**again, "shown": json.dumps(error.now)})


def _conflict(
    visit: Visit,
    error: OutdatedError,
    differences: Iterable[tuple[str, str | Message, str | Message]],
    again: Mapping[str, str],
) -> Response:
    store = visit.session.store()
    work = work_of(visit, store)
    newest = store.log(work)[0]
    change = visit.words(subject_of(newest.subject))
    maker = maker_words(change, newest.when.isoformat(), visit.language)
    back = f"{work_address(store.catalogue(), work)}/{visit.path['date']}/facts"
    return conflict(visit, error, differences, again, back, maker=maker)


SCREENS = (
    Endpoint(path="/works/{slug}/{date}/facts", answer=show_facts),
    Endpoint(
        path="/works/{slug}/{date}/facts",
        answer=correct_facts,
        methods=("POST",),
        refuse=ask_again,
    ),
    Endpoint(
        path="/works/{slug}/{date}/remove",
        answer=remove_version,
        methods=("POST",),
        refuse=ask_again,
    ),
    Endpoint(path="/undo", answer=undo, methods=("POST",)),
)
