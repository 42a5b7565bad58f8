"""Replacements that recur.

One term that became another throughout is stated once with its places. Every hunk proposes what it
replaces, in whole words, alone and with the words around it that stayed. What is proposed often
enough, and happens to the term nearly wherever it stands, is a substitution.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from policydiff.comparing.engine.explanations.replaced_terms import (
    LONGEST,
    ComparedText,
    Fate,
    Term,
    distinct_texts,
    follow,
    small,
)
from policydiff.comparing.engine.facts.typing import DIALECTS
from policydiff.comparing.engine.redline.causes import (
    EditRun,
    Mark,
    is_open,
    left_of,
    mark,
    read_runs,
    right_of,
)
from policydiff.model.comparison import Comparison, Edit, Match, Substitution
from policydiff.text.numerals import AMOUNT
from policydiff.text.traditions.dialect import NO_DRAFTING_WORDS, DraftingWords
from policydiff.text.words import cut_words

LEAST = 3
"""Places from which on a replacement recurs: stating it once is shorter than listing it, and two
may be chance.
"""

STEADY = 0.8
"""The share of the places of a term in kept text at which it must have become the other: “nearly
always”.
"""

SHARED = 4
"""Places of a term from which on a word before all of them belongs to it."""

AROUND = 3
"""Words on each side that may belong to a term: 工商 行政 管理 部门."""

_PLAIN = re.compile(r"[\u3400-\u9fffA-Za-z]{2,}")
_NUMBER = re.compile(AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text, with the ends of its words on both sides."""

    compared: ComparedText
    sides: tuple[str, str]
    bounds: tuple[tuple[int, ...], tuple[int, ...]]

    @classmethod
    def of(cls, compared: ComparedText) -> _Text:
        """The words of a text."""
        return cls(
            compared=compared,
            sides=(compared.left, compared.right),
            bounds=(cut_words(compared.left).bounds, cut_words(compared.right).bounds),
        )

    def words(self, side: int, begin: int, end: int) -> list[str]:
        """The words of a stretch of one side."""
        bounds = self.bounds[side]
        inside = bounds[bisect_right(bounds, begin) : bisect_left(bounds, end)]
        return [self.sides[side][a:b] for a, b in pairwise((begin, *inside, end)) if a < b]

    def edges(self, side: int, begin: int, end: int) -> tuple[str, str]:
        """The first and the last word of a stretch of one side."""
        text, bounds = self.sides[side], self.bounds[side]
        first = min(bounds[bisect_right(bounds, begin)], end)
        last = max(bounds[bisect_left(bounds, end) - 1], begin)
        return text[begin:first], text[last:end]

    def cut(self, side: int, place: int) -> bool:
        """True where a word ends."""
        bounds = self.bounds[side]
        return bounds[bisect_left(bounds, place)] == place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposal:
    """The extent of a proposed term around its hunk.

    `head` and `tail` are the numbers of unchanged characters that it takes in before and after the
    hunk; `grown` is True where the hunk only adds. `bare` is what the hunk must replace by itself:
    where it only adds or takes away, the word that it touches.
    """

    head: int
    tail: int
    grown: bool
    bare: Term


def state(comparison: Comparison) -> Comparison:
    """State the recurring replacements of a comparison.

    The comparison is given back with its substitutions, and with the cause ``substitution`` on the
    edits that belong to them. Reads the edits that nothing explains yet; gives edits and
    substitutions. A term has at least two characters and no number: a changed amount is no
    substitution, nor is another word for what must or may be done.
    """
    compared = list(distinct_texts(comparison.matches))
    texts = [_Text.of(text) for text in compared if any(small(run) for run in text.runs)]
    equal = "\n".join(edit.text for text in compared for edit in text.edits if edit.op == "equal")
    two_sided = [text for text in compared if text.match.left and text.match.right]
    words = _ExcludedWords.of(comparison)
    fates = _fates(_terms(texts, equal, words), two_sided, words)
    if not fates:
        return comparison
    matches = tuple(
        _marked(match, list(fates), exact=not comparison.noise_rule) for match in comparison.matches
    )
    found = tuple(
        _substitution(term, fates[term])
        for term in sorted(fates, key=lambda term: (-len(fates[term].places), term))
    )
    return replace(comparison, matches=matches, substitutions=(*comparison.substitutions, *found))


def _fates(
    terms: Sequence[Term], texts: Sequence[ComparedText], words: _ExcludedWords
) -> dict[Term, Fate]:
    """The fates of the replacements that hold, counted without those that do not."""
    while terms:
        marks: dict[Term, list[tuple[ComparedText, Mark]]] = {term: [] for term in terms}
        for text in texts:
            for term, one in _marks(text.edits, terms):
                marks[term].append((text, one))
        fates = {term: follow(term, texts, marks[term]) for term in terms}
        holding = [term for term in terms if _is_steady(fates[term], words.drafting.particles)]
        if len(holding) == len(terms):
            return fates
        terms = holding
    return {}


def _is_steady(fate: Fate, particles: Collection[str]) -> bool:
    """True where the term became the other nearly everywhere.

    That is in many places, in several phrases, and nearly wherever it stood.
    """
    count = len(fate.places)
    return (
        count >= LEAST
        and fate.free(particles)
        and count >= STEADY * (count + fate.remaining + fate.rivals)
    )


def _substitution(term: Term, fate: Fate) -> Substitution:
    matches = [text.match for text in fate.places]
    left, right = (
        tuple(dict.fromkeys(side.eid for match in matches for side in getattr(match, name)))
        for name in ("left", "right")
    )
    return Substitution(
        before=term[0],
        after=term[1],
        count=len(matches),
        remaining=fate.remaining,
        otherwise=fate.otherwise,
        left=left,
        right=right,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _ExcludedWords:
    """The words that are no terms, and those of public bodies.

    `modality` fits words for what must or may be done; particles and negations are no content.
    `body` fits public bodies.
    """

    modality: re.Pattern[str] | None
    body: re.Pattern[str] | None
    drafting: DraftingWords

    @classmethod
    def of(cls, comparison: Comparison) -> _ExcludedWords:
        dialect = DIALECTS.get(comparison.left.dialect)
        facts = None if dialect is None else dialect.facts
        drafting = NO_DRAFTING_WORDS if dialect is None else dialect.drafting
        if facts is None:
            return cls(modality=None, body=None, drafting=drafting)
        return cls(modality=facts.modality, body=facts.whole_body, drafting=drafting)

    def is_term(self, term: Term) -> bool:
        plain = all(
            _PLAIN.fullmatch(word) and len(word) <= LONGEST and not _NUMBER.search(word)
            for word in term
        )
        return plain and (
            self.modality is None or not any(self.modality.search(word) for word in term)
        )

    def is_body(self, term: Term) -> bool:
        """True where both are names of public bodies."""
        return self.body is not None and all(self.body.search(word) for word in term)

    def is_meaningful(self, gone: list[str], come: list[str]) -> bool:
        """False for a negation that came or went, and for particles that did."""
        negations, particles = self.drafting.negations, self.drafting.particles
        return negations.isdisjoint({*gone} ^ {*come}) and bool(
            (gone and come) or not particles.issuperset(gone + come)
        )


def _terms(texts: Sequence[_Text], unchanged: str, words: _ExcludedWords) -> tuple[Term, ...]:
    """The replacements that recur, the longest first."""
    proposals = [
        found
        for text in texts
        for run in text.compared.runs
        if small(run) and (found := _proposals(text, run, words))
    ]
    counts = Counter(term for found in proposals for term in found)
    grown = Counter(
        term for found in proposals for term, proposal in found.items() if proposal.grown
    )

    @cache
    def steady(term: Term) -> bool:
        return counts[term] >= LEAST and counts[term] >= STEADY * (
            counts[term] + unchanged.count(term[0]) - grown[term]
        )

    best: set[Term] = set()
    for found in proposals:
        steadily = [term for term in found if words.is_term(term) and steady(term)]
        stated = [term for term in steadily if words.is_body(term) or steady(found[term].bare)]
        best.update({_best(found, counts, stated)} if stated else ())
    return tuple(sorted(_whole(best), key=lambda term: (-len(term[0]), -len(term[1]), term)))


def _whole(terms: Collection[Term]) -> list[Term]:
    """The terms without longer phrases that contain another term.

    Such a phrase only repeats the replacement of a piece of it.
    """
    return [
        term
        for term in terms
        if not any(other != term and other[0] in term[0] and other[1] in term[1] for other in terms)
    ]


def _best(found: dict[Term, _Proposal], counts: Counter[Term], terms: Iterable[Term]) -> Term:
    """The best proposal of one hunk.

    It is the one that most other hunks propose as well, then the longest. The head of a Chinese
    term is its last word, so that words after the hunk belong to it; words before it may stand
    there by chance unless they do so in `SHARED` places.
    """

    def rank(term: Term) -> tuple[int, int, int, Term]:
        head = found[term].head
        return counts[term], head if counts[term] >= SHARED else -head, found[term].tail, term

    return max(terms, key=rank)


def _proposals(text: _Text, run: EditRun, words: _ExcludedWords) -> dict[Term, _Proposal]:
    """The terms that a hunk replaces, in words that are whole on both sides.

    They are given alone and with the words around them that stayed. What only comes or goes must
    stand before the word that it belonged to, as 大 does in 股东大会.
    """
    gone, come = text.words(0, run.a, run.b), text.words(1, run.c, run.d)
    if not words.is_meaningful(gone, come):
        return {}
    particles = words.drafting.particles
    heads = list(_steps(text, run.a, run.c, -1))
    heads = [*heads[:1], *((a, c) for a, c in heads[1:] if len(text.words(0, a, run.a)[0]) > 1)]
    tails = [
        (b, d)
        for b, d in _steps(text, run.b, run.d, 1)
        if particles.isdisjoint(_ends(text.words(0, run.b, b), gone and come))
    ]
    found: dict[Term, _Proposal] = {}
    for a, c in heads:
        for b, d in tails:
            if not (a < b and c < d and (b > run.b or (gone and come))):
                continue
            term = text.sides[0][a:b], text.sides[1][c:d]
            alone = (gone and come) or a == heads[0][0] or words.is_body(term)
            if alone and particles.isdisjoint((*text.edges(0, a, b), *text.edges(1, c, d))):
                bare = term if gone and come else next(iter(found), term)
                found.setdefault(
                    term, _Proposal(head=run.a - a, tail=b - run.b, grown=not gone, bare=bare)
                )
    return found


def _ends(words: list[str], replaced: list[str]) -> list[str]:
    """The words after a hunk that decide whether a term may end there.

    What only came or went belongs to the first of them.
    """
    return words[-1:] if replaced else [*words[:1], *words[-1:]]


def _steps(text: _Text, place: int, other: int, step: int) -> Iterator[tuple[int, int]]:
    """The nearest places, as far as both texts agree, where words end on both sides."""
    left, right = text.sides
    found = 0
    while found <= AROUND:
        if text.cut(0, place) and text.cut(1, other):
            yield place, other
            found += 1
        row, column = (place, other) if step > 0 else (place - 1, other - 1)
        inside = 0 <= row < len(left) and 0 <= column < len(right)
        if not inside or left[row] != right[column] or not _PLAIN.fullmatch(left[row] * 2):
            return
        place, other = place + step, other + step


def _marked(match: Match, terms: Sequence[Term], *, exact: bool) -> Match:
    marks, others = (
        [one for _, one in _marks(edits, terms)] for edits in (match.edits, match.heading_edits)
    )
    if not marks and not others:
        return match
    edits = mark(match.edits, marks, "substitution", exact=exact)
    return replace(
        match,
        edits=edits,
        heading_edits=mark(match.heading_edits, others, "substitution", exact=exact),
    )


def _marks(edits: tuple[Edit, ...], terms: Sequence[Term]) -> Iterator[tuple[Term, Mark]]:
    """The places of the terms in the hunks of a text, longer ones first, in order."""
    if not any(map(is_open, edits)):
        return
    left, right = left_of(edits), right_of(edits)
    here = [term for term in terms if term[0] in left and term[1] in right]
    for run in read_runs(edits) if here else ():
        taken: list[tuple[Mark, Term]] = []
        for term in here if run.open else ():
            taken += [
                (one, term)
                for one in _replacements(run, left, right, term)
                if not any(_meet(one, other) for other, _ in taken)
            ]
        yield from ((term, one) for one, term in sorted(taken))


def _replacements(run: EditRun, left: str, right: str, term: Term) -> list[Mark]:
    """The places where a hunk replaces the one word by the other, first for first.

    There are none where the one word goes and the other comes a different number of times.
    """
    rows = _found(left, term[0], run.a, run.b)
    columns = _found(right, term[1], run.c, run.d) if rows else []
    if len(rows) != len(columns):
        return []
    marks = [(a, a + len(term[0]), c, c + len(term[1])) for a, c in zip(rows, columns, strict=True)]
    return [
        one
        for one in marks
        if _flush(run.a - one[0], run.c - one[2]) and _flush(one[1] - run.b, one[3] - run.d)
    ]


def _found(text: str, word: str, begin: int, end: int) -> list[int]:
    """The places of a word that share characters with a stretch.

    With an empty stretch, those that hold or touch its place.
    """
    reach = len(word) - (begin < end)
    first = max(0, begin - reach)
    return [
        first + found.start() for found in re.finditer(re.escape(word), text[first : end + reach])
    ]


def _flush(before: int, after: int) -> bool:
    """True where a word reaches equally far, or not at all, beyond both sides.

    The sides are those of a hunk.
    """
    return before == after or (before <= 0 and after <= 0)


def _meet(one: Mark, other: Mark) -> bool:
    return (one[0] < other[1] and other[0] < one[1]) or (one[2] < other[3] and other[2] < one[3])
