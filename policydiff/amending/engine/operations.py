"""The operations of an amending decision, their outcome on the base, and JSON.

The JSON is that of schemas/consolidation.schema.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from policydiff.messages import Message
from policydiff.model.citation import Steps as Steps  # noqa: PLC0414 - part of Operation
from policydiff.model.comparison import Edit
from policydiff.model.document import Document, Node
from policydiff.model.json_keys import JsonValue
from policydiff.model.source import Problem

OperationKind = Literal[
    "insertion", "substitution", "repeal", "renumbering", "split", "join", "context"
]
OperationStatus = Literal["applied", "parsed", "failed", "unparsed", "context", "other-work"]
DifferencePart = Literal[
    "title", "preamble", "heading", "article", "block", "structure", "attachment"
]


Side = Literal["before", "after", "begin", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(JsonValue):
    """One change that a decision makes to one place, or a sentence that makes none.

    `instruction` is the number of the decision's item (四, 第十二条), in a decision on many works with
    that of its part (二、1); None where the item has none. `work` is the title of the amended work
    where the decision names one beside the item. `steps` are the place in the base version,
    `result_steps` that in the new one, either empty where the decision names none. `range` is the
    range of which the place is one, empty where it is named by itself, `range_num` the range as
    printed, also where it is the place. `target` and `result` are eIds, `source` that of the
    decision's item, or of the paragraph where it stands in none. `message` gives the reason for a
    failure.
    """

    kind: ClassVar[OperationKind]

    status: OperationStatus = "parsed"
    instruction: str | None = None
    work: str | None = None
    steps: Steps = ()
    result_steps: Steps = ()
    target: str | None = None
    target_num: str | None = None
    result: str | None = None
    result_num: str | None = None
    message: Message | None = None
    source: str | None = None
    range: Steps = ()
    range_num: str | None = None

    @property
    def text(self) -> str | None:
        """The new text without its quotation marks, a line for each paragraph.

        The own words of a sentence that orders nothing or was not read.
        """
        return None

    @property
    def structure(self) -> tuple[Node, ...]:
        """The new text as nodes."""
        return ()

    @property
    def old(self) -> str | None:
        """The quoted words that go or beside which others come."""
        return None

    @property
    def side(self) -> Side | None:
        """The side of its place or words on which something comes."""
        return None

    @property
    def unit(self) -> str | None:
        """The level of what comes."""
        return None

    @property
    def excepted_num(self) -> str | None:
        """The places that a change throughout leaves alone, as printed."""
        return None

    @property
    def group(self) -> tuple[object, ...] | None:
        """The key of operations that are carried out together, None for one alone."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(Operation):
    """A sentence that orders nothing (`context`) or that no form fits (`unparsed`)."""

    kind: ClassVar[OperationKind] = "context"

    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText(Operation):
    """An operation with new text.

    `structure` is the text as nodes; `verbatim` is True where it is quoted in corner marks, so that
    quotation marks inside it are those of the text itself.
    """

    text: str | None = None
    structure: tuple[Node, ...] = ()
    verbatim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceText(NewText):
    """A new text for a place: 第五条修改为：“…”."""

    kind: ClassVar[OperationKind] = "substitution"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTitle(NewText):
    """Another title of the work."""

    kind: ClassVar[OperationKind] = "substitution"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPreamble(NewText):
    """Another preamble, all of it."""

    kind: ClassVar[OperationKind] = "substitution"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHeading(NewText):
    """Another heading of the place around `steps`."""

    kind: ClassVar[OperationKind] = "substitution"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceWords(NewText):
    """Words that become others: 将第三条中的“甲”修改为“乙”.

    `old` is None where as many words must come as go, and do not. `excepted` are the places of a
    work that a change throughout it leaves alone, `excepted_num` the same as printed.
    """

    kind: ClassVar[OperationKind] = "substitution"

    old: str | None = None
    excepted: tuple[Steps, ...] = ()
    excepted_num: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertWords(NewText):
    """Words that come beside others, or where `old` is None at an edge."""

    kind: ClassVar[OperationKind] = "insertion"

    old: str | None = None
    side: Side = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert(NewText):
    """A provision, chapter, attachment or sentence that comes: 增加一款，作为第二款.

    `side` is that of the article `steps` on which it comes, None where its number or the place that
    it comes into is given. `holds` are the articles that, by the decision, a chapter holds.
    """

    kind: ClassVar[OperationKind] = "insertion"

    unit: str | None = None
    side: Side | None = None
    holds: tuple[Steps, ...] = ()

    @property
    def group(self) -> tuple[object, ...] | None:
        """The 款, 项 or paragraphs of one text, where it is quoted."""
        small = self.unit in ("paragraph", "point", "indent", "preamble") and self.text
        return (self.steps, self.unit, self.text) if small else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete(Operation):
    """A place that goes; without one the whole work is repealed."""

    kind: ClassVar[OperationKind] = "repeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveHeading(Operation):
    """The heading of a place that goes, or that before an article."""

    kind: ClassVar[OperationKind] = "repeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteWords(Operation):
    """Words that go: 删去第三条中的“甲”."""

    kind: ClassVar[OperationKind] = "repeal"

    old: str = field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber(NewText):
    """Another number or place: 第五条改为第六条; of sentences with a text that may be new."""

    kind: ClassVar[OperationKind] = "renumbering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount(Operation):
    """The articles are numbered again: 条文顺序作相应调整; of 款 and 项 that orders nothing."""

    kind: ClassVar[OperationKind] = "renumbering"

    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(NewText):
    """One of several places that become one, `result_steps`."""

    kind: ClassVar[OperationKind] = "join"

    @property
    def group(self) -> tuple[object, ...]:
        """The places that become one."""
        return (self.result_steps,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(NewText):
    """One of several places, `result_steps`, that one becomes.

    `holds` are the articles that, by the decision, this part of a chapter holds.
    """

    kind: ClassVar[OperationKind] = "split"

    holds: tuple[Steps, ...] = ()

    @property
    def group(self) -> tuple[object, ...]:
        """The places that one becomes."""
        return (self.steps,)


def item_of(operation: Operation) -> Message:
    """The item of a decision in which an instruction stands, in words."""
    return (
        Message("item {item}", item=operation.instruction)
        if operation.instruction
        else Message("its first instruction")
    )


_WHOLE: Mapping[Steps, type[NewText]] = {
    (("title", ""),): SetTitle,
    (("preamble", ""),): SetPreamble,
}


def replacing(steps: Steps, **fields: Any) -> NewText:
    """The operation by which a place gets a new text."""
    last = SetHeading if steps[-1:] == (("heading", ""),) else ReplaceText
    return _WHOLE.get(steps, last)(steps=steps, **fields)


def deleting(steps: Steps, old: str | None) -> Operation:
    """The operation by which a place goes, or words in it."""
    if old is not None:
        return DeleteWords(steps=steps, old=old)
    heading = steps[-1:] and steps[-1][0] == "heading"
    return RemoveHeading(steps=steps) if heading else Delete(steps=steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredWorks(JsonValue):
    """A number of works that a decision declares, and how many its items name.

    It is of the works that the decision amends, of those that it repeals, or of both.
    """

    count: int
    found: int
    amends: bool
    repeals: bool

    @property
    def agrees(self) -> bool:
        """True where the items name as many works as the decision declares."""
        return self.count == self.found


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructions(JsonValue):
    """All operations of a decision, in its order.

    Every sentence of it stands in one operation at least. `declared` are the numbers of works that
    a decision on several ones states. `problems` are doubts whether all of it was found, such as a
    number of works that it declares and that is not the number of those in it.
    """

    decision: Document
    operations: tuple[Operation, ...]
    declared: tuple[DeclaredWorks, ...] = ()
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(JsonValue):
    """A part of the text that differs from the republished one or that only one has.

    `part` is its kind: the title or the preamble (`eid` is None), a heading, an article, a block
    (the paragraphs and tables without a number of a chapter or of the text), an attachment, or a
    structure, where the words are the same and stand in other 款 or 项 or in another place. `num`
    is its number as printed, of a block that of its chapter. `instruction` is the item that orders
    a change to it, None where no item that was read does. `decision` names the decision that this is
    said of, None for the last one, where others led to our text too. `edits` lead from our text to
    the republished one; of a structure, from the places that only ours has to those that only the
    other has.
    """

    eid: str | None
    num: str | None
    instruction: str | None
    edits: tuple[Edit, ...]
    part: DifferencePart = "article"
    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(JsonValue):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidation(JsonValue):
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
