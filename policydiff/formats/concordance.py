"""The numbers of a value as a table for the terminal."""

from __future__ import annotations

from dataclasses import replace

from policydiff.formats.terminal import write_page
from policydiff.model.reports import ReportOptions
from policydiff.relating.report.concordances import concordance_page


def render(value: object, options: ReportOptions) -> bytes:
    """Title, versions, and one line for each article; nothing but text."""
    return write_page(concordance_page(value, options), replace(options, colour=False))
