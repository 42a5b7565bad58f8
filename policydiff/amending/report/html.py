"""The pages of an amending decision that was carried out, and of a chain.

They hold no script, and their content security policy forbids any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policydiff.amending.engine.chain_values import Chain
from policydiff.amending.engine.operations import Consolidation
from policydiff.amending.report import chain_words
from policydiff.amending.report import lines as consolidation_lines
from policydiff.amending.report.chain import (
    COUNTS,
    ChainStepView,
    changed_by,
    numbers,
    shown_steps,
    trace_to_last,
)
from policydiff.amending.report.consolidation import (
    ConsolidationView,
    ItemChanges,
    counts,
    read_sheet,
)
from policydiff.amending.report.lines import item_name
from policydiff.amending.report.whole_text import whole_text
from policydiff.amending.report.words import CONSOLIDATION_WORDS
from policydiff.comparing.report.table.extracts import short, short_paragraphs
from policydiff.locale import Language
from policydiff.model.reports import ReportOptions
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import WORDS
from policydiff.report.pieces import capitalised
from policydiff.report.rows import ComparisonRow

_STYLES = ("report.css", "many.css", "consolidation.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNames:
    """The names of places of one decision.

    `prefix` separates them from those of the other decisions on the page. `clauses` leads from the
    eIds of the text after this decision to those of the whole text that the page shows; None where
    that is the same text.
    """

    prefix: str = ""
    clauses: Mapping[str, tuple[str, ...]] | None = None

    def item(self, line: ItemChanges) -> str:
        """An item of the decision."""
        return f"{self.prefix}i{line.id}"

    @property
    def differences(self) -> str:
        """The differences from the republished text."""
        return f"{self.prefix}differences"

    def clause_links(
        self, sheet: ConsolidationView, row: ComparisonRow
    ) -> Iterator[tuple[str, str]]:
        """The clauses of a row that the whole text has, each with its citation and place."""
        pairs = zip(sheet.clauses[row.id], row.right, strict=True)
        for eid, cell in pairs if not row.container or row.heading else ():
            for there in (eid,) if self.clauses is None else self.clauses.get(eid, ())[:1]:
                yield cell.label, f"n-{there}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """A link back to an item: its words, and the name of the place."""

    words: str
    place: str


def consolidation_html(shown: Consolidation, options: ReportOptions) -> HtmlPage:
    """Each item of the decision beside the clauses that it changes."""
    language = options.language
    sheet, names = read_sheet(shown, options), PlaceNames()
    backs = {
        eid: [Back(words=item_name(line, language), place=names.item(line)) for line in lines]
        for eid, lines in sheet.changing().items()
    }
    return HtmlPage(
        title=consolidation_lines.title(shown, language),
        template="consolidation.html.j2",
        values={
            **_shared(language),
            "result": shown,
            "sheet": sheet,
            "names": names,
            "texts": consolidation_lines.texts(shown, language),
            "counts": counts(shown),
            "differences": consolidation_lines.differences(shown),
            "parts": whole_text(shown.document),
            "backs": backs,
        },
        styles=_STYLES,
    )


def chain_html(shown: Chain, options: ReportOptions) -> HtmlPage:
    """The steps at a glance, each with its items beside their clauses, the text."""
    language = options.language
    steps = shown_steps(shown, options)
    found = trace_to_last(steps)
    words = {**CONSOLIDATION_WORDS[language], **chain_words.CHAIN_WORDS[language]}
    names = [
        PlaceNames(prefix=f"s{step.place}-", clauses=way)
        for step, way in zip(steps, found, strict=True)
    ]

    def back(step: ChainStepView, line: ItemChanges) -> Back:
        date = step.step.date or words["step-name"].format(place=step.place)
        place = names[step.place - 1].item(line)
        return Back(words=f"{date} {item_name(line, language)}", place=place)

    ends = (("base-name", shown.base), ("result-name", shown.document))
    return HtmlPage(
        title=chain_words.title(shown, language),
        template="chain.html.j2",
        values={
            **_shared(language),
            "chains": chain_words,
            "capitalised": capitalised,
            "chain": shown,
            "chain_words": words,
            "columns": COUNTS,
            "ends": [consolidation_lines.text(words[key], end, language) for key, end in ends],
            "steps": list(zip(steps, names, strict=True)),
            "numbers": numbers(steps),
            "troubled": any(step.sheet.troubles for step in steps),
            "carries_on": chain_words.carries_on(shown),
            "parts": whole_text(shown.document),
            "backs": {
                eid: [back(step, line) for step, line in items]
                for eid, items in changed_by(steps, found).items()
            },
        },
        styles=(*_STYLES, "chain.css"),
    )


def _shared(language: Language) -> dict[str, object]:
    """The words and the lines of views that the templates of both pages use."""
    return {
        "lines": consolidation_lines,
        "words": {**WORDS[language], **CONSOLIDATION_WORDS[language]},
        "short": short,
        "short_paragraphs": short_paragraphs,
    }
