"""Any value as JSON, by its schema: the same bytes for the same value."""

from __future__ import annotations

import json
from typing import Any, Protocol

from policydiff.model.reports import ReportOptions


class Data(Protocol):
    """A value with a dictionary."""

    def to_dict(self) -> dict[str, Any]:
        """As in its schema."""
        ...


def render(value: Data, options: ReportOptions) -> bytes:  # noqa: ARG001  (data has no language, width or colour)
    """The whole value in the order of the schema, indented, with a final line feed."""
    return encode(value.to_dict())


def encode(value: dict[str, Any]) -> bytes:
    """A dictionary as JSON in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    # Half a surrogate pair cannot be UTF-8; backslashreplace writes it as JSON's own escape.
    return (text + "\n").encode("utf-8", "backslashreplace")
