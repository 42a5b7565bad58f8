"""The comments and tracked changes of Word files, with who made them and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from policydiff.model.document import Document

SideName = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRemark:
    """A comment of Word, or a tracked change as the text of its side shows it.

    A deletion stands on the left, an insertion on the right, a move on both. `eid` is that of the
    article, or wider provision, beside which it stands, None where it stands beside none; `author`
    is "" where nobody signed, `date` as the file has it.
    """

    side: SideName
    eid: str | None
    kind: Literal["comment", "insertion", "deletion", "move"]
    author: str
    date: str | None
    text: str

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {name: getattr(self, name) for name in self.__slots__}


def comments_of(left: Document, right: Document) -> tuple[SignedRemark, ...]:
    """The comments beside two texts, those of the right alone where both have them.

    A comment is in both if author, date and words are the same.
    """
    own = tuple(_comments("right", right))
    both = Counter((one.author, one.date, one.text) for one in own)
    gone = []
    for one in _comments("left", left):
        key = (one.author, one.date, one.text)
        if both[key]:
            both[key] -= 1
        else:
            gone.append(one)
    return (*gone, *own)


def _comments(side: SideName, document: Document) -> Iterator[SignedRemark]:
    for piece in document.dropped:
        if piece.author is not None:
            yield SignedRemark(
                side=side,
                eid=piece.beside,
                kind="comment",
                author=piece.author,
                date=piece.date,
                text=piece.text,
            )


def tracked_of(original: Document, accepted: Document) -> tuple[SignedRemark, ...]:
    """The tracked changes of one file, each from the text that shows it."""
    return (*_tracked("left", original), *_tracked("right", accepted))


def _tracked(side: SideName, document: Document) -> Iterator[SignedRemark]:
    for change in document.tracked:
        yield SignedRemark(
            side=side,
            eid=change.beside,
            kind=change.kind,
            author=change.author,
            date=change.date,
            text=change.text,
        )


def remarks_dict(**remarks: Iterable[SignedRemark]) -> dict[str, Any]:
    """The remarks as in the JSON contract, by key, empty ones left out."""
    lists = {name: [one.to_dict() for one in found] for name, found in remarks.items()}
    return {name: found for name, found in lists.items() if found}
