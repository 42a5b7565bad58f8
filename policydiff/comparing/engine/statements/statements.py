"""Statements on figures, sanctions and duties that both texts prove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from policydiff.comparing.engine.duties import read_duties
from policydiff.comparing.engine.statements.duties import (
    GONE,
    MARKS,
    NEW,
    FoundDuty,
    OtherText,
    changed_duties,
    inserted_duties,
    lone_duties,
)
from policydiff.comparing.engine.statements.figures import Figure
from policydiff.comparing.engine.statements.kinship import (
    Kinship,
    Links,
    RuleLikeness,
    article_links,
    find_kin,
    unit_above,
)
from policydiff.comparing.engine.statements.pairing import FigurePairs, Placed, pair_figures
from policydiff.comparing.engine.statements.rules import LEADING, RuleSentence, read_rules, units_of
from policydiff.comparing.engine.statements.sanctions import general_families
from policydiff.model.comparison import (
    Comparison,
    Match,
    Side,
    Span,
    StatedWords,
    Statement,
    StatementKind,
)
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.text.traditions.dialect import FactWords
from policydiff.text.traditions.registry import DIALECTS

LONGEST_SENTENCE, AROUND = 2_000, 200
"""Characters of the longest sentence that is given with each of its figures; of a longer one, as no
law has, so many before and behind the figure, and of a longer conduct its end.
"""


def state(comparison: Comparison) -> Comparison:
    """The comparison with its statements.

    `stated` is in the order of the new text; `unpaired` are the figures and sanctions of changed
    rules that may have become others, which both texts leave open.
    """
    dialect = DIALECTS.get(comparison.left.dialect)
    words = None if dialect is None else dialect.facts
    if words is None or not any(match.kind != "unchanged" for match in comparison.matches):
        return comparison
    return _Stating(comparison, words).whole()


class _Stating:
    def __init__(self, comparison: Comparison, words: FactWords) -> None:
        self.comparison, self.words = comparison, words
        texts = comparison.left, comparison.right
        self.indexes = index_document(texts[0]), index_document(texts[1])
        self.duties = read_duties(texts[0]), read_duties(texts[1])
        self.changed = tuple(
            frozenset(_changed(comparison.matches, index, side))
            for side, index in enumerate(self.indexes)
        )
        self.left, self.right = (
            read_rules(text, duties, words, eids)
            for text, duties, eids in zip(texts, self.duties, self.changed, strict=True)
        )
        self.moving = (
            tuple(rule for rule in self.left if rule.article.eid in self.changed[0]),
            tuple(rule for rule in self.right if rule.article.eid in self.changed[1]),
        )
        self.by_id = {match.id: match for match in comparison.matches}
        self.owners = _owners(comparison.matches, 0), _owners(comparison.matches, 1)
        self.likeness = RuleLikeness([rule.words for rule in (*self.left, *self.right)])
        self.links: Links = article_links(comparison.matches, *self.indexes)
        self.kinship: Kinship = find_kin(*self.moving, self.links, self.likeness)

    def whole(self) -> Comparison:
        general = tuple(general_families(index.document.full_text()) for index in self.indexes)
        figures = pair_figures(self.moving, self.kinship, self.likeness, (general[0], general[1]))
        stated = [*self.figures(figures), *self.duty_changes(), *self.lone_duties()]
        stated.sort(key=self.place)
        left, right = (tuple(_words(*placed) for placed in side) for side in figures.open)
        return replace(self.comparison, stated=tuple(dict.fromkeys(stated)), unpaired=(left, right))

    def place(self, statement: Statement) -> tuple[int, int]:
        """The place of a statement in the new text; of what went, of its match there."""
        if statement.new is not None:
            return self.indexes[1].order.get(statement.new.eid, 0), statement.new.span[0]
        match = None if statement.match is None else self.by_id.get(statement.match)
        eid = match.right[0].eid if match is not None and match.right else ""
        return self.indexes[1].order.get(eid, len(self.indexes[1].order)), 0

    def figures(self, figures: FigurePairs) -> Iterator[Statement]:
        """The statements on figures and sanctions.

        A count that came or went is none: an office that falls away is no change of a number.
        """
        for old, new in figures.arrows:
            yield self.figure(old, new)
        for placed in figures.come:
            if placed[1].kind != "count":
                yield self.figure(None, placed)
        for placed in figures.gone:
            if placed[1].kind != "count":
                yield self.figure(placed, None)

    def figure(self, old: Placed | None, new: Placed | None) -> Statement:
        """One statement; where the connective of a fine changed it is among the words."""
        (rule, figure), *others = (placed for placed in (new, old) if placed is not None)
        changed = any(other.connective != figure.connective for _, other in others)
        wide = changed or figure.family == "threshold" or "times" in figure.base
        return self.statement(
            figure.kind,
            None if old is None else _words(*old, wide=wide),
            None if new is None else _words(*new, wide=wide),
            actor=figure.actor or None,
            matter=_matter(rule, figure) or None,
            tier=figure.case if figure.grade else None,
            condition=figure.case if figure.case and not figure.grade else None,
        )

    def duty_changes(self) -> Iterator[Statement]:
        replaced = {
            substitution.before: substitution.after
            for substitution in self.comparison.substitutions
        }
        for old, new in changed_duties(self.kinship.pairs, self.likeness, self.words, replaced):
            yield self.statement("duty", _clause(*old), _clause(*new))

    def lone_duties(self) -> Iterator[Statement]:
        gone, come = (
            frozenset(
                side.eid
                for match in self.comparison.matches
                if match.kind == kind
                for side in _sides(match)[side_index]
            )
            for side_index, kind in enumerate(("removed", "added"))
        )
        old, new = (OtherText(rules, self.likeness) for rules in (self.left, self.right))
        paired = [
            frozenset((pair[side].article.eid, pair[side].span[0]) for pair in self.kinship.pairs)
            for side in (0, 1)
        ]
        for duty in (
            *lone_duties(self.duties[1], old, come, paired[1], NEW),
            *inserted_duties(self.duties[1], old, self.changed[1], come, paired[1]),
        ):
            yield self.statement("duty", None, _duty(duty), source="table")
        for duty in lone_duties(self.duties[0], new, gone, paired[0], GONE):
            yield self.statement("duty", _duty(duty), None, source="table")

    def statement(
        self,
        kind: StatementKind,
        old: StatedWords | None,
        new: StatedWords | None,
        **more: Any,
    ) -> Statement:
        match = self.links.get((old.eid, new.eid)) if old and new else None
        if match is None:
            owner = self.owners[0].get(old.eid) if old else None
            match = self.owners[1].get(new.eid) if new else owner
        return Statement(
            kind=kind,
            form="arrow" if old and new else "added" if new else "removed",
            old=old,
            new=new,
            match=None if match is None else match.id,
            doubtful=match is not None and match.doubtful,
            **more,
        )


def _sides(match: Match) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    return match.left, match.right


def _changed(matches: Iterable[Match], index: ProvisionIndex, side_index: int) -> Iterator[str]:
    units = {unit.eid for unit in units_of(index.document)}
    for match in matches:
        if match.kind != "unchanged":
            for side in _sides(match)[side_index]:
                above = unit_above(index, side.eid, units)
                if above is not None:
                    yield above


def _owners(matches: Iterable[Match], side_index: int) -> dict[str, Match]:
    return {side.eid: match for match in matches for side in _sides(match)[side_index]}


def _matter(rule: RuleSentence, figure: Figure) -> str:
    """The conduct that a sentence punishes; of others the clause of the figure."""
    if not rule.penal:
        return rule.text[slice(*figure.clause)].strip(MARKS)
    conduct = rule.conduct.strip().strip(MARKS)
    if len(conduct) > LONGEST_SENTENCE:
        return conduct[-AROUND:].strip(MARKS)
    if figure.case:
        conduct = conduct.replace(figure.case, "")
    lead = LEADING.match(conduct)
    if lead is not None and conduct.startswith("，", lead.end()):
        conduct = conduct[lead.end() :]
    return conduct.strip(MARKS)


def _duty(duty: FoundDuty) -> StatedWords:
    words = duty.article.text[slice(*duty.span)].strip(MARKS)
    return StatedWords(
        article=duty.article.num or "",
        eid=duty.article.eid,
        words=words,
        sentence=words,
        span=duty.span,
    )


def _clause(rule: RuleSentence, span: Span) -> StatedWords:
    return StatedWords(
        article=rule.article.num or "",
        eid=rule.article.eid,
        words=rule.text[slice(*span)].strip(MARKS),
        sentence=rule.text[span[0] : rule.span[1]].strip(),
        span=span,
    )


def _words(rule: RuleSentence, figure: Figure, *, wide: bool = False) -> StatedWords:
    begin, end = figure.wide if wide else figure.span
    words = rule.text[begin:end]
    first, last = rule.span
    if last - first > LONGEST_SENTENCE:
        first, last = max(first, begin - AROUND), min(last, end + AROUND)
    elif rule.sentence.count(words) > 1:
        first = figure.clause[0]
    return StatedWords(
        article=rule.article.num or "",
        eid=rule.article.eid,
        words=words,
        sentence=rule.text[first:last].strip(),
        span=(begin, end),
    )
