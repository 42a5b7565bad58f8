"""The lineage of one work: where parts came from, and names that last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policydiff.messages import Message
from policydiff.model.comparison import Edit, MatchKind
from policydiff.model.document import Document, Node, Provision
from policydiff.model.json_keys import JsonValue
from policydiff.model.version import Decision

Names = Mapping[str, str]
"""eId of a version → wId."""

Evidence = Literal["declared", "pinned", "inferred"]
"""Who says that two parts are one clause: a decision, a person, or the alignment of their texts."""

Pair = tuple[int, int]
"""Two versions of a work by their places, the older one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A version by its index, with its date, the prefix of its lasting names."""

    place: int
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The effect of one operation of a decision on the parts of two versions.

    `left` is the eId of the part of the version before, `right` that of the version after. With
    both they are one clause; with `ends` the left one has no successor, with `begins` the right one
    no predecessor. With neither side it is about words, wherever they stand: `old`. `instruction`
    is the number of the item.
    """

    left: str | None = None
    right: str | None = None
    begins: bool = False
    ends: bool = False
    instruction: str | None = None
    old: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A decision that leads from one version to the next, and its acts."""

    decision: Decision
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(JsonValue):
    """A part without a successor, as an act or a person states (`evidence`)."""

    eid: str
    evidence: Evidence = "inferred"
    instructions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The origin of one part of a version.

    `left` are the eIds of the version before, none where it is new. `pinned` are those of `left`
    that a person linked to it, where `evidence` gives another ground. `instructions` are the
    numbers of the items of the deciding act that are about it, where that act is stored. `edits`
    lead from the texts of `left`, joined by line feeds, to this text; none where the text is the
    same to the letter.
    """

    eid: str
    left: tuple[str, ...] = ()
    kind: MatchKind = "unchanged"
    renumbered: bool = False
    moved: bool = False
    explained: bool = False
    doubtful: bool = False
    heading_edits: tuple[Edit, ...] = ()
    edits: tuple[Edit, ...] = ()
    evidence: Evidence = "inferred"
    pinned: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageStep:
    """The step from one version to the next, by each part of the later one.

    A part that is in `left` of no origin has ended. `decision` is the stored act that led there;
    `endings` are the ends that it, or a person, states.
    """

    origins: tuple[Origin, ...]
    decision: Decision | None = None
    endings: tuple[Ending, ...] = ()

    def onward(self) -> dict[str, tuple[str, ...]]:
        """eId of the earlier version → what came of it, in the later version's order."""
        found: dict[str, tuple[str, ...]] = {}
        for origin in self.origins:
            for eid in origin.left:
                found[eid] = (*found.get(eid, ()), origin.eid)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLineage:
    """All versions of one work from the oldest to the newest.

    `versions` are their dates (``undated``), `steps` one fewer. `wids` give for each version the
    lasting name of every provision; `master` is the place of the version stored first, whose eIds
    they are; where that was removed, `removed_master` is its date. `remarks` report what people
    stated and what could not be used.
    """

    versions: tuple[str, ...]
    steps: tuple[LineageStep, ...]
    wids: tuple[Names, ...]
    master: int = 0
    removed_master: str | None = None
    remarks: tuple[Message, ...] = ()

    def decision(self, version: int) -> Decision | None:
        """The stored act that led to the version at a place from the one before."""
        return self.steps[version - 1].decision if version else None

    def since(self, version: int) -> dict[str, str]:
        """The oldest version since which each part has borne its eId without a break."""
        return {
            eid: self.versions[self._borne(version, eid, wid)]
            for eid, wid in self.wids[version].items()
        }

    def _borne(self, version: int, eid: str, wid: str) -> int:
        while version and self.wids[version - 1].get(eid) == wid:
            version -= 1
        return version


def neighbours(order: Sequence[Named], count: int) -> tuple[int | None, int | None]:
    """The next older and younger of the versions stored before the one at `count`."""
    place, known = order[count].place, [named.place for named in order[:count]]
    return max((one for one in known if one < place), default=None), min(
        (one for one in known if one > place), default=None
    )


def naming_pairs(order: Sequence[Named]) -> tuple[Pair, ...]:
    """The pairs compared for lasting names: each version and its stored neighbours."""
    pairs: list[Pair] = []
    for count, named in enumerate(order):
        older, younger = neighbours(order, count)
        pairs += [(older, named.place)] if older is not None else []
        pairs += [(named.place, younger)] if younger is not None else []
    return tuple(pairs)


def with_names(document: Document, names: Names) -> Document:
    """The same document, each provision with its wId."""
    return replace(
        document,
        preamble=_named(document.preamble, names),
        body=_named(document.body, names),
        attachments=tuple(
            replace(part, content=_named(part.content, names)) for part in document.attachments
        ),
    )


def _named(nodes: tuple[Node, ...], names: Names) -> tuple[Node, ...]:
    return tuple(
        replace(node, wid=names.get(node.eid, node.wid), content=_named(node.content, names))
        if isinstance(node, Provision)
        else node
        for node in nodes
    )
