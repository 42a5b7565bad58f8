"""The text of a version with its outline, links, marks and status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from policydiff.comparing.report.table.summary import count_word
from policydiff.library.actions.export import export, with_lasting_names, write_export
from policydiff.library.actions.jump import only_text_of_year
from policydiff.library.actions.reading import VersionReading, VersionStep
from policydiff.library.report import reading
from policydiff.library.report.export import version_facts
from policydiff.library.screens.stored_texts import (
    choose_work,
    reading_of,
    step_of,
    stored_html,
    work_of,
)
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.names import UNDATED
from policydiff.model.reports import Edition, ReportOptions
from policydiff.model.work_life import STATUSES, LifeFact, WorkStatus
from policydiff.report import formats
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import articles_word, date_word, kind_word
from policydiff.report.print_rules import safe
from policydiff.report.versions import called_word
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.versions import NoSuchVersionError
from policydiff.web.addresses import compare_address, part_address, slug_of
from policydiff.web.answers import Endpoint, file, onward
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit
from policydiff.works.handbook import csl_item, csl_json, handbook_citation
from policydiff.works.resolve import resolve_stored
from policydiff.works.version_status import VersionStatus

WORDS = Labels(
    "reading on the page",
    {
        "contents": "Contents",
        "versions": "Versions",
        "work": "The work and its timeline",
        "tools": "More of this version",
        "now": "This text and the one in force",
        "blame": "Origin of the words",
        "history": "History of a clause",
        "many": "Versions beside each other",
        "between": "Between two days",
        "cites": "What it cites",
        "cited": "Who cites it",
        "facts": "Facts and sources",
        "export": "Save as",
        "html": "Web page",
        "docx": "Word",
        "txt": "Plain text",
        "markdown": "Markdown",
        "terminal": "Plain text",
        "json": "JSON",
        "xlsx": "Excel",
        "akn": "Akoma Ntoso (XML)",
        "step": "Against the text of {date}, by article of this text:",
        "step-uncounted": "It has no articles to count; against the text of {date}:",
        "step-none": "Against the text of {date}: no article changed.",
        "count": "{word} {number}",
        "ended": "gone: {names}",
        "compare": "Compare",
        "first": "The oldest stored text: what is new in it is not known.",
        "lost": "The text has no such provision",
        "unknown": "Not in the library: {name}",
        "several": "Several stored texts have this title: {name}",
        "provision": "Cite, history and grounds of this provision",
        "cite": "Cite it",
        "handbook": "In the form of 法学引注手册",
        "csl": "For programs of references (CSL-JSON)",
        "copy": "Copy the citation",
        "copied": "Copied",
        "key-copy": "copy the citation of the provision",
        "list": ", ",
        "in force": "Applies",
        "newest": "Newest stored text",
        "compiled": "Not official",
        "draft": "Draft",
        "not in force yet": "Not in force yet",
        "unknown-day": "Not certain",
        "presumed": "Presumed",
        "older": "Not the text in force",
        "not newest": "Not the newest stored text",
        "edited": "Not as stored",
        "replaced": "Replaced",
        "last": "Last stored text",
        "note": "Of the work",
        "cited-as": "Cited as {name}",
        "cited-as-help": "The library has no text of this work under that name; this is its only text of that year.",
        "read-that": "read that",
    },
)


StatusBar = tuple[str, str, str, str]
"""A status of a version: its kind, the word for that, the sentence, the address of another text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewHtml(HtmlPage):
    """The words of a provision, for a small box."""

    template: str = "preview.html.j2"
    citation: str
    notes: Sequence[str] = ()
    bars: Sequence[StatusBar]
    lines: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """The changes by a version in words, with the address of its comparison."""

    words: str
    counts: Sequence[str]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionHtml(HtmlPage):
    """The text of a version, with an outline beside it and its tools above."""

    template: str = "version.html.j2"
    words: Mapping[str, str]
    read: VersionReading
    slug: str
    heading: str
    date: str
    kind: str
    items: Sequence[reading.ReadItem]
    entries: Sequence[reading.OutlineEntry]
    bars: Sequence[StatusBar]
    versions: Sequence[tuple[str, str, bool]]
    facts: Sequence[tuple[str, str]]
    step: StepWords | None
    forms: Sequence[tuple[str, str]]
    handbook: str
    csl: str

    safe = staticmethod(safe)

    @property
    def begin(self) -> str:
        """The day from which the text applies, else its own; "" for none."""
        return self.read.document.dates.in_force or self.read.version.date or ""

    def part(self, name: str, **choices: str) -> str:
        """The address of a page about the version."""
        return part_address(self.slug, self.read.version.date, name, **choices)

    def element(self, item: reading.ReadItem) -> str:
        """The name of the element of a paragraph."""
        role = getattr(item.printed, "role", "")
        if role == "container":
            return f"h{min(6, getattr(item.printed, 'depth', 1) + 1)}"
        return {"title": "h1", "attachment": "h2", "heading": "h4"}.get(role, "p")

    def look(self, item: reading.ReadItem) -> str:
        """The classes of a paragraph."""
        role = getattr(item.printed, "role", "grid")
        changed = "" if item.mark is None else f"changed {item.mark.category}"
        return " ".join(filter(None, ("" if role == "text" else role, changed)))

    def link(self, passage: reading.ReadWords) -> tuple[str, str, str]:
        """The address, the look and the remark of a citation."""
        if passage.kind == "inside":
            return f"#{passage.target}", "cite", ""
        if passage.kind == "lost":
            return "", "lost", self.words["lost"]
        citation = self.read.mentions[passage.mention]
        remark = ""
        if citation.unresolved is not None:
            key = "several" if citation.works else "unknown"
            remark = self.words[key].format(name=citation.mention.name or "")
        address = self.part(f"cites/{passage.mention + 1}")
        return address, "cite elsewhere" + (" lost" if remark else ""), remark


def show_version(visit: Visit) -> Response:
    """The text of a version. Raises `StillWorkingError`."""
    unread: list[Message] = []
    return stored_html(visit, lambda: _version_page(visit, unread), stays=lambda: not unread)


def _version_page(visit: Visit, unread: list[Message]) -> tuple[HtmlPage, Frame]:
    """The page, and into `unread` the notes on what could not be read."""
    words, language = WORDS[visit.language], visit.language
    read = reading_of(visit, visit.session.at_present().store())
    unread += [] if read.unread is None else [read.unread]
    slug, date = slug_of(read.store.catalogue(), read.work), read.version.date
    step = step_of(visit, read)
    items = list(
        reading.read_items(
            read.document,
            [mention.mention for mention in read.mentions],
            None if step is None else step[2],
            language,
        )
    )
    here = part_address(slug, date)
    page = VersionHtml(
        title=f"{safe(read.document.title)} {date or ''}".strip(),
        words=words,
        read=read,
        slug=slug,
        heading=safe(read.document.title),
        date=date_word(date or UNDATED, language),
        kind=kind_word(read.work.kind, language),
        items=items,
        entries=reading.outline(items, read.document),
        bars=[*bars_of(visit, read), *_cited_bars(visit, read)],
        versions=versions_of(read, slug, visit),
        facts=list(version_facts(read.document, language)),
        step=None if step is None else step_values(read, step, visit),
        forms=[(form, words[form]) for form in formats.formats("document")],
        handbook=handbook_citation(read.act),
        csl=csl_json(csl_item(read.act)),
    )
    return page, _frame(visit, read, here)


def _frame(visit: Visit, read: VersionReading, here: str) -> Frame:
    words = WORDS[visit.language]
    return Frame(
        scripts=("read.js",),
        styles=("read.css",),
        keys=(("c", words["key-copy"]),),
        within=f"{read.work.uri}@{read.version.date or UNDATED}",
        data={
            "citation": read.citation(),
            "copy": words["copy"],
            "copied": words["copied"],
            "here": here,
        },
    )


def bars_of(visit: Visit, read: VersionReading) -> list[tuple[str, str, str, str]]:
    """The status of version and work for the template: kind, word, sentence, address."""
    texts = [
        (
            one.kind.replace(" ", "-"),
            WORDS[visit.language]["unknown-day" if one.kind == "unknown" else one.kind],
            visit.words(one.message),
            _address_of(read, one),
        )
        for one in read.status
    ]
    if read.unread is not None:
        texts.append(("work note", WORDS[visit.language]["note"], visit.words(read.unread), ""))
    return [*texts, *life_bars(visit, read.life, read.store.catalogue())]


def _cited_bars(visit: Visit, read: VersionReading) -> Iterator[StatusBar]:
    """The name in the address, where the library has the text under another."""
    cited, words = visit.asked("cited"), WORDS[visit.language]
    if only_text_of_year(read.work, cited) != read.version:
        return
    try:
        read.store.version(read.work, cited)
    except NoSuchVersionError:
        yield "note cited", words["cited-as"].format(name=cited), words["cited-as-help"], ""


def life_bars(
    visit: Visit, life: WorkStatus, catalogue: Catalogue
) -> Iterator[tuple[str, str, str, str]]:
    """The status of a work for the template, as `bars_of` has it."""
    words = visit.words(life.message)
    source = _source_of(catalogue, life.end or life.stated)
    yield f"work {life.kind.replace(' ', '-')}", STATUSES[visit.language][life.kind], words, source
    for note in life.notes:
        yield "work note", WORDS[visit.language]["note"], visit.words(note), ""


def _source_of(catalogue: Catalogue, fact: LifeFact | None) -> str:
    """The address of the part of a text that states a fact, or ""."""
    work = None if fact is None or fact.uri is None else catalogue.by_uri(fact.uri)
    if fact is None or work is None or fact.own:
        return ""
    version = next((one for one in work.versions if one.name == fact.name), None)
    address = "" if version is None else part_address(slug_of(catalogue, work), version.date)
    return f"{address}#{fact.eid}" if address and fact.eid else address


def _address_of(read: VersionReading, status: VersionStatus) -> str:
    """The address of the text that was in force instead, or ""."""
    other = status.version
    catalogue = read.store.catalogue()
    work = None if other is None else catalogue.by_uri(other.work_uri)
    if other is None or work is None:
        return ""
    return part_address(slug_of(catalogue, work), other.date)


def versions_of(read: VersionReading, slug: str, visit: Visit) -> list[tuple[str, str, bool]]:
    """The versions of the work, the newest first: name, address, True for this one."""
    return [
        (
            " ".join(
                filter(
                    None,
                    (
                        date_word(version.date or UNDATED, visit.language),
                        None if name is None else called_word(name, visit.language),
                    ),
                )
            ),
            part_address(slug, version.date),
            version == read.version,
        )
        for version, name in reversed(list(zip(read.work.versions, read.names, strict=True)))
    ]


def step_values(read: VersionReading, found: VersionStep, visit: Visit) -> StepWords:
    """The changes by the version in words."""
    words, (before, document, step) = WORDS[visit.language], found
    summary = reading.summarise_step(document, read.document, step, visit.language)
    counts = [
        words["count"].format(
            word=count_word(name, visit.language), number=articles_word(number, visit.language)
        )
        for name, number in summary.counts
        if name != "unchanged"
    ]
    ended = words["list"].join(name for _, name in summary.ended)
    counts += [words["ended"].format(names=ended)] if ended else []
    date = date_word(before.date or UNDATED, visit.language)
    uri = read.work.uri
    key = "step" if counts else "step-none" if read.document.articles else "step-uncounted"
    return StepWords(
        words=words[key].format(date=date),
        counts=counts,
        address=compare_address(
            f"{uri}@{before.date or UNDATED}", f"{uri}@{read.version.date or UNDATED}"
        ),
    )


def lead_to_day(visit: Visit) -> Response:
    """Go to the version in force on a day, whose page states how certain that is."""
    store, day = visit.session.at_present().store(), visit.path["day"]
    work = work_of(visit, store)
    found = resolve_stored(store, f"{work.uri}@@{day}")
    version = found.stored
    if version is None:
        raise TypeError(day)
    catalogue = store.catalogue()
    other = catalogue.by_uri(version.work_uri) or work
    return onward(
        part_address(slug_of(catalogue, other), version.date, on=found.in_force_on or day)
    )


def save_version(visit: Visit) -> Response:
    """The text of a version as a file."""
    session, form = visit.session.at_present(), visit.path["form"]
    read = reading_of(visit, session.store())
    resolved = export(f"{read.work.uri}@{read.version.date or UNDATED}", session)
    document, names = with_lasting_names(resolved, session)
    edition = Edition(document=document, names=names)
    options = ReportOptions(language=visit.language)
    data = write_export(edition, form, options)
    suffix = formats.suffixes("document")[form]
    return file(data, f"{read.version.name}{suffix}", "application/octet-stream")


SCREENS = (
    Endpoint(path="/works/{slug}/@@{day}", answer=lead_to_day, refuse=choose_work),
    Endpoint(path="/works/{slug}/{date}", answer=show_version, refuse=choose_work),
    Endpoint(path="/works/{slug}/{date}/export/{form}", answer=save_version, refuse=choose_work),
)
