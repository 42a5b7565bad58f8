"""A chain as Markdown: a table of the steps, then each step's items beside the clauses that they
change.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.chain import Chain
from policydiff.model.plugins import ReportOptions
from policydiff.render.consolidation._markdown_parts import Parts
from policydiff.render.markdown import cell_text, escape, table
from policydiff.views import chain_words as say
from policydiff.views import consolidation_lines as told
from policydiff.views.chain import COUNTS, Numbers, Shown, numbers, shown_steps
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS
from policydiff.views.pieces import capitalised

SUFFIX = ".md"


def render(chain: Chain, options: ReportOptions) -> bytes:
    """Title, both ends of the chain, the steps at a glance, what must be known, every step."""
    lines = _Markdown(chain, options).write()
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


class _Markdown:
    """One report being written, line by line."""

    def __init__(self, chain: Chain, options: ReportOptions) -> None:
        self.chain = chain
        self.language = options.language
        self.words = {**CONSOLIDATION_WORDS[self.language], **say.CHAIN_WORDS[self.language]}
        self.steps = shown_steps(chain, options)

    def write(self) -> Iterator[str]:
        """All lines."""
        yield from (f"# {escape(say.title(self.chain, self.language))}", "")
        for key, document in (("base-name", self.chain.base), ("result-name", self.chain.document)):
            text = told.text(self.words[key], document, self.language)
            facts = (
                f"{self.words['open']}{self.words['list'].join(text.facts)}{self.words['close']}"
                if text.facts
                else ""
            )
            yield f"- **{text.name}**{self.words['colon']}{escape(text.title + facts)}"
        yield ""
        yield from self.overview()
        for line in say.remarks(self.chain, self.language):
            yield f"- {escape(capitalised(line))}"
        yield ""
        for step in self.steps:
            yield from self.step(step)

    def overview(self) -> Iterator[str]:
        """A row for each step, and the sums."""
        heads = tuple(
            capitalised(self.words[name])
            for name in ("step", "date", "decision", *COUNTS, "articles", "verified")
        )
        *each, total = numbers(self.steps)
        rows = [self.row(step, line) for step, line in zip(self.steps, each, strict=True)]
        yield from table(heads, [*rows, (self.words["sum"], "", "", *_cells(total), "")])

    def row(self, shown: Shown, line: Numbers) -> tuple[str, ...]:
        """A step."""
        name = self.words["step-name"].format(place=shown.place)
        title = cell_text(shown.step.result.decision.title)
        return (
            name,
            say.step_day(shown.step, self.language),
            title,
            *_cells(line),
            cell_text(say.step_told(shown, self.language)),
        )

    def step(self, shown: Shown) -> Iterator[str]:
        """A step under its own heading."""
        parts = Parts(shown.sheet, "###")
        name = say.step_name(shown.place, shown.step, self.language)
        yield from (f"## {escape(f'{name}　{shown.step.result.decision.title}')}", "")
        yield f"- {escape(told.counts_line(shown.step.result, self.language))}"
        yield f"- {capitalised(say.step_start(shown.step, self.language))}"
        yield from (f"- **{escape(say.step_told(shown, self.language))}**", "")
        yield from (*parts.troubles(), *parts.doubts(), *parts.items(), *parts.followed())
        again = (say.again_line(shown.again, self.language),) if shown.again else ()
        yield from (*parts.verification(shown.fresh, *again), *parts.besides())


def _cells(line: Numbers) -> tuple[str, ...]:
    return (*(str(getattr(line, name)) for name in COUNTS), f"{line.before} → {line.after}")
