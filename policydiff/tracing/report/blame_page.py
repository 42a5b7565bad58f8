"""The page of a blame: each sentence behind the version that gave it its wording."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.index import index_document
from policydiff.model.origins import Blame, BlamedSentence
from policydiff.model.reports import ReportOptions
from policydiff.report.lineage_words import LINEAGE_WORDS, asked_word, passage_word, version_word
from policydiff.report.page import (
    Column,
    Page,
    PageLine,
    PageRow,
    PageTable,
    PlainWords,
    cell,
    part,
)
from policydiff.report.pieces import neutral


def blame_page(blame: Blame, options: ReportOptions) -> Page:
    """Version, clause and words of each sentence of the text or clause."""
    language = options.language
    words = LINEAGE_WORDS[language]
    columns = (
        Column(head=words["version"]),
        Column(head=words["place"]),
        Column(head=words["text"], wide=True),
    )
    title = f"{neutral(blame.title)} · {words['blame']} · {asked_word(blame, language)}"
    table = PageTable(columns=columns, rows=tuple(_rows(blame, options)), layout="list")
    return Page(family="blame", language=language, title=title, sections=(part(table),))


def _rows(blame: Blame, options: ReportOptions) -> Iterator[PageRow]:
    if blame.document is None:
        return
    index = index_document(blame.document)
    names = [version_word(version, options.language) for version in blame.versions]
    for passage in (passage for one in blame.parts for passage in one.passages):
        for sentence in passage.sentences:
            place = passage_word(index, passage, sentence, options.language)
            version = _aged(blame, names[sentence.version], sentence.version)
            yield PageRow(
                cells=(
                    (PageLine(text=(version,)),),
                    cell(place, "strong"),
                    (_sentence(blame, sentence),),
                )
            )


def _sentence(blame: Blame, sentence: BlamedSentence) -> PageLine:
    """The sentence on one line, each run with the age of its words."""
    runs = ((" ".join(run.text.split()), run.version) for run in sentence.runs)
    return PageLine(
        text=tuple(_aged(blame, neutral(text), version) for text, version in runs if text)
    )


def _aged(blame: Blame, text: str, version: int) -> PlainWords:
    return PlainWords(text=text, age=len(blame.versions) - 1 - version)
