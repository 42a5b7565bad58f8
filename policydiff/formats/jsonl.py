"""The rows of a value as JSON, a line each."""

from __future__ import annotations

from policydiff.model.reports import ReportOptions, Shown
from policydiff.report.sheets.data_rows import rows_of, write_rows


def render(value: Shown, options: ReportOptions) -> bytes:  # noqa: ARG001  data has no language
    """The file as bytes in UTF-8."""
    return b"".join(write_rows(rows_of(value), "jsonl"))
