"""A relation as JSON, by the contract: the same bytes for the same relation."""

from __future__ import annotations

import json

from policydiff.model.plugins import ReportOptions
from policydiff.model.relation import Relation

SUFFIX = ".json"


def render(relation: Relation, options: ReportOptions) -> bytes:  # noqa: ARG001  (data has no language, width or colour)
    """The whole relation in the contract's order, indented, with a final line feed; half a
    surrogate pair as JSON's own escape.
    """
    text = json.dumps(relation.to_dict(), ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "backslashreplace")
