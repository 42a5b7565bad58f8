"""What an amending decision instructs: its operations, and their JSON (DESIGN, section 7, Contract)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from policydiff.model.comparison import describe
from policydiff.model.document import Document, Node

OperationKind = Literal["insertion", "substitution", "repeal", "renumbering", "split", "join", "context"]
OperationStatus = Literal["applied", "parsed", "failed", "unparsed", "context", "other-work"]
Steps = tuple[tuple[str, str], ...]
"""A place in canonical numbers, as `Citation` has it. Besides the levels a step may be ("title", "") for the name of the work,
("heading", "") for the heading of the step before it, ("preamble", "7") for a natural paragraph of it, ("preamble", "") for all of it,
("sentence", "2")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that a decision does to one place, or a sentence that does nothing (`context`) or could not be read (`unparsed`).

    `instruction` is the number of the decision's item (四, 第十二条), in a decision on many works with that of its part (二、1); None where
    the item has none. `work` is the title of the amended work where the decision names one beside the item. `steps` are the place in the
    base version, `result_steps` that in the new one, either empty where the decision names none; `unit` is the level of what is added.
    `old` are the quoted words that go or beside which something is added, `side` says where. `text` is the new text without its quotation
    marks, its paragraphs parted by a line feed; `structure` the same as nodes. An operation that is unparsed or context has its own words as
    `text`. `target` and `result` are eIds. `message` says why it failed.
    """

    kind: OperationKind
    status: OperationStatus = "parsed"
    instruction: str | None = None
    work: str | None = None
    steps: Steps = ()
    result_steps: Steps = ()
    unit: str | None = None
    old: str | None = None
    side: Literal["before", "after", "begin", "end"] | None = None
    text: str | None = None
    structure: tuple[Node, ...] = ()
    target: str | None = None
    target_num: str | None = None
    result: str | None = None
    result_num: str | None = None
    message: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract; `old` and `side` are added keys."""
        return {
            "instruction": self.instruction,
            "work": self.work,
            "kind": self.kind,
            "target": self.target,
            "target_num": self.target_num,
            "result": self.result,
            "result_num": self.result_num,
            "old": self.old,
            "side": self.side,
            "text": self.text,
            "status": self.status,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructions:
    """All that a decision says, in its order: every sentence of it stands in one operation at least."""

    decision: Document
    operations: tuple[Operation, ...]

    @property
    def unparsed(self) -> tuple[Operation, ...]:
        """The sentences that no form fits."""
        return tuple(operation for operation in self.operations if operation.status == "unparsed")

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {
            "schema_version": 1,
            "type": "instructions",
            "decision": describe(self.decision),
            "operations": [operation.to_dict() for operation in self.operations],
        }
