"""version_steps: the comparison of two versions of a work, for its lineage."""

from __future__ import annotations

from dataclasses import dataclass

from policydiff.diffing.compare import diff
from policydiff.diffing.lineage import step_of
from policydiff.diffing.overrides import Overrides
from policydiff.errors import PolicyDiffError
from policydiff.model.document import Document
from policydiff.model.lineage import Declaration, LineageStep


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPair:
    """Two versions of a work, and what people and decisions state of them."""

    left: Document
    right: Document
    pairs: Overrides
    declaration: Declaration | None


def make_step(pair: VersionPair) -> LineageStep:
    """Compare two versions."""
    comparison = diff(pair.left, pair.right, pairs=pair.pairs, typed=False)
    return step_of(comparison, pair.declaration)


def try_step(pair: VersionPair) -> LineageStep | PolicyDiffError:
    """Compare two versions; gives the error where they cannot be compared."""
    try:
        return make_step(pair)
    except PolicyDiffError as error:
        return error
