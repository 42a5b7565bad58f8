"""A leaf: the HTML report as one file that takes marks and comes back."""

from __future__ import annotations

from dataclasses import replace

from policydiff import __version__
from policydiff.model.reports import ReportOptions, Shown
from policydiff.report.formats import FAMILIES, function
from policydiff.report.html.leaf import LeafHtml, write_leaf


def render(shown: Shown, options: ReportOptions) -> bytes:
    """The leaf of a value, with the marks of the options."""
    leaf: LeafHtml = function(f"{FAMILIES[shown.family].leaf}")(shown, options)
    return write_leaf(replace(leaf, program=__version__))
