"""The shortest names of places of the base for a drafted decision."""

from __future__ import annotations

from policydiff.model.consolidation import Steps
from policydiff.model.document import Provision
from policydiff.model.index import ProvisionIndex


def shortest(index: ProvisionIndex, node: Provision) -> Steps:
    """The shortest name of a provision that means it alone.

    第五条, or 第二章第五条 where each chapter numbers its articles from 1.
    """
    chain: list[Provision] = [node]
    for eid in index.ancestors(node.eid):
        above = index.by_eid.get(eid)
        if isinstance(above, Provision):
            chain.insert(0, above)
    steps = tuple((step.level, step.number) for step in chain)
    names = (steps[-length:] for length in range(1, len(steps) + 1))
    return next((name for name in names if means(index, name, node)), steps)


def means(index: ProvisionIndex, steps: Steps, node: Provision) -> bool:
    """True if a name means one provision, and no other."""
    found = index.candidates(steps)
    return len(found) == 1 and found[0] is node
