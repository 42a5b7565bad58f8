"""consolidate: a base and an amending decision become the new version, written in the form that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policydiff import plugins
from policydiff.model.consolidation import Consolidation
from policydiff.model.plugins import ExportOptions, Language, ReportOptions
from policydiff.workflows.export import write_export
from policydiff.workflows.resolve import Resolved, whole_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    """A consolidation and the texts that it was made of: base, decision and, where given, the republished text."""

    result: Consolidation
    sides: tuple[Resolved, ...]


def consolidate(
    base: str, decision: str, repository: Path, *, against: str | None = None, standard_input: bytes | None = None
) -> Consolidated:
    """Carry out a decision on a base; each operand is a file, or a name in the repository.

    Raises what `resolve.whole_document` raises, and `WrongBaseError`.
    """
    from policydiff.amending.consolidate import consolidate as carry_out  # noqa: PLC0415 --help needs none of it

    named = (base, decision, against) if against is not None else (base, decision)
    sides = tuple(whole_document(operand, repository, standard_input=standard_input) for operand in named)
    result = carry_out(*(side.document for side in sides))
    return Consolidated(result=result, sides=sides)


def write_consolidation(result: Consolidation, form: str, options: ReportOptions) -> bytes:
    """A report of the consolidation, or its text in a format of `export`. Raises `UnknownPluginError`."""
    if form in plugins.CONSOLIDATION_REPORTS:
        return plugins.consolidation_report(form).render(result, options)
    return write_export(result.document, form, ExportOptions(language=options.language))


def summary(result: Consolidation, language: Language) -> tuple[str, ...]:
    """The counts in a line, and how the republished text compares in another."""
    from policydiff.reports.consolidation._told import summary_lines  # noqa: PLC0415 --help needs none of it

    return summary_lines(result, language)
