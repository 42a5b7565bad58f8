"""The page of a chain: a row for each step, then its items by their clauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from policydiff.amending.engine.chain import Chain
from policydiff.amending.engine.operations import Difference, Verification
from policydiff.amending.report import chain_words
from policydiff.amending.report import lines as consolidation_lines
from policydiff.amending.report.chain import (
    COUNTS,
    ChainStepView,
    OverviewLine,
    numbers,
    shown_steps,
)
from policydiff.amending.report.page import SheetParts, text_fact
from policydiff.amending.report.words import CONSOLIDATION_WORDS
from policydiff.locale import Language
from policydiff.model.reports import ReportOptions
from policydiff.report.page import (
    Column,
    FactLines,
    Lines,
    Page,
    PageLine,
    PageRow,
    PageSection,
    PageTable,
    cell,
    line,
    lines,
    part,
    words,
)
from policydiff.report.pieces import capitalised, neutral


def chain_page(chain: Chain, options: ReportOptions) -> Page:
    """The whole page of decisions carried out one after another."""
    language = options.language
    labels = chain_words.CHAIN_WORDS[language]
    steps = shown_steps(chain, options)
    texts = (("base-name", chain.base), ("result-name", chain.document))
    facts = (
        text_fact(consolidation_lines.text(labels[key], document, language), language)
        for key, document in texts
    )
    return Page(
        family="chain",
        language=language,
        title=chain_words.title(chain, language),
        sections=(
            part(FactLines(lines=tuple(facts))),
            part(_overview(steps, language)),
            *(step_section(shown, language, _step_heading(shown, language)) for shown in steps),
        ),
        summary=lines(chain_words.remarks(chain, language), "strong"),
    )


def _overview(steps: tuple[ChainStepView, ...], language: Language) -> PageTable:
    labels = {**CONSOLIDATION_WORDS[language], **chain_words.CHAIN_WORDS[language]}
    keys = ("step", "date", "decision", *COUNTS, "articles", "verified")
    *each, total = numbers(steps)
    rows = [_row(shown, found, language) for shown, found in zip(steps, each, strict=True)]
    sums = (cell(labels["sum"], "strong"), (), (), *_counts(total), ())
    return PageTable(
        columns=tuple(
            Column(head=capitalised(labels[key]), wide=key in ("decision", "verified"))
            for key in keys
        ),
        rows=(*rows, PageRow(cells=sums, detail=True)),
        layout="records",
    )


def _counts(found: OverviewLine) -> tuple[Lines, ...]:
    each = (cell(str(getattr(found, name))) for name in COUNTS)
    return (*each, cell(f"{found.before} → {found.after}"))


def _row(shown: ChainStepView, found: OverviewLine, language: Language) -> PageRow:
    """A step, and by itself what is wrong with it."""
    step, labels = shown.step, chain_words.CHAIN_WORDS[language]
    result = step.result
    lead = (
        chain_words.step_date(step, language),
        neutral(result.decision.title),
        chain_words.step_counts(step, language),
    )
    bad = consolidation_lines.differences(result) or not result.complete
    verified = chain_words.step_verified(step, language)
    return PageRow(
        cells=(
            cell(labels["step-name"].format(place=shown.place)),
            cell(chain_words.step_day(step, language)),
            cell(result.decision.title),
            *_counts(found),
            cell(chain_words.step_summary(shown, language)),
        ),
        alone=(
            PageLine(
                text=(
                    *words("  ".join(lead), "strong"),
                    *words(f"  {verified}", "bad" if bad else "good"),
                )
            ),
            *trouble_lines(shown, language),
            *difference_lines(shown, language),
            *_again(shown, language),
        ),
    )


def difference_lines(shown: ChainStepView, language: Language) -> Iterator[PageLine]:
    """The differences from the republished text that the step before did not have."""
    for difference in shown.fresh:
        yield _difference(difference, shown.step.result.verification, language)


def trouble_lines(shown: ChainStepView, language: Language) -> Iterator[PageLine]:
    """The operations that failed, and those that a person should look at."""
    for item, operation in shown.sheet.troubles:
        named = (
            consolidation_lines.item_name(item, language),
            consolidation_lines.trouble_words(operation, language),
        )
        yield _marked("bad", "  ".join(named))
    for doubted, doubt in consolidation_lines.doubts(shown.sheet):
        yield _marked("doubt", consolidation_lines.doubt_line(doubted, doubt, language))


def _marked(role: Literal["bad", "doubt"], text: str) -> PageLine:
    return PageLine(mark=role, role=role, depth=2, text=words(text.replace("\n", " ")))


def _difference(difference: Difference, found: Verification | None, language: Language) -> PageLine:
    """The place, the item that orders it, and the redline in one line."""
    place, by = consolidation_lines.difference_heads(difference, found, language)
    labels = CONSOLIDATION_WORDS[language]
    pieces = (
        replace(piece, text=piece.text.replace("\n", "⏎"))
        for piece in consolidation_lines.difference_pieces(difference)
    )
    lead = words(f"{place}{labels['open']}{by}{labels['close']}", "strong")
    return PageLine(depth=2, text=(*lead, *words("  "), *pieces))


def _again(shown: ChainStepView, language: Language) -> Lines:
    """The differences that the step before had already, by their places."""
    if not shown.again:
        return ()
    return (replace(line(chain_words.again_line(shown.again, language)), depth=2),)


def _step_heading(shown: ChainStepView, language: Language) -> PageLine:
    name = chain_words.step_name(shown.place, shown.step, language)
    return line(f"{name}　{shown.step.result.decision.title}", "strong")


def step_section(shown: ChainStepView, language: Language, heading: PageLine) -> PageSection:
    """The items of a step beside their clauses, and its comparison."""
    step = shown.step
    again = [chain_words.again_line(shown.again, language)] if shown.again else []
    facts = (
        line(consolidation_lines.counts_line(step.result, language)),
        line(capitalised(chain_words.step_start(step, language))),
        line(chain_words.step_summary(shown, language), "strong"),
    )
    return PageSection(
        heading=heading,
        blocks=(
            FactLines(lines=facts),
            *SheetParts(sheet=shown.sheet).sections(shown.fresh, *again),
        ),
        detail=True,
    )
