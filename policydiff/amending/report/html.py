"""The pages of a decision carried out, and of a chain, which allow no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from policydiff.amending.engine.chain import Chain
from policydiff.amending.engine.operations import Consolidation, Difference
from policydiff.amending.report import chain_words
from policydiff.amending.report import lines as consolidation_lines
from policydiff.amending.report.chain import (
    COUNTS,
    ChainStepView,
    OverviewLine,
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
from policydiff.amending.report.lines import ConsolidationText, item_name
from policydiff.amending.report.words import CONSOLIDATION_WORDS
from policydiff.comparing.report.table.extracts import short, short_paragraphs
from policydiff.model.document import Attachment, Document, Node, Provision, node_lines, number_gap
from policydiff.model.kinds import CONTAINERS
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionHtml(HtmlPage):
    """An amending decision that was carried out: its items, then the whole text.

    `parts` are those of the text, `backs` the links from its places to the items.
    """

    styles: tuple[str, ...] = _STYLES
    words: Mapping[str, str]
    parts: Sequence[TextPart]
    backs: Mapping[str, Sequence[Back]]

    lines = consolidation_lines
    short = staticmethod(short)
    short_paragraphs = staticmethod(short_paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidationHtml(DecisionHtml):
    """Each item of the decision beside the clauses that it changes."""

    template: str = "consolidation.html.j2"
    result: Consolidation
    sheet: ConsolidationView
    names: PlaceNames
    texts: Sequence[ConsolidationText]
    counts: Mapping[str, int]
    differences: Sequence[Difference]


def consolidation_html(shown: Consolidation, options: ReportOptions) -> ConsolidationHtml:
    """A decision that was carried out, as a page."""
    language = options.language
    sheet, names = read_sheet(shown, options), PlaceNames()
    backs = {
        eid: [Back(words=item_name(line, language), place=names.item(line)) for line in lines]
        for eid, lines in sheet.changing().items()
    }
    return ConsolidationHtml(
        title=consolidation_lines.title(shown, language),
        words={**WORDS[language], **CONSOLIDATION_WORDS[language]},
        result=shown,
        sheet=sheet,
        names=names,
        texts=consolidation_lines.texts(shown, language),
        counts=counts(shown),
        differences=consolidation_lines.differences(shown),
        parts=tuple(whole_text(shown.document)),
        backs=backs,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainHtml(DecisionHtml):
    """The steps at a glance, each with its items beside their clauses, the text."""

    template: str = "chain.html.j2"
    styles: tuple[str, ...] = (*_STYLES, "chain.css")
    chain: Chain
    chain_words: Mapping[str, str]
    ends: Sequence[ConsolidationText]
    steps: Sequence[tuple[ChainStepView, PlaceNames]]
    numbers: Sequence[OverviewLine]
    troubled: bool
    carries_on: bool

    chains = chain_words
    capitalised = staticmethod(capitalised)
    columns = COUNTS


def chain_html(shown: Chain, options: ReportOptions) -> ChainHtml:
    """A chain of decisions as a page."""
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
    return ChainHtml(
        title=chain_words.title(shown, language),
        words={**WORDS[language], **CONSOLIDATION_WORDS[language]},
        chain=shown,
        chain_words=words,
        ends=[consolidation_lines.text(words[key], end, language) for key, end in ends],
        steps=list(zip(steps, names, strict=True)),
        numbers=numbers(steps),
        troubled=any(step.sheet.troubles for step in steps),
        carries_on=chain_words.carries_on(shown),
        parts=tuple(whole_text(shown.document)),
        backs={
            eid: [back(step, line) for step, line in items]
            for eid, items in changed_by(steps, found).items()
        },
    )


_LEFT_OUT = frozenset(("title", "contents"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLines:
    """A paragraph with its number apart, or a table where `rows` holds any."""

    num: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A clause, a heading, or what stands around the text: `heading` or else `lines`."""

    eid: str | None
    look: Literal["title", "around", "container", "article", "block"]
    heading: str = ""
    lines: tuple[TextLines, ...] = ()


def whole_text(document: Document) -> Iterator[TextPart]:
    """The parts of a text in reading order, without the table of contents."""
    yield TextPart(eid="title", look="title", heading=document.title)
    for block in document.preface:
        if getattr(block, "role", "") not in _LEFT_OUT:
            yield _part(block, "around")
    yield from _nodes((*document.preamble, *document.body))
    yield from (_part(block, "around") for block in document.conclusions)
    for attachment in document.attachments:
        yield from _attachment(attachment)


def _nodes(nodes: Iterable[Node]) -> Iterator[TextPart]:
    """Nodes in reading order, chapters with their headings."""
    for node in nodes:
        if isinstance(node, Provision) and node.level in CONTAINERS:
            gap = number_gap(node) if node.heading else ""
            heading = f"{node.num or ''}{gap}{node.heading or ''}"
            yield TextPart(eid=node.eid, look="container", heading=heading)
            yield from _nodes(node.content)
        else:
            yield _part(node, "article" if isinstance(node, Provision) else "block")


def _attachment(attachment: Attachment) -> Iterator[TextPart]:
    heading = "　".join(filter(None, (attachment.num, attachment.heading)))
    yield TextPart(eid=attachment.eid, look="container", heading=heading)
    yield from _nodes(attachment.content)


def _part(node: Node, look: Literal["around", "article", "block"]) -> TextPart:
    return TextPart(eid=node.eid, look=look, lines=tuple(_lines(node)))


def _lines(node: Node) -> Iterator[TextLines]:
    """The paragraphs of a node; rows of cells as a table."""
    num = node.num or "" if isinstance(node, Provision) and node.level == "article" else ""
    for tabbed, group in groupby(node_lines(node), lambda line: "\t" in line):
        if tabbed:
            yield TextLines(rows=tuple(tuple(line.split("\t")) for line in group))
            continue
        for line in group:
            lead = num if line.startswith(num) else ""
            yield TextLines(num=lead, text=line.removeprefix(lead))
            num = ""
