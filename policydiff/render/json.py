"""A comparison as JSON, by the contract: the same bytes for the same comparison."""

from __future__ import annotations

import json

from policydiff.model.plugins import ReportOptions
from policydiff.views.comparison import ComparisonView

SUFFIX = ".json"


def render(view: ComparisonView, options: ReportOptions) -> bytes:  # noqa: ARG001  (data has no language, width or colour)
    """The whole comparison in the contract's order, indented, with a final line feed."""
    text = json.dumps(view.to_dict(), ensure_ascii=False, indent=1)
    # Half a surrogate pair cannot be UTF-8; backslashreplace writes it as JSON's own escape.
    return (text + "\n").encode("utf-8", "backslashreplace")
