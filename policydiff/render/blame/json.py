"""A blame as JSON (`schemas/blame.schema.json`)."""

from __future__ import annotations

import json

from policydiff.model.blame import Blame
from policydiff.model.plugins import ReportOptions

SUFFIX = ".json"


def render(blame: Blame, options: ReportOptions) -> bytes:  # noqa: ARG001  (data has no language, width or colour)
    """The whole of it, indented, with a final line feed."""
    return (json.dumps(blame.to_dict(), ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "backslashreplace"
    )
