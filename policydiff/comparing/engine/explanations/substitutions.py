"""Replacements that recur: a term that became another throughout.

Every hunk proposes what it replaces, in whole words, alone and with the words around it that
stayed. What is proposed often enough, and happens to the term nearly wherever it stands, is a
substitution.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from policydiff.comparing.engine.explanations.replaced_terms import (
    LONGEST,
    ComparedText,
    Fate,
    Term,
    distinct_texts,
    follow,
    small,
)
from policydiff.comparing.engine.facts.typing import drafting_words
from policydiff.comparing.engine.redline.causes import mark
from policydiff.model.comparison import Comparison, Edit, Match, Span, Substitution
from policydiff.text.numerals import AMOUNT
from policydiff.text.spans import SIDES, Corner, Hunk, is_open, read_runs, sides_of
from policydiff.text.traditions.drafting_words import DraftingWords
from policydiff.text.traditions.registry import DIALECTS

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
class _Proposal:
    """The extent of a proposed term around its hunk.

    `head` and `tail` are the numbers of unchanged characters that it takes in; `grown` is True
    where the hunk only adds. `bare` is what the hunk must replace by itself: where it only adds or
    takes away, the word that it touches.
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
    texts = list(distinct_texts(comparison.matches))
    equal = "\n".join(edit.text for text in texts for edit in text.edits if edit.op == "equal")
    words = _ExcludedWords.of(comparison)
    two_sided = [text for text in texts if text.match.left and text.match.right]
    fates = _fates(_terms(texts, equal, words), two_sided, words)
    if not fates:
        return comparison
    matches = tuple(
        _marked(match, list(fates), exact=not comparison.noise_rule) for match in comparison.matches
    )
    stated = tuple(
        _substitution(term, fates[term])
        for term in sorted(fates, key=lambda term: (-len(fates[term].places), term))
    )
    return replace(comparison, matches=matches, substitutions=(*comparison.substitutions, *stated))


def _fates(
    terms: Sequence[Term], texts: Sequence[ComparedText], words: _ExcludedWords
) -> dict[Term, Fate]:
    """The fates of the replacements that hold, counted without those that do not."""
    while terms:
        marks: dict[Term, list[tuple[ComparedText, Hunk]]] = {term: [] for term in terms}
        for text in texts:
            for term, hunk in _marks(text.edits, terms):
                marks[term].append((text, hunk))
        fates = {term: follow(term, texts, marks[term]) for term in terms}
        holding = [term for term in terms if _is_steady(fates[term], words.drafting.particles)]
        if len(holding) == len(terms):
            return fates
        terms = holding
    return {}


def _is_steady(fate: Fate, particles: Collection[str]) -> bool:
    """True where the term became the other nearly everywhere, in several phrases."""
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
    """The words that are no terms (modality, particles), and those of public bodies."""

    modality: re.Pattern[str] | None
    body: re.Pattern[str] | None
    drafting: DraftingWords

    @classmethod
    def of(cls, comparison: Comparison) -> _ExcludedWords:
        dialect = DIALECTS.get(comparison.left.dialect)
        facts = None if dialect is None else dialect.facts
        return cls(
            modality=None if facts is None else facts.modality,
            body=None if facts is None else facts.whole_body,
            drafting=drafting_words(comparison.left),
        )

    def is_term(self, term: Term) -> bool:
        plain = all(
            _PLAIN.fullmatch(word) and len(word) <= LONGEST and not _NUMBER.search(word)
            for word in term
        )
        return plain and (
            self.modality is None or not any(self.modality.search(word) for word in term)
        )

    def is_body(self, term: Term) -> bool:
        return self.body is not None and all(self.body.search(word) for word in term)

    def is_meaningful(self, gone: list[str], come: list[str]) -> bool:
        """False for a negation that came or went, and for particles that did."""
        negations, particles = self.drafting.negations, self.drafting.particles
        return negations.isdisjoint({*gone} ^ {*come}) and bool(
            (gone and come) or not particles.issuperset(gone + come)
        )


def _terms(
    texts: Iterable[ComparedText], unchanged: str, words: _ExcludedWords
) -> tuple[Term, ...]:
    proposals = [
        terms
        for text in texts
        for run in text.runs
        if small(run) and (terms := _proposals(text, run.hunk, words))
    ]
    counts = Counter(term for terms in proposals for term in terms)
    grown = Counter(
        term for terms in proposals for term, proposal in terms.items() if proposal.grown
    )

    @cache
    def steady(term: Term) -> bool:
        return counts[term] >= LEAST and counts[term] >= STEADY * (
            counts[term] + unchanged.count(term[0]) - grown[term]
        )

    best: set[Term] = set()
    for terms in proposals:
        steadily = [term for term in terms if words.is_term(term) and steady(term)]
        stated = [term for term in steadily if words.is_body(term) or steady(terms[term].bare)]
        best.update({_best(terms, counts, stated)} if stated else ())
    return tuple(sorted(_whole(best), key=lambda term: (-len(term[0]), -len(term[1]), term)))


def _whole(terms: Collection[Term]) -> list[Term]:
    """The terms without phrases that only repeat the replacement of a piece of them."""
    return [
        term
        for term in terms
        if not any(part != term and part[0] in term[0] and part[1] in term[1] for part in terms)
    ]


def _best(proposed: dict[Term, _Proposal], counts: Counter[Term], terms: Iterable[Term]) -> Term:
    """The proposal of a hunk that most others propose as well, then the longest.

    The head of a Chinese term is its last word, so that words after the hunk belong to it; words
    before it may stand there by chance unless they do so in `SHARED` places.
    """

    def rank(term: Term) -> tuple[int, int, int, Term]:
        head, tail = proposed[term].head, proposed[term].tail
        return counts[term], head if counts[term] >= SHARED else -head, tail, term

    return max(terms, key=rank)


def _proposals(text: ComparedText, hunk: Hunk, words: _ExcludedWords) -> dict[Term, _Proposal]:
    """The terms that a hunk replaces, in words that are whole on both sides.

    They are given alone and with the words around them that stayed. What only comes or goes must
    stand before the word that it belonged to, as 大 does in 股东大会.
    """
    gone, come = (text.words(side, hunk[side]) for side in SIDES)
    if not words.is_meaningful(gone, come):
        return {}
    particles, replaces = words.drafting.particles, bool(gone and come)
    heads = [
        head
        for index, head in enumerate(_steps(text, hunk.begin, -1))
        if not index or len(text.words(0, (head[0], hunk.left[0]))[0]) > 1
    ]
    proposed: dict[Term, _Proposal] = {}
    tails = []
    for tail in _steps(text, hunk.end, 1):
        behind = text.words(0, (hunk.left[1], tail[0]))
        ends = behind[-1:] if replaces else [*behind[:1], *behind[-1:]]
        if particles.isdisjoint(ends):
            tails.append(tail)
    (left, right), (begin, end) = text.sides, hunk.left
    for a, c in heads:
        for b, d in tails:
            if a == b or c == d or not (b > end or replaces):
                continue
            term = left[a:b], right[c:d]
            alone = replaces or a == heads[0][0] or words.is_body(term)
            if alone and particles.isdisjoint((*text.edges(0, (a, b)), *text.edges(1, (c, d)))):
                proposal = _Proposal(
                    head=begin - a,
                    tail=b - end,
                    grown=not gone,
                    bare=term if replaces else next(iter(proposed), term),
                )
                proposed.setdefault(term, proposal)
    return proposed


def _steps(text: ComparedText, corner: Corner, step: int) -> Iterator[Corner]:
    """The nearest places, as far as both texts agree, where words end on both sides."""
    (left, right), (row, column) = text.sides, corner
    count = 0
    while count <= AROUND:
        if text.ends_word(0, row) and text.ends_word(1, column):
            yield row, column
            count += 1
        a, b = (row, column) if step > 0 else (row - 1, column - 1)
        inside = 0 <= a < len(left) and 0 <= b < len(right)
        if not inside or left[a] != right[b] or not _PLAIN.fullmatch(left[a] * 2):
            return
        row, column = row + step, column + step


def _marked(match: Match, terms: Sequence[Term], *, exact: bool) -> Match:
    marks, heading_marks = (
        [hunk for _, hunk in _marks(edits, terms)] for edits in (match.edits, match.heading_edits)
    )
    if not marks and not heading_marks:
        return match
    return replace(
        match,
        edits=mark(match.edits, marks, "substitution", exact=exact),
        heading_edits=mark(match.heading_edits, heading_marks, "substitution", exact=exact),
    )


def _marks(edits: tuple[Edit, ...], terms: Sequence[Term]) -> Iterator[tuple[Term, Hunk]]:
    """The places of the terms in the hunks of a text, longer ones first, in order."""
    if not any(map(is_open, edits)):
        return
    sides = sides_of(edits)
    here = [term for term in terms if term[0] in sides[0] and term[1] in sides[1]]
    for run in read_runs(edits) if here else ():
        taken: list[tuple[Hunk, Term]] = []
        for term in here if run.open else ():
            taken += [
                (hunk, term)
                for hunk in _replacements(sides, run.hunk, term)
                if not any(hunk.meets(earlier) for earlier, _ in taken)
            ]
        yield from ((term, hunk) for hunk, term in sorted(taken))


def _replacements(sides: tuple[str, str], hunk: Hunk, term: Term) -> list[Hunk]:
    """The places where a hunk replaces the old words by the new, one by one."""
    rows = list(_spans(sides[0], term[0], hunk.left))
    columns = list(_spans(sides[1], term[1], hunk.right)) if rows else []
    if len(rows) != len(columns):
        return []
    (begin, end), (right_begin, right_end) = hunk
    return [
        Hunk((a, b), (c, d))
        for (a, b), (c, d) in zip(rows, columns, strict=True)
        if _flush(begin - a, right_begin - c) and _flush(b - end, d - right_end)
    ]


def _spans(text: str, word: str, span: Span) -> Iterator[Span]:
    """The places of a word that share characters with a stretch, or touch it."""
    begin, end = span
    reach = len(word) - (begin < end)
    first = max(0, begin - reach)
    for match in re.finditer(re.escape(word), text[first : end + reach]):
        yield first + match.start(), first + match.end()


def _flush(before: int, after: int) -> bool:
    """True where words reach equally far, or not at all, beyond both sides of a hunk."""
    return before == after or (before <= 0 and after <= 0)
