"""The state of cited provisions in the newest version, by a comparison with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.citing.engine.citing import Numbering
from policydiff.comparing.engine.align.confidence import CONFIDENT
from policydiff.comparing.engine.align.overrides import STATED_REASONS
from policydiff.comparing.engine.explanations.counterparts import Counterparts, read_counterparts
from policydiff.model.cited import Became, Outcome
from policydiff.model.comparison import Comparison, Edit, Match, MatchKind
from policydiff.model.document import Provision
from policydiff.text.noise import fold_key

_ORDER: tuple[Outcome, ...] = (
    "split",
    "merged",
    "regrouped",
    "renumbered",
    "reworded",
    "unchanged",
    "removed",
)
_OUTCOMES: dict[MatchKind, Outcome] = {
    "split": "split",
    "merged": "merged",
    "regrouped": "regrouped",
}


@dataclass(slots=True)
class ProvisionOutcomes:
    """The state on the right of every provision of the left of a comparison."""

    comparison: Comparison
    numbering: Numbering
    counterparts: Counterparts
    matches: dict[str, Match]

    @classmethod
    def of(cls, comparison: Comparison, numbering: Numbering) -> ProvisionOutcomes:
        """Read the counterparts of a comparison."""
        matches = {side.eid: match for match in comparison.matches for side in match.left}
        return cls(comparison, numbering, read_counterparts(comparison), matches)

    def find(self, eid: str, end: str | None = None) -> Became | None:
        """The state of a provision or a range; None where the left has none."""
        if eid not in self.counterparts.left.by_eid:
            return None
        cited = self.counterparts.left.between(eid, end)
        matches = [self.matches.get(left_eid) for left_eid in cited]
        right = self.counterparts.right
        now = sorted(
            {
                right_eid
                for left_eid in cited
                for right_eid in self.counterparts.of.get(left_eid, ())
            },
            key=lambda right_eid: right.order.get(right_eid, 0),
        )
        reworded = any(match is None or match.kind != "unchanged" for match in matches)
        return Became(
            date=self.comparison.right.version_date,
            outcome=_worst([self._outcome(left_eid) for left_eid in cited]),
            now=tuple((right_eid, self.numbering(right, right_eid)) for right_eid in now),
            reworded=bool(now) and reworded,
            explained=reworded
            and all(
                match is not None and (match.kind == "unchanged" or match.explained)
                for match in matches
            ),
        )

    def is_sure(self, eid: str) -> bool:
        """True for a provision of the left with one sure counterpart.

        It is stated, or its odds are not below `CONFIDENT`; so are those of its article, in whose
        counterpart it stands, and no other article of the right reads like that one.
        """
        left, right = self.counterparts.left, self.counterparts.right
        now = list(self.counterparts.of.get(eid, ()))
        article = left.at_level(eid, "article")
        if len(now) != 1 or not self._is_certain(eid):
            return False
        if article is None:
            return True
        there = right.at_level(now[0], "article")
        own = list(self.counterparts.of.get(article.eid, ()))
        return (
            there is not None
            and own == [there.eid]
            and self._is_certain(article.eid)
            and not self._has_twin(there)
        )

    def is_doubtful(self, eid: str) -> bool:
        """True where the pairing of a provision of the left is."""
        match = self.matches.get(eid)
        return match is not None and match.doubtful

    def _is_certain(self, eid: str) -> bool:
        match = self.matches.get(eid)
        return (
            match is not None
            and not match.doubtful
            and len(match.left) == len(match.right) == 1
            and match.score is not None
            and (match.score >= CONFIDENT or match.reason in STATED_REASONS)
        )

    def _has_twin(self, article: Provision) -> bool:
        key = fold_key(article.text)
        articles = self.counterparts.right.document.articles
        return sum(fold_key(rival.text) == key for rival in articles) > 1

    def changes(self, eid: str) -> tuple[tuple[str, str], ...]:
        """The changed stretches, old and new, without noise.

        What a renumbering or a replacement explains is given where there is nothing else. Empty
        without just one counterpart.
        """
        match = self.matches.get(eid)
        if match is None or len(match.left) != 1 or len(match.right) != 1:
            return ()
        unexplained = [edit if edit.cause is None else _EQUAL for edit in match.edits]
        return tuple(dict.fromkeys(_changes(unexplained))) or tuple(
            dict.fromkeys(_changes(match.edits))
        )

    def _outcome(self, eid: str) -> Outcome:
        now = list(self.counterparts.of.get(eid, ()))
        match = self.matches.get(eid)
        if not now:
            return "removed"
        if match is not None and match.kind in _OUTCOMES:
            return _OUTCOMES[match.kind]
        if self.numbering(self.counterparts.left, eid) != self.numbering(
            self.counterparts.right, now[0]
        ):
            return "renumbered"
        return "unchanged" if match is not None and match.kind == "unchanged" else "reworded"


def _worst(outcomes: list[Outcome]) -> Outcome:
    """The outcome of a range: removed only where all of it was, else reworded."""
    present = [outcome for outcome in outcomes if outcome != "removed"]
    if not present:
        return "removed"
    return min(
        (*present, *(("reworded",) if len(present) < len(outcomes) else ())), key=_ORDER.index
    )


_EQUAL = Edit(op="equal", text="")


def _changes(edits: Iterable[Edit]) -> Iterator[tuple[str, str]]:
    changed = {"delete": "", "insert": ""}
    for edit in (*edits, _EQUAL):
        if edit.op != "equal":
            changed[edit.op] += "" if edit.noise else edit.text
        elif any(changed.values()):
            yield changed["delete"], changed["insert"]
            changed = {"delete": "", "insert": ""}
