"""The orders of a decision as modifications.

Active ones in the decision, passive ones in the version that comes of it.

One modification stands for each operation, for what the decision itself states. Articles that
merely get other numbers because one came or went before them are none: Akoma Ntoso states those by
mapping their lasting names (`policydiff.model.identifiers`). Where the decision says
条文顺序作相应调整, that is one renumbering of the whole work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import cast

from policydiff.akn.links import NOWHERE, encode, write_steps
from policydiff.amending.engine.applying.base_checks import same_work
from policydiff.amending.engine.applying.quotations import QuotedPiece, locate, mark, name_words
from policydiff.amending.engine.applying.reference_updates import Places
from policydiff.amending.engine.effects.base import LAST, Base
from policydiff.amending.engine.operations import Insert, Operation, Steps
from policydiff.model.document import Document
from policydiff.model.identifiers import expression_uri
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.version import Address, Modification, ModificationType, anchor
from policydiff.text.citations.resolving import amended_title
from policydiff.text.places import counted, is_range

_WITHOUT_EID = frozenset(("heading", "title", "sentence", "intro", "row"))
"""Steps that no eId names; the place around them stands for them, as it does for one that is
counted from the end.
"""
_MOVING = frozenset(("renumbering", "split", "join"))


def with_active_modifications(
    decision: Document, operations: Sequence[Operation], base: Document | None = None
) -> Document:
    """The decision with its active modifications, and the quoted words marked.

    The modifications are what it changes elsewhere; marked are the words that it quotes for that in
    its sentences.

    `base` is the text that it amends, where that is known: places are then named as in that text,
    else as the decision cites them. A decision that has modifications already stays as it is.
    """
    if decision.active_modifications:
        return decision
    located = locate(decision, operations)
    names = name_words(decision, located)
    found = tuple(
        _active(
            operation,
            decision,
            base,
            old=_anchors(words.old, names),
            new=_anchors(words.new, names),
        )
        for operation, words in zip(operations, located, strict=True)
        if operation.kind != "context" and operation.status not in ("context", "unparsed")
    )
    return replace(mark(decision, names), active_modifications=found)


def with_passive_modifications(
    document: Document,
    base: Document,
    decision: Document,
    operations: Sequence[Operation],
    places: Places,
) -> Document:
    """The new version with its passive modifications.

    They are what led to it from the base.

    How the base came to be stands in the base.

    `operations` are those of the consolidation, with their eIds. Each points to what it changed in
    the new version; where it names no place, to all that held the words; a repeal to what stood
    around the repealed, or where nothing is left of that, to the repealed itself. The last
    amendment of the document gets the URI of the decision.
    """
    located = locate(decision, operations)
    names = name_words(decision, located)
    at = _place(_work(decision), "") + "~"
    versions = _Versions(base=Base(document=base), new=index_document(document), places=places)
    found: list[Modification] = []
    for operation, words in zip(operations, located, strict=True):
        if operation.status == "applied" and operation.kind != "context":
            old, new = (
                tuple(at + names[piece] for piece in pieces) for pieces in (words.old, words.new)
            )
            found.append(replace(_passive(operation, decision, versions), old=old, new=new))
    amendments = (
        *document.amendments[:-1],
        *(replace(last, uri=decision.uri) for last in document.amendments[-1:]),
    )
    return replace(document, passive_modifications=tuple(found), amendments=amendments)


def _anchors(
    pieces: Sequence[QuotedPiece], names: Mapping[QuotedPiece, str]
) -> tuple[Address, ...]:
    return tuple(anchor(names[piece]) for piece in pieces)


def _active(
    operation: Operation,
    decision: Document,
    base: Document | None,
    *,
    old: tuple[Address, ...],
    new: tuple[Address, ...],
) -> Modification:
    work = _amended(operation, decision, base)
    place = _places(work, operation.target, operation.steps) or (_place(work, ""),)
    result = _places(work, operation.result, operation.result_steps)
    inserted = isinstance(operation, Insert)
    return Modification(
        type=cast("ModificationType", operation.kind),
        source=(_source(operation, decision, inside=True),),
        destination=result if inserted and result else place,
        old=old,
        new=(*new, *result) if operation.kind in _MOVING else new,
    )


def _passive(operation: Operation, decision: Document, versions: _Versions) -> Modification:
    base = versions.base.document
    target = operation.target or versions.base_eid(operation.steps)
    previous = (
        None if target is None else _place(expression_uri(_work(base), base.version_date), target)
    )
    results = versions.results(operation, target)
    return Modification(
        type=cast("ModificationType", operation.kind),
        source=(_source(operation, decision, inside=False),),
        destination=results or (previous or _place(_work(base), ""),),
        previous=previous,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Versions:
    """The base and the new version, and where everything of the base has gone."""

    base: Base
    new: ProvisionIndex
    places: Places
    words: dict[str, tuple[Address, ...]] = field(default_factory=dict)
    """Words that change throughout, with the places in the new version of what held them."""

    def base_eid(self, steps: Steps) -> str | None:
        """The eId of a place in the base, None where it has none."""
        node = self.base.find(_citable(steps))
        return None if node is None else node.eid

    def results(self, operation: Operation, target: str | None) -> tuple[Address, ...]:
        """The places of what an operation has changed in the new version.

        Empty where that is the whole of it.
        """
        if not operation.steps and operation.old:
            return self._holding(operation.old)
        result = self._result(operation, target)
        return (anchor(result),) if result is not None else ()

    def _holding(self, old: str) -> tuple[Address, ...]:
        if old not in self.words:
            held = (self._stays(text.eid) for text, _ in self.base.holding((), old))
            self.words[old] = tuple(dict.fromkeys(anchor(eid) for eid in held if eid is not None))
        return self.words[old]

    def _result(self, operation: Operation, target: str | None) -> str | None:
        if operation.steps[:1] and operation.steps[0][0] == "preamble":
            return self._find(operation.result_steps or operation.steps)
        inside = (
            self._gone_to(target) if operation.kind == "insertion" and target is not None else ()
        )
        came = self._find((*inside, *operation.result_steps[-1:])) if inside else None
        return came or operation.result or (None if target is None else self._stays(target))

    def _stays(self, eid: str) -> str | None:
        """The eId in the new version of a part of the base.

        Or of the nearest part around it that stays.
        """
        around = (
            self._find(self._gone_to(name)) for name in (eid, *self.base.index.ancestors(eid))
        )
        return next((name for name in around if name is not None), None)

    def _gone_to(self, eid: str) -> Steps:
        return tuple(self.places.get(eid, {}).items())

    def _find(self, steps: Steps) -> str | None:
        node = self.new.find(_citable(steps))
        return None if node is None else node.eid


def _source(operation: Operation, decision: Document, *, inside: bool) -> Address:
    """The item of the decision, or all of it where nothing in it has an eId."""
    if inside and operation.source is not None:
        return anchor(operation.source)
    return _place(_work(decision), operation.source or "")


def _work(document: Document) -> Address:
    """The address of the work of a document, by its title where it has no URI."""
    return document.uri or f"{NOWHERE}/{encode(document.title)}"


def _amended(operation: Operation, decision: Document, base: Document | None) -> Address:
    """The work that an operation amends."""
    if base is not None and (operation.work is None or same_work(operation.work, base)):
        return _work(base)
    title = operation.work or amended_title(decision)
    return f"{NOWHERE}/{encode(title)}" if title else NOWHERE


def _place(work: Address, eid: str) -> Address:
    """The address of a place in a work or version, or of all of it."""
    return f"{work}/!main~{eid}" if eid else f"{work}/!main"


def _places(work: Address, eid: str | None, steps: Steps) -> tuple[Address, ...]:
    """The address of a place, none for all of the work.

    Of a range, where the base is not known, those of all that it counts.
    """
    eids = [eid or write_steps(_citable(place)) for place in counted((steps,))]
    return tuple(_place(work, name) for name in dict.fromkeys(eids) if name)


def _citable(steps: Steps) -> Steps:
    return tuple(
        takewhile(
            lambda step: (
                step[0] not in _WITHOUT_EID and step[1] not in LAST and not is_range((step,))
            ),
            steps,
        )
    )
