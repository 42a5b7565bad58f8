"""Figures of two texts, in pairs; and those that came or went."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from policydiff.comparing.engine.statements.figures import Figure
from policydiff.comparing.engine.statements.kinship import Kinship, RuleLikeness
from policydiff.comparing.engine.statements.rules import Bag, RuleSentence, bag_of
from policydiff.comparing.engine.statements.sanctions import GENERAL_FAMILIES, LESSER_FAMILIES
from policydiff.model.comparison import Span

Placed = tuple[RuleSentence, Figure]
"""A figure with its sentence."""

SAME_MATTER = 0.5
"""From this likeness of their clauses on two figures outside of sanctions are about one matter."""
APART = 0.35
"""Below it they are about two."""
MOST_FIGURES = 200
"""Figures of one kind in a sentence that are paired; those of one with more are open."""
NEAR = 1_000
"""Characters of a clause on either side of its figure that are compared; no clause of a law is so
long, and thousands of figures in one of a hundred thousand characters would take minutes.
"""

COUNTED = 2
"""Characters behind a figure that tell apart the figures of one clause: 三名值班员和一名修伞匠."""

NEARBY = 0.2
"""From this share of the words around a figure on a rule that has it may be about its matter."""
MEASURED = frozenset({"fine", "threshold"})
"""Families of sums that a rule sets anew for each part of what another punished as one."""
_GRAVE = frozenset({"后果", "严重", "特别严重"})
_VERB = re.compile("^(?:责令|没收|吊销|暂扣或者吊销|暂扣|撤销|暂停|限制|降低)")


@dataclass(slots=True, kw_only=True)
class FigurePairs:
    """The figures of both texts, in pairs and alone, and the pairing of them.

    `arrows` are pairs that agree in all but the figure, `moved` the figures of these; `unchanged`
    stand on both sides. Of the rest `gone` and `come` are proven; `open` are not: `unsure` are
    figures that may be one another.
    """

    sides: tuple[Sequence[RuleSentence], Sequence[RuleSentence]]
    kinship: Kinship
    likeness: RuleLikeness
    general: tuple[Container[str], Container[str]]
    arrows: list[tuple[Placed, Placed]] = field(default_factory=list)
    gone: list[Placed] = field(default_factory=list)
    come: list[Placed] = field(default_factory=list)
    open: tuple[list[Placed], list[Placed]] = field(default_factory=lambda: ([], []))
    moved: set[Figure] = field(default_factory=set)
    unchanged: set[Figure] = field(default_factory=set)
    unsure: set[Figure] = field(default_factory=set)

    def add_arrow(self, old: Placed, new: Placed) -> None:
        """State that one figure took the place of another."""
        self.arrows.append((old, new))
        self.moved.update((old[1], new[1]))

    def keep(
        self,
        gone: list[Figure],
        come: list[Figure],
        agree: Callable[[Figure, Figure], bool],
        *,
        sure: bool = True,
    ) -> None:
        """Take out of both lists what stands on both sides.

        A fine that became another power or duty, 可以处 → 处, is surely not the same.
        """
        for old in list(gone):
            same = next(
                (
                    new
                    for new in come
                    if new.value == old.value
                    and agree(old, new)
                    and not (sure and _is_power(old) != _is_power(new))
                ),
                None,
            )
            if same is not None:
                gone.remove(old)
                come.remove(same)
                (self.unchanged if sure else self.unsure).update((old, same))

    def pair(self, old: RuleSentence, new: RuleSentence) -> None:
        """Pair the figures of two rules, family by family."""
        families: dict[str, tuple[list[Figure], list[Figure]]] = defaultdict(lambda: ([], []))
        for side, rule in enumerate((old, new)):
            for figure in rule.figures:
                unsorted = figure.family == "other"
                families[f"other {figure.kind}" if unsorted else figure.family][side].append(figure)
        for family, (gone, come) in families.items():
            if max(len(gone), len(come)) > MOST_FIGURES:
                self.unsure.update((*gone, *come))
                continue
            self.keep(gone, come, _agree)
            self.keep(gone, come, _agree_softly)
            if family in GENERAL_FAMILIES or family == "penalty":
                continue
            if family not in MEASURED or (old, new) not in self.kinship.divided:
                unchanged, moved = self.unchanged, self.moved
                gone[:] = [one for one in gone if one not in unchanged and one not in moved]
            if family.startswith("other"):
                self.keep(gone, come, _agree_anyhow)
                self.pair_by_clause(old, new, gone, come)
            else:
                self.pair_by_slot(old, new, gone, come)

    def pair_by_slot(
        self, old: RuleSentence, new: RuleSentence, gone: list[Figure], come: list[Figure]
    ) -> None:
        """State the pairs of one family that agree with each other alone."""
        free = [figure for figure in come if figure not in self.unchanged]
        for agree in (_agree, _agree_softly):
            for before in list(gone):
                fits = [after for after in free if agree(before, after)]
                back = [one for one in gone if fits and agree(one, fits[0])]
                if len(fits) == len(back) == 1:
                    self.add_arrow((old, before), (new, fits[0]))
                    gone.remove(before)
                    free.remove(fits[0])
                    come.remove(fits[0])
        self.keep(gone, come, _agree_anyhow, sure=False)
        for before, after in product(gone, come):
            if not _conflict(before, after):
                self.unsure.update((before, after))

    def pair_by_clause(
        self, old: RuleSentence, new: RuleSentence, gone: list[Figure], come: list[Figure]
    ) -> None:
        """State the pairs of one kind whose clauses are each other's likeliest."""
        around = {
            figure: _around(rule, figure)
            for rule, figures in ((old, gone), (new, come))
            for figure in figures
        }
        for before in list(gone):
            scores = [self.likeness.of(around[before], around[after]) for after in come]
            if not scores:
                break
            best = max(scores)
            after = come[scores.index(best)]
            beside = [one for one in come if one.clause == after.clause]
            rivals = [one for one in gone if one.clause == before.clause]
            if len(beside) > 1 or len(rivals) > 1:
                found = _same_counted((old, before), rivals, new, beside)
                if found is None or self.likeness.of(around[before], around[found]) < APART:
                    self.unsure.update((before, *come))
                    continue
                self.add_arrow((old, before), (new, found))
                gone.remove(before)
                come.remove(found)
                continue
            back = max(self.likeness.of(around[rival], around[after]) for rival in gone)
            if best >= SAME_MATTER and back == best and scores.count(best) == 1:
                self.add_arrow((old, before), (new, after))
                gone.remove(before)
                come.remove(after)
            elif best >= APART:
                self.unsure.update((before, *come))

    def settle(self) -> None:
        """Sort the figures without a counterpart: proven to have gone or come, or open."""
        for side, (rule, figure) in self.alone():
            if figure in self.unsure or self.is_part(rule, figure):
                self.open[side].append((rule, figure))
            elif not self.may_stand(side, rule, figure):
                (self.come if side else self.gone).append((rule, figure))

    def alone(self) -> Iterator[tuple[int, Placed]]:
        """The figures without a counterpart, with their sides.

        Lesser sanctions say nothing in a rule that is new itself, nor where they went.
        """
        paired = {rule for pair in self.kinship.pairs for rule in pair}
        for side, rules in enumerate(self.sides):
            for rule in rules:
                for figure in rule.figures:
                    lesser = figure.family in LESSER_FAMILIES
                    paired_already = figure in self.moved or figure in self.unchanged
                    if not paired_already and not (lesser and (side == 0 or rule not in paired)):
                        yield side, (rule, figure)

    def may_stand(self, side: int, rule: RuleSentence, figure: Figure) -> bool:
        """True for a figure that may stand in the other text."""
        if figure.family in GENERAL_FAMILIES:
            return figure.family in self.general[1 - side]
        kin = self.kinship.kin.get(rule, ())
        if any(self.answers(side, figure, answer) for answer in kin):
            return True
        return figure.family == "other" and self.stands(rule, figure, self.sides[1 - side])

    def is_part(self, rule: RuleSentence, figure: Figure) -> bool:
        """True for a sum on a part of the conduct that an old rule punished."""
        return figure.family in MEASURED and any(
            any(earlier.family == figure.family for earlier in old.figures)
            for old, new in self.kinship.pairs
            if new is rule and (new.item or (old, new) in self.kinship.divided)
        )

    def answers(self, side: int, figure: Figure, rule: RuleSentence) -> bool:
        """True where a rule about what may be the same matter has the figure, too.

        Of sanctions one of the same family is enough, unless another bears it or the case is
        another. What became another figure is no answer; a sum without a counterpart is one. What
        other laws punish now has not gone.
        """
        if side == 0 and any(
            candidate.family == "penalty" and "法律" in candidate.value
            for candidate in rule.figures
        ):
            return True
        core = _VERB.sub("", figure.value)
        if figure.kind == "sanction" and len(core) > 1 and core in rule.text:
            return True
        return any(
            (candidate.value == figure.value and candidate not in self.moved)
            or (
                _may_be(figure, candidate)
                if figure.kind == "sanction"
                else not (candidate in self.unchanged or candidate in self.moved)
                and not _conflict(figure, candidate)
            )
            for candidate in rule.figures
            if candidate.kind == figure.kind and candidate.family == figure.family
        )

    def stands(self, rule: RuleSentence, figure: Figure, others: Sequence[RuleSentence]) -> bool:
        """True where the other text has the words on a matter like this."""
        words = rule.text[slice(*figure.span)]
        clause = bag_of(rule.text[slice(*_near(figure))])
        return any(
            words in rival.text[slice(*rival.whole)]
            and self.likeness.within(clause, rival.words) >= NEARBY
            for rival in others
        )


def pair_figures(
    sides: tuple[Sequence[RuleSentence], Sequence[RuleSentence]],
    kinship: Kinship,
    likeness: RuleLikeness,
    general: tuple[Container[str], Container[str]],
) -> FigurePairs:
    """Pair the figures of all rules about one matter, and sort the others.

    `general` are the families of sanctions that each whole text names.
    """
    pairing = FigurePairs(sides=sides, kinship=kinship, likeness=likeness, general=general)
    for old, new in kinship.pairs:
        pairing.pair(old, new)
    pairing.settle()
    return pairing


def _is_power(figure: Figure) -> bool:
    """True for a fine that may be left out: 可以处."""
    return "可以" in figure.connective


def _agree(old: Figure, new: Figure) -> bool:
    return old.slot == new.slot


def _agree_softly(old: Figure, new: Figure) -> bool:
    """True where one side leaves open a trait of the other: 对单位 or nothing."""
    if old.family == "discipline":
        return "person" not in (old.bearer, new.bearer)
    grades = {old.grade, new.grade}
    return (
        old.base == new.base
        and (len(grades) == 1 or (old.kind == "sanction" and grades <= _GRAVE))
        and (old.condition == new.condition or "或者" in old.case + new.case)
        and _same_bearer(old, new)
    )


def _agree_anyhow(old: Figure, new: Figure) -> bool:
    return old.kind == new.kind


def _same_bearer(old: Figure, new: Figure) -> bool:
    """True for one sort of bearer; a unit may be unnamed."""
    return old.bearer == new.bearer or {old.bearer, new.bearer} == {"", "unit"}


def _conflict(old: Figure, new: Figure) -> bool:
    """True where two figures cannot be one: another bearer, basis, sort of case."""
    return not _same_bearer(old, new) or old.base != new.base or _case_sort(old) != _case_sort(new)


def _case_sort(figure: Figure) -> str:
    if "轻" in figure.grade:
        return "milder"
    return "graver" if figure.grade or figure.condition else ""


def _may_be(old: Figure, new: Figure) -> bool:
    """True for two sanctions that may be one, in other words or for another case."""
    if not _same_bearer(old, new):
        return False
    here, there = bag_of(old.value), bag_of(new.value)
    return not _conflict(old, new) or 2 * len(here & there) >= min(len(here), len(there))


def _near(figure: Figure) -> Span:
    """The clause of a figure, at most `NEAR` characters of it on either side."""
    return (
        max(figure.clause[0], figure.span[0] - NEAR),
        min(figure.clause[1], figure.span[1] + NEAR),
    )


def _behind(rule: RuleSentence, figure: Figure) -> str:
    """The first characters of what a figure counts: 值班 of 两名值班员."""
    return rule.text[figure.span[1] : min(figure.clause[1], figure.span[1] + COUNTED)]


def _same_counted(
    old: Placed, rivals: Sequence[Figure], new: RuleSentence, beside: Sequence[Figure]
) -> Figure | None:
    """The one figure of a clause that counts the same; None for none, or two."""
    counted = _behind(*old)
    same = [one for one in beside if _behind(new, one) == counted]
    own = [one for one in rivals if _behind(old[0], one) == counted]
    return same[0] if len(same) == len(own) == 1 else None


def _around(rule: RuleSentence, figure: Figure) -> Bag:
    begin, end = _near(figure)
    return bag_of(rule.text[begin : figure.span[0]] + "，" + rule.text[figure.span[1] : end])
