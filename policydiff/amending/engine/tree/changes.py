"""Changes that instructions make to the base. Every place is an eId of the base."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from policydiff.amending.engine.operations import Steps
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.errors import PolicyDiffError
from policydiff.messages import template
from policydiff.model.document import Attachment, Node, Provision, lines_in, provisions_in
from policydiff.model.index import ProvisionIndex
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
Claim = tuple[Hashable, Hashable, str]
"""What only one change can have, the value that a change wants there, and the template of the
message that another one has it.
"""
_SAME_NUMBER = template("{item} gives this number too")
_OTHER_NUMBER = template("{item} gives the place another number")
_SAME_PLACE = template("{item} changes the same place")


class UnfitError(PolicyDiffError):
    """An operation does not fit the base, or contradicts another: the reason alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseChange:
    """A change of the base, with its place, what it claims and what it excludes."""

    deed: ClassVar[str] = _SAME_PLACE
    """The template of the message that it stands against another change."""
    rewrites: ClassVar[bool] = False
    """True where two of one place contradict each other in one item too."""

    @property
    def eids(self) -> tuple[str, ...]:
        """The eIds that it is about; empty for the whole work."""
        return ()

    @property
    def new_text(self) -> str:
        """The text that a place gets."""
        return ""

    def whole(self, _index: ProvisionIndex) -> tuple[str, ...]:
        """The eIds of what it deletes, rewrites or gives another heading."""
        return ()

    def excludes(self, _inner: BaseChange, _text: str) -> bool:
        """True if it deletes or rewrites what the other changes; `_text` is its new text."""
        return False

    def claims(self) -> Iterator[Claim]:
        """The claims on values that only one change can have."""
        return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeChange(BaseChange):
    """A change of one node."""

    covers: ClassVar[bool] = False
    """True where it deletes or rewrites the node, or gives it another heading."""

    eid: str

    @property
    def eids(self) -> tuple[str, ...]:
        """The eId of the node."""
        return (self.eid,) if self.eid else ()

    def whole(self, _index: ProvisionIndex) -> tuple[str, ...]:
        """The node."""
        return (self.eid,) if self.covers else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed(NodeChange):
    """The removal of a node.

    What pointed to it points from then on to the new article `into`, by its number, or to the node
    `heir`, where one took it in. `paragraph` is the 款 of the new article in which its words stand,
    where that is plain.
    """

    deed: ClassVar[str] = template("{item} deletes the same place")
    covers: ClassVar[bool] = True

    into: str | None = None
    heir: str | None = None
    paragraph: str | None = None

    @property
    def rewrites(self) -> bool:  # type: ignore[override]
        """True where it does not live on elsewhere."""
        return self.into is None and self.heir is None

    def excludes(self, inner: BaseChange, _text: str) -> bool:
        """All but another removal, and what comes before or behind the node."""
        if isinstance(inner, NewBeside | NewHeadings):
            holds = isinstance(inner, NewHeadings) and self.rewrites
            return self.eid not in inner.eids or holds
        wide = isinstance(inner, ChangedWords) and inner.wide
        return not wide and not isinstance(inner, Removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten(NodeChange):
    """New nodes instead of a node, of an article or container as its content.

    `scope` is that of the articles which are numbered again with it.
    """

    deed: ClassVar[str] = template("{item} rewrites the same place")
    covers: ClassVar[bool] = True
    rewrites: ClassVar[bool] = True

    nodes: tuple[Node, ...]
    scope: str | None = None

    @property
    def new_text(self) -> str:
        """The text of its nodes."""
        return "".join(lines_in(self.nodes))

    def excludes(self, inner: BaseChange, text: str) -> bool:
        """All but the number, heading and place of the node, and words that it has."""
        if isinstance(inner, ChangedWords):
            return not inner.stands_in(text)
        if isinstance(inner, NewBeside | NewHeadings):
            return self.eid not in inner.eids
        own_place = isinstance(inner, NewPlace) and inner.eid == self.eid
        return self != inner and not own_place and not isinstance(inner, NewNumber | Headed)

    def claims(self) -> Iterator[Claim]:
        """The numbers of its articles."""
        if self.scope is not None:
            yield from _numbers(self.scope, self.nodes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed(NodeChange):
    """Another heading, or none; `stop` stands behind one that had none before."""

    covers: ClassVar[bool] = True

    heading: str | None
    stop: str | None = None

    @property
    def new_text(self) -> str:
        """The heading."""
        return self.heading or ""

    def excludes(self, inner: BaseChange, text: str) -> bool:
        """Words in the heading that it has not."""
        return isinstance(inner, ChangedWords) and inner.unlike_heading(self.eid, text)

    def claims(self) -> Iterator[Claim]:
        """The heading."""
        yield ("heading", self.eid), self.heading, template("{item} gives another heading")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNumber(NodeChange):
    """Another number for an article, a container or an attachment."""

    number: str
    group: str
    """In which numbers differ: the scope of articles, the holder and level of containers."""
    scope: str | None = None
    """The scope of articles that are numbered again with it."""
    within: Steps = ()
    """The container in the new version, where the decision names it with the number."""

    def claims(self) -> Iterator[Claim]:
        """The number, in its group and of the node."""
        yield ("number", self.eid), self.number, _OTHER_NUMBER
        yield ("taken", self.group, self.number), self.eid, _SAME_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Releveled(NodeChange):
    """A container that gets another level or another holder, and a new number.

    `left` is the group in which it was counted, `holder` the node that holds it from then on (None
    is the body), `behind` the node there behind which it is put meanwhile.
    """

    level: Level
    number: str
    left: str
    holder: str | None
    behind: str | None = None
    scope: str = BODY

    @property
    def eids(self) -> tuple[str, ...]:
        """The eIds of the container and of its holder."""
        return (self.eid, self.holder) if self.holder else (self.eid,)

    def claims(self) -> Iterator[Claim]:
        """The number, in its new group and of the node."""
        place = (self.level, self.number, self.holder)
        yield ("number", self.eid), place, _OTHER_NUMBER
        group = group_of(self.holder, self.level)
        yield ("taken", group, self.number), self.eid, _SAME_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace(NodeChange):
    """A 款, 项 or 目 with its place among its like in the new version, counted from 1."""

    number: int

    def claims(self) -> Iterator[Claim]:
        """The number of the node."""
        yield ("number", self.eid), self.number, _OTHER_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle(BaseChange):
    """An article that comes; it may hold nodes of the base that it takes in.

    `hint` is the container in which it stands, where one is named: its eId, or that which
    `container_name` gives a new one.
    """

    scope: str
    node: Provision
    hint: str | None = None

    @property
    def eids(self) -> tuple[str, ...]:
        """The eId of the container, else of the attachment."""
        around = self.hint or self.scope
        return (around,) if around else ()

    def claims(self) -> Iterator[Claim]:
        """The number."""
        yield ("taken", self.scope, self.node.number), self.node, _SAME_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBeside(BaseChange):
    """A new article before or behind one of the base.

    `anchor` is the eId of that one. The new article gets the number that follows from its place.
    """

    anchor: str
    side: Literal["before", "after"]
    scope: str
    node: Provision

    @property
    def eids(self) -> tuple[str, ...]:
        """The eId of the article."""
        return (self.anchor,)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContainer(BaseChange):
    """A new chapter with its quoted articles; `renumbers` where those after move on."""

    scope: str
    holder: str | None
    node: Provision
    renumbers: bool = False

    @property
    def eids(self) -> tuple[str, ...]:
        """The eId of the holder, else of the attachment."""
        around = self.holder or self.scope
        return (around,) if around else ()

    def claims(self) -> Iterator[Claim]:
        """The number, and those of its articles."""
        group = group_of(self.holder, self.node.level)
        yield ("taken", group, self.node.number), self.node, _SAME_NUMBER
        yield from _numbers(self.scope, self.node.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHeadings(BaseChange):
    """New headings before an article, maybe with articles of their own."""

    rewrites: ClassVar[bool] = True

    before: str
    nodes: tuple[Node, ...]

    @property
    def eids(self) -> tuple[str, ...]:
        """The eId of the article."""
        return (self.before,)

    def claims(self) -> Iterator[Claim]:
        """The numbers of the articles below them, else all that follows."""
        numbers = list(_numbers(BODY, self.nodes))
        yield from numbers
        first = self.nodes[0]
        if not numbers and isinstance(first, Provision):
            yield ("before", self.before, first.level), self.nodes, _SAME_PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheaded(NodeChange):
    """The removal of the heading of a container; what it held joins the one before."""

    deed: ClassVar[str] = template("{item} deletes the heading there")
    covers: ClassVar[bool] = True
    rewrites: ClassVar[bool] = True

    def excludes(self, inner: BaseChange, text: str) -> bool:
        """Another heading or number of the container, and words in its heading."""
        if isinstance(inner, ChangedWords):
            return inner.unlike_heading(self.eid, text)
        return isinstance(inner, Headed | NewNumber | Releveled) and inner.eid == self.eid


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChild(BaseChange):
    """款, 项 or 目 into a holder, or paragraphs into the preamble; last if unnumbered."""

    holder: str
    level: str
    number: str | None
    nodes: tuple[Node, ...]

    @property
    def eids(self) -> tuple[str, ...]:
        """The eId of the holder."""
        return (self.holder,) if self.holder else ()

    def claims(self) -> Iterator[Claim]:
        """The number."""
        if self.number is not None:
            yield ("child", self.holder, self.level, self.number), self.nodes, _SAME_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment(BaseChange):
    """A new attachment."""

    node: Attachment

    def claims(self) -> Iterator[Claim]:
        """The number."""
        yield ("taken", "attachments", self.node.number), self.node, _SAME_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWords(NodeChange):
    """Words [begin, end) that become others, `wide` wherever they stand in the work."""

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

    def stands_in(self, text: str) -> bool:
        """True if a new text has the words as this change wants them, or it is `wide`."""
        has = level(self.new) in text if self.new else level(self.old) not in text
        return self.wide or has

    def unlike_heading(self, eid: str, text: str) -> bool:
        """True if the words are in the heading of a node, and not so in its new one."""
        return (self.eid, self.part) == (eid, "heading") and not self.stands_in(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled(BaseChange):
    """A new title of the work."""

    title: str

    @property
    def eids(self) -> tuple[str, ...]:
        """The name of the title."""
        return (TITLE,)

    @property
    def new_text(self) -> str:
        """The title."""
        return self.title

    def whole(self, _index: ProvisionIndex) -> tuple[str, ...]:
        """The title."""
        return (TITLE,)

    def excludes(self, inner: BaseChange, text: str) -> bool:
        """Words in the title that it has not."""
        return isinstance(inner, ChangedWords) and not inner.stands_in(text)

    def claims(self) -> Iterator[Claim]:
        """The title."""
        yield "title", self.title, template("{item} gives another title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefaced(BaseChange):
    """A new preamble, all of it."""

    nodes: tuple[Node, ...]

    @property
    def new_text(self) -> str:
        """The text of its nodes."""
        return "".join(lines_in(self.nodes))

    def whole(self, index: ProvisionIndex) -> tuple[str, ...]:
        """The preamble and its paragraphs."""
        named = (getattr(node, "eid", None) for node in index.document.preamble)
        return (PREAMBLE, *filter(None, named))

    def excludes(self, inner: BaseChange, text: str) -> bool:
        """All that changes in the preamble, but words that it has."""
        if isinstance(inner, ChangedWords):
            return not inner.stands_in(text)
        return self != inner and not isinstance(inner, NewNumber | Headed)

    def claims(self) -> Iterator[Claim]:
        """The preamble."""
        yield "preamble", self.nodes, template("{item} gives another preamble")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(BaseChange):
    """An order to number the articles again, without gaps."""


def _numbers(scope: str, nodes: tuple[Node, ...]) -> Iterator[Claim]:
    for article in articles_in(nodes):
        yield ("taken", scope, article.number), article, _SAME_NUMBER


def articles_in(nodes: Iterable[Node]) -> list[Provision]:
    """The articles among nodes, at any depth."""
    return [node for node in provisions_in(tuple(nodes)) if node.level == "article"]


def group_of(holder: str | None, level: str) -> str:
    """The group in which the numbers of containers differ: a holder and a level."""
    return f"{holder or ''}:{level}"


def container_name(holder: str | None, level: str, number: str) -> str:
    """The interim name of a new container, until all eIds are set again."""
    return f"new:{holder or ''}:{level}:{number}"
