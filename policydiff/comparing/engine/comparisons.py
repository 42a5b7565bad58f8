"""Three and more versions, each compared with the one before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from policydiff.model.comparison import Comparison
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue

Lineage = tuple[str | None, ...]
"""One provision through all versions: its eId in each, None where the version does not have it.

A provision that was split stands in as many lineages as it has parts, one that was merged in as
many as it comes from.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons(JsonValue):
    """Three or more documents, with the comparison of each with the next.

    `documents` are in the order given, `comparisons` one fewer. Lineages stand in the last
    document's order, what ended earlier at its old position. `provision` is the provision that was
    asked for, as it was named; the lineages are then those that it belongs to.
    """

    family: ClassVar[str] = "many"

    documents: tuple[Document, ...] = field(compare=False)
    comparisons: tuple[Comparison, ...]
    lineages: tuple[Lineage, ...]
    provision: str | None = None

    @property
    def changed(self) -> bool:
        """True where any step changed anything."""
        return any(comparison.changed for comparison in self.comparisons)
