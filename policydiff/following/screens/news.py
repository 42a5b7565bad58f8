"""The news of the library, and the places that a change concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from starlette.responses import Response

from policydiff.following.actions.affected import affected
from policydiff.following.actions.news import status_of_change
from policydiff.following.report.digest import DIGEST_WORDS
from policydiff.library.screens.stored_texts import choose_work, reading_of
from policydiff.locale import Labels
from policydiff.model.names import UNDATED
from policydiff.model.reports import ReportOptions
from policydiff.report.html.environment import HtmlPage, page_html
from policydiff.store.git.history import LogEntry
from policydiff.store.repository import Repository
from policydiff.web.addresses import compare_address, part_address, slug_of, version_address
from policydiff.web.answers import Endpoint, html
from policydiff.web.downloads import FORMS, save
from policydiff.web.visit import Visit

WORDS = Labels(
    "news of the page",
    {
        "title": "News",
        "lead": "Texts that came to the library, the newest first. The command daily reads the sources, and announces what is new.",
        "none": "Nothing came yet.",
        "more": "{count} more before these",
        "announced": "Announced so far",
        "compare": "compare with {date}",
        "affected": "what the change concerns",
        "all": "All news",
        "save": "Save this report",
        "text": "The text",
        "inventory": "To do after changes",
    },
    DIGEST_WORDS,
)

MOST = 100
"""Texts on the page, the newest."""

AS = "as"
"""The parameter of an address that names the format of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsLine:
    """A text that came: its title and status, and where it leads."""

    title: str
    address: str
    status: str
    before: str = ""
    compared: str = ""
    affected: str = ""
    is_announced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsHtml(HtmlPage):
    """The news by day."""

    template: str = "news.html.j2"
    words: Mapping[str, str]
    days: Sequence[tuple[str, Sequence[NewsLine]]]
    earlier: int


def show_news(visit: Visit) -> Response:
    """The texts that came, by day."""
    session = visit.session.at_present()
    store, words = session.store(), WORDS[visit.language]
    entries = visit.state.results.get(("news", store.tip), lambda: tuple(_entries(store)))
    done = store.announced().announced
    unannounced = frozenset(one.commit for one in store.log(after=done)) if done else None
    shown = entries[:MOST]
    lines = (
        (entry.when.date().isoformat(), _line(entry, store, unannounced, words)) for entry in shown
    )
    page = NewsHtml(
        title=words["title"],
        words=words,
        days=[(day, [one for _, one in each]) for day, each in groupby(lines, lambda one: one[0])],
        earlier=max(0, len(entries) - MOST),
    )
    return html(visit, page)


def _entries(store: Repository) -> Iterator[LogEntry]:
    """The newest change of each version that is news, the newest first."""
    seen: set[tuple[str | None, str | None]] = set()
    for entry in store.log():
        if status_of_change(entry) is not None and (entry.work, entry.version) not in seen:
            seen.add((entry.work, entry.version))
            yield entry


def _line(
    entry: LogEntry,
    store: Repository,
    unannounced: frozenset[str] | None,
    words: Mapping[str, str],
) -> NewsLine:
    catalogue = store.catalogue()
    work = catalogue.by_uri(entry.work or "")
    status = words[status_of_change(entry) or "added"]
    version = (
        None
        if work is None
        else work.version_of(None if entry.version == UNDATED else entry.version)
    )
    if work is None or version is None:
        title = entry.work or "" if work is None else work.title
        return NewsLine(title=f"{title} {entry.version}", address="", status=words["removed"])
    place = [one.date for one in work.versions].index(version.date)
    before = work.versions[place - 1] if place else None
    slug = slug_of(catalogue, work)
    return NewsLine(
        title=f"{version.title} {version.date or UNDATED}",
        address=version_address(catalogue, work, version),
        status=status,
        before="" if before is None else before.date or UNDATED,
        compared="" if before is None else compare_address(before.name, version.name),
        affected="" if before is None else part_address(slug, version.date, "affected"),
        is_announced=unannounced is not None and entry.commit not in unannounced,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedHtml(HtmlPage):
    """The report on what a change concerns, with its files."""

    template: str = "affected.html.j2"
    site_words: Mapping[str, str]
    text: str
    files: Sequence[tuple[str, str]]


def show_affected(visit: Visit) -> Response:
    """The places that the change to a version concerns, as ``policydiff affected``."""
    session = visit.session.at_present()
    read = reading_of(visit, session.store())
    name = f"{read.work.uri}@{read.version.date or UNDATED}"
    key = ("affected", read.store.tip, name)
    found = visit.worked_apart(key, lambda: partial(affected, name, visit.session_of(name)))
    options = ReportOptions(language=visit.language)
    slug = slug_of(read.store.catalogue(), read.work)
    if visit.asked(AS):
        return save(found, visit.asked(AS), options, f"{read.work.title}-{read.version.date}")
    report = page_html(found, options)
    page = AffectedHtml(
        title=report.title,
        styles=report.styles,
        script=report.script,
        inner=report,
        site_words=WORDS[visit.language],
        text=part_address(slug, read.version.date),
        files=[
            (label, part_address(slug, read.version.date, "affected", **{AS: form}))
            for form, label in FORMS.items()
        ],
    )
    return html(visit, page)


SCREENS = (
    Endpoint(path="/news", answer=show_news),
    Endpoint(path="/works/{slug}/{date}/affected", answer=show_affected, refuse=choose_work),
)
