"""The new text with the signs of the old one where the two differ in noise alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.comparison import Comparison
from policydiff.model.document import Attachment, Block, Document, Node, Provision, Table
from policydiff.model.index import index_document
from policydiff.model.source import SourceCell
from policydiff.text.citations.resolving import resolve_citations
from policydiff.text.traditions.mainland.citations import CITATIONS

N = TypeVar("N", bound=Node)
_OPENING, _CLOSING = ("（", "("), ("）", ")")


def without_noise(comparison: Comparison) -> Document:
    """The right text with widths, spaces and marks of the left for the same words.

    Clauses correspond as in the comparison; changed words keep their own signs.
    """
    old, new = comparison.left, comparison.right
    before = index_document(old).by_eid
    matched = {
        match.right[0].eid: match.left[0].eid
        for match in comparison.matches
        if len(match.left) == len(match.right) == 1
    }
    quieting = _Quieting(
        origins={eid: before[origin] for eid, origin in matched.items() if origin in before}
    )
    held = {attachment.number: attachment for attachment in old.attachments}
    quieted = replace(
        new,
        title=quiet(old.title, new.title),
        preamble=quieting.nodes(new.preamble, old.preamble),
        body=quieting.nodes(new.body, old.body),
        attachments=tuple(
            quieting.attachment(attachment, held.get(attachment.number))
            for attachment in new.attachments
        ),
    )
    return resolve_citations(quieted, CITATIONS)


def quiet(old: str, new: str) -> str:
    """The new text with the signs of the old one where the two differ in noise alone.

    >>> quiet("桥由村里修,每年一次。", "桥由镇里修，每年 一次。")
    '桥由镇里修,每年一次。'
    """
    if old == new:
        return new
    edits = redline_texts(old, new)
    return "".join(
        edit.text for edit in edits if edit.op == "equal" or (edit.op == "delete") == edit.noise
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quieting:
    """Gives nodes of the new text the signs of the old ones."""

    origins: dict[str, Node | Attachment]
    """The nodes of the old text by the eIds of those that they became."""

    def nodes(self, new: Sequence[Node], old: Sequence[Node]) -> tuple[Node, ...]:
        """New nodes printed as the old ones: provisions by origin, others in their order."""
        unnumbered = [node for node in old if not isinstance(node, Provision)]
        fits = [type(node) for node in unnumbered] == [
            type(node) for node in new if not isinstance(node, Provision)
        ]
        left = iter(unnumbered if fits else ())
        return tuple(
            self.provision(node)
            if isinstance(node, Provision)
            else _unnumbered(node, next(left, None))
            for node in new
        )

    def provision(self, new: Provision) -> Provision:
        old = self.origins.get(new.eid)
        if not isinstance(old, Provision):
            return replace(new, content=self.nodes(new.content, ()))
        return replace(
            new,
            num=_num(old.num, new.num),
            heading=_optional(old.heading, new.heading),
            heading_stop=_optional(old.heading_stop, new.heading_stop),
            content=self.nodes(new.content, old.content),
        )

    def attachment(self, new: Attachment, old: Attachment | None) -> Attachment:
        heading = new.heading if old is None else _optional(old.heading, new.heading)
        num = new.num if old is None else _optional(old.num, new.num)
        return replace(
            new,
            num=num,
            heading=heading,
            content=self.nodes(new.content, () if old is None else old.content),
        )


def _unnumbered(new: Node, old: Node | None) -> Node:
    if isinstance(new, Block) and isinstance(old, Block):
        return replace(new, text=quiet(old.text, new.text))
    if (
        isinstance(new, Table)
        and isinstance(old, Table)
        and [len(row) for row in new.rows] == [len(row) for row in old.rows]
    ):
        return replace(
            new, rows=tuple(_row(row, was) for row, was in zip(new.rows, old.rows, strict=True))
        )
    return new


def _row(new: tuple[SourceCell, ...], old: tuple[SourceCell, ...]) -> tuple[SourceCell, ...]:
    return tuple(
        replace(cell, text=quiet(was.text, cell.text)) for cell, was in zip(new, old, strict=True)
    )


def _optional(old: str | None, new: str | None) -> str | None:
    return new if old is None or new is None else quiet(old, new)


def _num(old: str | None, new: str | None) -> str | None:
    """A printed number in the brackets of the old one: （四） for (三) becomes (四)."""
    if old is None or new is None:
        return new
    if (
        old.startswith(_OPENING)
        and new.startswith(_OPENING)
        and old.endswith(_CLOSING)
        and new.endswith(_CLOSING)
    ):
        return old[0] + new[1:-1] + old[-1]
    return quiet(old, new)
