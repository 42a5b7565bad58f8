"""Links between units of two texts, and those that belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLink:
    """A left and a right unit that correspond, by place in their sequences.

    They come with the odds that they correspond and the pass that found them. `confirmed` is True where a person
    set what was found.
    """

    left: int
    right: int
    score: float
    reason: str
    confirmed: bool = False

    @property
    def places(self) -> tuple[int, int]:
        """Both places."""
        return self.left, self.right


def bundles(links: Sequence[UnitLink]) -> Iterator[list[UnitLink]]:
    """Links joined by a common unit, in the order of the left."""
    bundle_of: dict[tuple[str, int], list[UnitLink]] = {}
    for link in sorted(links, key=lambda link: (link.left, link.right)):
        ends = (("left", link.left), ("right", link.right))
        joined = [link]
        for bundle in {
            id(bundle): bundle for end in ends if (bundle := bundle_of.get(end)) is not None
        }.values():
            joined = bundle + joined
        for member in joined:
            bundle_of["left", member.left] = bundle_of["right", member.right] = joined
    seen: set[int] = set()
    for link in sorted(links, key=lambda link: (link.left, link.right)):
        bundle = bundle_of["left", link.left]
        if id(bundle) not in seen:
            seen.add(id(bundle))
            yield bundle
