"""Facts of a comparison: typed effects of changes, without a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policydiff.comparing.engine.facts.expressions import FactSpans, MatchTexts
from policydiff.comparing.engine.facts.readers import READERS, commands
from policydiff.comparing.engine.facts.remaining import (
    Part,
    Replacement,
    changes_rules,
    parts,
    remaining,
)
from policydiff.comparing.engine.redline.sides import common_start
from policydiff.model.comparison import Comparison, Edit, Fact, Match, is_around
from policydiff.model.document import Document
from policydiff.model.kinds import CONTAINERS
from policydiff.text.noise import fold_key
from policydiff.text.spans import sides_of
from policydiff.text.traditions.dialect import FactWords
from policydiff.text.traditions.drafting_words import NO_DRAFTING_WORDS, DraftingWords
from policydiff.text.traditions.registry import DIALECTS


def drafting_words(document: Document) -> DraftingWords:
    """The words of drafting of a document's dialect."""
    dialect = DIALECTS.get(document.dialect)
    return NO_DRAFTING_WORDS if dialect is None else dialect.drafting


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
    outer = _outermost(comparison.matches)
    texts = {
        match.id: MatchTexts(match.edits)
        for match in comparison.matches
        if outer.get(match.id) == match.id
    }
    found_parts = {outer_id: tuple(parts(both, words)) for outer_id, both in texts.items()}
    common = _recurring(found_parts.values())
    facts = {
        outer_id: read_facts(both, words, found_parts[outer_id], common)
        for outer_id, both in texts.items()
    }

    def finished(match: Match) -> Match:
        outer_id = outer.get(match.id)
        if outer_id is None or not _is_read(match):
            return match
        inside = (
            facts[outer_id]
            if outer_id == match.id
            else _lying_inside(match.edits, texts[outer_id], facts[outer_id])
        )
        editorial = not any(inside) and not _changes_more(match, texts.get(match.id), words)
        return replace(match, facts=facts.get(match.id, ()), editorial=editorial)

    return replace(comparison, matches=tuple(map(finished, comparison.matches)))


def _changes_more(match: Match, texts: MatchTexts | None, words: FactWords) -> bool:
    """True where the heading changed, or a whole sentence came or went."""
    heading = any(edit.op != "equal" and not edit.noise for edit in match.heading_edits)
    return heading or changes_rules(texts or MatchTexts(match.edits), words)


def _outermost(matches: Iterable[Match]) -> dict[int, int]:
    """For each match, by id, the outermost one around it that facts hang on."""
    outer: dict[int, int] = {}
    for match in matches:
        if match.parent is not None and match.parent in outer:
            outer[match.id] = outer[match.parent]
        elif _is_read(match):
            outer[match.id] = match.id
    return outer


def _recurring(parts_of_matches: Iterable[Iterable[Part]]) -> frozenset[Replacement]:
    counts = Counter(
        sides for several in parts_of_matches for sides in {part.sides for part in several}
    )
    return frozenset(sides for sides, count in counts.items() if count > 1)


def _lying_inside(
    edits: Sequence[Edit], outer: MatchTexts, facts: Iterable[Fact]
) -> Iterator[Fact]:
    """The facts of a text that lie in a part of it, wherever that part stands."""
    sides = sides_of(edits)
    begins = [text.find(part) for text, part in zip(outer.sides, sides, strict=True)]
    for fact in facts:
        for begin, part, span in zip(begins, sides, (fact.left_span, fact.right_span), strict=True):
            if span and begin >= 0 and span[0] < begin + len(part) and begin < span[1]:
                yield fact


def _is_read(match: Match) -> bool:
    return (
        match.kind == "reworded"
        and bool(match.edits)
        and not any(
            side.level in CONTAINERS or side.level == "attachment"
            for side in (*match.left, *match.right)
        )
        and not is_around(match)
    )


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
    spans = [*ordered.stated, *(fact for reader in READERS for fact in reader(texts, words))]
    others = [part for part in found_parts if not ordered.has_moved(part.hunk)]
    spans += remaining(texts, words, spans, others, common)
    return tuple(_distinct(texts, spans))


def _distinct(texts: MatchTexts, facts: Iterable[FactSpans]) -> Iterator[Fact]:
    seen: set[tuple[str, str | None, str | None]] = set()
    for spans in sorted(facts, key=lambda fact: (fact.right or (0, 0), fact.left or (0, 0))):
        before, after = (
            None if span is None else texts.excerpt(side, span)
            for side, span in enumerate(spans.spans)
        )
        core = _core(spans.type, before and fold_key(before), after and fold_key(after))
        if (spans.type, *core) not in seen:
            seen.add((spans.type, *core))
            yield Fact(
                type=spans.type,
                before=before,
                after=after,
                left_span=spans.left,
                right_span=spans.right,
            )


def _core(type_: str, before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """The two names of a replacement without what both share before and behind."""
    if type_ not in ("authority", "term") or before is None or after is None:
        return before, after
    head = common_start(before, after)
    before, after = before[head:], after[head:]
    tail = common_start(before[::-1], after[::-1])
    return before[: len(before) - tail], after[: len(after) - tail]
