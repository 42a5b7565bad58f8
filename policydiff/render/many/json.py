"""Several comparisons as JSON: the contract's dictionaries one after another, and the lineages."""

from __future__ import annotations

import json

from policydiff.model.comparisons import Comparisons
from policydiff.model.plugins import ReportOptions

SUFFIX = ".json"


def render(comparisons: Comparisons, options: ReportOptions) -> bytes:  # noqa: ARG001  (data has no language, width or colour)
    """The whole of it, indented, with a final line feed; half a surrogate pair is written as JSON's
    own escape.
    """
    text = json.dumps(comparisons.to_dict(), ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "backslashreplace")
