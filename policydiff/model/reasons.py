"""Reasons that a person wrote for the changes of a text."""

from __future__ import annotations

from dataclasses import dataclass

from policydiff.model.profile import WRITTEN, Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """The words of a person beside one clause.

    `left` and `right` are the numbers of its articles as printed in both texts, `text` the words of
    its new text (of the old one where it was deleted) at that time, by which the clause is found
    when the text changes again; "" where nobody noted them. `match` is the id of the match that it
    stands beside, where that is certain. `type`, `basis` and `reason` are 修订类型,
    修订依据 and 修订理由, "" where nobody wrote one.
    """

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    text: str = ""
    match: int | None = None
    type: str = ""
    basis: str = ""
    reason: str = ""

    @property
    def written(self) -> tuple[tuple[Column, str], ...]:
        """The columns that were filled, with their words."""
        texts = ((column, str(getattr(self, column))) for column in WRITTEN)
        return tuple((column, text) for column, text in texts if text)
