"""draft_amendment: draft the decision that leads from one text to another."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from policydiff.amending.engine.drafted import DraftedAmendment, DraftFacts
from policydiff.amending.engine.drafting import drafting
from policydiff.amending.engine.drafting.noise import without_noise
from policydiff.comparing.actions.diff import Diffed, DiffOptions, diff
from policydiff.comparing.engine import compare
from policydiff.library.actions.export import export_form, write_export
from policydiff.locale import Language
from policydiff.model.comparison import Comparison
from policydiff.model.reports import Edition, ReportOptions
from policydiff.reading.load import check_date
from policydiff.works.resolve import Resolved
from policydiff.works.session import Session

_DATES = ("adopted", "promulgated", "in_force")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A drafted amendment and the origin of the old text and the new one."""

    result: DraftedAmendment
    sides: tuple[Resolved, Resolved]


def draft_amendment(
    old: str,
    new: str,
    session: Session,
    options: DiffOptions,
    facts: DraftFacts | None = None,
    *,
    noise: bool = False,
) -> Drafted:
    """Draft the decision that leads from one operand to the other.

    Each is a file, or a name in the repository.

    Pairings that a person set with `--pairs` or `link`, and those that a stored decision declares,
    count before the similarity of the texts. Only with `noise` does the draft order changes that
    are none of words: width, spaces, variants of marks.

    Raises `BadFactError`, and what `diff` and `policydiff.draft_amendment` raise.
    """
    known = facts or DraftFacts()
    for name in _DATES:
        value = getattr(known, name)
        if value is not None:
            check_date(name, value)
    found = diff(old, new, session, options)
    comparison = found.comparison if noise else _quieted(found)
    result = drafting.draft_amendment(comparison.left, comparison.right, known, comparison)
    return Drafted(
        result=replace(result, noise_ignored=comparison is not found.comparison),
        sides=(found.left, found.right),
    )


def _quieted(found: Diffed) -> Comparison:
    """The comparison with the new text in the characters of the old one."""
    quieted = without_noise(found.comparison)
    return (
        found.comparison
        if quieted == found.comparison.right
        else compare.diff(found.left.document, quieted, pairs=found.pairs)
    )


def draft_form(output: Path | None, form: str | None = None) -> str:
    """The form to write.

    The form that is asked for, else the one of the output's ending, else txt on stdout. Raises
    `UnknownEndingError`.
    """
    if form is None and output is not None and output.suffix.lower() == ".json":
        return "json"
    return export_form(output, form)


def write_draft(result: DraftedAmendment, form: str, language: Language) -> bytes:
    """The decision in a format of `export`, or all its data as JSON.

    As Akoma Ntoso the decision states what it changes where in the old text.

    Raises `UnknownFormatError`.
    """
    if form == "json":
        return (json.dumps(result.to_dict(), ensure_ascii=False, indent=1) + "\n").encode(
            "utf-8", "replace"
        )
    decision = result.consolidation.decision if form == "akn" else result.decision
    return write_export(Edition(document=decision), form, ReportOptions(language=language))
