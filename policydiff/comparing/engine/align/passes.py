"""The passes of the alignment, in order of trust, and that by shared sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import Indel

from policydiff.comparing.engine.align.likeness import shortlist, words_of
from policydiff.comparing.engine.align.overrides import NO_PINS, Pins
from policydiff.comparing.engine.align.probable import probable
from policydiff.comparing.engine.align.unit_pairing import (
    SHARED,
    Pairing,
    Pass,
    identical,
    near_identical,
    remaining,
    repeated,
    same_heading,
    similar,
)
from policydiff.comparing.engine.align.units import Unit, UnitLink
from policydiff.comparing.engine.align.weights import SHIPPED, Weights
from policydiff.text.sentences import cut_sentences

RIVALS = 20
"""Fewer articles on a side have too few rivals: the laws by which the odds were fitted have more."""

FEWEST_CLAUSES = 5
"""The same of clauses, which are shorter than articles."""

MOST = 2_000_000
"""Pairs of articles beyond which leads take too much time and memory; no code has so many."""

ENDS = "。!?;:"
"""Sentences of a key end here: a member of a list is one, too."""

SHORT = 8
"""Shorter sentences (有下列情形之一的) are shared by provisions that have nothing to do with one
another.
"""

REWORDED_RATIO = 0.55
"""The ratio from which a sentence of one text is taken for that of another, reworded."""

CLEARER = 0.15
"""By so much a sentence must fit its new place better than the partner of its old one: penalty
clauses fit everywhere a little.
"""

COVERED = 0.55
"""More than half of the shorter text must have gone over …"""

CHARACTERS = 20
"""… and a clause that means something by itself, not a phrase."""

CANDIDATES = 4
"""Texts that are looked at for each free one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """One side seen from the other, with the partner here of each index there."""

    free: list[int]
    texts: list[str]
    others: list[str]
    partner: dict[int, int]


def shared_sentences(pairing: Pairing) -> None:
    """Link units by sentences that free units share with matched ones."""
    texts, others = (
        [words_of(unit) for unit in pairing.left],
        [words_of(unit) for unit in pairing.right],
    )
    to = {link.right: link.left for link in pairing.to.values() if link.score < 1}
    of = {link.left: link.right for link in pairing.of.values() if link.score < 1}
    rows = _covered(_View(free=pairing.free_left(), texts=texts, others=others, partner=to))
    columns = _covered(_View(free=pairing.free_right(), texts=others, others=texts, partner=of))
    pairing.more.extend(
        UnitLink(left=left, right=right, score=SHARED, reason="sentences") for left, right in rows
    )
    pairing.more.extend(
        UnitLink(left=left, right=right, score=SHARED, reason="sentences")
        for right, left in columns
    )


def _covered(view: _View) -> list[tuple[int, int]]:
    """Free places of this side with places of the other that share their sentences."""
    taken = sorted(view.partner)
    if not view.free or not taken:
        return []
    candidates: dict[int, list[tuple[float, int]]] = {}
    for (row, column), share in shortlist(
        [view.texts[index] for index in view.free], [view.others[index] for index in taken]
    ).items():
        candidates.setdefault(row, []).append((-share, taken[column]))
    covered = []
    for row, best in sorted(candidates.items()):
        index = view.free[row]
        for candidate, gone in _gone_over(
            view, index, [candidate for _, candidate in sorted(best)[:CANDIDATES]]
        ):
            share = gone / max(1, min(len(view.texts[index]), len(view.others[candidate])))
            if share >= COVERED and gone >= CHARACTERS:
                covered.append((index, candidate))
    return covered


def _gone_over(view: _View, index: int, texts: list[int]) -> list[tuple[int, int]]:
    """For each of some texts, the number of its characters that went to a free text.

    They stand in sentences that fit the free text clearly better than their partner. A sentence of
    the free text went to one text, or to several similar ones.
    """
    free = _sentences(view.texts[index])
    fits = [
        (candidate, sentence, *_best_fit(sentence, free))
        for candidate in texts
        for sentence in _sentences(view.others[candidate])
    ]
    closest = {spot: max(fit for *_, fit, at in fits if at == spot) for *_, spot in fits}
    gone = dict.fromkeys(texts, 0)
    for candidate, sentence, fit, spot in fits:
        if fit >= max(REWORDED_RATIO, closest[spot] - CLEARER):
            partner, _ = _best_fit(sentence, _sentences(view.texts[view.partner[candidate]]))
            gone[candidate] += len(sentence) if fit >= partner + CLEARER else 0
    return list(gone.items())


def _best_fit(sentence: str, sentences: Sequence[str]) -> tuple[float, int]:
    """The ratio of the most similar sentence, and its index as a negative number."""
    return max(
        (Indel.normalized_similarity(sentence, candidate), -spot)
        for spot, candidate in enumerate(sentences)
    )


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[str, ...]:
    cut = tuple(text[begin:end] for begin, end in cut_sentences(text, ENDS) if end - begin >= SHORT)
    return cut or (text,)


PASSES: tuple[Pass, ...] = (
    identical,
    repeated,
    near_identical,
    similar,
    remaining,
    shared_sentences,
)

LEAD_PASSES: tuple[Pass, ...] = (identical, repeated, probable, near_identical)
"""The passes for the articles of a law, weighed against their rivals."""


CLAUSE_PASSES: tuple[Pass, ...] = (identical, repeated, same_heading, probable, near_identical)
"""The passes for clauses of all levels, each by its own text."""


def align(
    left: Sequence[Unit],
    right: Sequence[Unit],
    shelters: dict[str, str] | None = None,
    pins: Pins = NO_PINS,
    weights: Weights = SHIPPED,
    *,
    clauses: bool = False,
) -> Pairing:
    """Run all passes over two sequences of units in reading order, or of `clauses`.

    What a person or a decision set comes first and stays. A set pair that is found anyway changes
    nothing else; one that is not found takes the place of what is.
    """
    stated = list(pins.links(left, right))
    opened = [link for link in stated if pins.of[left[link.left].eid].is_open]
    pairing = Pairing(left=left, right=right, shelters=shelters or {}, weights=weights)
    steps = _passes(pairing, clauses=clauses)
    if not opened:
        return _run(pairing, steps, pins, stated)
    firm = [link for link in stated if link not in opened]
    pairing_found = _run(pairing, steps, pins.firm(), firm)
    held = pins.held(stated, pairing_found.links(), left, right)
    confirmed = [link for link in held if link.confirmed]
    if len(confirmed) < len(opened):
        return _run(pairing, steps, pins, held)
    for link in confirmed:
        pairing_found.confirm(link)
    return pairing_found


def _run(fresh: Pairing, steps: tuple[Pass, ...], pins: Pins, held: Sequence[UnitLink]) -> Pairing:
    left, right = fresh.left, fresh.right
    pairing = replace(
        fresh, of={}, to={}, more=[], measured=None, apart=pins.forbidden(left, right)
    )
    for link in held:
        pairing.pin(link)
    for step in steps:
        if len(pairing.of) == len(left) and len(pairing.to) == len(right):
            break
        step(pairing)
    pairing.more = [link for link in pairing.more if link in held or pins.allows(link, left, right)]
    return pairing


def _passes(pairing: Pairing, *, clauses: bool) -> tuple[Pass, ...]:
    sizes = len(pairing.left), len(pairing.right)
    if math.prod(sizes) > MOST:
        return PASSES
    if clauses:
        few = min(sizes) < FEWEST_CLAUSES
        return (*PASSES[:2], same_heading, *PASSES[2:]) if few else CLAUSE_PASSES
    articles = all(unit.level == "article" for unit in pairing.left)
    return LEAD_PASSES if articles and min(sizes) >= RIVALS else PASSES
