"""The page of the checked citations of a file: a table, the faulty ones first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from policydiff.citing.report.lines import CHECK_WORDS, check_words, tally_words
from policydiff.locale import Labels, Language, translate
from policydiff.model.cited import Citations, CitedPlace, CrossCitation, FormerNumber
from policydiff.model.names import UNDATED
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.citations import quoted
from policydiff.report.pieces import ELLIPSIS
from policydiff.report.sheets.data_rows import Cell, DataRows, columns

WORDS = Labels(
    "page of citations",
    {
        "title": "Citations of {title}",
        "untitled": "Citations",
        "place": "Place",
        "citation": "Citation",
        "cited": "Cited provision",
        "found": "Found",
        "corrected": "To be cited as",
        "faulty": "To be corrected or looked at",
        "fine": "Checked without a fault",
        "unchecked": "Not checked",
        "itself": "this text",
        "note": "note",
        "to": "–",
        "now": "Reads now",
        "then": "{number} on {date}",
    },
)

LONGEST_WORDS = 160
"""Characters of a cited provision that a page shows in its row."""

Addresses = Callable[[CrossCitation], tuple[str, str]]
"""Gives the addresses of the cited provision and of what it is now, "" where there is no page."""


def citations_page(
    citations: Citations, options: ReportOptions, addresses: Addresses | None = None
) -> page.Page:
    """The counts, and the citations: faulty ones, unchecked ones, the others.

    With `addresses` each row also has the present words, and leads to the provisions.
    """
    language = options.language
    words = WORDS[language]
    groups: dict[str, list[CrossCitation]] = {"faulty": [], "unchecked": [], "fine": []}
    for citation in citations.citations:
        unchecked = citation.check is None or citation.check.verdict == "unchecked"
        groups["faulty" if citation.faulty else "unchecked" if unchecked else "fine"].append(
            citation
        )
    notes = (translate(note, language) for note in citations.notes)
    titles = {citation.mention.place.title for citation in citations.citations}
    title = words["untitled"]
    if len(titles) == 1:
        title = words["title"].format(title=quoted(*titles))
    return page.Page(
        family="citations",
        language=language,
        title=title,
        sections=(
            page.part(
                page.line(tally_words(citations, language), "strong"),
                *page.lines((CHECK_WORDS[language]["covers"], *notes), "quiet"),
            ),
            *(
                _section(words[name], group, language, several=len(titles) > 1, addresses=addresses)
                for name, group in groups.items()
                if group
            ),
        ),
    )


def _section(
    heading: str,
    group: Iterable[CrossCitation],
    language: Language,
    *,
    several: bool,
    addresses: Addresses | None,
) -> page.PageSection:
    words = WORDS[language]
    heads = ("place", "citation", "cited", "found", "corrected")
    columns = tuple(
        page.Column(head=words[key], wide=key in ("citation", "found")) for key in heads
    )
    rows = tuple(_row(one, language, several=several, addresses=addresses) for one in group)
    return page.PageSection(
        heading=page.line(heading, "strong"),
        blocks=(page.PageTable(columns=columns, rows=rows, layout="records"),),
    )


def _row(
    citation: CrossCitation, language: Language, *, several: bool, addresses: Addresses | None
) -> page.PageRow:
    place, check, words = citation.mention.place, citation.check, WORDS[language]
    corrected = "" if check is None else check.corrected(place.text) or ""
    role: page.Role = "bad" if citation.faulty else ""
    return page.PageRow(
        cells=(
            page.cell(
                " ".join(
                    filter(
                        None,
                        (
                            f"{quoted(place.title) if several else ''}{place.number}",
                            words["note"] if place.note else "",
                        ),
                    )
                )
            ),
            page.cell(place.text),
            _cited_cell(citation, language, addresses),
            page.cell(check_words(citation, language), role),
            page.cell(corrected, "strong"),
        )
    )


def _cited_cell(
    citation: CrossCitation, language: Language, addresses: Addresses | None
) -> tuple[page.PageLine, ...]:
    if citation.cited is None:
        return ()
    shown, words = page.cell(_cited(citation.cited, language)), WORDS[language]
    former = None if citation.check is None else citation.check.former
    if addresses is None and former is None:
        return shown
    cited, now = ("", "") if addresses is None else addresses(citation)
    stated = "" if citation.check is None or citation.check.words is None else citation.check.words
    present = page.cell(_brief(stated), "quiet")
    then = () if former is None else page.cell(_brief(former.text), "quiet")
    return (
        *(replace(part, address=cited) for part in shown),
        *(replace(part, name=words["now"], address=now) for part in present),
        *(replace(part, name=_then(former, words)) for part in then if former is not None),
    )


def _then(former: FormerNumber, words: Mapping[str, str]) -> str:
    return words["then"].format(number=former.number, date=former.date or UNDATED)


def _brief(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_WORDS else flat[:LONGEST_WORDS] + ELLIPSIS


def _cited(cited: CitedPlace, language: Language) -> str:
    words = WORDS[language]
    provision = words["to"].join(filter(None, (cited.number, cited.end_number)))
    if cited.basis == "itself":
        return f"{words['itself']} {provision}".strip()
    return f"{quoted(cited.title)}{provision}" + (f" @{cited.date}" if cited.date else "")


CITATION_KEYS = (
    *("from_uri", "from_title", "from_date", "from_eid", "from_number", "text", "name"),
    *("internal", "status", "cited_uri", "cited_title", "cited_date", "basis", "presumed"),
    *("cited_eid", "cited_number", "end_eid", "part", "outcome", "now", "ended", "outdated"),
)


def citation_rows(citations: Citations) -> DataRows:
    """A row for each citation: an edge from a provision to a provision."""
    return DataRows(keys=CITATION_KEYS, rows=map(_citation_row, citations.citations))


def _citation_row(citation: CrossCitation) -> dict[str, Cell]:
    place, cited, became = citation.mention.place, citation.cited, citation.became
    outcome = None if became is None else became.outcome
    return {
        **columns(
            place,
            "text",
            from_uri="uri",
            from_title="title",
            from_date="date",
            from_eid="eid",
            from_number="number",
        ),
        **columns(citation.mention, "name", "internal"),
        "status": citation.status,
        **columns(cited, "basis", "presumed", "end_eid", "part", cited_uri="uri"),
        **columns(cited, cited_title="title", cited_date="date", cited_eid="eid"),
        **columns(cited, cited_number="number"),
        "outcome": outcome,
        "now": None if became is None else " ".join(became.now_eids),
        **columns(citation.ended, ended="day"),
        "outdated": citation.outdated or (None if outcome != "unchanged" else False),
    }
