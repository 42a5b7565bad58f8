"""The tier of a document beside others: national, local, a draft, ended."""

from __future__ import annotations

from typing import Literal, Protocol, get_args

from policydiff.model.kinds import LOCAL_KINDS, NATIONAL_KINDS
from policydiff.text.traditions.mainland.kinds import body_rank

Rank = Literal["national", "local"]
Tier = Literal["national", "local", "draft", "ended"]
"""Of the whole country, or of a province, a city or the like, and no end is known; a draft;
repealed, lapsed or replaced."""

RANKS: tuple[Rank, ...] = get_args(Rank)

TIERS: tuple[Tier | None, ...] = ("national", None, "local", "draft", "ended")
"""The groups in their order; None for documents whose rank is unknown."""


class RankedText(Protocol):
    """A document or a stored work, by the facts that show its tier."""

    @property
    def title(self) -> str: ...  # noqa: D102 - as of both

    @property
    def kind(self) -> str: ...  # noqa: D102

    @property
    def jurisdiction(self) -> str: ...  # noqa: D102

    @property
    def stage(self) -> str | None: ...  # noqa: D102


def tier_of(text: RankedText, authority: str | None = None, *, ended: bool = False) -> Tier | None:
    """The tier of a text, None if neither kind, place nor body shows its rank.

    Of a kind that bodies of any rank choose (决定, 通知) the authority counts, else the body with which
    the title begins.
    """
    if text.stage:
        return "draft"
    return "ended" if ended else _rank(text, authority)


def _rank(text: RankedText, authority: str | None) -> Rank | None:
    of_country = text.title.startswith("中华人民共和国")
    if text.jurisdiction != "cn" or (text.kind in LOCAL_KINDS and not of_country):
        return "local"
    if text.kind in NATIONAL_KINDS or of_country:
        return "national"
    return body_rank(text.title if authority is None else authority) or body_rank(text.title)
