"""A history as JSON (`schemas/history.schema.json`)."""

from __future__ import annotations

import json

from policydiff.model.history import History
from policydiff.model.plugins import ReportOptions

SUFFIX = ".json"


def render(history: History, options: ReportOptions) -> bytes:  # noqa: ARG001  (data has no language, width or colour)
    """The whole of it, indented, with a final line feed."""
    return (json.dumps(history.to_dict(), ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "backslashreplace"
    )
