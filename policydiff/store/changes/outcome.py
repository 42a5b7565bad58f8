"""A batch of additions in one write."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from policydiff.errors import PolicyDiffError
from policydiff.store.changes.additions import Added, Addition, Refused
from policydiff.store.changes.planning import Planned, Planner
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Commit
from policydiff.store.git.writer import Written
from policydiff.store.records.catalogue import Catalogue


class Batch:
    """Additions and their outcomes, planned again if another writer was quicker."""

    def __init__(self, git: Git, additions: list[Addition]) -> None:
        self.catalogue = Catalogue()
        self._git = git
        self._additions = additions
        self._planned: list[Planned | Refused] = []

    def plan(self, tip: str, catalogue: Catalogue) -> Iterator[Commit]:
        """The commits to be made upon `tip`, whose works are `catalogue`; it grows."""
        self.catalogue = catalogue
        planner = Planner(self._git, tip, catalogue, thorough=len(self._additions) == 1)
        self._planned = []
        for addition in self._additions:
            planned = _plan(planner, addition)
            self._planned.append(planned)
            if isinstance(planned, Planned) and planned.commit is not None:
                yield planned.commit

    def outcomes(self, written: Written) -> list[Added | Refused]:
        """The outcome of each; notes on the work tree stand with the last stored one."""
        commits = iter(written.commits)
        outcomes = [
            one if isinstance(one, Refused) else _stored(one, commits) for one in self._planned
        ]
        last = max(
            (place for place, one in enumerate(outcomes) if isinstance(one, Added) and one.commit),
            default=None,
        )
        if last is not None and isinstance(added := outcomes[last], Added):
            outcomes[last] = dataclasses.replace(added, notes=(*added.notes, *written.notes))
        return outcomes


def plan_each(
    git: Git, tip: str, catalogue: Catalogue, additions: Iterable[Addition]
) -> Iterator[Added | Refused]:
    """The outcomes of additions that are not stored; the catalogue grows with them."""
    planner = Planner(git, tip, catalogue, thorough=False)
    for addition in additions:
        planned = _plan(planner, addition)
        yield planned if isinstance(planned, Refused) else planned.added


def _plan(planner: Planner, addition: Addition) -> Planned | Refused:
    try:
        return planner.plan(addition)
    except PolicyDiffError as error:
        return Refused(source_name=addition.source_name, error=error)


def _stored(planned: Planned, commits: Iterator[str]) -> Added:
    commit = next(commits) if planned.commit is not None else None
    return dataclasses.replace(planned.added, commit=commit)
