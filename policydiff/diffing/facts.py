"""What a change does, typed, with the operative words of both sides: `type_changes`. It states what stands there, no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policydiff.dialects import cn_decision, cn_law, cn_policy
from policydiff.diffing.facts_crisp import READERS, Found
from policydiff.diffing.facts_rest import remaining
from policydiff.diffing.facts_texts import Texts, read_texts
from policydiff.diffing.noise import fold_key
from policydiff.model.comparison import Comparison, Fact, Match
from policydiff.model.dialect import FactWords
from policydiff.model.kinds import CONTAINERS

DIALECTS = {dialect.name: dialect for dialect in (cn_law.DIALECT, cn_policy.DIALECT, cn_decision.DIALECT)}


def type_changes(comparison: Comparison) -> Comparison:
    """The comparison with the facts of each reworded match, and `editorial` where a reworded match has none.

    Facts hang on the outermost match that has one part on each side and a redline: the article, in a split the 款 below it. The
    matches within say by `editorial` whether any of these facts lies in them, and repeat none.
    """
    dialect = DIALECTS.get(comparison.left.dialect)
    words = None if dialect is None else dialect.facts
    if words is None:
        return comparison
    matches = tuple(_with_facts(comparison.matches, words))
    editorial = sum(match.editorial for match in matches if _is_article(match))
    return replace(comparison, matches=matches, summary=replace(comparison.summary, editorial=editorial))


def _with_facts(matches: Iterable[Match], words: FactWords) -> Iterator[Match]:
    told: dict[int, bool] = {}
    for match in matches:
        above = match.parent is not None and match.parent in told
        if above:
            told[match.id] = True
        if match.kind != "reworded" or not match.edits or _is_container(match):
            yield match
            continue
        facts = read_facts(match, words)
        told[match.id] = True
        yield replace(match, facts=() if above else facts, editorial=not facts and not _heading_changed(match))


def _is_article(match: Match) -> bool:
    return any(side.level == "article" for side in (*match.left, *match.right))


def _is_container(match: Match) -> bool:
    return any(side.level in CONTAINERS or side.level == "attachment" for side in (*match.left, *match.right))


def _heading_changed(match: Match) -> bool:
    return any(edit.op != "equal" and not edit.noise for edit in match.heading_edits)


def read_facts(match: Match, words: FactWords) -> tuple[Fact, ...]:
    """The facts of one match, in the order of the right text."""
    texts = read_texts(match.edits)
    found = [fact for reader in READERS for fact in reader(texts, words)]
    found += remaining(texts, words, found)
    return tuple(_distinct(texts, found))


def _distinct(texts: Texts, found: Iterable[Found]) -> Iterator[Fact]:
    seen: set[tuple[str, str | None, str | None]] = set()
    for one in sorted(found, key=lambda one: (one.right or (0, 0), one.left or (0, 0))):
        before, after = (None if span is None else text[slice(*span)] for text, span in ((texts.left, one.left), (texts.right, one.right)))
        key = (one.type, before and fold_key(before), after and fold_key(after))
        if key not in seen:
            seen.add(key)
            yield Fact(type=one.type, before=before, after=after, left_span=one.left, right_span=one.right)
