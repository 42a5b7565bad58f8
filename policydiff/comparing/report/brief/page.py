"""The page of a brief."""

from __future__ import annotations

from policydiff.comparing.report.brief.brief import BRIEF_LABELS, MOST_DAYS, Brief, day_remarks
from policydiff.comparing.report.table.comparison_page import version_facts
from policydiff.comparing.report.table.coverage import file_rows
from policydiff.comparing.report.table.summary import counts_line
from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.labels import unit_key

MOST_NAMES = 8
"""So many provisions with figures that could not be paired are named."""


def brief_page(brief: Brief, options: ReportOptions) -> page.Page:
    """Both versions, the main changes, what applies from when, and the strip."""
    labels = BRIEF_LABELS[options.language]
    return page.Page(
        family=brief.family,
        language=options.language,
        title=brief.title,
        sections=(
            page.part(page.FactLines(lines=head_lines(brief, options))),
            page.PageSection(
                heading=page.line(labels[main_key(brief)]),
                blocks=(page.List(lines=main_lines(brief, options)),),
            ),
            page.PageSection(
                heading=page.line(labels["days"]),
                blocks=(page.List(lines=day_lines(brief, options)),),
            ),
            page.PageSection(heading=page.line(labels["strip"]), blocks=(brief.strip,)),
        ),
    )


def main_key(brief: Brief) -> str:
    """The key of the heading of the main changes; a contract has another."""
    return "asked" if brief.groups else "main"


def head_lines(brief: Brief, options: ReportOptions) -> page.Lines:
    """Both versions with their days, the counts, and the part that is shown."""
    labels = BRIEF_LABELS[options.language]
    counts = counts_line(brief.view.counts, options.language)
    summary = page.PageLine(name=labels["summary"], text=page.words(counts))
    return (
        *version_facts(brief.view, options.language),
        *((summary,) if counts else ()),
        *page.lines([brief.view.part], "strong"),
    )


def main_lines(brief: Brief, options: ReportOptions) -> page.Lines:
    """The main changes, what is not listed, and doubts."""
    labels = BRIEF_LABELS[options.language]
    if not brief.view.changed:
        return (page.line(brief.view.same, "strong"),)
    names = labels["list"].join(brief.others) if brief.all_named else ""
    names = f"{labels['open']}{names}{labels['close']}" if names else ""
    key = "others-references" if brief.references else "others"
    key = unit_key(key, len(brief.others), brief.other_articles) if brief.others else "all-named"
    return (
        *page.lines(brief.view.exchanged, "doubt"),
        *(page.PageLine(name=one.name, text=page.words(one.text)) for one in brief.lines),
        *(
            page.PageLine(name=name, text=page.words(f"{left} → {right}"))
            for name, left, right in file_rows(brief.view.comparison, options.language)
        ),
        *page.lines(
            (
                labels[key].format(
                    count=len(brief.others), names=names, references=brief.references
                ),
                _unpaired(brief, options),
                _doubts(len(brief.view.doubts), options),
            ),
            "quiet",
        ),
    )


def _doubts(count: int, options: ReportOptions) -> str:
    if not count:
        return ""
    message = Message.counted(
        "The reading of the texts left {count} doubt; see the comparison table.",
        "The reading of the texts left {count} doubts; see the comparison table.",
        count,
        count=count,
    )
    return translate(message, options.language)


def _unpaired(brief: Brief, options: ReportOptions) -> str:
    """The sentence on figures that could not be paired, with their places."""
    labels, names = BRIEF_LABELS[options.language], brief.unpaired
    if not names:
        return ""
    more = labels["and-more"].format(count=len(names) - MOST_NAMES)
    named = labels["list"].join(names[:MOST_NAMES]) + (more if len(names) > MOST_NAMES else "")
    return labels["unpaired"].format(count=len(names), names=named)


def day_lines(brief: Brief, options: ReportOptions) -> page.Lines:
    """The quoted sentences by the names of their provisions."""
    labels = BRIEF_LABELS[options.language]
    shown = brief.days[:MOST_DAYS]
    more = len(brief.days) - len(shown)
    return (
        *(
            ()
            if any(day.in_force for day in brief.days)
            else page.lines((labels["no-day"],), "quiet")
        ),
        *(
            page.PageLine(
                name=day.name,
                text=page.words(f"“{day.text}”{day_remarks(day, options.language)}"),
            )
            for day in shown
        ),
        *page.lines((labels["more-days"].format(count=more),) if more else (), "quiet"),
    )
