"""Replacements that recur: one term that became another throughout, stated once with its places.

Every hunk proposes what it replaces, in whole words, alone and with the words around it that stayed. What is proposed often
enough, and happens to the term nearly wherever it stands, is a substitution.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from policydiff.diffing.causes import Mark, Run, left_of, mark, read_runs, right_of
from policydiff.diffing.facts import DIALECTS
from policydiff.diffing.words import cut_words
from policydiff.model.comparison import Comparison, Edit, Match, Substitution
from policydiff.model.drafting import NO_DRAFTING_WORDS, DraftingWords
from policydiff.model.kinds import CONTAINERS

LEAST = 3
"""Places from which on a replacement recurs: stating it once is shorter than listing it, and two may be chance."""

STEADY = 0.8
"""The share of the places of a term in kept text at which it must have become the other: “nearly always”."""

SHARED = 4
"""Places of a term from which on a word before all of them belongs to it."""

LONGEST = 20
"""Characters of a term; what is longer is a clause."""

AROUND = 3
"""Words on each side that may belong to a term: 工商 行政 管理 部门."""

_PLAIN = re.compile(r"[\u3400-\u9fffA-Za-z]{2,}")
_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千万亿两]")

Term = tuple[str, str]
Edits = tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The edits of one text, and where its words end on both sides."""

    match: Match
    edits: tuple[Edit, ...]
    sides: tuple[str, str]
    bounds: tuple[tuple[int, ...], tuple[int, ...]]

    def words(self, side: int, begin: int, end: int) -> list[str]:
        """The words of a stretch of one side."""
        bounds = self.bounds[side]
        inside = bounds[bisect_right(bounds, begin) : bisect_left(bounds, end)]
        return [self.sides[side][a:b] for a, b in pairwise((begin, *inside, end)) if a < b]

    def cut(self, side: int, place: int) -> bool:
        """True where a word ends."""
        bounds = self.bounds[side]
        return bounds[bisect_left(bounds, place)] == place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposal:
    """How many characters that stayed a term takes in before and after its hunk; `grown` says that the hunk only adds."""

    head: int
    tail: int
    grown: bool


def state(comparison: Comparison) -> Comparison:
    """The comparison with its substitutions, and the cause ``substitution`` on the edits that belong to them.

    Reads the edits that nothing explains yet; gives edits and substitutions. A term has at least two characters and no number:
    a changed amount is no substitution, nor is another word for what must or may be done.
    """
    outermost = list(_outermost(comparison.matches))
    texts = [text for match in outermost for text in _texts(match)]
    kept = "\n".join(edit.text for match in outermost for edit in (*match.heading_edits, *match.edits) if edit.op == "equal")
    terms = _terms(texts, kept, _Words.of(comparison))
    places: dict[Term, list[Match]] = defaultdict(list)
    for text in texts if terms else ():
        for term, _ in _marks(text.edits, terms):
            places[term].append(text.match)
    stated = [term for term in terms if len(places[term]) >= LEAST]
    if not stated:
        return comparison
    matches = tuple(_marked(match, stated, exact=not comparison.noise_rule) for match in comparison.matches)
    kept_parts = _kept_parts(outermost)
    found = tuple(_substitution(term, places[term], kept_parts) for term in sorted(stated, key=lambda term: (-len(places[term]), term)))
    return replace(comparison, matches=matches, substitutions=(*comparison.substitutions, *found))


def _substitution(term: Term, matches: Sequence[Match], parts: Sequence[Edits]) -> Substitution:
    left, right = (tuple(dict.fromkeys(side.eid for match in matches for side in getattr(match, name))) for name in ("left", "right"))
    remaining = sum(_remaining(edits, term) for edits in parts)
    return Substitution(before=term[0], after=term[1], count=len(matches), remaining=remaining, left=left, right=right)


def _kept_parts(outermost: Iterable[Match]) -> list[Edits]:
    """The edits of texts that have two sides, each text once; what stands elsewhere is told there."""
    texts = [edits for match in outermost if match.left and match.right for edits in (match.heading_edits, match.edits)]
    return [tuple(edit for edit in edits if edit.elsewhere is None) for edits in texts if edits]


def _remaining(edits: Edits, term: Term) -> int:
    """The places of a right text, not wholly inserted, that hold the old words outside of the new ones."""
    right = right_of(edits)
    if term[0] not in right:
        return 0
    ends = list(accumulate(len(edit.text) for edit in edits if edit.op != "delete"))
    inserted = [edit.op == "insert" and not edit.noise for edit in edits if edit.op != "delete"]
    new = [found.span() for found in re.finditer(re.escape(term[1]), right)] if term[0] in term[1] else []
    places = [found.span() for found in re.finditer(re.escape(term[0]), right)]
    return sum(
        not any(first <= begin and end <= last for first, last in new)
        and not all(inserted[bisect_right(ends, begin) : bisect_left(ends, end) + 1])
        for begin, end in places
    )


def _outermost(matches: Iterable[Match]) -> Iterator[Match]:
    """The matches of one part on each side that tell a text once: articles, and what stands in no such match; else headings alone."""
    told: set[int] = set()
    for match in matches:
        levels = {side.level for side in (*match.left, *match.right)}
        if match.parent in told:
            told.add(match.id)
        elif len(match.left) == len(match.right) == 1 and not levels & {"title", "attachment", *CONTAINERS}:
            told.add(match.id)
            yield match
        elif match.heading_edits and match.left and match.right:
            yield replace(match, edits=())


def _texts(match: Match) -> Iterator[_Text]:
    for edits in (match.heading_edits, match.edits):
        if _open(edits) and any(_small(run) for run in read_runs(edits)):
            sides = left_of(edits), right_of(edits)
            yield _Text(match=match, edits=edits, sides=sides, bounds=(cut_words(sides[0]).bounds, cut_words(sides[1]).bounds))


def _open(edits: tuple[Edit, ...]) -> bool:
    """True where something is changed and not explained."""
    return any(edit.op != "equal" and not edit.noise and edit.cause is None for edit in edits)


def _small(run: Run) -> bool:
    """True for a hunk that may replace a term."""
    return run.open and 0 < run.b - run.a + run.d - run.c <= 2 * LONGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What a term is not: `modality` says what must or may be done, particles and negations are no content."""

    modality: re.Pattern[str] | None
    drafting: DraftingWords

    @classmethod
    def of(cls, comparison: Comparison) -> _Words:
        dialect = DIALECTS.get(comparison.left.dialect)
        modality = None if dialect is None or dialect.facts is None else dialect.facts.modality
        return cls(modality=modality, drafting=NO_DRAFTING_WORDS if dialect is None else dialect.drafting)

    def is_term(self, term: Term) -> bool:
        plain = all(_PLAIN.fullmatch(word) and len(word) <= LONGEST and not _NUMBER.search(word) for word in term)
        return plain and (self.modality is None or not any(self.modality.search(word) for word in term))

    def says_something(self, gone: list[str], come: list[str]) -> bool:
        """False for a negation that came or went, and for particles that did."""
        negations, particles = self.drafting.negations, self.drafting.particles
        return negations.isdisjoint({*gone} ^ {*come}) and bool((gone and come) or not particles.issuperset(gone + come))


def _terms(texts: Sequence[_Text], kept: str, words: _Words) -> tuple[Term, ...]:
    """The replacements that recur, the longest first."""
    proposals = [found for text in texts for run in read_runs(text.edits) if _small(run) and (found := _proposals(text, run, words))]
    counts = Counter(term for found in proposals for term in found)
    grown = Counter(term for found in proposals for term, proposal in found.items() if proposal.grown)
    often = [term for term, count in counts.items() if count >= LEAST and words.is_term(term)]
    steady = {term for term in often if counts[term] >= STEADY * (counts[term] + kept.count(term[0]) - grown[term])}
    best = {_best(found, counts, found.keys() & steady) for found in proposals if not steady.isdisjoint(found)}
    return tuple(sorted(best, key=lambda term: (-len(term[0]), -len(term[1]), term)))


def _best(found: dict[Term, _Proposal], counts: Counter[Term], terms: Iterable[Term]) -> Term:
    """Of what one hunk proposes: what most others propose as well, then the longest.

    The head of a Chinese term is its last word, so that words after the hunk belong to it; words before it may stand there by
    chance unless they do so in `SHARED` places.
    """

    def rank(term: Term) -> tuple[int, int, int, Term]:
        head = found[term].head
        return counts[term], head if counts[term] >= SHARED else -head, found[term].tail, term

    return max(terms, key=rank)


def _proposals(text: _Text, run: Run, words: _Words) -> dict[Term, _Proposal]:
    """What a hunk replaces, in words that are whole on both sides, alone and with the words around it that stayed.

    What only comes or goes must stand before the word that it belonged to, as 大 does in 股东大会.
    """
    gone, come = text.words(0, run.a, run.b), text.words(1, run.c, run.d)
    if not words.says_something(gone, come):
        return {}
    particles = words.drafting.particles
    heads = [(a, c) for a, c in _steps(text, run.a, run.c, -1) if particles.isdisjoint(text.words(0, a, run.a)[:1])]
    tails = [(b, d) for b, d in _steps(text, run.b, run.d, 1) if particles.isdisjoint(_ends(text.words(0, run.b, b), gone and come))]
    found: dict[Term, _Proposal] = {}
    for a, c in heads:
        for b, d in tails:
            if a < b and c < d and (b > run.b or (gone and come)):
                term = text.sides[0][a:b], text.sides[1][c:d]
                found.setdefault(term, _Proposal(head=run.a - a, tail=b - run.b, grown=not gone))
    return found


def _ends(words: list[str], replaced: list[str]) -> list[str]:
    """The words after a hunk that decide whether a term may end there; what only came or went belongs to the first of them."""
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
    marks, others = ([one for _, one in _marks(edits, terms)] for edits in (match.edits, match.heading_edits))
    if not marks and not others:
        return match
    edits = mark(match.edits, marks, "substitution", exact=exact)
    return replace(match, edits=edits, heading_edits=mark(match.heading_edits, others, "substitution", exact=exact))


def _marks(edits: tuple[Edit, ...], terms: Sequence[Term]) -> Iterator[tuple[Term, Mark]]:
    """The places of the terms in the hunks of a text, in order; longer terms take theirs first."""
    if not _open(edits):
        return
    left, right = left_of(edits), right_of(edits)
    here = [term for term in terms if term[0] in left and term[1] in right]
    for run in read_runs(edits) if here else ():
        taken: list[tuple[Mark, Term]] = []
        for term in here if run.open else ():
            taken += [(one, term) for one in _standing(run, left, right, term) if not any(_meet(one, other) for other, _ in taken)]
        yield from ((term, one) for one, term in sorted(taken))


def _standing(run: Run, left: str, right: str, term: Term) -> list[Mark]:
    """Where a hunk replaces the one word by the other: as often as it does, first for first."""
    rows = _found(left, term[0], run.a, run.b)
    columns = _found(right, term[1], run.c, run.d) if rows else []
    if len(rows) != len(columns):
        return []
    marks = [(a, a + len(term[0]), c, c + len(term[1])) for a, c in zip(rows, columns, strict=True)]
    return [one for one in marks if _flush(run.a - one[0], run.c - one[2]) and _flush(one[1] - run.b, one[3] - run.d)]


def _found(text: str, word: str, begin: int, end: int) -> list[int]:
    """Where a word shares characters with a stretch; with an empty one, where it holds or touches that place."""
    reach = len(word) - (begin < end)
    first = max(0, begin - reach)
    return [first + found.start() for found in re.finditer(re.escape(word), text[first : end + reach])]


def _flush(before: int, after: int) -> bool:
    """True where a word reaches equally far beyond the hunk on both sides, or not at all."""
    return before == after or (before <= 0 and after <= 0)


def _meet(one: Mark, other: Mark) -> bool:
    return (one[0] < other[1] and other[0] < one[1]) or (one[2] < other[3] and other[2] < one[3])
