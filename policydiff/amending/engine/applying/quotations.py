"""The places in the decision of the words of operations.

Within a sentence, as quoted structure, or as paragraphs without marks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

from policydiff.amending.engine.operations import Operation
from policydiff.amending.engine.reading.masking import quoted_spans
from policydiff.model.document import Block, Document, Node, Provision, Quoted, Table, lines_in
from policydiff.model.version import QuotedText

_PARAGRAPH = re.compile(r"p_\d+(?:_\d+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPiece:
    """Something that an item quotes.

    Words in the paragraph `eid` at `span`, or all of the node `eid`.
    """

    text: str
    eid: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _ItemPieces:
    """The pieces at a source of operations, from the place `first` on."""

    pieces: tuple[QuotedPiece, ...] = ()
    first: int = 0


_NOTHING = _ItemPieces()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedWords:
    """The pieces in which the old and the new words of an operation stand.

    None where it has none, or they are not found.
    """

    old: tuple[QuotedPiece, ...] = ()
    new: tuple[QuotedPiece, ...] = ()


def locate(decision: Document, operations: Sequence[Operation]) -> tuple[QuotedWords, ...]:
    """The places of the words of each operation.

    They are looked for in the item of the operation, first behind those of the operation before it.
    What several operations share, as in 将第二条、第三条中的“甲”修改为“乙”, stands in one place for
    all of them.
    """
    items = dict(_items((*decision.preamble, *decision.body)))
    places: Counter[str | None] = Counter()
    located: list[QuotedWords] = []
    for operation in operations:
        item = items.get(operation.source or "", _NOTHING)
        start = max(item.first, places[operation.source])
        words, places[operation.source] = _locate(operation, item, start)
        located.append(words)
    return tuple(located)


def name_words(decision: Document, located: Iterable[QuotedWords]) -> dict[QuotedPiece, str]:
    """The eId of every piece.

    ``art_2__para_1__qtext_1`` for words in ``art_2__para_1__p_1``, counted in the order of the
    text.
    """
    used = {piece for words in located for piece in (*words.old, *words.new)}
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
    found: defaultdict[str, list[QuotedText]] = defaultdict(list)
    for piece, eid in names.items():
        if piece.span is not None:
            found[piece.eid].append(QuotedText(span=piece.span, eid=eid))
    return replace(
        decision, preamble=_marked(decision.preamble, found), body=_marked(decision.body, found)
    )


def _marked(nodes: tuple[Node, ...], found: Mapping[str, list[QuotedText]]) -> tuple[Node, ...]:
    return tuple(_marked_node(node, found) for node in nodes)


def _marked_node(node: Node, found: Mapping[str, list[QuotedText]]) -> Node:
    if isinstance(node, Provision):
        return replace(node, content=_marked(node.content, found))
    words = found.get(node.eid or "", ())
    return replace(node, quoted=tuple(words)) if isinstance(node, Block) and words else node


def _locate(operation: Operation, item: _ItemPieces, start: int) -> tuple[QuotedWords, int]:
    """The words of an operation, and the place behind them.

    The new words at once behind the old, else each for itself.
    """
    if operation.kind == "context":
        return QuotedWords(), start
    pieces, old, new = item.pieces, operation.old, operation.text
    if old and new and (both := _find(item, start, (old, new))):
        return QuotedWords(old=pieces[slice(*both[0])], new=pieces[slice(*both[1])]), both[1][1]
    spans = [_find(item, start, (text,)) if text else None for text in (old, new)]
    before, after = (tuple(pieces[slice(*found[0])]) if found else () for found in spans)
    return QuotedWords(old=before, new=after), max(
        (found[0][1] for found in spans if found), default=start
    )


def _find(item: _ItemPieces, start: int, texts: Sequence[str]) -> list[tuple[int, int]] | None:
    """Runs of pieces that read as the texts, one behind the other.

    From `start` on, else from the beginning of the item.
    """
    pieces = item.pieces
    for place in chain(range(start, len(pieces)), range(item.first, start)):
        spans: list[tuple[int, int]] = []
        for text in texts:
            begin = spans[-1][1] if spans else place
            end = _run(pieces, begin, text)
            spans += [(begin, end)] if end is not None else []
            if end is None:
                break
        if len(spans) == len(texts):
            return spans
    return None


def _run(pieces: tuple[QuotedPiece, ...], start: int, text: str) -> int | None:
    """The end of the pieces from `start` on that read as a text.

    Its parts are in lines of their own. None where the pieces read otherwise.
    """
    remainder = text
    for place in range(start, len(pieces)):
        head, remainder = remainder[: len(pieces[place].text)], remainder[len(pieces[place].text) :]
        if head != pieces[place].text or (remainder and not remainder.startswith("\n")):
            return None
        if not remainder:
            return place + 1
        remainder = remainder[1:]
    return None


def _items(nodes: tuple[Node, ...]) -> Iterator[tuple[str, _ItemPieces]]:
    """The pieces that are quoted at each possible source of an operation, by eId.

    In a provision, or from a paragraph on to the next provision; such paragraphs share theirs.
    """
    for numbered, run in groupby(nodes, key=lambda node: isinstance(node, Provision)):
        if numbered:
            for node in run:
                if isinstance(node, Provision):
                    yield node.eid, _ItemPieces(pieces=tuple(_pieces(node.content)))
                    yield from _items(node.content)
            continue
        pieces: list[QuotedPiece] = []
        begins: list[tuple[str, int]] = []
        for node in run:
            if isinstance(node, Block) and node.eid is not None:
                begins.append((node.eid, len(pieces)))
            pieces += _pieces((node,))
        shared = tuple(pieces)
        yield from ((eid, _ItemPieces(pieces=shared, first=first)) for eid, first in begins)


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
