"""The orders of a decision as modifications, with the words that it quotes.

Active ones in the decision, passive ones in the version that comes of it: one for each operation,
for what the decision itself states. Articles that merely get other numbers because one came or went
before them are none: Akoma Ntoso states those by mapping their lasting names
(`policydiff.model.identifiers`). 条文顺序作相应调整 is one renumbering of the whole work.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, takewhile
from typing import cast

from policydiff.akn.links import NOWHERE, encode, write_steps
from policydiff.amending.engine.applying.base_checks import same_work
from policydiff.amending.engine.applying.new_wording import Places
from policydiff.amending.engine.effects.base import LAST, Base
from policydiff.amending.engine.operations import Insert, Operation, Steps
from policydiff.amending.engine.reading.masking import quoted_spans
from policydiff.model.document import Block, Document, Node, Provision, Quoted, Table, lines_in
from policydiff.model.identifiers import expression_uri
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.version import Address, Modification, ModificationType, QuotedText, anchor
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
    """The decision with its active modifications, and the words it quotes marked.

    `base` is the text that it amends, where that is known: places are then named as in that text,
    else as the decision cites them. A decision that has modifications already stays as it is.
    """
    if decision.active_modifications:
        return decision
    located = locate(decision, operations)
    names = name_words(decision, located)
    modifications = tuple(
        _active(
            operation,
            decision,
            base,
            old=_anchors(old, names),
            new=_anchors(new, names),
        )
        for operation, (old, new) in zip(operations, located, strict=True)
        if operation.kind != "context" and operation.status not in ("context", "unparsed")
    )
    return replace(mark(decision, names), active_modifications=modifications)


def with_passive_modifications(
    document: Document,
    base: Document,
    decision: Document,
    operations: Sequence[Operation],
    places: Places,
) -> Document:
    """The new version with the passive modifications that led to it from the base.

    `operations` are those of the consolidation, with their eIds. Each points to what it changed in
    the new version; where it names no place, to all that held the words; a repeal to what stood
    around the repealed, or where nothing is left of that, to the repealed itself. The last
    amendment of the document gets the URI of the decision.
    """
    located = locate(decision, operations)
    names = name_words(decision, located)
    at = _place(_work(decision), "") + "~"
    versions = _Versions(base=Base(document=base), new=index_document(document), places=places)
    modifications: list[Modification] = []
    for operation, words in zip(operations, located, strict=True):
        if operation.status == "applied" and operation.kind != "context":
            old, new = (tuple(at + names[piece] for piece in pieces) for pieces in words)
            modifications.append(replace(_passive(operation, decision, versions), old=old, new=new))
    amendments = (
        *document.amendments[:-1],
        *(replace(last, uri=decision.uri) for last in document.amendments[-1:]),
    )
    return replace(document, passive_modifications=tuple(modifications), amendments=amendments)


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
        """The eId in the new version of a part of the base."""
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
    if base is not None and (operation.work is None or same_work(operation.work, base)):
        return _work(base)
    title = operation.work or amended_title(decision)
    return f"{NOWHERE}/{encode(title)}" if title else NOWHERE


def _place(work: Address, eid: str) -> Address:
    """The address of a place in a work or version, or of all of it."""
    return f"{work}/!main~{eid}" if eid else f"{work}/!main"


def _places(work: Address, eid: str | None, steps: Steps) -> tuple[Address, ...]:
    """The address of a place, none for all of the work."""
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


_PARAGRAPH = re.compile(r"p_\d+(?:_\d+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPiece:
    """Words quoted in the paragraph `eid` at `span`, or all of the node `eid`."""

    text: str
    eid: str
    span: tuple[int, int] | None = None


QuotedWords = tuple[tuple[QuotedPiece, ...], tuple[QuotedPiece, ...]]
"""The pieces in which the old and the new words of an operation stand, empty where it has none or
they are not found.
"""
_Item = tuple[tuple[QuotedPiece, ...], int]
"""The pieces at a source of operations, and the index of the first that is its own."""


def locate(decision: Document, operations: Sequence[Operation]) -> tuple[QuotedWords, ...]:
    """The places of the words of each operation.

    They are looked for in the item of the operation, first behind those of the operation before it.
    What several operations share, as in 将第二条、第三条中的“甲”修改为“乙”, stands in one place for
    all of them.
    """
    items = dict(_items((*decision.preamble, *decision.body)))
    behind: Counter[str | None] = Counter()
    located: list[QuotedWords] = []
    for operation in operations:
        item = items.get(operation.source or "", ((), 0))
        start = max(item[1], behind[operation.source])
        words, behind[operation.source] = _locate(operation, item, start)
        located.append(words)
    return tuple(located)


def name_words(decision: Document, located: Iterable[QuotedWords]) -> dict[QuotedPiece, str]:
    """The eId of every piece: ``art_2__para_1__qtext_1``, in the order of the text."""
    used = {piece for old, new in located for piece in (*old, *new)}
    counts: Counter[str] = Counter()
    names: dict[QuotedPiece, str] = {}
    for piece in dict.fromkeys(_pieces((*decision.preamble, *decision.body))):
        if piece not in used:
            continue
        names[piece] = piece.eid
        if piece.span is not None:
            stem = _PARAGRAPH.sub("", piece.eid) + "qtext_"
            counts[stem] += 1
            names[piece] = f"{stem}{counts[stem]}"
    return names


def mark(decision: Document, names: Mapping[QuotedPiece, str]) -> Document:
    """The decision with the named words in its sentences marked."""
    quoted: defaultdict[str, list[QuotedText]] = defaultdict(list)
    for piece, eid in names.items():
        if piece.span is not None:
            quoted[piece.eid].append(QuotedText(span=piece.span, eid=eid))
    return replace(
        decision, preamble=_marked(decision.preamble, quoted), body=_marked(decision.body, quoted)
    )


def _marked(nodes: tuple[Node, ...], quoted: Mapping[str, list[QuotedText]]) -> tuple[Node, ...]:
    return tuple(_marked_node(node, quoted) for node in nodes)


def _marked_node(node: Node, quoted: Mapping[str, list[QuotedText]]) -> Node:
    if isinstance(node, Provision):
        return replace(node, content=_marked(node.content, quoted))
    words = quoted.get(node.eid or "", ())
    return replace(node, quoted=tuple(words)) if isinstance(node, Block) and words else node


def _locate(operation: Operation, item: _Item, start: int) -> tuple[QuotedWords, int]:
    """The words of an operation, and the place behind them."""
    if operation.kind == "context":
        return ((), ()), start
    pieces, old, new = item[0], operation.old, operation.text
    if old and new and (both := _find(item, start, (old, new))):
        return (pieces[slice(*both[0])], pieces[slice(*both[1])]), both[1][1]
    spans = [_find(item, start, (text,)) if text else None for text in (old, new)]
    before, after = (tuple(pieces[slice(*runs[0])]) if runs else () for runs in spans)
    return (before, after), max((runs[0][1] for runs in spans if runs), default=start)


def _find(item: _Item, start: int, texts: Sequence[str]) -> list[tuple[int, int]] | None:
    """Runs of pieces that read as the texts, one behind the other."""
    pieces, first = item
    for index in chain(range(start, len(pieces)), range(first, start)):
        spans: list[tuple[int, int]] = []
        for text in texts:
            begin = spans[-1][1] if spans else index
            end = _run(pieces, begin, text)
            spans += [(begin, end)] if end is not None else []
            if end is None:
                break
        if len(spans) == len(texts):
            return spans
    return None


def _run(pieces: tuple[QuotedPiece, ...], start: int, text: str) -> int | None:
    """The end of the pieces from `start` on that read as a text."""
    remainder = text
    for index in range(start, len(pieces)):
        head, remainder = remainder[: len(pieces[index].text)], remainder[len(pieces[index].text) :]
        if head != pieces[index].text or (remainder and not remainder.startswith("\n")):
            return None
        if not remainder:
            return index + 1
        remainder = remainder[1:]
    return None


def _items(nodes: tuple[Node, ...]) -> Iterator[tuple[str, _Item]]:
    """The pieces that are quoted at each possible source of an operation, by eId."""
    for numbered, run in groupby(nodes, key=lambda node: isinstance(node, Provision)):
        if numbered:
            for node in run:
                if isinstance(node, Provision):
                    yield node.eid, (tuple(_pieces(node.content)), 0)
                    yield from _items(node.content)
            continue
        pieces: list[QuotedPiece] = []
        begins: list[tuple[str, int]] = []
        for node in run:
            if isinstance(node, Block) and node.eid is not None:
                begins.append((node.eid, len(pieces)))
            pieces += _pieces((node,))
        shared = tuple(pieces)
        yield from ((eid, (shared, first)) for eid, first in begins)


def _pieces(nodes: Iterable[Node]) -> Iterator[QuotedPiece]:
    for node in nodes:
        if isinstance(node, Provision):
            yield from _pieces(node.content)
        elif node.eid is not None and isinstance(node, Block):
            spans = tuple(quoted_spans(node.text))
            yield from (
                QuotedPiece(text=node.text[slice(*span)], eid=node.eid, span=span) for span in spans
            )
            if not spans:
                yield QuotedPiece(text=node.text, eid=node.eid)
        elif node.eid is not None:
            yield QuotedPiece(text=_unmarked(node), eid=node.eid)


def _unmarked(node: Quoted | Table | Block) -> str:
    """The text of a node without quotation marks of its own."""
    return "\n".join(lines_in(node.content)) if isinstance(node, Quoted) else node.text
