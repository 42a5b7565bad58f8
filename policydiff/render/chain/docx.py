"""A chain as Word tables: the steps at a glance, then the table of each step, as Chinese offices
send it; readable in black and white.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydiff.model.chain import Chain
from policydiff.model.plugins import ReportOptions
from policydiff.render._docx_rows import HEAD_SHADE
from policydiff.render._docx_table import (
    BOLD,
    PLAIN,
    SMALL,
    Mark,
    Markup,
    cell,
    fill,
    line,
    paragraph,
    row,
    run,
    table,
)
from policydiff.render.consolidation._docx_parts import Parts
from policydiff.render.office.package import to_bytes
from policydiff.render.office.pages import add_page_number, new_document
from policydiff.views import chain_words as say
from policydiff.views import consolidation_lines as told
from policydiff.views.chain import COUNTS, Numbers, Shown, numbers, shown_steps
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS
from policydiff.views.pieces import capitalised

SUFFIX = ".docx"

_TEXTS = (2000, 6285, 6285)
_OVERVIEW = (950, 1750, 3400, 750, 800, 1000, 1000, 1300, 3620)


def render(chain: Chain, options: ReportOptions) -> bytes:
    """The whole file."""
    document = new_document(landscape=True, title=say.title(chain, options.language))
    add_page_number(document.sections[0], "total" if options.language == "zh" else "centre")
    fill(document, _Word(chain, options).parts())
    return to_bytes(document)


class _Word:
    """One file being written."""

    def __init__(self, chain: Chain, options: ReportOptions) -> None:
        self.chain = chain
        self.language = options.language
        self.words = {**CONSOLIDATION_WORDS[self.language], **say.CHAIN_WORDS[self.language]}
        self.steps = shown_steps(chain, options)

    def parts(self) -> Iterator[Markup]:
        """Title, both ends of the chain, the overview, what must be known, every step."""
        yield paragraph((run(say.title(self.chain, self.language), Mark(size=18)),), style="Title")
        yield table(_TEXTS, self.ends())
        yield paragraph()
        yield self.overview()
        yield paragraph()
        yield from (
            line(capitalised(remark), BOLD) for remark in say.remarks(self.chain, self.language)
        )
        yield line(self.words["legend-docx"], SMALL)
        for step in self.steps:
            yield from self.step(step)
        yield paragraph()

    def ends(self) -> Iterator[Markup]:
        """The text that the chain starts from, and the one that it leads to."""
        for key, document in (("base-name", self.chain.base), ("result-name", self.chain.document)):
            text = told.text(self.words[key], document, self.language)
            facts = self.words["list"].join(text.facts)
            yield _row(
                _TEXTS, ((text.name, Mark(bold=True, size=9)), (text.title, SMALL), (facts, SMALL))
            )

    def overview(self) -> Markup:
        """A row for each step, and the sums."""
        names = ("step", "date", "decision", *COUNTS, "articles", "verified")
        heads = (
            line(capitalised(self.words[name]), Mark(bold=True, size=9), align="center")
            for name in names
        )
        cells = (
            cell(width, (words,), shade=HEAD_SHADE, middle=True)
            for width, words in zip(_OVERVIEW, heads, strict=True)
        )
        *each, total = numbers(self.steps)
        rows = (self.row(step, counted) for step, counted in zip(self.steps, each, strict=True))
        sums = (
            (words, Mark(bold=True, size=9))
            for words in (self.words["sum"], "", "", *_cells(total), "")
        )
        return table(_OVERVIEW, (row(cells, head=True), *rows, _row(_OVERVIEW, sums)))

    def row(self, shown: Shown, counted: Numbers) -> Markup:
        """A step."""
        name = self.words["step-name"].format(place=shown.place)
        facts = (name, say.step_day(shown.step, self.language), shown.step.result.decision.title)
        return _row(
            _OVERVIEW,
            (
                (words, SMALL)
                for words in (*facts, *_cells(counted), say.step_told(shown, self.language))
            ),
        )

    def step(self, shown: Shown) -> Iterator[Markup]:
        """A step under a heading that Word's navigation knows."""
        parts = Parts(shown.sheet)
        name = say.step_name(shown.place, shown.step, self.language)
        yield paragraph(
            (run(f"{name}　{shown.step.result.decision.title}", Mark(size=14)),), style="PartOne"
        )
        yield line(
            capitalised(say.step_start(shown.step, self.language)) + self.words["stop"], PLAIN
        )
        yield from parts.summary(say.step_told(shown, self.language))
        yield paragraph()
        yield parts.items()
        again = (say.again_line(shown.again, self.language),) if shown.again else ()
        yield from (*parts.followed(), *parts.verification(shown.fresh, *again), *parts.besides())


def _row(widths: Iterable[int], texts: Iterable[tuple[str, Mark]]) -> Markup:
    """A row of short texts."""
    return row(
        (
            cell(width, (line(words, mark),))
            for width, (words, mark) in zip(widths, texts, strict=True)
        ),
        whole=True,
    )


def _cells(counted: Numbers) -> tuple[str, ...]:
    return (
        *(str(getattr(counted, name)) for name in COUNTS),
        f"{counted.before} → {counted.after}",
    )
