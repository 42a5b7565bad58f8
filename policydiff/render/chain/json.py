"""A chain as JSON (`schemas/consolidation-chain.schema.json`): every step as a consolidation, and
the text that they lead to.
"""

from __future__ import annotations

import json

from policydiff.model.chain import Chain
from policydiff.model.plugins import ReportOptions

SUFFIX = ".json"


def render(chain: Chain, options: ReportOptions) -> bytes:  # noqa: ARG001  (data has no language, width or colour)
    """The whole of it, indented, with a final line feed."""
    return (json.dumps(chain.to_dict(), ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "replace"
    )
