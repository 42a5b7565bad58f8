"""Changes that instructions make to the base, as values.

Every place is an eId of the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policydiff.amending.engine.operations import Steps
from policydiff.errors import PolicyDiffError
from policydiff.model.document import Attachment, Node, Provision
from policydiff.model.kinds import Level

BODY = ""
"""The scope in which the articles of the body are numbered; that of an attachment is its eId."""
TITLE = "title"
"""What stands for the eId of the title."""
PREAMBLE = "preamble"
"""The holder of natural paragraphs."""
Part = tuple[int, int] | Literal["heading", "num"] | None
"""Where words stand in a node: a cell of a table (row, column), its heading, its printed number, or
its text.
"""


class UnfitError(PolicyDiffError):
    """An operation does not fit the base, or contradicts another.

    Its message is the reason alone.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """The removal of a node.

    What pointed to it points from then on to the new article `into`, by its number, or to the node
    `heir`, where one took it in.

    `paragraph` is the 款 of the new article in which its words stand, where that is plain.
    """

    eid: str
    into: str | None = None
    heir: str | None = None
    paragraph: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """New nodes instead of a node.

    Of an article, a container or an attachment instead of what it holds.

    `scope` is that of the articles which are numbered again with it.
    """

    eid: str
    nodes: tuple[Node, ...]
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """Another heading, or none.

    `stop` is what stands behind a new one that had none before.
    """

    eid: str
    heading: str | None
    stop: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNumber:
    """Another number for an article, a container or an attachment."""

    eid: str
    number: str
    group: str
    """In which numbers differ: the scope of articles, the holder and level of containers."""
    scope: str | None = None
    """The scope of articles that are numbered again with it."""
    within: Steps = ()
    """The container in the new version, where the decision names it with the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Releveled:
    """A container that gets another level or another holder, and a new number.

    `left` is the group in which it was counted, `holder` the node that holds it from then on (None
    is the body), `behind` the node there behind which it is put meanwhile.
    """

    eid: str
    level: Level
    number: str
    left: str
    holder: str | None
    behind: str | None = None
    scope: str = BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """A 款, 项 or 目 with its place among its like in the new version.

    The place is counted from 1.
    """

    eid: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article that comes; it may hold nodes of the base that it takes in.

    `hint` is the container in which it stands, where one is named: its eId, or that which
    `container_name` gives a new one.
    """

    scope: str
    node: Provision
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBeside:
    """A new article before or behind one of the base.

    `anchor` is the eId of that one. The new article gets the number that follows from its place.
    """

    anchor: str
    side: Literal["before", "after"]
    scope: str
    node: Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContainer:
    """A new chapter or section in a holder, with the articles quoted with it.

    `renumbers` where the articles after them move on.
    """

    scope: str
    holder: str | None
    node: Provision
    renumbers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHeadings:
    """New headings before an article of the base, given by its eId.

    Articles may be quoted with them. What follows belongs to them.
    """

    before: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheaded:
    """The removal of the heading of a container, given by its eId.

    What it held belongs to what stands before it.
    """

    container: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChild:
    """款, 项 or 目 that come into a holder, or natural paragraphs into the preamble.

    Without a number at the end.
    """

    holder: str
    level: str
    number: str | None
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment:
    """A new attachment."""

    node: Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWords:
    """Words of a text that become others.

    `old` at [begin, end) in characters; `wide` where they change wherever they stand in the work.
    """

    eid: str
    begin: int
    end: int
    old: str
    new: str
    part: Part = None
    wide: bool = False

    def meets(self, other: ChangedWords) -> bool:
        """True if both mean the same characters, or the same place between two."""
        if (self.eid, self.part) != (other.eid, other.part):
            return False
        return (self.begin, self.end) == (other.begin, other.end) or (
            self.begin < other.end and other.begin < self.end
        )

    def holds(self, other: ChangedWords) -> bool:
        """True if the other's characters are among these, and not all of them."""
        return (
            self.begin <= other.begin
            and other.end <= self.end
            and (self.begin, self.end) != (other.begin, other.end)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """A new title of the work."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefaced:
    """A new preamble, all of it."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An order to number the articles again, without gaps."""


def beside_name(anchor: str, side: str, place: int) -> str:
    """The interim name of an article that comes beside another.

    It holds until all eIds are set again; `place` counts the articles of one anchor and side.
    """
    return f"put:{anchor}:{side}:{place}"


def group_of(holder: str | None, level: str) -> str:
    """The group in which the numbers of containers differ: a holder and a level."""
    return f"{holder or ''}:{level}"


def container_name(holder: str | None, level: str, number: str) -> str:
    """The interim name of a new container, until all eIds are set again."""
    return f"new:{holder or ''}:{level}:{number}"


Change = (
    Removed
    | Rewritten
    | Headed
    | NewNumber
    | Releveled
    | NewPlace
    | NewArticle
    | NewBeside
    | NewContainer
    | NewHeadings
    | Unheaded
    | NewChild
    | NewAttachment
    | ChangedWords
    | Titled
    | Prefaced
    | Counted
)
