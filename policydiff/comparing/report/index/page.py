"""The page of a folder of reports, for every format and for a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policydiff.comparing.report.index.index import (
    ComparedStep,
    IndexText,
    IndexWork,
    Overview,
    Remark,
)
from policydiff.comparing.report.table.summary import count_word
from policydiff.locale import Labels, Language, translate
from policydiff.model.reports import ReportOptions
from policydiff.model.version_names import marked
from policydiff.report import page
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import articles_word, date_word
from policydiff.report.lineage_words import LINEAGE_WORDS, named_word
from policydiff.report.pieces import neutral
from policydiff.report.versions import ground_note

WORDS = Labels(
    "index",
    {
        "kicker": "Comparison tables",
        "title": "Comparison tables: contents",
        "one-title": "{title}: comparison tables",
        "works": "works",
        "pairs": "comparisons",
        "versions-word": "versions",
        "failed": "not done",
        "before": "Before",
        "after": "After",
        "counts": "Summary (articles)",
        "files": "Tables",
        "findings": "worth a look: {count}",
        "articles": "articles: {count}",
        "undated": "no date",
        "single": "Only one version, nothing to compare",
        "unread": "Files that could not be read",
        "contents": "Contents",
        "one-version": "{name}",
        "same-date": "{name}: of the same date as {other}, which was taken",
        "undated-remark": "{name}: states no date, so that it has no place in the order",
        "unreadable": "{name}: {detail}",
        "none": "There are no two versions to compare.",
        "tracked": "Word (tracked)",
    },
)
"""Language → key → words; both languages hold the same keys."""

FORM_NAMES: dict[str, str] = {
    "html": "HTML",
    "docx": "Word",
    "redline_docx": "{tracked}",
    "xlsx": "Excel",
    "pdf": "PDF",
    "markdown": "Markdown",
    "json": "JSON",
    "csv": "CSV",
    "concordance": "TXT",
}
"""What links to a report of a form are called; a form without a name is called by its key."""


def title(overview: Overview, language: Language) -> str:
    """The title of the page: the one work's where there is but one."""
    words = WORDS[language]
    one = overview.compared if len(overview.works) == 1 else ()
    return words["one-title"].format(title=one[0].title) if one else words["title"]


def form_name(form: str, language: Language) -> str:
    """The label of a link to a report of this form."""
    name = FORM_NAMES.get(form)
    return form if name is None else name.format(tracked=WORDS[language]["tracked"])


def remark_words(remark: Remark, language: Language) -> str:
    """A remark in one sentence."""
    key = "undated-remark" if remark.code == "undated" else remark.code
    return WORDS[language][key].format(
        name=remark.name,
        other=remark.other or "",
        detail=translate(remark.detail, language) if remark.detail else "",
    )


def version_name(text: IndexText, language: Language) -> str:
    """The name and the date of a version, marked where it was compiled."""
    if text.computed is None and text.facts is not None and text.date:
        return named_word(text.facts, language)
    date = date_word(text.date, language) if text.date else WORDS[language]["undated"]
    return marked(date, language, compiled=text.computed is not None)


def force_word(text: IndexText, language: Language) -> str:
    """The day of force of a version with its ground; "" where it is unknown."""
    facts = text.facts
    if facts is None or facts.in_force is None:
        return ""
    day = LINEAGE_WORDS[language]["in-force"].format(date=date_word(facts.in_force, language))
    return day + ground_note(facts.in_force_ground, language)


def index_page(overview: Overview, options: ReportOptions) -> page.Page:
    """The counts, every work that was compared, then all others."""
    language = options.language
    labels = WORDS[language]
    counts = [("works", len(overview.works)), ("pairs", overview.pairs)]
    counts += [("failed", overview.failed)] if overview.failed else []
    unread = [remark_words(remark, language) for remark in overview.unread]
    return page.Page(
        family="index",
        language=language,
        title=title(overview, language),
        sections=(
            page.part(
                page.FactLines(
                    lines=tuple(
                        page.PageLine(name=labels[key], text=page.words(str(n)))
                        for key, n in counts
                    )
                ),
                *(() if overview.compared else (page.line(labels["none"]),)),
            ),
            *(_work(work, language) for work in overview.compared),
            *_single(overview.alone, language),
            *page.listed(labels["unread"], unread, "bad"),
        ),
    )


def _work(work: IndexWork, language: Language) -> page.PageSection:
    labels = WORDS[language]
    columns = (
        *(page.Column(head=labels[key]) for key in ("before", "after")),
        *(page.Column(head=labels[key], wide=True) for key in ("counts", "files")),
    )
    table = page.PageTable(
        columns=columns,
        rows=tuple(_step(step, language) for step in work.steps),
        layout="records",
    )
    return page.PageSection(
        heading=page.line(f"{work.title}  {labels['versions-word']} {len(work.texts)}", "strong"),
        blocks=(*_status(work, language), table, *_remarks(work.uncompared, language)),
    )


def _step(step: ComparedStep, language: Language) -> page.PageRow:
    """Both versions, the changes, the files."""
    files = (f"{form_name(file.form, language)}  {file.name}" for file in step.files)
    failures = (translate(failure, language) for failure in step.failures)
    return page.PageRow(
        cells=(
            _side(step.left, language),
            _side(step.right, language),
            tuple(_changes(step, language)),
            (*page.lines(files), *page.lines(failures, "bad")),
        )
    )


def _side(text: IndexText, language: Language) -> page.Lines:
    """A version: its name, day of force, count of articles, source."""
    count = "" if text.articles is None else WORDS[language]["articles"].format(count=text.articles)
    facts = "  ".join(filter(None, (force_word(text, language), count, text.source)))
    return (page.line(version_name(text, language), "strong"), *page.lines([facts], "quiet"))


def _changes(step: ComparedStep, language: Language) -> Iterator[page.PageLine]:
    labels = WORDS[language]
    if step.summary is None:
        return
    found = step.loud_counts
    yield from (
        page.line(
            f"{count_word(count.category, language)} {articles_word(count.number, language)}",
            count.category,
        )
        for count in found
    )
    if not found:
        yield page.line(translate(step.quiet, language))
    yield from page.lines((translate(doubt, language) for doubt in step.doubts), "doubt")
    if step.findings:
        yield page.line(labels["findings"].format(count=step.findings), "doubt")


def status_words(work: IndexWork, language: Language) -> tuple[str, ...]:
    """The facts of the life of a work that a reader must know."""
    known = () if work.status is None else work.status.remarks
    return tuple(neutral(translate(one, language)) for one in known)


def _status(work: IndexWork, language: Language) -> Iterator[page.List]:
    found = status_words(work, language)
    if found:
        yield page.List(lines=page.lines(found, "doubt"))


def _remarks(remarks: tuple[Remark, ...], language: Language) -> Iterator[page.List]:
    if remarks:
        yield page.List(lines=page.lines((remark_words(one, language) for one in remarks), "doubt"))


def _single(works: tuple[IndexWork, ...], language: Language) -> Iterator[page.PageSection]:
    blocks = [
        block
        for work in works
        for block in (
            page.List(
                lines=tuple(
                    page.PageLine(name=work.title, text=page.words(_only(text, language)))
                    for text in work.texts
                )
            ),
            *_status(work, language),
            *_remarks(work.uncompared, language),
        )
    ]
    if blocks:
        yield page.PageSection(
            heading=page.line(WORDS[language]["single"], "strong"), blocks=tuple(blocks)
        )


def _only(text: IndexText, language: Language) -> str:
    """The date and the source of the only version."""
    parts = (version_name(text, language), force_word(text, language), text.source)
    return "  ".join(filter(None, parts))


FEWEST_FOR_CONTENTS = 9
"""From so many works on, a list of them stands on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexHtml(HtmlPage):
    """A page that needs nothing but the reports beside it."""

    template: str = "index.html.j2"
    styles: tuple[str, ...] = ("report.css", "index.css")
    body_class: str = "index"
    overview: Overview
    words: Mapping[str, str]

    articles_word = staticmethod(articles_word)
    count_word = staticmethod(count_word)
    form_name = staticmethod(form_name)
    remark_words = staticmethod(remark_words)
    force_word = staticmethod(force_word)
    status_words = staticmethod(status_words)
    version_name = staticmethod(version_name)
    translate = staticmethod(translate)

    @property
    def listed(self) -> bool:
        """True where a list of the works stands on top."""
        return len(self.overview.compared) >= FEWEST_FOR_CONTENTS


def index_html(shown: Overview, options: ReportOptions) -> IndexHtml:
    """The index as a page."""
    language = options.language
    return IndexHtml(title=title(shown, language), overview=shown, words=WORDS[language])
