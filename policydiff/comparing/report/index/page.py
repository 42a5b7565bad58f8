"""The page of a folder of reports.

It has every work with its versions, the changes, and the files.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.comparing.report.index.index import (
    ComparedStep,
    IndexText,
    IndexWork,
    Overview,
    Remark,
)
from policydiff.comparing.report.index.words import (
    WORDS,
    force_word,
    form_name,
    remark_words,
    title,
    version_name,
)
from policydiff.comparing.report.table.summary import count_word
from policydiff.locale import Language, translate
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import articles_word
from policydiff.report.page import (
    Column,
    FactLines,
    Lines,
    List,
    Page,
    PageLine,
    PageRow,
    PageSection,
    PageTable,
    line,
    lines,
    listed,
    part,
    words,
)


def index_page(overview: Overview, options: ReportOptions) -> Page:
    """The counts, every work that was compared, then all others."""
    language = options.language
    labels = WORDS[language]
    counts = [("works", len(overview.works)), ("pairs", overview.pairs)]
    counts += [("failed", overview.failed)] if overview.failed else []
    unread = [remark_words(remark, language) for remark in overview.unread]
    return Page(
        family="index",
        language=language,
        title=title(overview, language),
        sections=(
            part(
                FactLines(
                    lines=tuple(PageLine(name=labels[key], text=words(str(n))) for key, n in counts)
                ),
                *(() if overview.compared else (line(labels["none"]),)),
            ),
            *(_work(work, language) for work in overview.compared),
            *_single(overview.alone, language),
            *listed(labels["unread"], unread, "bad"),
        ),
    )


def _work(work: IndexWork, language: Language) -> PageSection:
    """A work: a table of its pairs, and what was not compared."""
    labels = WORDS[language]
    columns = (
        *(Column(head=labels[key]) for key in ("before", "after")),
        *(Column(head=labels[key], wide=True) for key in ("counts", "files")),
    )
    table = PageTable(
        columns=columns,
        rows=tuple(_step(step, language) for step in work.steps),
        layout="records",
    )
    return PageSection(
        heading=line(f"{work.title}  {labels['versions-word']} {len(work.texts)}", "strong"),
        blocks=(table, *_remarks(work.uncompared, language)),
    )


def _step(step: ComparedStep, language: Language) -> PageRow:
    """Both versions, the changes, the files."""
    files = (f"{form_name(file.form, language)}  {file.name}" for file in step.files)
    failures = (translate(failure, language) for failure in step.failures)
    return PageRow(
        cells=(
            _side(step.left, language),
            _side(step.right, language),
            tuple(_changes(step, language)),
            (*lines(files), *lines(failures, "bad")),
        )
    )


def _side(text: IndexText, language: Language) -> Lines:
    """A version: its name, day of force, count of articles, source."""
    count = "" if text.articles is None else WORDS[language]["articles"].format(count=text.articles)
    facts = "  ".join(filter(None, (force_word(text, language), count, text.source)))
    return (line(version_name(text, language), "strong"), *lines([facts], "quiet"))


def _changes(step: ComparedStep, language: Language) -> Iterator[PageLine]:
    """The counts of a comparison, and its doubts."""
    labels = WORDS[language]
    if step.summary is None:
        return
    found = step.loud_counts
    yield from (
        line(
            f"{count_word(count.category, language)} {articles_word(count.number, language)}",
            count.category,
        )
        for count in found
    )
    if not found:
        yield line(labels["only-around" if step.changed else "same"])
    yield from lines((translate(doubt, language) for doubt in step.doubts), "doubt")
    if step.findings:
        yield line(labels["findings"].format(count=step.findings), "doubt")


def _remarks(remarks: tuple[Remark, ...], language: Language) -> Iterator[List]:
    """The texts of a work that were not compared."""
    if remarks:
        yield List(lines=lines((remark_words(one, language) for one in remarks), "doubt"))


def _single(works: tuple[IndexWork, ...], language: Language) -> Iterator[PageSection]:
    """The works with one version."""
    blocks = [
        block
        for work in works
        for block in (
            List(
                lines=tuple(
                    PageLine(name=work.title, text=words(_only(text, language)))
                    for text in work.texts
                )
            ),
            *_remarks(work.uncompared, language),
        )
    ]
    if blocks:
        yield PageSection(heading=line(WORDS[language]["single"], "strong"), blocks=tuple(blocks))


def _only(text: IndexText, language: Language) -> str:
    """The date and the source of the only version."""
    parts = (version_name(text, language), force_word(text, language), text.source)
    return "  ".join(filter(None, parts))
