"""The operations of an amending decision, their outcome on the base, and JSON.

The JSON is that of schemas/consolidation.schema.json.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from policydiff.messages import Message
from policydiff.model.citation import Steps as Steps  # noqa: PLC0414 - part of Operation
from policydiff.model.comparison import Edit
from policydiff.model.document import Document, Node
from policydiff.model.document_json import describe, problem_dict
from policydiff.model.source import Problem

OperationKind = Literal[
    "insertion", "substitution", "repeal", "renumbering", "split", "join", "context"
]
OperationStatus = Literal["applied", "parsed", "failed", "unparsed", "context", "other-work"]
DifferencePart = Literal[
    "title", "preamble", "heading", "article", "block", "structure", "attachment"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One change that a decision makes to one place, or a sentence without one.

    Such a sentence does nothing (`context`) or could not be read (`unparsed`).

    `instruction` is the number of the decision's item (四, 第十二条), in a decision on many works with
    that of its part (二、1); None where the item has none. `work` is the title of the amended work
    where the decision names one beside the item. `steps` are the place in the base version,
    `result_steps` that in the new one, either empty where the decision names none; `unit` is the
    level of what is added. `old` are the quoted words that go or beside which something is added,
    `side` is the side on which it is added. `text` is the new text without its quotation marks, its
    paragraphs separated by a line feed; `structure` the same as nodes; `verbatim` is True where it
    is quoted in corner marks, so that quotation marks inside it are those of the text itself. An
    operation that is unparsed or context has its own words as `text`. `holds` are the articles
    that, by the decision, a chapter holds. `range` is the range of which the place is one, empty
    where it is named by itself, `range_num` the range as printed, also where it is the place. `excepted` are the places of a work that a change
    throughout it leaves alone, `excepted_num` the same as printed. `target` and `result` are eIds,
    `source` that of the decision's item, or of the paragraph where it stands in none. `message`
    gives the reason for a failure.
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
    verbatim: bool = False
    target: str | None = None
    target_num: str | None = None
    result: str | None = None
    result_num: str | None = None
    message: Message | None = None
    source: str | None = None
    excepted: tuple[Steps, ...] = ()
    holds: tuple[Steps, ...] = ()
    excepted_num: str | None = None
    range: Steps = ()
    range_num: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract, with the keys that were added to it."""
        return {
            "instruction": self.instruction,
            "work": self.work,
            "kind": self.kind,
            "target": self.target,
            "target_num": self.target_num,
            "target_range": self.range_num,
            "result": self.result,
            "result_num": self.result_num,
            "old": self.old,
            "side": self.side,
            "excepted": self.excepted_num,
            "text": self.text,
            "status": self.status,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructions:
    """All operations of a decision, in its order.

    Every sentence of it stands in one operation at least. `problems` are doubts whether all of it
    was found, such as a number of works that it declares and that is not the number of those in it.
    """

    decision: Document
    operations: tuple[Operation, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def complete(self) -> bool:
        """True where all was parsed, and nothing that the decision declares is missing."""
        return not self.unparsed and not any(
            problem.severity == "error" for problem in self.problems
        )

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
            "problems": [problem_dict(problem) for problem in self.problems],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A part of the text that differs from the republished one or that only one has.

    `part` is its kind: the title or the preamble (`eid` is None), a heading, an article, a block
    (the paragraphs and tables without a number of a chapter or of the text), an attachment, or a
    structure, where the words are the same and stand in other 款 or 项 or in another place. `num`
    is its number as printed, of a block that of its chapter. `instruction` is the item that orders
    a change to it, None where no item that was read does. `edits` lead from our text to the
    republished one; of a structure, from the places that only ours has to those that only the other
    has.
    """

    eid: str | None
    num: str | None
    instruction: str | None
    edits: tuple[Edit, ...]
    part: DifferencePart = "article"

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract; `part` is an added key."""
        edits = [edit.to_dict() for edit in self.edits]
        return {
            "eid": self.eid,
            "num": self.num,
            "instruction": self.instruction,
            "edits": edits,
            "part": self.part,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The comparison of our text with the republished one.

    `articles` counts those of the republished text, `differences` are more than noise. The 题注,
    the table of contents, the order of promulgation and the signature are not compared. `unparsed`
    counts the sentences of the decision that were not read, None where it is not at hand.
    """

    exact: bool
    articles: int
    equal_articles: int
    differences: tuple[Difference, ...]
    unparsed: int | None = 0

    @property
    def equal_but_noise(self) -> bool:
        """True where the two differ at most in what the noise rule does not count."""
        return not self.differences

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {
            "exact": self.exact,
            "equal_but_noise": self.equal_but_noise,
            "articles": self.articles,
            "equal_articles": self.equal_articles,
            "differences": [difference.to_dict() for difference in self.differences],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidation:
    """A base with a decision carried out.

    `document` is the new version, and the status of each operation shows if it was applied.
    `problems` are doubts whether all of the decision was found (errors), and about the new version,
    such as a reference to a provision that the decision deletes.
    """

    family: ClassVar[str] = "consolidation"

    base: Document
    decision: Document
    operations: tuple[Operation, ...]
    document: Document
    verification: Verification | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def complete(self) -> bool:
        """True where all operations on this work were parsed and none failed.

        And none is missing that the decision declares. What is on another work was not looked at
        (`other_works`); what may be on this one counts.
        """
        return (
            not any(operation.status in ("failed", "unparsed") for operation in self.operations)
            and not self.errors
        )

    @property
    def other_works(self) -> tuple[Operation, ...]:
        """The operations on other works, and what was not understood about them."""
        return tuple(one for one in self.operations if one.status == "other-work")

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that report a missing part of the decision."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def differs(self) -> bool:
        """True where the republished text reads otherwise, in more than noise."""
        return self.verification is not None and not self.verification.equal_but_noise

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {
            "schema_version": 1,
            "type": "consolidation",
            "complete": self.complete,
            "base": describe(self.base),
            "decision": describe(self.decision),
            "operations": [operation.to_dict() for operation in self.operations],
            "document": {
                **describe(self.document),
                "articles": [
                    {"eid": article.eid, "num": article.num, "text": article.text}
                    for article in self.document.articles
                ],
            },
            "verification": None if self.verification is None else self.verification.to_dict(),
            "problems": [problem_dict(problem) for problem in self.problems],
        }
