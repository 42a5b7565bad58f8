"""The page of a search: the count, the filters, and a row for each hit."""

from __future__ import annotations

from policydiff.locale import Language, translate
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.citations import quoted
from policydiff.report.lineage_words import named_word
from policydiff.report.pieces import neutral
from policydiff.searching.engine.hits import SearchHit, SearchResult
from policydiff.searching.report import words


def search_page(found: SearchResult, options: ReportOptions) -> page.Page:
    """The count, the hits, how to get those behind them, and what could not be read."""
    language = options.language
    labels = words.SEARCH_WORDS[language]
    filters = tuple(
        page.PageLine(name=name, text=page.words(value)) if value else page.line(name)
        for name, value in words.filter_words(found, language)
    )
    columns = tuple(
        page.Column(head=labels[key], wide=key == "text")
        for key in ("work", "place", "now", "text")
    )
    table = page.PageTable(
        columns=columns,
        rows=tuple(_row(hit, found, language) for hit in found.hits),
        layout="records",
    )
    behind = "" if found.next is None else labels["behind"].format(next=found.next)
    notes = (translate(note, language) for note in found.notes)
    return page.Page(
        family="search",
        language=language,
        title=labels["title"].format(query=neutral(found.query)),
        sections=(
            page.part(
                page.line(words.count_words(found, language), "strong"),
                *((page.FactLines(lines=filters),) if filters else ()),
                *page.lines(
                    (words.none_words(found, language), words.shown_words(found, language)), "quiet"
                ),
            ),
            *((page.part(table),) if found.hits else ()),
            *(
                (page.part(*page.lines((behind, *notes), "quiet")),)
                if behind or found.notes
                else ()
            ),
            *page.listed(labels["unread"], words.unread_words(found, language), "bad"),
        ),
    )


def _row(hit: SearchHit, found: SearchResult, language: Language) -> page.PageRow:
    return page.PageRow(
        cells=(
            (
                page.line(quoted(hit.title), "strong"),
                *page.lines((named_word(hit.version, language),), "quiet"),
                *page.lines((words.presumed_words(hit, found, language),), "doubt"),
            ),
            page.cell(words.place_words(hit, language)),
            (
                page.line(words.outcome_words(hit, language), "quiet" if hit.newest else ""),
                *page.lines(tuple(words.status_words(hit, language)), "doubt"),
            ),
            (page.PageLine(text=words.snippet_words(hit)),),
        )
    )
