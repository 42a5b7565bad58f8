"""A provision: its citation, its words, its last change, its grounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from policydiff.comparing.actions.diff import diff
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.errors import PolicyDiffError
from policydiff.library.actions.reading import VersionReading
from policydiff.library.report.extract_page import grounds_of
from policydiff.library.report.reading import mark_of
from policydiff.library.screens.stored_texts import (
    choose_work,
    reading_of,
    reading_on,
    step_of,
    stored_html,
)
from policydiff.library.screens.version import WORDS as READING_WORDS
from policydiff.library.screens.version import PreviewHtml, StatusBar, bars_of
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.index import index_document
from policydiff.model.lineage import LineageStep, Origin
from policydiff.model.names import UNDATED, Name
from policydiff.model.reports import ReportOptions
from policydiff.report import formats
from policydiff.report.citations import called
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import WORDS as REPORT_WORDS
from policydiff.report.labels import date_word
from policydiff.report.lineage_words import LINEAGE_WORDS, items_word
from policydiff.report.rows import ComparisonRow
from policydiff.tracing.actions.history import has_origin
from policydiff.web.addresses import compare_address, part_address, slug_of
from policydiff.web.answers import Endpoint, file, html, onward
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit
from policydiff.works.handbook import csl_item, csl_json, handbook_citation
from policydiff.works.resolve import resolve_stored
from policydiff.works.session import today
from policydiff.works.show import NoSuchProvisionError, find_provision

WORDS = Labels(
    "provision of the page",
    {
        "form": "To be cited as",
        "text": "Text",
        "in-text": "In the whole text",
        "history": "History of the provision",
        "applicable": "On the days of an act",
        "cited": "Who cites it",
        "blame": "Origin of the words",
        "now": "This text and the one in force",
        "made": "What this version did to it",
        "made-first": "The oldest stored text has it; what was before is not known.",
        "made-none": "Unchanged against the text of {date}, leaving out what is not counted as a change.",
        "made-above": "It is not followed by itself; this is of {above} as a whole:",
        "made-unfollowed": "It is not followed by itself; see {above}.",
        "made-by": "by {decision}",
        "grounds": "Grounds",
        "save": "Save with its grounds",
        "then": "Text of {date}",
        "today in force": "Text in force on {date}",
        "today presumed": "Presumed to be the text in force on {date}",
        "today unknown": "Taken for the text in force on {date}; since when is not known",
        "today newest": "Newest stored text on {date}",
        "now-title": "This text and the one in force",
        "now-same in force": "Of the stored texts this is the one in force on {date} (newest stored text: {newest}).",
        "now-same presumed": "This is presumed to be the text in force on {date}; another one may be.",
        "now-same unknown": "This is taken for the text in force on {date}; since when it is in force is not known.",
        "now-same newest": "This is the newest stored text on {date}.",
        "now-status": "{name}: {status}",
        "now-whole": "Compare the whole texts",
        "now-gone": "No row of the comparison holds this provision.",
        "previous": "before it",
        "next": "behind it",
    },
    READING_WORDS,
)

_FORCE = ("in force", "presumed", "unknown")
"""The kinds of status that the words on the text in force distinguish."""

FORMS = ("docx", "markdown", "terminal")
"""The formats of a provision with its grounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionHtml(HtmlPage):
    """A provision: its citation, its words, its last change, its grounds."""

    template: str = "provision.html.j2"
    words: Mapping[str, str]
    citation: str
    handbook: str
    csl: str
    heading: str
    number: str
    lines: Sequence[str]
    bars: Sequence[StatusBar]
    address: str
    slug: str
    eid: str
    has_origin: bool
    date: str
    date_words: str
    grounds: Sequence[tuple[str, str]]
    forms: Sequence[tuple[str, str]]
    made: Sequence[tuple[str, str]]
    neighbours: Sequence[tuple[str, str, str]]

    def part(self, name: str, **choices: str) -> str:
        """The address of a page about the version."""
        return part_address(self.slug, self.date, name, **choices)


def show_provision(visit: Visit) -> Response:
    """The provision with all its facts; with `preview` its words alone."""
    if "preview" in visit.query:
        return _preview(visit)
    unread: list[Message] = []
    return stored_html(visit, lambda: _provision_page(visit, unread), stays=lambda: not unread)


def _preview(visit: Visit) -> Response:
    read = reading_of(visit, visit.session.at_present().store())
    extract = read.extract(_eid(read, visit.path["eid"]))
    preview = PreviewHtml(
        title=extract.citation,
        citation=extract.citation,
        bars=bars_of(visit, read),
        lines=extract.lines,
    )
    return html(visit, preview, shell=preview.template)


def _provision_page(visit: Visit, unread: list[Message]) -> tuple[HtmlPage, Frame]:
    """The page, and into `unread` the notes on what could not be read."""
    words, language = WORDS[visit.language], visit.language
    read = reading_of(visit, visit.session.at_present().store())
    unread += [] if read.unread is None else [read.unread]
    eid = _eid(read, visit.path["eid"])
    slug = slug_of(read.store.catalogue(), read.work)
    extract = read.extract(eid)
    index = index_document(read.document)
    place = called(index, eid, "zh")
    page = ProvisionHtml(
        title=extract.citation,
        words=words,
        citation=extract.citation,
        handbook=handbook_citation(read.act, place),
        csl=csl_json(csl_item(read.act, place)),
        heading=read.document.title,
        number=called(index, eid, language),
        lines=extract.lines,
        bars=bars_of(visit, read),
        address=part_address(slug, read.version.date) + f"#{eid}",
        slug=slug,
        eid=eid,
        has_origin=has_origin(read.document, eid),
        date=read.version.date or UNDATED,
        date_words=date_word(read.version.date or UNDATED, language),
        grounds=list(grounds_of(extract, language)),
        forms=[(form, words[form]) for form in FORMS],
        made=_made(visit, read, eid),
        neighbours=_neighbours(read, eid, visit),
    )
    frame = Frame(
        scripts=("read.js",),
        styles=("read.css",),
        within=f"{read.work.uri}@{read.version.date or UNDATED}",
        data={"copy": words["copy"], "copied": words["copied"], "citation": "", "here": ""},
    )
    return page, frame


def _eid(read: VersionReading, provision: str) -> str:
    """The eId of a provision. Raises `NoSuchProvisionError`."""
    found = find_provision(read.document, provision)
    if found.eid is None:
        raise NoSuchProvisionError(read.document, provision, ())
    return found.eid


def _made(visit: Visit, read: VersionReading, eid: str) -> list[tuple[str, str]]:
    """The change of the provision, with the decision's items, as words and addresses."""
    words, step = WORDS[visit.language], step_of(visit, read, None)
    if step is None:
        return [(words["made-first"], "")]
    before, _, found = step
    origin, above = _origin(found, read, eid)
    named = called(index_document(read.document), above, visit.language) if above else ""
    if origin is None:
        return [(words["made-unfollowed"].format(above=named or read.document.title), "")]
    lines = [(words["made-above"].format(above=named), "")] if above else []
    mark = mark_of(origin, visit.language)
    if mark is None:
        return [*lines, (words["made-none"].format(date=before.date or UNDATED), "")]
    lines.append((mark.words, ""))
    if found.decision is not None:
        decision = resolve_stored(read.store, found.decision.name)
        stored = decision.stored
        catalogue = read.store.catalogue()
        work = None if stored is None else catalogue.by_uri(stored.work_uri)
        slug = "" if work is None else slug_of(catalogue, work)
        address = "" if stored is None else part_address(slug, stored.date)
        lines.append((words["made-by"].format(decision=found.decision.title), address))
        for item in origin.instructions:
            try:
                place = find_provision(decision.document, item).eid or ""
            except NoSuchProvisionError:
                place = ""
            item_address = f"{address}#{place}" if place and address else address
            lines.append((items_word((item,), visit.language), item_address))
    return [*lines, (LINEAGE_WORDS[visit.language][origin.evidence], "")]


def _origin(step: LineageStep, read: VersionReading, eid: str) -> tuple[Origin | None, str]:
    """The origin of a part, and the part above that has it ("" for its own)."""
    origins, index = {origin.eid: origin for origin in step.origins}, index_document(read.document)
    if eid in origins:
        return origins[eid], ""
    above = tuple(index.ancestors(eid))
    whole = (one for one in above if one in origins and index.at_level(one, "article"))
    found = next(whole, None)
    return (None, next(iter(above), "")) if found is None else (origins[found], found)


def _neighbours(read: VersionReading, eid: str, visit: Visit) -> list[tuple[str, str, str]]:
    """The provisions before and behind it of its level: word, number, address."""
    words, index = WORDS[visit.language], index_document(read.document)
    level = getattr(index.by_eid[eid], "level", "")
    row = [provision.eid for provision in read.document.provisions if provision.level == level]
    place = row.index(eid) if eid in row else -1
    found = []
    for key, at in (("previous", place - 1), ("next", place + 1)):
        if place >= 0 and 0 <= at < len(row):
            found.append((words[key], called(index, row[at], visit.language), row[at]))
    return found


def save_provision(visit: Visit) -> Response:
    """A provision with its grounds as a file."""
    read, form = reading_of(visit, visit.session.at_present().store()), visit.path["form"]
    extract = read.extract(visit.path["eid"])
    name = form if form in FORMS else "terminal" if form == "txt" else form
    if name not in FORMS:
        raise formats.UnknownFormatError(name, "extract")
    data = formats.write(extract, name, ReportOptions(language=visit.language))
    suffix = formats.FORMATS[name].suffix
    return file(data, f"{extract.citation}{suffix}", "application/octet-stream")


def show_now(visit: Visit) -> Response:
    """Show this text, or a provision, beside the one in force today."""
    words, session = WORDS[visit.language], visit.session.at_present()
    read = reading_of(visit, session.store())
    day, provision = today(), visit.asked("provision")
    own = f"{read.work.uri}@{read.version.date or UNDATED}"
    asked = str(Name(work=read.work.uri, in_force_on=day))
    try:
        there, doubts = reading_on(read.store, read.work, day)
    except PolicyDiffError as error:
        return _now(visit, read, [visit.words(error.message)])
    kind = next((one.kind for one in there.status if one.kind in _FORCE), "newest")
    notes = [visit.words(note) for note in doubts]
    if there.version == read.version:
        newest = read.work.versions[-1].date or UNDATED
        same = words[f"now-same {kind}"].format(date=day, newest=newest)
        return _now(visit, read, [same, *notes])
    if not provision:
        return onward(compare_address(own, asked))
    other = f"{there.work.uri}@{there.version.date or UNDATED}"
    status = words["list"].join(visit.words(one.message) for one in there.status)
    notes.insert(0, words["now-status"].format(name=there.version.name, status=status))
    eid = _eid(read, provision)
    key = ("now", read.store.tip, own, other)
    compared = visit.state.results.get(key, lambda: diff(own, other, session))
    options = ReportOptions(language=visit.language)
    view = view_comparison(compared.comparison, options)
    table = NowTable(
        rows=view.holding("left", eid),
        whole=compare_address(own, asked),
        then=words["then"].format(date=read.version.date or UNDATED),
        today=words[f"today {kind}"].format(date=day),
    )
    return _now(visit, read, list(dict.fromkeys(notes)), table)


@dataclass(frozen=True, slots=True, kw_only=True)
class NowTable:
    """The rows that hold a provision; `whole` is the address of all."""

    rows: Sequence[ComparisonRow]
    whole: str
    then: str
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NowHtml(HtmlPage):
    """A provision beside the text in force; `table` is None where they agree."""

    template: str = "now.html.j2"
    words: Mapping[str, str]
    own_words: Mapping[str, str]
    citation: str
    bars: Sequence[StatusBar]
    address: str
    notes: Sequence[str]
    table: NowTable | None


def _now(
    visit: Visit, read: VersionReading, notes: Sequence[str], table: NowTable | None = None
) -> Response:
    words, provision = WORDS[visit.language], visit.asked("provision")
    page = NowHtml(
        title=f"{read.document.title} · {words['now-title']}",
        words=REPORT_WORDS[visit.language],
        own_words=words,
        citation=read.citation(_eid(read, provision) if provision else None),
        bars=bars_of(visit, read),
        address=part_address(slug_of(read.store.catalogue(), read.work), read.version.date),
        notes=notes,
        table=table,
    )
    return html(visit, page, frame=Frame(styles=("read.css",)))


SCREENS = (
    Endpoint(path="/works/{slug}/{date}/now", answer=show_now, refuse=choose_work),
    Endpoint(
        path="/works/{slug}/{date}/provisions/{eid}", answer=show_provision, refuse=choose_work
    ),
    Endpoint(
        path="/works/{slug}/{date}/provisions/{eid}/{form}",
        answer=save_provision,
        refuse=choose_work,
    ),
)
