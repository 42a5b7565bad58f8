"""The pages of the history of a clause and of the origin of its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policydiff.locale import Language
from policydiff.model.history import History, Moment, VersionFacts
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.origins import Blame, BlamedPassage, BlamedSentence
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import WORDS
from policydiff.report.lineage_words import (
    LINEAGE_WORDS,
    asked_word,
    decided,
    passage_word,
    presumed_word,
    version_word,
)
from policydiff.report.pieces import cut, neutral
from policydiff.tracing.report.history import HistoryRow, HistoryText, rows_of

SHADES = 6
"""Shades of ground for versions, the newest the strongest."""

STYLES = ("report.css", "many.css", "lineage.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryHtml(HtmlPage):
    """A row for each version that changed the clause.

    `address` gives that of the clause in a version, "" where there is none.
    """

    template: str = "history.html.j2"
    styles: tuple[str, ...] = STYLES
    history: History
    words: Mapping[str, str]
    asked: str
    address: Callable[[Moment], str] | None = None

    cut = staticmethod(cut)

    @property
    def rows(self) -> Sequence[HistoryRow]:
        """The rows of the table."""
        return rows_of(self.history)

    def leads_to(self, moment: Moment) -> str:
        """The address of the clause in a version."""
        return "" if self.address is None else self.address(moment)


def history_html(
    shown: History, options: ReportOptions, address: Callable[[Moment], str] | None = None
) -> HistoryHtml:
    """The history of a clause as a page."""
    words = LINEAGE_WORDS[options.language]
    asked = presumed_word(shown.provision, options.language, presumed=shown.presumed)
    return HistoryHtml(
        title=f"{shown.title} · {words['history']} · {asked}",
        history=shown,
        words=words,
        asked=asked,
        address=address,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BlameHtml(HtmlPage):
    """Each sentence with the version of its words.

    `address` gives that of a version, `passage_address` that of a passage, "" where there is none.
    """

    template: str = "blame.html.j2"
    styles: tuple[str, ...] = STYLES
    blame: Blame
    words: Mapping[str, str]
    asked: str
    names: Sequence[str]
    address: Callable[[VersionFacts], str] | None = None
    passage_address: Callable[[BlamedPassage], str] | None = None

    decided = staticmethod(decided)
    passage_word = staticmethod(passage_word)

    @property
    def shades(self) -> list[str]:
        """The looks of the versions."""
        count = len(self.blame.versions)
        return [f"v{max(0, SHADES - count + number)}" for number in range(count)]

    @property
    def index(self) -> ProvisionIndex | None:
        """The index of the text; None where there is none."""
        return None if self.blame.document is None else index_document(self.blame.document)

    def leads_to(self, version: VersionFacts) -> str:
        """The address of a version."""
        return "" if self.address is None else self.address(version)

    def place(self, passage: BlamedPassage) -> str:
        """The address of a passage."""
        return "" if self.passage_address is None else self.passage_address(passage)


def blame_html(
    shown: Blame,
    options: ReportOptions,
    address: Callable[[VersionFacts], str] | None = None,
    passage_address: Callable[[BlamedPassage], str] | None = None,
) -> BlameHtml:
    """The origin of the words as a page."""
    words, asked = LINEAGE_WORDS[options.language], asked_word(shown, options.language)
    return BlameHtml(
        title=f"{shown.title} · {words['blame']} · {asked}",
        blame=shown,
        words=words,
        asked=asked,
        names=[version_word(version, options.language) for version in shown.versions],
        address=address,
        passage_address=passage_address,
    )


def history_page(history: History, options: ReportOptions) -> page.Page:
    """The changes of the clause, from the oldest version to the newest."""
    language = options.language
    words = LINEAGE_WORDS[language]
    asked = presumed_word(neutral(history.provision), language, presumed=history.presumed)
    columns = (
        *(page.Column(head=words[name]) for name in ("version", "number", "change")),
        page.Column(head=words["text"], wide=True),
    )
    rows = tuple(_row(entry, language) for entry in rows_of(history))
    return page.Page(
        family="history",
        language=language,
        title=f"{neutral(history.title)} · {words['history']} · {asked}",
        sections=(page.part(page.PageTable(columns=columns, rows=rows, layout="records")),),
    )


def _row(entry: HistoryRow, language: Language) -> page.PageRow:
    change = (*page.cell(entry.changes(language)), *page.lines([entry.decided(language)], "quiet"))
    return page.PageRow(
        cells=(
            page.cell(WORDS[language]["list"].join(entry.versions(language))),
            page.cell(entry.numbers(language)),
            change,
            tuple(line for text in entry.texts(language) for line in _words(text)),
        ),
        role="quiet" if entry.quiet else "",
    )


def _words(text: HistoryText) -> page.Lines:
    heading = (page.PageLine(text=text.heading, role="strong"),) if text.heading else ()
    return (
        *page.cell(text.label, "strong"),
        *heading,
        *((page.PageLine(text=text.text),) if text.text else ()),
    )


def blame_page(blame: Blame, options: ReportOptions) -> page.Page:
    """Version, clause and words of each sentence of the text or clause."""
    language = options.language
    words = LINEAGE_WORDS[language]
    columns = (
        page.Column(head=words["version"]),
        page.Column(head=words["place"]),
        page.Column(head=words["text"], wide=True),
    )
    title = f"{neutral(blame.title)} · {words['blame']} · {asked_word(blame, language)}"
    table = page.PageTable(columns=columns, rows=tuple(_rows(blame, options)), layout="list")
    return page.Page(family="blame", language=language, title=title, sections=(page.part(table),))


def _rows(blame: Blame, options: ReportOptions) -> Iterator[page.PageRow]:
    if blame.document is None:
        return
    index = index_document(blame.document)
    names = [version_word(version, options.language) for version in blame.versions]
    for passage in (passage for one in blame.parts for passage in one.passages):
        for sentence in passage.sentences:
            place = passage_word(index, passage, sentence, options.language)
            version = _aged(blame, names[sentence.version], sentence.version)
            yield page.PageRow(
                cells=(
                    (page.PageLine(text=(version,)),),
                    page.cell(place, "strong"),
                    (_sentence(blame, sentence),),
                )
            )


def _sentence(blame: Blame, sentence: BlamedSentence) -> page.PageLine:
    """The sentence on one line, each run with the age of its words."""
    runs = ((" ".join(run.text.split()), run.version) for run in sentence.runs)
    return page.PageLine(
        text=tuple(_aged(blame, neutral(text), version) for text, version in runs if text)
    )


def _aged(blame: Blame, text: str, version: int) -> page.PlainWords:
    return page.PlainWords(text=text, age=len(blame.versions) - 1 - version)
