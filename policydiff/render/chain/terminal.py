"""A chain for the terminal: a line for each step, and below it what was not carried out and what
the republished text has otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policydiff.amending.chain import part_differences
from policydiff.locale import translate
from policydiff.model.chain import Chain, Step
from policydiff.model.consolidation import Difference
from policydiff.model.plugins import ReportOptions
from policydiff.render._ink import Ink, Styled, styled
from policydiff.views import consolidation_lines as told
from policydiff.views.chain_words import (
    CHAIN_WORDS,
    again_line,
    remarks,
    step_counts,
    step_date,
    step_verified,
)
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS
from policydiff.views.pieces import neutral

SUFFIX = ".txt"


def render(chain: Chain, options: ReportOptions) -> bytes:
    """Title, the steps, and the counts at the end. Without colour [-…-] and {+…+} mark the
    redline.
    """
    return _Terminal(chain, options).write()


class _Terminal:
    """One report being written."""

    def __init__(self, chain: Chain, options: ReportOptions) -> None:
        self.chain = chain
        self.options = options
        self.language = options.language
        self.words = CHAIN_WORDS[self.language]
        self.ink = Ink(options)

    def write(self) -> bytes:
        """Every part in turn."""
        base = self.chain.base
        self.ink.line((f"{neutral(self.chain.document.title)} · {self.words['report']}", "bold"))
        facts = f"{self.words['base']}{neutral(base.title)} {base.version_date or self.words['undated']}"
        self.ink.line((facts, ""))
        for step, fresh, again in part_differences(self.chain):
            self.step(step)
            self.differences(fresh, again)
        self.ink.line(("", ""))
        for remark in remarks(self.chain, self.language):
            self.ink.line((remark, "bold"))
        return self.ink.result()

    def step(self, step: Step) -> None:
        """A line for the step, then what is wrong with it."""
        result = step.result
        parts = (
            step_date(step, self.language),
            neutral(result.decision.title),
            step_counts(step, self.language),
        )
        style = "bold red" if told.differences(result) or not result.complete else "green"
        self.ink.line(
            ("  ".join(parts), "bold"), (f"  {step_verified(step, self.language)}", style), indent=4
        )
        for operation in result.operations:
            if operation.status in ("failed", "unparsed"):
                words = CONSOLIDATION_WORDS[self.language]
                named = (
                    operation.instruction or words["no-item"],
                    words[operation.status],
                    operation.target_num or "",
                )
                reason = told.trouble(operation, self.language)
                self.ink.line(
                    (
                        "    ✗ "
                        + neutral("  ".join(filter(None, (*named, reason)))).replace("\n", " "),
                        "red",
                    ),
                    indent=8,
                )
        for doubt in self.doubts(step):
            self.ink.line(("    ! " + doubt.replace("\n", " "), "yellow"), indent=8)

    def doubts(self, step: Step) -> Iterator[str]:
        """What a person should look at though it was carried out: misquoted words, references that
        lead nowhere now.
        """
        for operation in step.result.operations:
            words = told.remark(operation, self.language)
            if words:
                yield neutral(
                    "  ".join(filter(None, (operation.instruction, operation.target_num, words)))
                )
        yield from (
            neutral(translate(problem.message, self.language)) for problem in step.result.problems
        )

    def differences(self, fresh: tuple[Difference, ...], again: tuple[Difference, ...]) -> None:
        """The redline of each difference; those that the step before had already are named
        alone.
        """
        for difference in fresh:
            self.difference(difference)
        if again:
            self.ink.line((f"    {again_line(again, self.language)}", ""), indent=8)

    def difference(self, difference: Difference) -> None:
        """The place, the item that orders it, and the redline in one line."""
        place, by = told.difference_heads(difference, self.language)
        words = CONSOLIDATION_WORDS[self.language]
        parts: list[Styled] = [
            (f"    {place}{words['open']}{by}{words['close']}", "bold"),
            ("  ", ""),
        ]
        pieces = (
            replace(piece, text=piece.text.replace("\n", "⏎"))
            for piece in told.difference_pieces(difference)
        )
        parts += [styled(piece, colour=self.options.colour) for piece in pieces]
        self.ink.line(*parts, indent=8)
