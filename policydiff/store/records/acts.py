"""Acts that amend works: found by the titles in theirs, and by their days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from policydiff.model.lineage import Pair
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.titles import title_key

DECIDING = frozenset(("decision", "amendment"))
"""Kinds of works that amend others."""

OTHERS = "等"
"""In the title of an act on several works, of which it names the first alone."""

NEAR = 92
"""So many days at most lie between an act and the version that it made: it is passed on one day and
made public on another.
"""


def near(day: str) -> tuple[str, str]:
    """The days (ISO) between which an act may have made a version of a day."""
    made = date.fromisoformat(day).toordinal()
    begin, end = max(made - NEAR, 1), min(made + NEAR, date.max.toordinal())
    return date.fromordinal(begin).isoformat(), date.fromordinal(end).isoformat()


class Acts:
    """Some acts, looked up for many works."""

    def __init__(self, acts: Iterable[WorkRecord]) -> None:
        """Index the acts by the pairs of characters in their titles, and by their days.

        `days` are those that the text of an act bears, by the id of that, once somebody read it.
        """
        self._acts = tuple(sorted(acts, key=lambda act: act.folder))
        self._titles = [title_key(act.title) for act in self._acts]
        self._by_pair: defaultdict[str, list[int]] = defaultdict(list)
        for place, title in enumerate(self._titles):
            for pair in {title[begin : begin + 2] for begin in range(len(title) - 1)}:
                self._by_pair[pair].append(place)
        self.days: dict[str, frozenset[str]] = {}
        self._others = [place for place, act in enumerate(self._acts) if OTHERS in act.title]
        self._days = sorted(
            (version.date, place)
            for place in self._others
            for version in self._acts[place].versions
            if version.date is not None
        )

    def of(self, work: WorkRecord) -> tuple[WorkRecord, ...]:
        """The acts with a work's title in theirs, or on several works, by their folders."""
        return self._chosen(work, {*self._naming(work), *self._others})

    def near(self, work: WorkRecord, day: str) -> tuple[WorkRecord, ...]:
        """Those that may have made a version of a day (ISO).

        Of the acts on several works only those that are dated near to it.
        """
        begin, end = near(day)
        first = bisect_left(self._days, (begin, -1))
        last = bisect_right(self._days, (end, len(self._acts)))
        return self._chosen(
            work, {*self._naming(work), *(place for _, place in self._days[first:last])}
        )

    def between(self, work: WorkRecord, pair: Pair) -> tuple[VersionRecord, ...]:
        """The acts that may have led from one version of a work to the next.

        They are found by their titles and dates; none between versions that are not consecutive.
        """
        before, after = (work.versions[position].date for position in pair)
        if pair[1] != pair[0] + 1 or after is None:
            return ()
        names = [title_key(title) for title in (work.title, *work.other_titles)]
        begin, end = near(after)
        return tuple(
            version
            for act in self.near(work, after)
            for version in act.versions
            if (
                any(name in title_key(act.title) for name in names)
                if version.date is None
                else (before or "") < version.date and begin <= version.date <= end
            )
        )

    def _naming(self, work: WorkRecord) -> set[int]:
        return {
            place
            for name in map(title_key, (work.title, *work.other_titles))
            for place in self._likely(name)
            if name in self._titles[place]
        }

    def _likely(self, name: str) -> Sequence[int]:
        """The acts with that pair of characters of a name which the fewest have."""
        pairs = {name[begin : begin + 2] for begin in range(len(name) - 1)}
        found: list[Sequence[int]] = [self._by_pair.get(pair, []) for pair in pairs]
        return min(found, key=len) if found else range(len(self._acts))

    def _chosen(self, work: WorkRecord, places: Iterable[int]) -> tuple[WorkRecord, ...]:
        acts = (self._acts[place] for place in sorted(places))
        return tuple(act for act in acts if act.uri != work.uri)
