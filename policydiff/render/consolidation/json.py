"""A consolidation as JSON: the contract, with the new text and every operation."""

from __future__ import annotations

import json

from policydiff.model.consolidation import Consolidation
from policydiff.model.plugins import ReportOptions

SUFFIX = ".json"


def render(result: Consolidation, options: ReportOptions) -> bytes:  # noqa: ARG001  (data has no language, width or colour)
    """The whole of it, indented, with a final line feed."""
    return (json.dumps(result.to_dict(), ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "replace"
    )
