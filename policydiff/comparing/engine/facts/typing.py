"""Facts of a comparison: typed effects of changes, in the words of both sides.

They state the words, and give no verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policydiff.comparing.engine.facts.citations import citations
from policydiff.comparing.engine.facts.commands import commands
from policydiff.comparing.engine.facts.expressions import FactSpans, agents, quantities
from policydiff.comparing.engine.facts.parts import (
    Part,
    Replacement,
    changes_rules,
    definitions,
    parts,
    recurring,
    replacements,
)
from policydiff.comparing.engine.facts.remaining import remaining
from policydiff.comparing.engine.facts.sanctions import sanctions
from policydiff.comparing.engine.facts.texts import MatchTexts, read_texts
from policydiff.comparing.engine.redline.causes import left_of, right_of
from policydiff.comparing.engine.redline.hunks import common_start
from policydiff.model.comparison import Comparison, Edit, Fact, Match, Span, is_around
from policydiff.model.kinds import CONTAINERS
from policydiff.text.noise import fold_key
from policydiff.text.traditions.dialect import FactWords
from policydiff.text.traditions.mainland import cn_decision, cn_law, cn_policy

DIALECTS = {
    dialect.name: dialect for dialect in (cn_law.DIALECT, cn_policy.DIALECT, cn_decision.DIALECT)
}


def type_changes(comparison: Comparison) -> Comparison:
    """The comparison with the facts of each reworded match.

    A reworded match without any is `editorial`. Facts hang on the outermost match that has one part
    on each side and a redline: the article, in a split the 款 below it. The matches within are
    `editorial` where none of these facts lies in them, and repeat none.
    """
    dialect = DIALECTS.get(comparison.left.dialect)
    words = None if dialect is None else dialect.facts
    if words is None:
        return comparison
    texts = {match.id: read_texts(match.edits) for match in _outermost(comparison.matches)}
    found_parts = {place: tuple(parts(both, words)) for place, both in texts.items()}
    common = recurring(map(replacements, found_parts.values()))
    facts = {
        place: read_facts(both, words, found_parts[place], common) for place, both in texts.items()
    }
    return replace(comparison, matches=tuple(_with_facts(comparison.matches, texts, facts, words)))


def _outermost(matches: Iterable[Match]) -> Iterator[Match]:
    """The matches that facts hang on."""
    inside: set[int] = set()
    for match in matches:
        is_read = _is_read(match)
        if is_read and match.parent not in inside:
            yield match
        if is_read or match.parent in inside:
            inside.add(match.id)


def _with_facts(
    matches: Iterable[Match],
    texts: dict[int, MatchTexts],
    facts: dict[int, tuple[Fact, ...]],
    words: FactWords,
) -> Iterator[Match]:
    """Each match with its facts.

    One within another has none, and is editorial where none of the other's lies in it. One with a
    whole sentence that came or went is never editorial.
    """
    above: dict[int, int] = {place: place for place in facts}
    for match in matches:
        outer = (
            above.get(match.id)
            if match.id in facts or match.parent is None
            else above.get(match.parent)
        )
        if outer is not None:
            above[match.id] = outer
        if outer is None or not _is_read(match):
            yield match
            continue
        lies = (
            bool(facts[outer])
            if outer == match.id
            else _lie_inside(match.edits, texts[outer], facts[outer])
        )
        editorial = (
            not lies
            and not _heading_changed(match)
            and not changes_rules(texts.get(match.id) or read_texts(match.edits), words)
        )
        yield replace(match, facts=facts.get(match.id, ()), editorial=editorial)


def _lie_inside(edits: Iterable[Edit], outer: MatchTexts, facts: Iterable[Fact]) -> bool:
    """True where a fact of a text lies in a part of it, wherever that part stands."""
    before, after = left_of(edits), right_of(edits)
    left, right = outer.left.find(before), outer.right.find(after)
    return any(
        _meets(fact.left_span, left, before) or _meets(fact.right_span, right, after)
        for fact in facts
    )


def _meets(span: Span | None, begin: int, text: str) -> bool:
    return span is not None and begin >= 0 and span[0] < begin + len(text) and begin < span[1]


def _is_read(match: Match) -> bool:
    return (
        match.kind == "reworded"
        and bool(match.edits)
        and not _is_container(match)
        and not is_around(match)
    )


def _is_container(match: Match) -> bool:
    return any(
        side.level in CONTAINERS or side.level == "attachment"
        for side in (*match.left, *match.right)
    )


def _heading_changed(match: Match) -> bool:
    return any(edit.op != "equal" and not edit.noise for edit in match.heading_edits)


def read_facts(
    texts: MatchTexts,
    words: FactWords,
    found_parts: Sequence[Part],
    common: frozenset[Replacement],
) -> tuple[Fact, ...]:
    """The facts of one match with these parts, in the order of the right text.

    `common` are the replacements that recur in the document.
    """
    ordered = commands(texts, words)
    found = [*ordered.stated, *(fact for reader in READERS for fact in reader(texts, words))]
    found += definitions(texts, words)
    others = [part for part in found_parts if not ordered.has_moved(part.hunk)]
    found += remaining(texts, words, found, others, common)
    return tuple(_distinct(texts, found))


def _core(type_: str, before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """The two names of a replacement without what both share before and behind.

    Replacements of one core are the same.
    """
    if type_ not in ("authority", "term") or before is None or after is None:
        return before, after
    head = common_start(before, after)
    before, after = before[head:], after[head:]
    tail = common_start(before[::-1], after[::-1])
    return before[: len(before) - tail], after[: len(after) - tail]


def _distinct(texts: MatchTexts, found: Iterable[FactSpans]) -> Iterator[Fact]:
    seen: set[tuple[str, str | None, str | None]] = set()
    for one in sorted(found, key=lambda one: (one.right or (0, 0), one.left or (0, 0))):
        before, after = (
            None if span is None else text[slice(*span)]
            for text, span in ((texts.left, one.left), (texts.right, one.right))
        )
        key = (one.type, *_core(one.type, before and fold_key(before), after and fold_key(after)))
        if key not in seen:
            seen.add(key)
            yield Fact(
                type=one.type, before=before, after=after, left_span=one.left, right_span=one.right
            )


READERS = (quantities, sanctions, citations, agents)
