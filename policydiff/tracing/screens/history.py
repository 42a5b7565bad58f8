"""The history of a clause, its versions side by side, an act, origin of words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from starlette.responses import Response

from policydiff.comparing.actions.diff import DiffedAll, DiffOptions, diff_all
from policydiff.comparing.engine.comparisons import Comparisons
from policydiff.comparing.report.table.html import versions_html
from policydiff.errors import NotFoundError, UsageError
from policydiff.library.screens.stored_texts import choose_work, reading_of, work_of
from policydiff.library.screens.version import WORDS as READING_WORDS
from policydiff.locale import Labels, Language
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import History, Moment
from policydiff.model.index import index_document
from policydiff.model.names import UNDATED
from policydiff.model.origins import Blame
from policydiff.model.reports import ReportOptions
from policydiff.report import formats
from policydiff.report.citations import called
from policydiff.report.html.environment import HtmlPage, page_html
from policydiff.report.labels import date_word
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.tracing.actions.applicable import applicable, read_days
from policydiff.tracing.actions.history import blame, history
from policydiff.tracing.engine.applicable import Applicable
from policydiff.tracing.report.pages import blame_html, history_html
from policydiff.web.addresses import part_address, slug_of
from policydiff.web.answers import Endpoint, file, html
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit
from policydiff.web.working import PATIENCE
from policydiff.works.resolve import resolve_stored
from policydiff.works.session import today
from policydiff.works.show import find_provision

T = TypeVar("T")

WORDS = Labels(
    "history of the page",
    {
        "history": "History of a clause",
        "provision": "Provision",
        "provision-help": "第十条 or art_10",
        "of-version": "by its number in the text of",
        "newest": "the newest that has it",
        "show": "Show",
        "versions": "Versions beside each other",
        "versions-help": "Choose two or more versions; with a provision that one alone is followed.",
        "work": "The work and its timeline",
        "one": "Only one version of this text is stored; there is nothing to set beside it.",
        "save": "Save as",
        "presumed": "Presumed: which text was in force on the day is not known.",
        "compiled": "A version here is compiled from a decision; it is not an official text.",
        "articles": "Articles",
        "applicable": "The clause on the days of an act",
        "conduct": "Conduct, from",
        "until": "to",
        "decision": "Decision",
        "days-help": "Name the clause and the day of the conduct; without a day of the decision it is today.",
    },
    READING_WORDS,
)

AS = "as"
"""The parameter of an address that names the format of a file."""

MOST = 5
"""So many versions stand beside each other where nobody chose."""


def show_history(visit: Visit) -> Response:
    """The history of a clause; without one, the form that asks for it."""
    words, session = WORDS[visit.language], visit.session.at_present()
    store, provision, version = session.store(), visit.asked("provision"), visit.asked("version")
    work = work_of(visit, store)
    slug = slug_of(store.catalogue(), work)
    page = _page(visit, work, slug, provision=provision, chosen=version)
    if not provision:
        title = f"{work.title} · {words['history']}"
        return _shown(visit, replace(_articles(visit, store, page), title=title))
    at = f"@{version}" if version else f"@@{visit.day}" if visit.day else ""
    operand = f"{work.uri}{at}#{provision}"
    found = _worked_out(visit, ("history", store.tip, operand), lambda: history(operand, session))
    if visit.asked(AS):
        return _save(visit, found, "history", f"{work.title}#{provision}")
    catalogue = store.catalogue()

    def address(moment: Moment) -> str:
        there = catalogue.by_uri(moment.version.uri or "")
        if there is None:
            return ""
        eid = moment.clauses[0].eid if moment.clauses else ""
        place = part_address(slug_of(catalogue, there), moment.version.date)
        return place + (f"#{eid}" if eid else "")

    named = _named(_asked_in(found), provision, visit.language)
    report = history_html(
        replace(found, provision=named), ReportOptions(language=visit.language), address
    )
    page = replace(page, remarks=_doubts(visit, found), provision=named)
    return _shown(visit, _with(visit, page, report, "history"))


def show_applicable(visit: Visit) -> Response:
    """The clause on the days of an act; without clause or days, the form for them."""
    words, session = WORDS[visit.language], visit.session.at_present()
    store, provision, version = session.store(), visit.asked("provision"), visit.asked("version")
    work = work_of(visit, store)
    conduct, until, decision = (visit.asked(name) for name in ("conduct", "until", "decision"))
    slug = slug_of(store.catalogue(), work)
    page = _page(visit, work, slug, provision=provision, chosen=version)
    page = replace(page, days={"conduct": conduct, "until": until, "decision": decision})
    if not provision or not conduct:
        title = f"{work.title} · {words['applicable']}"
        return _shown(visit, replace(page, title=title, remarks=[words["days-help"]]))
    days = read_days(f"{conduct}..{until or conduct}", decision or visit.day, today())
    operand = f"{work.uri}{f'@{version}' if version else ''}#{provision}"
    found = _worked_out(
        visit,
        ("applicable", store.tip, operand, days),
        lambda: applicable(operand, days, session),
    )
    if visit.asked(AS):
        return _save(visit, found, "applicable", f"{work.title}#{provision}")
    numbers = {one.version.name: one.clauses[0].num for one in found.versions if one.clauses}
    named = numbers.get(version) or next(filter(None, reversed(numbers.values())), provision)
    report = page_html(replace(found, provision=named), ReportOptions(language=visit.language))
    page = replace(page, remarks=[visit.words(remark) for remark in found.remarks])
    return _shown(visit, _with(visit, page, report, "applicable"))


def _articles(visit: Visit, store: Repository, page: TimeHtml) -> TimeHtml:
    """The page with the articles of the newest version, or that of the day."""
    at, work = f"@@{visit.day}" if visit.day else "", page.work
    try:
        found = resolve_stored(store, work.uri + at, through=True)
    except NotFoundError as error:
        return replace(page, remarks=[visit.words(error.message)])
    date = found.document.version_date
    return replace(
        page,
        articles=[(one.eid, one.num or one.eid) for one in found.document.articles],
        articles_of="" if at else date or UNDATED,
        remarks=[visit.words(note) for note in found.notes]
        if at or date != work.versions[-1].date
        else [],
    )


def _asked_in(history: History) -> Document | None:
    return next(
        (
            moment.document
            for moment in history.moments
            if (moment.version.name, moment.version.uri) == (history.asked, history.uri)
        ),
        None,
    )


def _named(document: Document | None, provision: str, language: Language) -> str:
    """The citation of a provision (第九条第二款), or as it was asked for."""
    if document is None:
        return provision
    eid = find_provision(document, provision).eid
    return called(index_document(document), eid, language) if eid else provision


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeHtml(HtmlPage):
    """A report about the time of a work below the form for another one.

    `dates` are its versions, each with a name, `chosen` those of the form; `days` are further fields
    of it. `articles` are those to choose from, and `articles_of` is the version that their links
    name, "" where the day names it. `saves` are the files of the report.
    """

    template: str = "history_page.html.j2"
    own_words: Mapping[str, str]
    work: WorkRecord
    slug: str
    dates: Sequence[tuple[str, str]]
    provision: str
    chosen: str | Sequence[str] = ""
    remarks: Sequence[str] = ()
    saves: Sequence[tuple[str, str]] = ()
    articles: Sequence[tuple[str, str]] = ()
    articles_of: str = ""
    days: Mapping[str, str] = field(default_factory=dict)

    @property
    def report(self) -> str:
        """The template of the report; "" where there is none."""
        return "" if self.inner is None else self.inner.template


def _page(
    visit: Visit, work: WorkRecord, slug: str, *, provision: str, chosen: str | Sequence[str] = ""
) -> TimeHtml:
    """The page without a report."""
    dates = [one.date or UNDATED for one in reversed(work.versions)]
    return TimeHtml(
        title="",
        own_words=WORDS[visit.language],
        work=work,
        slug=slug,
        dates=[(date, date_word(date, visit.language)) for date in dates],
        provision=provision,
        chosen=chosen,
    )


def _doubts(visit: Visit, found: History | Blame) -> list[str]:
    """The remarks of a report that a person must read before it."""
    words = WORDS[visit.language]
    remarks = [visit.words(remark) for remark in found.remarks]
    remarks += [words["presumed"]] if found.presumed else []
    compiled = any(version.computed is not None for version in found.versions)
    return [*remarks, *([words["compiled"]] if compiled else [])]


def _with(visit: Visit, page: TimeHtml, report: HtmlPage, family: str) -> TimeHtml:
    """The page with a report, and with the addresses of the same as files."""
    query, words = visit.request.url.include_query_params, WORDS[visit.language]
    saves = [(words[form], f"?{query(**{AS: form}).query}") for form in formats.formats(family)]
    return replace(
        page,
        title=report.title,
        styles=report.styles,
        script=report.script,
        inner=report,
        saves=saves,
    )


def _save(
    visit: Visit, report: Applicable | History | Blame | Comparisons, family: str, name: str
) -> Response:
    form = visit.asked(AS)
    data = formats.write(report, form, ReportOptions(language=visit.language))
    return file(data, f"{name}{formats.suffixes(family)[form]}", "application/octet-stream")


def _shown(visit: Visit, page: TimeHtml) -> Response:
    newest = page.work.versions[-1].date or UNDATED
    frame = Frame(styles=("read.css",), within=f"{page.work.uri}@{newest}")
    return html(visit, page, frame=frame)


def show_versions(visit: Visit) -> Response:
    """Show versions of a work beside each other, the newest if none is chosen."""
    words, session = WORDS[visit.language], visit.session.at_present()
    store, provision = session.store(), visit.asked("provision")
    work = work_of(visit, store)
    slug = slug_of(store.catalogue(), work)
    chosen = _chosen(visit, work)
    dates = [one.date or UNDATED for one in chosen]
    page = _page(visit, work, slug, provision=provision, chosen=dates)
    if len(work.versions) < 2:
        title = f"{work.title} · {words['versions']}"
        return _shown(visit, replace(page, title=title, remarks=[words["one"]]))

    def compare(versions: Sequence[VersionRecord]) -> DiffedAll:
        operands = tuple(f"{work.uri}@{one.date or UNDATED}" for one in versions)
        return _worked_out(
            visit,
            ("many", store.tip, operands, provision),
            lambda: diff_all(operands, session, DiffOptions(provision=provision or None)),
        )

    unread: tuple[Message, ...] = ()
    try:
        found = compare(chosen)
    except DamagedVersionError:
        sound, _, unread = store.sound(work)
        if visit.query.getlist("of") or len(sound.versions) < 2:
            raise
        chosen = sound.versions[-MOST:]
        found = compare(chosen)
    if visit.asked(AS):
        return _save(visit, found.comparisons, "many", work.title)

    addresses = [part_address(slug, one.date) for one in chosen]
    report = versions_html(found.comparisons, ReportOptions(language=visit.language), addresses)
    remarks = [*(visit.words(note) for note in unread), *_side_notes(visit, found)]
    return _shown(visit, _with(visit, replace(page, remarks=remarks), report, "many"))


def _side_notes(visit: Visit, comparison: DiffedAll) -> list[str]:
    notes = (visit.words(note) for side in comparison.sides for note in side.notes)
    return list(dict.fromkeys(notes))


def _worked_out(visit: Visit, key: Hashable, make: Callable[[], T]) -> T:
    """A result for a page, which shows how far it is; a file waits for it.

    Raises `StillWorkingError`.
    """
    return visit.worked_out(key, make, None if visit.asked(AS) else PATIENCE)


def _chosen(visit: Visit, work: WorkRecord) -> Sequence[VersionRecord]:
    """The versions that the address names; the newest ones where it names none.

    Raises `UsageError` for a single one.
    """
    asked = set(visit.query.getlist("of"))
    found = [one for one in work.versions if (one.date or UNDATED) in asked]
    if len(found) == 1:
        raise UsageError(Message("choose two or more versions"))
    return found or work.versions[-MOST:]


def show_blame(visit: Visit) -> Response:
    """The version that gave each sentence of a version, or of a provision, its words."""
    session, provision = visit.session.at_present(), visit.asked("provision")
    read = reading_of(visit, session.store())
    operand = f"{read.work.uri}@{read.version.date or UNDATED}"
    operand += f"#{provision}" if provision else ""
    found = _worked_out(visit, ("blame", read.store.tip, operand), lambda: blame(operand, session))
    if visit.asked(AS):
        return _save(visit, found, "blame", read.version.name)
    slug = slug_of(read.store.catalogue(), read.work)
    here = part_address(slug, read.version.date)
    named = _named(found.document, provision, visit.language) if provision else ""
    report = blame_html(
        replace(found, provision=named or None),
        ReportOptions(language=visit.language),
        lambda version: part_address(slug, version.date),
        lambda passage: f"{here}#{passage.eid}" if passage.eid else "",
    )
    page = _page(visit, read.work, slug, provision=named)
    page = replace(page, remarks=_doubts(visit, found))
    return _shown(visit, _with(visit, page, report, "blame"))


SCREENS = (
    Endpoint(path="/works/{slug}/applicable", answer=show_applicable, refuse=choose_work),
    Endpoint(path="/works/{slug}/history", answer=show_history, refuse=choose_work),
    Endpoint(path="/works/{slug}/versions", answer=show_versions, refuse=choose_work),
    Endpoint(path="/works/{slug}/{date}/blame", answer=show_blame, refuse=choose_work),
)
