"""The counterparts of cited provisions: targets on the left and on the right."""

from __future__ import annotations

from dataclasses import dataclass, field

from policydiff.comparing.engine.align.confidence import CONFIDENT
from policydiff.model.citation import Reference
from policydiff.model.comparison import Comparison, Side
from policydiff.model.document import Provision
from policydiff.model.index import ProvisionIndex, index_document


@dataclass(slots=True, kw_only=True)
class Counterparts:
    """The corresponding parts of two documents, by eId.

    `scores` are the odds that each left node corresponds to its counterparts.
    """

    left: ProvisionIndex
    right: ProvisionIndex
    of: dict[str, dict[str, Side]] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)

    def fit(self, left: Reference, right: Reference) -> bool:
        """True where the right reference leads to the counterparts of the left targets."""
        ends = (left.end_target, right.end_target)
        return self.correspond(left.target, right.target) and (
            ends == (None, None) or self.correspond(*ends)
        )

    def correspond(self, left: str | None, right: str | None) -> bool:
        """True for counterparts.

        A part without any has the one of the same number in the counterpart of what holds it.
        """
        if left is None or right is None:
            return False
        if left in self.of:
            return right in self.of[left]
        old, new = self.left.by_eid.get(left), self.right.by_eid.get(right)
        if (
            not isinstance(old, Provision)
            or not isinstance(new, Provision)
            or (old.level, old.number) != (new.level, new.number)
        ):
            return False
        return self.correspond(self.left.parents.get(left), self.right.parents.get(right))

    def contradict(self, left: str | None, right: str | None) -> bool:
        """True where the left target surely lives on outside of the right one.

        In, above or below the right target would not contradict it, nor does a doubtful pair.
        """
        others = self.of.get(left or "")
        if not others or right is None or self.scores[left or ""] < CONFIDENT:
            return False
        lines = ({eid, *self.right.ancestors(eid)} for eid in others)
        return not any(right in line for line in lines) and not others.keys() & set(
            self.right.ancestors(right)
        )


def read_counterparts(comparison: Comparison) -> Counterparts:
    """The counterparts by the matches of a comparison."""
    counterparts = Counterparts(
        left=index_document(comparison.left), right=index_document(comparison.right)
    )
    for match in comparison.matches:
        sides = {side.eid: side for side in match.right}
        links = match.links or [(one.eid, eid) for one in match.left for eid in sides]
        for left, right in links:
            counterparts.of.setdefault(left, {})[right] = sides[right]
            counterparts.scores[left] = match.score or 0.0
    return counterparts
