"""The statements of a deciding act about the parts of two versions.

They give the parts that are one clause, and the item that is about each part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policydiff.comparing.engine.align.overrides import DECLARED, Pin
from policydiff.comparing.engine.align.units import Unit
from policydiff.model.comparison import Edit
from policydiff.model.kinds import CONTAINERS
from policydiff.model.lineage import Act
from policydiff.text.noise import fold_key

Group = tuple[set[str], set[str]]


def declared_pins(
    acts: Iterable[Act], left: Iterable[Unit], right: Iterable[Unit]
) -> tuple[Pin, ...]:
    """The pairings that the acts set.

    They pair one part with one, with several (a split) or several with one (a join), or state that
    a part begins or ends. What names a part that a version does not have is left out, and so is
    what contradicts itself: parts of one another, or of different sorts.
    """
    units, others = {unit.eid: unit for unit in left}, {unit.eid: unit for unit in right}
    acts = list(acts)
    pairs = [
        (units[act.left], others[act.right])
        for act in acts
        if act.left in units and act.right in others
    ]
    pins = [
        Pin(left=tuple(sorted(ours)), right=tuple(sorted(theirs)), reason=DECLARED)
        for ours, theirs in _groups(pairs)
    ]
    sensible = [
        pin
        for pin in pins
        if _makes_sense([units[eid] for eid in pin.left], [others[eid] for eid in pin.right])
    ]
    paired = {one.eid for one, _ in pairs}, {other.eid for _, other in pairs}
    ended = dict.fromkeys(
        act.left for act in acts if act.ends and act.left in units and act.left not in paired[0]
    )
    begun = dict.fromkeys(
        act.right
        for act in acts
        if act.begins and act.right in others and act.right not in paired[1]
    )
    return (
        *sensible,
        *(Pin(left=(eid,), reason=DECLARED) for eid in ended if eid is not None),
        *(Pin(right=(eid,), reason=DECLARED) for eid in begun if eid is not None),
    )


def _groups(pairs: Iterable[tuple[Unit, Unit]]) -> Iterator[Group]:
    """The groups of pairs that share a part."""
    groups: list[Group] = []
    for one, other in pairs:
        touching = [group for group in groups if one.eid in group[0] or other.eid in group[1]]
        groups = [group for group in groups if group not in touching]
        groups.append(
            (
                {one.eid}.union(*(group[0] for group in touching)),
                {other.eid}.union(*(group[1] for group in touching)),
            )
        )
    return iter(groups)


def _makes_sense(left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """True where a pairing of parts makes sense.

    Not so are several with several, a part with one around it, or a chapter with a provision.

    Chapters go with chapters.
    """
    sorts = {"container" if unit.level in CONTAINERS else "provision" for unit in (*left, *right)}
    nested = any(
        above in side for side in (left, right) for unit in side for above in unit.within()
    )
    return len(sorts) == 1 and not nested and 1 in (len(left), len(right))


@dataclass(frozen=True, slots=True)
class ItemFinder:
    """Finds the items of an act that are about a part."""

    acts: Sequence[Act]

    def find(
        self, left: Iterable[str], right: str | None, edits: Iterable[Edit]
    ) -> tuple[str, ...]:
        """The numbers of the items about a part that came from `left` and is now `right`.

        Items about the part, about what it stands in, and about what stands in it all count.
        """
        before = list(left)
        gone = fold_key("".join(edit.text for edit in edits if edit.op != "insert"))
        came = fold_key("".join(edit.text for edit in edits if edit.op != "delete"))
        mine = (
            act
            for act in self.acts
            if _is_about(act, before, right) or _is_of_words(act, gone, came)
        )
        return tuple(dict.fromkeys(act.instruction for act in mine if act.instruction is not None))


def _is_about(act: Act, left: Iterable[str], right: str | None) -> bool:
    if right is None:
        return act.left is not None and any(_is_in(eid, act.left) for eid in left)
    if act.right is not None:
        return _is_in(right, act.right) or _is_in(act.right, right)
    return act.left is not None and any(
        _is_in(eid, act.left) or _is_in(act.left, eid) for eid in left
    )


def _is_in(eid: str, other: str) -> bool:
    return eid == other or eid.startswith(f"{other}__")


def _is_of_words(act: Act, before: str, after: str) -> bool:
    """True where the text lost words that the act replaces everywhere.

    Some of their places may remain.
    """
    if act.old is None or act.left is not None or act.right is not None:
        return False
    old = fold_key(act.old)
    return bool(old) and before.count(old) > after.count(old)
