"""The page of the news of a library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policydiff.amending.report.lines import compared, difference_line
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.comparing.report.table.digest import digest_lines
from policydiff.comparing.report.table.summary import counts_line
from policydiff.following.engine.digest import Digest, NewsItem, SourceState
from policydiff.following.report.affected import affected_page
from policydiff.locale import Labels, Language, translate
from policydiff.model.names import UNDATED
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.citations import quoted

DIGEST_WORDS = Labels(
    "news of the library",
    {
        "title": "News of the library, {day}",
        "none": "Nothing new. Known from: {sources}",
        "none-unread": "No text came, but not everything could be read, so that it is not known that nothing is new.",
        "no-source": "No source was asked.",
        "sources": "Sources",
        "source": "{name}: new {new}, unchanged {unchanged}",
        "refused": "not stored: {what}: {why}",
        "unavailable": "could not be read: {what}: {why}",
        "to-do": "To be done",
        "added": "new text",
        "compiled": "compiled from a decision, not an official text",
        "published": "the official text of a compiled version",
        "corrected": "corrected text",
        "dated": "its day is known now",
        "removed": "removed from the library",
        "head": "{title} {date}: {status}",
        "address": "From",
        "in-force": "In force from",
        "amends": "It amends",
        "changes": "Changes since {previous}",
        "first": "No earlier text is stored.",
        "decision": "By the decision",
        "fault": "Not compared",
        "concerns": "What the changes concern",
        "and": ", ",
        "semicolon": "; ",
    },
)


def digest_page(digest: Digest, options: ReportOptions) -> page.Page:
    """The sources, each item, and the places concerned."""
    language = options.language
    words = DIGEST_WORDS[language]
    return page.Page(
        family=digest.family,
        language=language,
        title=words["title"].format(day=digest.day),
        sections=(
            *page.listed(words["to-do"], (translate(one, language) for one in digest.to_do), "bad"),
            *_sources(digest, language),
            *(_item(item, options) for item in digest.items),
            *_places(digest, options),
        ),
    )


def source_lines(source: SourceState, language: Language) -> Iterator[str]:
    """A source in a line, and a line for each text that was not stored or not read."""
    words = DIGEST_WORDS[language]
    yield words["source"].format(name=source.name, new=source.new, unchanged=source.unchanged)
    for key, faults in (("refused", source.refused), ("unavailable", source.unavailable)):
        for what, why in faults:
            yield words[key].format(what=what, why=translate(why, language))
    yield from (translate(note, language) for note in source.notes)


def _sources(digest: Digest, language: Language) -> Iterator[page.PageSection]:
    """The sources; without news, the sentence on the origin of that."""
    words = DIGEST_WORDS[language]
    if not digest.items:
        if not digest.sources:
            line = words["no-source"]
        elif all(source.is_without_news for source in digest.sources):
            names = words["and"].join(source.name for source in digest.sources)
            line = words["none"].format(sources=names)
        else:
            line = words["none-unread"]
        yield page.part(page.line(line, "strong"))
    lines = (line for source in digest.sources for line in source_lines(source, language))
    yield from page.listed(words["sources"], lines)


def _places(digest: Digest, options: ReportOptions) -> tuple[page.PageSection, ...]:
    """The places that the changes concern, under a heading."""
    if digest.affected is None:
        return ()
    first, *others = affected_page(digest.affected, options).sections
    heading = page.line(DIGEST_WORDS[options.language]["concerns"], "strong")
    return (replace(first, heading=heading), *others)


def _item(item: NewsItem, options: ReportOptions) -> page.PageSection:
    """A text with its days and, in a paragraph, its changes."""
    language = options.language
    words = DIGEST_WORDS[language]
    head = words["head"].format(
        title=quoted(item.title), date=item.date or UNDATED, status=words[item.status]
    )
    return page.PageSection(
        heading=page.line(head, "strong"),
        blocks=tuple(
            page.PageLine(name=name, text=page.words(text))
            for name, text in _facts(item, options)
            if text
        ),
    )


def _facts(item: NewsItem, options: ReportOptions) -> Iterator[tuple[str, str]]:
    language = options.language
    words = DIGEST_WORDS[language]
    yield words["address"], item.address or ""
    yield words["in-force"], item.in_force or ""
    yield words["amends"], words["and"].join(map(quoted, item.amends))
    yield words["decision"], item.decision or ""
    if item.fault is not None:
        yield words["fault"], translate(item.fault, language)
    if item.comparison is not None:
        view = view_comparison(item.comparison, options)
        found = (counts_line(view.counts, language), *digest_lines(view.digest, language))
        paragraph = words["semicolon"].join(filter(None, (*found, *view.replacements)))
        yield words["changes"].format(previous=item.previous or UNDATED), paragraph or view.same
    elif item.status == "added" and not item.amends:
        yield "", words["first"]
    if item.verification is not None:
        yield "", compared(item.verification, language)
        for one in item.verification.differences:
            yield "", difference_line(one, item.verification, language)
