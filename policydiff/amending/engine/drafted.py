"""An amending decision that was drafted from two texts, and its JSON."""

from __future__ import annotations

from dataclasses import dataclass

from policydiff.amending.engine.operations import Consolidation, Difference
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """The facts of the decision that a person may give; dates are ISO (YYYY-MM-DD).

    Where one is None, the decision has what the new version states, else a visible blank (××);
    `title` None is made from that of the work, and without `number` the decision has none.
    """

    authority: str | None = None
    title: str | None = None
    number: str | None = None
    adopted: str | None = None
    promulgated: str | None = None
    in_force: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedAmendment(JsonValue):
    """The decision that leads from one text to the other.

    `text` is the decision, one line a paragraph; `decision` is what is read from it, and
    `consolidation` what becomes of the old text when it is carried out. `remains` are the
    differences between that and the new text, in characters. `quoted` counts the characters inside
    the outer quotation marks, `changed` those that go and those that come by the comparison,
    renumbered citations left out. `noise_ignored` says that `new` is the new text with the spaces
    and marks of the old one wherever the two differ in nothing else. `refused` is the reason for
    which `consolidate` takes the decision for one on another text, or for one that is carried out
    already, though it was drafted for this one; None where it does not.
    """

    old: Document
    new: Document
    decision: Document
    text: str
    consolidation: Consolidation
    quoted: int
    changed: int
    remains: tuple[Difference, ...] = ()
    noise_ignored: bool = False
    refused: Message | None = None

    @property
    def exact(self) -> bool:
        """True where the decision was carried out in full and gives the new text.

        It must be refused nowhere, too.
        """
        return self.consolidation.complete and not self.remains and self.refused is None
