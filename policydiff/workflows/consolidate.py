"""consolidate: a base and an amending decision become the new version, written in the form that is asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from policydiff import plugins
from policydiff.errors import UsageError
from policydiff.model.consolidation import Consolidation
from policydiff.model.plugins import ExportOptions, Language, ReportOptions
from policydiff.workflows.export import export_form, write_export
from policydiff.workflows.resolve import Resolved, whole_document


class NoSuchFormError(UsageError):
    """A report, or a text, was asked for in a form that it does not have."""

    def __init__(self, form: str, reports: Collection[str], *, report: bool) -> None:
        """`reports` are the forms of the report, `report` says which of the two was asked for."""
        what, forms = ("report", reports) if report else ("new text", plugins.EXPORTS)
        super().__init__(f"the {what} is not written as {form}, but as {', '.join(forms)}")


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


def write_consolidation(result: Consolidation, form: str, options: ReportOptions, *, report: bool = True) -> bytes:
    """A report of the consolidation, or its text in a format of `export`. Raises `UnknownPluginError`."""
    if report:
        return plugins.consolidation_report(form).render(result, options)
    return write_export(result.document, form, ExportOptions(language=options.language))


def chosen_form(
    form: str | None, output: Path | None, *, report: bool | None, reports: Collection[str] = plugins.CONSOLIDATION_REPORTS
) -> tuple[str, bool]:
    """The form to write, and whether it is a report: what is asked for, else what the output's name tells, else the terminal's report.

    Where nobody says which, those of html and docx that `reports` has are reports, and txt, markdown and akn the new text. Raises `UnknownEndingError`, `NoSuchFormError`.
    """
    if form is None and output is not None:
        form = "json" if output.suffix.lower() == ".json" else export_form(output)
    form = form or ("txt" if report is False else "terminal")
    if form == "txt" and report:
        form = "terminal"
    if report is None:
        report = form in reports and form != "markdown"
    if form not in (reports if report else plugins.EXPORTS):
        raise NoSuchFormError(form, reports, report=report)
    return form, report


def summary(result: Consolidation, language: Language) -> tuple[str, ...]:
    """The counts in a line, and how the republished text compares in another."""
    from policydiff.views.consolidation_lines import summary_lines  # noqa: PLC0415 --help needs none of it

    return summary_lines(result, language)
