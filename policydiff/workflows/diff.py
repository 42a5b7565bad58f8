"""diff: two files or stored versions become a comparison, a comparison becomes a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from policydiff import plugins
from policydiff.model.comparison import Comparison
from policydiff.model.plugins import ReportOptions
from policydiff.workflows.resolve import Resolved, whole_document


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOptions:
    """What a person may choose about a comparison; `dialect` and `kind` hold for files, not for what is stored."""

    granularity: Literal["word", "char"] = "word"
    show_noise: bool = False
    dialect: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diffed:
    """A comparison and where its two sides came from."""

    comparison: Comparison
    left: Resolved
    right: Resolved


def diff(left: str, right: str, repository: Path, options: DiffOptions) -> Diffed:
    """Compare two operands: each is a file, or a name in the repository at or above `repository`.

    Raises what `resolve.whole_document` raises.
    """
    from policydiff.diffing.compare import diff as compare  # noqa: PLC0415 numpy and the segmenter are heavy

    sides = [whole_document(operand, repository, dialect=options.dialect, kind=options.kind) for operand in (left, right)]
    comparison = compare(sides[0].document, sides[1].document, granularity=options.granularity, show_noise=options.show_noise)
    return Diffed(comparison=comparison, left=sides[0], right=sides[1])


def report(comparison: Comparison, form: str, options: ReportOptions) -> bytes:
    """A comparison written in the named form. Raises `UnknownPluginError`."""
    return plugins.report(form).render(comparison, options)


def form_of(path: Path | None) -> str:
    """The form that a file's name asks for (report.html → html); the terminal's where it says nothing."""
    suffix = path.suffix.lower() if path is not None else ""
    forms = {plugins.report(name).SUFFIX: name for name in plugins.REPORTS if name != "terminal"}
    return forms.get(suffix, "terminal")
